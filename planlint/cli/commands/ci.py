"""`planlint ci`: the status check, in any CI."""

from planlint.app.ci.check import Checked, CiRequest, check_change
from planlint.app.ci.checkin_by_comment import answer_comment
from planlint.app.ci.comment import keep_comment, keep_issue
from planlint.app.ci.post import Posted
from planlint.cli.arguments.ci import NEVER
from planlint.cli.commands.ci_output import files_of, tell, tell_answer, tell_failure, tell_fault, write_files
from planlint.cli.options import Options, day_notes, today_of
from planlint.cli.output import FAILED, FINDINGS, OK, note
from planlint.cli.plan import request_of, where_of
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError
from planlint.forge.event import Event
from planlint.forge.runner import put_outputs, read_event


def run(options: Options) -> int:
    """Check the plan and the change, and tell everybody who waits for it."""
    files_of(options)  # what makes no sense is refused before anything is read
    event, notes = read_event()
    note(*notes)
    if event.gone is not None:
        note(f"{event.name}: the branch '{event.gone}' was deleted, there is nothing to check")
        put_outputs({"exit-code": OK})
        return OK
    if options.checkin and event.name == "issue_comment":
        return _answer(options, event)
    request = _request(options, event)
    try:
        checked = check_change(request)
    except Exception as error:
        tell_failure(request, _as_told(error))
        raise
    try:
        return _told(options, checked)
    except Exception as error:
        tell_fault(options, event, _as_told(error))
        raise


def _request(options: Options, event: Event) -> CiRequest:
    def period_review() -> str:
        from planlint.app.history.period_review import current_review  # only an issue has it
        from planlint.render.history.review_markdown import review_markdown

        found = current_review(where_of(options), today_of(options))
        return review_markdown(found) if found.results else ""

    fail_on = Severity.parse(options.fail_on) if options.fail_on not in (None, NEVER) else options.fail_on
    notes = tuple(day_notes(options))
    return request_of(CiRequest, options, event=event, period_review=period_review, fail_on=fail_on, notes=notes)


def _answer(options: Options, event: Event) -> int:
    """Do what a comment on the issue asks for, and tell what became of it."""
    try:
        done = answer_comment(where_of(options), event, today_of(options))
    except Exception as error:
        told = _as_told(error)
        tell_fault(options, event, told)
        tell_answer(told.message, FAILED)
        raise
    said = done.said if done.url is None else f"{done.said}: {done.url}"
    note(said)
    tell_answer(said, OK)
    return OK


def _as_told(error: Exception) -> PlanlintError:
    """Return an error as people are told of it; what nobody thought of is one as well, and leaves nothing untold."""
    if isinstance(error, PlanlintError):
        return error
    return PlanlintError(f"internal error: {type(error).__name__}: {error}")


def _told(options: Options, checked: Checked) -> int:
    """Tell what was found, and return the exit status."""
    status, fault = FINDINGS if checked.is_bad else OK, None
    comment = keep_comment(checked)
    try:
        issue = keep_issue(checked)
    except PlanlintError as error:
        issue, fault = Posted(said=f"the issue could not be written: {error.message}"), error
    tell(options, checked, status if fault is None else FAILED, (comment, issue))
    write_files(options, checked)
    if fault is not None:
        raise fault
    return status
