"""Why bytes cannot be read as TOML, and where."""

from planlint.text import Source, Span

RelatedSpan = tuple[Span, str]


class Fault(Exception):
    """Why bytes cannot be read as TOML, and where.

    `code` is PL001 (no TOML), PL002 (not UTF-8), PL003 (beyond the limits) or PL107 (the same two-part header
    twice); `message` is one line for people. `source` is the text as far as it could be decoded.
    """

    def __init__(
        self,
        code: str,
        message: str,
        span: Span,
        source: Source,
        help: str | None = None,
        related: tuple[RelatedSpan, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.source = source
        self.help = help
        self.related = related

    @property
    def is_beyond_limits(self) -> bool:
        """Whether the text may be TOML, but is larger or deeper than what is read."""
        return self.code == "PL003"

    @property
    def with_line(self) -> str:
        """The message, and the line, from 1, that it is about."""
        return f"line {self.source.position(self.span.start).line}: {self.message}"
