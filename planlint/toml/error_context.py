"""The place where a parser gave up, and what stands around it."""

from dataclasses import dataclass

from planlint.text import Span
from planlint.toml.grammar import tokens


@dataclass(frozen=True, slots=True)
class ErrorContext:
    """The place where a parser gave up, and what stands around it."""

    text: str
    at: int
    word: Span | None
    openings: tuple[int, ...]
    quote: int | None

    @property
    def char(self) -> str:
        """The character nobody expected; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def here(self) -> Span:
        """The run of characters nobody expected."""
        return Span(self.at, run_end(self.text, self.at))

    @property
    def is_invisible(self) -> bool:
        """Whether the character cannot be seen and is neither white space nor part of a line end."""
        if self.char == "\r":
            return not self.text.startswith("\r\n", self.at)
        return self.char not in ("", " ", "\t", "\n") and not self.char.isprintable()

    @property
    def at_line_end(self) -> bool:
        """Whether nothing but a comment follows on the line."""
        return self.char in ("", "\n", "#") or self.text.startswith("\r\n", self.at)

    def quoted(self, span: Span | None) -> str:
        """Return what is written there, in backticks, shortened to fit a line."""
        written = self.text[span.start : span.end] if span else ""
        return f"`{short(written)}`"


def surroundings(text: str, at: int) -> ErrorContext:
    """Return what stands around an offset: the word before it, the brackets and the quote still open."""
    word, quote = None, None
    openings: list[int] = []
    for kind, start, end in tokens(text):
        if start >= at:
            break
        if kind == "word":
            word = Span(start, end)
        elif kind == "open":
            openings.append(start)
        elif kind == "close" and openings and end <= at:
            openings.pop()
        elif kind in ("odd", "endless"):
            quote = start
    return ErrorContext(text, at, word, tuple(openings), quote)


def short(written: str) -> str:
    """Return the text fit for one line of a message."""
    visible = "".join(char if char.isprintable() else "\ufffd" for char in written[:41])
    return visible if len(written) <= 40 else visible[:39] + "…"


def run_end(text: str, at: int, stops: str = " \t\r\n,]}#") -> int:
    """Return where a run of characters without any of the stops ends: never before one character, if there is one."""
    end = at
    while end < len(text) and text[end] not in stops:
        end += 1
    return max(end, min(at + 1, len(text)))
