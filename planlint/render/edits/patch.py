"""What would change in files, as a unified diff that `git apply` takes."""

from collections.abc import Iterator, Mapping
from io import StringIO

from planlint.printable import plain
from planlint.render.text.style import Style, Tone

_TONES: Mapping[str, Tone] = {"+": "info", "-": "error", "@": "aside"}


def patch(changes: Mapping[str, tuple[str, str]], style: Style, *, exact: bool) -> str:
    """Return the changes of files, by path the old and the new text; empty where nothing changes.

    `exact` keeps every sign as it is in the files; without it what would act on a terminal is made visible.
    """
    lines = (line for path in sorted(changes) for line in _file(path, *changes[path]))
    if exact:
        return "".join(lines)
    return "".join(_shown(line, style) for line in lines)


def _file(path: str, old: str, new: str) -> Iterator[str]:
    from difflib import unified_diff

    for line in unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; unlike `splitlines`, only where git ends one."""
    return list(StringIO(text, newline="\n"))


def _shown(line: str, style: Style) -> str:
    text = plain(line.rstrip("\r\n"))
    tone = _TONES.get(line[:1])
    return (style.paint(text, tone) if tone else text) + "\n"
