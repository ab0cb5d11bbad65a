"""The arguments of `planlint completion`."""

import argparse
from typing import Any

NAME = "completion"
SHELLS = ("bash", "zsh", "fish")


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="print the completion script for a shell",
        description="Print a script for a shell, which then completes commands, options, rules, and the names in the "
        "plan. In bash: source <(planlint completion bash)",
        allow_abbrev=False,
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of {', '.join(SHELLS)}")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
