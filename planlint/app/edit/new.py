"""Writes one new item where it belongs, and says what it still lacks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from planlint.app.edit.save import save
from planlint.app.periods import period_meant
from planlint.app.plan_schema import load_plan, plan_fields
from planlint.app.workspace import Workspace, inside, require_plan_file
from planlint.diagnostic import Diagnostic
from planlint.edit.new_items import Created, MissingField, NewItem, id_for_title, require_free_id, with_items
from planlint.errors import PlanlintError
from planlint.model.figures.effective import effective_due, effective_owner
from planlint.model.items import KINDS, Item, KeyResult, words_of
from planlint.model.naming import did_you_mean, find_item, item_named, kind_named
from planlint.model.plan import Plan
from planlint.plural import with_article
from planlint.toml import value_at

__all__ = ["Created", "MissingField"]

_NAMED = ("person", "team")  # of these the title is the name
_AT_END = "milestones"
_WANTED = {
    "task": (MissingField("assignee", "who does it", True), MissingField("due", "a date, as 2027-06-30")),
    "period": (
        MissingField("start", "its first day, as 2027-01-01"),
        MissingField("end", "its last day, as 2027-06-30"),
    ),
}


class NewRequest(NamedTuple):
    """What somebody asks for: a kind and a title, what it serves, and fields as `KEY=VALUE`."""

    kind: str
    title: str
    under: Sequence[str] = ()
    id: str | None = None
    owner: str | None = None
    period: str | None = None
    file: str | None = None
    words: Sequence[str] = ()


class Draft(NamedTuple):
    """An item that is not written yet, the file it goes into, and the item it follows there."""

    item: NewItem
    path: str
    behind: Item | None


def draft(workspace: Workspace, request: NewRequest) -> Draft:
    """Return the item that is asked for; `PlanlintError` where the plan does not know what that names."""
    plan, kind = workspace.loaded.plan, _kind(request.kind)
    title = request.title.strip()
    if not title:
        raise PlanlintError(f"{_one(kind)} has a title", "write it behind the kind, in quotes")
    if request.id is not None:
        require_free_id(plan, kind, request.id)
    parents = _parents(plan, kind, request.under)
    item = NewItem(kind, request.id or id_for_title(plan, kind, title), {"name" if kind in _NAMED else "title": title})
    start = Draft(_serving(item, parents), "", None)
    period = request.period and period_meant(plan, request.period)
    for key, text in (("period", period), ("assignee" if kind == "task" else "owner", request.owner)):
        start = start if text is None else answered(start, key, text)
    for word in request.words:
        key, sign, text = word.partition("=")
        if not sign or not text:
            raise PlanlintError(f"'{word}' is not KEY=VALUE", "write it as in: metric.target=21")
        start = answered(start, key.strip(), text)
    if KINDS[kind].parent_kinds and not any(parent in start.item.fields for parent in KINDS[kind].parent_kinds):
        raise PlanlintError(f"{_one(kind)} serves {_kinds_above(kind)}", "name what it serves: --under PARENT")
    path, behind = _place(workspace, start.item, parents, request.file)
    return Draft(start.item, path, behind)


def answered(draft: Draft, key: str, text: str) -> Draft:
    """Return a draft with a value as somebody types it; `PlanlintError` where that is none for this key."""
    fields = plan_fields()
    item = draft.item
    route = fields.key(item.kind, key)
    unit = str(value_at(item.fields, ("metric", "unit")) or "")
    value = fields.value(item.kind, route, text, value_at(item.fields, route), unit)
    return draft._replace(item=NewItem(item.kind, item.id, _with(item.fields, route, value)))


def with_steps(draft: Draft, text: str) -> Draft:
    """Return a draft with steps as somebody types them: `pilot=2026-09-30, open-to-all`."""
    for part in filter(None, (one.strip() for one in text.split(","))):
        step, _, day = (one.strip() for one in part.partition("="))
        draft = answered(draft, f"{_AT_END}.{step}", day or "undated")
    return draft


def lacking(workspace: Workspace, draft: Draft) -> tuple[MissingField, ...]:
    """Return what a draft still lacks."""
    after = load_plan({**workspace.tree, draft.path: _content(workspace, draft)})
    return _lacks(after.plan, after.plan.items[draft.item.name])


def write_item(workspace: Workspace, draft: Draft, today: date) -> Created:
    """Write an item; `PlanlintError` where the plan would have a new error that is not about what is still missing."""
    name = draft.item.name

    def is_missing(error: Diagnostic) -> bool:
        if error.item != name:
            return False
        is_unwritten = error.key is not None and value_at(draft.item.fields, tuple(error.key.split("."))) is None
        return is_unwritten or (error.site is not None and error.site.part == "header")

    after = save(workspace, {draft.path: _content(workspace, draft)}, today, allowed=is_missing)
    item, document = after.plan.items[name], after.documents[draft.path]
    line = document.source.position(document.locate(item.site.pointer, "header").start).line
    return Created(after.plan, name, draft.path, line, _lacks(after.plan, item))


def _content(workspace: Workspace, draft: Draft) -> bytes:
    before = workspace.tree.get(draft.path)
    if before is not None and draft.path not in workspace.loaded.documents:
        raise PlanlintError(f"'{draft.path}' cannot be read", "`planlint check` says what is wrong with it")
    fields = plan_fields()
    return with_items(before if isinstance(before, bytes) else None, draft.path, [(draft.item, draft.behind)], fields)


def _kind(word: str) -> str:
    kind = kind_named(word.strip().replace(" ", "_"))
    if kind not in KINDS:
        raise PlanlintError(f"there is no kind '{word}'", did_you_mean(kind, KINDS, f"there are {', '.join(KINDS)}"))
    return kind


def _one(kind: str) -> str:
    return with_article(words_of(kind))


def _kinds_above(kind: str) -> str:
    return " or ".join(_one(kind) for kind in KINDS[kind].parent_kinds)


def _parents(plan: Plan, kind: str, words: Sequence[str]) -> list[Item]:
    """Return what an item is to serve; refuse an item of another level, and a parent for what serves nothing."""
    above = KINDS[kind].parent_kinds
    if words and not above:
        raise PlanlintError(f"{_one(kind)} serves nothing", "leave --under out")
    found = []
    for word in words:
        parent = item_named(plan, word, above)
        if parent is None:
            other = item_named(plan, word, KINDS)
            if other is not None:
                message = f"{_one(kind)} serves {_kinds_above(kind)}, and '{word}' is {_one(other.kind)}"
                raise PlanlintError(message, f"`planlint tree {other.id}` shows what is above and below it")
            parent = find_item(plan, word, above)
        found.append(parent)
    return found


def _serving(item: NewItem, parents: Sequence[Item]) -> NewItem:
    fields = dict(item.fields)
    for kind in dict.fromkeys(parent.kind for parent in parents):
        ids = list(dict.fromkeys(parent.id for parent in parents if parent.kind == kind))
        fields[kind] = ids[0] if len(ids) == 1 else ids
    return NewItem(item.kind, item.id, fields)


def _with(fields: Any, route: tuple[str, ...], value: Any) -> dict[str, Any]:
    first, *rest = route
    inner = fields.get(first)
    return {**fields, first: _with(inner if isinstance(inner, dict) else {}, tuple(rest), value) if rest else value}


def _place(workspace: Workspace, item: NewItem, parents: Sequence[Item], file: str | None) -> tuple[str, Item | None]:
    """Return the file of an item, and behind which other one it goes there: its siblings, else its parent."""
    plan, config = workspace.loaded.plan, workspace.config
    siblings = [one for parent in parents for one in plan.children(parent) if one.kind == item.kind]
    if not parents:
        siblings = [one for one in plan.items.values() if one.kind == item.kind]
    siblings = sorted((one for one in siblings if not config.archives(one.site.path)), key=plan.rank)
    if file is not None:
        path = require_plan_file(workspace, inside(workspace.root, file), "--file")
        here = [one for one in (*parents, *siblings) if one.site.path == path]
        return path, _last_below(plan, here[-1]) if here else None
    home = parents[0].site.path if parents else None
    beside = (
        [one for one in siblings if one.site.path == home]
        or [one for one in siblings if one.fields.get("period") == item.fields.get("period")]
        or siblings
        or [one for one in parents if not config.archives(one.site.path)]
    )
    if beside:
        return beside[-1].site.path, _last_below(plan, beside[-1])
    paths = [one.site.path for one in plan.items.values() if not config.archives(one.site.path)]
    paths += [path for path in workspace.loaded.documents if not config.archives(path)]
    if not paths:
        raise PlanlintError("there is no file of the plan to write into", "name one: --file plan.toml")
    return paths[0], None


def _last_below(plan: Plan, item: Item) -> Item:
    """Return the last of the items that follow one in its file and serve it, so that they stay together.

    What serves a key result stands behind all of them in most plans: a key result is followed by the next.
    """
    if isinstance(item, KeyResult):
        return item
    written = [one for one in plan.laid_out if one.site.path == item.site.path]
    names = {item.name}
    last = item
    for one in written[[other.name for other in written].index(item.name) + 1 :]:
        if names.isdisjoint(parent.name for parent in plan.parents(one)):
            break
        names.add(one.name)
        last = one
    return last


def _lacks(plan: Plan, item: Item) -> tuple[MissingField, ...]:
    """Return the fields that an item needs before it can be worked with, or that everybody will ask for."""
    lacks: list[MissingField] = []
    if item.kind == "objective" and effective_due(plan, item) is None:
        lacks.append(MissingField("period", "when, as 2027-H1", True))
    if isinstance(item, KeyResult):
        lacks += _lacking_measure(item)
        if effective_due(plan, item) is None and not item.milestones:
            lacks.append(MissingField("due", "a date, as 2027-06-30"))
    if item.kind in ("objective", "key_result", "tactic") and effective_owner(plan, item) is None:
        lacks.append(MissingField("owner", "who answers for it", True))
    lacks += [one for one in _WANTED.get(item.kind, ()) if one.key not in item.fields]
    return tuple(lacks)


def _lacking_measure(item: KeyResult) -> list[MissingField]:
    if item.milestones:
        return []
    metric = item.table("metric")
    wanted = [MissingField("metric.name", "what is counted", True)]
    if not metric:
        wanted.append(MissingField("metric.unit", "its unit", True))
    if not item.is_guard_rail and "target_by" not in metric:
        wanted.append(MissingField("metric.baseline", "the number it begins with"))
    if "target_by" not in metric:
        wanted.append(MissingField("metric.target", "the number that is promised"))
    return [one for one in wanted if one.key.removeprefix("metric.") not in metric]
