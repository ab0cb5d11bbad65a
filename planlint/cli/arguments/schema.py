"""`planlint schema`: print a JSON Schema.

Print a JSON Schema (draft 2020-12), for editors and other programs.
"""

from planlint.cli.options import Parser, add_value


def add_to(parser: Parser) -> None:
    name = "plan (default), config, import-map, export-items, ..., or the output of check, diff, history, why, tree"
    add_value(parser, "name", "NAME", name, nargs="?", default="plan")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
