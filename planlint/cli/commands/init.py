"""`planlint init`: a small plan that passes, the hook configuration and a workflow."""

import argparse
from typing import Any

from planlint.cli.exit_status import OK

NAME = "init"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="a small plan that passes, the hook configuration and a workflow",
        description="Write a small plan that passes; and at the top of the repository a pre-commit configuration and "
        "a GitHub workflow. Files that exist are left as they are.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to (default: here)")
    parser.add_argument("--today", metavar="DATE", help="the day the plan begins, as 2026-12-31")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write what is not there yet, and say what was written."""
    from planlint.app.starter import start_plan
    from planlint.cli.options import today_of
    from planlint.cli.output import note, say

    done = start_plan(options.folder, today_of(options))
    *notes, last = done.notes or ("",)
    for line in notes if done.written else done.notes:
        note(line)
    say("".join(f"wrote {path}\n" for path in done.written))
    if done.written:
        note(last)
    return OK
