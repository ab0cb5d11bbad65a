"""The arguments of `planlint rule`."""

import argparse
from typing import Any

from planlint.cli.options import add_output

NAME = "rule"
FORMATS = ("text", "json", "markdown")


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="explain a rule, or list them all",
        description="Explain a rule: what it finds, why that matters, its source, and examples.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="a code or a name, or a prefix of codes (PL3) for a list (default: list all rules)",
    )
    add_output(parser.add_argument_group("output"), FORMATS)
