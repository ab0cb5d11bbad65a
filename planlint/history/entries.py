"""Changes of a history as they are asked for: of some kinds, items, owners, days or commits."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from datetime import date as Day  # noqa: N812 - an entry has a field `date`, the moment as git tells it
from typing import Any, NamedTuple

from planlint.commit import Commit, utc_day
from planlint.diff.change import Change
from planlint.diff.values import json_form


class Entry(NamedTuple):
    """One change in one commit. `line` is the JSON object it was read from."""

    line: bytes
    verb: str
    item: str
    title: str
    key: str | None
    before: Any
    after: Any
    path: str
    commit: str
    date: str
    author_date: str
    author: str
    email: str
    subject: str

    @property
    def day(self) -> Day:
        """The day of the commit, in UTC."""
        return utc_day(self.date)


def entry_of(change: Change, title: str, commit: Commit) -> Entry:
    """Return a change that a commit made."""
    return Entry(
        line=b"",
        verb=change.verb,
        item=change.item,
        title=title,
        key=change.key,
        before=_json(change.before),
        after=_json(change.after),
        path=change.site.path,
        commit=commit.oid,
        date=commit.date,
        author_date=commit.author_date,
        author=commit.author,
        email=commit.email,
        subject=commit.subject,
    )


def _json(value: Any) -> Any:
    return None if value is None else json_form(value)


def entries(lines: bytes) -> list[Entry]:
    """Return the changes that lines of JSON tell, in their order."""
    return [Entry(line, **json.loads(line)) for line in lines.split(b"\n") if line]


def of_kinds(lines: bytes, kinds: Collection[str] | None) -> bytes:
    """Return the lines that tell changes of items of these kinds; None stands for all kinds."""
    if kinds is None:
        return lines
    # The form of a line is fixed, so that nobody has to parse half a million of them to pick some.
    wanted = "|".join(sorted(kinds))
    return b"".join(re.findall(rb'^\{"verb": "[a-z]+", "item": "(?:%b)\..*\n' % wanted.encode(), lines, re.MULTILINE))


class Names:
    """Which names an item has had over time, and which it has now."""

    def __init__(self, lines: bytes) -> None:
        self.known: set[str] = set()
        self._newer: dict[str, str] = {}
        self._renames: list[tuple[str, str]] = []
        for entry in entries(b"\n".join(_of_names(lines))):
            self.known.add(entry.item)
            if entry.verb == "renamed":
                self.known.add(entry.before)
                self._newer[entry.before] = entry.item
                self._newer.pop(entry.item, None)
                self._renames.append((entry.before, entry.item))
            else:
                self._newer.pop(entry.item, None)

    def newest(self, name: str) -> str:
        """Return the name that an item had last."""
        seen = {name}
        while (newer := self._newer.get(name)) is not None and newer not in seen:
            seen.add(newer)
            name = newer
        return name


def _of_names(lines: bytes) -> list[bytes]:
    return re.findall(rb'^\{"verb": "(?:added|renamed)".*$', lines, re.MULTILINE)


def about(found: Iterable[Entry], names: Iterable[str]) -> list[Entry]:
    """Return the changes of items with these names, and of what they were called before, oldest first."""
    wanted = set(names)
    kept: list[Entry] = []
    for entry in reversed(list(found)):
        if entry.verb == "renamed":
            # Before this commit the older name was this item's; whoever took that name later is another one.
            wanted.discard(entry.before)
            if entry.item in wanted:
                wanted.add(entry.before)
        if entry.item in wanted:
            kept.append(entry)
    kept.reverse()
    return kept


def within(found: Iterable[Entry], first: date | None, last: date | None) -> Iterator[Entry]:
    """Yield the changes of the days between two, both included, in UTC."""
    for entry in found:
        day = entry.day
        if (first is None or day >= first) and (last is None or day <= last):
            yield entry
