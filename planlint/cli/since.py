"""What `planlint check --base` asks: what has changed since another version, and what that one was found to have."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planlint.cli.comparison import with_commits
from planlint.cli.errors import CommandError
from planlint.cli.options import today_of
from planlint.cli.session import Session, starting_folder
from planlint.diagnostic import Diagnostic
from planlint.lint import Report, Selection, lint
from planlint.lint.baseline import Baseline, compare, record
from planlint.lint.changes import Checked, judge
from planlint.lint.fingerprint import Fingerprint
from planlint.lint.review import Review, review
from planlint.load import Both, Tree, Version, both_sides, files_of, load, read_files
from planlint.schema import Schema
from planlint.toml import MAX_BYTES
from planlint.trees import TreeError, schema_dict
from planlint.trees.git import INDEX, Repository
from planlint.trees.revisions import WORKTREE, parse_range

_UNLINKED = frozenset({"PL201", "PL202", "PL203"})


@dataclass(frozen=True)
class Since:
    """The version that a plan is compared with: its files, and what has changed since."""

    session: Session
    selection: Selection
    tree: Tree
    review: Review
    options: argparse.Namespace

    def changes(self, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return the findings on what has changed, as far as those on the plan as it is do not say the same."""
        broken = self.session.loaded.plan.broken
        checked = Checked(broken, frozenset(one.item for one in found if one.item and one.code in _UNLINKED))
        today = today_of(self.options)
        judged = judge(self.review, self.session.config, self.selection, today, self.review.steps, checked)
        return [one.finding for one in judged]

    def new_only(self, report: Report, within: Callable[[str], bool]) -> Report:
        """Return a report without the findings that the base has as well, be it under another id."""
        base = load(self.tree, Schema(schema_dict("plan")))
        found = lint(base, self.session.config, self.selection, today_of(self.options)).diagnostics
        newer = {pair.old.name: pair.new.name for pair in self.review.matching.renamed}
        known: Counter[Fingerprint] = Counter()
        for mark, number in record(found).counts.items():
            known[mark._replace(subject=newer.get(mark.subject, mark.subject))] += number
        return compare(report, Baseline(known), self.selection, within).report


def open_since(options: argparse.Namespace, session: Session, selection: Selection) -> Since:
    """Compare a plan with where it left another version; `CommandError` where that cannot be done."""
    try:
        return _since(options, session, selection)
    except TreeError as error:
        raise CommandError(error.message, error.help) from None


def _since(options: argparse.Namespace, session: Session, selection: Selection) -> Since:
    if parse_range(options.base) is not None:
        raise CommandError(f"--base takes one revision, and '{options.base}' is a range", "name where to begin")
    repository = Repository.open(starting_folder(options))
    tip = repository.resolve(options.rev or "HEAD")
    oid = repository.merge_base(repository.resolve(options.base), tip)
    base = Version(options.base, oid)
    head = Version(INDEX if options.staged else options.rev or WORKTREE, tip if options.rev else None)
    prefix = repository.prefix(session.root.folder)
    tree = repository.commit(oid, prefix, session.config.wants, MAX_BYTES)
    found = review(base, head, _both(tree, session))
    return Since(session, selection, tree, with_commits(found, repository, session.root), options)


def _both(tree: Tree, session: Session) -> Both:
    """Return both versions; what is the same in both is read once."""
    own = files_of(session.loaded, session.tree)
    same = {path for path, content in tree.items() if session.tree.get(path) == content}
    older = read_files((path, content) for path, content in tree.items() if path not in same)
    return both_sides(older, own.among(session.tree.keys() - same), own.among(same))
