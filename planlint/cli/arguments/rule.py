"""`planlint rule`: explain a rule, or list them all.

Explain a rule: what it finds, why that matters, its source, and examples.
"""

import argparse

from planlint.cli.options import add_output

FORMATS = ("text", "json", "markdown")


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="a code or a name, or a prefix of codes (PL3) for a list (default: list all rules)",
    )
    add_output(parser.add_argument_group("output"), FORMATS)
