"""What was done to an item: a commit a line, with the day, the author and the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from planlint.commit import short_id
from planlint.grouped import grouped
from planlint.history.goalposts import GoalpostMove
from planlint.history.line_format import LogEntry
from planlint.lint.change_summary import Value
from planlint.model.figures.freshness import is_check_in
from planlint.model.items import KINDS, words_of
from planlint.model.periods import day_of
from planlint.model.plan import Plan
from planlint.plural import count
from planlint.printable import plain
from planlint.render.changes.values import Row, label_of, row_of
from planlint.render.history.review_words import with_times
from planlint.render.site.contents import SiteContents, SiteHistory
from planlint.render.site.people import People, without_addresses
from planlint.render.site.published import is_published, names_people
from planlint.render.text.markdown import cut

_LONGEST = 240  # characters of a value


class ItemChange(NamedTuple):
    """What one commit did to one item. `reason` is what was written for it; `needs_reason` says that one is missing."""

    item: str
    title: str
    kind: str
    day: date
    author: str | None
    commit: str | None
    subject: str
    what: tuple[str, ...]
    reason: str | None
    needs_reason: bool


def changes_of(contents: SiteContents, name: str, people: People) -> list[ItemChange]:
    """Return every change of an item, the newest first."""
    past = contents.history
    return _told(contents.plan, past, past.items.of(name).changes, people) if past else []


def recent_changes(contents: SiteContents, people: People) -> list[ItemChange]:
    """Return what changed in the last days, the newest first."""
    past = contents.history
    return _told(contents.plan, past, past.recent, people) if past else []


def _told(plan: Plan, past: SiteHistory, entries: Iterable[LogEntry], people: People) -> list[ItemChange]:
    found: list[ItemChange] = []
    for _, of_commit in groupby(entries, key=lambda entry: entry.commit):
        by_item = grouped((entry.item, entry) for entry in of_commit)
        found += [one for group in by_item.values() if (one := _change(plan, past, group, people))]
    found.reverse()
    return found


def _change(plan: Plan, past: SiteHistory, group: Sequence[LogEntry], people: People) -> ItemChange | None:
    first = group[0]
    move = past.moves.get((first.commit, first.item))
    what = list(dict.fromkeys(text for entry in group for text in _texts(plan, entry, move, people)))
    if not what:
        return None
    is_committed = first.commit.strip("0") != ""
    return ItemChange(
        item=first.item,
        title=first.title,
        kind=words_of(first.item.partition(".")[0]),
        day=first.day,
        author=people.author(first) if is_committed else None,
        commit=short_id(first.commit) if is_committed else None,
        subject=without_addresses(first.subject) if is_committed else "not committed yet",
        what=tuple(what),
        reason=_reason(past, group, move),
        needs_reason=move is not None,
    )


def _reason(past: SiteHistory, group: Sequence[LogEntry], move: GoalpostMove | None) -> str | None:
    written = next((one.after for one in group if one.key == "reason" and isinstance(one.after, str)), None)
    if written is not None:
        return written
    if move is not None and move.reason is not None:
        return without_addresses(move.reason)
    first = group[0]
    said = (one.text for one in past.reasons.get(first.commit, ()) if one.is_for([first.item]))
    reason = next(said, None)
    return None if reason is None else without_addresses(reason)


def _texts(plan: Plan, entry: LogEntry, move: GoalpostMove | None, people: People) -> Iterator[str]:
    """Yield what an entry says; nothing of fields that are not published."""
    key = entry.key or ""
    if entry.verb in ("added", "removed"):
        yield entry.verb
    elif entry.verb == "renamed":
        yield f"renamed from {cut(plain(str(entry.before).partition('.')[2]), _LONGEST)}"
    elif entry.verb == "changed" and key != "reason":
        shift = next((one for one in move.shifts if one.key == key), None) if move else None
        text = value_change_text(_value(plan, entry), people)
        if text is not None:
            yield with_times(text, shift.times if shift else 0)


def value_change_text(value: Value, people: People) -> str | None:
    """Return what became of a field: what it was and is; None for one that is not published."""
    if not is_published(value.key):
        return None
    if not names_people(value.key):
        shown = value._replace(before=_published(value.before), after=_published(value.after))
        return _row_text(row_of(shown), value.before is None)
    if people.mode == "none":
        return f"{label_of(value.key)} changed"
    before, after = (_labels(one, people) or "nobody" for one in (value.before, value.after))
    return f"{label_of(value.key)} {before} → {after}"


def _labels(value: Any, people: People) -> str:
    texts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
    return ", ".join(who.label for one in texts if isinstance(one, str) and (who := people.who(one)))


def _value(plan: Plan, entry: LogEntry) -> Value:
    kind, _, identifier = entry.item.partition(".")
    item = plan.get(entry.item) or KINDS[kind](identifier, {}, entry.path)
    value = Value(item, entry.key or "", entry.before, entry.after)
    if not value.is_date:
        return value
    was, now = (day_of(plan, one, first=entry.key == "start") for one in (entry.before, entry.after))
    return value._replace(days=(was, now))


def _published(value: Any) -> Any:
    """Return a value without what extensions keep in it."""
    if not isinstance(value, dict):
        return value
    return {key: inner for key, inner in value.items() if not key.startswith("x-")}


def _row_text(row: Row, is_new: bool) -> str:
    before, after, note = cut(row.before, _LONGEST), cut(row.after, _LONGEST), row.note
    text = f"{row.label} {before} → {after}" if before and not is_new else f"{row.label} {after}"
    if row.days and not is_new:
        text += f" ({row.days[0]} → {row.days[1]})"
    return f"{text}, {note}" if note else text


def recent_words(contents: SiteContents) -> str:
    """Return what changed in the last days in one line: `3 values · 1 date put off (no reason given)`."""
    past = contents.history
    if past is None:
        return ""
    entries = past.recent
    reported = {one.item for one in entries if one.verb == "changed" and is_check_in(one.key, one.before, one.after)}
    done = {one.item for one in entries if one.key == "status" and one.after == "done"}
    keys = {(one.commit, one.item) for one in entries}
    moved = [move for key, move in past.moves.items() if key in keys]
    silent = sum(move.reason is None for move in moved)
    verbs = Counter({verb: len({one.item for one in entries if one.verb == verb}) for verb in ("added", "removed")})
    said = [
        f"{count(len(reported), 'item')} reported" if reported else "",
        f"{count(len(moved), 'goalpost')} moved{_without(silent, len(moved))}" if moved else "",
        f"{len(done)} done" if done else "",
        *(f"{verbs[verb]} {verb}" for verb in ("added", "removed") if verbs[verb]),
    ]
    others = {one.item for one in entries} - reported - done - {move.item for move in moved}
    others -= {one.item for one in entries if one.verb in ("added", "removed")}
    said.append(f"{count(len(others), 'other item')} changed" if others else "")
    return " · ".join(filter(None, said))


def _without(silent: int, total: int) -> str:
    if not silent:
        return ", with a reason" if total == 1 else ", each with a reason"
    return " (no reason given)" if silent == total else f" ({silent} without a reason)"
