"""The arguments of `planlint checkin`."""

import argparse
from typing import Any

from planlint.cli.options import add_color, add_plan_options

NAME = "checkin"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="ask for the news of each key result that is not fresh, and write it",
        description="For each open key result that has begun and has not been reported for a while, ask for its value, "
        "how sure you are, and one sentence. Every answer is written at once. `planlint set` does the same without "
        "asking.",
        allow_abbrev=False,
    )
    parser.add_argument("--owner", action="append", metavar="OWNERS", help="only what these people or teams answer for")
    parser.add_argument("--all", action="store_true", help="ask about those that are fresh too")
    group = add_plan_options(parser)
    add_color(group)
