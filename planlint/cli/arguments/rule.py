"""`planlint rule`: explain a rule, or list them all.

Explain a rule: what it finds, why that matters, its source, and examples.
"""

from planlint.cli.options import Parser, add_output, add_value


def add_to(parser: Parser) -> None:
    code = "a code or a name, or a prefix of codes (PL3) for a list (default: list all rules)"
    add_value(parser, "code", "CODE", code, nargs="?")
    add_output(parser.add_argument_group("output"), "text", "json", "markdown")
