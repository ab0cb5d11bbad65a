"""`planlint set`: record values; layout and comments stay as they are.

Record values of one or several items: either all are written or none. A bare key of the metric means metric.KEY;
reached=STEP adds a step; KEY= removes a key. Nothing is written if the plan would have a new error.

example: planlint set days-to-keys current=38 confidence=0.7 landlord-portal reached=open-to-all
"""

from planlint.cli.options import Parser, add_destination, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    words = "a full name (key_result.days-to-keys) or a unique id, and the values to record"
    add_value(parser, "words", "ITEM KEY=VALUE", words, nargs="+")
    add_destination(add_plan_options(parser))
