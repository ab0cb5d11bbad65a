"""The commit that is being made: whether the items its message names exist, and whether it has to name one."""

from collections.abc import Sequence
from dataclasses import replace

from planlint.app.settings import Where, root_and_config
from planlint.app.work.in_range import RangeReader
from planlint.app.workspace import open_workspace
from planlint.diagnostic import Severity
from planlint.diff.named_items import items_named
from planlint.lint.changes import Settings, judge_work
from planlint.lint.report import Report, report_on
from planlint.lint.selection import AS_CONFIGURED
from planlint.trees.git.pending_commit import staged_paths
from planlint.trees.git.repository import INDEX


def check_pending(where: Where, parents: Sequence[str], message: str) -> Report | None:
    """Return what stops a commit of what is staged by its message; None where that names nothing and need not."""
    repository = where.repository
    _, config = root_and_config(where, repository, INDEX)
    if not items_named(message, config.work.trailer) and not config.work.require:
        return None
    workspace = open_workspace(replace(where, staged=True), allow_empty=True)
    if not workspace.tree:
        return None
    plan = workspace.loaded.plan
    reader = RangeReader(repository, workspace.root, (config,), plan, plan)
    paths = staged_paths(repository, parents[0] if parents else None) if config.work.require else []
    work = reader.pending(message, paths, parents)
    found = judge_work(work, workspace.loaded, Settings(config, AS_CONFIGURED.of(config)))
    return report_on(workspace.loaded, [one for one in found if one.severity is Severity.ERROR])
