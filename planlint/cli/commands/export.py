"""`planlint export`: items, changes, series and findings as tables."""

import argparse
from dataclasses import replace

from planlint.app.exchange.export_tables import ExportRequest, all_lines, items_as_csv, write_tables
from planlint.cli.commands.diff import kinds_of
from planlint.cli.exit_status import OK
from planlint.cli.options import format_of, today_of
from planlint.cli.output import note, say
from planlint.cli.plan import where_of
from planlint.cli.progress import progress


def run(options: argparse.Namespace) -> int:
    """Write the tables of a commit."""
    form = _form(options)
    request = ExportRequest(
        replace(where_of(options), rev=None),
        today_of(options),
        options.rev,
        options.repository,
        kinds_of(options),
        options.emails,
        options.today is not None,
        progress,
    )
    if options.output is None or options.output.endswith((".csv", ".jsonl")):
        text = items_as_csv(request) if form == "csv" else "".join(all_lines(request))
        say(text, options.output, form)
        return OK
    done = write_tables(request, options.output, form)
    if not options.quiet:
        note(*done.notes)
        if done.rows is None:
            note(f"{options.output} has the tables of {done.commit[:7]} already: nothing is written")
        else:
            note(f"{options.output}: {', '.join(f'{rows} in {name}' for name, rows in done.rows.items())}")
    return OK


def _form(options: argparse.Namespace) -> str:
    """Return the format in force: asked for, or that of the file's ending."""
    ending = (options.output or "").rpartition(".")[2]
    if options.format is None and ending in options.formats:
        return ending
    return format_of(options)
