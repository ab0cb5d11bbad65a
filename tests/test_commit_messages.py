"""Messages while they are written: what is comment, what will be said, where comments are added."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.diff.message import comment_mark, said_in, with_comments

CUT = "------------------------ >8 ------------------------"
FRESH = "\n# Please enter the commit message for your changes.\n#\n# On branch main\n"
VERBOSE = f"{FRESH}# {CUT}\n# Do not modify or remove the line above.\n# Everything below is ignored.\ndiff --git a b\n"
MESSAGES = st.text("#; \nPx>8-", max_size=40) | st.sampled_from([FRESH, VERBOSE, VERBOSE.replace("#", ";")])


@pytest.mark.parametrize(
    ("text", "setting", "mark"),
    [
        (FRESH, None, "#"),
        (FRESH, ";", ";"),
        (FRESH, "//", "//"),
        (FRESH, "auto", "#"),
        (FRESH.replace("#", ";"), "auto", ";"),
        ("#1 is mended\n" + FRESH.replace("#", ";"), "auto", ";"),
        (VERBOSE.replace("#", "@"), "auto", "@"),
        ("Lower it\n\nbecause\n", "auto", "#"),
        ("", "auto", "#"),
        ("\n\n", "auto", "#"),
    ],
)
def test_what_begins_comments(text: str, setting: str | None, mark: str) -> None:
    assert comment_mark(text, setting) == mark


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lower it\n\nPlan-Reason: x\n", "Lower it\n\nPlan-Reason: x\n"),
        ("\n# a comment\n\nLower it\n# another\n\nPlan-Reason: x\n", "Lower it\n\nPlan-Reason: x\n"),
        (f"Lower it\n# {CUT}\nPlan-Reason: x\n", "Lower it\n"),
        (f"Lower it\n; {CUT}\nPlan-Reason: x\n", f"Lower it\n; {CUT}\nPlan-Reason: x\n"),
        (f"Lower it\n # {CUT}\nPlan-Reason: x\n", f"Lower it\n # {CUT}\nPlan-Reason: x\n"),
        (f"# {CUT}", ""),
        (FRESH, ""),
        ("", ""),
    ],
)
def test_what_a_message_will_say(text: str, said: str) -> None:
    assert said_in(text, "#") == said


def test_comments_stand_before_those_of_git() -> None:
    assert with_comments(FRESH, "#", ["two", "", "lines"]) == dedent("""\

        # two
        #
        # lines
        # Please enter the commit message for your changes.
        #
        # On branch main
    """)
    assert with_comments("", "#", ["a"]) == "\n# a\n"
    assert with_comments("Begun", "#", ["a"]) == "Begun\n# a\n"
    assert with_comments("\n", ";", ["a"]) == "\n; a\n"


def test_below_a_cut_they_stand_below_what_git_says_of_it() -> None:
    before, after = VERBOSE.split("diff --git")
    assert with_comments(VERBOSE, "#", ["a"]) == f"{before}#\n# a\ndiff --git{after}"
    assert with_comments(f"# {CUT}", "#", ["a"]) == f"# {CUT}\n#\n# a\n"


@given(MESSAGES, st.lists(st.text("ab >8-", max_size=9)))
def test_comments_change_nothing_of_what_is_said(text: str, lines: list[str]) -> None:
    assert said_in(with_comments(text, "#", lines), "#").rstrip("\n") == said_in(text, "#").rstrip("\n")
