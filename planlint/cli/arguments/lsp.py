"""The arguments of `planlint lsp`."""

import argparse
from typing import Any

NAME = "lsp"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="run the language server, for editors",
        description="Run the language server on standard input and output. An editor starts it; it needs the extra "
        "`planlint[lsp]`.",
        allow_abbrev=False,
    )
    parser.add_argument("--log", metavar="FILE", help="also write warnings and errors of the server to a file")
