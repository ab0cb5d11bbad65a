"""`planlint schema`: print a JSON Schema.

Print a JSON Schema (draft 2020-12), for editors and other programs.
"""

import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        default="plan",
        metavar="NAME",
        help="plan (default), config, import-map, export-items, ..., or the output of check, diff, history, why, tree",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
