"""`planlint import`: bring a plan in from where it is kept today."""

from planlint.app.exchange.import_table import DEFAULT_FILE, ImportRequest, bring_in
from planlint.cli.options import Options
from planlint.cli.output import note, say, style_of
from planlint.cli.plan import open_plan, request_of
from planlint.errors import PlanlintError
from planlint.render.edits.patch import patch
from planlint.render.edits.recorded import brought_in_text

_HELP = """\
planlint import csv FILE       a table of objectives and key results, one row each
planlint import issues FILE    issues or project items of GitHub, as tasks

A table out of a sheet
  Excel                 File › Save As › CSV UTF-8
  Google Sheets         File › Download › Comma-separated values (.csv)
  LibreOffice           File › Save As › Text CSV
  OKR services, Jira    Export › CSV
Issues out of GitHub
  gh issue list --json number,title,state,stateReason,assignees,milestone,labels,url >issues.json
  gh project item-list NUMBER --owner OWNER --format json >issues.json

Tables that are known by their headers
  sheet   Objective, Key Result, Owner, Start, Target, Current, Status
  jira    Issue key, Summary, Issue Type, Status, Assignee, Due date, Parent, Labels
Any other table needs a map, a file such as okrs.toml, which --map names:
  columns.id = "Row ID"
  columns.title = "Goal Title"
  columns.parent = "Parent Row IDs"
  columns.metric.target = "Target Value"
  kind.column = "Type"
  kind.values = { Goal = "objective", KPI = "key_result" }
  status.values = { "On Track" = "on-track", "Not Started" = "planned" }

First look, then write
  planlint import csv okrs.csv --under outcome.ID --period 2026-H2 --dry-run
"""


def run(options: Options) -> None:
    """Bring a table in and print what came of it."""
    if options.source is None:
        say(_HELP)
        return
    if options.file is None:
        raise PlanlintError(f"import {options.source}: which file?", "`planlint import` says how to get one")
    workspace = open_plan(options, allow_empty=True)
    done = bring_in(workspace, request_of(ImportRequest, options), dry_run=options.dry_run)
    style = style_of(options.color)
    found = done.merged
    counts = len(found.new), len(found.changed), len(found.unchanged)
    say(brought_in_text(*counts, done.left_out, found.changes, style))
    if options.dry_run:
        say(patch(done.texts, style, exact=False))
    if options.quiet:
        return
    note(*workspace.unread, *done.notes)
    if options.dry_run:
        note("nothing was written: leave out --dry-run to write it")
    elif found.new:
        note(f"new items stand in {options.output or DEFAULT_FILE}; next: planlint check")
