"""What `check` prints for people and for programs."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from planlint import __version__
from planlint.diagnostic import Diagnostic, Place, Related, Severity
from planlint.lint.report import Report, Summary
from planlint.model.items import Item, KeyResult, Objective, Outcome, Purpose, Vision
from planlint.model.plan import Plan
from planlint.printable import plain
from planlint.render.findings.concise import concise
from planlint.render.findings.full import conclusion, finding, full
from planlint.render.findings.json import json_text, jsonl
from planlint.render.findings.snippet import Frame, Mark, snippet
from planlint.render.findings.statistics import statistics, statistics_json
from planlint.render.text.cells import cut, measure, view, width, wrap
from planlint.render.text.style import Style
from planlint.text import Site, Source, Span

GOLDEN = Path(__file__).parent / "golden" / "full"
PLAN = "plan/q3.toml"
# Read here, because tests see no such variables.
WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"
WIDE = 10_000
BEGINNING = Span(0, 0)


def counts(**found: int) -> Summary:
    return Summary(**{"files": 2, "items": 25, **found})


def checked(
    texts: Mapping[str, str],
    *diagnostics: Diagnostic,
    plan: Plan | None = None,
    summary: Summary | None = None,
    reached: tuple[int, int] = (25, 25),
) -> Report:
    judged = summary or counts(
        errors=sum(one.severity is Severity.ERROR for one in diagnostics),
        warnings=sum(one.severity is Severity.WARNING for one in diagnostics),
        infos=sum(one.severity is Severity.INFO for one in diagnostics),
    )
    sources = {path: Source(path, text) for path, text in texts.items()}
    return Report(diagnostics, sources, plan or Plan.of_items(()), judged, reached)


def where(text: str, part: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def found(
    rule: str,
    message: str,
    span: Span = BEGINNING,
    *,
    severity: Severity = Severity.ERROR,
    path: str = PLAN,
    related: tuple[tuple[str, Span, str], ...] = (),
    **more: Any,
) -> Diagnostic:
    code, name = rule.split()
    others = tuple(Related(Place(there, at), said) for there, at, said in related)
    return Diagnostic(Place(path, span), code, name, severity, message, related=others, **more)


def item(kind: type[Item], identifier: str, title: str, **parents: str) -> Item:
    return kind(identifier, {"title": title, **parents}, Site(PLAN))


GITLAB = """\
[key_result.predictability]
title = "Improve Predictability around customer expectations"
objective = "availability"

[key_result.sus]
title = "Raise our SUS score to 76.2 and deliver 30 foundational UI components"
objective = "ux"
"""
GITLAB_PLAN = Plan.of_items(
    (
        item(Purpose, "contribute", "Everyone can contribute, wherever they live and whatever they do"),
        item(Vision, "complete", "One application for all of the work", purpose="contribute"),
        item(Outcome, "next-generation", "A popular next-generation product", vision="complete"),
        item(
            Outcome,
            "value",
            "Customers find enough value to buy a subscription, and to keep it",
            vision="complete",
        ),
        item(Objective, "availability", "Enterprise-level availability", outcome="value"),
        item(
            Objective,
            "ux",
            "Ensure prioritization of work to deliver on UX key results",
            outcome="next-generation",
        ),
        item(KeyResult, "predictability", "Improve Predictability", objective="availability"),
        item(KeyResult, "sus", "Raise our SUS score", objective="ux"),
    )
)
NO_MEASURE = found(
    "PL401 no-measure",
    "nothing says when this key result is reached",
    where(GITLAB, "[key_result.predictability]"),
    item="key_result.predictability",
    label="add `metric` or `milestones`",
    help="metric.name, metric.baseline, metric.target; or milestones.NAME = DATE",
)
SEVERAL = found(
    "PL404 several-metrics",
    "two measures in one key result: 76.2 points and 30 components",
    where(GITLAB, "76.2"),
    severity=Severity.WARNING,
    item="key_result.sus",
    help="keep 76.2 here, give the 30 components a key result of their own",
    related=((PLAN, where(GITLAB, "30"), "the second"),),
)


def gitlab() -> Report:
    summary = counts(errors=1, warnings=1, suppressed=4)
    return checked({PLAN: GITLAB}, NO_MEASURE, SEVERAL, plan=GITLAB_PLAN, summary=summary)


PLACES = """\
[key_result.wait]
title = "From 58 to 21 days"
objective = ["faster", "fastr"]
metric.baseline = 58
metric.unit = "days"
metric.target = 58
status = "done"
owner = "ines"
note = "kept"
due = "2026-12-31"
description = \"\"\"
It takes
far
too
long
to move
in\"\"\"
"""
OTHER = '[objective.faster]\ntitle = "Moving in takes weeks"\n\n[key_result.wait]\ntitle = "Again"\n'


def places() -> Report:
    other = "plan/other.toml"
    return checked(
        {PLAN: PLACES, other: OTHER},
        found(
            "PL404 several-metrics",
            "two measures",
            where(PLACES, "58"),
            label="the first number, which says where it begins",
            related=((PLAN, where(PLACES, "21"), "the second number, which says where it is to end, in days"),),
        ),
        found(
            "PL201 unknown-reference",
            "objective 'fastr' does not exist",
            where(PLACES, '"fastr"'),
            item="key_result.wait",
            label="no such objective",
            help="did you mean 'faster'?",
            related=((other, where(OTHER, "[objective.faster]"), "'faster' is defined here"),),
        ),
        found(
            "PL402 flat-metric",
            "target equals baseline: 58",
            where(PLACES, "58", 3),
            label="target",
            related=((PLAN, where(PLACES, "58", 2), "baseline"),),
        ),
        found(
            "PL408 done-below-target",
            "done, at 0.31 of the way",
            where(PLACES, '"done"'),
            related=(
                (PLAN, where(PLACES, "58", 2), "from here"),
                ("plan/gone.toml", Span(3, 4), "and there"),
            ),
        ),
        found(
            "PL107 duplicate-id",
            "key_result.wait stands twice",
            where(OTHER, "[key_result.wait]"),
            path=other,
            label="again here",
            related=((PLAN, where(PLACES, "[key_result.wait]"), "first here"),),
        ),
        found(
            "PL701 long-text",
            "seven lines say one thing",
            Span(where(PLACES, '"""').start, len(PLACES)),
            severity=Severity.INFO,
            label="shorten it",
            related=((PLAN, where(PLACES, "far"), "a word"),),
        ),
        found("PL001 invalid-toml", "a value is missing", Span(len(PLACES), len(PLACES)), label="here"),
        found("PL003 beyond-limits", "the file has 1,048,577 bytes; 1,048,576 are the limit"),
        found("PL004 unreadable-file", "permission denied", path="plan/gone.toml", label="cannot be opened"),
        reached=(23, 25),
    )


CELLS = (
    'title = "売上を三倍にして顧客満足度を76.2まで上げる👩‍👩‍👧'
    'という長い長いとても長い目標の題名 and 30 more"\n'
    '\tdue\t= "le 3 e\u0301te\u0301"\t# 👍🏽\n'
    f'note = "{"word " * 40}99.95 %{" tail" * 30}"\n'
    "with = [" + ", ".join(f'"person-{number}"' for number in range(40)) + "]\n"
)


def cells() -> Report:
    return checked(
        {PLAN: CELLS},
        found(
            "PL404 several-metrics",
            "two measures",
            where(CELLS, "76.2"),
            label="ここ",
            related=((PLAN, where(CELLS, "30"), "そこ"),),
        ),
        found("PL103 wrong-type", "a text", where(CELLS, "e\u0301te\u0301"), label="été"),
        found("PL701 long-title", "numbers stay whole", where(CELLS, "99.95"), label="of " + "words " * 9),
        found(
            "PL208 duplicate-reference",
            "three on one line",
            where(CELLS, '"person-30"'),
            label="third",
            related=(
                (PLAN, where(CELLS, '"person-1"'), "first"),
                (PLAN, where(CELLS, '"person-28"'), "second"),
            ),
        ),
        found(
            "PL701 long-title",
            "the span is longer than the line on the screen",
            Span(CELLS.index("with") + 7, len(CELLS)),
            label="40 people",
        ),
        found("PL701 long-title", "x" * 30 + " and so on", item=f"key_result.{'i' * 64}", help="wörter " * 20),
    )


HOSTILE = 'ti\u202etle = "\x1b[31mred\x07 \u2066\ud800 pay\u200dment \U000e0041"\r\n'


def hostile() -> Report:
    path = "plan/\x1b]0;x\x07\n.toml"
    return checked(
        {path: HOSTILE},
        found(
            "PL101 unknown-key",
            "key 'ti\u202etle'\nerror PL999 forged",
            where(HOSTILE, "red\x07"),
            path=path,
            item="task.\x9b31m",
            label="\u2028\x7f",
            help="\ttabs\r\nand lines",
            related=(("b\u2069", Span(0, 0), "there\x00"),),
        ),
        plan=Plan.of_items(()),
    )


CASES = {"gitlab": gitlab, "places": places, "cells": cells, "hostile": hostile}
STYLES = {
    "80": Style(80),
    "120": Style(120),
    "80-ascii": Style(80, unicode=False),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES)
def test_full_is_what_people_were_promised(case: str, style: str) -> None:
    """The expected texts are kept in files; with PLANLINT_GOLDEN=write they are written anew, to be read."""
    path = GOLDEN / f"{case}.{style}.txt"
    shown = full(CASES[case](), STYLES[style])
    if WRITE_GOLDEN:
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("case", CASES)
def test_full_keeps_to_the_width_but_for_what_cannot_be_cut(case: str, style: Style) -> None:
    for line in full(CASES[case](), style).splitlines():
        assert wcswidth(line) <= style.width or may_be_wider(line), line


def may_be_wider(line: str) -> bool:
    """Whether a line holds a path, or a single word."""
    text = re.sub(r"^( *\d* \|[ |/-]*|  help | *= )", "", line)
    return line.lstrip().startswith(("-->", ":::")) or " " not in text.strip()


def test_the_signs_are_ascii_where_the_terminal_has_no_others() -> None:
    shown = full(gitlab(), Style(80, unicode=False))
    assert shown.isascii()
    assert "error PL401 no-measure - key_result.predictability\n" in shown
    assert "  why  Ensure prioritization of work to ... > A popular next-generation product\n" in shown


def test_a_colour_only_repeats_and_is_gone_without() -> None:
    coloured = full(gitlab(), Style(80, color=True))
    assert coloured.startswith("\x1b[1;31merror\x1b[0m \x1b[1mPL401\x1b[0m no-measure · key_result.predict")
    bare = coloured
    for sign in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[94m", "\x1b[0m"):
        bare = bare.replace(sign, "")
    assert bare == full(gitlab(), Style(80))


def test_the_code_links_to_its_page() -> None:
    style = Style(80, rule_url=lambda code: f"https://example.org/{code}")
    headline = finding(gitlab(), NO_MEASURE, style).splitlines()[0]
    assert headline.startswith("error \x1b]8;;https://example.org/PL401\x1b\\PL401\x1b]8;;\x1b\\ no-measure")


@pytest.mark.parametrize(
    "style",
    [
        Style(80, rule_url=lambda _: None),
        Style(80, rule_url=lambda _: "https://example.org/\x1b\\evil"),
        Style(80, rule_url=lambda _: "https://exämple.org/"),
    ],
)
def test_there_is_no_link_without_a_sound_address(style: Style) -> None:
    assert finding(gitlab(), NO_MEASURE, style) == finding(gitlab(), NO_MEASURE, Style(80))


@pytest.mark.parametrize(
    ("summary", "reached", "expected"),
    [
        (
            counts(errors=2, warnings=8, infos=3),
            (3, 3),
            "2 errors, 8 warnings, 3 notes · 3 items, all reach the purpose",
        ),
        (
            counts(warnings=1, suppressed=4),
            (23, 25),
            "1 warning, 4 suppressed · 23 of 25 items reach the purpose",
        ),
        (counts(infos=1), (1, 25), "1 note · 1 of 25 items reaches the purpose"),
        (counts(errors=1), (0, 0), "1 error"),
        (counts(errors=1), (0, 1), "1 error · 1 item, which does not reach the purpose"),
        (counts(errors=1), (0, 2), "1 error · 2 items, none of which reaches the purpose"),
        (counts(files=3), (25, 25), "25 items in 3 files, all reach the purpose: nothing to report"),
        (counts(files=1), (1, 1), "1 item in 1 file, which reaches the purpose: nothing to report"),
        (counts(files=1), (1, 2), "2 items in 1 file, 1 of which reaches the purpose: nothing to report"),
        (
            counts(suppressed=4),
            (3, 3),
            "3 items in 2 files, all reach the purpose: nothing to report, 4 suppressed",
        ),
        (counts(), (2, 3), "3 items in 2 files, 2 of which reach the purpose: nothing to report"),
        (counts(files=0), (0, 0), "no items in no files: nothing to report"),
    ],
)
def test_the_last_line(summary: Summary, reached: tuple[int, int], expected: str) -> None:
    shown = tuple([found("PL001 x", "x")] * (summary.errors + summary.warnings + summary.infos))
    report = checked({}, *shown, summary=summary, reached=reached)
    assert conclusion(report, Style(120)) == expected + "\n"


def test_the_last_line_does_not_hide_that_findings_are_hidden() -> None:
    report = checked({}, summary=counts(errors=2))
    assert full(report, Style(80)) == "2 errors, 2 not shown · 25 items, all reach the purpose\n"


def test_without_its_summary_a_report_has_findings_only() -> None:
    report = checked({}, found("PL004 unreadable-file", "permission denied"))
    assert full(report, Style(80), summary=False) == (
        "error PL004 unreadable-file · permission denied\n   --> plan/q3.toml:1:1\n"
    )
    assert full(checked({}), Style(80), summary=False) == ""


def test_a_headline_breaks_only_where_it_has_to() -> None:
    one = found("PL001 x", "said", item="task.a")
    assert finding(checked({}), one, Style(80)).splitlines()[0] == "error PL001 x · task.a · said"
    assert finding(checked({}), one._replace(message="s" * 80), Style(80)).splitlines()[:2] == [
        "error PL001 x · task.a",
        "  " + "s" * 80,
    ]
    assert finding(checked({}), one._replace(item="task." + "a" * 64), Style(80)).splitlines()[:3] == [
        "error PL001 x",
        "  task." + "a" * 64,
        "  said",
    ]


def test_an_item_without_parents_has_no_why() -> None:
    report = checked({}, plan=Plan.of_items([item(Purpose, "p", "Homes")]))
    assert "why" not in finding(report, found("PL301 x", "y", item="purpose.p"), Style(80))
    assert "why" not in finding(report, found("PL301 x", "y", item="purpose.gone"), Style(80))


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("short", 5, "short"),
        ("Customers find enough value to buy a subscription", 40, "Customers find enough value to buy a …"),
        ("Raise availability from 96.64% to 99.95%", 29, "Raise availability from …"),
        ("Raise availability from 96.64% to 99.95%", 39, "Raise availability from 96.64% to …"),
        ("Delivered by 2026-09-30 in all of the towns", 20, "Delivered by …"),
        ("Availability", 8, "Availab…"),
        ("売上を三倍にして", 8, "売上を…"),
        ("12345678901234567890", 8, "…"),
    ],
)
def test_a_title_is_cut_between_words_and_never_in_a_number(text: str, room: int, expected: str) -> None:
    assert cut(text, room, "…") == expected


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        (
            "see https://example.org/a/long/page for more",
            10,
            ["see", "https://example.org/a/long/page", "for more"],
        ),
        ("売上を三倍にする", 6, ["売上を", "三倍に", "する"]),
    ],
)
def test_text_is_wrapped_at_spaces_and_beside_wide_characters(text: str, room: int, expected: list[str]) -> None:
    assert wrap(text, room) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grün · 日本 👩‍👩‍👧 می‌خواهم", "grün · 日本 👩‍👩‍👧 می‌خواهم"),
        ("a\tb\r\nc", "a\\tb\\r\\nc"),
        ("\x1b[0m\x7f\x9b", "\\x1b[0m\\x7f\\x9b"),
        ("\u202ea\u2069\u200f\u2028", "\\u202ea\\u2069\\u200f\\u2028"),
        ("a\u200db\u200c", "a\\u200db\\u200c"),
        ("\ud800\U000e0041\ufeff", "\\ud800\\U000e0041\\ufeff"),
    ],
)
def test_plain_text_cannot_act_on_a_terminal(text: str, expected: str) -> None:
    assert plain(text) == expected


ATOMS = (
    *"ab 12.",
    "\t",
    "e\u0301",
    "日",
    "か\u3099",
    "👩‍👩‍👧",
    "🇩🇪",
    "👍🏽",
    "❤️",
    "한",
    "\x1b",
    "\u202e",
    "\ud800",
    "\u200b",
)


def drawn(atoms: list[str]) -> str:
    return "".join("    " if atom == "\t" else plain(atom) for atom in atoms)


@given(st.lists(st.sampled_from(ATOMS), min_size=1), st.data())
def test_carets_cover_exactly_the_drawn_characters(atoms: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(atoms) - 1))
    last = data.draw(st.integers(first + 1, len(atoms)))
    span = Span(len("".join(atoms[:first])), len("".join(atoms[:last])))
    source = Source(PLAN, "".join(atoms) + "x")
    shown, carets = snippet(source, [Mark(span, main=True)], Frame(Style(WIDE), "error"))[-2:]
    assert shown.removeprefix("  1 | ") == drawn([*atoms, "x"])
    before, covered = wcswidth(drawn(atoms[:first])), wcswidth(drawn(atoms[first:last]))
    assert carets == "    | " + " " * before + "^" * covered


@given(st.lists(st.sampled_from(ATOMS), min_size=1), st.data(), st.integers(20, 60))
def test_a_line_that_is_cut_fits_and_shows_what_is_underlined(atoms: list[str], data: st.DataObject, room: int) -> None:
    line = measure("".join(atoms * 9))
    start = data.draw(st.integers(0, len(line.owners) - 1))
    end = data.draw(st.integers(start, len(line.owners) - 1))
    first, last = line.range(start, end)
    for ellipsis in ("…", "..."):
        shown = view(line, first, last, room, ellipsis)
        left, right = shown.columns(first, last)
        assert wcswidth(shown.text) <= room
        assert 0 <= left < right <= room
        whole = wcswidth("".join(line.parts[first:last]))
        assert right - left <= max(1, whole) + len(ellipsis)
        if 0 < whole <= room - 2 * len(ellipsis):
            assert "".join(line.parts[first:last]) in shown.text
            assert right - left == whole


ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from("\x1b\n\r\t\u202e\u2066\u200d\ud800 ]["))


def acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in "\u202a\u202e\u2066\u2069\u200f\u200b"


@given(ANYTHING, ANYTHING, ANYTHING, st.data(), st.booleans())
def test_whatever_a_plan_says_only_lines_are_ended(
    text: str, said: str, path: str, data: st.DataObject, unicode: bool
) -> None:
    span = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text) + 2)] * 2))))
    other = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text) + 2)] * 2))))
    one = found("PL001 x", said, span, path=path, item=said, label=said, help=said, related=((path, other, said),))
    report = checked({path: text}, one)
    shown = full(report, Style(80, unicode=unicode))
    shown.encode()
    assert shown.endswith("\n")
    assert not [char for char in shown if acts(char) and char != "\n"]
    assert not [line for line in shown.split("\n") if wcswidth(line) > 80 and not may_be_wider(line)]
    assert concise(report).count("\n") == 1
    assert not [char for char in concise(report)[:-1] if acts(char)]
    json_text(report).encode()
    assert json.loads(json_text(report))["findings"] == [json.loads(jsonl(report))]
    assert json.loads(jsonl(report))["message"] == said


@given(st.text(st.characters(exclude_categories=())))
def test_every_code_point_of_a_line_has_a_place_in_what_is_drawn(text: str) -> None:
    line = measure(text)
    assert len(line.owners) == len(text) + 1
    assert list(line.owners) == sorted(line.owners)
    assert line.edges[-1] == width("".join(line.parts)) or not text.isascii()
    assert line.owners[-1] == len(line.parts)


def test_a_line_is_measured_once_however_many_findings_it_has() -> None:
    text = "x = [" + '"日", ' * 20_000 + "]"
    source = Source(PLAN, text)
    for start in range(5, 5_005, 5):
        snippet(source, [Mark(Span(start, start + 3), main=True)], Frame(Style(80), "error"))


def test_concise_is_a_finding_a_line() -> None:
    assert concise(gitlab()) == (
        "plan/q3.toml:1:1: PL401 no-measure nothing says when this key result is reached\n"
        "plan/q3.toml:6:33: PL404 several-metrics"
        " two measures in one key result: 76.2 points and 30 components\n"
    )
    assert concise(checked({})) == ""


def test_json_has_the_promised_shape() -> None:
    assert json.loads(json_text(gitlab())) == {
        "version": 1,
        "tool": {"name": "planlint", "version": __version__},
        "summary": {"files": 2, "items": 25, "errors": 1, "warnings": 1, "infos": 0, "suppressed": 4},
        "findings": [
            {
                "code": "PL401",
                "name": "no-measure",
                "severity": "error",
                "message": "nothing says when this key result is reached",
                "path": PLAN,
                "start": {"line": 1, "column": 1},
                "end": {"line": 1, "column": 28},
                "item": "key_result.predictability",
                "key": None,
                "help": "metric.name, metric.baseline, metric.target; or milestones.NAME = DATE",
                "related": [],
                "fix": None,
            },
            {
                "code": "PL404",
                "name": "several-metrics",
                "severity": "warning",
                "message": "two measures in one key result: 76.2 points and 30 components",
                "path": PLAN,
                "start": {"line": 6, "column": 33},
                "end": {"line": 6, "column": 37},
                "item": "key_result.sus",
                "key": None,
                "help": "keep 76.2 here, give the 30 components a key result of their own",
                "related": [
                    {
                        "path": PLAN,
                        "start": {"line": 6, "column": 50},
                        "end": {"line": 6, "column": 52},
                        "message": "the second",
                    }
                ],
                "fix": None,
            },
        ],
    }
    assert json_text(gitlab()) == json_text(gitlab())
    assert json_text(checked({})).endswith('"findings": []}\n')


def test_json_counts_code_points_and_keeps_letters() -> None:
    text = 'a = "日👍" # e\u0301x\n'
    said = json.loads(jsonl(checked({PLAN: text}, found("PL001 x", "日本", where(text, "x"), key="metric.target"))))
    assert (said["start"], said["end"]) == ({"line": 1, "column": 14}, {"line": 1, "column": 15})
    assert said["key"] == "metric.target"
    assert "日本" in jsonl(checked({}, found("PL001 x", "日本")))


def test_json_places_a_file_without_a_text_at_its_beginning() -> None:
    said = json.loads(jsonl(checked({}, found("PL004 x", "gone", Span(7, 9), path="gone\udcff"))))
    assert (said["start"], said["end"]) == ({"line": 1, "column": 1}, {"line": 1, "column": 1})
    assert '"gone\\udcff"' in jsonl(checked({}, found("PL004 x", "gone", path="gone\udcff")))


def test_jsonl_is_a_finding_a_line() -> None:
    lines = jsonl(gitlab()).splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["PL401", "PL404"]
    assert jsonl(checked({})) == ""


def test_statistics_count_the_rules_that_speak() -> None:
    often = [found("PL502 overdue", "x")] * 11
    report = checked({}, *often, found("PL401 no-measure", "y"), found("PL301 purpose-without-vision", "z"))
    assert statistics(report) == ("11  PL502  overdue\n 1  PL301  purpose-without-vision\n 1  PL401  no-measure\n")
    assert json.loads(statistics_json(report)) == [
        {"code": "PL502", "name": "overdue", "count": 11},
        {"code": "PL301", "name": "purpose-without-vision", "count": 1},
        {"code": "PL401", "name": "no-measure", "count": 1},
    ]
    assert (statistics(checked({})), statistics_json(checked({}))) == ("", "[]\n")


def test_an_ascii_plan_needs_no_tables_of_widths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wcwidth", None)
    assert "· 25 items, all reach" in full(gitlab(), Style(80))
