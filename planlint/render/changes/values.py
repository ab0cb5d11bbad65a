"""One changed value in words: what it was, what it is, when that is, how much later."""

from datetime import date
from typing import Any, NamedTuple

from planlint.lint.change_summary import ChangeNote, Value
from planlint.model.days import day_text
from planlint.model.items import Measured
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.bars import amount, in_unit
from planlint.render.text.cells import alike

_NOTHING = "nothing"
_TABLES = frozenset({"metric", "milestones"})
_IN_UNIT = frozenset({"metric.target", "metric.baseline", "metric.current"})
PROSE = frozenset({"note", "description", "reason"})


class Row(NamedTuple):
    """One changed value for people; everything in it is on one line.

    `label` names the field. `before` is empty where only what is now is worth saying. `days` are the days that the two
    values stand for, where the values themselves are names of periods; `note` says how much later or earlier that is.
    """

    label: str
    before: str
    after: str
    days: tuple[str, str] | None = None
    note: str = ""
    is_list: bool = False


def label_of(key: str) -> str:
    """Return what a field is called in a list: a step by its name, `metric.target` as `target`."""
    table, _, rest = key.partition(".")
    return plain(rest if rest and table in _TABLES else key)


def row_of(fact: Value | ChangeNote) -> Row:
    """Return what was done to an item in words."""
    if isinstance(fact, ChangeNote):
        return Row(label_of(fact.key) if fact.key else plain(fact.label), "", plain(fact.text))
    label = label_of(fact.key)
    if fact.is_date:
        return _dated(fact, label)
    if isinstance(fact.before, list) or isinstance(fact.after, list):
        return _listed(fact, label)
    before, after = value_text(fact.before), value_text(fact.after)
    if fact.key in PROSE and not _is_reworded(fact.before, fact.after):
        return Row(label, "", after if fact.after is None else f'"{after}"')
    metric = fact.item.metric if isinstance(fact.item, Measured) else None
    if metric is not None and fact.key in _IN_UNIT and fact.after is not None:
        after = in_unit(after, metric)
    return Row(label, before, after)


def _is_reworded(before: Any, after: Any) -> bool:
    """Whether a text is another one in some of its words, so that these are what is worth saying."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    was, now = before.split(), after.split()
    return 2 * sum(alike(was, now)) > max(len(was), len(now))


def value_text(value: Any) -> str:
    """Return a value in JSON form as people write it."""
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return amount(value)
    if isinstance(value, str):
        return plain(value) or '""'
    if isinstance(value, list):
        return ", ".join(map(value_text, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{plain(key)} {value_text(inner)}" for key, inner in value.items()) or "empty"
    return plain(str(value))


def short_day(day: date, other: date) -> str:
    """Return a day for people; without its year where another one beside it says that."""
    text = day_text(day)
    return text.rpartition(" ")[0] if day.year == other.year else text


def _dated(value: Value, label: str) -> Row:
    was, now = value.days
    before, after = _as_day(value.before, was), _as_day(value.after, now)
    if was is None or now is None:
        return Row(label, _with_day(before, was), _with_day(after, now))
    days = (short_day(was, now), day_text(now))
    note = ""
    if was != now:
        note = f"{count(abs((now - was).days), 'day')} {'later' if now > was else 'earlier'}"
    if all(one is None or _is_written_out(one, day) for one, day in ((value.before, was), (value.after, now))):
        return Row(label, *days, None, note)
    return Row(label, before, after, days, note)


def _is_written_out(value: Any, day: date) -> bool:
    """Whether a value is a date, and not the name of a period."""
    return bool(value == day.isoformat())


def _as_day(value: Any, day: date | None) -> str:
    return day_text(day) if day is not None and _is_written_out(value, day) else value_text(value)


def _with_day(text: str, day: date | None) -> str:
    return text if day is None or text == day_text(day) else f"{text} ({day_text(day)})"


def _listed(value: Value, label: str) -> Row:
    """Return what came to a list and what went; steps that were reached are named without a sign."""
    before, after = (
        one if isinstance(one, list) else [] if one is None else [one] for one in (value.before, value.after)
    )
    came, gone = "", "− "
    if value.key == "reached":
        gone = "no longer "
    elif before:
        came = "+ "
    parts = [f"{came}{value_text(one)}" for one in after if one not in before]
    parts += [f"{gone}{value_text(one)}" for one in before if one not in after]
    return Row(label, "", ", ".join(parts) or ("another order" if after else _NOTHING), is_list=True)
