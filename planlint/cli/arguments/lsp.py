"""`planlint lsp`: run the language server, for editors.

Run the language server on standard input and output. An editor starts it; it needs the extra `planlint[lsp]`.
"""

import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--log", metavar="FILE", help="also write warnings and errors of the server to a file")
