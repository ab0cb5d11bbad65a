"""`planlint lsp`: the language server."""

import importlib
import logging

from planlint.cli.options import Options
from planlint.errors import PlanlintError


def run(options: Options) -> int:
    """Answer an editor until it ends the server."""
    try:
        log = logging.FileHandler(options.log, encoding="utf-8") if options.log else logging.NullHandler()
    except OSError as error:
        raise PlanlintError(f"--log: '{options.log}' cannot be written: {error.strerror or error}") from None
    logging.basicConfig(handlers=[log], level=logging.WARNING)
    try:
        server = importlib.import_module("planlint.lsp.server")  # another door, beside this one
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise PlanlintError("the language server needs pygls", "install it with pip install 'planlint[lsp]'") from None
    status: int = server.serve()
    return status
