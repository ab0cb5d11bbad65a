"""`planlint carry`: begin the next period with what was not reached.

Write new objectives and key results for what was not reached in a period: each `continues` the old one, begins where
that ended, and keeps its target but no date. Open tactics, and objectives below, serve the new ones from then on; the
old ones are closed if they are not yet.

example: planlint carry 2026-H2 2027-H1
"""

import argparse

from planlint.cli.options import WORDS_ANYWHERE, add_color, add_flag, add_plan_options


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD-PERIOD", help="the period that ends")
    parser.add_argument("new", metavar="NEW-PERIOD", help="the period that begins")
    parser.add_argument(
        "items", nargs="*", metavar="ITEM", help="objectives and key results (default: all that were not reached)"
    )
    parser.add_argument(
        "-o",
        dest="file",
        metavar="FILE",
        help="the file for what is new (default: that of the old objective, with the new period in its name)",
    )
    parser.add_argument(
        "--actions",
        choices=("move", "leave", "drop"),
        default="move",
        help="what becomes of open tactics: they move along (default), stay where they are, or are dropped",
    )
    add_flag(parser, "--dry-run", "show what would be written, and write nothing")
    add_color(add_plan_options(parser))
    parser.set_defaults(**{WORDS_ANYWHERE: True})
