"""Lines of a commit's message that begin with a name and a colon: the one reader of `Plan-Reason` and `Plan-Item`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

_OWN_NAMES = ("Plan-Reason", "Plan-Item")


class Trailer(NamedTuple):
    """What a line `NAME: …` or `NAME(ABOUT): …` says: its own text, and each line that goes on with it."""

    about: str | None
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text on one line."""
        return joined(" ".join(self.lines))


def trailers(message: str, name: str) -> Iterator[Trailer]:
    """Yield the lines of one name, in any letter case, that stand anywhere below the subject.

    Lines that are indented more than the first one go on with it, as git folds them: a squashed message keeps what its
    commits said.
    """
    body = message.partition("\n")[2]
    for match in _line(name).finditer(body):
        indent, about, first = match.groups()
        rest = body[match.end() + 1 :]
        folded = _folded(rest.split("\n"), len(indent), (*_OWN_NAMES, name)) if rest[:1] in (" ", "\t") else ()
        yield Trailer(about.strip() if about is not None else None, (first.strip(), *folded))


def is_trailer(line: str, name: str) -> bool:
    """Whether a line begins with a name and a colon."""
    return _line(name).match(line) is not None


def joined(text: str) -> str:
    """Return a text on one line, with single blanks."""
    return " ".join(text.split())


@cache
def _line(name: str) -> re.Pattern[str]:
    return re.compile(rf"^([ \t]*+){re.escape(name)}[ \t]*+(?:\(([^()\n]*)\)[ \t]*)?:(.*)", re.I | re.M)


def _folded(lines: Iterable[str], indent: int, names: Iterable[str]) -> Iterator[str]:
    """Yield the lines that go on with a trailer of this indentation."""
    others = tuple(names)
    for line in lines:
        text = line.lstrip(" \t")
        if not text.strip() or len(line) - len(text) <= indent or any(is_trailer(line, name) for name in others):
            return
        yield text.strip()
