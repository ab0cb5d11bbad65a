"""What a hook says of others that are asked for and not installed in this clone."""

import os
from contextlib import suppress
from pathlib import Path

from planlint.app.missing_hooks import missing_hooks
from planlint.app.settings import Where
from planlint.cli.output import note


def tell_missing(where: Where, stage: str) -> None:
    """Say in one line which hooks are missing and how they are installed, where pre-commit runs the one of a stage.

    It shows nothing of a hook that passes: the line goes to the terminal itself, where there is one.
    """
    if os.environ.get("PRE_COMMIT") != "1":
        return
    missing = missing_hooks(where, stage)
    if not missing:
        return
    types = " ".join(f"--hook-type {one}" for one in missing)
    line = f"this clone lacks {len(missing)} of the plan's git hooks: pre-commit install {types}"
    with suppress(OSError), Path("/dev/tty").open("w", encoding="utf-8") as terminal:
        terminal.write(f"\n{line}\n")
        return
    note(line)
