"""The table of items: fields and derived values, a row an item."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planlint.diff.values import json_form
from planlint.grouped import grouped
from planlint.model.figures.progress import key_result_score, objective_score
from planlint.model.figures.shares import number as share
from planlint.model.item_state import ItemState
from planlint.model.items import Item, KeyResult, Objective, Team
from planlint.model.plan import Plan
from planlint.render.export.typed import Row, RowOrigin, day, number, texts, without_addresses
from planlint.render.plan.item_line import node
from planlint.render.text.csv import csv_text

_TEXTS = ("period", "commitment", "cadence", "note", "reason", "evidence", "continues", "serves", "github")
_LISTS = ("with", "tags", "formerly", "depends_on", "members")
_METRIC_TEXTS = ("name", "unit", "direction")
_METRIC_NUMBERS = ("baseline", "target", "current")
_METRIC_DAYS = ("as_of", "target_by")
COLUMNS = (
    *("schema", "repository", "commit", "as_of"),
    *("item", "kind", "id", "title", "path", "line"),
    *("status", "state", "open", "begun", "in_force", "reported", "last_reported", "stale"),
    *("progress", "rests_on", "of", "expected", "pace", "score", "review_score"),
    *("owner", "teams", "start", "due", "parents", "chain"),
    *("priority", "weight", "confidence", "steps", "steps_reached", "active"),
    *_TEXTS,
    *_LISTS,
    *(f"metric_{name}" for name in (*_METRIC_TEXTS, *_METRIC_NUMBERS, *_METRIC_DAYS)),
    "fields_json",
)


class ItemFacts(NamedTuple):
    """What is asked of a plan for its rows, beside the state of an item: lines and last reports."""

    plan: Plan
    line_of: Callable[[Item], int]
    last_reported: Callable[[KeyResult], date | None]
    is_stale: Callable[[KeyResult], bool]


def item_rows(states: Iterable[ItemState], facts: ItemFacts, source: RowOrigin) -> Iterator[Row]:
    """Yield the rows of items, in the order given."""
    teams = _teams(facts.plan)
    return (_row(state, facts, teams, source) for state in states)


def _teams(plan: Plan) -> dict[str, list[str]]:
    """Return by id the teams that an owner is, or is a member of."""
    return grouped((person, team.id) for team in plan.of(Team) for person in (team.id, *team.ids("members")))


def items_csv(rows: Iterable[Row], *, addresses: bool) -> str:
    """Return the rows as CSV; a list is written with semicolons."""
    text = csv_text(COLUMNS, ([_cell(row[name]) for name in COLUMNS] for row in rows))
    return text if addresses else without_addresses(text)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _row(state: ItemState, facts: ItemFacts, teams: Mapping[str, list[str]], source: RowOrigin) -> Row:
    item, fields, plan, progress = state.item, state.item.fields, facts.plan, state.progress
    derived, metric = node(state), item.table("metric")
    key_result = item if isinstance(item, KeyResult) else None
    steps = len(key_result.milestones) if key_result else 0
    values = {
        **source.row("items"),
        **derived,
        "id": item.id,
        "path": item.site.path,
        "line": facts.line_of(item),
        "state": state.state or None,
        "last_reported": day(facts.last_reported(key_result)) if key_result else None,
        "stale": facts.is_stale(key_result) if key_result else None,
        "rests_on": progress.known if progress.asked else None,
        "of": progress.asked or None,
        **{name: number(derived[name]) for name in ("progress", "expected", "pace", "score")},
        "review_score": _review_score(plan, item, state.today),
        "teams": teams.get(state.owner, []) if state.owner else [],
        "parents": [parent.name for parent in plan.parents(item)],
        "chain": [other.name for other in plan.chain(item)[1:]],
        **{name: number(fields.get(name)) for name in ("priority", "weight", "confidence")},
        "steps": steps or None,
        "steps_reached": key_result.steps_reached if key_result and steps else None,
        "active": fields["active"] if isinstance(fields.get("active"), bool) else None,
        **{name: item.text(name) for name in _TEXTS},
        **{name: texts(fields.get(name)) for name in _LISTS},
        **{f"metric_{name}": metric[name] if isinstance(metric.get(name), str) else None for name in _METRIC_TEXTS},
        **{f"metric_{name}": number(metric.get(name)) for name in _METRIC_NUMBERS},
        **{f"metric_{name}": day(metric.get(name)) for name in _METRIC_DAYS},
        "fields_json": json.dumps(json_form(dict(fields)), ensure_ascii=False),
    }
    return {name: values[name] for name in COLUMNS}


def _review_score(plan: Plan, item: Item, today: date) -> float | None:
    """Return what an item counts in the review of its period."""
    if isinstance(item, KeyResult):
        return number(share(key_result_score(plan, item, today)))
    return number(share(objective_score(plan, item, today).value)) if isinstance(item, Objective) else None
