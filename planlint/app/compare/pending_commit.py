"""The commit that is being made: what it does to the plan, and whether its message says what it has to."""

from collections.abc import Sequence
from datetime import date

from planlint.app.compare.compare import Compared, compare
from planlint.app.compare.request import Base, CompareRequest
from planlint.app.settings import Where, root_and_config
from planlint.app.work.in_range import RangeReader
from planlint.app.workspace import open_workspace
from planlint.commit import Commit
from planlint.diagnostic import Severity
from planlint.diff.named_items import items_named
from planlint.lint.changes import Settings, judge_work
from planlint.lint.report import Report, report_on
from planlint.lint.selection import AS_CONFIGURED
from planlint.load.two_versions import NamedVersion
from planlint.trees.git.pending_commit import Pending, message_file, pending_commit, staged_paths
from planlint.trees.git.repository import INDEX, Repository

__all__ = ["Pending", "Repository", "message_file", "pending_commit"]


def compare_pending(where: Where, parents: Sequence[str], today: date, message: str | None) -> Compared:
    """Compare what is staged with all that the commit will stand on, of which there is at least one.

    `message` is what it says, None while that is not written.
    """
    commit = None if message is None else Commit("", message=message)
    bases = tuple(Base(NamedVersion(oid, oid), (oid,)) for oid in parents)
    return compare(CompareRequest(where, today, (bases,), NamedVersion(INDEX, None), needs_plan=True, pending=commit))


def check_pending(where: Where, parents: Sequence[str], message: str) -> Report | None:
    """Return what stops a commit of what is staged by its message; None where that names nothing and need not."""
    repository = where.repository
    _, config = root_and_config(where, INDEX)
    if not items_named(message, config.work.trailer) and not config.work.require:
        return None
    workspace = open_workspace(where.but(staged=True), allow_empty=True)
    if not workspace.tree:
        return None
    plan = workspace.loaded.plan
    reader = RangeReader(repository, workspace.root, (config,), plan, plan)
    paths = staged_paths(repository, parents[0] if parents else None) if config.work.require else []
    work = reader.pending(message, paths, parents)
    found = judge_work(work, workspace.loaded, Settings(config, AS_CONFIGURED.of(config)))
    return report_on(workspace.loaded, [one for one in found if one.severity is Severity.ERROR])
