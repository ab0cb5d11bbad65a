"""`planlint site`: write the plan as pages, for people who use neither git nor a terminal.

Write the plan as static pages: the map from purpose to task, a page for each item, person and period, and the findings.
The pages open from disk and from any host, and use no network.
"""

from planlint.cli.options import Parser, add_choice, add_flag, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    parser.add_argument("-o", "--output", metavar="DIR", help="write the pages into this folder (default: site)")
    add_value(parser, "--rev", "REV", "publish the plan at this revision, not the working tree")
    add_value(parser, "--base", "REV", "mark in the map what has changed since the plan left this revision")
    add_value(parser, "--single-file", "FILE", "write everything into one file of at most 20 MB, to send by mail")
    add_value(parser, "--title", "T", "call the pages this (default: the title of the purpose)")
    people = "show people by name, by id, or not at all (default: names); mail addresses are never published"
    add_choice(parser, "--people", ("names", "ids", "none"), people, default="names")
    bare = "leave out what git tells: changes and pictures"
    parser.add_argument("--no-history", action="store_false", dest="with_history", help=bare)
    add_flag(parser, "--check", "write nothing; exit with 1 where the pages are out of date")
    add_plan_options(parser)
