"""What `planlint check --base` asks: what has changed since another version, and what that one was found to have."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planlint.app.compare.base_settings import OlderSettings, older_settings
from planlint.app.compare.last_readable import StandIns, stand_ins, unread, with_stand_ins
from planlint.app.compare.versions import with_commits
from planlint.app.workspace import Workspace
from planlint.cli.options import today_of
from planlint.cli.output import note
from planlint.cli.plan import where_of
from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.history.item_history import ItemHistories
from planlint.lint import Report, Selection, lint
from planlint.lint.baseline import Baseline, compare
from planlint.lint.changes import Checked, judge, not_waived
from planlint.lint.comparison import Judgement, Review, review
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.load import load
from planlint.load.two_versions import Both, Version, both_sides, files_of, read_files
from planlint.rules import rule_by_code
from planlint.schema import Schema
from planlint.toml import MAX_BYTES
from planlint.tree import Tree
from planlint.trees import TreeError, schema_dict
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import WORKTREE, parse_range

Within = Callable[[str], bool]


@dataclass(frozen=True)
class Since:
    """The version that a plan is compared with: where it left the other one, how it is read, and its plan files.

    `both` is what is compared: in it `stand_ins` take the place of files of the base that cannot be read.
    """

    options: argparse.Namespace
    selection: Selection
    repository: Repository
    base: Version
    head: Version
    older: OlderSettings
    tree: Tree
    both: Both
    stand_ins: StandIns

    def judged(self, workspace: Workspace, within: Within, past: ItemHistories | None = None) -> Report:
        """Return what is found in a plan and in what has changed; with --new-only, what the base does not have.

        `past` is what git tells of the items, None where nobody asked.
        """
        report, found = self.compared(workspace, within, past)
        if not self.options.quiet:
            for line in self.notes(found):
                note(line)
        return self.beyond(report, workspace, found, within) if self.options.new_only else report

    def compared(
        self, workspace: Workspace, within: Within, past: ItemHistories | None = None
    ) -> tuple[Report, Review]:
        """Return what is found in a plan and in what has changed, and the judged changes."""
        found = self.reviewed(workspace)
        today = today_of(self.options)
        judged: list[Judgement] = []

        def changes(plain: Sequence[Diagnostic]) -> list[Diagnostic]:
            judged.extend(self.judgements(workspace, found, plain))
            return [one.finding for one in judged]

        report = lint(workspace.loaded, workspace.config, self.selection, today, within, changes, past)
        kept = not_waived(judged, workspace.loaded, workspace.config, today)
        return report, replace(found, judgements=kept, is_check=True)

    def beyond(self, report: Report, workspace: Workspace, found: Review, within: Within) -> Report:
        """Return what a report has and the base has not."""
        return compare(report, self._known(report, workspace, found), self.selection, within).report

    def judgements(self, workspace: Workspace, found: Review, plain: Sequence[Diagnostic]) -> tuple[Judgement, ...]:
        """Judge what has changed; `plain` is what the plan as it is was found to have."""
        unlinked = frozenset(one.item for one in plain if one.item and rule_by_code(one.code).unlinks)
        checked = Checked(workspace.loaded.plan.broken, unlinked)
        today = today_of(self.options)
        return judge(found, workspace.config, self.selection, today, found.steps, checked, self.older.config)

    def reviewed(self, workspace: Workspace) -> Review:
        """Return what has changed, with the commits that did it; `PlanlintError` where git cannot tell."""
        found = review(self.base, self.head, self.both)
        return with_commits(found, self.repository, workspace.root, self.stand_ins.contents)

    def notes(self, found: Review) -> list[str]:
        """Return what there is to say of files of the base that cannot be read."""
        lost = [one for one in found.both.unreadable if one.side == "base"]
        return [
            *self.older.notes,
            *self.stand_ins.notes,
            *(f"{unread(one.path, self.base, one.message)}: changes in it are not shown" for one in lost),
        ]

    def _known(self, report: Report, workspace: Workspace, found: Review) -> Baseline:
        """Return what the base was found to have, under the names its items have now.

        A promise that was put off once more, or a confidence that fell once more, is news: what is said differs.
        """
        told = {(one.item, one.message) for one in report.diagnostics if rule_by_code(one.code).repeats}
        by_history = any(rule_by_code(one.code).on_history for one in report.diagnostics)
        newer = {pair.old.name: pair.new.name for pair in found.matching.renamed}
        known: Counter[Fingerprint] = Counter()
        for one in self._found_in_base(workspace, by_history=by_history):
            mark = fingerprint(one)
            now = newer.get(mark.subject, mark.subject)
            if not rule_by_code(one.code).repeats or (now, one.message) in told:
                known[mark._replace(subject=now)] += 1
        return Baseline(known)

    def _found_in_base(self, workspace: Workspace, *, by_history: bool) -> Iterator[Diagnostic]:
        """Yield what a check of the base finds, and what it found in files that cannot be read any more."""
        yield from self._checked(workspace, self.tree, by_history)
        if self.stand_ins.contents:
            for one in self._checked(workspace, {**self.tree, **self.stand_ins.contents}, by_history):
                if one.place.path in self.stand_ins.contents:
                    yield one

    def _checked(self, workspace: Workspace, tree: Tree, by_history: bool) -> Sequence[Diagnostic]:
        config, loaded = self.older.config, load(tree, Schema(schema_dict("plan")))
        past = None
        if by_history:
            from planlint.app.history.item_history import item_histories

            base = workspace._replace(config=config, tree=tree, loaded=loaded)
            past = item_histories(base, argparse.Namespace(**{**vars(self.options), "rev": self.base.oid}))
        return lint(loaded, config, self.selection, today_of(self.options), past=past).diagnostics


def open_since(options: argparse.Namespace, workspace: Workspace, selection: Selection) -> Since:
    """Read the version that --base names; `PlanlintError` where that cannot be done."""
    if parse_range(options.base) is not None:
        raise PlanlintError(f"--base takes one revision, and '{options.base}' is a range", "name where to begin")
    repository = Repository.open(where_of(options).folder)
    tip = repository.resolve(options.rev or "HEAD")
    oid = repository.merge_base(repository.resolve(options.base), tip)
    head = Version(INDEX if options.staged else options.rev or WORKTREE, tip if options.rev else None)
    return since(options, workspace, selection, repository, Version(options.base, oid), head)


def since(
    options: argparse.Namespace,
    workspace: Workspace,
    selection: Selection,
    repository: Repository,
    base: Version,
    head: Version,
) -> Since:
    """Read the plan files of a base that is a commit; `PlanlintError` where that cannot be done."""
    older = older_settings(options, repository, base, head, workspace.root, workspace.config)
    prefix = repository.prefix(workspace.root.folder)
    tree = repository.commit(base.oid or base.rev, prefix, older.config.wants, MAX_BYTES)
    same = {path for path, content in tree.items() if workspace.tree.get(path) == content}
    read = read_files((path, content) for path, content in tree.items() if path not in same)
    readable = read.unread.keys() - (workspace.tree.keys() - workspace.loaded.documents.keys())
    earlier = stand_ins(workspace.root, read, readable, base)
    if repository.shallow and readable - earlier.contents.keys():
        raise TreeError(
            f"nobody can tell what the files promised that cannot be read in {base.rev}: this clone is shallow",
            "clone the whole history: git fetch --unshallow",
        )
    own = files_of(workspace.loaded, workspace.tree)  # what is the same in both is read once
    shared = own.among(same)
    both = both_sides(with_stand_ins(read, earlier, shared), own.among(workspace.tree.keys() - same), shared)
    return Since(options, selection, repository, base, head, older, tree, both, earlier)
