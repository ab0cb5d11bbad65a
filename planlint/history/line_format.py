"""The format that changes are kept in, and that `--format jsonl` prints: written and read here and nowhere else.

Each change is a JSON object on a line of its own, which begins with `{"verb": "…", "item": "…"`. So changes of some
kinds of items can be picked from half a million lines without parsing any.
"""

import json
import re
from collections.abc import Collection, Iterator
from datetime import date as Day  # noqa: N812 - an entry has a field `date`, the moment as git recorded it
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from planlint.commit import Commit, utc_day
from planlint.diff.change import Change
from planlint.history.fold import CommitChanges
from planlint.json_line import harmless, text_of

_ANY = "[a-z_]+"
_NAMES = re.compile(
    rb'^{"verb": "(added|removed|renamed)", "item": ("[^"\\]*+(?:\\.[^"\\]*+)*+").*'
    rb'"commit": "([0-9a-f]++)", "date": .*$',
    re.MULTILINE,  # no text after the commit can look like it: quotes in texts are escaped
)
_DATES = re.compile(rb'^.*"commit": "[0-9a-f]++", "date": "([^"]++)"', re.MULTILINE)


class LogEntry(NamedTuple):
    """One change in one commit. `line` is the JSON object it was read from, `place` where that began in the log."""

    line: bytes
    place: int
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

    def is_later_than(self, other: "LogEntry") -> bool:
        """Whether it was made by a later commit than another entry of the same log."""
        return self.place > other.place and self.commit != other.commit


def write_lines(step: CommitChanges) -> bytes:
    """Return the changes of a commit, each on a line of its own."""
    end, titles = _end(step.commit), step.titles
    lines = [harmless(_beginning(change, titles[change.item]) + end) for change in step.changes]
    return "\n".join([*lines, ""]).encode("utf-8", "backslashreplace")


def read_lines(
    lines: bytes, kinds: Collection[str] | None = None, verbs: Collection[str] | None = None
) -> list[LogEntry]:
    """Return the changes that lines tell, in their order; where kinds or verbs are named, only these."""
    return [LogEntry(match[0], match.start(), **json.loads(match[0])) for match in _matches(lines, kinds, verbs)]


class NameChange(NamedTuple):
    """An item that came, went or got another name, in one commit; `before` is the name it had, `line` all of it."""

    verb: str
    item: str
    before: str | None
    commit: str
    line: bytes


def read_names(lines: bytes) -> Iterator[NameChange]:
    """Yield which items came, went or got other names; the values of their fields are not read."""
    for match in _NAMES.finditer(lines):
        verb, item, commit = (group.decode("utf-8") for group in match.groups())
        before = json.loads(match[0])["before"] if verb == "renamed" else None
        yield NameChange(verb, json.loads(item) if "\\" in item else item[1:-1], before, commit, match[0])


def days_of(lines: bytes) -> set[Day]:
    """Return the days of changes, in UTC."""
    return {utc_day(when.decode("ascii")) for when in {*_DATES.findall(lines)}}


def lines_of_kinds(lines: bytes, kinds: Collection[str] | None) -> bytes:
    """Return the lines that tell changes of items of these kinds; None stands for all kinds."""
    if kinds is None:
        return lines
    return b"".join(re.findall(_form(kinds, None) + b"\n", lines, re.MULTILINE))


def _matches(lines: bytes, kinds: Collection[str] | None, verbs: Collection[str] | None) -> Iterator[re.Match[bytes]]:
    return re.finditer(_form(kinds, verbs) + b"$", lines, re.MULTILINE)


def _form(kinds: Collection[str] | None, verbs: Collection[str] | None) -> bytes:
    """Return what lines match that tell changes of these kinds, up to their ends."""
    verb, kind = ("|".join(sorted(some)) if some is not None else _ANY for some in (verbs, kinds))
    return rf'^{{"verb": "(?:{verb})", "item": "(?:{kind})\..*'.encode()


def _beginning(change: Change, title: str) -> str:
    return (
        f'{{"verb": "{change.verb}", "item": {quoted(change.item)}, "title": {quoted(title)}, '
        f'"key": {text_of(change.key)}, "before": {text_of(change.before)}, "after": {text_of(change.after)}, '
        f'"path": {quoted(change.site.path)}, '
    )


def _end(commit: Commit) -> str:
    return (
        f'"commit": {quoted(commit.oid)}, "date": {quoted(commit.date)}, "author_date": {quoted(commit.author_date)}, '
        f'"author": {quoted(commit.author)}, "email": {quoted(commit.email)}, "subject": {quoted(commit.subject)}}}'
    )
