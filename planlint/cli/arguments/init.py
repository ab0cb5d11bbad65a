"""The arguments of `planlint init`."""

import argparse
from typing import Any

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
