"""The arguments of `planlint rename`."""

import argparse
from typing import Any

from planlint.cli.options import add_destination, add_plan_options

NAME = "rename"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="rename an id everywhere, recording `formerly`",
        description="Give an item another id: in its headers and in every reference to it, in all files or in none. "
        "The old id is recorded in `formerly`, so that history and comparisons follow it.",
        epilog="example: planlint rename days-to-keys wait-in-days",
        allow_abbrev=False,
    )
    parser.add_argument("old", metavar="OLD", help="a full name (key_result.days-to-keys) or a unique id")
    parser.add_argument("new", metavar="NEW", help="the new id, alone or as a full name of the same kind")
    add_destination(add_plan_options(parser))
