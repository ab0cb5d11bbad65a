"""The work of a plan: the commits that name its items, under the names these have now."""

from planlint.app.history.read import Reading, shallow_clone
from planlint.app.history.work_record import work_record
from planlint.app.workspace import Workspace
from planlint.commit import Commit
from planlint.history.work import PlanWork, Work, WorkCommit
from planlint.history.work_names import WorkNames
from planlint.model.plan import Plan
from planlint.trees.git.first_parents import Line
from planlint.trees.git.repository import Repository

__all__ = ["Work", "current_work", "plan_work"]


def plan_work(
    repository: Repository,
    tip: str,
    word: str,
    lines: bytes,
    plan: Plan,
    *,
    keeps: bool = True,
) -> PlanWork:
    """Return the work of a plan up to a commit; `lines` are its changes along first parents."""
    found = work_record(repository, tip, word, keeps=keeps).commits
    if not found:
        return PlanWork({}, lambda name: ())
    names = WorkNames(lines, plan, lambda: Line(repository, tip).places())
    own: dict[str, list[Commit]] = {}
    unknown: list[WorkCommit] = []
    for one in found:
        meant = dict.fromkeys(names.of(text, one.commit.oid) for text in one.named)
        for name in meant:
            if name is not None:
                own.setdefault(name, []).append(one.commit)
        if None in meant:
            unknown.append(one)
    return PlanWork(own, names.parents_of, tuple(unknown))


def current_work(workspace: Workspace) -> PlanWork:
    """Return the work of the plan that is checked, up to HEAD; `PlanlintError` where the clone lacks older commits."""
    repository = Repository.open(workspace.root.folder)
    tip = repository.resolve("HEAD")
    if repository.shallow:
        raise shallow_clone("leave out --work to see the plan alone")
    lines = Reading(repository, workspace.root, workspace.config).record(tip, all_commits=False).lines
    return plan_work(repository, tip, workspace.config.work.trailer, lines, workspace.loaded.plan)
