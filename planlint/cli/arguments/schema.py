"""The arguments of `planlint schema`."""

import argparse
from typing import Any

NAME = "schema"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="print a JSON Schema",
        description="Print a JSON Schema (draft 2020-12), for editors and other programs.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "name",
        nargs="?",
        default="plan",
        metavar="NAME",
        help="plan (default), config, import-map, export-items, ..., or the output of check, diff, history, why, tree",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
