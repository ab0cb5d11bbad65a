"""Answers typed at a terminal: read a line at a time, understood, or asked for again."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from planlint.app.edit.assignments import numbers_meant
from planlint.bounds import listing, number_text
from planlint.cli.output import say
from planlint.errors import PlanlintError
from planlint.nearest import nearest
from planlint.printable import HARMFUL, plain

SKIP, STOP = "s", "q"


class Stopped(Exception):
    """Somebody wants to stop, or the terminal has gone."""


class Skipped(Exception):
    """Somebody wants to go on to the next item."""


class Understood(NamedTuple):
    """A value, and how an answer was read where that is not plain to see."""

    value: Any
    said: str = ""


Understand = Callable[[str], Understood]


def at_terminal() -> bool:
    """Whether somebody can be asked: questions go to a terminal, and answers come from one."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, understand: Understand) -> Any:
    """Ask until the answer is understood, and return it, None for an empty one; `Skipped` or `Stopped` where wanted.

    `understand` may do with an answer what is to be done; its `PlanlintError` is shown, and asks again.
    """
    while True:
        _show(question)
        try:
            text = _line()
            if text in (SKIP, STOP):
                raise Skipped if text == SKIP else Stopped
            answer = understand(text) if text else Understood(None)
        except PlanlintError as error:
            _show(f"    {plain('; '.join(filter(None, (error.message, error.help))))}\n")
            continue
        if answer.said:
            _show(f"    {answer.said}\n")
        return answer.value


def number(unit: str | None) -> Understand:
    """Return what understands a number, with this unit behind it or without."""
    return lambda text: Understood(_one_number(text, numbers_meant(text, unit or "")))


def confidence(text: str) -> Understood:
    """Understand a confidence from 0 to 1; `7` is taken for 7 of 10, `70` and `70%` for 70 of 100."""
    value = share = _one_number(text, numbers_meant(text, share=True))
    if value > 1 and "%" not in text:
        share = value / 100 if value > 10 else value / 10 if isinstance(value, int) else value
    if not 0 <= share <= 1:
        raise PlanlintError(f"'{text}' is not between 0 and 1")
    share = round(share, 6)
    return Understood(share, f"read as {share:g}") if share != value or "%" in text else Understood(value)


def _one_number(text: str, numbers: tuple[float, ...]) -> float:
    if not numbers:
        raise PlanlintError(f"'{text}' is not a number: write it in digits, without a unit")
    if len(numbers) > 1:
        raise PlanlintError(f"'{text}' can be read as two numbers: write {' or '.join(map(number_text, numbers))}")
    return numbers[0]


def steps(left: list[str]) -> Understand:
    """Return what understands the names of steps that are left, separated by commas."""

    def understand(text: str) -> Understood:
        given = [text] if text in left else [part.strip() for part in text.split(",") if part.strip()]
        for step in given:
            if step not in left:
                near = nearest(step, left)
                way_out = f"did you mean {near}?" if near else f"there are: {listing(left)}"
                raise PlanlintError(f"there is no step '{step}' left; {way_out}")
        return Understood(given)

    return understand


def grade(text: str) -> Understood:
    """Understand a grade from 0 on; `70%` is taken for 0.7."""
    value = _one_number(text, numbers_meant(text, share=True))
    if value < 0:
        raise PlanlintError(f"'{text}' is below 0")
    return Understood(value, f"read as {number_text(value)}: above 1 is more than was promised" if value > 1 else "")


def choice(words: Sequence[str]) -> Understand:
    """Return what understands one of some words, or its beginning where that is enough."""

    def understand(text: str) -> Understood:
        meant = [word for word in words if word.startswith(text.lower())]
        if len(meant) != 1:
            raise PlanlintError(f"write {', '.join(words[:-1])} or {words[-1]}")
        return Understood(meant[0])

    return understand


def yes_or_no(text: str) -> Understood:
    """Understand yes or no."""
    if text.lower() not in ("y", "yes", "n", "no"):
        raise PlanlintError("write y or n")
    return Understood(text.lower().startswith("y"))


def _line() -> str:
    """Return the next line without the space around it; `Stopped` at the end."""
    try:
        data = sys.stdin.buffer.readline()
    except OSError:
        raise Stopped from None
    if not data:
        _show("\n")
        raise Stopped
    try:
        text = data.decode(sys.stdin.encoding or "utf-8").replace("\t", " ").strip()
    except UnicodeDecodeError:
        raise PlanlintError("this text cannot be read: type it again") from None
    if HARMFUL.search(text):
        raise PlanlintError("this holds control characters (arrow keys?): type it again")
    return text


def _show(text: str) -> None:
    try:
        say(text)
    except PlanlintError:  # the terminal has gone
        raise Stopped from None
