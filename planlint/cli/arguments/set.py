"""The arguments of `planlint set`."""

import argparse
from typing import Any

from planlint.cli.options import add_destination, add_plan_options

NAME = "set"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="record values; layout and comments stay as they are",
        description="Record values of one or several items: either all are written or none. A bare key of the metric "
        "means "
        "metric.KEY; reached=STEP adds a step; KEY= removes a key. Nothing is written if the plan would have a new "
        "error.",
        epilog="example: planlint set days-to-keys current=38 confidence=0.7 landlord-portal reached=open-to-all",
        allow_abbrev=False,
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="ITEM KEY=VALUE",
        help="a full name (key_result.days-to-keys) or a unique id, and the values to record",
    )
    add_destination(add_plan_options(parser))
