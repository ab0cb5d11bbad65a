"""TOML: bytes to values, and the exact place of every key, value and header, computed only when asked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from planlint.text import Part, Pointer, Source, Span

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_KEY_PARTS = 64
MAX_DIGITS = 1000  # a longer number is nobody's target, and Python refuses to print one of 4,301 digits

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


class Entry(NamedTuple):
    """Where one value of a document is written.

    `value` is the value with its quotes or brackets; for a table made by a header it is the whole header,
    and `header` is true; for a table that exists only through dotted keys it is None. `key` is the one part
    of the key that names it; for an element of an array it is the element itself.
    """

    key: Span
    value: Span | None
    header: bool


class Header(NamedTuple):
    """A line that looks like a table header: its decoded names, its whole span and the span of each name."""

    parts: tuple[str, ...]
    span: Span
    part_spans: tuple[Span, ...]


@dataclass(frozen=True)
class Document:
    """A file's values, and where each of them is written. Nothing is looked up before somebody asks."""

    source: Source
    value: dict[str, Any] = field(repr=False)

    @cached_property
    def _scan(self) -> "_Scan":
        return _Scan(self.source.text).run()

    @cached_property
    def places(self) -> Mapping[Pointer, Entry]:
        """The place of every value, by its route; the routes are exactly those of `value`."""
        return MappingProxyType(self._scan.entries)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """Every comment from its `#` to the end of the line, in the order of the file."""
        return tuple(self._scan.comments)

    def locate(self, pointer: Pointer, part: Part = "value") -> Span:
        """Return the span that shows this part of this value best.

        The `value` of a table is its header, or its first key where dotted keys alone make it. What is not
        written is shown at the `header` of the nearest table above: the header, or the inline table or array
        as a whole; where no table above has either, the nearest key of one. `Span(0, 0)` stands for the file.
        """
        entry = self.places.get(pointer)
        if entry is not None and part == "key":
            return entry.key
        if entry is not None and part == "value":
            return entry.value or entry.key
        return self._nearest_table(pointer)

    def _nearest_table(self, pointer: Pointer) -> Span:
        nearest_key = Span(0, 0)
        for length in range(len(pointer), 0, -1):
            entry = self.places.get(pointer[:length])
            if entry is None:
                continue
            if entry.value is None:
                nearest_key = nearest_key if nearest_key.end else entry.key
            elif entry.header or self.source.text[entry.value.start] in "[{":
                return entry.value
        return nearest_key


def read(path: str, data: bytes) -> Document:
    """Return the document these bytes hold; `Fault` where they are no TOML 1.0 or pass a limit."""
    source = _decode(path, data)
    # Depth is checked first: a parser may crash on it before it can refuse it.
    clear = _is_flat(source.text) or _survey(source)
    # toml_rs would overlook a second byte-order mark.
    fast = clear and not source.text.startswith("\ufeff")
    load = _fast_loader() if fast else _plain_loader()
    try:
        return Document(source, load(source.text))
    except RecursionError:
        raise Fault("PL003", f"values nest deeper than {MAX_DEPTH} levels", Span(0, 0), source) from None
    except ValueError as error:
        raise _explain(source, error) from None


def declared(text: str) -> tuple[Header, ...]:
    """Return the lines of an unreadable text that look like headers of two or more names. Never raises."""
    headers = (_declared_at(text, match) for match in _compiled(_HEADER_START).finditer(text))
    return tuple(header for header in headers if header is not None)


def _declared_at(text: str, opening: re.Match[str]) -> Header | None:
    parts: list[tuple[str, Span]] = []
    at = opening.end()
    while len(parts) < MAX_KEY_PARTS and (match := _compiled(_LENIENT_PART).match(text, at)):
        parts.append((_name(match[1]), Span(*match.span(1))))
        at = match.end()
        if not match[2]:
            break
    if len(parts) < 2:
        return None
    closing = "]" * len(opening[1])
    end = at + len(closing) if text.startswith(closing, at) else _line_end(text, at)
    return Header(tuple(name for name, _ in parts), Span(opening.start(1), end), tuple(span for _, span in parts))


# Bytes to text.


def _decode(path: str, data: bytes) -> Source:
    if len(data) > MAX_BYTES:
        source = Source(path, _text(data[:MAX_BYTES], "replace"))
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        raise Fault("PL003", message, Span(0, 0), source, "split the plan into several files")
    if _is_bare_utf16(data):
        raise _not_utf8(path, data, 0, "the file looks like UTF-16")
    try:
        return Source(path, _text(data, "strict"))
    except UnicodeDecodeError as error:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = "the file looks like UTF-16" if utf16 else f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise _not_utf8(path, data, error.start, message) from None


def _text(data: bytes, errors: str) -> str:
    return data.decode("utf-8", errors).removeprefix("\ufeff")


def _is_bare_utf16(data: bytes) -> bool:
    """Whether ASCII text seems to be stored in two bytes a character, without the mark that would say so."""
    head = data[:8]
    return b"\0" in head and len(head) > 3 and (not any(head[::2]) or not any(head[1::2])) and any(head)


def _not_utf8(path: str, data: bytes, at: int, message: str) -> Fault:
    offset = len(_text(data[:at], "strict"))
    source = Source(path, _text(data, "replace"))
    return Fault("PL002", message, Span(offset, offset + 1), source, "save the file as UTF-8")


# Text to values.


@cache
def _fast_loader() -> Callable[[str], dict[str, Any]]:
    try:
        from toml_rs import loads
    except ImportError:
        return _plain_loader()
    return partial(loads, toml_version="1.0.0")


@cache
def _plain_loader() -> Callable[[str], dict[str, Any]]:
    from tomllib import loads

    return loads


# The grammar, as far as it is needed: compiled on first use, because most runs need little of it. Repetitions
# are possessive, so that no text makes a match slow.


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_PART = rf"(?:{_BASIC}|'[^'\n]*+'|[A-Za-z0-9_-]++)"
_DOTTED = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_MULTI = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}|' + r"'''(?:[^']++|'(?!''))*+'{3,5}"
_GAP = r"[ \t\r\n]*+(#[^\r\n]*+)?"
_KEY_PART = rf"[ \t]*+({_PART})[ \t]*+(\.?)"
_EQUALS = r"=[ \t]*+"
_SCALAR = rf"{_MULTI}|{_BASIC}|'[^'\n]*+'|[^\s,\[\]{{}}#=\"']++(?: [0-9][^\s,\]}}#]*+)?"
_ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}

_HEADER_START = r"^[ \t]*+(\[\[?)"
_LENIENT_PART = rf"[ \t]*+({_BASIC}|'[^'\n]*+'|[^\s.\[\]{{}}\"'#,=]++)[ \t]*+(\.?)"

_TOKEN = (
    rf"(?P<multi>{_MULTI})|(?P<endless>\"\"\"|''')|(?P<signs>[=+-]{{3,}}+)|(?P<word>{_DOTTED})"
    r"|(?P<comment>#[^\n]*+)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<odd>[\"'][^\n]*+)"
)

# A header or a one-line list of plain values: opens and closes on its line, whatever surrounds it.
_ITEM = r"""(?:"[^\[\]{}"'#\\\n]*+"|[\w.:+-]++)"""
_LIST = rf"(?: *+{_ITEM} *+(?:, *+{_ITEM} *+)*+)?+,? *+"
_FLAT = rf"^(?:[\w.-]++ *+= *+)?+(?:\[\[{_LIST}\]\]|\[{_LIST}\])"


def _name(written: str) -> str:
    """Return the name a part of a key stands for."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] == '"':
        return _compiled(_ESCAPE).sub(_unescaped, written[1:-1])
    return written


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits is None:
        return _SHORT_ESCAPES.get(match[3], match[0])
    code = int(digits, 16)
    return match[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)


def _line_end(text: str, at: int) -> int:
    """Return the end of the line at this offset, before its line end and any white space."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end > at and text[end - 1] in " \t\r":
        end -= 1
    return end


# Limits.


def _is_flat(text: str) -> bool:
    """Whether counting alone shows that no limit is passed: true for nearly every plan."""
    lines = text.split("\n") if len(text) > MAX_DIGITS else [text]
    if len(max(lines, key=len)) > MAX_DIGITS:
        return False
    dots = text.count(".")
    if dots >= MAX_KEY_PARTS:
        dots = max(line.count(".") for line in lines)
    openings = text.count("[") + text.count("{")
    if openings > MAX_DEPTH:
        rest = _compiled(_FLAT).sub("", text)
        openings = rest.count("[") + rest.count("{") + 2
    # In an inline table every part of a dotted key is a level of its own.
    levels = openings * (dots + 1) if "{" in text else openings
    return dots < MAX_KEY_PARTS and levels <= MAX_DEPTH


def _survey(source: Source) -> bool:
    """Check the limits token by token; `Fault` where one is passed.

    Returns whether the text is as it seems. Where a string is not closed, a parser that goes on after an
    error could meet nesting that was taken for text; on signs in a row and endless words toml_rs overflows
    its stack. Only a parser that stops at the first error may read such a text.
    """
    text = source.text
    clear = True
    dotted = 0
    open_brackets: list[tuple[str, int]] = []
    depth = 0
    for kind, start, end in _tokens(text):
        if kind == "word":
            dotted = _check_word(source, start, end)
            clear = clear and (end - start <= MAX_DIGITS or text[start] in "\"'")
        elif kind == "open":
            steps = 1 + (dotted if open_brackets and open_brackets[-1][0] == "{" else 0)
            open_brackets.append((text[start], steps))
            depth += steps
            if depth > MAX_DEPTH:
                message = f"values nest deeper than {MAX_DEPTH} levels"
                raise Fault("PL003", message, Span(start, start + 1), source)
        elif kind == "close" and open_brackets:
            depth -= open_brackets.pop()[1]
        elif kind in ("odd", "endless", "signs"):
            clear = False
        elif kind == "multi":
            clear = clear and _follows_value_sign(text, start)
    return clear


def _check_word(source: Source, start: int, end: int) -> int:
    """Return the number of dots between the parts of a key; `Fault` where the key or number is too long."""
    word = source.text[start:end]
    if len(word) > MAX_DIGITS and word[0].isdigit() and '"' not in word and "'" not in word:
        message = f"a number is {len(word):,} characters long; at most {MAX_DIGITS:,} are read"
        raise Fault("PL001", message, Span(start, end), source)
    if "." not in word:
        return 0
    parts = _compiled(_PART).finditer(source.text, start, end)
    dots = sum(1 for _ in islice(parts, MAX_KEY_PARTS)) - 1
    beyond = next(parts, None)
    if beyond is not None:
        message = f"a key has more than {MAX_KEY_PARTS} parts"
        raise Fault("PL003", message, Span(*beyond.span()), source)
    return dots


def _follows_value_sign(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t\r\n":
        at -= 1
    return text[at - 1 : at] in ("=", ",", "[")


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield strings, words, comments and brackets: enough to tell what is a bracket and what is text.

    `odd` is a string that its line does not close; `endless` one that nothing closes: it ends the walk.
    """
    for match in _compiled(_TOKEN).finditer(text):
        kind = match.lastgroup or ""
        yield kind, match.start(), match.end()
        if kind == "endless":
            return


# Places.


class _LostError(Exception):
    """The text is not the TOML the scan expects: it ends here."""


class _Clash(NamedTuple):
    """Two keys or headers that cannot both stand: seen only in texts a parser has refused."""

    first: Entry
    second: Span
    shown: str
    repeated: bool
    headers: int


class _Scan:
    """A walk over TOML that a parser has accepted, noting where everything stands.

    Over a refused text it goes as far as it can, and notes in `clash` the last two things that exclude each
    other.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: dict[Pointer, Entry] = {}
        self.comments: list[Span] = []
        self.clash: _Clash | None = None
        self._table: Pointer = ()
        self._headed: set[Pointer] = set()
        self._lengths: dict[Pointer, int] = {}

    def run(self) -> "_Scan":
        """Walk to the end of the text, or as far as it is TOML."""
        try:
            at = self._skip(0)
            while at < len(self.text):
                at = self._header(at) if self.text[at] == "[" else self._pair(at, self._table)
                at = self._skip(at)
        except _LostError:
            pass
        return self

    def _match(self, pattern: str, at: int) -> re.Match[str]:
        match = _compiled(pattern).match(self.text, at)
        if match is None:
            raise _LostError
        return match

    def _skip(self, at: int) -> int:
        """Return the offset past white space, line ends and comments."""
        while True:
            match = self._match(_GAP, at)
            at = match.end()
            if match[1] is None:
                return at
            self.comments.append(Span(*match.span(1)))

    def _key(self, at: int) -> tuple[list[tuple[str, Span]], int]:
        parts: list[tuple[str, Span]] = []
        while True:
            match = self._match(_KEY_PART, at)
            parts.append((_name(match[1]), Span(*match.span(1))))
            at = match.end()
            if not match[2]:
                return parts, at

    def _header(self, at: int) -> int:
        brackets = 2 if self.text.startswith("[[", at) else 1
        parts, end = self._key(at + brackets)
        if not self.text.startswith("]" * brackets, end):
            raise _LostError
        whole = Span(at, end + brackets)
        pointer: Pointer = ()
        for name, span in parts[:-1]:
            pointer += (name,)
            first = self.entries.setdefault(pointer, Entry(span, whole, True))
            if not first.header and first.value is not None:
                self._clash(first, whole, parts, repeated=False)
            if pointer in self._lengths:
                pointer += (self._lengths[pointer] - 1,)
        name, span = parts[-1]
        self._table = self._declare((*pointer, name), Entry(span, whole, True), parts, brackets)
        return whole.end

    def _declare(self, pointer: Pointer, entry: Entry, parts: list[tuple[str, Span]], brackets: int) -> Pointer:
        assert entry.value is not None
        first = self.entries.get(pointer)
        if brackets == 2:
            if first is not None and pointer not in self._lengths:
                self._clash(first, entry.value, parts)
            self.entries.setdefault(pointer, entry)
            index = self._lengths.get(pointer, 0)
            self._lengths[pointer] = index + 1
            pointer += (index,)
        elif first is not None and (pointer in self._headed or pointer in self._lengths or not first.header):
            self._clash(first, entry.value, parts, headers=2 if pointer in self._headed else 1)
            return pointer
        self._headed.add(pointer)
        self.entries[pointer] = entry
        return pointer

    def _pair(self, at: int, table: Pointer) -> int:
        parts, at = self._key(at)
        at = self._match(_EQUALS, at).end()
        pointer = table
        for name, span in parts[:-1]:
            pointer += (name,)
            first = self.entries.setdefault(pointer, Entry(span, None, False))
            if first.value is not None:
                self._clash(first, Span(parts[0][1].start, parts[-1][1].end), parts, repeated=False)
        name, span = parts[-1]
        pointer += (name,)
        if pointer in self.entries:
            self._clash(self.entries[pointer], Span(parts[0][1].start, span.end), parts)
        return self._value(at, pointer, span)

    def _value(self, at: int, pointer: Pointer, key: Span | None) -> int:
        opening = self.text[at : at + 1]
        if opening == "[":
            end = self._array(at + 1, pointer)
        elif opening == "{":
            end = self._inline_table(at + 1, pointer)
        else:
            end = self._match(_SCALAR, at).end()
        value = Span(at, end)
        self.entries.setdefault(pointer, Entry(key or value, value, False))
        return end

    def _array(self, at: int, pointer: Pointer) -> int:
        index = 0
        at = self._skip(at)
        while not self.text.startswith("]", at):
            at = self._past_comma(self._value(at, (*pointer, index), None))
            index += 1
        return at + 1

    def _inline_table(self, at: int, pointer: Pointer) -> int:
        at = self._skip(at)
        while not self.text.startswith("}", at):
            at = self._past_comma(self._pair(at, pointer))
        return at + 1

    def _past_comma(self, at: int) -> int:
        at = self._skip(at)
        return self._skip(at + 1) if self.text.startswith(",", at) else at

    def _clash(
        self,
        first: Entry,
        second: Span,
        parts: list[tuple[str, Span]],
        repeated: bool = True,
        headers: int = 0,
    ) -> None:
        shown = self.text[parts[0][1].start : parts[-1][1].end]
        if headers:
            shown = ".".join(name for name, _ in parts)
        self.clash = _Clash(first, second, shown, repeated, headers if len(parts) == 2 else min(headers, 1))


# Words for what a parser refuses.


class _Story(NamedTuple):
    """What is to be told about a refusal."""

    span: Span
    message: str
    help: str | None = None
    related: tuple[RelatedSpan, ...] = ()
    code: str = "PL001"


@dataclass(frozen=True, slots=True)
class _Trouble:
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
        return Span(self.at, _run_end(self.text, self.at))

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
        return f"`{_short(written)}`"


_QUOTED_KEY = "a key needs quotes when it holds more than A-Z, a-z, 0-9, `_` and `-`"
_ONE_LINE = "write the inline table on one line, or as a table with a header of its own"


def _short(written: str) -> str:
    """Return the text fit for one line of a message."""
    visible = "".join(char if char.isprintable() else "\ufffd" for char in written[:41])
    return visible if len(written) <= 40 else visible[:39] + "…"


def _run_end(text: str, at: int, stops: str = " \t\r\n,]}#") -> int:
    end = at
    while end < len(text) and text[end] not in stops:
        end += 1
    return max(end, min(at + 1, len(text)))


def _explain(source: Source, refusal: ValueError) -> Fault:
    """Return the fault for a text that a parser refused, the same whichever parser it was."""
    try:
        _plain_loader()(source.text)
    except ValueError as error:
        words, at = _refusal(source.text, error)
    else:
        words, at = _fast_refusal(source.text, refusal)
    story = _tell(source.text, words, at)
    return Fault(story.code, story.message, story.span, source, story.help, story.related)


def _refusal(text: str, error: ValueError) -> tuple[str, int]:
    """Return the words of tomllib's error and its offset in the text as it is.

    The offset has to be found by line and column: tomllib counts in a copy whose line ends are LF.
    """
    words, _, place = str(error).rpartition(" (at ")
    match = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    line = getattr(error, "lineno", None) or (int(match[1]) if match else None)
    column = getattr(error, "colno", None) or (int(match[2]) if match else None)
    words = getattr(error, "msg", None) or words or str(error)
    if line is None or column is None:
        return words, len(text)
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return words, min(start + column - 1, len(text))


def _fast_refusal(text: str, error: ValueError) -> tuple[str, int]:
    """Return the same for an error of toml_rs, which counts bytes."""
    words = str(error).strip().rpartition("\n")[2]
    before = text.encode()[: getattr(error, "pos", 0)]
    return words, len(before.decode("utf-8", "ignore"))


def _tell(text: str, words: str, at: int) -> _Story:
    trouble = _surroundings(text, at)
    if trouble.is_invisible and not words.startswith(_ABOUT_WHAT_CAME_BEFORE):
        return _invisible(trouble)
    for beginning, tell in _STORIES:
        if words.startswith(beginning):
            return tell(trouble) or _plain_story(trouble, words)
    return _plain_story(trouble, words)


def _invisible(trouble: _Trouble) -> _Story:
    span = Span(trouble.at, trouble.at + 1)
    if trouble.char == "\r":
        return _Story(span, "a carriage return stands without its line feed", "save the file with LF line ends")
    return _Story(span, f"the invisible character U+{ord(trouble.char):04X} cannot stand here", "remove it")


def _plain_story(trouble: _Trouble, words: str) -> _Story:
    return _Story(trouble.here, words[:1].lower() + words[1:].rstrip("."))


def _surroundings(text: str, at: int) -> _Trouble:
    word, quote = None, None
    openings: list[int] = []
    for kind, start, end in _tokens(text):
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
    return _Trouble(text, at, word, tuple(openings), quote)


def _no_value(trouble: _Trouble) -> _Story:
    span = trouble.word or trouble.here
    return _Story(span, f"{trouble.quoted(span)} has no value", "write `=` and a value after it, text in quotes")


def _needs_quotes(trouble: _Trouble, start: int) -> _Story:
    span = Span(start, _run_end(trouble.text, trouble.at, " \t\r\n,=.[]{}#"))
    return _Story(span, f"{trouble.quoted(span)} cannot be a key without quotes", _QUOTED_KEY)


def _never_closed(trouble: _Trouble, at: int) -> _Story:
    bracket = trouble.text[at]
    closing = "]" if bracket == "[" else "}"
    return _Story(Span(at, at + 1), f"`{bracket}` is never closed", f"write `{closing}` where it ends")


def _no_equals(trouble: _Trouble) -> _Story:
    word = trouble.word
    if trouble.at_line_end or word is None:
        return _no_value(trouble)
    if trouble.char == ":":
        return _Story(
            Span(trouble.at, trouble.at + 1),
            f"{trouble.quoted(word)} is followed by `:`, not by `=`",
            "write `=`",
        )
    if trouble.at == word.end and trouble.char not in "\"'":
        return _needs_quotes(trouble, word.start)
    return _Story(trouble.here, f"expected `=` after {trouble.quoted(word)}, found {trouble.quoted(trouble.here)}")


def _no_statement(trouble: _Trouble) -> _Story:
    if trouble.char == "=":
        return _Story(Span(trouble.at, trouble.at + 1), "a key is missing before `=`")
    if trouble.char.isalpha():
        return _needs_quotes(trouble, trouble.at)
    return _Story(Span(trouble.at, trouble.at + 1), f"a line cannot begin with `{_short(trouble.char)}`", _QUOTED_KEY)


def _no_key(trouble: _Trouble) -> _Story | None:
    text, at = trouble.text, trouble.at
    before = text[:at].rstrip(" \t")[-1:]
    if trouble.char == "" and trouble.openings:
        return _never_closed(trouble, trouble.openings[-1])
    if before in ("{", ",") and trouble.at_line_end:
        at = trouble.openings[-1] if trouble.openings else at
        return _Story(Span(at, at + 1), "an inline table has to stand on one line", _ONE_LINE)
    if before == "," and trouble.char == "}":
        comma = text.rindex(",", 0, at)
        return _Story(Span(comma, comma + 1), "an inline table cannot end with a comma", "remove the comma")
    if before == "." and (trouble.at_line_end or trouble.char in ".=]"):
        dot = text.rindex(".", 0, at)
        return _Story(Span(dot, dot + 1), "a name is missing after the dot")
    if before == "[" and trouble.char == "]":
        return _Story(Span(trouble.openings[0], at + 1), "the header has no name")
    if trouble.at_line_end or trouble.char in ".,=[]{}":
        return _Story(trouble.here, "a name is missing here")
    return _needs_quotes(trouble, at)


_BEGINS_ANEW = rf"{_DOTTED}[ \t]*+=|\[\[?[ \t]*+{_PART}[^\n,]*\][ \t\r]*$"


def _left_open(trouble: _Trouble) -> int | None:
    """Return the bracket that somebody forgot to close: the text ends within it, or something else begins."""
    if not trouble.openings:
        return None
    *outer, inner = trouble.openings
    if trouble.char == "" or _begins_anew(trouble.text, trouble.at):
        return inner
    # In a list that was left open, the next header passes for a list within it.
    return outer[-1] if outer and "." in trouble.quoted(trouble.here) and _begins_anew(trouble.text, inner) else None


def _begins_anew(text: str, at: int) -> bool:
    line_start = text.rfind("\n", 0, at) + 1
    return not text[line_start:at].strip() and bool(_compiled(_BEGINS_ANEW).match(text, at))


_WORDS = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}


def _bad_value(trouble: _Trouble) -> _Story:
    left_open = _left_open(trouble)
    if left_open is not None:
        return _never_closed(trouble, left_open)
    if trouble.at_line_end:
        return _no_value(trouble)
    if trouble.char in ",]}=":
        return _Story(trouble.here, f"a value is missing before `{trouble.char}`")
    line_end = _line_end(trouble.text, trouble.at)
    end = min(_run_end(trouble.text, trouble.at, "\r\n,]}#"), line_end)
    written = trouble.text[trouble.at : end].rstrip()
    span = Span(trouble.at, trouble.at + len(written))
    shown = trouble.quoted(span)
    if trouble.char in "“”„‘’«»‹›":
        return _Story(span, f"text needs straight quotes, not `{trouble.char}`", 'write `"` on both sides')
    if written.lower() in _WORDS:
        return _Story(span, f"{shown} is no value", f"write `{_WORDS[written.lower()]}`")
    if written.lower() in ("null", "none", "nil"):
        return _Story(span, f"{shown} is no value", "leave the key out")
    if re.match(r"[+-]|\.?\d", written):
        return _Story(span, f"{shown} is no number", "a number begins and ends with a digit")
    if written[-1:] in ("'", '"'):
        return _Story(span, f"the opening quote is missing before {shown}")
    return _Story(span, f"text needs quotes: {shown}", f'write "{_short(written)}"')


def _trailing(trouble: _Trouble) -> _Story:
    text, at = trouble.text, trouble.at
    start = at
    while start and at - start < MAX_DIGITS and text[start - 1] not in " \t\n=,[]{}\"'":
        start -= 1
    if start < at:
        return _malformed(trouble, Span(start, trouble.here.end))
    span = Span(at, _line_end(text, at))
    shown = trouble.quoted(span)
    line_start = text.rfind("\n", 0, at) + 1
    if text[line_start:at].lstrip().startswith("["):
        return _Story(span, f"{shown} stands behind the header", "begin a new line for it")
    if _compiled(_BEGINS_ANEW).match(text, at):
        return _Story(span, f"{shown} stands behind a value", "begin a new line for it")
    if text[:at].rstrip(" \t")[-1:] in ("'", '"'):
        return _Story(span, f"{shown} stands after the closing quote", 'for a quote inside text write `\\"`')
    return _Story(span, f"{shown} stands behind a value", "put text in quotes as a whole")


def _malformed(trouble: _Trouble, span: Span) -> _Story:
    """Tell of something that begins like a number, a date or a word of TOML, and goes on otherwise."""
    written = trouble.text[span.start : span.end]
    shown = trouble.quoted(span)
    if re.match(r"\d{4}-\d+-", written):
        return _Story(span, f"{shown} is no date", "dates are written like 2026-09-30")
    if re.match(r"\d{1,2}:\d", written):
        return _Story(span, f"{shown} is no time", "times are written like 09:30:00")
    if re.fullmatch(r"[+-]?0[\d_]+", written):
        return _Story(span, f"{shown} begins with a zero", "remove the zero, or put text in quotes")
    if re.match(r"[+-]?\d", written):
        return _Story(span, f"{shown} is neither a number nor a date", "put text in quotes")
    return _Story(span, f"text needs quotes: {shown}", f'write "{_short(written)}"')


def _unclosed_text(trouble: _Trouble) -> _Story | None:
    start = trouble.quote
    if start is None:
        return None
    quote = trouble.text[start]
    if trouble.text.startswith(quote * 3, start):
        return _Story(Span(start, start + 3), f"`{quote * 3}` is never closed", f"write `{quote * 3}` where it ends")
    end = _line_end(trouble.text, start)
    return _Story(Span(start, end), f"the closing `{quote}` is missing on this line")


def _escape(trouble: _Trouble) -> _Story:
    text = trouble.text
    start = text.rfind("\\", 0, trouble.at)
    letter = text[start + 1 : start + 2]
    written = re.match(r"\\(?:u\w{0,4}|U\w{0,8}|\S)?", text[start : start + 10], re.ASCII)
    span = Span(start, start + (written.end() if written else 1))
    shown = trouble.quoted(span)
    if letter not in ("u", "U"):
        return _Story(span, f"{shown} is no escape", "write `\\\\` for a backslash, or use single quotes")
    if _compiled(_ESCAPE).fullmatch(text, span.start, span.end):
        return _Story(span, f"{shown} is no character")
    digits = 4 if letter == "u" else 8
    return _Story(span, f"{shown} is no escape", f"`\\{letter}` takes {digits} hexadecimal digits")


def _unclosed_header(trouble: _Trouble) -> _Story:
    start = trouble.openings[0] if trouble.openings else trouble.at
    closing = "]]" if trouble.text.startswith("[[", start) else "]"
    if trouble.at_line_end or trouble.char == "]":
        span = Span(start, _line_end(trouble.text, start) if trouble.char == "]" else trouble.at)
        return _Story(span, f"`{closing}` is missing at the end of the header")
    if trouble.word is not None and trouble.word.end == trouble.at:
        return _needs_quotes(trouble, trouble.word.start)
    return _Story(
        trouble.here,
        f"expected `{closing}`, found {trouble.quoted(trouble.here)}",
        "a name with spaces needs quotes",
    )


def _unclosed_array(trouble: _Trouble) -> _Story:
    left_open = _left_open(trouble)
    if left_open is not None:
        return _never_closed(trouble, left_open)
    return _no_comma(trouble, "]", "the list begins here")


def _unclosed_inline_table(trouble: _Trouble) -> _Story:
    if trouble.char == "" and trouble.openings:
        return _never_closed(trouble, trouble.openings[-1])
    if trouble.at_line_end:
        at = trouble.openings[-1] if trouble.openings else trouble.at
        return _Story(Span(at, at + 1), "an inline table has to stand on one line", _ONE_LINE)
    return _no_comma(trouble, "}", "the inline table begins here")


def _no_comma(trouble: _Trouble, closing: str, begins: str) -> _Story:
    related = tuple((Span(at, at + 1), begins) for at in trouble.openings[-1:])
    message = f"expected `,` or `{closing}`, found {trouble.quoted(trouble.here)}"
    return _Story(trouble.here, message, "separate values with commas", related)


def _no_such_day(trouble: _Trouble) -> _Story:
    return _Story(trouble.here, f"{trouble.quoted(trouble.here)} is not in the calendar")


def _contradiction(trouble: _Trouble) -> _Story | None:
    text, stop = trouble.text, trouble.at
    while text.startswith("]", stop) and stop < trouble.at + 2:
        stop += 1
    clash = _Scan(text[:stop]).run().clash
    if clash is None:
        # A header is compared before its bracket is looked for.
        return _unclosed_header(trouble) if trouble.openings else None
    first = clash.first.value if clash.first.header and clash.first.value else clash.first.key
    shown = _short(clash.shown)
    if clash.headers:
        code = "PL107" if clash.headers == 2 else "PL001"
        return _Story(clash.second, f"{shown} is declared twice", None, ((first, "first declared here"),), code)
    if clash.repeated:
        return _Story(clash.second, f"`{shown}` is given twice", None, ((first, "first given here"),))
    message = f"`{shown}` cannot be added to what is already complete"
    return _Story(clash.second, message, None, ((first, "complete here"),))


_ABOUT_WHAT_CAME_BEFORE = ("Cannot ", "Duplicate ", "Escaped ", "Invalid hex", "Unescaped")

_STORIES: tuple[tuple[str, Callable[[_Trouble], _Story | None]], ...] = (
    ("Cannot ", _contradiction),
    ("Duplicate inline table key", _contradiction),
    ("Escaped character", _escape),
    ("Expected '='", _no_equals),
    ("Expected ']", _unclosed_header),
    ("Expected newline", _trailing),
    ("Expected ", _unclosed_text),
    ("Found invalid character", _unclosed_text),
    ("Illegal character", _unclosed_text),
    ("Invalid date", _no_such_day),
    ("Invalid hex", _escape),
    ("Invalid initial character", _no_key),
    ("Invalid statement", _no_statement),
    ("Invalid value", _bad_value),
    ("Unclosed array", _unclosed_array),
    ("Unclosed inline table", _unclosed_inline_table),
    ("Unescaped", _escape),
    ("Unterminated string", _unclosed_text),
)
