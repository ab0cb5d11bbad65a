"""Lists written anew: every layout that is TOML is taken, every comment stays, and nothing is left behind."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.toml.lists import with_elements


def written(text: str, wanted: list[Any]) -> str:
    return with_elements(text, tomllib.loads(f"v = {text}")["v"], wanted)


@pytest.mark.parametrize(
    ("text", "one_more"),
    [
        ("[]", '["b"]'),
        ("[ ]", '["b"]'),
        ("[\n]", '[\n  "b",\n]'),
        ("[ # none yet\n]", '[ # none yet\n  "b",\n]'),
        ("[\n  # none yet\n]", '[\n  # none yet\n  "b",\n]'),
        ("[\n\t# one\n\n\t# two\n]", '[\n\t# one\n\n\t# two\n\t"b",\n]'),
        ('["a"]', '["a", "b"]'),
        ('["a",]', '["a", "b",]'),
        ('[ "a" ]', '[ "a", "b" ]'),
        ('[ "a" , ]', '[ "a" , "b", ]'),
        ("['a']", "['a', \"b\"]"),
        ('["a" # in May\n]', '["a", # in May\n  "b"\n]'),
        ('[ "a", # in May\n]', '[ "a", # in May\n  "b",\n]'),
        ('[\n  "a"\n]', '[\n  "a",\n  "b"\n]'),
        ('[\n  "a",\n]', '[\n  "a",\n  "b",\n]'),
        ('[\n    "a" , # in May\n]', '[\n    "a" , # in May\n    "b",\n]'),
        ('[\n  "a" # in May\n  # more to come\n]', '[\n  "a", # in May\n  "b"\n  # more to come\n]'),
        ('[\n  "a" # in May\n  ,\n]', '[\n  "a" # in May\n  ,\n  "b",\n]'),
        ('[\n  "a"]', '[\n  "a",\n  "b"]'),
        ('["x",\n "a"]', '["x",\n "a",\n "b"]'),
        ('[\n  "x", "a",\n]', '[\n  "x", "a", "b",\n]'),
        ('[\n  "x", "a" # both\n]', '[\n  "x", "a", # both\n  "b"\n]'),
        ('[\r\n  "a", # in May\r\n]', '[\r\n  "a", # in May\r\n  "b",\r\n]'),
        ('["""\na\n"""]', '["""\na\n""", "b"]'),
    ],
)
def test_an_element_is_added_in_every_layout(text: str, one_more: str) -> None:
    present = tomllib.loads(f"v = {text}")["v"]
    assert written(text, [*present, "b"]) == one_more


@pytest.mark.parametrize(
    ("text", "wanted", "result"),
    [
        ('["a", "b", "c"]', ["a", "c"], '["a", "c"]'),
        ('["a", "b", "c"]', ["b", "c"], '["b", "c"]'),
        ('["a", "b", "c"]', ["a", "b"], '["a", "b"]'),
        ('["a", "b", "c"]', ["a"], '["a"]'),
        ('["a", "b", "c"]', ["c", "a", "b"], '["c", "a", "b"]'),
        ('["a", "b", "c",]', ["a"], '["a",]'),
        ('["a", "b" ,]', ["a"], '["a",]'),
        ('[ "a" , "b" ]', ["a"], '[ "a" ]'),
        ('["a"]', [], "[]"),
        ('[\n  "a", # first\n  "b", # second\n  "c"\n]', ["a", "c"], '[\n  "a", # first\n  # second\n  "c"\n]'),
        ('[\n  "a",\n  "b" ,\n]', ["a"], '[\n  "a",\n]'),
        ('[\n  "a",\n  "b" \n]', ["a"], '[\n  "a",\n]'),
        ('[\n  "a", "b",\n  "c"\n]', ["a", "c"], '[\n  "a",\n  "c"\n]'),
        ('[\n  "a",\n  # the second\n  "b"]', ["a"], '[\n  "a",\n  # the second\n  ]'),
        ('[\n  "b", # late\n]', ["a", "b"], '[\n  "a",\n  "b", # late\n]'),
        ('["a" # why\n, "b"]', ["b"], '[# why\n"b"]'),
        ("[1, 2.5, 2026-01-01]", [1, 2.5], "[1, 2.5]"),
        ("[{ a = 1 }, [2]]", [[2], {"a": 1}], "[[2], { a = 1 }]"),
    ],
)
def test_elements_are_taken_out_and_put_in_order(text: str, wanted: list[Any], result: str) -> None:
    assert written(text, wanted) == result


_BLANK = st.sampled_from(["", " ", "  ", "\n", "\n  ", " # why\n  ", "\n  # because\n  ", "\r\n  "])
_VALUES = st.lists(st.sampled_from(["a", "b", "c", "d # no comment", "e,"]), max_size=4, unique=True)


@st.composite
def _lists(draw: st.DrawFn) -> str:
    parts = [draw(_BLANK)]
    values = draw(_VALUES)
    for number, value in enumerate(values):
        last = number == len(values) - 1
        comma = "," if not last or draw(st.booleans()) else ""
        parts += [f'"{value}"', draw(_BLANK), comma, draw(_BLANK) if comma else ""]
    return f"[{''.join(parts)}]"


def _lines_of_blanks(text: str) -> int:
    return len(re.findall(r"(?m)^[ \t]+\r?$", text))


@settings(max_examples=300, deadline=None)
@given(_lists(), _VALUES)
def test_in_any_layout_the_values_are_right_and_every_comment_stays(text: str, wanted: list[str]) -> None:
    result = written(text, wanted)
    assert tomllib.loads(f"v = {result}")["v"] == wanted
    for comment in ("# why", "# because"):
        assert result.count(comment) == text.count(comment)
    assert _lines_of_blanks(result) <= _lines_of_blanks(text)


@settings(max_examples=100, deadline=None)
@given(_lists())
def test_the_same_elements_again_change_nothing(text: str) -> None:
    assert written(text, tomllib.loads(f"v = {text}")["v"]) == text
