"""`planlint new`: write one new item where it belongs.

Write one new item behind those that serve the same parent. What it still lacks is asked for on a terminal, else printed
as the lines to write. Nothing is written where the plan would have a new error about anything else.

example: planlint new key_result "The wait is three weeks" --under faster-placement target=21
"""

from planlint.cli.options import WORDS_ANYWHERE, Parser, add_color, add_list, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", help="objective, key_result, tactic, task, person and so on")
    parser.add_argument("title", metavar="TITLE", help="its title; of a person or team the name")
    parser.add_argument("words", nargs="*", metavar="KEY=VALUE", help="further fields, as `planlint set` takes them")
    add_list(parser, "--under", "PARENT", "what it serves: a full name or a unique id; several with commas")
    add_value(parser, "--id", "ID", "its id (default: made from the title)")
    add_value(parser, "--owner", "OWNER", "who answers for it; of a task, who does it")
    add_value(parser, "--period", "PERIOD", "the period of an objective, as 2027-H1")
    add_value(parser, "--file", "FILE", "the file to write it into (default: that of its siblings or parent)")
    add_color(add_plan_options(parser))
    parser.set_defaults(**{WORDS_ANYWHERE: True})
