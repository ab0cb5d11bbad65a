"""The configuration: what it may say, and how it says what is wrong with it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.config import Config, ConfigError, Words, matches, pattern_fault
from planlint.diagnostic import Severity
from planlint.load import load_config
from tests.support.planning import CONFIG


def test_nothing_written_means_the_defaults() -> None:
    config = load_config("planlint.toml", b"", CONFIG)
    assert config.include == Config().include
    assert config.select is None
    assert config.fail_on is Severity.ERROR
    assert config.limits["title-length"] == 120


EVERYTHING = """
include = ["plan/**/*.toml"]
exclude = ["plan/drafts/**"]
archive = ["plan/2024/**"]
select = ["PL"]
extend-select = ["PL411"]
ignore = ["PL405"]
fail-on = "warning"
[severity]
PL305 = "error"
[per-file-ignores]
"plan/2025/**" = ["PL7"]
[limits]
title-length = 80
[words]
activities = ["onboard"]
vague = { replace = true, words = ["stuff"] }
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("planlint.toml", EVERYTHING),
        (
            "pyproject.toml",
            "[tool.planlint]"
            + EVERYTHING.replace("[severity]", "[tool.planlint.severity]")
            .replace("[per-file", "[tool.planlint.per-file")
            .replace("[limits]", "[tool.planlint.limits]")
            .replace("[words]", "[tool.planlint.words]"),
        ),
    ],
)
def test_everything_written(path: str, text: str) -> None:
    config = load_config(path, text.encode(), CONFIG)
    assert config.archives("plan/2024/q1.toml")
    assert config.wants("plan/q1.toml")
    assert not config.wants("plan/drafts/q1.toml")
    assert config.extend_select == ("PL411",)
    assert config.fail_on is Severity.WARNING
    assert config.severity == {"PL305": Severity.ERROR}
    assert config.limits["title-length"] == 80
    assert config.limits["stale-days"] == 14
    assert config.words["activities"] == Words(("onboard",))
    assert config.words["activities"].applied_to(("ship",)) == ("ship", "onboard")
    assert config.words["vague"].applied_to(("ship",)) == ("stuff",)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "planlint.toml",
            'slect = ["PL2"]',
            "planlint.toml:1:1: unknown key `slect`; did you mean `select`?",
        ),
        ("planlint.toml", "select = [", "planlint.toml:1:10: "),
        ("planlint.toml", '\nfail-on = "errors"', "planlint.toml:2:11: "),
        ("pyproject.toml", "[tool.planlint]\nincludes = []", "pyproject.toml:2:1: unknown key `includes`"),
        ("planlint.toml", "[limits]\ntitle-length = true", "planlint.toml:2:16: "),
        (
            "planlint.toml",
            "x-own = 1",
            "planlint.toml:1:1: unknown key `x-own`; the keys are include, exclude, archive, select, extend-select, "
            "ignore, fail-on, severity, per-file-ignores, limits, words and work",
        ),
        (
            "planlint.toml",
            "[words]\nslang = []",
            "planlint.toml:2:1: unknown key `words.slang`; the keys are activities, vague, placeholders, maintenance, "
            "step-units and vague-tasks",
        ),
        (
            "planlint.toml",
            '[words]\nvague = { replace = true, word = ["x"] }',
            "planlint.toml:2:27: unknown key `words.vague.word`; did you mean `words`?",
        ),
        (
            "planlint.toml",
            "extend-ignore = []",
            "planlint.toml:1:1: unknown key `extend-ignore`; did you mean `ignore`?",
        ),
        (
            "planlint.toml",
            "[tool.planlint]\nselect = []",
            "planlint.toml:1:2: unknown key `tool`; in this file settings stand at the top, without such a header",
        ),
        (
            "planlint.toml",
            "[limits]\nselect = []",
            "planlint.toml:2:1: unknown key `limits.select`; `select` belongs to the top: move it above line 1",
        ),
        (
            "pyproject.toml",
            "[tool.planlint.limits]\nselect = []",
            "pyproject.toml:2:1: unknown key `limits.select`; `select` belongs below `[tool.planlint]`",
        ),
        (
            "planlint.toml",
            '[severity]\nPL305 = "off"',
            'planlint.toml:2:9: severity.PL305 is "off"; it takes error, warning or info; '
            'a rule is switched off by `ignore = ["PL305"]`',
        ),
        (
            "planlint.toml",
            'severity = "error"',
            'planlint.toml:1:12: severity is the text "error"; it takes a table; begin it with `[severity]`',
        ),
        (
            "pyproject.toml",
            "[tool.planlint]\nlimits = 3",
            "pyproject.toml:2:10: limits is the whole number 3; it takes a table; "
            "begin it with `[tool.planlint.limits]`",
        ),
        ("pyproject.toml", "[tool]\nplanlint = 3", "pyproject.toml:2:12: tool.planlint is the whole number 3"),
        (
            "planlint.toml",
            "archive = true",
            'planlint.toml:1:11: archive is true; it takes an array of texts; for example ["plan/2024/**"]',
        ),
        (
            "planlint.toml",
            'exclude = ["a", "/b"]',
            'planlint.toml:1:17: exclude[1] is "/b": a pattern begins at the root of the plan',
        ),
        (
            "pyproject.toml",
            '[tool.planlint.per-file-ignores]\n"a" = []\n"../b" = []',
            'pyproject.toml:3:1: per-file-ignores."../b": a pattern cannot leave the root of the plan',
        ),
        (
            "planlint.toml",
            'archive = ["a"]\nexclude = [' + '"b",' * 1000 + "]",
            "planlint.toml:2:1: there are 1,001 patterns, and at most 1,000 are read; a folder's name means",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(path: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(path, text.encode(), CONFIG)
    error = caught.value
    assert f"{error.message}; {error.help}".startswith(message)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "cannot be empty"),
        ("  ", "cannot be empty"),
        ("!plan/drafts", "stands in `exclude`"),
        ("plan\\*.toml", "separated by `/`"),
        ("/plan", "begins at the root of the plan"),
        ("~/plan", "begins at the root of the plan"),
        ("C:/plan", "begins at the root of the plan"),
        ("plan/../..", "cannot leave the root"),
        ("plan/{a,b}.toml", "braces mean no choice"),
        ("plan/[a.toml", "`[` is never closed"),
        ("plan/[]a.toml", "`[` is never closed"),
        ("plan/[z-a].toml", "from the lower character to the higher"),
        ("*" * 501, "has at most 500 characters, and this one has 501"),
    ],
)
def test_a_pattern_that_can_mean_no_file_is_refused(pattern: str, reason: str) -> None:
    assert reason in (pattern_fault(pattern) or "")


@pytest.mark.parametrize(
    "pattern", [".", "./plan", "plan/", "plan/..old/*", "**/*.toml", "a**b", "[[]x]", "[a-z].toml", "{a}", "x!"]
)
def test_other_patterns_are_taken(pattern: str) -> None:
    assert pattern_fault(pattern) is None


@given(st.text(alphabet="ab-[]!^*?/.{},\\&~|(", max_size=12))
def test_a_pattern_that_is_taken_can_be_used(pattern: str) -> None:
    if pattern_fault(pattern) is None:
        assert matches("plan/a.toml", (pattern,)) in (True, False)


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("plan/a.toml", True),
        ("plan", True),
        ("plan/q4", True),
        ("plan/notes.md", False),
        ("team/q4", False),
        ("plans/deep/er", True),
        ("docs/a.md", False),
        ("pla", False),
        ("x", False),
    ],
)
def test_links_that_would_lead_to_plan_files(link: str, wanted: bool) -> None:
    assert Config().wants_behind(link) is wanted


def test_links_under_other_patterns() -> None:
    assert Config(include=("teams/*/plan.toml",)).wants_behind("teams/a")
    assert not Config(include=("**/plans/**/*.toml",)).wants_behind("docs")
    assert not Config(exclude=("plan/vendor",)).wants_behind("plan/vendor")


def reads(names: list[str], path: list[str]) -> bool:
    """The slow reading of a pattern: its names against those of a path; what is left of the path lies below."""
    if not names:
        return True
    if names[0] == "**":
        if names[1:] in ([], ["**"]):
            return bool(path)
        return reads(names[1:], path) or (bool(path) and reads(names, path[1:]))
    return bool(path) and stands_for(names[0], path[0]) and reads(names[1:], path[1:])


def stands_for(signs: str, name: str) -> bool:
    """The slow reading of one name of a pattern."""
    if not signs:
        return not name
    if signs[0] == "*":
        return stands_for(signs[1:], name) or (bool(name) and stands_for(signs, name[1:]))
    if signs[0] == "[":
        others, _, rest = signs.removeprefix("[!").partition("]")
        return bool(name) and name[0] not in others and stands_for(rest, name[1:])
    return bool(name) and signs[0] in ("?", name[0]) and stands_for(signs[1:], name[1:])


NAMES_OF_PATTERNS = st.one_of(
    st.just("**"),
    st.lists(st.sampled_from(["a", "b", "*", "**", "?", "[!a]", "[!*]"]), min_size=1, max_size=5).map("".join),
)


@given(
    st.lists(NAMES_OF_PATTERNS, min_size=1, max_size=5),
    st.lists(st.text("ab*", min_size=1, max_size=4), min_size=1, max_size=5),
)
def test_a_pattern_is_read_as_one_name_after_the_other_says(names: list[str], path: list[str]) -> None:
    pattern = "/".join(names)
    assert matches("/".join(path), (pattern,)) is reads(names, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("**/" * 12 + "x", "a/" * 20 + "b"),
        ("**/a/" * 40 + "x", "a/" * 400 + "b"),
        ("**/*a*/" * 40 + "x", "aaa/" * 400 + "b"),
        ("*a" * 100 + "x", "a" * 1000),
        ("**/" + "*a" * 30 + "/**/" + "*b" * 30, ("a" * 200 + "/") * 50 + "b" * 25),
        ("*" * 1000 + "x", "a" * 1000),
    ],
)
def test_no_pattern_makes_anybody_wait(pattern: str, path: str) -> None:
    begun = time.process_time()
    assert not matches(path, (pattern,))
    assert time.process_time() - begun < 1
