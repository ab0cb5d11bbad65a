"""`planlint export`: items, changes, series and findings as tables."""

from planlint.app.exchange.export_tables import ExportRequest, all_lines, items_as_csv, write_tables
from planlint.cli.options import Options, default_format
from planlint.cli.output import note, say
from planlint.cli.plan import kinds_of, request_of, where_of
from planlint.cli.progress import progress


def run(options: Options) -> None:
    """Write the tables of a commit."""
    ending = (options.output or "").rpartition(".")[2]
    form = options.format or (ending if ending in options.formats else default_format(options.formats))
    request = request_of(
        ExportRequest,
        options,
        where=where_of(options)._replace(rev=None),
        kinds=kinds_of(options),
        for_today=options.today is not None,
        progress=progress,
    )
    if options.output is None or options.output.endswith((".csv", ".jsonl")):
        text = items_as_csv(request) if form == "csv" else "".join(all_lines(request))
        say(text, options.output, form)
        return
    done = write_tables(request, options.output, form)
    if not options.quiet:
        note(*done.notes)
        if done.rows is None:
            note(f"{options.output} has the tables of {done.commit[:7]} already: nothing is written")
        else:
            note(f"{options.output}: {', '.join(f'{rows} in {name}' for name, rows in done.rows.items())}")
