"""The parts of a text that its headers make, and its comments, found line by line without a look at values."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.text import Span
from planlint.toml.grammar import BASIC, DOTTED, LITERAL, MULTI, PART, compiled, name_of

# No value has a dot between names, or is a word, but for four: so a line `[task.letter]` is a header, even where it
# could stand among the lines of an array. Of `[1.5]` and `["a"]` that cannot be said.
_OPENED_LINE = rf"[ \t]*+(\[)(?:[ \t]*+({DOTTED})[ \t]*+\])?"
_WORDS_THAT_ARE_VALUES = frozenset({"true", "false", "inf", "nan"})
_UP_TO_COMMENT = rf"(?:[^\"'#\n]++|{BASIC}|{LITERAL})*+(#[^\r\n]*+)"
_TEXT = rf"{MULTI}|(?!\"\"\"){BASIC}|(?!'''){LITERAL}"
_IN_ONE_LINE = rf"(?:[^\"'#\n]++|{_TEXT})*+"
_UP_TO_MULTI = rf"(?:[^\"'#\n]++|(?!\"\"\"){BASIC}|(?!'''){LITERAL})*+"


class Section(NamedTuple):
    """A header with what stands below it, up to the next; the first section has no header and no names."""

    names: tuple[str, ...]
    whole: Span
    header: Span


@lru_cache(
    maxsize=1
)  # headers and comments of a text are asked for one after the other, and large plans have many texts
def flattened(text: str) -> str:
    """Return a text that a parser has accepted with a word in one line, as long, in place of each text over lines.

    Whatever else stands in it stands where it stood, and each of its lines can be read without the others.
    """
    pieces = []
    done = 0
    for start, end in _multi_line_texts(text, 0, len(text)):
        pieces += [text[done:start], f'"{"-" * (end - start - 2)}"']
        done = end
    return "".join([*pieces, text[done:]])


def _multi_line_texts(text: str, at: int, end: int) -> Iterator[Span]:
    """Yield the texts over lines that begin between two offsets; the first of these stands in no text."""
    up_to_multi = compiled(_UP_TO_MULTI).match
    done = at
    basic, literal = text.find('"""', at, end), text.find("'''", at, end)
    while (quotes := min(basic, literal) if basic >= 0 <= literal else max(basic, literal)) >= 0:
        start = up_to_multi(text, max(done, text.rfind("\n", done, quotes) + 1)).end()  # type: ignore[union-attr]
        if text.startswith(('"""', "'''"), start):
            done = at = _end_of_multi(text, start)
            yield Span(start, done)
        else:  # the quotes stand in a comment, or in a text between quotes of the other kind
            at = text.find("\n", quotes)
            if at < 0:
                break
        basic = text.find('"""', at, end) if 0 <= basic < at else basic
        literal = text.find("'''", at, end) if 0 <= literal < at else literal


def _end_of_multi(text: str, start: int) -> int:
    quotes = text[start : start + 3]
    at = text.find(quotes, start + 3)
    if text[at - 1] == "\\" and quotes == '"""':  # whether these are escaped, the whole text has to say
        return compiled(MULTI).match(text, start).end()  # type: ignore[union-attr]
    at += 3
    return at + 2 if text.startswith(quotes[:2], at) else at + text.startswith(quotes[0], at)


def sections(flat: str) -> list[Section] | None:
    """Return the sections of a flattened text; None where a line may be a header or an element of an array."""
    first = compiled(_OPENED_LINE).match(flat)
    headers = [first] if first is not None else []
    headers += compiled(rf"\n{_OPENED_LINE}").finditer(flat)
    starts = [match.start(1) for match in headers]
    parts = [Section((), Span(0, starts[0] if starts else len(flat)), Span(0, 0))]
    for match, start, end in zip(headers, starts, [*starts, len(flat)][1:], strict=True):
        names = _names(match[2]) if match[2] is not None else ()
        if not names:
            return None
        parts.append(Section(names, Span(start, end), Span(start, match.end())))
    return parts


def _names(written: str) -> tuple[str, ...]:
    """Return the names of a header; none where it may be the element of an array."""
    if '"' in written or "'" in written or " " in written or "\t" in written:
        parts = compiled(PART).findall(written)
        return tuple(map(name_of, parts)) if len(parts) > 1 and not _begins_like_a_number(written) else ()
    if _begins_like_a_number(written) or written in _WORDS_THAT_ARE_VALUES:
        return ()
    return tuple(written.split("."))


def _begins_like_a_number(written: str) -> bool:
    return written[0] in "-0123456789"


def comments(flat: str) -> Iterator[Span]:
    """Yield the comments of a flattened text: from the `#` to the end of the line."""
    at = flat.find("#")
    while at >= 0:
        match = compiled(_UP_TO_COMMENT).match(flat, flat.rfind("\n", 0, at) + 1)
        if match is not None:
            yield Span(*match.span(1))
        end = flat.find("\n", at)
        at = flat.find("#", end) if end >= 0 else -1


def comments_with(mark: str, text: str, values: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the comments in which a mark stands, and where they begin; looking for few of many is cheap.

    A parser has found these values in the text.
    """
    in_one_line = compiled(_IN_ONE_LINE).match
    done, at = 0, text.find(mark)
    known: bool | None = None
    while at >= 0:
        # Only texts over lines go on in the next line. One that does so here ends before the mark, or has it inside.
        line = text.rfind("\n", done, at) + 1 or done
        if _has_multi(text, done, line):
            known = _stands_in(values, mark) if known is None else known
            for one in _multi_line_texts(text, done, line) if known or _has_multi(text, line, at) else ():
                done = one.end
        comment = in_one_line(text, max(done, line)).end()  # type: ignore[union-attr]
        if text.startswith("#", comment):
            end = text.find("\n", comment)
            done = end if end >= 0 else len(text)
            if text.find(mark, comment, done) >= 0:
                yield comment, text[comment : done - (text[done - 1] == "\r")]
        else:
            done = comment
        at = text.find(mark, max(at + 1, done))


def _has_multi(text: str, start: int, end: int) -> bool:
    return text.find('"""', start, end) >= 0 or text.find("'''", start, end) >= 0


def _stands_in(value: dict[str, Any], mark: str) -> bool:
    """Whether a mark stands in a key or a text of these values."""
    texts: list[str] = []
    todo: list[Any] = [value]
    for one in todo:  # it grows
        if type(one) is dict:
            texts += one
        for member in one.values() if type(one) is dict else one:
            kind = type(member)
            if kind is str:
                texts.append(member)
            elif kind is dict or kind is list:
                todo.append(member)
    return mark in "\n".join(texts)
