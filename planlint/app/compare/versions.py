"""Opens two versions of a plan for a command: what is compared, how it is configured, what both sides say."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planlint.app.compare.base_settings import OlderSettings, older_settings
from planlint.app.compare.commits import NOTHING, steps_between
from planlint.app.compare.last_readable import stand_ins, unread, with_stand_ins
from planlint.app.compare.sides import resolve_ends, two_sides
from planlint.app.settings import root_and_config
from planlint.cli.output import note
from planlint.cli.plan import where_of
from planlint.config import Config
from planlint.diff.compare import diff
from planlint.errors import PlanlintError
from planlint.lint.comparison import Review, review
from planlint.lint.severity import ignored_in
from planlint.load.two_versions import Contents, Files, Unread, Version, both_sides, read_files
from planlint.rules import rule_by_code
from planlint.toml import MAX_BYTES
from planlint.trees import Root
from planlint.trees.git.repository import Repository
from planlint.trees.git.revisions import parse_ends

_MOST_NAMED = 3


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan as a command sees them: where they are, how they are configured, what differs.

    `older` are the settings that the base is read by. `files` counts the plan files of each; `notes` is what there is
    to say of files of the base.
    """

    repository: Repository
    root: Root
    config: Config
    older: OlderSettings
    review: Review
    files: tuple[int, int]
    notes: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.repository.prefix(self.root.folder)

    def with_commits(self) -> Review:
        """Return the review with the commits between the versions that touch what has changed."""
        return with_commits(self.review, self.repository, self.root)

    def judged(self, found: Review, today: date) -> Review:
        """Return a review of these versions with what the rules on changes say that nothing waives."""
        from planlint.lint import select
        from planlint.lint.changes import judge, not_waived

        judgements = judge(found, self.config, select(self.config), today, found.steps, older=self.older.config)
        return replace(found, judgements=not_waived(judgements, found.both.head, self.config, today))


def with_commits(found: Review, repository: Repository, root: Root, earlier: Mapping[str, bytes] = NOTHING) -> Review:
    """Return a review with the commits between its versions that touch what has changed; see `steps_between`."""
    if found.base.oid is None or not found.paths:
        return found
    tip = found.head.oid or repository.resolve("HEAD")
    prefix = repository.prefix(root.folder)
    steps = steps_between(repository, found.base.oid, tip, prefix, found.paths, MAX_BYTES, earlier)
    return replace(found, steps=steps)


def open_comparison(options: argparse.Namespace, revisions: list[str], *, is_hook: bool = False) -> Comparison:
    """Compare the versions that are named; `PlanlintError` where that cannot be done, or neither has a plan.

    In a hook sides may be empty, and nothing is said of that; and what the base held before it broke stands in for
    files of it that cannot be read.
    """
    comparison = _compare(options, revisions, is_hook)
    if not is_hook:
        _require_plan(comparison)
        if not options.quiet:
            _say_what_is_missing(comparison)
    return comparison


def require_readable(found: Review) -> None:
    """Refuse a comparison that is incomplete because files of its head cannot be read: exit status 2."""
    unread = [one for one in found.both.unreadable if one.side == "head"]
    if unread:
        raise _incomplete(f"changes in what cannot be read in {found.head.rev} are not shown", unread)


def incomplete(found: Review, config: Config) -> PlanlintError | None:
    """Return the error for a change of which a part cannot be judged, because files of its head cannot be read.

    One that nobody could read before either is no promise: it does not count where the settings leave it out, because
    they have it in the archive, or waive that it cannot be read.
    """
    known = found.both.base.documents
    unread = [
        one
        for one in found.both.unreadable
        if one.side == "head" and (one.path in known or not _is_left_out(one.path, config))
    ]
    return _incomplete("changes in what cannot be read are not judged", unread) if unread else None


def require_judged(found: Review, config: Config) -> None:
    """Refuse a change of which a part cannot be judged: exit status 2; see `incomplete`."""
    error = incomplete(found, config)
    if error is not None:
        raise error


def _incomplete(what: str, unread: Sequence[Unread]) -> PlanlintError:
    listed = ", ".join(f"{one.path} ({one.message})" for one in unread[:_MOST_NAMED])
    more = f" and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
    return PlanlintError(f"{what}: {listed}{more}", "`planlint check` shows where the fault is")


def _is_left_out(path: str, config: Config) -> bool:
    return config.archives(path) or any(rule_by_code(code).family == "files" for code in ignored_in(path, config))


def _compare(options: argparse.Namespace, revisions: list[str], is_hook: bool) -> Comparison:
    repository = Repository.open(where_of(options).folder)
    base, head = resolve_ends(repository, parse_ends(revisions))
    root, config = root_and_config(where_of(options), repository, head.oid or head.rev)
    older = older_settings(options, repository, base, head, root, config)
    sides = two_sides(repository, root, (base, older.config.wants), (head, config.wants), MAX_BYTES)
    if options.verbose:
        note(f"root: {root.folder}")
        note(f"configuration: {config.path or 'none'}")
        note(f"plan files: {sides.files[0]} in {base.rev}, {sides.files[1]} in {head.rev}")
    old, new = read_files(sides.base), read_files(sides.head)
    notes, rest = older.notes, sides.rest
    if is_hook and old.unread:
        earlier = stand_ins(root, old, old.unread.keys() - new.unread.keys(), base)
        rest = list(rest)
        old = with_stand_ins(old, earlier, read_files(rest))
        notes += earlier.notes
        notes += tuple(f"{unread(path, base, why)}: changes in it are not judged" for path, why in old.unread.items())
    return Comparison(repository, root, config, older, _reviewed(old, new, rest, base, head), sides.files, notes)


def _reviewed(old: Files, new: Files, rest: Contents, base: Version, head: Version) -> Review:
    """Compare what differs; the rest is read only where there is something to say, for chains and for progress."""
    both = both_sides(old, new)
    before, after = both.base.plan, both.head.plan
    if both.unreadable or diff(before, after) or before.former.keys() != after.former.keys():
        both = both_sides(old, new, read_files(rest))
    return review(base, head, both)


def _require_plan(comparison: Comparison) -> None:
    found = comparison.review
    if comparison.files == (0, 0):
        raise PlanlintError(
            f"no plan files in {comparison.root.folder}, neither in {found.base.rev} nor in {found.head.rev}",
            f"they match {', '.join(comparison.config.include)}",
        )


def _say_what_is_missing(comparison: Comparison) -> None:
    found = comparison.review
    for version, count, counted in zip((found.base, found.head), comparison.files, ("added", "removed"), strict=True):
        if not count:
            note(f"there are no plan files in {version.rev}: all items count as {counted}")
