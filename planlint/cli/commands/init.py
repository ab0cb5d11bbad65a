"""`planlint init`: a small plan that passes, the hook configuration and a workflow."""

from planlint.app.starter import start_plan
from planlint.cli.options import Options, today_of
from planlint.cli.output import note, say


def run(options: Options) -> None:
    """Write what is not there yet, and say what was written."""
    done = start_plan(
        options.folder, today_of(options), options.teams or (), checkin=options.checkin, editor=options.editor
    )
    say("".join(f"wrote {path}\n" for path in done.written))
    note(*done.notes)
    say("".join(f"{line}\n" for line in done.additions))
    for number, step in enumerate(done.steps):
        note(f"{'then' if number else 'next'}: {step}")
