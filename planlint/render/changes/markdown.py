"""A review as the comment on a pull request: what needs a decision on top, the rest folded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from planlint.commit import short_id
from planlint.diff.effects import Effect
from planlint.lint.change_summary import ChangeSummary, Decision, Value, summary_of
from planlint.lint.comparison import Comparison
from planlint.model.items import Item, Purpose, words_of
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.render.changes.sections import effect_words, headline, names_of, promise_of
from planlint.render.changes.values import Row, row_of
from planlint.render.text.cells import around_difference
from planlint.render.text.markdown import COMMENT_LIMIT, code, cut, inline, table_head, table_row
from planlint.render.text.style import PLAIN

_RESERVE = 1200  # for a mark, and for what is said at the end: the sum of the rest, what was left out, how to see it
_LONGEST = 300
_LONGEST_REV = 80

Link = Callable[[str, int, bool], str | None]
"""Gives the address of a line of a file, of the older version where it is gone; None where there is none."""


class Shown(NamedTuple):
    """What a comment says about itself: the versions as `planlint diff` is asked for them, how lines are linked.

    `head` is the commit that people know the newer version by, where that is another one.
    """

    revisions: tuple[str, ...] = ()
    link: Link = lambda path, line, gone: None
    head: str | None = None


def diff_markdown(
    review: Comparison,
    shown: Shown = Shown(),  # noqa: B008 a value that cannot change
    more: str = "",
    also: str = "",
    work: str = "",
) -> str:
    """Return a review as Markdown, never over 60,000 characters; empty where nothing has changed.

    Titles, ids, names and messages are shown as text: no markup, mention, reference or link in them gets through. What
    does not fit is left out and counted. `more` is Markdown that stands whole before the last line, `also` a count that
    the heading ends with, `work` Markdown that stands whole below what needs a decision.
    """
    if not review.changes and not review.both.unreadable and not review.judgements:
        return ""
    summary = summary_of(review)
    heading = ", ".join(filter(None, (_heading(summary), also)))
    comment = _Comment(f"## Plan: {heading}\n", COMMENT_LIMIT - len(more) - len(work))
    if review.both.unreadable:
        unread = (f"{code(one.path)} in the {one.side}: {_text(one.message)}" for one in review.both.unreadable)
        comment.add_list("Cannot be read, so that changes in it do not show:", unread)
    comment.add_list("Waived by this change:", map(_waived, summary.waived))
    for one in summary.open:
        comment.add(_decision(one, shown.link, review))
    comment.text += work
    comment.add_list("Moved, with a reason:", map(_excused, summary.excused))
    rest = list(_rest(review, summary))
    comment.text += f"\n<details><summary>{_summary(summary, rest)}</summary>\n"
    for title, lines in rest:
        comment.add_list(title, lines)
    return f"{comment.text}\n</details>\n{more}{_end(review, shown, comment.left_out)}"


class _Comment:
    """A text that grows to its limit, less a reserve; from then on what would be added is only counted."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.left_out = 0

    def add(self, block: str) -> None:
        """Add what is said of a change."""
        if not self.left_out and len(self.text) + len(block) <= self.most - _RESERVE:
            self.text += block
        else:
            self.left_out += 1

    def add_list(self, title: str, lines: Iterable[str]) -> None:
        """Add an item of a list for each line; the title comes with the first one."""
        head = f"\n**{title}**\n\n"
        for line in lines:
            self.add(f"{head}- {line}\n")
            head = ""


def _text(text: str) -> str:
    return inline(text, _LONGEST)


def _heading(summary: ChangeSummary) -> str:
    moves = ", ".join(rule.counted(number) for rule, number in summary.moves)
    if summary.open:
        return f"{moves}, no reason given"
    if summary.waived:
        return f"{moves}, waived"
    if summary.excused:
        return f"{moves}, with a reason"
    return ", ".join(islice(headline(summary), 3))


def _decision(one: Decision, link: Link, review: Comparison) -> str:
    rows = "".join(map(_row, map(row_of, one.facts)))
    agreed = " and ".join(f"{_text(team)} ({_text(who)})" for team, who in one.agreed)
    ways = (f"{_with_code(help)} ({', '.join(codes)})" for help, codes in one.ways_out.items())
    sentences = [
        f"{_text(one.item.title)} ({words_of(one.item.kind)}), {_places(one, link, review)}",
        f"**Why it exists:** {_chain(one.why)}",
        *(f"Moved in {made.short}, “{_text(made.subject)}”, by {_text(made.author)}." for made in one.commits),
        *([f"{agreed} had agreed to what was promised."] if agreed else []),
        f"**To merge:** {'; '.join(ways)}.",
    ]
    head = table_head(code(one.item.id, cell=True), "was", "now", "")
    return f"\n{head}{rows}" + "".join(f"\n{sentence}\n" for sentence in sentences)


def _row(row: Row) -> str:
    before, after = map(_text, _sides(row))
    if row.days:
        before, after = f"{before} · {_text(row.days[0])}", f"{after} · {_text(row.days[1])}"
    return table_row((f"**{_text(row.label)}**", before, f"**{after}**", _text(row.note)))


def _sides(row: Row) -> tuple[str, str]:
    """Return what was and what is; of long texts the words that differ."""
    if not row.before or max(len(row.before), len(row.after)) <= _LONGEST:
        return row.before, row.after
    return around_difference(row.before, row.after, _LONGEST, "…")


def _places(one: Decision, link: Link, review: Comparison) -> str:
    """Return where it was found, each line once, linked where that is possible."""
    found: dict[str, None] = {}
    for judgement in one.judgements:
        place = judgement.finding.place
        source = place.source or review.both.head.sources.get(place.path)
        line = source.position(place.span.start).line if source else 1
        address = link(place.path, line, place.source is not None)
        name = code(f"{place.path}:{line}")
        found[f"[{name}]({address})" if address else name] = None
    return ", ".join(found)


def _chain(why: Sequence[Item]) -> str:
    titles = [f"*{_text(item.title)}*" if isinstance(item, Purpose) else _text(item.title) for item in why]
    if not why or not isinstance(why[-1], Purpose):
        titles.append("no purpose is reached")
    return " → ".join(titles)


def _with_code(text: str) -> str:
    """Return a text in which what stands between backticks is code."""
    parts = text.split("`")
    return "".join(code(part) if at % 2 and part else _text(part) for at, part in enumerate(parts))


def _excused(one: Decision) -> str:
    return f"{_moved(one)}: “{'”, “'.join(map(_text, one.reasons))}”"


def _waived(one: Decision) -> str:
    return f"{_moved(one)} ({', '.join(dict.fromkeys(judgement.finding.code for judgement in one.judgements))})"


def _moved(one: Decision) -> str:
    return f"{code(one.item.id)} {'; '.join(_value(row_of(fact)) for fact in one.facts)}"


def _value(row: Row) -> str:
    said = " → ".join(_text(side) for side in _sides(row) if side)
    return f"{_text(row.label)} {said}" + (f", {_text(row.note)}" if row.note else "")


def _rest(review: Comparison, summary: ChangeSummary) -> Iterator[tuple[str, list[str]]]:
    """Yield what needs no decision, under its titles."""
    sections = {
        "Progress": _lines(summary.progress),
        "Effects": _effects(summary.effects, review.both.head.plan),
        "Added": [_item(item) for item in summary.added],
        "Removed": [_item(item) for item in summary.removed],
        "Renamed": [f"{code(change.item)} was {code(str(change.before))}" for change in summary.renamed],
        "Moved to other files": [
            f"{count(move.items, 'item')}: {code(move.before)} → {code(move.after)}" for move in summary.moved
        ],
        "Edited": _lines(summary.changed),
    }
    yield from ((title, lines) for title, lines in sections.items() if lines)


def _effects(found: Sequence[Effect], plan: Plan) -> list[str]:
    called = names_of(plan.items[one.item] for one in found)
    return [f"{code(called[one.item])} {effect_words(one, '→')} {_text(plan.items[one.item].title)}" for one in found]


def _lines(values: Sequence[Value]) -> list[str]:
    called = names_of(value.item for value in values)
    return [f"{code(called[value.item.name])} {_value(row_of(value))}" for value in values]


def _item(item: Item) -> str:
    return f"{words_of(item.kind)} {code(item.id)} {_text(promise_of(item, PLAIN))}"


def _summary(summary: ChangeSummary, rest: Sequence[tuple[str, list[str]]]) -> str:
    reached, items = summary.reached
    what = ", ".join(f"{title.lower()} ({len(lines):,})" for title, lines in rest)
    also = "Also" if summary.open or summary.excused else "In detail"
    start = f"{also}: {what}" if rest else "Nothing else changed"
    return f"{start}. {reached:,} of {items:,} items reach the purpose."


def _end(review: Comparison, shown: Shown, left_out: int) -> str:
    """Return the last lines: what was left out, what was compared, how to see the same."""
    command = code(cut(" ".join(("planlint diff", *shown.revisions)), _LONGEST))
    said = f"\n**{count(left_out, 'more change')} left out here:** {command} shows them.\n" if left_out else ""
    oid = shown.head or review.head.oid
    head = short_id(oid) if oid else review.head.rev
    base = inline(review.base.rev, _LONGEST_REV)
    return f"{said}\n<sub>planlint · {base}…{_text(head)} · same view: {command}</sub>\n"
