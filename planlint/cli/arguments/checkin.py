"""`planlint checkin`: ask for the values of key results that are due for a check-in, and write them.

For each open key result that has started and was not reported recently, ask for its value, how sure you are, and one
sentence. Each answer is written at once. `planlint set` does the same without asking.
"""

from planlint.cli.options import Parser, add_color, add_flag, add_list, add_plan_options


def add_to(parser: Parser) -> None:
    add_list(parser, "--owner", "OWNERS", "only key results that these people or teams own")
    add_flag(parser, "--all", "also ask about key results that were reported recently")
    add_color(add_plan_options(parser))
