"""A second, slow and obvious reading of the contract: the whole plan at every commit, compared.

It shares no line with the program it holds to the truth: plain git processes, tomllib, dicts. Where the contract leaves
a choice, this is what is taken:

- `commits` is the number of commits walked, whether they touch a plan file or not.
- Commits stand parents first, as `git rev-list --topo-order --reverse` has them.
- Items found in a version are named as they are named in it; only a series stands under the newest id.
- A version that cannot be read is listed once, at the commit whose first parent has another version at that path (or
  none). It has no message here: how a parser puts it is no part of the contract.
- The last readable content is that of the same path in the first parent. A file that was removed and comes back
  broken, or is moved while it is broken, therefore has no items.
- Links and submodules are no files: what becomes one is removed.
- Renames: items that both versions have by full name are the same. Of the rest, the newer version's items claim first,
  in the order of paths and positions, each the first of its former ids that is still free; then those of the older
  version (a rename taken back); then one that went and one that came, where title and parents leave no other choice.
- An empty table is a value, and so is everything that is no table. `formerly` is a field in what `added` and `removed`
  tell.
- Values of a point are what is written, where it has the type the language gives it, else null. A `due` that is written
  and means no day is no due at all: what it should have said is not guessed from the period.
- A key result that is removed and comes back goes on with its series; a point is then made only of new values.
- The progress of a point is that of the commit's day. That steps are late by another day makes no point.
- An id that is taken over, by a rename, from one that was removed leaves two series: nothing is lost.
"""

import math
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.support.slow_values import six

INCLUDE = ("plan.toml", "plan/**/*.toml", "plans/**/*.toml", "**/*.plan.toml")
KINDS = (
    "purpose", "vision", "outcome", "objective", "key_result", "tactic", "task", "person", "team", "period",
)  # fmt: skip
PARENTS = {
    "vision": ("purpose",),
    "outcome": ("vision",),
    "objective": ("outcome", "key_result"),
    "key_result": ("objective",),
    "tactic": ("key_result", "objective"),
    "task": ("tactic",),
}
VERBS = ("added", "removed", "renamed", "moved", "changed")
LARGEST, DEEPEST = 1024 * 1024, 64

Fields = dict[str, Any]
Name = tuple[str, str]
Change = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """An item of one version of the plan, with the file it stands in."""

    path: str
    fields: Fields


Plan = dict[Name, Item]


@dataclass(frozen=True)
class Commit:
    """A commit, and what a change says of it."""

    oid: str
    parents: list[str]
    said: dict[str, str]


@dataclass(frozen=True)
class Version:
    """The plan at a commit: the blobs of its files, what each is taken to hold, and the items of all."""

    blobs: dict[str, str] = field(default_factory=dict)
    contents: dict[str, Fields] = field(default_factory=dict)
    plan: Plan = field(default_factory=dict)
    broken: tuple[str, ...] = ()


def slow_history(
    repo: Path, rev: str = "HEAD", *, all_commits: bool = False, root: str = ".", include: tuple[str, ...] = INCLUDE
) -> dict[str, Any]:
    """Return `commits`, `changes` (of all kinds), `unreadable` (without messages) and `series` of a revision."""
    line = list(_walk(repo, rev, "--first-parent"))
    walk = list(_walk(repo, rev)) if all_commits else line
    versions: dict[str, Version] = {}
    changes: list[Change] = []
    unreadable = []
    for commit in walk:
        first = versions[commit.parents[0]] if commit.parents else Version()
        here = versions[commit.oid] = _version(repo, commit.oid, root, include, first)
        unreadable += [{"commit": commit.oid, "path": path} for path in here.broken]
        found = compare(first.plan, here.plan)
        if all_commits:
            for parent in commit.parents[1:]:
                stands = {_entry(one) for one in compare(versions[parent].plan, here.plan)}
                found = [one for one in found if _entry(one) in stands]
        changes += [{**one, "commit": commit.oid, **commit.said} for one in found]
    series = _series([(commit, versions[commit.oid].plan) for commit in line])
    return {"commits": len(walk), "changes": changes, "unreadable": unreadable, "series": series}


# Git


def _git(repo: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", repo, *arguments], check=True, capture_output=True).stdout


def _walk(repo: Path, rev: str, *options: str) -> Iterator[Commit]:
    for row in _git(repo, "rev-list", "--topo-order", "--reverse", "--parents", *options, rev, "--").splitlines():
        oid, *parents = row.decode().split()
        yield Commit(oid, parents[:1] if options else parents, _said(str(repo), oid))


@lru_cache(None)
def _said(repo: str, oid: str) -> dict[str, str]:
    shown = _git(
        Path(repo), "show", "--no-patch", "--encoding=UTF-8", "--date=raw",
        "--format=%cd%x00%ad%x00%an%x00%ae%x00%s", oid, "--",
    )  # fmt: skip
    committed, written, author, email, subject = shown.decode("utf-8", "replace").removesuffix("\n").split("\0")
    return {
        "date": _iso(committed),
        "author_date": _iso(written),
        "author": author,
        "email": email,
        "subject": subject,
    }


def _iso(raw: str) -> str:
    seconds, offset = raw.split()
    away = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
    zone = timezone(-away if offset[0] == "-" else away)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))).astimezone(zone).isoformat()


def _version(repo: Path, oid: str, root: str, include: tuple[str, ...], first: Version) -> Version:
    blobs = dict(_files(repo, oid, root, include))
    contents: dict[str, Fields] = {}
    broken = []
    for path, blob in blobs.items():
        read = _read(str(repo), blob)
        if read is not None:
            contents[path] = read
        else:
            if path in first.contents:
                contents[path] = first.contents[path]
            if first.blobs.get(path) != blob:
                broken.append(path)
    plan: Plan = {}
    for path, content in contents.items():
        for name, fields in _items(content):
            plan.setdefault(name, Item(path, fields))
    return Version(blobs, contents, plan, tuple(broken))


def _files(repo: Path, oid: str, root: str, include: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield path and blob of each plan file of a commit, in the byte order of paths."""
    below = b"" if root == "." else root.encode() + b"/"
    rows = []
    for row in _git(repo, "ls-tree", "-r", "-z", "--full-tree", oid).split(b"\0")[:-1]:
        facts, path = row.split(b"\t", 1)
        mode, _, blob = facts.decode().split()
        if mode.startswith("100") and path.startswith(below):
            rows.append((path.removeprefix(below), blob))
    for raw, blob in sorted(rows):
        path = raw.decode("utf-8", "surrogateescape")
        if path.rpartition("/")[2] != "planlint.toml" and any(_pattern(one).fullmatch(path) for one in include):
            yield path, blob


@lru_cache(None)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of paths as a regular expression: `**/` folders, `*` within one, a folder all below."""
    parts = {"**/": "(?:.*/)?", "*": "[^/]*"}
    words = re.split(r"(\*\*/|\*)", pattern)
    return re.compile("".join(parts.get(word, re.escape(word)) for word in words) + "(?:/.*)?", re.DOTALL)


# Files


@lru_cache(None)
def _read(repo: str, blob: str) -> Fields | None:
    """Return what a blob says, None where it cannot be read."""
    data = _git(Path(repo), "cat-file", "blob", blob)
    if len(data) > LARGEST:
        return None
    try:
        value = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return None
    return None if max(_depth(value, list), _depth(value, dict) - 1) > DEEPEST else value


def _depth(value: Any, kind: type) -> int:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return isinstance(value, kind) + max((_depth(one, kind) for one in inner), default=0)


def _items(content: Fields) -> Iterator[tuple[Name, Fields]]:
    for kind in KINDS:
        tables = content.get(kind)
        if isinstance(tables, dict):
            for identifier, fields in tables.items():
                if isinstance(fields, dict):
                    yield (kind, identifier), fields


# What differs


def compare(old: Plan, new: Plan) -> list[Change]:
    """Return the changes between two versions of a plan, in the order the contract gives them."""
    was = renames(old, new)
    gone = old.keys() - new.keys() - set(was.values())
    changes = [_change("removed", name, old[name], before=_json(old[name].fields)) for name in gone]
    for name, item in new.items():
        former = was.get(name, name)
        if former in old:
            changes += _same(name, item, former, old[former])
        else:
            changes.append(_change("added", name, item, after=_json(item.fields)))
    return sorted(changes, key=_order)


def _same(name: Name, item: Item, former: Name, earlier: Item) -> Iterator[Change]:
    if former != name:
        yield _change("renamed", name, item, before=".".join(former), after=".".join(name))
    if earlier.path != item.path:
        yield _change("moved", name, item, before=earlier.path, after=item.path)
    before, after = dict(_leaves(earlier.fields)), dict(_leaves(item.fields))
    for key in before.keys() | after.keys():
        if not _equal(before.get(key), after.get(key)):
            yield _change("changed", name, item, key, _json(before.get(key)), _json(after.get(key)))


def _change(verb: str, name: Name, item: Item, key: str | None = None, before: Any = None, after: Any = None) -> Change:
    return {
        "verb": verb,
        "item": ".".join(name),
        "title": _shown_title(name, item.fields),
        "key": key,
        "before": before,
        "after": after,
        "path": item.path,
    }


def _order(change: Change) -> tuple[Any, ...]:
    kind, _, identifier = change["item"].partition(".")
    return KINDS.index(kind), identifier, VERBS.index(change["verb"]), change["key"] or ""


def _entry(change: Change) -> tuple[Any, ...]:
    return change["verb"], change["item"], change["key"]


def _shown_title(name: Name, fields: Fields) -> str:
    """Return what people call an item: its title, the name of a person or team, else its id."""
    texts = [fields.get(key) for key in ("title", "name")]
    return next((text for text in texts if isinstance(text, str) and text), name[1])


def _title(fields: Fields) -> str | None:
    title = fields.get("title")
    return title if isinstance(title, str) else None


def _leaves(fields: Fields, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        if prefix + key == "formerly":
            continue
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_json(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else value.isoformat()


def _equal(one: Any, other: Any) -> bool:
    one, other = _json(one), _json(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    return bool(one == other)


def renames(old: Plan, new: Plan) -> dict[Name, Name]:
    """Return what each renamed item of the newer version was called in the older one."""
    gone = {name: item for name, item in _in_order(old) if name not in new}
    come = {name: item for name, item in _in_order(new) if name not in old}
    was: dict[Name, Name] = {}
    for name in list(come):
        former = next((one for one in _formerly(name, come[name]) if one in gone), None)
        if former:
            was[name] = former
            del come[name], gone[former]
    for former in list(gone):
        name = next((one for one in _formerly(former, gone[former]) if one in come), None)
        if name:
            was[name] = former
            del come[name], gone[former]
    left = [_likeness(name, item) for name, item in gone.items()]
    right = [_likeness(name, item) for name, item in come.items()]
    for name, item in come.items():
        like = _likeness(name, item)
        if _title(item.fields) is not None and left.count(like) == right.count(like) == 1:
            was[name] = list(gone)[left.index(like)]
    return was


def _in_order(plan: Plan) -> list[tuple[Name, Item]]:
    """Return items by path, those of one file and kind as they stand in it."""
    return sorted(plan.items(), key=lambda pair: pair[1].path.encode("utf-8", "surrogateescape"))


def _formerly(name: Name, item: Item) -> list[Name]:
    ids = item.fields.get("formerly")
    return [(name[0], one) for one in ids if isinstance(one, str)] if isinstance(ids, list) else []


def _likeness(name: Name, item: Item) -> tuple[Any, ...]:
    kind = name[0]
    parents = [repr(_json(item.fields.get(one))) for one in PARENTS.get(kind, ())]
    return kind, _title(item.fields), *parents


# Series


def _series(line: list[tuple[Commit, Plan]]) -> list[dict[str, Any]]:
    """Return the series of all key results along a line of commits, sorted by newest id."""
    found: list[dict[str, Any]] = []
    known: dict[Name, dict[str, Any]] = {}
    before: Plan = {}
    for commit, plan in line:
        was = renames(before, plan)
        moved = {name: known.pop(was[name]) for name in was if name[0] == "key_result"}
        known.update(moved)
        for name, item in plan.items():
            if name[0] != "key_result":
                continue
            if name not in known:
                known[name] = {"item": "", "title": None, "points": [], "last": None}
                found.append(known[name])
            one = known[name]
            one["item"], one["title"] = ".".join(name), _shown_title(name, item.fields)
            values = _values(item.fields, plan)
            if one["last"] is None or _differs(one["last"], values):
                shown = {**values, "progress": _on_a_day(values["progress"], item.fields, plan, commit)}
                one["points"].append({"commit": commit.oid, "date": commit.said["date"], **shown})
            one["last"] = values
        before = plan
    for one in found:
        del one["last"]
    return sorted(found, key=lambda one: str(one["item"]))


def _differs(point: dict[str, Any], values: dict[str, Any]) -> bool:
    return any(not _equal(point[key], value) for key, value in values.items())


def _values(fields: Fields, plan: Plan) -> dict[str, Any]:
    metric = _table(fields, "metric") or {}
    reached, status, due = fields.get("reached"), fields.get("status"), due_of(fields, plan)
    return {
        "current": _number(metric.get("current")),
        "as_of": _day(metric.get("as_of")),
        "target": _number(metric.get("target")),
        "baseline": _number(metric.get("baseline")),
        "reached": _json(reached) if isinstance(reached, list) else None,
        "milestones": _json(_table(fields, "milestones")),
        "progress": progress_of(fields),
        "score": _number(fields.get("score")),
        "confidence": _number(fields.get("confidence")),
        "status": status if isinstance(status, str) else None,
        "due": due and due.isoformat(),
    }


def _table(fields: Fields, key: str) -> Fields | None:
    value = fields.get(key)
    return value if isinstance(value, dict) else None


def _number(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and math.isfinite(value) else None


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else None


def progress_of(fields: Fields) -> float | None:
    """Return the progress of a key result by what it says itself, with six decimals; None where it has none."""
    metric, milestones = _table(fields, "metric"), _table(fields, "milestones")
    if metric:
        share = _moved(metric)
    elif milestones:
        share = Fraction(_steps_reached(fields), len(milestones))
    else:
        share = Fraction(1) if fields.get("status") == "done" else None
    return six(share)


def _steps_reached(fields: Fields) -> int:
    reached = fields.get("reached")
    names = [reached] if isinstance(reached, str) else reached if isinstance(reached, list) else []
    return len([step for step in _table(fields, "milestones") or {} if step in names])


def _moved(metric: Fields) -> Fraction | None:
    baseline, target, current = (_number(metric.get(key)) for key in ("baseline", "target", "current"))
    if target is None or current is None:
        return None
    if metric.get("direction") == "at-least":
        return Fraction(current >= target)
    if metric.get("direction") == "at-most":
        return Fraction(current <= target)
    if baseline is None or baseline == target:
        return None
    low, high, now = (Fraction(str(number)) for number in (baseline, target, current))
    return min(Fraction(1), max(Fraction(0), (now - low) / (high - low)))


def _on_a_day(progress: float | None, fields: Fields, plan: Plan, commit: Commit) -> float | None:
    """Return the progress that counts on the day of a commit: steps that are all missed only once that is late."""
    milestones = _table(fields, "milestones")
    if _table(fields, "metric") or not milestones or _steps_reached(fields) or fields.get("status") == "done":
        return progress
    today = datetime.fromisoformat(commit.said["date"]).astimezone(UTC).date()
    days = [day for value in milestones.values() if (day := _last_day(value, plan))]
    if days:
        return progress if min(days) < today else None
    start, due = _start_of(fields, plan), due_of(fields, plan)
    if due is None or (start is None and today < due):
        return None
    half_gone = start is None or today >= due or 2 * (today - start) >= due - start
    return progress if half_gone else None


def _start_of(fields: Fields, plan: Plan) -> date | None:
    """Return the effective start of a key result."""
    if "start" in fields:
        return _first_day(fields["start"], plan)
    above = [found.fields for one in _ids(fields.get("objective")) if (found := _meant("objective", one, plan))]
    above = [one for one in above if one.get("status") not in ("done", "closed", "dropped")] or above
    starts = [_first_day(one["start"] if "start" in one else one.get("period"), plan) for one in above]
    return min((day for day in starts if day), default=None)


def _ids(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def due_of(fields: Fields, plan: Plan) -> date | None:
    """Return the effective due of a key result."""
    if "due" in fields:
        return _last_day(fields["due"], plan)
    steps = [_last_day(step, plan) for step in (_table(fields, "milestones") or {}).values()]
    days = [day for day in steps if day]
    if not steps or len(days) < len(steps):
        above = [found.fields for one in _ids(fields.get("objective")) if (found := _meant("objective", one, plan))]
        dues = [_last_day(one["due"] if "due" in one else one.get("period"), plan) for one in above]
        days += [day for day in dues if day]
    return max(days, default=None)


def _meant(kind: str, identifier: str, plan: Plan) -> Item | None:
    """Return the item an id leads to: its own, else the first that lists it as a former one."""
    if (kind, identifier) in plan:
        return plan[kind, identifier]
    former = (item for name, item in _in_order(plan) if (kind, identifier) in _formerly(name, item))
    return next(former, None)


def _first_day(value: Any, plan: Plan) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    period = _meant("period", value, plan) if isinstance(value, str) else None
    if period:
        days = [_day(period.fields.get(key)) for key in ("start", "end")]
        return date.fromisoformat(days[0]) if days[0] and days[1] else None
    last = _last_day(value, plan)
    if last is None:
        return None
    form = re.fullmatch(r"[0-9]{4}(?:-([HQ]?).*)?", value)
    months = {None: 12, "H": 6, "Q": 3, "": 1}[form[1] if form else None]
    return date(last.year, last.month - months + 1, 1)


def _last_day(value: Any, plan: Plan) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        return None
    period = _meant("period", value, plan)
    if period:
        end = period.fields.get("end")
        return end if isinstance(end, date) and not isinstance(end, datetime) else None
    form = re.fullmatch(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", value)
    if form is None or form[1] == "0000":
        return None
    half, quarter, month = (int(part or 0) for part in form.groups()[1:])
    last = half * 6 or quarter * 3 or month or 12
    year = int(form[1])
    return date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)


def verbs(found: dict[str, Any]) -> Counter[str]:
    """Return how many changes there are by verb, to say what a comparison rests on."""
    return Counter(one["verb"] for one in found["changes"])
