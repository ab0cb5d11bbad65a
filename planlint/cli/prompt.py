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


class Unclear(Exception):
    """An answer that cannot be taken: the reason, in one line."""


class Understood(NamedTuple):
    """A value, and how an answer was read where that is not plain to see."""

    value: Any
    said: str = ""


def at_terminal() -> bool:
    """Whether somebody can be asked: questions go to a terminal, and answers come from one."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, take: Callable[[str], str]) -> None:
    """Ask until the answer can be taken; an empty one is left out. `Skipped` or `Stopped` where that is wanted.

    `take` does with an answer what is to be done, and returns what is to be said about it; `Unclear` to ask again.
    """
    while True:
        _show(question)
        try:
            text = _line()
            if text in (SKIP, STOP):
                raise Skipped if text == SKIP else Stopped
            said = take(text) if text else ""
        except Unclear as error:
            _show(f"    {plain(str(error))}\n")
            continue
        if said:
            _show(f"    {said}\n")
        return


def number(unit: str | None) -> Callable[[str], Understood]:
    """Return what understands a number, with this unit behind it or without."""
    return lambda text: Understood(_one_number(text, numbers_meant(text, unit or "")))


def confidence(text: str) -> Understood:
    """Understand a confidence from 0 to 1; `7` is taken for 7 of 10, `70` and `70%` for 70 of 100."""
    value = share = _one_number(text, numbers_meant(text, share=True))
    if value > 1 and "%" not in text:
        share = value / 100 if value > 10 else value / 10 if isinstance(value, int) else value
    if not 0 <= share <= 1:
        raise Unclear(f"'{text}' is not between 0 and 1")
    share = round(share, 6)
    return Understood(share, f"read as {share:g}") if share != value or "%" in text else Understood(value)


def _one_number(text: str, numbers: tuple[float, ...]) -> float:
    if not numbers:
        raise Unclear(f"'{text}' is not a number: write it in digits, without a unit")
    if len(numbers) > 1:
        raise Unclear(f"'{text}' can be read as two numbers: write {' or '.join(map(number_text, numbers))}")
    return numbers[0]


def steps(left: list[str]) -> Callable[[str], Understood]:
    """Return what understands the names of steps that are left, separated by commas."""

    def understand(text: str) -> Understood:
        given = [text] if text in left else [part.strip() for part in text.split(",") if part.strip()]
        for step in given:
            if step not in left:
                near = nearest(step, left)
                way_out = f"did you mean {near}?" if near else f"there are: {listing(left)}"
                raise Unclear(f"there is no step '{step}' left; {way_out}")
        return Understood(given)

    return understand


def grade(text: str) -> Understood:
    """Understand a grade from 0 on; `70%` is taken for 0.7."""
    value = _one_number(text, numbers_meant(text, share=True))
    if value < 0:
        raise Unclear(f"'{text}' is below 0")
    return Understood(value, f"read as {number_text(value)}: above 1 is more than was promised" if value > 1 else "")


def choice(words: Sequence[str]) -> Callable[[str], Understood]:
    """Return what understands one of some words, or its beginning where that is enough."""

    def understand(text: str) -> Understood:
        meant = [word for word in words if word.startswith(text.lower())]
        if len(meant) != 1:
            raise Unclear(f"write {', '.join(words[:-1])} or {words[-1]}")
        return Understood(meant[0])

    return understand


def yes_or_no(text: str) -> Understood:
    """Understand yes or no."""
    if text.lower() not in ("y", "yes", "n", "no"):
        raise Unclear("write y or n")
    return Understood(text.lower().startswith("y"))


def sentence(text: str) -> Understood:
    """Understand a sentence."""
    return Understood(text)


def _line() -> str:
    """Return the next line without the space around it; `Stopped` at the end, `Unclear` for what is no text."""
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
        raise Unclear("this text cannot be read: type it again") from None
    if HARMFUL.search(text):
        raise Unclear("this holds control characters (arrow keys?): type it again")
    return text


def _show(text: str) -> None:
    try:
        say(text)
    except PlanlintError:  # the terminal has gone
        raise Stopped from None
