"""`planlint carry`: begin the next period with what was not reached.

Write new objectives and key results for what was not reached in a period: each `continues` the old one, begins where
that ended, and keeps its target but no date. Open tactics, and objectives below, serve the new ones from then on; the
old ones are closed if they are not yet.

example: planlint carry 2026-H2 2027-H1
"""

from planlint.cli.options import WORDS_ANYWHERE, Parser, add_choice, add_color, add_flag, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    parser.add_argument("old", metavar="OLD-PERIOD", help="the period that ends")
    parser.add_argument("new", metavar="NEW-PERIOD", help="the period that begins")
    add_value(parser, "items", "ITEM", "objectives and key results (default: all that were not reached)", nargs="*")
    file = "the file for what is new (default: that of the old objective, with the new period in its name)"
    add_value(parser, "-o", "FILE", file, dest="file")
    actions = "what becomes of open tactics: they move along (default), stay where they are, or are dropped"
    add_choice(parser, "--actions", ("move", "leave", "drop"), actions, default="move")
    add_flag(parser, "--dry-run", "show what would be written, and write nothing")
    add_color(add_plan_options(parser))
    parser.set_defaults(**{WORDS_ANYWHERE: True})
