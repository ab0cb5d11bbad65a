"""What `planlint check --base` asks: what has changed since another version, and what that one was found to have."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planlint.cli.comparison import with_commits
from planlint.cli.console import note
from planlint.cli.errors import CommandError
from planlint.cli.older_settings import OlderSettings, older_settings
from planlint.cli.options import today_of
from planlint.cli.session import Session, starting_folder
from planlint.diagnostic import Diagnostic
from planlint.history.traces import Traces
from planlint.lint import Report, Selection, lint
from planlint.lint.baseline import Baseline, compare, record
from planlint.lint.changes import Checked, judge, not_waived
from planlint.lint.fingerprint import Fingerprint
from planlint.lint.review import Judgement, Review, review
from planlint.load import Tree, load
from planlint.load.both import Both, Version, both_sides, files_of, read_files
from planlint.load.earlier import last_readable
from planlint.rules import rule_by_code
from planlint.schema import Schema
from planlint.toml import MAX_BYTES, Fault, read
from planlint.trees import TreeError, schema_dict
from planlint.trees.git import INDEX, Repository
from planlint.trees.revisions import WORKTREE, parse_range
from planlint.trees.versions import versions

_UNLINKED = frozenset({"PL201", "PL202", "PL203"})
Within = Callable[[str], bool]


@dataclass(frozen=True)
class Since:
    """The version that a plan is compared with: where it left the other one, how it is read, and its plan files.

    A file that cannot be read there is in `tree` as it was when it last could be, with `stood_in` telling that.
    """

    options: argparse.Namespace
    selection: Selection
    repository: Repository
    base: Version
    head: Version
    older: OlderSettings
    tree: Tree
    stood_in: tuple[str, ...] = ()

    def judged(self, session: Session, within: Within, past: Traces | None = None) -> Report:
        """Return what is found in a plan and in what has changed; with --new-only, what the base does not have.

        `past` is what git tells of the items, None where nobody asked.
        """
        report, found = self.compared(session, within, past)
        if not self.options.quiet:
            for line in self.notes(found):
                note(line)
        return self.beyond(report, session, found, within) if self.options.new_only else report

    def compared(self, session: Session, within: Within, past: Traces | None = None) -> tuple[Report, Review]:
        """Return what is found in a plan and in what has changed, and the judged changes."""
        found = self.reviewed(session)
        today = today_of(self.options)
        judged: list[Judgement] = []

        def changes(plain: Sequence[Diagnostic]) -> list[Diagnostic]:
            judged.extend(self.judgements(session, found, plain))
            return [one.finding for one in judged]

        report = lint(session.loaded, session.config, self.selection, today, within, changes, past)
        kept = not_waived(judged, session.loaded, session.config, today)
        return report, replace(found, judgements=kept, is_check=True)

    def beyond(self, report: Report, session: Session, found: Review, within: Within) -> Report:
        """Return what a report has and the base has not."""
        by_history = any(rule_by_code(one.code).on_history for one in report.diagnostics)
        return compare(report, self._known(session, found, by_history), self.selection, within).report

    def judgements(self, session: Session, found: Review, plain: Sequence[Diagnostic]) -> tuple[Judgement, ...]:
        """Judge what has changed; `plain` is what the plan as it is was found to have."""
        unlinked = frozenset(one.item for one in plain if one.item and one.code in _UNLINKED)
        checked = Checked(session.loaded.plan.broken, unlinked)
        today = today_of(self.options)
        return judge(found, session.config, self.selection, today, found.steps, checked, self.older.config)

    def reviewed(self, session: Session) -> Review:
        """Return what has changed, with the commits that did it; `CommandError` where git cannot tell."""
        found = review(self.base, self.head, _both(self.tree, session))
        try:
            return with_commits(found, self.repository, session.root)
        except TreeError as error:
            raise CommandError(error.message, error.help) from None

    def notes(self, found: Review) -> list[str]:
        """Return what there is to say of files of the base that cannot be read."""
        lost = [one for one in found.both.unreadable if one.side == "base"]
        return [
            *self.stood_in,
            *(f"{_unread(one.path, self.base, one.message)}: changes in it are not shown" for one in lost),
        ]

    def _known(self, session: Session, found: Review, by_history: bool) -> Baseline:
        """Return what the base was found to have, under the names its items have now."""
        base = load(self.tree, Schema(schema_dict("plan")))
        past = self._past(session._replace(config=self.older.config, tree=self.tree, loaded=base), by_history)
        report = lint(base, self.older.config, self.selection, today_of(self.options), past=past)
        newer = {pair.old.name: pair.new.name for pair in found.matching.renamed}
        known: Counter[Fingerprint] = Counter()
        for mark, number in record(report.diagnostics).counts.items():
            known[mark._replace(subject=newer.get(mark.subject, mark.subject))] += number
        return Baseline(known)

    def _past(self, base: Session, by_history: bool) -> Traces | None:
        """Return what git had to tell of the base's items, where that was asked."""
        if not by_history:
            return None
        from planlint.cli.traces import traces_of

        return traces_of(base, argparse.Namespace(**{**vars(self.options), "rev": self.base.oid}))


def open_since(options: argparse.Namespace, session: Session, selection: Selection) -> Since:
    """Read the version that --base names; `CommandError` where that cannot be done."""
    if parse_range(options.base) is not None:
        raise CommandError(f"--base takes one revision, and '{options.base}' is a range", "name where to begin")
    try:
        repository = Repository.open(starting_folder(options))
        tip = repository.resolve(options.rev or "HEAD")
        oid = repository.merge_base(repository.resolve(options.base), tip)
    except TreeError as error:
        raise CommandError(error.message, error.help) from None
    head = Version(INDEX if options.staged else options.rev or WORKTREE, tip if options.rev else None)
    return since(options, session, selection, repository, Version(options.base, oid), head)


def since(
    options: argparse.Namespace,
    session: Session,
    selection: Selection,
    repository: Repository,
    base: Version,
    head: Version,
) -> Since:
    """Read the plan files of a base that is a commit; `CommandError` where that cannot be done."""
    try:
        older = older_settings(options, repository, base, head, session.root, session.config)
        prefix = repository.prefix(session.root.folder)
        committed = repository.commit(base.oid or base.rev, prefix, older.config.wants, MAX_BYTES)
        tree, stood_in = _readable(committed, session, base)
    except TreeError as error:
        raise CommandError(error.message, error.help) from None
    return Since(options, selection, repository, base, head, older, tree, stood_in)


def _readable(tree: Tree, session: Session, base: Version) -> tuple[Tree, tuple[str, ...]]:
    """Return a base's files, with earlier contents in place of those that cannot be read, and what to say of that.

    So a change that mends a file is judged by what the file promised before it broke.
    """
    faults = {}
    for path, content in tree.items():
        if isinstance(content, bytes) and session.tree.get(path) != content:
            try:
                read(path, content)
            except Fault as fault:
                faults[path] = f"line {fault.source.position(fault.span.start).line}: {fault.message}"
    history = versions(session.root, faults.keys(), base.oid or base.rev)
    earlier = {path: found for path, contents in history.items() if (found := last_readable(contents)) is not None}
    said = [
        f"{_unread(path, base, faults[path])}: what it held on {earlier[path][0]} is compared"
        for path in sorted(earlier)
    ]
    return {**tree, **{path: data for path, (_, data) in earlier.items()}}, tuple(said)


def _unread(path: str, base: Version, why: str) -> str:
    return f"{path} cannot be read in {base.rev} ({why})"


def _both(tree: Tree, session: Session) -> Both:
    """Return both versions; what is the same in both is read once."""
    own = files_of(session.loaded, session.tree)
    same = {path for path, content in tree.items() if session.tree.get(path) == content}
    older = read_files((path, content) for path, content in tree.items() if path not in same)
    return both_sides(older, own.among(session.tree.keys() - same), own.among(same))
