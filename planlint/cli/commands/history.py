"""`planlint history`: which key results and tasks changed, when and by whom."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_common, day_of, format_of, selectors, today_of
from planlint.errors import PlanlintError

if TYPE_CHECKING:
    from planlint.app.history.query import HistoryQuery, HistoryRequest
    from planlint.render.text.style import Style

NAME = "history"
FORMATS = ("text", "json", "jsonl", "csv", "markdown", "svg", "html")
_OF_THE_LOG = frozenset({"json", "jsonl", "csv"})
_PICTURES = frozenset({"svg", "html"})


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="what became of the plan: the review of a period, or every change",
        description="Review a period from git alone: what was promised, what came of it, which goalposts moved, who "
        "never said. Or list which key results and tasks changed, when and by whom.",
        allow_abbrev=False,
    )
    parser.add_argument("items", nargs="*", metavar="ITEM", help="only these items, every change of theirs")
    told = parser.add_argument_group("what is told")
    told.add_argument("--log", action="store_true", help="list the changes, the newest last")
    told.add_argument(
        "--kind",
        action="append",
        metavar="KINDS",
        help="only changes of these kinds, or all (default: key_result,task; with ITEM all)",
    )
    told.add_argument("--owner", action="append", metavar="OWNERS", help="only what this person or team answers for")
    told.add_argument("--limit", type=_positive, metavar="N", help="only the newest N changes")
    told.add_argument(
        "--by", choices=("day", "week", "month"), help="put changes together by UTC day, ISO week or month"
    )
    span = parser.add_argument_group("which commits")
    span.add_argument("--rev", metavar="REV", default="HEAD", help="the newest commit, or a range A..B (default: HEAD)")
    span.add_argument("--since", metavar="DATE", help="from this UTC day on")
    span.add_argument("--until", metavar="DATE", help="up to this UTC day")
    span.add_argument("--period", metavar="PERIOD", help="in the days of this period")
    span.add_argument("--all-commits", action="store_true", help="every commit, not only those along the first parents")
    span.add_argument("--allow-shallow", action="store_true", help="go on where the clone lacks older commits")
    span.add_argument("--no-cache", action="store_true", help="neither use nor keep what an earlier run has read")
    add_common(parser, FORMATS)
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    """Tell the history."""
    from planlint.app.history.query import query_history
    from planlint.cli.output import note, say, say_exactly, style_for

    form = format_of(options)
    if form in _PICTURES and options.log:
        raise PlanlintError(f"the log cannot be written as {form}", "leave out --log: the review has pictures")
    past = query_history(request_of(options, form))
    if options.verbose:
        for line in past.details:
            note(line)
    for line in past.notes:
        note(line)
    if _is_review(options, form):
        say(_review(past, form, options, style_for(options)), options.output, form)
    elif form in ("json", "jsonl"):
        say_exactly(_machine(past, form, options), options.output)
    else:
        from planlint.app.history.query import entries_of

        found = entries_of(past)
        if form == "csv":
            from planlint.render.history.log import log_csv

            say(log_csv(found), options.output, form)
        elif form == "markdown":
            from planlint.render.history.log_markdown import log_markdown

            say(log_markdown(past.log, found, options.by), options.output, form)
        else:
            from planlint.render.history.log_text import log_text

            say(log_text(past.log, found, options.by, style_for(options)), options.output)
    if past.log.unread and not _is_review(options, form) and form != "json" and not options.quiet:
        count = len(past.log.unread)
        what = "version of a file" if count == 1 else "versions of files"
        note(f"{count} {what} could not be read; what they held before stands for them: --format json lists them")
    return OK


def request_of(options: argparse.Namespace, form: str) -> "HistoryRequest":
    """Return what the options ask of the history."""
    from planlint.app.history.query import DEFAULT_KINDS, HistoryRequest
    from planlint.cli.commands.diff import kinds_of
    from planlint.cli.plan import where_of
    from planlint.cli.progress import progress

    kinds = kinds_of(options) if options.kind else None if options.items else DEFAULT_KINDS
    return HistoryRequest(
        replace(where_of(options), rev=None),
        options.rev,
        tuple(options.items),
        kinds,
        tuple(selectors(options.owner) or ()),
        day_of(options.since, "--since"),
        day_of(options.until, "--until"),
        options.period,
        options.limit,
        options.all_commits,
        options.allow_shallow,
        not options.no_cache,
        form == "json",
        progress,
    )


def _is_review(options: argparse.Namespace, form: str) -> bool:
    """Whether the review is wanted: nothing that asks for the log, no item, no range, no form that only the log has."""
    asks_for_log = options.log or options.items or options.by or options.limit or options.all_commits or options.kind
    return form in _PICTURES or not (asks_for_log or ".." in options.rev or form in _OF_THE_LOG)


def _review(past: "HistoryQuery", form: str, options: argparse.Namespace, style: "Style") -> str:
    from planlint.app.history.period_review import review_period

    found = review_period(past, today_of(options))
    if form == "markdown":
        from planlint.render.history.review_markdown import review_markdown

        return review_markdown(found)
    if form == "text":
        from planlint.render.history.review_text import review_text

        return review_text(found, style)
    from planlint.render.history.pages import review_html, review_svg

    return review_html(found) if form == "html" else review_svg(found)


def _machine(past: "HistoryQuery", form: str, options: argparse.Namespace) -> bytes:
    from planlint.render.history.log import log_json

    return past.log.lines if form == "jsonl" else log_json(past.with_series(options.by))
