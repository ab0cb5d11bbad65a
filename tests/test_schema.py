"""The public schemas: what fits them, how the gate and the explanation agree, and what editors read of them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from planlint.model import KINDS
from planlint.model.items import Measured
from planlint.schema import Schema
from planlint.schema.ids import id_from
from planlint.toml import read
from tests.test_schema_findings import CONFIG, CONFIG_JSON, PLAN, PLAN_JSON, SCHEMAS, findings

WHOLE_PLAN = """
[purpose.homes]
title = "Every family in the valley has a safe home"
description = "For good."
reason = "Founded in 1998"
tags = ["housing"]
links = ["https://example.org/charter"]
formerly = ["shelter"]

[vision.valley-2030]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"

[outcome.stay-housed]
title = "Families who move in stay housed"
vision = ["valley-2030"]
serves = "families leaving emergency shelter"
horizon = 2030-12-31
owner = "ines"
metric = { name = "returns to shelter", target = 0.05, direction = "at-most" }

[objective.faster-placement]
title = "Moving in takes weeks, not months"
outcome = "stay-housed"
key_result = "regional-wait"
owner = "ines"
with = ["mia", "legal"]
period = "2026-H2"
priority = 1
start = "2026-Q3"
due = 2026-12-31
status = "on-track"
note = "Two landlords have signed."
continues = "placement"
asks.legal = "review the lease"
agreed.legal = "mia"

[key_result.days-to-keys]
title = "The wait from intake to keys is three weeks"
objective = "faster-placement"
with = "mia"
confidence = 0.6
commitment = "aspirational"
weight = 2
evidence = "intake register"
score = 0.7
depends_on = "landlord-portal"
metric.name = "median days from intake to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.direction = "decrease"
metric.current = 40

[key_result.landlord-portal]
title = "Landlords post vacancies themselves"
objective = "faster-placement"
status = "closed"
milestones.pilot = 2026-09-30
milestones.open-to-all = "2026-Q4"
milestones.abroad = "undated"
reached = ["pilot"]

[tactic.landlord-desk]
title = "Run a weekly landlord desk"
key_result = ["days-to-keys", "landlord-portal"]
status = "dropped"
depends_on = ["key_result.landlord-portal"]

[task.call-list]
title = "List the 40 landlords with vacancies"
tactic = "landlord-desk"
assignee = "tomas"
due = 2026-10-15
status = "done"

[person.ines]
name = "Ines"
email = "ines@example.org"
github = "ines"
active = true

[team.legal]
name = "Legal"
members = ["mia"]
lead = "mia"

[period.fy20-q3]
start = 2019-08-01
end = 2019-10-31
title = "Third quarter"
"""

WHOLE_CONFIG = """
include = ["plan/**/*.toml"]
exclude = ["plan/drafts/**"]
archive = ["plan/2024/**"]
select = ["PL"]
extend-select = ["PL411"]
ignore = ["PL405"]
fail-on = "warning"
[severity]
PL305 = "error"
no-owner = "info"
[per-file-ignores]
"plan/2025/**" = ["PL7"]
[limits]
objectives-per-person = 5
key-results-per-objective = 5
open-tasks-per-person = 10
title-length = 120
stale-days = 14
idle-tasks = 3
[words]
activities = ["onboard"]
vague = []
placeholders = ["XX"]
maintenance = []
step-units = { words = ["gate"] }
vague-tasks = { replace = true, words = ["do it"] }
[work]
trailer = "Refs"
require = ["src/**"]
"""


def test_a_whole_plan_and_a_whole_configuration_fit() -> None:
    assert findings(PLAN, WHOLE_PLAN) == []
    assert findings(CONFIG, WHOLE_CONFIG) == []


def key_result(**fields: Any) -> dict[str, Any]:
    return {"key_result": {"x": {"title": "x", **fields}}}


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({}, True),
        ([], False),
        (None, False),
        (key_result(), True),
        (key_result(due=date(2026, 1, 1)), True),
        (key_result(due="2026-Q1"), True),
        (key_result(due=datetime(2026, 1, 1)), False),
        (key_result(due=time(7, 30)), False),
        (key_result(title=date(2026, 1, 1)), False),
        (key_result(confidence=0), True),
        (key_result(confidence=1), True),
        (key_result(confidence=1.0000001), False),
        (key_result(confidence=True), False),
        (key_result(confidence=float("nan")), False),
        (key_result(weight=float("inf")), False),
        (key_result(weight=1e-9), True),
        (key_result(weight=0), False),
        (key_result(priority=10**400), True),
        (key_result(priority=1.0), False),
        (key_result(priority=False), False),
        (key_result(reached=("pilot",)), False),
        (key_result(reached=[]), True),
        (key_result(milestones={"a": "undated", "b": "undated"}), True),
        (key_result(milestones={"a": "undated"}), True),
        (key_result(milestones={}), False),
        (key_result(metric={"name": "a"}), False),
        (key_result(metric={"name": "a", "target": 1}), True),
        (key_result(metric={"name": "a", "target_by": date(2026, 1, 1)}), True),
        (key_result(metric={"name": "a", "target": 1, "target_by": date(2026, 1, 1)}), False),
        (key_result(metric={"name": "a", "target": 1, "path": {"2027": 3, "2026-06-30": 1.5}}), True),
        (key_result(metric={"name": "a", "target": 1, "path": {"2027": "3"}}), False),
        ({"key_result": {"x\n": {"title": "x"}}}, False),
        ({"key_result": {"x" * 64: {"title": "x"}}}, True),
        ({"key_result": {"x" * 65: {"title": "x"}}}, False),
        ({"key_result": {"x-1": {"title": "x"}}}, True),
        ({"x-": float("nan")}, True),
        ({"X-board": 1}, False),
    ],
)
def test_the_gate(value: Any, fits: bool) -> None:
    assert PLAN.accepts(value) is fits


def test_a_plan_that_fits_never_meets_the_slow_packages() -> None:
    program = dedent("""
        import sys, json, pathlib
        from planlint.schema import Schema
        from planlint.toml import read
        schema = Schema(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
        assert schema.accepts(read("plan.toml", b"[purpose.x]\\ntitle = 'x'").value)
        print(sorted({"jsonschema", "difflib", "unicodedata"} & sys.modules.keys()))
    """)
    path = str(SCHEMAS / "plan.schema.json")
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "propertyNames": {}},
        {"type": "object", "propertyNames": {"minLength": 1}},
        {"type": "object", "properties": {"a": {}}, "propertyNames": {"pattern": "^b"}},
        {"type": "object", "patternProperties": {"^x-": {}}, "propertyNames": {"pattern": "^x-"}},
        {"type": "object", "minimum": 1},
        {"type": "object", "not": {"type": "object"}},
        {"type": "object", "oneOf": [{"type": "object"}]},
        {"type": "object", "oneOf": [{"required": ["a", "b"]}]},
        {"type": "object", "properties": {"x-a": {}}, "patternProperties": {"^x-": {}}},
        {"type": "object", "properties": {"a": {"type": "string", "pattern": "a"}}},
        {"type": "array", "uniqueItems": True},
        {"type": "string", "format": "email"},
        {"type": "string", "format": "date", "enum": ["a"]},
        {"type": ["string", "number"]},
        {"type": "null"},
        {"oneOf": [{"type": "string"}]},
        {"anyOf": [{"type": "string"}], "type": "string"},
        {"$ref": "#/$defs/a", "type": "string", "$defs": {"a": {}}},
        {"$ref": "other.json"},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"enum": ["a"]},
        {"type": "string", "enum": ["a", 1]},
        {"type": "array", "items": False},
    ],
    ids=str,
)
def test_what_is_not_understood_never_passes(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Schema(schema)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("v1.37", "v1-37"),
        ("call list", "call-list"),
        ("Zürich: 2. Büro!", "Zurich-2-Buro"),
        ("__init", "init"),
        ("東京", None),
        ("a" * 70, "a" * 64),
    ],
)
def test_the_id_that_a_name_becomes(name: str, expected: str | None) -> None:
    assert id_from(name) == expected


# What the gate waves through is exactly what the slow validator finds nothing in.

VOCABULARY = sorted(
    {*PLAN_JSON["properties"], *PLAN_JSON["$defs"], "x-a", "a b", "owner", "tilte", "current", "undated", "done"}
)
NAMES = st.sampled_from(VOCABULARY)
TEXTS = st.one_of(st.sampled_from(["done", "2026-01-01", "at-least", "40", ""]), NAMES)
SCALARS = st.one_of(
    TEXTS,
    st.integers(-2, 2),
    st.sampled_from([0.0, 0.5, 1.0, 60.0, float("nan"), float("inf"), float("-inf")]),
    st.booleans(),
    st.sampled_from([date(2026, 1, 1), datetime(2026, 1, 1), time(7, 30)]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(NAMES, inner, max_size=2)),
    max_leaves=4,
)
MUTATIONS = st.lists(
    st.tuples(st.sampled_from(["drop", "put", "add"]), st.integers(0, 10**6), NAMES, VALUES),
    min_size=1,
    max_size=4,
)


def containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def mutated(value: Any, mutations: list[tuple[str, int, str, Any]]) -> Any:
    for verb, number, name, new in mutations:
        found = list(containers(value))
        container = found[number % len(found)]
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        if isinstance(container, dict) and (verb == "add" or not keys):
            container[name] = new
        elif keys and verb == "drop":
            del container[keys[number % len(keys)]]
        elif keys:
            container[keys[number % len(keys)]] = new
    return value


def inline(value: Any) -> str:
    """Return a value as TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, str | bool) else repr(value)


def as_text(value: dict[str, Any], with_headers: bool) -> str:
    """Return a document as TOML: its items under headers where they can be, or everything on one line a key."""
    lines = []
    tables = []
    for key, inner in value.items():
        if with_headers and isinstance(inner, dict) and all(isinstance(item, dict) for item in inner.values()):
            tables += [(key, name, item) for name, item in inner.items()]
        else:
            lines.append(f"{json.dumps(key)} = {inline(inner)}")
    for key, name, item in tables:
        lines.append(f"[{json.dumps(key)}.{json.dumps(name)}]")
        lines += [f"{json.dumps(field)} = {inline(inner)}" for field, inner in item.items()]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(MUTATIONS)
def test_the_shapes_of_a_plan_are_those_of_its_items(mutations: Any) -> None:
    value = mutated(read("plan.toml", WHOLE_PLAN.encode()).value, mutations)
    shapes = PLAN.narrow.shapes(value) if isinstance(value, dict) else None
    assert (shapes is not None) == bool(PLAN.narrow.fits(value))
    if shapes is not None:
        tables = [fields for kind, table in value.items() if kind in KINDS for fields in table.values()]
        assert shapes == [(*fields, *map(type, fields.values())) for fields in tables]


def test_only_what_may_be_measured_has_a_metric() -> None:
    measured = {kind for kind in KINDS if "metric" in PLAN.keys((kind, "a"))}
    assert measured == {kind for kind, view in KINDS.items() if issubclass(view, Measured)}


@pytest.mark.parametrize("new", [[{}], [[{}]], [1, {"a": 1}], time(7, 30), datetime(2026, 9, 30, 7, 30)])
def test_what_the_plan_schema_names_holds_no_time_and_no_table_in_a_list(new: Any) -> None:
    count = sum(len(container) for container in containers(read("plan.toml", WHOLE_PLAN.encode()).value))
    for number in range(count):
        value = read("plan.toml", WHOLE_PLAN.encode()).value
        assert PLAN.narrow.fits(value)
        places = [
            (one, key) for one in containers(value) for key in (one if isinstance(one, dict) else range(len(one)))
        ]
        container, key = places[number]
        container[key] = new
        assert not PLAN.narrow.fits(value), key


@settings(max_examples=150, deadline=None)
@given(MUTATIONS, st.booleans())
def test_the_gate_and_the_explanation_agree_on_plans(mutations: Any, with_headers: bool) -> None:
    value = mutated(read("plan.toml", WHOLE_PLAN.encode()).value, mutations)
    findings(PLAN, as_text(value, with_headers))


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=3))
def test_the_gate_and_the_explanation_agree_on_anything(value: dict[str, Any]) -> None:
    findings(PLAN, as_text(value, with_headers=False))


def renamed(table: dict[str, Any], old: str, new: str) -> None:
    for key in list(table):
        value = table.pop(key)
        table[new if key == old else key] = value


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["drop", "misspell", "value"]), st.booleans(), SCALARS)
def test_one_fault_is_one_finding(number: int, verb: str, with_headers: bool, new: Any) -> None:
    value = read("plan.toml", WHOLE_PLAN.encode()).value
    entries = [(table, key) for table in containers(value) if isinstance(table, dict) for key in table]
    table, key = entries[number % len(entries)]
    if verb == "drop":
        del table[key]
    elif verb == "misspell":
        renamed(table, key, key[0] + key[2:3] + key[1:2] + key[3:])
    else:
        table[key] = new
    assert len(findings(PLAN, as_text(value, with_headers))) <= 1


@settings(max_examples=50, deadline=None)
@given(MUTATIONS)
def test_the_gate_and_the_explanation_agree_on_configurations(mutations: Any) -> None:
    value = mutated(read("planlint.toml", WHOLE_CONFIG.encode()).value, mutations)
    findings(CONFIG, as_text(value, with_headers=False))


# The schemas themselves.


@pytest.mark.parametrize("schema", [PLAN_JSON, CONFIG_JSON], ids=["plan", "config"])
def test_the_schemas_are_valid(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from subschemas(inner)


def resolved(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return root["$defs"][schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema


@pytest.mark.parametrize("root", [PLAN_JSON, CONFIG_JSON], ids=["plan", "config"])
def test_every_key_is_described_where_editors_look(root: dict[str, Any]) -> None:
    for schema in subschemas(root):
        if isinstance(schema.get("$ref"), str):
            assert schema.keys() == {"$ref"}  # editors ignore what stands beside a reference
        rest = schema.get("additionalProperties")
        members = [schema.get("properties", {}), schema.get("patternProperties", {})]
        named = [inner for group in members for inner in group.values()]
        for inner in [*named, *([rest] if isinstance(rest, dict) else [])]:
            description = resolved(root, inner).get("description", "")
            assert description[-1:] == ".", (inner, description)


HINTED = {"names", "values", "help", "share"}
CASES = {"date", "several", "text", "enum", "not", "oneOf", "minProperties"}


def test_the_hints_of_the_schemas_are_ones_that_messages_use() -> None:
    hinted = [schema for root in (PLAN_JSON, CONFIG_JSON) for schema in subschemas(root) if "x-planlint-hint" in schema]
    assert len(hinted) > 20
    for schema in hinted:
        hint = schema["x-planlint-hint"]
        assert hint.keys() <= HINTED
        assert set(hint.get("values", {}).values()) <= set(schema.get("enum", ()))
        assert hint.get("help", {}).keys() <= CASES
        assert all(name == name.lower() for name in hint.get("names", ()))


def test_a_table_takes_the_keys_it_describes_and_extensions() -> None:
    named = [schema for schema in subschemas(PLAN_JSON) if "propertyNames" in schema]
    assert len(named) == 13
    for schema in named:
        names = "|".join(re.escape(key) for key in schema["properties"])
        assert schema["propertyNames"] == {"pattern": f"^(({names})$|x-)"}
        assert schema["additionalProperties"] == {"$ref": "#/$defs/extension"}


def test_every_definition_is_used() -> None:
    for root in (PLAN_JSON, CONFIG_JSON):
        used = {schema["$ref"].removeprefix("#/$defs/") for schema in subschemas(root) if "$ref" in schema}
        assert used == root["$defs"].keys()


COMMON = "title description reason tags links formerly"
FIELDS = {
    "purpose": COMMON,
    "vision": f"{COMMON} purpose",
    "outcome": f"{COMMON} vision serves horizon owner metric",
    "objective": f"{COMMON} outcome key_result owner with period priority start due cadence status note continues "
    "asks agreed",
    "key_result": f"{COMMON} objective owner with priority start due cadence status confidence commitment weight "
    "evidence metric milestones reached score note continues asks agreed depends_on",
    "tactic": f"{COMMON} key_result objective owner with priority start due status note asks agreed depends_on",
    "task": f"{COMMON} tactic assignee with priority start due status depends_on",
    "person": "name email github active formerly",
    "team": "name members lead formerly",
    "period": "start end title reason formerly",
}
REQUIRED = {"person": ["name"], "team": ["name"], "period": ["start", "end"]}


def test_every_kind_and_field_is_there() -> None:
    assert PLAN_JSON["properties"].keys() == {"$schema", *FIELDS}
    for kind, fields in FIELDS.items():
        assert sorted(PLAN.keys((kind, "x"))) == sorted(fields.split())
        assert PLAN_JSON["$defs"][kind]["required"] == REQUIRED.get(kind, ["title"])
    metric = ("name", "unit", "direction", "target", "target_by", "path", "baseline", "current", "as_of")
    assert PLAN.keys(("key_result", "x", "metric")) == PLAN.keys(("outcome", "x", "metric")) == metric


def test_every_setting_is_there_with_its_default() -> None:
    from planlint.config import DEFAULT_INCLUDE, DEFAULT_LIMITS

    written = read("planlint.toml", WHOLE_CONFIG.encode()).value
    assert set(CONFIG.keys(())) == {"$schema", *written}
    assert set(CONFIG.keys(("words",))) == written["words"].keys()
    limits = CONFIG_JSON["properties"]["limits"]["properties"]
    assert {name: limit["default"] for name, limit in limits.items()} == DEFAULT_LIMITS
    for name, number in DEFAULT_LIMITS.items():
        assert f"Default: {number}." in limits[name]["description"]
    assert json.dumps(DEFAULT_INCLUDE) in CONFIG_JSON["properties"]["include"]["description"]
