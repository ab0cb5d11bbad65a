"""The program: arguments to a command, its errors to one line, its result to an exit status."""

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from planlint.cli.output import FAILED, OK, complain, say_exactly
from planlint.cli.parser import build_parser
from planlint.errors import PlanlintError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; never raises for anything a person can cause."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(given)
        say_exactly(b"")  # what argparse has printed may still be on its way
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


def _run(given: list[str]) -> int:
    if not given:
        build_parser().print_help()
        return FAILED
    try:
        options = build_parser(given[0]).parse_args(given)
        command = importlib.import_module(f"planlint.cli.commands.{options.command}")
        status: int | None = command.run(options)
    except SystemExit as stop:  # argparse: help, version, wrong usage
        return stop.code if isinstance(stop.code, int) else FAILED
    return OK if status is None else status


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
