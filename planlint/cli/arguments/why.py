"""The arguments of `planlint why`."""

import argparse
from typing import Any

from planlint.cli.options import add_common

NAME = "why"
FORMATS = ("text", "json", "mermaid", "dot")


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="show the way from an item up to the purpose, and its weakest link",
        description="Show why an item exists: every chain from it up to the purpose, and the weakest link. "
        "The exit status is 1 if a chain does not reach the purpose.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "item", metavar="ITEM", help="a full name (task.call-list), or an id that is unique in the plan"
    )
    add_common(parser, FORMATS)
