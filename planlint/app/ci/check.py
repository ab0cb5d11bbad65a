"""The status check: the plan of HEAD, and what has changed in it since the base of the event."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from planlint.app.baseline import BaselineFiles, hold_against, not_tracked, tracked_baseline
from planlint.app.behind_links import refuse_hidden_plan
from planlint.app.ci.change_base import DEEPER, bases_of
from planlint.app.compare.compare import Compared, compare
from planlint.app.compare.request import Base, CompareRequest, PlanCheck, everywhere
from planlint.app.history.item_history import ItemHistories, item_histories
from planlint.app.settings import Where
from planlint.app.workspace import Workspace, open_workspace
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError
from planlint.forge.event import Event
from planlint.lint import Report, lint
from planlint.lint.baseline import Baseline
from planlint.lint.comparison import Comparison
from planlint.lint.folding import apart, narrowed_to
from planlint.lint.selection import AS_CONFIGURED
from planlint.lint.severity import fails
from planlint.load.two_versions import NamedVersion
from planlint.rules import BOOK
from planlint.trees.named_paths import is_folder

_HEAD = "HEAD"

When = Literal["auto", "always", "never"]
Never = Literal["never"]


@dataclass(frozen=True)
class CiRequest:
    """The plan of HEAD, on a day, beside the base that is named or that the event names.

    `notes` are what the door has to say of what is asked. With `quiet_work` it is not reported which items the work
    serves, with `checkin` a comment on the issue can record values. `new_only` says whether a finding counts that the
    base has too, None where the event decides. `period_review` gives the review of the running period as Markdown.
    """

    where: Where
    event: Event
    today: date
    period_review: Callable[[], str]
    base: str | None = None
    new_only: bool | None = None
    baseline: str | None = None
    fail_on: Severity | Never | None = None
    comment: When = "auto"
    issue: When = "auto"
    notes: tuple[str, ...] = ()
    quiet_work: bool = False
    checkin: bool = False

    @property
    def wants_issue(self) -> bool:
        """Whether the issue about the review is to be kept up to date; that takes the whole history."""
        return self.issue == "always" or (self.issue == "auto" and self.event.kind == "schedule")

    @property
    def wants_comment(self) -> bool:
        """Whether there is a change request that a comment may be kept on."""
        return self.comment != "never" and self.event.kind == "change request"

    @property
    def counts_new_only(self) -> bool:
        """Whether only what the change brings counts: on a change request, unless somebody says otherwise."""
        return self.event.kind in ("change request", "merge queue") if self.new_only is None else self.new_only


@dataclass(frozen=True)
class Checked:
    """What a run found.

    `everything` is what is found in the plan and in the change, `brought` what of it the base has not; `report` is the
    one of both that counts. `compared` is None where nothing was compared, `past` where nothing asked for the histories
    of the items. `notes` say what was read.
    """

    request: CiRequest
    workspace: Workspace
    base: NamedVersion | None
    everything: Report
    brought: Report
    report: Report
    compared: Compared | None
    past: ItemHistories | None = None
    notes: tuple[str, ...] = ()

    @property
    def review(self) -> Comparison | None:
        """What has changed; None where nothing was compared."""
        return None if self.compared is None else self.compared.review

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.request.where.repository.prefix(self.workspace.root.folder)

    @property
    def is_empty(self) -> bool:
        """Whether neither side has a plan."""
        return not self.workspace.tree if self.compared is None else self.compared.is_empty

    @property
    def known(self) -> Report:
        """What is found and the base has as well."""
        brought = {id(each) for one in self.brought.diagnostics for each in apart(one)}
        found = narrowed_to(self.everything.diagnostics, lambda each: id(each) not in brought)
        return self.everything._replace(diagnostics=tuple(found))

    @property
    def is_bad(self) -> bool:
        """Whether what counts weighs so much that the check fails."""
        if self.request.fail_on == "never":
            return False
        older = None if self.compared is None else self.compared.base.config
        return fails(self.report.diagnostics, self.request.fail_on, self.workspace.config, older)


def check_change(request: CiRequest) -> Checked:
    """Check the plan and the change; `PlanlintError` where that cannot be done."""
    repository = request.where.repository
    groups = bases_of(repository, request.event, request.base)
    if request.wants_issue and repository.shallow:
        way_out = DEEPER[request.event.service]
        raise PlanlintError("Cannot tell when values were last reported: the clone is shallow", way_out)
    # A change may take the whole folder away. Where nothing is in it on either side, somebody misspelt its name.
    missing = request.where.root is not None and not is_folder(request.where.folder)
    workspace = open_workspace(request.where, allow_empty=True, own_settings=missing)
    refuse_hidden_plan(workspace, request.where.at(_HEAD))
    baseline, notes = _baseline(request, workspace)
    past, why_not = _past(request, workspace)
    check = PlanCheck(workspace, past, baseline, new_only=request.counts_new_only, told_apart=True)
    checked = _checked(request, groups, check)
    if missing and checked.is_empty:
        raise PlanlintError(
            f"--root: there is no folder '{request.where.root}'", "`git ls-tree -rd --name-only HEAD` lists all"
        )
    held = _held(request, checked, check)
    return replace(held, notes=(*request.notes, *notes, *why_not, *held.notes))


def _checked(request: CiRequest, groups: tuple[tuple[Base, ...], ...], check: PlanCheck) -> Checked:
    workspace = check.workspace
    if not groups:
        rules = AS_CONFIGURED.of(workspace.config)
        report = lint(workspace.loaded, workspace.config, rules, request.today, past=check.history)
        return Checked(request, workspace, None, report, report, report, None, check.history)
    head = NamedVersion(_HEAD, request.where.repository.resolve(_HEAD))
    compared = compare(CompareRequest(request.where, request.today, groups, head, check=check, needs_plan=True))
    assert compared.report is not None
    assert compared.brought is not None
    shown = compared.brought if check.new_only else compared.report
    reports = compared.report, compared.brought, shown
    return Checked(request, workspace, groups[0][0].version, *reports, compared, check.history, compared.notes)


def _baseline(request: CiRequest, workspace: Workspace) -> tuple[Baseline | None, tuple[str, ...]]:
    """Return the baseline that counts, and what there is to say of the one that is named."""
    if request.baseline is None:
        return None, ()
    baseline = tracked_baseline(request.baseline, workspace.root.folder, request.where, _HEAD)
    return baseline, (not_tracked(request.baseline),) if baseline is None else ()


def _held(request: CiRequest, checked: Checked, check: PlanCheck) -> Checked:
    """Return what was found without what a baseline hides."""
    if check.baseline is None:
        return checked
    files = BaselineFiles(checked.workspace.root.folder, request.baseline)
    rules = AS_CONFIGURED.of(checked.workspace.config)
    everything, brought = (
        hold_against(report, files, check.baseline, rules, everywhere)
        for report in (checked.everything, checked.brought)
    )
    return replace(
        checked,
        everything=everything.report,
        brought=brought.report,
        report=brought.report if checked.report is checked.brought else everything.report,
        notes=(*checked.notes, *everything.notes),
    )


def _past(request: CiRequest, workspace: Workspace) -> tuple[ItemHistories | None, tuple[str, ...]]:
    """Return the histories of the items, where git has them, and the issue or a rule in force asks."""
    selection, repository = AS_CONFIGURED.of(workspace.config), request.where.repository
    asked = request.wants_issue or any(entry.family == "history" and entry.code in selection.codes for entry in BOOK)
    if not asked or not workspace.tree:
        return None, ()
    if repository.shallow or repository.partial:
        lacks = "shallow" if repository.shallow else "partial"
        return None, (f"this clone is {lacks}: the rules on history (PL85) are left out",)
    return item_histories(workspace, request.where, request.today), ()
