"""The program: arguments to a command, its errors to one line, its result to an exit status."""

import argparse
import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from planlint import __version__
from planlint.cli.exit_status import FAILED
from planlint.errors import PlanlintError

COMMANDS = (
    "check",
    "diff",
    "history",
    "why",
    "tree",
    "set",
    "checkin",
    "rename",
    "rule",
    "schema",
    "init",
    "ci",
    "completion",
    "hook",
)


class _Parser(argparse.ArgumentParser):
    """argparse with messages in the form of the other errors, and the nearest command for a misspelt one."""

    def error(self, message: str) -> NoReturn:
        prefix = "argument COMMAND: invalid choice: "
        if message.startswith(prefix):
            message = _unknown_command(message.removeprefix(prefix).split(" ", 1)[0].strip("'"))
        self.exit(FAILED, f"{self.prog}: error: {message}\ntry '{self.prog} --help'\n")


def _unknown_command(word: str) -> str:
    from planlint.nearest import nearest

    near = nearest(word, COMMANDS)
    return f"there is no command '{word}'" + (f"; did you mean '{near}'?" if near else "")


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line: of one command where it is known, else of all."""
    parser = _Parser(
        prog="planlint",
        description="A Git-native linter for plans kept as code.",
        epilog="exit status: 0 nothing to report, 1 findings, 2 the command could not do its work",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"planlint {__version__}")
    commands = parser.add_subparsers(
        prog="planlint", dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    # Each command is a module of its own; making the parsers of all of them costs as much as checking a small plan.
    for name in (command,) if command in COMMANDS else COMMANDS:
        importlib.import_module(f"planlint.cli.commands.{name}").add_to(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; never raises for anything a person can cause."""
    from planlint.cli.output import complain

    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not given:
            build_parser().print_help()
            return FAILED
        options = build_parser(given[0]).parse_args(given)
        status: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse: help, version, wrong usage
        return stop.code if isinstance(stop.code, int) else FAILED
    except PlanlintError as error:
        complain(error.message, error.help)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has gone: nothing more to say, and nothing for the interpreter to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except Exception as error:
        if os.environ.get("PLANLINT_DEBUG"):
            raise
        complain(
            f"internal error: {type(error).__name__}: {error}",
            "set PLANLINT_DEBUG=1 to see where, and report it",
        )
        return FAILED
    return status


def entry() -> NoReturn:
    """Run as a program."""
    # A command makes one plan, keeps it and ends: looking for rings of garbage in it would only cost time.
    gc.disable()
    if "_ARGCOMPLETE" in os.environ and "COMP_LINE" in os.environ:  # a shell asks, nobody waits for a command
        from planlint.cli.completion.complete import complete

        complete()
    if sys.stdout is None:  # closed by whoever started the program: there is nobody to read
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # the reader has gone, or the stream is closed
            stream.flush()
    # Taking apart a large plan object by object, only to end, costs a tenth of the whole run.
    os._exit(status)
