"""The format of the history's changes: what is written is read again, whatever plans and commits hold."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planlint.commit import Commit
from planlint.diff.change import VERBS, Change
from planlint.history.fold import CommitChanges
from planlint.history.line_format import LogEntry, NameChange, lines_of_kinds, read_lines, read_names, write_lines
from planlint.model.items import KINDS
from planlint.text import Site

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.sampled_from(
        [
            *("\n", '"verb": "added", "item": "task.x"', '\n{"verb": "added", "item": "task.x"', "\u2028", "\\"),
            *('"commit": "0a", "date": ', "commit"),
        ]
    ),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
NAMES = st.tuples(st.sampled_from(sorted(KINDS)), TEXTS).map(".".join)
SITES = TEXTS.map(lambda path: Site(path, ()))
CHANGES = st.builds(Change, st.sampled_from(VERBS), NAMES, st.one_of(st.none(), TEXTS), VALUES, VALUES, SITES)
COMMITS = st.builds(Commit, st.text("0123456789abcdef", min_size=40, max_size=40), st.just(()), *[TEXTS] * 5)


@st.composite
def steps(draw: st.DrawFn) -> CommitChanges:
    changes = draw(st.lists(CHANGES, max_size=4))
    return CommitChanges(draw(COMMITS), tuple(changes), {one.item: draw(TEXTS) for one in changes})


def facts(entry: LogEntry) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if name not in ("line", "place")}


@given(st.lists(steps(), max_size=4))
def test_what_is_written_is_read_again(written: list[CommitChanges]) -> None:
    entries = read_lines(b"".join(map(write_lines, written)))
    assert [facts(one) for one in entries] == [
        {
            "verb": change.verb,
            "item": change.item,
            "title": step.titles[change.item],
            "key": change.key,
            "before": change.before,
            "after": change.after,
            "path": change.site.path,
            "commit": step.commit.oid,
            "date": step.commit.date,
            "author_date": step.commit.author_date,
            "author": step.commit.author,
            "email": step.commit.email,
            "subject": step.commit.subject,
        }
        for step in written
        for change in step.changes
    ]


@given(st.lists(steps(), max_size=4), st.sets(st.sampled_from(sorted(KINDS))), st.sets(st.sampled_from(VERBS)))
def test_what_is_picked_is_what_a_reader_of_everything_would_keep(
    written: list[CommitChanges], kinds: set[str], verbs: set[str]
) -> None:
    lines = b"".join(map(write_lines, written))
    entries = read_lines(lines)
    of_kinds = [one for one in entries if one.item.partition(".")[0] in kinds]
    assert read_lines(lines, kinds) == of_kinds
    assert read_lines(lines, verbs=verbs) == [one for one in entries if one.verb in verbs]
    assert lines_of_kinds(lines, kinds) == b"".join(one.line + b"\n" for one in of_kinds)
    assert lines_of_kinds(lines, None) == lines


@given(st.lists(steps(), max_size=4))
def test_names_are_those_that_a_reader_of_everything_finds(written: list[CommitChanges]) -> None:
    lines = b"".join(map(write_lines, written))
    assert list(read_names(lines)) == [
        NameChange(one.verb, one.item, one.before if one.verb == "renamed" else None, one.commit, one.line)
        for one in read_lines(lines)
        if one.verb in ("added", "removed", "renamed")
    ]


def test_an_entry_is_later_where_its_commit_is() -> None:
    site = Site("plan.toml", ())
    changes = tuple(Change("removed", f"task.{name}", None, {}, None, site) for name in "ab")
    titles = {"task.a": "A", "task.b": "B"}
    first, second = (write_lines(CommitChanges(Commit(oid * 40), changes, titles)) for oid in "12")
    a, b, c, _ = read_lines(first + second)
    assert not b.is_later_than(a)
    assert c.is_later_than(b)
    assert not b.is_later_than(c)
    assert read_lines(first + second, {"task"})[2].place == len(first)
