"""What is said of one item wherever it stands: its JSON object, the parts of its line, packed lines."""

from fractions import Fraction

from planlint.model.figures.progress import Progress
from planlint.model.figures.shares import number
from planlint.model.item_state import SETTLED, ItemState, MentionedItem
from planlint.model.items import Item, KeyResult, Measured, Objective, Tactic, Task
from planlint.plural import count
from planlint.printable import plain
from planlint.render.text.bars import bar, due_words, figure_of, measure, share
from planlint.render.text.style import Style

_BELOW = {"purpose": "vision", "vision": "outcome", "outcome": "objective"}


def node(one: ItemState) -> dict[str, object]:
    """Return an item as a JSON object, without its children; shares have up to six decimals."""
    progress = one.progress
    return {
        "item": one.item.name,
        "kind": one.item.kind,
        "title": one.item.title,
        "status": one.item.status,
        "open": one.is_open,
        "begun": one.has_begun,
        "in_force": one.is_in_force,
        "reported": one.reported,
        "progress": number(progress.value),
        "rests_on": known_of_asked(progress),
        "score": number(one.score),
        "expected": number(one.expected),
        "pace": number(one.pace),
        "owner": one.owner,
        "start": one.start.isoformat() if one.start else None,
        "due": one.due.isoformat() if one.due else None,
    }


def known_of_asked(progress: Progress) -> list[int] | None:
    """Return on how many of how many children a progress rests, None where it asks none."""
    return [progress.known, progress.asked] if progress.asked else None


def details(one: ItemState, style: Style, *, as_head: bool = False) -> list[str]:
    """Return what there is to say of an item under its title, in parts; at the head of what serves it, more."""
    item = one.item
    if isinstance(item, Task):
        waits = (f"waits for {_with_known(other)}" for other in one.waits_for)
        parts = [status_words(one), *_owner(one), *waits, *_due(one)]
    elif isinstance(item, Tactic):
        parts = [*(tactic_parts if as_head else _tactic)(one), *_owner(one), *_due(one)]
    elif isinstance(item, KeyResult):
        should = _should(one) if has_bar(one) else ""
        parts = [*_settled(one), f"{_bar(one, style)}{measure(item, style)}{should}", *_due(one)]
    elif isinstance(item, Objective):
        should = _should(one) if as_head and one.progress.asked else ""
        parts = [*_settled(one), rests_on(one) + should, *(_period(item) or _due(one)), *_owner(one)]
    else:
        parts = [measure(item, style)] if isinstance(item, Measured) and item.is_guard_rail else []
    return [*parts, *(broken_rail(rail, style) for rail in _others(one))]


def broken_rail(rail: Measured, style: Style) -> str:
    """Return that a guard-rail is broken, and by how much."""
    return f"guard-rail {plain(rail.id)} is broken: {measure(rail, style)}"


def brief(one: ItemState, style: Style) -> str:
    """Return the most important of the same in one part."""
    item = one.item
    if isinstance(item, Task):
        return ", ".join([status_words(one), *waits_for(one)])
    if isinstance(item, Tactic):
        return ", ".join(_tactic(one))
    if isinstance(item, KeyResult):
        due = [due_words(one.due, one.today, is_open=False)] if one.due else []
        return ", ".join([*_settled(one), f"{_bar(one, style)}{measure(item, style)}", *due])
    if isinstance(item, Objective):
        parts = [*_settled(one), figure_of(one.progress), *_period(item), *_owner(one)]
        return style.dot.join([*parts, *(f"{plain(rail.id)} is broken" for rail in _others(one))])
    return measure(item, style) if isinstance(item, Measured) and item.is_guard_rail else ""


def _others(one: ItemState) -> list[Measured]:
    """Return the broken guard-rails that speak for another item than their own."""
    return [rail for rail in one.broken_rails if rail.name != one.item.name]


def is_settled(one: ItemState) -> bool:
    """Whether a written word, or what it served, says all about an item's state."""
    return one.state in SETTLED


def _settled(one: ItemState) -> list[str]:
    return [one.state] if is_settled(one) else []


def _period(item: Item) -> list[str]:
    period = item.text("period")
    return [plain(period)] if period else []


def _owner(one: ItemState) -> list[str]:
    return [plain(one.owner)] if one.owner else []


def _due(one: ItemState) -> list[str]:
    return [due_words(one.due, one.today, is_open=one.is_open)] if one.due else []


def _should(one: ItemState) -> str:
    return f", {share(one.expected)} expected" if one.is_open and one.expected else ""


def _bar(one: ItemState, style: Style) -> str:
    return f"{bar(one.progress.value, mark_at(one), style)} " if has_bar(one) else ""


def has_bar(one: ItemState) -> bool:
    """Whether an item has a measure that moves from one end to another; a guard-rail holds or not."""
    item = one.item
    return isinstance(item, KeyResult) and not item.is_guard_rail and bool(item.metric is not None or item.milestones)


def mark_at(one: ItemState) -> Fraction | None:
    """Return where an item's bar should be today; nowhere once it is over, or while nothing is measured."""
    return one.expected if one.is_open and one.progress.value is not None else None


def figure(one: ItemState) -> str:
    """Return the progress of a goal above objectives: the time it speaks of, or what it rests on where not on all."""
    known, asked = one.progress.known, one.progress.asked
    if one.progress.past is not None:
        return figure_of(one.progress)
    value = share(one.progress.value)
    return f"{value} now" if known == asked else f"{value} from {known} of {count(asked, _BELOW[one.item.kind])}"


def rests_on(one: ItemState) -> str:
    """Return an objective's progress with what it rests on."""
    known, asked = one.progress.known, one.progress.asked
    if not asked:
        return "rests on no key results"
    return f"{share(one.progress.value)} from {known} of {count(asked, 'key result')}"


def tasks_words(one: ItemState) -> str:
    """Return how many of a tactic's tasks are done."""
    asked = one.progress.asked
    return f"{one.progress.known} of {count(asked, 'task')}" if asked else "no tasks"


def _tactic(one: ItemState) -> list[str]:
    return [tasks_words(one), *_settled(one), *waits_for(one)]


def waits_for(one: ItemState) -> list[str]:
    """Return the first of the open items that an item waits for."""
    return [f"waits for {plain(other.item.id)}" for other in one.waits_for[:1]]


def tactic_parts(one: ItemState) -> list[str]:
    """Return a tactic's tasks, summed, and what is being done for it or holds it up."""
    parts = _tactic(one)
    if one.now:
        return [*parts, f"now {_with_other(one.now, one.owner)}"]
    if one.stuck and not one.waits_for:
        blocked = one.stuck.status == "blocked" and one.item.id in one.stuck.item.ids("tactic")
        name = plain(one.stuck.item.id)
        return [*parts, f"{name} is blocked" if blocked else f"waits for {name}"]
    return parts


def _with_other(mentioned: MentionedItem, owner: str | None) -> str:
    """Return an item with who does it, where that is somebody else."""
    name = plain(mentioned.item.id)
    return f"{name} ({plain(mentioned.owner)})" if mentioned.owner and mentioned.owner != owner else name


def status_words(one: ItemState) -> str:
    """Return a task's status, which is `todo` where none is written."""
    return plain(one.item.status or ("todo" if one.is_open else "closed"))


def _with_known(other: MentionedItem) -> str:
    known = ", ".join(plain(part) for part in (other.status, other.owner) if part)
    return f"{plain(other.item.id)} ({known})"
