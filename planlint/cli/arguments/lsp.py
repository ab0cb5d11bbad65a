"""`planlint lsp`: run the language server, for editors.

Run the language server on standard input and output. An editor starts it; it needs the extra `planlint[lsp]`.
"""

from planlint.cli.options import Parser, add_value


def add_to(parser: Parser) -> None:
    add_value(parser, "--log", "FILE", "also write warnings and errors of the server to a file")
