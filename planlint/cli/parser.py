"""The parser of the command line: of one command where it is known, else of all."""

import argparse
import importlib
from types import ModuleType
from typing import Any, NoReturn

from planlint.bounds import bounded
from planlint.cli.options import WORDS_ANYWHERE
from planlint.cli.output import FAILED, terminal_width
from planlint.nearest import nearest
from planlint.printable import plain
from planlint.version import __version__

COMMANDS = (
    "check",
    "diff",
    "history",
    "why",
    "tree",
    "site",
    "new",
    "set",
    "checkin",
    "close",
    "carry",
    "rename",
    "rule",
    "import",
    "export",
    "schema",
    "init",
    "ci",
    "lsp",
    "completion",
    "hook",
)


class _Formatter(argparse.HelpFormatter):
    """argparse's own, but for the width: to find that it imports much, even where nobody asks for help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


class _Parser(argparse.ArgumentParser):
    """argparse with messages in the form of the other errors, and the nearest command for a misspelt one."""

    _is_within = False

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, **settings)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Take words after options as well, where a command has words of any number."""
        if self._is_within or not self.get_default(WORDS_ANYWHERE):
            return super().parse_known_args(args, namespace)
        self._is_within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_within = False

    def error(self, message: str) -> NoReturn:
        prefix = "argument COMMAND: invalid choice: "
        if message.startswith(prefix):
            word = message.removeprefix(prefix).split(" ", 1)[0].strip("'")
            near = nearest(word, COMMANDS)
            message = f"there is no command '{word}'" + (f"; did you mean '{near}'?" if near else "")
        self.exit(FAILED, f"{self.prog}: error: {plain(bounded(message))}\ntry '{self.prog} --help'\n")


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line: of one command where it is known, else of all."""
    parser = _Parser(
        prog="planlint",
        description="A Git-native linter for plans kept as code.",
        epilog="exit status: 0 nothing to report, 1 findings, 2 the command could not do its work",
    )
    parser.add_argument("--version", action="version", version=f"planlint {__version__}")
    commands = parser.add_subparsers(
        prog="planlint", dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    # Each command is a module of its own; making the parsers of all of them costs as much as checking a small plan.
    for name in (command,) if command in COMMANDS else COMMANDS:
        _add(commands, name, importlib.import_module(f"planlint.cli.arguments.{name}"))
    return parser


def _add(commands: Any, name: str, arguments: ModuleType) -> None:
    """Add a command: its module says in its first line what it does, then how, then gives an example."""
    first, description, example, *_ = [*(arguments.__doc__ or "").strip().split("\n\n"), "", ""]
    summary = first.partition(": ")[2].removesuffix(".")
    arguments.add_to(commands.add_parser(name, help=summary, description=description, epilog=example or None))
