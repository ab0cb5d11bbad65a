"""How words are drawn on a terminal: width, signs, colours, links."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from planlint.render.text.cells import cut

Tone = Literal["error", "warning", "info", "strong", "aside"]

_SGR: dict[Tone, str] = {"error": "1;31", "warning": "1;33", "info": "1;36", "strong": "1", "aside": "94"}
_NARROWEST = 40
_WIDE = 110


class Style(NamedTuple):
    """What the terminal can show.

    `width` is in cells. Without `unicode` the signs planlint adds are ASCII; plan text stays as it is.
    `rule_url` gives the page of a rule by its code, or None; without it there are no links.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    rule_url: Callable[[str], str | None] | None = None

    @property
    def room(self) -> int:
        """The cells there are in a line; never fewer than people can read text in."""
        return max(self.width, _NARROWEST)

    @property
    def is_wide(self) -> bool:
        """Whether what belongs together stands on one line."""
        return self.width >= _WIDE

    @property
    def dot(self) -> str:
        """The sign between parts of a line, with its spaces."""
        return " · " if self.unicode else " - "

    @property
    def chevron(self) -> str:
        """The sign from an item to what it serves, with its spaces."""
        return " › " if self.unicode else " > "

    @property
    def arrow(self) -> str:
        """The sign between what was and what is."""
        return "→" if self.unicode else "->"

    @property
    def bar_mark(self) -> str:
        """The sign for where a bar should be today."""
        return "┃" if self.unicode else "|"

    @property
    def marks(self) -> tuple[str, str, str]:
        """The signs of what is reached or holds, of what is missed or broken, and of what is open or not known."""
        return ("●", "✗", "○") if self.unicode else ("*", "!", "o")

    @property
    def ellipsis(self) -> str:
        """The sign for what was left out."""
        return "…" if self.unicode else "..."

    def cut(self, text: str, room: int) -> str:
        """Return the text, shortened to the room with the sign for what was left out."""
        return cut(text, room, self.ellipsis)

    def paint(self, text: str, tone: Tone) -> str:
        """Return the text in a colour, where colour is wanted."""
        if not self.color or not text:
            return text
        return f"\x1b[{_SGR[tone]}m{text}\x1b[0m"

    def link(self, text: str, code: str) -> str:
        """Return the text as a hyperlink (OSC 8) to a rule's page, where links are wanted."""
        url = self.rule_url(code) if self.rule_url else None
        # An address with anything but visible ASCII could end the sequence early: better no link.
        if not url or not url.isascii() or not url.isprintable():
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


PLAIN = Style()
"""What is drawn with where no terminal is known: in Markdown, pages and pictures."""
