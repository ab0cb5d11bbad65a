"""Every figure of `tree`, `why`, `diff` and the review is the one that a second, slow reading of the language gives."""

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.lint.comparison import review as compared
from planlint.load.two_versions import NamedVersion, both_sides, read_files
from planlint.model.figures.progress import is_met
from planlint.model.items import KINDS
from planlint.model.naming import find_item
from planlint.model.outline import outline
from planlint.model.plan import Plan
from planlint.model.plan_part import part_of
from planlint.model.why import why
from planlint.render.changes.json import diff_json
from planlint.render.plan.tree import tree_json
from planlint.render.plan.why import why_json
from tests.support.planning import PLAN, load_files
from tests.support.slow_values import SlowPlan, six
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


@given(whole_plans(), whole_plans(), days())
@settings(SLOWLY, max_examples=60)
def test_every_effect_of_a_change(before: str, after: str, today: date) -> None:
    sides = [read_files([("plan.toml", text.encode())]) for text in (before, after)]
    found = compared(NamedVersion("a", None), NamedVersion("b", None), both_sides(*sides), today)
    slow = [SlowPlan(text, today) for text in (before, after)]
    goals = [item for item in slow[1].names if item in slow[0].names and item[0] not in ("tactic", "task")]
    expected = []
    for item in goals:
        (was, *was_on), (now, *now_on) = (one.progress(item)[:3] for one in slow)
        if was != now:
            rests = {"before_rests_on": was_on if was_on[1] else None, "after_rests_on": now_on if now_on[1] else None}
            expected.append({"item": ".".join(item), "before": six(was), "after": six(now), **rests})
    assert json.loads(diff_json(found))["effects"] == expected


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
