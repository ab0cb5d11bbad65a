"""`planlint lsp`: run the language server, for editors.

Run the language server on standard input and output. An editor starts it; it needs the extra `planlint[lsp]`.
"""

import argparse

from planlint.cli.options import add_value


def add_to(parser: argparse.ArgumentParser) -> None:
    add_value(parser, "--log", "FILE", "also write warnings and errors of the server to a file")
