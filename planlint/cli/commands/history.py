"""`planlint history`: which key results and tasks changed, when and by whom."""

from planlint.app.history.query import DEFAULT_KINDS, HistoryQuery, HistoryRequest, entries_of, query_history
from planlint.cli.options import Options, day_of, format_of, today_of
from planlint.cli.output import note, say, say_exactly, style_for
from planlint.cli.plan import kinds_of, request_of, where_of
from planlint.cli.progress import progress
from planlint.errors import PlanlintError

_OF_THE_LOG = frozenset({"json", "jsonl", "csv"})
_PICTURES = frozenset({"svg", "html"})


def run(options: Options) -> None:
    """Tell the history."""
    form = format_of(options)
    if form in _PICTURES and options.log:
        raise PlanlintError(f"the log cannot be written as {form}", "leave out --log: only the review has pictures")
    if options.work and not options.items:
        raise PlanlintError("--work needs an ITEM, whose commits it lists", "the review has a table of all work")
    past = query_history(history_request(options, form))
    if options.verbose:
        note(*past.details)
    note(*past.notes)
    if _is_review(options, form):
        say(_review(past, form, options), options.output, form)
    elif form in ("json", "jsonl"):
        say_exactly(_machine(past, form, options), options.output)
    else:
        say(_log(past, form, options), options.output, form)
    note(*past.passed_over(past.log.oid), quiet=options.quiet)
    if past.log.unread and not _is_review(options, form) and form != "json" and not options.quiet:
        count = len(past.log.unread)
        what = "version of a file" if count == 1 else "versions of files"
        note(f"{count} {what} could not be read; their last readable content is used: --format json lists them")


def history_request(options: Options, form: str) -> HistoryRequest:
    """Return what the options ask of the history."""
    kinds = kinds_of(options) if options.kind else None if options.items else DEFAULT_KINDS
    return request_of(
        HistoryRequest,
        options,
        where=where_of(options)._replace(rev=None),
        kinds=kinds,
        owners=options.owner or (),
        first=day_of(options.since, "--since"),
        last=day_of(options.until, "--until"),
        with_series=form == "json" or _is_review(options, form),
        progress=progress,
    )


def _is_review(options: Options, form: str) -> bool:
    """Whether the review is wanted: nothing that asks for the log, no item, no range, no form that only the log has."""
    asks_for_log = options.log or options.items or options.by or options.limit or options.all_commits or options.kind
    return form in _PICTURES or not (asks_for_log or ".." in options.rev or form in _OF_THE_LOG)


# What a form needs is imported for it alone: all of them together take longer than to read ten commits.
def _review(past: HistoryQuery, form: str, options: Options) -> str:
    from planlint.app.history.period_review import review_period

    found = review_period(past, today_of(options))
    if form == "markdown":
        from planlint.render.history.review_markdown import review_markdown

        return review_markdown(found)
    if form == "text":
        from planlint.render.history.review_text import review_text

        return review_text(found, style_for(options))
    from planlint.render.history.pages import review_html, review_svg

    return review_html(found) if form == "html" else review_svg(found)


def _log(past: HistoryQuery, form: str, options: Options) -> str:
    found = entries_of(past)
    if form == "csv":
        from planlint.render.history.log import log_csv

        return log_csv(found)
    if form == "markdown":
        from planlint.render.history.log_markdown import log_markdown

        return log_markdown(past.log, found, options.by)
    from planlint.app.history.period_review import work_of_items
    from planlint.render.history.log_text import log_text
    from planlint.render.history.work import item_work_text

    style = style_for(options)
    return log_text(past.log, found, options.by, style) + item_work_text(
        work_of_items(past), style, listed=options.work
    )


def _machine(past: HistoryQuery, form: str, options: Options) -> bytes:
    if form == "jsonl":
        return past.log.lines
    from planlint.app.history.period_review import work_of_items
    from planlint.render.history.log import log_json
    from planlint.render.history.work import work_json

    return log_json(past.with_series(options.by), work_json(work_of_items(past), listed=options.work))
