"""Which fields of an item are published: those that the language has, never what extensions keep for themselves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.diff.values import json_form
from planlint.model.days import day_text
from planlint.model.figures.effective import effective_due, effective_start
from planlint.model.items import Item, KeyResult, Measured
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.render.changes.values import value_text
from planlint.render.site.people import People, Who
from planlint.render.text.bars import amount

_PEOPLE = frozenset({"owner", "assignee", "with", "agreed"})
_TEXTS = ("serves", "horizon", "commitment", "cadence", "evidence")
_FIELDS = _PEOPLE | frozenset(
    {
        *("purpose", "vision", "outcome", "objective", "key_result", "tactic"),
        *("title", "description", "reason", "tags", "links", "formerly", "period", "priority", "start", "due"),
        *("status", "confidence", "weight", "metric", "milestones", "reached", "score", "note", "continues"),
        *("asks", "depends_on", *_TEXTS),
    }
)
_MEASURE = frozenset({*("name", "unit", "target", "target_by", "path", "baseline", "current", "as_of", "direction")})


class Fact(NamedTuple):
    """A line of what is written of an item: its label, and a text, people, items, links or tags."""

    label: str
    text: str = ""
    people: tuple[Who, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def is_published(key: str) -> bool:
    """Whether a changed field, by its dotted key, may be told."""
    field, _, rest = key.partition(".")
    return field in _FIELDS and (field != "metric" or not rest or rest.partition(".")[0] in _MEASURE)


def names_people(key: str) -> bool:
    """Whether a field, by its dotted key, holds people."""
    return key.partition(".")[0] in _PEOPLE


def is_link(text: str) -> bool:
    """Whether a text is an address that a page may lead to."""
    return text.startswith(("https://", "http://")) and " " not in text


def facts_of(plan: Plan, item: Item, people: People, waiting: Sequence[str]) -> Iterator[Fact]:
    """Yield what is written of an item beside its title, its figures and its prose, and which items wait for it."""
    if item.status:
        yield Fact("Status", item.status)
    start, due = effective_start(plan, item), effective_due(plan, item)
    if start and due:
        yield Fact("From, to", f"{day_text(start)} – {day_text(due)}")
    elif due:
        yield Fact("Due", day_text(due))
    elif start:
        yield Fact("Start", day_text(start))
    yield from _measure(item)
    for label, key in (("Helped by", "with"), ("Agreed by", "agreed")):
        named = item.table(key).values() if key == "agreed" else item.ids(key)
        found = tuple(who for one in named if isinstance(one, str) and (who := people.who(one)))
        if found:
            yield Fact(label, people=found)
    for team, text in item.table("asks").items():
        who = people.who(team)
        if who and isinstance(text, str):
            yield Fact("Asks of", text, people=(who,))
    waits = tuple(one.name for text in item.ids("depends_on") if (one := _item(plan, item, text)))
    if waits:
        yield Fact("Depends on", items=waits)
    if waiting:
        yield Fact("Waited for by", items=tuple(waiting))
    for key in _TEXTS:
        text = item.text(key)
        if text:
            yield Fact(key.capitalize(), links=(text,)) if is_link(text) else Fact(key.capitalize(), text)
    for label, number in (("Weight", item.number("weight")), ("Priority", item.number("priority"))):
        if number is not None:
            yield Fact(label, amount(number))
    if tags := item.ids("tags"):
        yield Fact("Tags", tags=tags)
    if links := item.ids("links"):
        yield Fact("Links", links=links)


def _measure(item: Item) -> Iterator[Fact]:
    metric = item.metric if isinstance(item, Measured) else None
    if metric is not None:
        if metric.name:
            yield Fact("Measure", metric.name)
        if metric.as_of:
            yield Fact("As of", day_text(metric.as_of))
        if metric.path:
            yield Fact("On the way", ", ".join(f"{amount(value)} by {key}" for key, value in metric.path.items()))
    if isinstance(item, KeyResult):
        if item.confidence is not None:
            yield Fact("Confidence", amount(item.confidence))
        if item.milestones:
            steps = f"{item.steps_reached} of {count(len(item.milestones), 'step')} reached"
            yield Fact("Steps", f"{steps}: {', '.join(_step(item, name) for name in item.milestones)}")


def _step(item: KeyResult, name: str) -> str:
    return f"{name} ({'reached' if name in item.reached else value_text(json_form(item.milestones[name]))})"


def _item(plan: Plan, item: Item, text: str) -> Item | None:
    kind, dot, identifier = text.partition(".")
    return plan.resolve(kind, identifier) if dot else plan.resolve(item.kind, text)
