"""A commit's message while it is being written: what in it is comment, and where comments may be added."""

import re
from collections.abc import Iterable, Sequence

_AUTO = "auto"
_DEFAULT = "#"
_CHOICES = "#;@!$%^&|:"  # what git takes one of where the setting is `auto`
_CUT = "------------------------ >8 ------------------------"


def comment_mark(text: str, setting: str | None) -> str:
    """Return what begins the comment lines of a message: by git's setting, for `auto` by the message itself."""
    if setting != _AUTO:
        return setting or _DEFAULT
    # Git took a character that began no line then, and tells nobody which. It stands before the line that cuts the
    # message off; where there is none, before the last line: that is where git's own comments are.
    cut = re.search(rf"^([{re.escape(_CHOICES)}]) {_CUT}$", text, re.MULTILINE)
    if cut:
        return cut[1]
    last = text.rstrip().rpartition("\n")[2]
    return last[0] if last and last[0] in _CHOICES else _DEFAULT


def said_in(text: str, mark: str) -> str:
    """Return what a message will say: without comment lines, and without all that stands below the cut."""
    lines = above_cut(text, mark).split("\n")
    return "\n".join(line for line in lines if not line.startswith(mark)).lstrip()


def above_cut(text: str, mark: str) -> str:
    """Return what of a message stands above the line at which git cuts it off."""
    cut = _cut(text, mark)
    return text if cut is None else text[: cut[0]]


def is_cut(text: str, mark: str) -> bool:
    """Whether a message has a line at which git cuts it off."""
    return _cut(text, mark) is not None


def stays(text: str, mark: str) -> bool:
    """Whether git says, in English, that it will keep the comments of a message."""
    return re.search(rf"^{re.escape(mark)}.* will be kept\b", text, re.MULTILINE) is not None


def with_comments(text: str, mark: str, lines: Iterable[str], offered: Sequence[str] = ()) -> str:
    """Return a message with these lines as comments, before git's own; below the cut, where there is one.

    What stands above the cut may be kept, comment or not: that depends on how git was called. Each line of `offered`
    becomes a part of the message as soon as somebody takes its mark away: an empty line keeps them apart.
    """
    added = "".join(f"{mark} {line}".rstrip() + "\n" for line in lines)
    if offered:
        added += "\n" + "".join(f"{mark}{line}\n" for line in offered) + f"{mark}\n"
    cut = _cut(text, mark)
    if cut is not None:
        at = cut[1]
        while text.startswith(f"{mark} ", at):  # what git says of the cut
            at = _line_end(text, at)
        return _whole_lines(text[:at]) + f"{mark}\n" + added + text[at:]
    first = re.search(rf"^{re.escape(mark)}", text, re.MULTILINE)
    if first:
        return text[: first.start()] + added + text[first.start() :]
    return _whole_lines(text or "\n") + added


def _cut(text: str, mark: str) -> tuple[int, int] | None:
    """Return where the line that cuts the message off begins and ends, with its line end."""
    found = re.search(rf"^{re.escape(mark)} {_CUT}(?:\n|\Z)", text, re.MULTILINE)
    return found.span() if found else None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _whole_lines(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
