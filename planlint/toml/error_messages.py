"""What a parser refuses, told in plainer words than its own."""

import re
from collections.abc import Callable
from typing import NamedTuple

from planlint.bounds import number_text
from planlint.text import Span
from planlint.toml import spellings
from planlint.toml.bare_name import bare_name
from planlint.toml.error_context import ErrorContext, run_end, short, surroundings
from planlint.toml.fault import RelatedSpan
from planlint.toml.grammar import DOTTED, ESCAPE, PART, compiled, line_end
from planlint.toml.limits import MAX_DIGITS
from planlint.toml.literal import literal
from planlint.toml.scan import Scan

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |\r?$)|={7}\r?$", re.MULTILINE)
_ONE_LINE = "write the inline table on one line, or as a table with a header of its own"
_BEGINS_ANEW = rf"{DOTTED}[ \t]*+=|\[\[?[ \t]*+{PART}[^\n,]*\][ \t\r]*$"
_WORDS = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}


class Explanation(NamedTuple):
    """What is to be told about a refusal."""

    span: Span
    message: str
    help: str | None = None
    related: tuple[RelatedSpan, ...] = ()
    code: str = "PL001"


def tell(text: str, words: str, at: int) -> Explanation:
    """Return what is to be told where a parser gave up at an offset with these words."""
    context = surroundings(text, at)
    if marker := _CONFLICT.match(text, text.rfind("\n", 0, at) + 1):
        return _conflict(text, marker)
    if context.is_invisible and not words.startswith(_ABOUT_WHAT_CAME_BEFORE):
        return _invisible(context)
    for beginning, teller in _STORIES:
        if words.startswith(beginning):
            return teller(context) or _plain_story(context, words)
    return _plain_story(context, words)


def _conflict(text: str, marker: re.Match[str]) -> Explanation:
    """Tell of a merge that nobody has finished, at its first line, wherever a parser noticed it."""
    first = _CONFLICT.search(text) or marker
    span = Span(first.start(), line_end(text, first.start()))
    help = "keep what holds of the two versions, and take out the lines with <<<<<<<, ======= and >>>>>>>"
    return Explanation(span, "a merge conflict is not resolved here", help)


def _invisible(context: ErrorContext) -> Explanation:
    span = Span(context.at, context.at + 1)
    if context.char == "\r":
        return Explanation(span, "a carriage return stands without its line feed", "save the file with LF line ends")
    return Explanation(span, f"the invisible character U+{ord(context.char):04X} cannot stand here", "remove it")


def _plain_story(context: ErrorContext, words: str) -> Explanation:
    return Explanation(context.here, words[:1].lower() + words[1:].rstrip("."))


def _no_value(context: ErrorContext) -> Explanation:
    span = context.word or context.here
    return Explanation(span, f"{context.quoted(span)} has no value", "write `=` and a value after it, text in quotes")


def _no_bare_name(context: ErrorContext, start: int) -> Explanation:
    """Tell of a name that cannot stand as it is: in a header an id, elsewhere a key, which may have quotes."""
    text = context.text
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].lstrip(" \t").startswith("["):
        return _no_id(context, line_start)
    span = Span(start, run_end(text, context.at, " \t\r\n,=.[]{}#"))
    shown = context.quoted(span)
    help = f"or {shown[0]}{literal(text[span.start : span.end])}{shown[-1]}" if len(shown) < 40 else ""
    if bare := bare_name(text[span.start : span.end]):
        help = f"write `{short(bare)}`" + (f", {help}" if help else "")
    return Explanation(span, f"{shown} cannot be a key as it is", help.removeprefix("or ") or None)


def _no_id(context: ErrorContext, line_start: int) -> Explanation:
    """Tell of a header whose names are more than letters, digits, hyphens: `[purpose.raise money]`."""
    text = context.text
    end = line_end(text, line_start)
    closing = text.find("]", line_start, end)
    written = text[line_start : closing if closing >= 0 else end].strip(" \t[")
    start = text.index("[", line_start)
    kind, _, name = written.partition(".")
    parts = [(bare_name(kind) or "").replace("-", "_"), bare_name(name)] if name else [bare_name(kind)]
    span = Span(start, closing + 1 if closing >= 0 else end)
    message = f"{context.quoted(span)} is not a header: its names have letters, digits, `-` and `_`"
    return Explanation(span, message, f"write [{short('.'.join(filter(None, parts)))}]" if all(parts) else None)


def _never_closed(context: ErrorContext, at: int) -> Explanation:
    bracket = context.text[at]
    closing = "]" if bracket == "[" else "}"
    return Explanation(Span(at, at + 1), f"`{bracket}` is never closed", f"write `{closing}` where it ends")


def _no_equals(context: ErrorContext) -> Explanation:
    word = context.word
    if context.at_line_end or word is None:
        return _no_value(context)
    if context.char == ":":
        return Explanation(
            Span(context.at, context.at + 1), f"{context.quoted(word)} is followed by `:`, not by `=`", "write `=`"
        )
    if context.at == word.end and context.char not in "\"'":
        return _no_bare_name(context, word.start)
    return Explanation(context.here, f"expected `=` after {context.quoted(word)}, found {context.quoted(context.here)}")


def _no_statement(context: ErrorContext) -> Explanation:
    if context.char == "=":
        return Explanation(Span(context.at, context.at + 1), "a key is missing before `=`")
    if context.char.isalpha():
        return _no_bare_name(context, context.at)
    help = "begin it with a key, a [header] or `#` for a comment"
    return Explanation(Span(context.at, context.at + 1), f"a line cannot begin with `{short(context.char)}`", help)


def _no_key(context: ErrorContext) -> Explanation | None:
    text, at = context.text, context.at
    before = text[:at].rstrip(" \t")[-1:]
    if (context.char == "" and context.openings) or (before in ("{", ",") and context.at_line_end):
        return _over_lines(context)
    if before == "," and context.char == "}":
        comma = text.rindex(",", 0, at)
        return Explanation(Span(comma, comma + 1), "an inline table cannot end with a comma", "remove the comma")
    if before == "." and (context.at_line_end or context.char in ".=]"):
        dot = text.rindex(".", 0, at)
        return Explanation(Span(dot, dot + 1), "a name is missing after the dot")
    if before == "[" and context.char == "]":
        return Explanation(Span(context.openings[0], at + 1), "the header has no name")
    if context.at_line_end or context.char in ".,=[]{}":
        return Explanation(context.here, "a name is missing here")
    return _no_bare_name(context, at)


def _over_lines(context: ErrorContext) -> Explanation:
    """Tell of an inline table that goes on in the next line, or never ends."""
    at = context.openings[-1] if context.openings else context.at
    if context.char == "" and context.openings:
        return _never_closed(context, at)
    return Explanation(Span(at, at + 1), "an inline table has to stand on one line", _ONE_LINE)


def _left_open(context: ErrorContext) -> Explanation | None:
    """Tell of a bracket that somebody forgot to close: the text ends within it, or something else begins."""
    if not context.openings:
        return None
    *outer, inner = context.openings
    if context.char == "" or _begins_anew(context.text, context.at):
        return _never_closed(context, inner)
    # In a list that was left open, the next header passes for a list within it.
    is_header = outer and "." in context.quoted(context.here) and _begins_anew(context.text, inner)
    return _never_closed(context, outer[-1]) if is_header else None


def _begins_anew(text: str, at: int) -> bool:
    line_start = text.rfind("\n", 0, at) + 1
    return not text[line_start:at].strip() and bool(compiled(_BEGINS_ANEW).match(text, at))


def _another_spelling(context: ErrorContext) -> Explanation | None:
    """Tell of a number, a date or a period in a form that TOML does not have: its right form, once."""
    text, at = context.text, context.at
    line_start = text.rfind("\n", 0, at) + 1
    equals = text.rfind("=", line_start, at)
    if equals < 0 or context.openings:
        return None
    end = line_end(text, at)
    comment = text.find("#", equals, end)
    written = text[equals + 1 : comment if comment >= 0 else end].strip()
    start = text.index(written, equals + 1)
    span = Span(start, start + len(written))
    shown = context.quoted(span)
    if days := spellings.day_readings(written):
        forms = " or ".join(day.isoformat() for day in days)
        return Explanation(span, f"{shown} is not a date as TOML writes it", f"write {forms}")
    if period := spellings.period_form(written):
        return Explanation(span, f"{shown} is a text without its quotes", f'write "{period}", if it is a period')
    if numbers := spellings.number_readings(written):
        return Explanation(span, f"{shown} is not a number as TOML writes it", way_to_number(numbers))
    number, unit = spellings.amount(written)
    if unit and " " not in unit and (numbers := spellings.number_readings(number)):
        otherwise = f"{number_text(numbers[0] / 100)} as a share of 1" if unit == "%" else f'"{written}" as a text'
        help = f'{way_to_number(numbers)} and its unit apart (metric.unit = "{unit}"), or {otherwise}'
        return Explanation(span, f"{shown} is a number with its unit", help)
    if number and written[-1:] not in "\"'":
        return Explanation(span, f"text needs quotes: {shown}", f'write "{short(written)}"')
    return None


def way_to_number(numbers: tuple[float, ...]) -> str:
    """Return how a number is written that was written in another form; it may have been one of two."""
    first, *second = map(number_text, numbers)
    return f"write {first}, or {second[0]} where the comma begins the decimals" if second else f"write {first}"


def _bad_value(context: ErrorContext) -> Explanation:
    if left_open := _left_open(context):
        return left_open
    if context.at_line_end:
        return _no_value(context)
    if context.char in ",]}=":
        return Explanation(context.here, f"a value is missing before `{context.char}`")
    ends = "\r\n,]}#" if context.openings else "\r\n#"  # outside of brackets a comma is one of the text
    end = min(run_end(context.text, context.at, ends), line_end(context.text, context.at))
    written = context.text[context.at : end].rstrip()
    span = Span(context.at, context.at + len(written))
    shown = context.quoted(span)
    if context.char in "“”„‘’«»‹›":
        return Explanation(span, f"text needs straight quotes, not `{context.char}`", 'write `"` on both sides')
    if written.lower() in _WORDS:
        return Explanation(span, f"{shown} is not a value", f"write `{_WORDS[written.lower()]}`")
    if written.lower() in ("null", "none", "nil"):
        return Explanation(span, f"{shown} is not a value", "leave the key out")
    if spelling := _another_spelling(context):
        return spelling
    if re.match(r"[+-]|\.?\d", written):
        return Explanation(span, f"{shown} is not a number", "a number begins and ends with a digit")
    if written[-1:] in ("'", '"'):
        return Explanation(span, f"the opening quote is missing before {shown}")
    if named := _name_with_title(context, written):
        return Explanation(span, f"a reference is an id, in quotes: {shown} is a title", f'write "{named}"')
    return Explanation(span, f"text needs quotes: {shown}", f'write "{short(written)}"')


def _name_with_title(context: ErrorContext, title: str) -> str | None:
    """Return the name of the table `[KEY.NAME]` in the text that has this title, KEY being the one that is written."""
    text, at = context.text, context.at
    key = compiled(rf"[ \t]*+({PART})[ \t]*+=").match(text, text.rfind("\n", 0, at) + 1)
    if key is None:
        return None
    below = (
        rf"^[ \t]*+\[{re.escape(key[1])}\.([\w-]++)\][^\n]*+\n(?:(?![ \t]*+\[)[^\n]*+\n)*?[ \t]*+title[ \t]*+=[ \t]*+"
    )
    found = re.search(rf"{below}(?:\"{re.escape(title)}\"|'{re.escape(title)}')", text, re.MULTILINE)
    return found[1] if found else None


def _trailing(context: ErrorContext) -> Explanation:
    text, at = context.text, context.at
    start = at
    while start and at - start < MAX_DIGITS and text[start - 1] not in " \t\n=,[]{}\"'":
        start -= 1
    written_otherwise = _another_spelling(context) if text[start : start + 1] not in "\"'" else None
    if start < at:
        return written_otherwise or _malformed(context, Span(start, context.here.end))
    span = Span(at, line_end(text, at))
    shown = context.quoted(span)
    line_start = text.rfind("\n", 0, at) + 1
    if text[line_start:at].lstrip().startswith("["):
        return Explanation(span, f"{shown} stands behind the header", "begin a new line for it")
    if compiled(_BEGINS_ANEW).match(text, at):
        return Explanation(span, f"{shown} stands behind a value", "begin a new line for it")
    if written_otherwise:
        return written_otherwise
    closing = text[:at].rstrip(" \t")[-1:]
    if closing == "'":
        return Explanation(span, f"{shown} stands after the closing quote", "put text with a `'` in double quotes")
    if closing == '"':
        return Explanation(span, f"{shown} stands after the closing quote", 'for a quote inside text write `\\"`')
    return Explanation(span, f"{shown} stands behind a value", "put text in quotes as a whole")


def _malformed(context: ErrorContext, span: Span) -> Explanation:
    """Tell of something that begins like a number, a date or a word of TOML, and goes on otherwise."""
    written = context.text[span.start : span.end]
    shown = context.quoted(span)
    if re.match(r"\d{4}-\d+-", written):
        return Explanation(span, f"{shown} is not a date", "dates are written like 2026-09-30")
    if re.match(r"\d{1,2}:\d", written):
        return Explanation(span, f"{shown} is not a time", "times are written like 09:30:00")
    if re.fullmatch(r"[+-]?0[\d_]+", written):
        return Explanation(span, f"{shown} begins with a zero", "remove the zero, or put text in quotes")
    if re.match(r"[+-]?\d", written):
        return Explanation(span, f"{shown} is neither a number nor a date", "put text in quotes")
    return Explanation(span, f"text needs quotes: {shown}", f'write "{short(written)}"')


def _unclosed_text(context: ErrorContext) -> Explanation | None:
    start = context.quote
    if start is None:
        return None
    quote = context.text[start]
    if context.text.startswith(quote * 3, start):
        return Explanation(
            Span(start, start + 3), f"`{quote * 3}` is never closed", f"write `{quote * 3}` where it ends"
        )
    end = line_end(context.text, start)
    return Explanation(Span(start, end), f"the closing `{quote}` is missing on this line")


def _escape(context: ErrorContext) -> Explanation:
    text = context.text
    start = text.rfind("\\", 0, context.at)
    letter = text[start + 1 : start + 2]
    written = re.match(r"\\(?:u\w{0,4}|U\w{0,8}|\S)?", text[start : start + 10], re.ASCII)
    span = Span(start, start + (written.end() if written else 1))
    shown = context.quoted(span)
    if letter not in ("u", "U"):
        return Explanation(
            span, f"{shown} is not an escape sequence", "write `\\\\` for a backslash, or use single quotes"
        )
    if compiled(ESCAPE).fullmatch(text, span.start, span.end):
        return Explanation(span, f"{shown} is not a character")
    digits = 4 if letter == "u" else 8
    return Explanation(span, f"{shown} is not an escape sequence", f"`\\{letter}` takes {digits} hexadecimal digits")


def _unclosed_header(context: ErrorContext) -> Explanation:
    start = context.openings[0] if context.openings else context.at
    closing = "]]" if context.text.startswith("[[", start) else "]"
    if context.at_line_end or context.char == "]":
        span = Span(start, line_end(context.text, start) if context.char == "]" else context.at)
        return Explanation(span, f"`{closing}` is missing at the end of the header")
    if context.word is not None and context.word.end == context.at:
        return _no_bare_name(context, context.word.start)
    return _no_id(context, context.text.rfind("\n", 0, start) + 1)


def _unclosed_array(context: ErrorContext) -> Explanation:
    return _left_open(context) or _no_comma(context, "]", "the list begins here")


def _unclosed_inline_table(context: ErrorContext) -> Explanation:
    if context.at_line_end:
        return _over_lines(context)
    return _no_comma(context, "}", "the inline table begins here")


def _no_comma(context: ErrorContext, closing: str, begins: str) -> Explanation:
    related = tuple((Span(at, at + 1), begins) for at in context.openings[-1:])
    message = f"expected `,` or `{closing}`, found {context.quoted(context.here)}"
    return Explanation(context.here, message, "separate values with commas", related)


def _no_such_day(context: ErrorContext) -> Explanation:
    return Explanation(context.here, f"{context.quoted(context.here)} is not a day of the calendar")


def _contradiction(context: ErrorContext) -> Explanation | None:
    text, stop = context.text, context.at
    while text.startswith("]", stop) and stop < context.at + 2:
        stop += 1
    clash = Scan(text[:stop]).run().clash
    if clash is None:
        # A header is compared before its bracket is looked for.
        return _unclosed_header(context) if context.openings else None
    first = clash.first.value if clash.first.header and clash.first.value else clash.first.key
    shown = short(clash.shown)
    if clash.headers:
        code = "PL107" if clash.headers == 2 else "PL001"
        help = "give one of them another id, or make the two one" if code == "PL107" else None
        return Explanation(clash.second, f"{shown} is declared twice", help, ((first, "first declared here"),), code)
    if clash.repeated:
        return Explanation(clash.second, f"`{shown}` is given twice", None, ((first, "first given here"),))
    message = f"`{shown}` cannot be added to what is already complete"
    return Explanation(clash.second, message, None, ((first, "complete here"),))


_ABOUT_WHAT_CAME_BEFORE = ("Cannot ", "Duplicate ", "Escaped ", "Invalid hex", "Unescaped")

_STORIES: tuple[tuple[str, Callable[[ErrorContext], Explanation | None]], ...] = (
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
