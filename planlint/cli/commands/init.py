"""`planlint init`: a small plan that passes, the hook configuration and a workflow."""

import argparse

from planlint.app.starter import start_plan
from planlint.cli.exit_status import OK
from planlint.cli.options import today_of
from planlint.cli.output import note, say


def run(options: argparse.Namespace) -> int:
    """Write what is not there yet, and say what was written."""
    done = start_plan(options.folder, today_of(options))
    *notes, last = done.notes or ("",)
    for line in notes if done.written else done.notes:
        note(line)
    say("".join(f"wrote {path}\n" for path in done.written))
    if done.written:
        note(last)
    return OK
