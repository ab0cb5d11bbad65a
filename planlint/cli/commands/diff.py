"""`planlint diff`: what a change does to the plan, for review."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planlint.app.compare.compare import Compared
from planlint.app.compare.ends import compare_ends
from planlint.app.source_links import line_links
from planlint.cli.options import Options, day_notes, format_of, today_of
from planlint.cli.output import FINDINGS, OK, note, say, style_for
from planlint.cli.plan import kinds_of, where_of
from planlint.diagnostic import Severity
from planlint.lint.comparison import Comparison
from planlint.lint.severity import fails
from planlint.render.changes.formats import render_diff
from planlint.render.changes.markdown import Shown


def run(options: Options) -> int:
    """Compare two versions of the plan and print what differs."""
    kinds, form = kinds_of(options), format_of(options)
    judges = options.check or form != "json"
    compared = compare_ends(where_of(options), options.revisions, today_of(options), judges=judges)
    if options.verbose:
        note(*compared.details)
    found = replace(compared.review, is_check=options.check)
    shown = found if kinds is None else found.narrowed(kinds)
    # Lines are linked where a GitHub workflow says which repository it is.
    about = Shown(tuple(options.revisions), line_links(compared.prefix, found.base.oid, found.head.oid))
    say(render_diff(shown, form, style_for(options), about, compared.prefix), options.output, form)
    note(*_notes(compared, shown, day_notes(options) if options.check else ()), quiet=options.quiet)
    asked = Severity.parse(options.fail_on) if options.fail_on else None
    return FINDINGS if fails(shown.findings, asked, compared.head.config, compared.base.config) else OK


def _notes(compared: Compared, shown: Comparison, days: Sequence[str]) -> Iterator[str]:
    """Yield what is to be said beside the result; `days` where it is judged on another day than today."""
    found = compared.review
    yield from compared.passed_over
    yield from compared.missing
    yield from days
    yield from compared.notes
    if not shown.changes and not found.both.unreadable:
        what = "nothing of these kinds" if found.changes else "nothing"
        yield f"{what} has changed from {found.base.rev} to {found.head.rev}"
    if compared.settings:
        yield f"these settings have changed as well: {', '.join(compared.settings)}"
