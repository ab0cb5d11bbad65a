"""TOML values and places: laws over generated documents, exact positions, exact words, hostile input."""

import itertools
import math
import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.text import Span
from planlint.toml import MAX_BYTES, Document, Fault, declared, read
from planlint.toml.parsers import fast as fast_parser
from planlint.toml.parsers import strict as strict_parser
from planlint.toml.scan import Scan
from planlint.toml.sections import comments_with


def document(text):
    return read("plan.toml", text.encode())


def fault(data):
    with pytest.raises(Fault) as caught:
        read("plan.toml", data if isinstance(data, bytes) else data.encode())
    return caught.value


def written(doc, span):
    return doc.source.text[span.start : span.end]


def routes(value, route=()):
    if route:
        yield route
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from routes(child, (*route, key))


def at(value, route):
    for step in route:
        value = value[step]
    return value


def same(left, right):
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right or (isinstance(left, float) and math.isnan(left) and math.isnan(right))


# Documents in every layout the language allows.

SPACE = st.sampled_from(["", "", " ", "\t", "  "])
BREAK = st.sampled_from(["", "", " ", "\n", '\n  # an aside ] } "\n', " # größe\n\n"])
COMMENT = st.sampled_from(["", "", " # why [a] = 'x'", "\t#", "  # ünïcode"])
SCALAR = st.sampled_from(
    [
        *("0", "-17", "+9_000", "0xDEAD_beef", "0o17", "0b101", "1.5", "-2e10", "6.6e-3"),
        *("inf", "-inf", "+inf", "nan", "-nan", "true", "false"),
        *(
            "2026-09-30",
            "09:30:00",
            "2026-09-30T09:30:00Z",
            "2026-09-30t09:30:00.5+02:00",
            "2026-09-30 09:30:00",
        ),
        *(
            "''",
            '""',
            r"'c:\dir'",
            '"é#["',
            r'"\u00e9\t\"\\"',
            r'"\U0001F600"',
            '"#"',
            "'\"'",
            '"\'"',
            '"a=b"',
        ),
        *('"""a"""', "'''b'''", '""""""', "''''''", '"""a"""""', "'''b'''''"),
        *(
            '"""\nline\n  "two" ""  \\\n   three"""',
            "'''\nraw \\n ''\n'''",
            '"""# [no.header]\n[no.header]\nno = 1\n"""',
        ),
        '"two words, [and] {more} # no comment"',
    ]
)


@st.composite
def keys(draw, numbers, longest=3):
    """A dotted key whose last part is used nowhere else."""
    parts = [f"p{next(numbers)}" for _ in range(draw(st.integers(1, longest)))]
    styles = ("{}", '"{}"', "'{}'", '"{}.é [x]"', '"\\u0061{}"', "'{} \"'", "{}-_")
    dot = draw(SPACE) + "." + draw(SPACE)
    return dot.join(draw(st.sampled_from(styles)).format(part) for part in parts)


@st.composite
def values(draw, numbers, depth=3):
    kind = draw(st.sampled_from(["scalar", "scalar", "array", "table"] if depth else ["scalar"]))
    if kind == "scalar":
        return draw(SCALAR)
    count = draw(st.integers(0, 3))
    if kind == "table":
        pairs = [
            draw(SPACE) + draw(keys(numbers, 2)) + draw(SPACE) + "=" + draw(SPACE) + draw(values(numbers, depth - 1))
            for _ in range(count)
        ]
        return "{" + ",".join(pair + draw(SPACE) for pair in pairs) + "}"
    items = [draw(BREAK) + draw(values(numbers, depth - 1)) + draw(BREAK) for _ in range(count)]
    return "[" + ",".join(items) + ("," if items and draw(st.booleans()) else "") + draw(BREAK) + "]"


@st.composite
def texts(draw):
    numbers = itertools.count()
    lines = []
    arrays = []

    def pairs():
        for _ in range(draw(st.integers(0, 3))):
            value = draw(values(numbers))
            equals = draw(SPACE) + "=" + draw(SPACE)
            lines.append(draw(SPACE) + draw(keys(numbers)) + equals + value + draw(COMMENT))
            lines.extend(draw(st.lists(st.sampled_from(["", "  ", "# aside"]), max_size=1)))

    pairs()
    for _ in range(draw(st.integers(0, 4))):
        name = draw(keys(numbers))
        brackets = draw(st.sampled_from(["[]", "[]", "[[]]"]))
        if arrays and draw(st.booleans()):
            array = draw(st.sampled_from(arrays))
            name = draw(st.sampled_from([array, f"{array}.{name}"]))
            brackets = "[[]]" if name == array else brackets
        elif brackets == "[[]]":
            arrays.append(name)
        half = len(brackets) // 2
        lines.append(draw(SPACE) + brackets[:half] + draw(SPACE) + name + draw(SPACE) + brackets[half:] + draw(COMMENT))
        pairs()
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


@settings(deadline=None, max_examples=150)
@given(texts(), st.sampled_from(["\n", "\r\n"]), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_every_value_stands_where_its_place_says(text, line_end, mark):
    expected = tomllib.loads(text)
    doc = read("plan.toml", mark + text.replace("\n", line_end).encode())
    assert same(doc.value, expected)
    assert set(doc.places) == set(routes(expected))
    for route, (key, value, header) in doc.places.items():
        if isinstance(route[-1], str):
            assert tomllib.loads(written(doc, key) + " = 1") == {route[-1]: 1}
        if header:
            assert written(doc, value)[0] == "["
            assert written(doc, value)[-1] == "]"
            assert value.start < key.start < key.end < value.end
        elif value is None:
            assert isinstance(at(expected, route), dict)
        else:
            assert same(tomllib.loads("x = " + written(doc, value))["x"], at(expected, route))
            assert isinstance(route[-1], str) or key == value


@settings(deadline=None, max_examples=60)
@given(texts())
def test_comments_are_what_may_be_cut_out(text):
    doc = document(text)
    bare = text
    for start, end in reversed(doc.comments):
        assert bare[start] == "#"
        assert "\n" not in bare[start:end]
        bare = bare[:start] + bare[end:]
    assert same(tomllib.loads(bare), doc.value)
    assert document(bare).comments == ()
    for mark in ("why", "aside", "#"):
        with_mark = [(start, text[start:end]) for start, end in doc.comments if mark in text[start:end]]
        assert list(comments_with(mark, text, doc.value)) == with_mark


@settings(deadline=None, max_examples=60)
@given(texts(), st.sampled_from(["\n", "\r\n"]))
def test_without_the_fast_parser_nothing_changes(text, line_end):
    data = text.replace("\n", line_end).encode()
    quickly = read("plan.toml", data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_parser, "parser", lambda: None)
        assert same(read("plan.toml", data).value, quickly.value)


INSERTED = [
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "'''",
    "=",
    ",",
    "\n",
    "#",
    "\\e",
    "\\x41",
    "\\",
    "10:30",
    "\r",
    ",\n",
    ", }",
]
INSERTED += ["[[p0]]\n", "a.b.c = 1\n", "{a = 1,\n b = 2}", "T10:30Z", "\ufeff"]


@settings(deadline=None, max_examples=300)
@given(texts(), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(INSERTED)), max_size=3))
def test_the_fast_parser_takes_nothing_that_is_not_toml_1_0(text, insertions):
    for at_most, inserted in insertions:
        cut = min(at_most, len(text))
        text = text[:cut] + inserted + text[cut:]
    value = fast_parser.values(text)
    assert value is None or same(value, tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "a = {b = 1,}",
        "a = {b = 1, }",
        "a = {\nb = 1}",
        "a = {b = 1\n}",
        "a = {b = {c = 1,}}",
        "a = {b = {c = {d = {e = 1,}}}}",
        'a = {b = "}", c = 1,}',
        "a = [{b = 1,\nc = 2}]",
        "a = [[{b = 1,}]]",
        'a = "\\e"',
        'a = """"\\x41"""',
        "a = 10:30",
        "a = 2026-09-30T10:30Z",
        "[[t.a]]\n[t]\na.b.c = 1",
        "a = 1\r\r\n",
        "\ufeffa = 1",
        "a = '\r'",
    ],
)
def test_what_only_later_toml_has_is_no_toml_here(text):
    assert fast_parser.values(text) is None
    assert fault("\ufeff" + text).code == "PL001"


@pytest.mark.parametrize(
    "text",
    [
        "a = {b = 1, c = 'x', d = [1, 2]}",
        'a = {b = {c = "# } ,"}, d = [ "]", # ] }\n 2 ]}',
        "a = [\n  {b = 1}, # one\n  {c = 2},\n]\n",
        '# {, [[ \\e\n[a]\nb = \'{, \\e [[\'\nc = "{\\n [["\nd = """\n{\n "a": 1,\n}"""\n',
        "a = [1] # planlint: ignore[PL402]\r\nb = 'c:\\x'\r\n",
        "a = {b = \"\"\"x\ny\"\"\", c = '''{\n'''}",
        "# a = {\na = {b = 1}\nc = 'd = {b = 1,}'\n",
        "a = [[1, 2], [3]]",
    ],
)
def test_comments_and_layouts_stay_with_the_fast_parser(text):
    assert same(fast_parser.values(text), tomllib.loads(text))


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ab.[]{}=\"'#,1- \n\r\\é\0", max_size=60))
def test_any_text_is_a_document_or_one_fault_within_the_text(text):
    assert all(header.span.end <= len(text) for header in declared(text))
    try:
        doc = document(text)
    except Fault as error:
        doc, problem = None, error
    if doc is None:
        assert 0 <= problem.span.start <= problem.span.end <= len(problem.source.text)
        assert "\n" not in problem.message
    else:
        assert set(doc.places) == set(routes(doc.value))


@settings(deadline=None, max_examples=150)
@given(texts(), st.sampled_from(["\n", "\r\n"]))
def test_a_place_looked_up_alone_is_the_one_among_all(text, line_end):
    data = text.replace("\n", line_end).encode()
    alone, together = read("plan.toml", data), read("plan.toml", data)
    for route, entry in reversed(together.places.items()):
        assert alone.place(route) == entry
        assert alone.place((*route[:2], "nowhere")) is None
    headers = [(entry.value.start, route) for route, entry in together.places.items() if entry.header]
    assert alone.headers == dict(headers)


PIECES = (
    "[a.b]",
    '["a"]',
    "[1.5]",
    "[inf]",
    '"""',
    "'''",
    "#",
    '"',
    "'",
    "\\",
    "\n",
    " = ",
    "x",
    ",",
    "[",
    "]",
    " ",
    "{",
    "}",
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(['"""', "'''", "", "["]))
def test_headers_and_comments_are_found_beside_texts_over_lines_that_look_like_them(pieces, opening):
    closing = "\n]" if opening == "[" else opening
    text = (
        f'a.k = {opening}\n{"".join(pieces)}{closing} # "\n[a.b.c]\nl = [\n["x"], # y\n]\nm = \'"""\' # \'\'\'\n[n]\n'
    )
    try:
        doc = document(text)
    except Fault:
        return
    scan = Scan(text).run()
    assert doc.comments == tuple(scan.comments)
    headers = {entry.value.start: route for route, entry in scan.entries.items() if entry.header and entry.value}
    assert {start: route for start, route in doc.headers.items() if headers.get(start) != route} == {}
    assert set(doc.headers) == set(headers)


def test_the_places_of_an_item_are_looked_up_without_the_rest(monkeypatch):
    doc = document('# [a]\n[a.b]\nc = [\n  "[x.y]", {d = 1},\n]\n[a."b".e]\n[x]\ny.z = 1\n[f.g]\n')
    monkeypatch.setattr(Document, "places", property(lambda doc: pytest.fail("all places are looked up")))
    assert written(doc, doc.locate(("a", "b", "c", 1, "d"))) == "1"
    assert written(doc, doc.locate(("a", "b", "e"))) == '[a."b".e]'
    assert written(doc, doc.locate(("x", "y"), "key")) == "y"
    assert written(doc, doc.locate(("f", "g", "title"), "header")) == "[f.g]"
    assert [route for _, route in sorted(doc.headers.items())] == [("a", "b"), ("a", "b", "e"), ("x",), ("f", "g")]


# Exact places.

PLAN = """\
version = 1
owner.name = "Zoë" # who

[key_result.days]
title = 'Weeks'
metric.name = "x"
metric . "target" = 21
tags = [ "a",  # one
  'b' ]
limit = { low = 1, high.far = [2] }

[a.b.c]
[[step]]
day = 2026-09-30
[step.note]
[[step]]
"""


@pytest.mark.parametrize(
    ("route", "key", "value"),
    [
        (("version",), "version", "1"),
        (("owner",), "owner", None),
        (("owner", "name"), "name", '"Zoë"'),
        (("key_result",), "key_result", "[key_result.days]"),
        (("key_result", "days"), "days", "[key_result.days]"),
        (("key_result", "days", "title"), "title", "'Weeks'"),
        (("key_result", "days", "metric"), "metric", None),
        (("key_result", "days", "metric", "target"), '"target"', "21"),
        (("key_result", "days", "tags"), "tags", "[ \"a\",  # one\n  'b' ]"),
        (("key_result", "days", "tags", 1), "'b'", "'b'"),
        (("key_result", "days", "limit"), "limit", "{ low = 1, high.far = [2] }"),
        (("key_result", "days", "limit", "low"), "low", "1"),
        (("key_result", "days", "limit", "high"), "high", None),
        (("key_result", "days", "limit", "high", "far"), "far", "[2]"),
        (("key_result", "days", "limit", "high", "far", 0), "2", "2"),
        (("a",), "a", "[a.b.c]"),
        (("a", "b"), "b", "[a.b.c]"),
        (("a", "b", "c"), "c", "[a.b.c]"),
        (("step",), "step", "[[step]]"),
        (("step", 0), "step", "[[step]]"),
        (("step", 0, "day"), "day", "2026-09-30"),
        (("step", 0, "note"), "note", "[step.note]"),
        (("step", 1), "step", "[[step]]"),
    ],
)
def test_places_are_exact(route, key, value):
    doc = document(PLAN)
    entry = doc.places[route]
    assert written(doc, entry.key) == key
    assert (entry.value and written(doc, entry.value)) == value


def test_equal_names_have_their_own_places():
    doc = document(PLAN)
    assert [doc.source.position(doc.places["step", index].value.start) for index in (0, 1)] == [
        (13, 1),
        (16, 1),
    ]
    assert doc.source.position(doc.places["key_result", "days", "metric"].key.start) == (6, 1)
    assert [written(doc, span) for span in doc.comments] == ["# who", "# one"]
    assert doc.places["a", "b", "c"].header
    assert not doc.places["owner",].header


def test_a_table_of_its_own_header_is_shown_there_not_at_the_deeper_one_before_it():
    doc = document("[a.b]\n[a]\n")
    assert doc.places["a",].value == Span(6, 9)


@pytest.mark.parametrize(
    ("route", "part", "shown"),
    [
        (("version",), "value", "1"),
        (("version",), "key", "version"),
        (("version",), "header", ""),
        (("owner",), "value", "owner"),
        (("owner", "name"), "header", "owner"),
        (("owner", "mail"), "value", "owner"),
        (("key_result", "days"), "value", "[key_result.days]"),
        (("key_result", "days"), "key", "days"),
        (("key_result", "days", "title"), "header", "[key_result.days]"),
        (("key_result", "days", "missing"), "value", "[key_result.days]"),
        (("key_result", "days", "missing"), "key", "[key_result.days]"),
        (("key_result", "days", "metric"), "value", "metric"),
        (("key_result", "days", "metric", "unit"), "value", "[key_result.days]"),
        (("key_result", "days", "tags", 0), "header", "[ \"a\",  # one\n  'b' ]"),
        (("key_result", "days", "tags", 7), "value", "[ \"a\",  # one\n  'b' ]"),
        (("key_result", "days", "limit", "high", "near"), "value", "{ low = 1, high.far = [2] }"),
        (("key_result", "other", "title"), "value", "[key_result.days]"),
        (("step", 1, "day"), "value", "[[step]]"),
        (("nowhere", "at", "all"), "value", ""),
        ((), "value", ""),
        ((), "key", ""),
    ],
)
def test_locate_finds_what_a_person_would_look_at(route, part, shown):
    doc = document(PLAN)
    assert written(doc, doc.locate(route, part)) == shown


def test_an_item_of_dotted_keys_alone_is_shown_at_its_own_first_mention():
    doc = document('task.a.title = "A"\ntask.b.title = "B"\n')
    assert doc.source.position(doc.locate(("task", "b", "due")).start) == (2, 6)
    assert doc.source.position(doc.locate(("task", "b"), "header").start) == (2, 6)


def test_the_file_as_a_whole_is_an_empty_span():
    assert document("a = 1\n").locate(()) == Span(0, 0)
    assert document("").locate(("a",)) == Span(0, 0)


def test_nothing_is_scanned_before_somebody_asks(monkeypatch):
    monkeypatch.setattr("planlint.toml.document.Scan", None)
    assert document("[a]\nb = 1\n").value == {"a": {"b": 1}}


def test_a_document_keeps_text_without_mark_and_with_its_line_ends():
    doc = read("plan.toml", b"\xef\xbb\xbfa = '''x\r\ny'''\r\n")
    assert doc == Document(doc.source, {"a": "x\ny"})
    assert doc.source.text == "a = '''x\r\ny'''\r\n"


# Words for what cannot be read.

FAULTS = [
    ("title = done", "PL001 1:9", "done", "text needs quotes: `done`"),
    ("title = in progress", "PL001 1:9", "in progress", "text needs quotes: `in progress`"),
    ("title = in progress # now", "PL001 1:9", "in progress", "text needs quotes: `in progress`"),
    ("done = True", "PL001 1:8", "True", "`True` is not a value"),
    ("done = NO", "PL001 1:8", "NO", "`NO` is not a value"),
    ("x = null", "PL001 1:5", "null", "`null` is not a value"),
    ("x = “quoted”", "PL001 1:5", "“quoted”", "text needs straight quotes, not `“`"),
    ("x =", "PL001 1:1", "x", "`x` has no value"),
    ("x = # nothing", "PL001 1:1", "x", "`x` has no value"),
    ("x", "PL001 1:1", "x", "`x` has no value"),
    ("two words = 1", "PL001 1:5", "words", "expected `=` after `two`, found `words`"),
    ('title: "x"', "PL001 1:6", ":", "`title` is followed by `:`, not by `=`"),
    ("größe = 1", "PL001 1:1", "größe", "`größe` cannot be a key as it is"),
    ("x = 012", "PL001 1:5", "012", "`012` is not a number as TOML writes it"),
    ("x = 21%", "PL001 1:5", "21%", "`21%` is a number with its unit"),
    ("x = 3 weeks", "PL001 1:5", "3 weeks", "`3 weeks` is a number with its unit"),
    ("x = 1.", "PL001 1:5", "1.", "`1.` is not a number as TOML writes it"),
    ("x = .5", "PL001 1:5", ".5", "`.5` is not a number as TOML writes it"),
    ("x = 1__0", "PL001 1:5", "1__0", "`1__0` is not a number as TOML writes it"),
    ("x = +", "PL001 1:5", "+", "`+` is not a number"),
    ("x = 2026-13-01", "PL001 1:5", "2026-13-01", "`2026-13-01` is not a date"),
    ("x = 2026-02-30", "PL001 1:5", "2026-02-30", "`2026-02-30` is not a day of the calendar"),
    ("x = 2026-9-1", "PL001 1:5", "2026-9-1", "`2026-9-1` is not a date as TOML writes it"),
    ("x = 30.9.2026", "PL001 1:5", "30.9.2026", "`30.9.2026` is not a date as TOML writes it"),
    ("x = 9:30", "PL001 1:5", "9:30", "`9:30` is not a time"),
    ("x = 12:00", "PL001 1:5", "12:00", "`12:00` is not a time"),
    ("x = 1979-05-27T07:32", "PL001 1:5", "1979-05-27T07:32", "`1979-05-27T07:32` is not a date"),
    ('x = "open', "PL001 1:5", '"open', 'the closing `"` is missing on this line'),
    ("x = 'open", "PL001 1:5", "'open", "the closing `'` is missing on this line"),
    ('a = 1\nx = """open\nb = 2\n', "PL001 2:5", '"""', '`"""` is never closed'),
    ("x = '''open", "PL001 1:5", "'''", "`'''` is never closed"),
    ('x = "a" b', "PL001 1:9", "b", "`b` stands after the closing quote"),
    ('x = "The "best" plan"', "PL001 1:11", 'best" plan"', '`best" plan"` stands after the closing quote'),
    ('x = "a\tb\x00c"', "PL001 1:9", "\x00", "the invisible character U+0000 cannot stand here"),
    ('x = "\\q"', "PL001 1:6", "\\q", "`\\q` is not an escape sequence"),
    ('x = "\\u12"', "PL001 1:6", "\\u12", "`\\u12` is not an escape sequence"),
    ('x = "\\ud800"', "PL001 1:6", "\\ud800", "`\\ud800` is not a character"),
    ('x = "c:\\users"', "PL001 1:8", "\\users", "`\\users` is not an escape sequence"),
    ('x = """a \\ b"""', "PL001 1:10", "\\", "`\\` is not an escape sequence"),
    ("x = [1, 2", "PL001 1:5", "[", "`[` is never closed"),
    ("x = [1 2]", "PL001 1:8", "2", "expected `,` or `]`, found `2`"),
    ("x = [1,, 2]", "PL001 1:8", ",", "a value is missing before `,`"),
    ("x = [1, 2\ny = 3", "PL001 1:5", "[", "`[` is never closed"),
    ('x = [\n  "a",\n\n[key_result.a]\ny = 1\n', "PL001 1:5", "[", "`[` is never closed"),
    ("x = {a = 1", "PL001 1:5", "{", "`{` is never closed"),
    ("x = {a = 1,}", "PL001 1:11", ",", "an inline table cannot end with a comma"),
    ("x = {a = 1 b = 2}", "PL001 1:12", "b", "expected `,` or `}`, found `b`"),
    ("x = {\na = 1}", "PL001 1:5", "{", "an inline table has to stand on one line"),
    ("x = {a = 1,\n b = 2}", "PL001 1:5", "{", "an inline table has to stand on one line"),
    ("x = {a = 1, a = 2}", "PL001 1:13", "a", "`a` is given twice"),
    ("x = 1 y = 2", "PL001 1:7", "y = 2", "`y = 2` stands behind a value"),
    ("x = 1\ry = 2", "PL001 1:6", "\r", "a carriage return stands without its line feed"),
    ("# a\rb", "PL001 1:4", "\r", "a carriage return stands without its line feed"),
    ("[a", "PL001 1:1", "[a", "`]` is missing at the end of the header"),
    ("[a]]", "PL001 1:4", "]", "`]` stands behind the header"),
    ("[[a]", "PL001 1:1", "[[a]", "`]]` is missing at the end of the header"),
    ("[]", "PL001 1:1", "[]", "the header has no name"),
    ("[a.]", "PL001 1:3", ".", "a name is missing after the dot"),
    ("[.a]", "PL001 1:2", ".a", "a name is missing here"),
    ("[a..b]", "PL001 1:3", ".", "a name is missing after the dot"),
    (
        "[key result.a]",
        "PL001 1:1",
        "[key result.a]",
        "`[key result.a]` is not a header: its names have letters, digits, `-` and `_`",
    ),
    ("[größe]", "PL001 1:1", "[größe]", "`[größe]` is not a header: its names have letters, digits, `-` and `_`"),
    ("[a] x = 1", "PL001 1:5", "x = 1", "`x = 1` stands behind the header"),
    ("[a]\n[a]", "PL001 2:1", "[a]", "a is declared twice"),
    ("[k.a]\nx = 1\n\n[k.a]\nx = 2\n", "PL107 4:1", "[k.a]", "k.a is declared twice"),
    ('[ k . "a" ]\n[k.a]', "PL107 2:1", "[k.a]", "k.a is declared twice"),
    ("[k.a.b]\n[k.a.b]", "PL001 2:1", "[k.a.b]", "k.a.b is declared twice"),
    ("[[k.a]]\n[k.a]", "PL001 2:1", "[k.a]", "k.a is declared twice"),
    ("x = 1\nx = 2", "PL001 2:1", "x", "`x` is given twice"),
    ("[a]\nm.n = 1\nm.n = 2", "PL001 3:1", "m.n", "`m.n` is given twice"),
    ('"x" = 1\nx = 2', "PL001 2:1", "x", "`x` is given twice"),
    ("x = 1\nx.y = 2", "PL001 2:1", "x.y", "`x.y` cannot be added to what is already complete"),
    ("x = {a = 1}\nx.b = 2", "PL001 2:1", "x.b", "`x.b` cannot be added to what is already complete"),
    ("x = {a = 1}\n[x.b]", "PL001 2:1", "[x.b]", "`x.b` cannot be added to what is already complete"),
    ("x = [1]\n[[x]]", "PL001 2:1", "[[x]]", "`x` is given twice"),
    ("[a]\n[[a]]", "PL001 2:1", "[[a]]", "`a` is given twice"),
    ("[a.b]\n[a]\nb.c = 1\n[a.b]", "PL001 3:1", "b.c", "`b.c` cannot be added to what is already complete"),
    ("a.b = 1\n[a]", "PL001 2:1", "[a]", "a is declared twice"),
    ("= 1", "PL001 1:1", "=", "a key is missing before `=`"),
    (".a = 1", "PL001 1:1", ".", "a line cannot begin with `.`"),
    ("a. = 1", "PL001 1:2", ".", "a name is missing after the dot"),
    ("!", "PL001 1:1", "!", "a line cannot begin with `!`"),
    ("a = 1\n  ]", "PL001 2:3", "]", "a line cannot begin with `]`"),
    ("\ufeff\ufeffa = 1", "PL001 1:1", "\ufeff", "the invisible character U+FEFF cannot stand here"),
    ("a\xa0= 1", "PL001 1:2", "\xa0", "the invisible character U+00A0 cannot stand here"),
    ("a = \xa01", "PL001 1:5", "\xa0", "the invisible character U+00A0 cannot stand here"),
    ('x = 1\r\ny = "open\r\nz = 1\r\n', "PL001 2:5", '"open', 'the closing `"` is missing on this line'),
    ("é = 1", "PL001 1:1", "é", "`é` cannot be a key as it is"),
    ('x = "é" é', "PL001 1:9", "é", "`é` stands after the closing quote"),
    ("x = [\n  1, # one\n  2 # two\n  3\n]", "PL001 4:3", "3", "expected `,` or `]`, found `3`"),
    ('x = a"', "PL001 1:5", 'a"', 'the opening quote is missing before `a"`'),
    ("x = 0xZZ", "PL001 1:5", "0xZZ", "`0xZZ` is neither a number nor a date"),
    ("x = inf_", "PL001 1:5", "inf_", "text needs quotes: `inf_`"),
    ("x = truee", "PL001 1:5", "truee", "text needs quotes: `truee`"),
    ("x = 1e", "PL001 1:5", "1e", "`1e` is neither a number nor a date"),
    ("x = 00:00:60", "PL001 1:5", "00:00:60", "`00:00:60` is not a time"),
    ("x = 0000-01-01", "PL001 1:5", "0000-01-01", "`0000-01-01` is not a day of the calendar"),
    ("x = --1", "PL001 1:5", "--1", "`--1` is not a number"),
    ("a.b.c = 1\na.b = 2", "PL001 2:1", "a.b", "`a.b` is given twice"),
    (
        "x = {a.b = 1, a.b.c = 2}",
        "PL001 1:15",
        "a.b.c",
        "`a.b.c` cannot be added to what is already complete",
    ),
    ('x = {"a" 1}', "PL001 1:10", "1", 'expected `=` after `"a"`, found `1`'),
    ("x = {a = }", "PL001 1:10", "}", "a value is missing before `}`"),
    ("x = {, }", "PL001 1:6", ",", "a name is missing here"),
    ("x = ]", "PL001 1:5", "]", "a value is missing before `]`"),
    ("x == 1", "PL001 1:4", "=", "a value is missing before `=`"),
    ('x = "a\\', "PL001 1:7", "\\", "`\\` is not an escape sequence"),
    ('"open = 1', "PL001 1:1", '"open = 1', 'the closing `"` is missing on this line'),
    ("[k.'a]", "PL001 1:4", "'a]", "the closing `'` is missing on this line"),
    ("[[a]\nb = 1\n", "PL001 1:1", "[[a]", "`]]` is missing at the end of the header"),
]


@pytest.mark.parametrize(("text", "place", "shown", "message"), FAULTS)
def test_a_fault_says_what_and_where(text, place, shown, message):
    error = fault(text)
    line, column = error.source.position(error.span.start)
    assert (f"{error.code} {line}:{column}", written(error, error.span), error.message) == (
        place,
        shown,
        message,
    )


@pytest.mark.parametrize(("text", "place", "shown", "message"), FAULTS)
def test_line_ends_change_no_fault(text, place, shown, message):
    crlf = text.replace("\r", "").replace("\n", "\r\n")
    if "\r" in text:
        crlf = text.replace("\n", "\r\n").replace("\r\r", "\r")
    error = fault(b"\xef\xbb\xbf" + crlf.encode())
    line, column = error.source.position(error.span.start)
    assert (f"{error.code} {line}:{column}", error.message) == (place, message)


WAYS_OUT = [
    ("due = 31.12.2026", "write 2026-12-31"),
    ("due = 12/11/2026 # a Thursday", "write 2026-11-12 or 2026-12-11"),
    ("due = 2026/12/31", "write 2026-12-31"),
    ("due = 31 December 2026", "write 2026-12-31"),
    ("due = Dec 31, 2026", "write 2026-12-31"),
    ("period = Q1 2027", 'write "2027-Q1", if it is a period'),
    ("period = 2026-q4", 'write "2026-Q4", if it is a period'),
    ("target = 1,000", "write 1000, or 1 where the comma begins the decimals"),
    ("target = 1,500", "write 1500, or 1.5 where the comma begins the decimals"),
    ("target = 1.000.000", "write 1000000"),
    ("title = 'Lena's desk'", "put text with a `'` in double quotes"),
    ("target = 1000 000", "write 1000000"),
    ("target = 1'000", "write 1000"),
    ("target = -3,5", "write -3.5"),
    ("target = 007", "write 7"),
    ("target = 50%", 'write 50 and its unit apart (metric.unit = "%"), or 0.5 as a share of 1'),
    ("target = 21 days", 'write 21 and its unit apart (metric.unit = "days"), or "21 days" as a text'),
    ("target = €5000", 'write 5000 and its unit apart (metric.unit = "€"), or "€5000" as a text'),
    ("title = 50% of families move in", 'write "50% of families move in"'),
    ("title = 3 rooms are open", 'write "3 rooms are open"'),
    ("[purpose.raise money]", "write [purpose.raise-money]"),
    ("[purpose.größe]", "write [purpose.grosse]"),
    ("[task.ask (again)]", "write [task.ask-again]"),
    ("[key result.über uns]", "write [key_result.uber-uns]"),
    ("[purpose.東京]", None),
    ("geöffnet = 1", 'write `geoffnet`, or `"geöffnet"`'),
]


@pytest.mark.parametrize(("text", "help"), WAYS_OUT)
def test_the_way_out_is_a_form_that_can_be_read(text, help):
    assert fault(text).help == help
    key, _, _ = text.partition(" = ")
    for form in re.findall(r"(?:write|or) `?(\[.*\]|\"[^\"]*\"|[^\s,`]+)", help or ""):
        document(form if form.startswith("[") else f"{form} = 1" if "`" in help else f"{key} = {form}")


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> change", "||||||| 1234567"])
@pytest.mark.parametrize("before", ["a = 1\n", "[task.a]\nx = [\n  1,\n", 'a = { b = "c" }\n'])
def test_a_merge_that_nobody_finished_is_called_by_its_name(before, marker):
    error = fault(f"{before}{marker}\nb = 2\n")
    assert error.message == "a merge conflict is not resolved here"
    assert written(error, error.span) == marker
    assert "<<<<<<<, ======= and >>>>>>>" in error.help


@pytest.mark.parametrize("text", ['a = """\n=======\n"""\n', "# <<<<<<< HEAD\na = 1\n", "a = '''\n<<<<<<< HEAD\n'''\n"])
def test_what_only_looks_like_a_conflict_is_read(text):
    assert "a" in document(text).value


def test_a_repeated_header_relates_the_first():
    error = fault('[key_result.a]\ntitle = "x"\n\n[ key_result . "a" ]\n')
    assert (error.code, error.message) == ("PL107", "key_result.a is declared twice")
    assert written(error, error.span) == '[ key_result . "a" ]'
    assert error.related == ((Span(0, 14), "first declared here"),)


def test_a_repeated_key_relates_the_first():
    error = fault("[a]\nm.n = 1\nm.n = 2\n")
    assert error.related == ((Span(6, 7), "first given here"),)


def test_a_title_without_quotes_in_the_place_of_an_id_is_told_the_id():
    text = (
        "[objective.fast]\nowner = 'ines'\ntitle = {}Weeks, not months{}\n[key_result.k]\n{} = Weeks, not months # x\n"
    )
    found = fault(text.format('"', '"', "objective"))
    assert (found.message, found.help) == (
        "a reference is an id, in quotes: `Weeks, not months` is a title",
        'write "fast"',
    )
    assert fault(text.format("'", "'", "objective")).help == 'write "fast"'
    for other in (text.format('"', '"', "note"), text.format('"', '!"', "objective")):
        assert fault(other).help == 'write "Weeks, not months"'


def test_help_names_the_way_out():
    assert fault("done = True").help == "write `true`"
    assert fault("title = in progress").help == 'write "in progress"'


def test_the_words_of_a_later_parser_are_passed_on(monkeypatch):
    class LaterError(ValueError):
        msg, lineno, colno = "Something entirely new.", 2, 5

    def refuse(text):
        raise LaterError("Something entirely new. (at line 2, column 5)")

    monkeypatch.setattr(strict_parser, "loads", refuse)
    error = fault("a = 1\r\nb = oops\r\n")
    assert (error.message, written(error, error.span)) == ("something entirely new", "oops")


# Bytes that are no text.


@pytest.mark.parametrize(
    ("data", "offset", "message"),
    [
        (b"a = '\xff'", 5, "byte 0xFF is not UTF-8"),
        (b"\xef\xbb\xbf# \xc3\xa9\n\xe9", 4, "byte 0xE9 is not UTF-8"),
        (b"a = '\xed\xa0\x80'", 5, "byte 0xED is not UTF-8"),
        ("a = 1\n".encode("utf-16"), 0, "the file looks like UTF-16"),
        ("a = 1\n".encode("utf-16-le"), 0, "the file looks like UTF-16"),
        ("a = 1\n".encode("utf-16-be"), 0, "the file looks like UTF-16"),
    ],
)
def test_text_that_is_not_utf8_is_told_at_its_first_bad_byte(data, offset, message):
    error = fault(data)
    assert (error.code, error.span, error.message) == ("PL002", Span(offset, offset + 1), message)
    assert error.source.text


# Limits.


def nested(opening, closing, levels):
    return "a = " + opening * levels + closing * levels


@pytest.mark.parametrize(
    "text",
    [
        nested("[", "]", 64),
        nested("{a = ", "}", 63).replace("= }", "= 1}"),
        ".".join("a" * 64) + " = 1",
        "[" + ".".join("a" * 64) + "]",
        'a = "' + "[" * 9000 + '"',
        "a = '''\n" + "[\n" * 9000 + "'''",
        'a = ["' + '[", "[' * 9000 + '"]',
        "# " + "[" * 9000 + "\na = 1",
        '"' + "." * 9000 + '" = 1',
        "a = '" + "a." * 9000 + "'",
        "".join(f"[a.b{n}]\nc = [1, {{d = [2]}}]\n" for n in range(200)),
        "a = [" + "{b.c = 1}," * 200 + "]",
        "-" * 5000 + " = 1",
    ],
)
def test_what_is_within_the_limits_is_read(text):
    assert same(document(text).value, tomllib.loads(text))


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (nested("[", "]", 65), (1, 69), "values nest deeper than 64 levels"),
        (nested("[", "]", 8000), (1, 69), "values nest deeper than 64 levels"),
        (nested("{a = ", "}", 8000), (1, 325), "values nest deeper than 64 levels"),
        ("a = [\n" + "[\n" * 100_000, (65, 1), "values nest deeper than 64 levels"),
        ("[\n" * 100_000, (65, 1), "values nest deeper than 64 levels"),
        ("# ]\n" + nested("['[', ", "]", 100), (2, 389), "values nest deeper than 64 levels"),
        ("x = " + "{a.b.c = " * 30, (1, 203), "values nest deeper than 64 levels"),
        (".".join("a" * 65) + " = 1", (1, 129), "a key has more than 64 parts"),
        ("[ " + " . ".join(["'a.b'"] * 65) + "]", (1, 515), "a key has more than 64 parts"),
        ("a" + ".a" * 100_000 + " = 1", (1, 129), "a key has more than 64 parts"),
        ("a = 1\n" * 200_000, (1, 1), "the file has more than 1,048,576 bytes, and no more are read"),
    ],
)
def test_what_passes_a_limit_is_refused_before_it_can_hurt(text, place, message):
    error = fault(text)
    assert (error.code, error.source.position(error.span.start), error.message) == ("PL003", place, message)
    assert len(error.source.text) <= MAX_BYTES


@pytest.mark.parametrize(
    "text",
    [
        "=" * 200_000,
        "a = [" + "+" * 200_000,
        "a = " + "-" * 200_000,
        "a = " + "+-" * 100_000,
        '"""\na = ' + "[" * 9000 + '\n"""',
        'k = 1 """\na = ' + "[" * 9000 + '\n"""',
        "a = \"\nb = '''\n" + "[" * 9000 + "'''",
        "a = " + "1" * 5000,
        "a = 0x" + "f" * 5000,
        "a = {b = " * 100_000,
        "a = [" * 200_000,
        "[[" + ".a" * 100_000,
        "a = " + "b" * 500_000,
        "a = '" * 200_000,
        "\ufeff\ufeff" + "a = 1",
    ],
)
def test_what_could_crash_a_parser_is_an_ordinary_fault(text):
    assert fault(text).code in ("PL001", "PL003")


def test_a_parser_that_runs_out_of_stack_is_a_passed_limit(monkeypatch):
    def overflow(text):
        raise RecursionError

    monkeypatch.setattr(strict_parser, "loads", overflow)
    assert fault("[[a]]").code == "PL003"


# What an unreadable file declares.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[task.a]", [(("task", "a"), "[task.a]")]),
        ("x = = 1\n[task.a]\n  [[ task . 'b c' ]] # note\n", [
            (("task", "a"), "[task.a]"), (("task", "b c"), "[[ task . 'b c' ]]")]),
        ("[task.a\r\ntitle = 1\r\n", [(("task", "a"), "[task.a")]),
        ("[task.a b]\n", [(("task", "a"), "[task.a b]")]),
        ("[[task.a]\n", [(("task", "a"), "[[task.a]")]),
        ('[task."\\u00e9".metric]', [(("task", "é", "metric"), '[task."\\u00e9".metric]')]),
        (r'[task."\uD800\U99999999\q"]', [(("task", r"\uD800\U99999999\q"), r'[task."\uD800\U99999999\q"]')]),
        ("[task.größe]", [(("task", "größe"), "[task.größe]")]),
        ('[task."open]', []),
        ("[task]\n[]\n[[\n[.a]\ntask.a = 1\n# [task.a]\n", []),
    ],
)  # fmt: skip
def test_headers_of_a_broken_text_are_known(text, expected):
    assert [(header.parts, text[slice(*header.span)]) for header in declared(text)] == expected


def test_each_name_of_a_declared_header_has_its_place():
    (header,) = declared("a =\n[ task . 'b' ]\n")
    assert header.part_spans == (Span(6, 10), Span(13, 16))


@settings(deadline=None, max_examples=60)
@given(texts())
def test_declared_knows_every_item_header_of_a_sound_text(text):
    doc = document(text)
    spans = {header.span for header in declared(text)}
    for route, entry in doc.places.items():
        names = [step for step in route if isinstance(step, str)]
        assert not entry.header or len(names) < 2 or entry.value in spans
