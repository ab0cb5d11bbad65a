"""What a command gives out: results to standard output or a file, messages to standard error, an exit status."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from planlint.bounds import bounded
from planlint.cli.options import Options
from planlint.errors import PlanlintError
from planlint.printable import in_columns, in_log, inert, plain
from planlint.render.text.style import Style

OK, FINDINGS, FAILED = 0, 1, 2
"""The exit statuses of every command; `lint.severity.fails` says which findings make it 1."""


def style_for(options: Options) -> Style:
    """Return what the place that results go to can show."""
    return style_of(options.color, getattr(options, "output", None))


def style_of(color: str, output: str | None = None) -> Style:
    """Return what a file, or standard output, can show; `color` is auto, always or never."""
    terminal = output is None and sys.stdout.isatty()
    return Style(
        width=terminal_width(),
        color=_wants_color(color, terminal),
        rule_url=_rule_url(color) if terminal else None,
        # What goes to a file or a pipe is UTF-8 whatever the locale; a terminal shows what its encoding can.
        unicode=not terminal or _shows_unicode(),
    )


def shows_results(options: Options) -> bool:
    """Whether results go to a terminal, where somebody looks at them."""
    return getattr(options, "output", None) is None and sys.stdout.isatty()


def _shows_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def terminal_width() -> int:
    """Return how many columns the terminal has, 80 where there is none."""
    # What `shutil.get_terminal_size` does; importing shutil would take longer than all the printing.
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _wants_color(choice: str, terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def _rule_url(choice: str) -> Callable[[str], str] | None:
    """Return what gives the address of a rule's page, where this terminal shows links and they are wanted."""
    if choice == "never" or (choice == "auto" and os.environ.get("NO_COLOR")):
        return None
    from planlint.cli.hyperlinks import shows_links

    if not shows_links(os.environ):
        return None
    from planlint.rules.pages import page_url

    return page_url


_READER_GONE = {errno.EPIPE, errno.EINVAL} if os.name == "nt" else {errno.EPIPE}
"""What the system says where nobody reads any more; Windows calls a pipe without an end an argument that is none."""

_VIEWS = frozenset({"text", "full"})
_LINES = frozenset({*_VIEWS, "concise", "paths"})


def say(text: str, output: str | None = None, form: str = "text") -> None:
    """Write a result: to standard output, or whole and at once to a file.

    In lines for people nothing is a command of a service; in their views columns stay. What programs read is written
    to the byte.
    """
    narrow = output is None and sys.stdout.isatty() and not _shows_unicode()
    if form in _LINES:
        text = inert(in_log(text) if os.environ.get("GITHUB_ACTIONS") == "true" else text)
    if form in _VIEWS and not narrow:
        text = in_columns(text)
    if narrow:
        say_exactly(text.encode(sys.stdout.encoding or "ascii", "backslashreplace"))
    else:
        say_exactly(text.encode("utf-8", "backslashreplace"), output)


def say_exactly(data: bytes, output: str | None = None) -> None:
    """Write bytes as they are: to standard output, or whole and at once to a file."""
    if output is not None:
        from planlint.app.files import replace_file

        replace_file(Path(output), data)
        return
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode("utf-8"))
        return
    try:
        stream.flush()
        buffer.write(data)
        buffer.flush()
    except OSError as error:
        if error.errno in _READER_GONE:
            raise BrokenPipeError from None
        raise PlanlintError(f"the results cannot be written: {error.strerror or error}") from None


def note(*messages: str, quiet: bool = False) -> None:
    """Write messages for people to standard error, each on a line; none where only results are wanted."""
    for message in () if quiet else messages:
        _write(f"{inert(plain(bounded(message)))}\n")


def complain(message: str, help: str | None = None) -> None:
    """Write an error, and the way out, to standard error."""
    _write(f"planlint: error: {plain(bounded(message))}\n")
    if help:
        _write(f"  help: {plain(bounded(help))}\n")


def _write(text: str) -> None:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        text = in_log(text)
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stderr.flush()
