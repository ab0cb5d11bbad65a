"""The words that may stand for an argument, by its metavar: names in the plan, rules, revisions, files."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from argcomplete.completers import DirectoriesCompleter, FilesCompleter

from planlint.cli.options import Options

if TYPE_CHECKING:
    from planlint.model.plan import Plan

Words = Mapping[str, str]  # each with what it means, or nothing
Suggest = Callable[[Options, str], Words]
_LONGEST_TITLE = 60  # cells
_FAMILY = 3  # characters of a code that its whole family shares


def _items(options: Options, prefix: str) -> Words:
    """Full names; and once something is typed former names, and ids alone, where only one kind has them."""
    from planlint.model.naming import WORK_KINDS, ids_of_kind
    from planlint.model.selection import work_items

    plan = _plan(options)
    items = work_items(plan)
    words = {item.name: _said(item.title) for item in items}
    if prefix:
        words |= {name: f"now {item.id}" for name, item in plan.former.items() if item.kind in WORK_KINDS}
    if prefix and "." not in prefix:
        kinds = Counter(identifier for kind in WORK_KINDS for identifier in ids_of_kind(plan, kind))
        words |= {item.id: _said(item.title) for item in items if kinds[item.id] == 1}
    if "-" in prefix:  # `key-result.ID` is understood as well
        spelled = {name: name.partition(".")[0].replace("_", "-") for name in words if "." in name}
        words |= {f"{kind}.{name.partition('.')[2]}": words[name] for name, kind in spelled.items()}
    return words


def _asked(options: Options, prefix: str) -> Words:
    """Items; where none begins so, files."""
    items = _items(options, prefix)
    if not prefix or any(word.startswith(prefix) for word in items):
        return items
    return {**items, **_files(options, prefix)}


def _assignments(options: Options, prefix: str) -> Words:
    """Items, and what is recorded most often of one; behind a key the values that it takes, where there are few."""
    from planlint.app.schemas import listed_values

    key, has_key, value = prefix.partition("=")
    if has_key and key == "reached":
        return {f"{key}={steps}": said for steps, said in _steps(options, value).items()}
    if has_key:
        return {f"{key}={value}": "" for value in listed_values(key)}
    return {**_RECORDED(options, prefix), **_items(options, prefix)}


def _steps(options: Options, typed: str) -> Words:
    """Steps that the item named last has not reached, behind those that are typed, each with its day."""
    from planlint.model.naming import item_named

    names = [word for word in getattr(options, "words", None) or () if "=" not in word]
    item = item_named(_plan(options), names[-1], ("key_result",)) if names else None
    if item is None:
        return {}
    before, comma, _ = typed.rpartition(",")
    there = {*item.ids("reached"), *before.split(",")}
    return {f"{before}{comma}{step}": str(day) for step, day in item.table("milestones").items() if step not in there}


def _said(title: str) -> str:
    from planlint.printable import plain
    from planlint.render.text.style import PLAIN

    return PLAIN.cut(plain(title), _LONGEST_TITLE)


def _plan(options: Options) -> "Plan":
    """Read the plan of the working tree; one whose configuration is broken as if it had none."""
    from planlint.app.settings import Where
    from planlint.app.workspace import open_workspace
    from planlint.errors import PlanlintError

    where = Where(_path(options, "root"), _path(options, "config"))
    try:
        return open_workspace(where, allow_empty=True).loaded.plan
    except PlanlintError:
        return open_workspace(where._replace(config=os.devnull), allow_empty=True).loaded.plan


def _path(options: Options, name: str) -> str | None:
    """Return a path as the shell would have handed it over: what is being completed has not been expanded."""
    path = getattr(options, name, None)
    return None if path is None else str(Path(os.path.expandvars(path)).expanduser())


def _kinds(options: Options, prefix: str) -> Words:
    from planlint.model.naming import ALL, WORK_KINDS

    return {**_spelled(WORK_KINDS, prefix), ALL: ""}


def _all_kinds(options: Options, prefix: str) -> Words:
    from planlint.model.items import KINDS

    return _spelled(KINDS, prefix)


def _spelled(kinds: Iterable[str], prefix: str) -> Words:
    return dict.fromkeys((kind.replace("_", "-") if "-" in prefix else kind for kind in kinds), "")


def _statuses(options: Options, prefix: str) -> Words:
    from planlint.model.selection import STATUSES

    return dict.fromkeys(STATUSES, "")


def _in_plan(what: str, *kinds: str) -> Suggest:
    """Return what suggests words that `model.selection` finds in a plan, as tables of these kinds call them."""

    def suggest(options: Options, prefix: str) -> Words:
        from planlint.model import selection

        plan = _plan(options)
        return {word: _called(plan, word, *kinds) for word in sorted(getattr(selection, what)(plan))}

    return suggest


def _called(plan: "Plan", identifier: str, *kinds: str) -> str:
    """Return the name or title that stands in a table of these kinds for an id, or nothing."""
    found = next((item for kind in kinds if (item := plan.resolve(kind, identifier))), None)
    return _said(found.title) if found else ""


def _rules(options: Options, prefix: str) -> Words:
    """Codes, and once something is typed names."""
    from planlint.rules import BOOK

    words = {rule.code: rule.name for rule in BOOK}
    return words | {rule.name: rule.code for rule in BOOK} if prefix else words


def _selectors(options: Options, prefix: str) -> Words:
    """Rules, and what stands for several of them."""
    from planlint.lint.selection import ALL
    from planlint.rules import BOOK

    families = Counter(rule.code[:_FAMILY] for rule in BOOK)
    counts = {family: f"{number} rules" for family, number in families.items()}
    return {ALL: "every rule", **counts, **_rules(options, prefix)}


def _revisions(options: Options, prefix: str) -> Words:
    from planlint.app.settings import Where

    return dict.fromkeys(("HEAD", *Where(_path(options, "root")).repository.names()), "")


def _versions(options: Options, prefix: str) -> Words:
    return {":index": "what is staged", ":worktree": "the files as they are", **_revisions(options, prefix)}


def _schemas(options: Options, prefix: str) -> Words:
    from planlint.app.schemas import schema_names

    return dict.fromkeys(schema_names(), "")


def _files(options: Options, prefix: str) -> Words:
    return dict.fromkeys(sorted(FilesCompleter()(prefix)), "")


def _maps(options: Options, prefix: str) -> Words:
    from planlint.app.exchange.import_table import shipped_maps

    return {**dict.fromkeys(shipped_maps(), ""), **_files(options, prefix)}


def _folders(options: Options, prefix: str) -> Words:
    return dict.fromkeys(sorted(DirectoriesCompleter()(prefix)), "")


def _fixed(*words: str, **keys: str) -> Suggest:
    """Return what suggests the same words everywhere: some alone, and keys with what they mean."""
    return lambda options, prefix: {**dict.fromkeys(words, ""), **{f"{key}=": said for key, said in keys.items()}}


nothing = _fixed()
"""Suggests no words: what belongs there cannot be known."""

_FREE = ("NEW", "SIGN", "TEXT", "DATE", "N", "T", "TITLE", "ID", "REASON", "REMOTE", "URL")
_RECORDED = _fixed(
    current="the value measured last",
    as_of="the day that value speaks of",
    confidence="0 to 1",
    reached="a step of the milestones",
    status="where it stands",
    score="the grade of what has ended",
    note="one sentence",
    due="a day or a period",
    cadence="how often it is reported",
    target_by="the day until which a target is agreed on",
)
_METRIC = {
    "metric.name": "what is counted",
    "unit": "its unit",
    "baseline": "the number it begins with",
    "target": "the number that is promised",
    "due": "a day or a period",
}
_PERIODS, _OWNERS = _in_plan("periods", "period"), _in_plan("owners", "person", "team")

# By the metavar of an argument that is one word ...
WORDS: Mapping[str, Suggest] = {
    **dict.fromkeys(_FREE, nothing),
    **dict.fromkeys(("PERIOD", "OLD-PERIOD", "NEW-PERIOD"), _PERIODS),
    "ITEM": _items,
    "ITEM|COMMIT|FILE[:LINE]": _asked,
    "ITEM KEY=VALUE": _assignments,
    "OLD": _items,
    "CODE": _rules,
    "REV": _revisions,
    "BASE [HEAD]": _versions,
    "NAME": _schemas,
    "FILE": _files,
    "PATH": _files,
    "DIR": _folders,
    "MAP": _maps,
    "ENCODING": _fixed("cp1250", "cp1252", "mac_roman", "utf-8", "utf-16"),
    "KIND": _all_kinds,
    "KEY=VALUE": _fixed(**_METRIC),
    "OWNER": _OWNERS,
    "SOURCE": _fixed("message", "template", "merge", "squash", "commit"),  # as git says where a message comes from
    "OID": _revisions,
}
# ... and of one that is several with commas between them.
LISTS: Mapping[str, Suggest] = {
    "PARENT": _items,
    "NAMES": nothing,
    "CODES": _selectors,
    "KINDS": _kinds,
    "OWNERS": _OWNERS,
    "TEAMS": _in_plan("teams", "team"),
    "PERIODS": _PERIODS,
    "STATUSES": _statuses,
    "TAGS": _in_plan("tags"),
}
