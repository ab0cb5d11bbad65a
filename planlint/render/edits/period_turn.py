"""The turn of a period as text: what was closed and carried, and the questions before that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from planlint.bounds import listing
from planlint.edit.carrying import PeriodTurn
from planlint.edit.closing import Closing
from planlint.edit.set_values import Recorded
from planlint.model.days import day_text
from planlint.model.items import Item, KeyResult, Objective, words_of
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.edits.checkin_questions import question
from planlint.render.edits.recorded import recorded_lines
from planlint.render.text.bars import amount, in_unit, share
from planlint.render.text.cells import width
from planlint.render.text.style import Style

_INDENT = "  "


def closing_opening(found: Closing, today: date) -> str:
    """Return what the questions about a period begin with."""
    lines = [f"{plain(found.period)}: {count(len(found.key_results), 'open key result')} to close."]
    if found.days is not None and found.ends_early(today):
        lines.append(_early(found.period, found.days.last))
    lines += [
        "Enter leaves a value as it is and gives no grade; s leaves a key result open, q ends the questions.",
        "Nothing is written before the end.",
    ]
    return "".join(f"{line}\n" for line in lines)


def grade_question(measured: Fraction | None, style: Style) -> str:
    """Return the question for the grade; without one the measured value stands."""
    without = "not measured" if measured is None else f"measured {share(measured)}"
    return question("grade, from 0 to 1", without, style)


def action_question(item: Item, style: Style) -> str:
    """Return the question for what becomes of an open action."""
    tail = ": stay, done or drop [stay]: "
    room = style.room - width(_INDENT) - width(tail)
    return f"{_INDENT}{style.cut(f'{words_of(item.kind)} {plain(item.title)}', room)}{tail}"


def confirm_question(changes: Sequence[Recorded], style: Style) -> str:
    """Return the last question before all of it is written."""
    return f"\n{recorded_lines(changes, style)}write this? y or n [n]: "


def closed_notes(
    found: Closing, after: Plan, changes: Sequence[Recorded], actions: Mapping[str, str], today: date
) -> Iterator[str]:
    """Yield how many items have ended, what is left open, and what comes next."""
    ended = [one for one in changes if one.key == ("status",)]
    yield f"ended: {_counted(after.items[one.item].kind for one in ended) or 'nothing'}"
    if found.of_others:
        yield f"still open, with other owners: {listing(plain(item.id) for item in found.of_others)}"
    if found.days is not None and found.ends_early(today):
        yield _early(found.period, found.days.last)
    staying = sum(choice == "stay" for choice in actions.values())
    if staying:
        yield f"{count(staying, 'open action')} left as written; `planlint carry` takes tactics along"
    yield f"next: planlint check, git commit, planlint carry {plain(found.period)} NEXT-PERIOD"


def _counted(kinds: Iterable[str]) -> str:
    return ", ".join(count(number, words_of(kind)) for kind, number in Counter(kinds).items())


def _early(period: str, last: date) -> str:
    return f"{plain(period)} runs until {day_text(last)}: what is closed before its last two weeks counts as given up"


def carried_text(turned: PeriodTurn, style: Style) -> str:
    """Return what goes on: each old item with the new one, and where that stands."""
    lines: list[str] = []
    for name, item in turned.carried.items.items():
        new = turned.after.items.get(item.name)
        if item.kind == Objective.kind:
            lines.append(f"{plain(name)} {style.arrow} {plain(item.id)}  {plain(turned.paths[name])}")
        else:
            lines.append(f"{_INDENT}{plain(name)} {style.arrow} {plain(item.id)}{_promise(new)}")
    for old, heir in turned.carried.already.items():
        lines.append(f"{plain(old)} is carried already: {plain(heir.name)}")
    for moved in (*turned.tactics, *turned.goals):
        now = turned.after.items[moved.name]
        if now.parent_names() != moved.parent_names():
            lines.append(
                f"{plain(moved.name)} now serves {plain(listing(one.partition('.')[2] for one in now.parent_names()))}"
            )
    return "".join(f"{line}\n" for line in lines)


def _promise(item: Item | None) -> str:
    """Return the numbers that a new key result begins with and promises."""
    metric = item.metric if isinstance(item, KeyResult) else None
    if metric is None or metric.target is None:
        return ""
    begins = "" if metric.baseline is None else f"from {amount(metric.baseline)} "
    return in_unit(f"  {begins}to {amount(metric.target)}", metric)


def carried_notes(turned: PeriodTurn, *, dry: bool) -> Iterator[str]:
    """Yield how much is carried, what has to be looked at, and what comes next."""
    carried = _counted(item.kind for item in turned.carried.items.values())
    if not carried:
        already = len(turned.carried.already)
        yield f"nothing to carry: {count(already, 'item')} carried already" if already else "nothing is left to carry"
        return
    closed = f"; closed: {len(turned.closed)}" if turned.closed else ""
    yield f"{'would carry' if dry else 'carried'} {carried} to {plain(turned.carried.new)}{closed}"
    if turned.early is not None and turned.closed:
        yield _early(turned.carried.old, turned.early)
    undated = [item.id for item in turned.carried.items.values() if item.fields.get("milestones")]
    if undated:
        yield f"their steps have no date yet: {listing(map(plain, undated))}"
    if turned.late:
        yield f"past their day, give them another: {listing(plain(item.id) for item in turned.late)}"
    if not dry:
        yield "next: planlint check, planlint diff, git commit"
