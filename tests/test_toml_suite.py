"""TOML 1.0 by example: a corpus of our own, and the public test suite where a folder of it is named.

`PLANLINT_TOML_TEST` names the suite's folder `tests`; docs/parsing.md tells where to get it.
"""

import datetime
import os
import pathlib
import tomllib

import pytest

from planlint.toml import Fault, read

UTC = datetime.UTC
DAY = datetime.date(2026, 9, 30)
CLOCK = datetime.time(9, 30)

VALID = [
    ("", {}),
    ("\n\n", {}),
    ("# only a comment", {}),
    ("# tab\tand ünïcode\n#\n", {}),
    ("a = 1", {"a": 1}),
    ("a=1", {"a": 1}),
    (" \ta\t=\t1\t", {"a": 1}),
    ("a = 1 # one", {"a": 1}),
    ("a = 1\r\nb = 2\r\n", {"a": 1, "b": 2}),
    ("1234 = 1", {"1234": 1}),
    ("- = 1\n_ = 2\n-_- = 3", {"-": 1, "_": 2, "-_-": 3}),
    ('"" = 1', {"": 1}),
    ("'' = 1", {"": 1}),
    ('"a b" = 1', {"a b": 1}),
    ("'a.b' = 1", {"a.b": 1}),
    ('"\\u00e9" = 1', {"é": 1}),
    ("'c:\\x' = 1", {"c:\\x": 1}),
    ("true = 1\ninf = 2\n2026-09-30 = 3", {"true": 1, "inf": 2, "2026-09-30": 3}),
    ("a.b = 1", {"a": {"b": 1}}),
    ("a . b = 1\na\t.\tc = 2", {"a": {"b": 1, "c": 2}}),
    ("3.14 = 1", {"3": {"14": 1}}),
    ("a.\"b.c\".'d' = 1", {"a": {"b.c": {"d": 1}}}),
    ("a.b = 1\nc = 2\na.d = 3", {"a": {"b": 1, "d": 3}, "c": 2}),
    ("a = +1\nb = -1\nc = 0\nd = -0\ne = +0", {"a": 1, "b": -1, "c": 0, "d": 0, "e": 0}),
    ("a = 1_000\nb = 1_2_3", {"a": 1000, "b": 123}),
    ("a = 0xDEAD_beef", {"a": 0xDEADBEEF}),
    ("a = 0o755\nb = 0b1_01", {"a": 0o755, "b": 5}),
    ("a = 0x00\nb = 0o07", {"a": 0, "b": 7}),
    ("a = 9223372036854775807\nb = -9223372036854775808", {"a": 2**63 - 1, "b": -(2**63)}),
    ("a = 1.5\nb = -0.01\nc = +2.0", {"a": 1.5, "b": -0.01, "c": 2.0}),
    ("a = 5e22\nb = 1E06\nc = -2e-2", {"a": 5e22, "b": 1e6, "c": -0.02}),
    ("a = 6.626e-34\nb = 1_0.0_1", {"a": 6.626e-34, "b": 10.01}),
    ("a = inf\nb = -inf\nc = +inf", {"a": float("inf"), "b": float("-inf"), "c": float("inf")}),
    ("a = true\nb = false", {"a": True, "b": False}),
    ("a = 2026-09-30", {"a": DAY}),
    ("a = 2024-02-29", {"a": datetime.date(2024, 2, 29)}),
    ("a = 09:30:00", {"a": CLOCK}),
    ("a = 09:30:00.25", {"a": datetime.time(9, 30, 0, 250_000)}),
    ("a = 2026-09-30T09:30:00", {"a": datetime.datetime.combine(DAY, CLOCK)}),
    ("a = 2026-09-30 09:30:00 # now", {"a": datetime.datetime.combine(DAY, CLOCK)}),
    ("a = 2026-09-30t09:30:00z", {"a": datetime.datetime.combine(DAY, CLOCK, UTC)}),
    ("a = 2026-09-30T11:30:00+02:00", {"a": datetime.datetime.combine(DAY, CLOCK, UTC)}),
    ('a = ""', {"a": ""}),
    ('a = "\\b\\t\\n\\f\\r\\"\\\\"', {"a": '\b\t\n\f\r"\\'}),
    ('a = "\\u00E9\\U0001F600"', {"a": "é😀"}),
    ('a = "tab\there, # no comment"', {"a": "tab\there, # no comment"}),
    ("a = ''\nb = 'c:\\n'", {"a": "", "b": "c:\\n"}),
    ("a = '\"' # \"", {"a": '"'}),
    ('a = """"""', {"a": ""}),
    ('a = """\n"""', {"a": ""}),
    ('a = """\nx\n\ny"""', {"a": "x\n\ny"}),
    ('a = """\r\nx\r\ny"""', {"a": "x\ny"}),
    ('a = """x \\\n\n   y"""', {"a": "x y"}),
    ('a = """x \\   \n  y\\n"""', {"a": "x y\n"}),
    ('a = """"x" ""y"""', {"a": '"x" ""y'}),
    ('a = """x"""""', {"a": 'x""'}),
    ('a = """\\""\\""""', {"a": '"""'}),
    ("a = ''''''", {"a": ""}),
    ("a = '''\nx\\\n'y' ''z'''", {"a": "x\\\n'y' ''z"}),
    ("a = '''x'''''", {"a": "x''"}),
    ("a = []", {"a": []}),
    ("a = [ 1, 2, ]", {"a": [1, 2]}),
    ("a = [1, 'x', true, 2026-09-30, [], {}]", {"a": [1, "x", True, DAY, [], {}]}),
    ("a = [ # one\n  1 # two\n  , # three\n  2\n  # four\n]", {"a": [1, 2]}),
    ("a = [[1], [['x'],], []]", {"a": [[1], [["x"]], []]}),
    ("a = ['[', ']', \"#\"]", {"a": ["[", "]", "#"]}),
    ("a = {}", {"a": {}}),
    ("a = { b = 1, c = 'x' }", {"a": {"b": 1, "c": "x"}}),
    ("a = {b.c = 1, b.d = {e = []}, \"f g\" = 2}", {"a": {"b": {"c": 1, "d": {"e": []}}, "f g": 2}}),
    ("a = [\n  {b = 1}, {b = [\n    2]},\n]", {"a": [{"b": 1}, {"b": [2]}]}),
    ("a = {b = [\n1,\n]}", {"a": {"b": [1]}}),
    ("[a]", {"a": {}}),
    ("[a]\n[b]\nc = 1", {"a": {}, "b": {"c": 1}}),
    ("[ a . 'b.c' . \"d\" ] # x\ne = 1", {"a": {"b.c": {"d": {"e": 1}}}}),
    ("['']\n[\"x y\"]", {"": {}, "x y": {}}),
    ("[a.b.c]\nd = 1\n[a]\ne = 2", {"a": {"b": {"c": {"d": 1}}, "e": 2}}),
    ("[a]\nb.c = 1\n[a.d]\ne = 2", {"a": {"b": {"c": 1}, "d": {"e": 2}}}),
    ("[a]\nb.c = 1\n[a.b.d]\ne = 2", {"a": {"b": {"c": 1, "d": {"e": 2}}}}),
    ("[[a]]\nb = 1\n[[a]]\n[[a]]\nb = 3", {"a": [{"b": 1}, {}, {"b": 3}]}),
    ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", {"a": [{"b": {"c": 1}}, {"b": {"c": 2}}]}),
    ("[[a.b]]\n[[a.b]]\n[a]\nc = 1", {"a": {"b": [{}, {}], "c": 1}}),
    ("[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[[a]]\n[[a.b]]\nc = 3", {
        "a": [{"b": [{"c": 1}, {"c": 2}]}, {"b": [{"c": 3}]}]}),
]  # fmt: skip

INVALID = [
    # keys
    "a", "a =", "= 1", "a 1", "a : 1", "a == 1", "a b = 1", "a. = 1", ".a = 1", "a..b = 1", "é = 1",
    "a! = 1", "\\a = 1", '"a = 1', "'a = 1", '"a"b = 1', '"""a""" = 1', "'''a''' = 1", '"a\nb" = 1',
    "a\n= 1", "a =\n1", "[a] = 1", "a = 1 b = 2", "a = 1, b = 2", "a = 1\na = 2", "a = 1\n'a' = 2",
    "a = 1\na.b = 2", "a.b = 1\na = 2", "a.b = 1\na.b.c = 2", "a = {}\na.b = 1", "a = []\na.b = 1",
    "#\na = 1 ]",
    # headers
    "[", "[]", "[[]]", "[a", "[[a]", "[a]]", "[[a] ]", "[ [a]]", "[a.]", "[.a]", "[a..b]", "[a b]", "[é]",
    "['a]", '["a\nb"]', "[a]\n[a]", "[a.b]\n[a.b]", "[a] x", "[a] b = 1", "[a]\nb = 1\n[a.b]", "[a]\n[[a]]",
    "[[a]]\n[a]", "a = []\n[[a]]", "a = 1\n[a]", "a = {}\n[a.b]", "a.b = 1\n[a]", "[a]\nb.c = 1\n[a.b]",
    "[a.b]\n[a]\nb.c = 1", "[a#b]", "[a\n]", '["""a"""]', "[[a.b]]\n[a.b]", "a = [{}]\n[a.b]",
    # strings
    'a = "', "a = '", 'a = "x', 'a = "x\ny"', "a = 'x\ny'", 'a = """x', "a = '''x", 'a = """x""',
    'a = """x""""""', "a = '''x''''''", 'a = "\\q"', 'a = "\\x41"', 'a = "\\e"', 'a = "\\u12"',
    'a = "\\ud800"', 'a = "\\U00110000"', 'a = "\\', 'a = """\\ x"""', "a = \"\x00\"", "a = '\x1f'",
    'a = """\x7f"""', "a = '''\x0b'''", "a = x", "a = “x”", "a = \"x\" y", 'a = "x""y"', "a = 'it's'",
    "a = \"x\ry\"",
    # numbers
    "a = 01", "a = -01", "a = 1_", "a = _1", "a = 1__0", "a = 1.", "a = .1", "a = 1._0", "a = 1e",
    "a = 1e_1", "a = 1.e1", "a = 01.5", "a = +", "a = --1", "a = +-1", "a = 0x", "a = 0xG", "a = 0X1",
    "a = 0b2", "a = 0o8", "a = +0x1", "a = 0x_1", "a = 1,000", "a = 50%", "a = 1 2", "a = Inf", "a = NaN",
    "a = infinity", "a = ++inf", "a = 1.2.3",
    # booleans, dates and times
    "a = True", "a = FALSE", "a = tru", "a = truee", "a = 2026-02-30", "a = 2023-02-29", "a = 2026-13-01",
    "a = 2026-00-10", "a = 2026-1-1", "a = 26-01-01", "a = 2026-09-30T", "a = 2026-09-30T25:00:00",
    "a = 2026-09-30T09:30", "a = 9:30:00", "a = 09:30", "a = 09:60:00", "a = 09:30:61", "a = 09:30:00.",
    "a = 2026-09-30T09:30:00+25:00", "a = 2026/09/30", "a = 2026-09-30  09:30:00", "a = 0000-01-01",
    # arrays
    "a = [", "a = [1", "a = [1,", "a = ]", "a = [1 2]", "a = [,]", "a = [1,,2]", "a = [,1]", "a = [1\n2]",
    "a = [1]]", "a = [x]", "a = [1 # ]", "a = [\n1\nb = 2", "a = ['x]",
    # inline tables
    "a = {", "a = {b", "a = {b = }", "a = {b = 1", "a = {b = 1,}", "a = {,}", "a = {b = 1,, c = 2}",
    "a = {b = 1 c = 2}", "a = {\nb = 1}", "a = {b = 1\n}", "a = {b = 1,\nc = 2}", "a = {b = 1, b = 2}",
    "a = {b = 1, b.c = 2}", "a = {b = {}, b.c = 1}", "a = {b.c = 1, b = 2}", "a = {b = 1} c", "a = }",
    "a = {b: 1}", "a = {1}", "a = {b = 1 # }", "a = {[b] = 1}",
    # characters
    "\x00", "a = 1\rb = 2", "# \x01", "# \x7f", "# x\ry", "\x0c", "a\xa0= 1", "\ufeff\ufeffa = 1",
    "a = 1\u2028b = 2", "\u3000",
]  # fmt: skip

FOLDER = os.environ.get("PLANLINT_TOML_TEST", "")
SUITE = (
    [name for name in pathlib.Path(FOLDER, "files-toml-1.0.0").read_text().split() if name.endswith(".toml")]
    if FOLDER
    else []
)


def routes(value, route=()):
    if route:
        yield route
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from routes(child, (*route, key))


def assert_read(data):
    doc = read("plan.toml", data)
    assert repr(doc.value) == repr(tomllib.loads(data.removeprefix(b"\xef\xbb\xbf").decode()))
    assert set(doc.places) == set(routes(doc.value))
    return doc


def assert_refused(data):
    with pytest.raises(Fault) as caught:
        read("plan.toml", data)
    error = caught.value
    assert 0 <= error.span.start <= error.span.end <= len(error.source.text)
    assert 1 <= error.source.position(error.span.start).line <= error.source.text.count("\n") + 1
    assert error.message
    assert error.message.isprintable()
    return error


def test_the_corpus_is_large_enough():
    assert len({text for text, _ in VALID}) == len(VALID) >= 60
    assert len(set(INVALID)) == len(INVALID) >= 100


@pytest.mark.parametrize(("text", "value"), VALID)
def test_valid_toml_is_read(text, value):
    assert assert_read(text.encode()).value == value
    assert assert_read(b"\xef\xbb\xbf" + text.encode()).value == value
    assert assert_read(text.replace("\r", "").replace("\n", "\r\n").encode()).value == value


@pytest.mark.parametrize("text", INVALID)
def test_invalid_toml_is_one_fault(text):
    assert assert_refused(text.encode()).code in ("PL001", "PL107")


if SUITE:

    @pytest.mark.parametrize("name", SUITE)
    def test_public_suite(name):
        data = pathlib.Path(FOLDER, name).read_bytes()
        if name.startswith("valid/"):
            assert_read(data)
        else:
            assert_refused(data)
