"""`planlint ci`: the status check, in any CI."""

import argparse
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.cli.exit_status import FAILED, FINDINGS, OK
from planlint.cli.formats import add_results
from planlint.cli.options import add_plan_options, today_of
from planlint.cli.plan import open_plan, where_of
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError

if TYPE_CHECKING:
    from planlint.app.workspace import Workspace
    from planlint.forge.event import Event
    from planlint.history.item_history import ItemHistories
    from planlint.lint import Report, Selection
    from planlint.lint.comparison import Review
    from planlint.load.two_versions import Version
    from planlint.trees.git.repository import Repository

NAME = "ci"
FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")
_NEVER = "never"
_WHEN = ("auto", "always", _NEVER)
_HEAD = "HEAD"
_TOO_SHALLOW = "nobody can tell when a number was last reported: this clone is shallow"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="the status check, in any CI",
        description="Check the plan of HEAD, and what has changed in it since the base that the event of GitHub or "
        "GitLab names: a pull or merge request, a push, a merge queue. Annotations, job summary, outputs and one "
        "comment that is kept up to date come by themselves; on a schedule one issue says who owes which number.",
        allow_abbrev=False,
    )
    change = parser.add_argument_group("what is checked")
    change.add_argument("--base", metavar="REV", help="compare with where HEAD left REV, whatever the event says")
    change.add_argument("--new-only", action="store_true", help="leave out the findings that the base has already")
    change.add_argument("--baseline", metavar="FILE", help="show only what goes beyond the findings that FILE records")
    talk = parser.add_argument_group("what is said where")
    talk.add_argument(
        "--comment",
        choices=_WHEN,
        default="auto",
        help="comment on a pull or merge request, with the token in GITHUB_TOKEN or GITLAB_TOKEN: auto where there is "
        "something to say (default), always, or never",
    )
    talk.add_argument(
        "--issue",
        choices=_WHEN,
        default="auto",
        help="keep an issue about who owes which number: auto on a schedule (default), always, or never",
    )
    result = parser.add_argument_group("the result")
    result.add_argument(
        "--fail-on",
        choices=[*(one.label for one in Severity), _NEVER],
        help="exit with 1 from this severity on (default: `fail-on` of the configuration, else error)",
    )
    add_plan_options(parser)
    add_results(parser, FORMATS)
    parser.set_defaults(run=run, rev=_HEAD, write_baseline=None)


def run(options: argparse.Namespace) -> int:
    """Check the plan and the change, and tell everybody who waits for it."""
    from planlint.app.ci.runner import put_outputs, read_event
    from planlint.cli.commands.ci_output import files_of, tell_failure, tell_fault
    from planlint.cli.output import note

    files_of(options)  # what makes no sense is refused before anything is read
    event = read_event()
    if event.gone is not None:
        note(f"{event.name}: the branch '{event.gone}' was deleted, there is nothing to check")
        put_outputs({"exit-code": OK})
        return OK
    try:
        checked = _checked(options, event)
    except Exception as error:
        tell_failure(options, event, _as_told(error))
        raise
    try:
        return _told(options, event, checked)
    except Exception as error:
        tell_fault(options, event, _as_told(error))
        raise


def _as_told(error: Exception) -> PlanlintError:
    """Return an error as people are told of it; what nobody thought of is one as well, and leaves nothing untold."""
    if isinstance(error, PlanlintError):
        return error
    return PlanlintError(f"internal error: {type(error).__name__}: {error}")


@dataclass(frozen=True)
class Checked:
    """What a run found.

    `report` has all that is shown, `fresh` what the base has not; `review` is None where nothing was compared. `files`
    counts the plan files of both sides; `settings` names the settings that differ between them, `notes` is what there
    is to say of files of the base, and `stand_ins` what of it is about something else that was read in their place.
    `past` are the histories of the items, None where nothing asked for them.
    """

    workspace: "Workspace"
    repository: "Repository"
    base: "Version | None"
    report: "Report"
    fresh: "Report"
    review: "Review | None"
    today: date
    files: int
    settings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    past: "ItemHistories | None" = None

    @property
    def prefix(self) -> str:
        """What stands before the plan's paths in the repository."""
        return self.repository.prefix(self.workspace.root.folder)

    @property
    def is_empty(self) -> bool:
        """Whether neither side has a plan."""
        return not self.files

    @property
    def known(self) -> "Report":
        """What is shown and the base has as well."""
        fresh = set(map(id, self.fresh.diagnostics))
        return replace(self.report, diagnostics=tuple(one for one in self.report.diagnostics if id(one) not in fresh))


def _told(options: argparse.Namespace, event: "Event", checked: Checked) -> int:
    """Tell what was found, and return the exit status; no change passes that could not be compared as a whole."""
    from planlint.app.ci.comment import keep_comment, keep_issue
    from planlint.app.ci.post import Posted
    from planlint.app.compare.versions import incomplete
    from planlint.cli.commands.ci_output import tell, write_files

    status = _status(options, checked)
    fault = incomplete(checked.review, checked.workspace.config) if checked.review and status == OK else None
    comment = keep_comment(options, event, checked)
    try:
        issue = keep_issue(options, event, checked)
    except PlanlintError as error:
        issue, fault = Posted(said=f"the issue could not be written: {error.message}"), error
    tell(options, event, checked, status if fault is None else FAILED, (comment, issue))
    write_files(options, checked)
    if fault is not None:
        raise fault
    return status


def _checked(options: argparse.Namespace, event: "Event") -> Checked:
    from planlint.app.ci.change_base import DEEPER, base_of
    from planlint.app.ci.comment import wants_issue
    from planlint.lint import lint, select
    from planlint.trees import TreeError
    from planlint.trees.git.repository import Repository

    repository = Repository.open(where_of(options).folder)
    base = base_of(repository, event, options.base)
    if wants_issue(options, event) and repository.shallow:
        raise TreeError(_TOO_SHALLOW, DEEPER[event.service])
    # A change may take the whole folder away. Where nothing is in it on either side, somebody misspelt its name.
    missing = options.root is not None and not Path(options.root).is_dir()
    workspace = open_plan(options, allow_empty=True, own_settings=missing)
    selection = select(workspace.config)
    past = _past(options, workspace, repository, selection, for_issue=wants_issue(options, event))
    if base is None:
        report = lint(workspace.loaded, workspace.config, selection, today_of(options), past=past)
        files = len(workspace.tree)
        checked = Checked(workspace, repository, None, report, report, None, today_of(options), files, past=past)
    else:
        checked = _compared(options, workspace, repository, base, selection, past)
    if missing and checked.is_empty:
        raise PlanlintError(f"--root: there is no folder '{options.root}'")
    return checked if options.baseline is None else _held(options, checked, selection)


def _past(
    options: argparse.Namespace,
    workspace: "Workspace",
    repository: "Repository",
    selection: "Selection",
    *,
    for_issue: bool,
) -> "ItemHistories | None":
    """Return the histories of the items, where git has them, and the issue or a rule in force asks."""
    from planlint.rules import RULES

    asked = for_issue or any(rule.on_history and rule.code in selection.codes for rule in RULES)
    if not asked or not workspace.tree or repository.shallow:
        return None
    from planlint.app.history.item_history import item_histories

    return item_histories(workspace, options)


def _compared(
    options: argparse.Namespace,
    workspace: "Workspace",
    repository: "Repository",
    base: "Version",
    selection: "Selection",
    past: "ItemHistories | None",
) -> Checked:
    from planlint.app.compare.against_base import since
    from planlint.load.two_versions import Version

    tip = repository.resolve(_HEAD)
    compared = since(options, workspace, selection, repository, base, Version(_HEAD, tip))
    report, review = compared.compared(workspace, _everywhere, past)
    fresh = compared.beyond(report, workspace, review, _everywhere)
    shown = fresh if options.new_only else report
    files = len(workspace.tree) + len(compared.tree)
    settings, notes = compared.older.changed, tuple(compared.notes(review))
    earlier = (*compared.older.notes, *compared.stand_ins.notes)
    return Checked(
        workspace, repository, base, shown, fresh, review, today_of(options), files, settings, notes, earlier, past
    )


def _everywhere(path: str) -> bool:
    return True


def _held(options: argparse.Namespace, checked: Checked, selection: "Selection") -> Checked:
    """Return what was found without what a baseline file hides."""
    from planlint.app.baseline import hold_against

    quietly = argparse.Namespace(**{**vars(options), "quiet": True})
    root = checked.workspace.root.folder
    report = hold_against(checked.report, options, selection, _everywhere, root)
    return replace(checked, report=report, fresh=hold_against(checked.fresh, quietly, selection, _everywhere, root))


def _status(options: argparse.Namespace, checked: Checked) -> int:
    if options.fail_on == _NEVER:
        return OK
    fail_on = Severity.parse(options.fail_on) if options.fail_on else checked.workspace.config.fail_on
    worst = checked.report.worst()
    return FINDINGS if worst is not None and worst >= fail_on else OK
