"""`planlint export`: items, changes, series and findings as tables, for spreadsheets and engines.

Write the items of a commit, every change of them, the series of key results and the findings as JSON lines with a
schema each (`planlint schema export-items`), or the items as CSV. Works in bare mirrors.

example: planlint export --repository group/web -o tables/web
"""

from planlint.cli.options import Parser, add_color, add_flag, add_list, add_plan_options, add_value, destination

FORMATS = ("jsonl", "csv")


def add_to(parser: Parser) -> None:
    what = parser.add_argument_group("what is written")
    form = "jsonl, all tables, or csv, the items alone (default: PLANLINT_FORMAT where it fits, else jsonl)"
    add_value(what, "--format", "FORMAT", form, choices=FORMATS)
    output = (
        "write a file for each table into this folder, and nothing while the commit is the same; a name that ends in "
        ".csv or .jsonl is one file (default: standard output)"
    )
    what.add_argument("-o", "--output", metavar="DIR", type=destination, help=output)
    add_value(what, "--repository", "TEXT", "what rows call the repository (default: its folder's name)")
    what.add_argument("--rev", metavar="REV", default="HEAD", help="the commit to export (default: HEAD)")
    add_list(what, "--kind", "KINDS", "only these kinds: key_result, task, ... or all")
    add_flag(what, "--emails", "write mail addresses as well")
    parser.set_defaults(formats=FORMATS)
    add_color(add_plan_options(parser))
