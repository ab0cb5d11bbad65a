"""A terminal for tests: a program in it, what is typed, and what is then on the screen."""

import fcntl
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables
ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
END, INTERRUPT = "\x04", "\x03"
HANG_UP = "hang up"
_PATIENCE = 20.0  # seconds; a machine may be busy
_SURROUNDINGS = {"PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1", "PYTHONUTF8": "1"}
_PROMPT = re.compile(rb"(\]|sentence): \Z")


class Ended(NamedTuple):
    """The screen as text, and how the program ended."""

    screen: str
    status: int


def _sit_down() -> None:
    """Take the terminal over, and be one whom Ctrl-C and a hang-up reach, where tests run in the background, too."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def in_terminal(
    arguments: Sequence[str],
    folder: Path,
    typed: "Sequence[str | Callable[[], str]]" = (),
    columns: int = 80,
    **environment: str,
) -> Ended:
    """Run planlint in a pseudo-terminal, typing an answer whenever a question waits; a line end is added to words.

    An answer may be a function, called when it is wanted.
    """
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (50, columns))
    process = subprocess.Popen(
        [sys.executable, "-m", "planlint", *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=_sit_down,
        env={**os.environ, **_SURROUNDINGS, "COLUMNS": "", **environment},
    )
    os.close(theirs)
    seen = b""
    waiting = list(typed)
    words = ""
    until = time.monotonic() + _PATIENCE
    try:
        while time.monotonic() < until:
            if _PROMPT.search(seen) and waiting:
                following = waiting.pop(0)
                words = following() if callable(following) else following
                if words == HANG_UP:
                    os.close(ours)
                    return Ended(_text(seen), process.wait(_PATIENCE))
                seen += b"\0"  # so that the same prompt is not answered twice
                os.write(ours, (words if words in (END, INTERRUPT) else f"{words}\n").encode())
            if select.select([ours], [], [], 1.0)[0]:
                try:
                    seen += os.read(ours, 65536)
                except OSError:  # the program has ended, and its terminal with it
                    break
            elif words == INTERRUPT:
                # It came in the instant before the program began to read: a person would press again.
                os.write(ours, INTERRUPT.encode())
        else:
            raise AssertionError(f"no end in sight: {_text(seen)}")
        os.close(ours)
        return Ended(_text(seen), process.wait(_PATIENCE))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def golden(screen: str, path: Path) -> None:
    """Hold a screen against the one in a file; with PLANLINT_GOLDEN=write it is written anew, to be read."""
    if WRITE_GOLDEN:
        path.parent.mkdir(exist_ok=True)
        path.write_text(screen, encoding="utf-8")
    assert screen == path.read_text(encoding="utf-8")


def _text(seen: bytes) -> str:
    return seen.replace(b"\0", b"").replace(b"\r\n", b"\n").decode("utf-8", "replace")
