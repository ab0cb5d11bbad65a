"""What a change does to a plan, as the map shows it: a mark at each item, and on top what needs a decision."""

from collections.abc import Mapping
from typing import NamedTuple

from planlint.commit import short_id
from planlint.grouped import grouped
from planlint.lint.change_summary import ChangeNote, ChangeSummary, Decision, Value, summary_of
from planlint.lint.comparison import Comparison
from planlint.load.two_versions import NamedVersion
from planlint.model.days import day_text
from planlint.model.items import Item
from planlint.model.naming import WORK_KINDS
from planlint.model.plan import Plan
from planlint.model.selection import above
from planlint.render.changes.sections import headline
from planlint.render.site.changes import value_change_text
from planlint.render.site.people import People, without_addresses
from planlint.render.text.bars import share
from planlint.render.text.style import PLAIN

_LONGEST_REV = 60
ADDED, CHANGED, REMOVED = "added", "changed", "removed"
_SIGNS = {ADDED: "+", CHANGED: "~", REMOVED: "−"}


class ChangeMark(NamedTuple):
    """What a change does to an item: a word, and what was and is."""

    word: str
    texts: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """The sign that stands before the word."""
        return _SIGNS[self.word]


class DecisionLine(NamedTuple):
    """What was done to the promises of an item: what it was and is, what it is for, who did it, why, the way out."""

    item: Item
    texts: tuple[str, ...]
    path: tuple[str, ...]
    commits: tuple[str, ...]
    reasons: tuple[str, ...]
    ways_out: tuple[tuple[str, str], ...]


class Preview(NamedTuple):
    """A change in full. `removed` are the items that are gone, by the full name of what they served."""

    base: str
    headline: str
    groups: tuple[tuple[str, tuple[DecisionLine, ...]], ...]
    marks: Mapping[str, ChangeMark]
    removed: Mapping[str, list[Item]]


def preview_of(review: Comparison, people: People) -> Preview:
    """Return what a comparison says, for the map."""
    summary = summary_of(review)
    old, new = review.both.base.plan, review.both.head.plan
    groups = (
        ("Needs a decision", summary.open),
        ("Waived by this change", summary.waived),
        ("Moved, with a reason", summary.excused),
    )
    return Preview(
        _called(review.base),
        " · ".join(headline(summary)),
        tuple((title, tuple(_decision(one, people) for one in found)) for title, found in groups if found),
        _marks(review, summary, people),
        _removed(review, old, new),
    )


def _called(base: NamedVersion) -> str:
    """Return what the older version is called; of a commit named by its id the first digits."""
    return short_id(base.oid) if base.oid and base.oid.startswith(base.rev) else PLAIN.cut(base.rev, _LONGEST_REV)


def _decision(one: Decision, people: People) -> DecisionLine:
    ways = {} if one.reasons or one.is_waived else one.ways_out
    return DecisionLine(
        one.item,
        tuple(filter(None, (_text(fact, people) for fact in one.facts))),
        tuple(item.title for item in one.why),
        tuple(f'{made.short} "{without_addresses(made.subject)}", {day_text(made.day)}' for made in one.commits),
        tuple(map(without_addresses, one.reasons)),
        tuple((", ".join(codes), people.without_persons(help)) for help, codes in ways.items()),
    )


def _text(fact: Value | ChangeNote, people: People) -> str:
    if isinstance(fact, ChangeNote):
        text = people.without_persons(fact.text)
        return f"{fact.label}: {text}" if fact.label else text
    return value_change_text(fact, people) or ""


def _marks(review: Comparison, summary: ChangeSummary, people: People) -> dict[str, ChangeMark]:
    decided = (*summary.open, *summary.excused, *summary.waived)
    texts = grouped(
        [
            *((one.item.name, _text(fact, people)) for one in decided for fact in one.facts),
            *((one.item.name, _text(one, people)) for one in (*summary.progress, *summary.changed)),
            *((one.item, f"renamed from {str(one.before).partition('.')[2]}") for one in summary.renamed),
            *((one.item, f"{share(one.before.value)} → {share(one.after.value)}") for one in summary.effects),
        ]
    )
    marks = {name: ChangeMark(CHANGED, tuple(dict.fromkeys(filter(None, found)))) for name, found in texts.items()}
    marks |= {change.item: ChangeMark(ADDED) for change in review.changes if change.verb == "added"}
    return {name: mark for name, mark in marks.items() if mark.texts or mark.word != CHANGED}


def _removed(review: Comparison, old: Plan, new: Plan) -> dict[str, list[Item]]:
    """Return the items that are gone, by the present name of what they served; by nothing where that is gone too."""
    former = {pair.old.name: pair.new.name for pair in review.matching.renamed}

    def served(item: Item) -> str:
        above = (former.get(parent.name, parent.name) for parent in old.parents(item))
        return next((name for name in above if name in new.items), "")

    removed = (old.get(one.item) for one in review.changes if one.verb == "removed" and one.kind in WORK_KINDS)
    return grouped((served(item), item) for item in removed if item is not None)


def touched_names(preview: Preview, plan: Plan) -> frozenset[str]:
    """Return the names of all that stands above what a change touches, and of what itself was changed."""
    names = (*preview.marks, *preview.removed)
    return frozenset(above(plan, [item for name in names if (item := plan.get(name)) is not None]))
