"""What `planlint ci` leaves behind: the log with its annotations, files, the job summary, the outputs."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from planlint.app.ci.check import Checked, CiRequest
from planlint.app.ci.comment import comment_text, correct_comment
from planlint.app.ci.post import Posted
from planlint.app.ci.uncommitted import uncommitted_notes
from planlint.cli.formats import results_of
from planlint.cli.options import Options
from planlint.cli.output import FAILED, note, say, style_of
from planlint.commit import short_id
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError
from planlint.forge.event import Event
from planlint.forge.runner import add_summary, has_summary, put_outputs
from planlint.lint import Report
from planlint.plural import count
from planlint.render.changes.comment import not_compared
from planlint.render.findings.formats import FOR_SERVICES, render_check
from planlint.render.findings.github import annotation
from planlint.render.findings.markdown import markdown, tables
from planlint.render.findings.summary_line import conclusion_text
from planlint.render.text.markdown import inline

_FOR_PROGRAMS = {
    **dict.fromkeys(("json", "jsonl", "sarif", "gitlab", "rdjson"), "##\\u005b"),
    "junit": "##&#91;",
}
"""How each format that programs read writes the beginning of a workflow command inside a string."""

_AFTER_THE_SQUASH = frozenset({"merge_group", "push"})


def files_of(options: Options) -> list[tuple[str, str]]:
    """Return the formats that are written to files; `PlanlintError` where two would stand in one place."""
    return [(form, output) for form, output in results_of(options) if output is not None]


def tell(options: Options, checked: Checked, status: int, posted: Sequence[Posted]) -> None:
    """Tell what was found wherever somebody looks for it, but for the files that were asked for."""
    _print(options, checked)
    about = [*_about(checked), *(one.said for one in posted if one.said)]
    note(*about, quiet=options.quiet)
    if has_summary():
        note(*add_summary(_summary(checked, posted, about)))
    summary = checked.report.summary
    comment, issue = (one.url for one in posted)
    files = dict(files_of(options))
    outputs = {
        "exit-code": status,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "notes": summary.infos,
        "changed-items": len({one.item for one in checked.review.changes}) if checked.review else 0,
        "comment-url": comment,
        "issue-url": issue,
        "sarif-file": _absolute(files.get("sarif")),
        "report-file": _absolute(files.get("markdown")),
    }
    note(*put_outputs(outputs))


def tell_failure(request: CiRequest, error: PlanlintError) -> None:
    """Tell that the command could not do its work, beside the message that it ends with."""
    if request.event.service == "github":
        say(annotation(error), form="github")
    note(*add_summary(not_compared(error.message, error.help)))
    note(*put_outputs({"exit-code": FAILED}))
    note(*filter(None, [correct_comment(request, error).said]))


def tell_answer(said: str, status: int) -> None:
    """Tell what became of a comment that asked for something, beside the message in the log."""
    note(*add_summary(f"{inline(said)}\n"))
    note(*put_outputs({"exit-code": status}))


def tell_fault(options: Options, event: Event, error: PlanlintError) -> None:
    """Tell that something went wrong after all was told that was found."""
    if event.service == "github" and _wished(options) not in _FOR_PROGRAMS:
        say(annotation(error), form="github")
    note(*put_outputs({"exit-code": FAILED}))


def write_files(options: Options, checked: Checked) -> None:
    """Write the results that were asked for in files; `PlanlintError` where that cannot be done."""
    for form, output in files_of(options):
        say(_rendered(options, checked, form, output), output, form)


def _print(options: Options, checked: Checked) -> None:
    """Write to the log what its readers look at, or what was asked for."""
    on_github = checked.request.event.service == "github"
    form = _wished(options) or ("github" if on_github else "full")
    text = _rendered(options, checked, form, None)
    say(_inert(text, form) if on_github else text, form="github" if on_github else form)


def _rendered(options: Options, checked: Checked, form: str, output: str | None) -> str:
    style = style_of(options.color, output)
    report = _brought_first(checked) if form == "github" else checked.report
    prefix = checked.prefix if form in FOR_SERVICES else ""
    return render_check(report, form, style, quiet=options.quiet, prefix=prefix)


def _wished(options: Options) -> str | None:
    """Return the format that somebody wants the log to have."""
    wished = os.environ.get("PLANLINT_FORMAT") in options.formats
    if not options.results and not wished:
        return None
    return next((form for form, output in results_of(options) if output is None), None)


def _inert(text: str, form: str) -> str:
    """Return text for the log of a GitHub workflow in which nothing can be a command.

    What programs read stays what it is: `##[` stands only in strings, and is written in another way there.
    """
    if form == "github" or not text:
        return text
    if form in _FOR_PROGRAMS:
        return text.replace("##[", _FOR_PROGRAMS[form])
    word = secrets.token_hex(16)
    return f"::stop-commands::{word}\n{text.rstrip(chr(10))}\n::{word}::\n"


def _brought_first(checked: Checked) -> Report:
    """Return the report with what is new first: only the first annotations are shown."""
    known = set(map(id, checked.known.diagnostics))
    found = sorted(checked.report.diagnostics, key=lambda one: id(one) in known)
    return checked.report._replace(diagnostics=tuple(found))


def _about(checked: Checked) -> list[str]:
    event = checked.request.event
    if checked.is_empty:
        include = ", ".join(checked.workspace.config.include)
        where = f"no plan files in HEAD below {checked.workspace.root.folder}"
        return [
            *checked.workspace.notes,
            f"{where}: nothing to check (they match {include})",
            *uncommitted_notes(checked),
        ]
    if checked.base is None:
        compared = f"nothing is compared: {event.because}"
    else:
        items = len({one.item for one in checked.review.changes}) if checked.review else 0
        oid = short_id(checked.base.oid or "")
        compared = f"compared with {checked.base.rev} ({oid}): {count(items, 'item')} changed"
        if checked.compared and checked.compared.settings:
            compared += f", and these settings: {', '.join(checked.compared.settings)}"
    return [
        f"{event.name}: {compared}",
        *uncommitted_notes(checked),
        *checked.workspace.notes,
        *checked.notes,
        *_known(checked),
        *_squashed(checked),
        f"planlint: {conclusion_text(checked.report)}",
    ]


def _known(checked: Checked) -> list[str]:
    """Return how many errors do not count, because the base has them as well."""
    if checked.report is not checked.brought or checked.base is None:
        return []
    errors = sum(one.severity is Severity.ERROR for one in checked.known.diagnostics)
    are = "is" if errors == 1 else "are"
    return [f"{count(errors, 'error')} {are} on {checked.base.rev} already"] if errors else []


def _squashed(checked: Checked) -> list[str]:
    """Return which commits look squashed and broke a promise without a reason: what their branch said is gone."""
    if checked.request.event.name not in _AFTER_THE_SQUASH or checked.review is None:
        return []
    squashed = (one.commit for one in checked.review.judgements if one.looks_squashed and one.commit is not None)
    return [
        f"{short} looks squashed: what the messages of its branch said is gone; a `reason` on the item survives that"
        for short in dict.fromkeys(commit.short for commit in squashed)
    ]


def _summary(checked: Checked, posted: Sequence[Posted], about: Sequence[str]) -> str:
    end = "".join(f"- {inline(line)}\n" for line in about)
    if checked.is_empty:
        return f"{end}\n"
    texts = [one.text for one in posted if one.text]
    told, known = comment_text(checked), checked.known
    texts.append(told or markdown(checked.report, checked.prefix))
    if told and known.diagnostics:
        heading = f"### {count(len(known.diagnostics), 'finding')} that the base has too"
        texts.append(f"{heading}\n{tables(known, checked.prefix)}")
    return "\n".join((*texts, end)) + "\n"


def _absolute(output: str | None) -> str:
    return str(Path(output).resolve()) if output else ""
