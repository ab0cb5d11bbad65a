"""What `planlint check --base` asks: what has changed since another version, and what that one was found to have."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planlint.cli.comparison import with_commits
from planlint.cli.errors import CommandError
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
from planlint.schema import Schema
from planlint.toml import MAX_BYTES
from planlint.trees import TreeError, schema_dict
from planlint.trees.git import INDEX, Repository
from planlint.trees.revisions import WORKTREE, parse_range

_UNLINKED = frozenset({"PL201", "PL202", "PL203"})
Within = Callable[[str], bool]


@dataclass(frozen=True)
class Since:
    """The version that a plan is compared with: where it left the other one, and its plan files."""

    options: argparse.Namespace
    selection: Selection
    repository: Repository
    base: Version
    head: Version
    tree: Tree

    def judged(self, session: Session, within: Within, past: Traces | None = None) -> Report:
        """Return what is found in a plan and in what has changed; with --new-only, what the base does not have.

        `past` is what git tells of the items, None where nobody asked.
        """
        report, found = self.compared(session, within, past)
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
        return compare(report, self._known(session, found), self.selection, within).report

    def judgements(self, session: Session, found: Review, plain: Sequence[Diagnostic]) -> tuple[Judgement, ...]:
        """Judge what has changed; `plain` is what the plan as it is was found to have."""
        unlinked = frozenset(one.item for one in plain if one.item and one.code in _UNLINKED)
        checked = Checked(session.loaded.plan.broken, unlinked)
        return judge(found, session.config, self.selection, today_of(self.options), found.steps, checked)

    def reviewed(self, session: Session) -> Review:
        """Return what has changed, with the commits that did it; `CommandError` where git cannot tell."""
        found = review(self.base, self.head, _both(self.tree, session))
        try:
            return with_commits(found, self.repository, session.root)
        except TreeError as error:
            raise CommandError(error.message, error.help) from None

    def _known(self, session: Session, found: Review) -> Baseline:
        """Return what the base was found to have, under the names its items have now."""
        base = load(self.tree, Schema(schema_dict("plan")))
        report = lint(base, session.config, self.selection, today_of(self.options))
        newer = {pair.old.name: pair.new.name for pair in found.matching.renamed}
        known: Counter[Fingerprint] = Counter()
        for mark, number in record(report.diagnostics).counts.items():
            known[mark._replace(subject=newer.get(mark.subject, mark.subject))] += number
        return Baseline(known)


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
        prefix = repository.prefix(session.root.folder)
        tree = repository.commit(base.oid or base.rev, prefix, session.config.wants, MAX_BYTES)
    except TreeError as error:
        raise CommandError(error.message, error.help) from None
    return Since(options, selection, repository, base, head, tree)


def _both(tree: Tree, session: Session) -> Both:
    """Return both versions; what is the same in both is read once."""
    own = files_of(session.loaded, session.tree)
    same = {path for path, content in tree.items() if session.tree.get(path) == content}
    older = read_files((path, content) for path, content in tree.items() if path not in same)
    return both_sides(older, own.among(session.tree.keys() - same), own.among(same))
