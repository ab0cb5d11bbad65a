"""What a push does to the plan: the plan of the commit that is pushed, and what has changed since the remote's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from planlint.app.baseline import BaselineFiles, hold_against, read_baseline
from planlint.app.behind_links import refuse_hidden_plan
from planlint.app.compare.compare import compare
from planlint.app.compare.request import Base, CompareRequest, PlanCheck, everywhere
from planlint.app.settings import Where
from planlint.app.workspace import Workspace, open_workspace
from planlint.commit import short_id
from planlint.config import Config
from planlint.errors import PlanlintError
from planlint.lint import Report, lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.lint.severity import fails
from planlint.load.two_versions import NamedVersion
from planlint.trees.git.remote import common_ancestor, default_tip
from planlint.trees.git.repository import Repository


class Push(NamedTuple):
    """What is pushed to one ref: a name for it, the new commit, and the remote's one as far as that is told."""

    name: str
    new: str
    old: str | None


@dataclass(frozen=True)
class PushRequest:
    """The pushes to a remote, the day, and the baseline that hides what was found before."""

    where: Where
    today: date
    pushes: Sequence[Push]
    remote: str
    baseline: str | None = None


class Pushed(NamedTuple):
    """What was found in a push, None where there is no plan on either side, and what there is to say of it."""

    push: Push
    workspace: Workspace
    report: Report | None
    notes: tuple[str, ...]
    older: Config | None = None

    @property
    def is_bad(self) -> bool:
        """Whether what was found weighs so much that the push is refused."""
        return self.report is not None and fails(self.report.diagnostics, None, self.workspace.config, self.older)


def check_pushes(request: PushRequest) -> Iterator[Pushed]:
    """Yield what is found in each commit that is pushed, and in the change that the push makes."""
    repository = request.where.repository
    for push in _distinct(request.pushes, repository):
        yield _checked(request, push, repository)


def _distinct(pushes: Sequence[Push], repository: Repository) -> Iterator[Push]:
    """Yield each push with the ids of its commits, once; not what deletes a ref, nor what is no commit."""
    seen = set()
    for push in pushes:
        if not push.new.strip("0"):
            continue
        new, old = repository.find(push.new), repository.find(push.old) if push.old else None
        if new is None and not repository.has(push.new):
            raise PlanlintError(f"the commit to be pushed, '{push.new}', is not in this repository")
        if new is not None and (new, old) not in seen:
            seen.add((new, old))
            yield Push(push.name, new, old)


def _checked(request: PushRequest, push: Push, repository: Repository) -> Pushed:
    where = request.where.at(push.new)
    workspace = open_workspace(where, allow_empty=True, own_settings=True)
    refuse_hidden_plan(workspace, where)
    bases = _bases(push, request.remote, repository)
    baseline = None if request.baseline is None else read_baseline(request.baseline, workspace.root.folder)
    check = PlanCheck(workspace, baseline=baseline)
    compared = None
    if bases:
        head = NamedVersion(push.name, push.new)
        compared = compare(CompareRequest(where, request.today, (bases,), head, check=check, needs_plan=True))
    if not workspace.tree and (compared is None or compared.is_empty):
        note = f"{push.name}: there is no plan in what is pushed: nothing to check"
        return Pushed(push, workspace, None, (*workspace.notes, note))
    rules = AS_CONFIGURED.of(workspace.config)
    if compared is None:
        report = lint(workspace.loaded, workspace.config, rules, request.today)
        unknown = f"{push.name}: nothing is known of '{request.remote}' to compare with: the change is not judged"
        notes: tuple[str, ...] = (*workspace.notes, unknown)
    else:
        assert compared.report is not None
        report, notes = compared.report, (*workspace.notes, *compared.notes)
    if request.baseline is not None:
        files = BaselineFiles(workspace.root.folder, request.baseline)
        held = hold_against(report, files, baseline, rules, everywhere)
        report, notes = held.report, (*notes, *held.notes)
    return Pushed(push, workspace, report, notes, None if compared is None else compared.base.config)


def _bases(push: Push, remote: str, repository: Repository) -> tuple[Base, ...]:
    """Return the commits that a push is compared with: what it changes is what differs from all of them.

    These are where it left the remote's default branch, and the remote's version of it: what is there already is not
    judged again. Nothing that the default branch has as well is the work of the push.
    """
    tip = default_tip(repository, remote)
    left = common_ancestor(repository, tip, push.new) if tip is not None else None
    oids = dict.fromkeys(oid for oid in (left, push.old) if oid is not None)
    theirs = () if tip is None else (tip,)
    return tuple(Base(NamedVersion(short_id(oid), oid), (oid, *theirs), tip if oid == left else None) for oid in oids)
