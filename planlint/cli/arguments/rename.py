"""`planlint rename`: rename an id everywhere, recording `formerly`.

Give an item another id: in its headers and in every reference to it, in all files or in none. The old id is recorded in
`formerly`, so that history and comparisons follow it.

example: planlint rename days-to-keys wait-in-days
"""

from planlint.cli.options import Parser, add_destination, add_plan_options


def add_to(parser: Parser) -> None:
    parser.add_argument("old", metavar="OLD", help="a full name (key_result.days-to-keys) or a unique id")
    parser.add_argument("new", metavar="NEW", help="the new id, alone or as a full name of the same kind")
    add_destination(add_plan_options(parser))
