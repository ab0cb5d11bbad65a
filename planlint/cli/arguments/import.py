"""`planlint import`: bring a plan in from where it is kept today.

Bring objectives, key results, tactics and tasks in from a table or a list of issues, all or none. A second run updates
current, status and note. Without arguments: what can be brought in, and how to get a file out of a sheet.

example: planlint import csv okrs.csv --under outcome.stay-housed --period 2026-H2
"""

import argparse

from planlint.cli.options import add_color, add_flag, add_plan_options, add_value


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", choices=("csv", "issues"), metavar="csv|issues", help="what FILE is")
    add_value(parser, "file", "FILE", "the table as CSV; or issues as `gh issue list --json …` prints them", nargs="?")
    where = parser.add_argument_group("where it comes to stand")
    add_value(where, "--under", "ITEM", "what those serve that name nothing they serve")
    add_value(where, "--period", "PERIOD", "the period of objectives that name none, as 2026-H2")
    output = "the plan file for new items (default: plan/imported.toml)"
    where.add_argument("-o", "--output", metavar="FILE", help=output)
    add_flag(where, "--dry-run", "write nothing; show what would be written")
    read = parser.add_argument_group("how it is read")
    add_value(read, "--map", "MAP", "the columns: sheet, jira or a file MAP.toml (default: the first that fits)")
    read.add_argument("--dates", choices=("ymd", "dmy", "mdy"), metavar="ORDER", help="ymd, dmy or mdy: how dates run")
    read.add_argument("--decimal", choices=(".", ","), metavar="SIGN", help=". or , before decimals")
    read.add_argument("--delimiter", type=_sign, metavar="SIGN", help="what parts the cells (default: what fits)")
    add_value(read, "--encoding", "ENCODING", "how letters are written (default: UTF-8 or UTF-16)")
    add_color(add_plan_options(parser))


def _sign(text: str) -> str:
    sign = {"\\t": "\t", "tab": "\t"}.get(text, text)
    if len(sign) != 1 or sign in '\r\n"':
        raise argparse.ArgumentTypeError("it is one sign, such as ; or tab")
    return sign
