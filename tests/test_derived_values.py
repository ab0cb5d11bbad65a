"""Every figure of `tree`, `why`, `diff` and the review is the one that a second, slow reading of the language gives."""

import json
import re
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.lint.comparison import review as compared
from planlint.load.two_versions import NamedVersion, both_sides, read_files
from planlint.model.figures.effective import effective_due, gather_dues
from planlint.model.figures.progress import is_met
from planlint.model.items import KINDS
from planlint.model.naming import find_item
from planlint.model.outline import outline
from planlint.model.plan import Plan
from planlint.model.plan_part import part_of
from planlint.model.why import why
from planlint.render.changes.json import diff_json
from planlint.render.changes.text import diff_text
from planlint.render.plan.tree import tree_json
from planlint.render.plan.why import why_json
from planlint.render.text.style import Style
from tests.support.planning import PLAN, load_files
from tests.support.slow_changes import changed_fields, effect_lines, effects, figure_rows, in_json
from tests.support.slow_values import SlowPlan
from tests.support.whole_plans import days, whole_plans

SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plan_of(text: str) -> Plan:
    loaded = load_files({"plan.toml": text})
    assert loaded.diagnostics == ()
    return loaded.plan


def nodes_of(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the nodes of a tree by name, without their children."""
    nodes = {}
    todo = list(found)
    while todo:
        node = todo.pop()
        todo += node.pop("children")
        nodes[node["item"]] = node
    return nodes


@given(whole_plans(), days(), st.sampled_from([14, 14, 30]))
@SLOWLY
def test_every_figure_of_the_tree(text: str, today: date, stale_days: int) -> None:
    shown = json.loads(tree_json(outline(part_of(plan_of(text)), today, stale_days)))
    slow = SlowPlan(text, today, stale_days)
    assert nodes_of(shown["roots"]) == {node["item"]: node for node in slow.nodes()}


@given(whole_plans(), days(), st.data())
@SLOWLY
def test_every_figure_of_why(text: str, today: date, data: st.DataObject) -> None:
    plan, slow = plan_of(text), SlowPlan(text, today)
    name = ".".join(data.draw(st.sampled_from(slow.names)))
    shown = json.loads(why_json(why(plan, find_item(plan, name), today)))
    nodes = {node["item"]: node for node in slow.nodes()}
    assert shown["item"] == nodes[name]
    assert {node["item"]: node for node in shown["items"]} == {
        above: nodes[above] for chain in shown["chains"] for above in chain
    }


@given(whole_plans(), days())
@SLOWLY
def test_what_is_met_is_what_the_slow_reading_calls_met(text: str, today: date) -> None:
    plan, slow = plan_of(text), SlowPlan(text, today)
    goals = [item for item in slow.names if item[0] in ("objective", "key_result")]
    assert [is_met(plan, plan.items[".".join(item)], today) for item in goals] == [slow.is_met(item) for item in goals]


@given(whole_plans())
@SLOWLY
def test_days_that_are_gathered_are_those_of_each_item(text: str) -> None:
    alone, gathered = plan_of(text), plan_of(text)
    gather_dues(gathered)
    for name, item in alone.items.items():
        assert effective_due(gathered, gathered.items[name]) == effective_due(alone, item), name


@given(whole_plans(), whole_plans(), days())
@settings(SLOWLY, max_examples=40)
def test_every_figure_of_diff(before: str, after: str, today: date) -> None:
    sides = [read_files([("plan.toml", text.encode())]) for text in (before, after)]
    found = compared(NamedVersion("a", None), NamedVersion("b", None), both_sides(*sides), today)
    old, new = (SlowPlan(text, today) for text in (before, after))
    machine = json.loads(diff_json(found))
    assert machine["effects"] == list(effects(old, new))
    changed = {
        (one["item"], one["key"]): (one["before"], one["after"])
        for one in machine["changes"]
        if one["verb"] == "changed"
    }
    assert changed == {
        (".".join(item), key): (in_json(was), in_json(now)) for item, key, was, now in changed_fields(old, new)
    }
    # A section of the text ends after forty lines, so these may be some of them.
    sections = sections_of(diff_text(found, Style(300)))
    assert [" ".join(line.split()) for line in sections.get("EFFECTS", [])] == effect_lines(old, new)
    shown = Counter(map(row_of, [*sections.get("PROGRESS", []), *sections.get("EDITED", [])]))
    figures = Counter(figure_rows(old, new))
    told = Counter({row: number for row, number in shown.items() if row in figures})
    assert told <= figures
    if sum(shown.values()) < 40:
        assert told == figures


def sections_of(text: str) -> dict[str, list[str]]:
    """Return the lines of the sections of a diff, by their titles."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    return {lines[0]: lines[1:] for lines in blocks if lines}


def row_of(line: str) -> tuple[str, str]:
    """Return the field of a row and what is said of it, with single blanks."""
    cells = re.split(r"  +", line[2:])
    return "".join(cells[1:2]), " ".join(cells[2:])


def test_the_plans_use_every_field_of_the_language() -> None:
    written: set[str] = set()

    @given(whole_plans())
    @settings(SLOWLY, max_examples=150, database=None)
    def gather(text: str) -> None:
        for kind, items in SlowPlan(text, date(2026, 7, 1)).tables.items():
            for fields in items.values():
                written.update(f"{kind}.{key}" for key in fields)
                written.update(f"{kind}.metric.{key}" for key in fields.get("metric", {}))

    gather()
    known = {f"{kind}.{key}" for kind in KINDS for key in PLAN.keys((kind, "x"))}
    known |= {f"{kind}.metric.{key}" for kind in ("outcome", "key_result") for key in PLAN.keys((kind, "x", "metric"))}
    assert known - written == set()
