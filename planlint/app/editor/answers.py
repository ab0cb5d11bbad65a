"""Answers about a place in a judged plan, as an editor shows them."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.app.edit.fix import fixes
from planlint.app.editor.edited_plan import Judged
from planlint.app.plan_schema import load_plan, plan_fields
from planlint.app.workspace import Workspace
from planlint.assist.actions import Action, actions_for, edits_between
from planlint.assist.completion import Suggestion, completion
from planlint.assist.cursor import item_at
from planlint.assist.hints import hints_of
from planlint.assist.hover import hover
from planlint.diagnostic import Edit
from planlint.edit.rename import rename
from planlint.errors import PlanlintError
from planlint.lint import Report, lint
from planlint.render.editor import hint_text, hover_markdown
from planlint.schema.tables import Tables
from planlint.text import Source, Span
from planlint.trees import schema_dict


class HoverText(NamedTuple):
    """Markdown about a word, and where the word is."""

    text: str
    span: Span


@cache
def tables() -> Tables:
    """Return what the schema of plans says about their tables."""
    return Tables(schema_dict("plan"))


def hover_at(judged: Judged, path: str, offset: int) -> HoverText | None:
    """Return what there is to say about the word at an offset."""
    stale_days = judged.workspace.config.limits["stale-days"]
    found = hover(judged.loaded, tables(), path, offset, judged.day, stale_days)
    return HoverText(hover_markdown(found.about), found.span) if found is not None else None


def completion_at(judged: Judged, source: Source, offset: int, *, shape: bool) -> tuple[Suggestion, ...]:
    """Return the words that may stand at an offset of a text."""
    return completion(judged.loaded, tables(), source, offset, judged.day, shape=shape)


def hints_in(judged: Judged, path: str) -> Iterator[tuple[int, str]]:
    """Yield what is shown beside the headers of a file, by offset."""
    stale_days = judged.workspace.config.limits["stale-days"]
    for hint in hints_of(judged.loaded, path, judged.day, stale_days):
        yield hint.offset, hint_text(hint.state)


def actions_at(judged: Judged, path: str, within: Span) -> Iterator[Action]:
    """Yield what can be done about the findings that touch a span of a file."""
    if _is_half_typed(judged, path):
        return
    for finding in judged.findings.get(path, ()):
        if finding.place.span.start <= within.end and within.start <= finding.place.span.end:
            yield from actions_for(judged.loaded, finding, judged.day)


def all_fixes(judged: Judged, path: str) -> tuple[Edit, ...]:
    """Return the edits that apply every safe fix in a file."""
    if _is_half_typed(judged, path):
        return ()

    def report(workspace: Workspace) -> Report:
        return lint(workspace.loaded, workspace.config, judged.selection, judged.day, lambda one: one == path)

    return edits_between(judged.loaded.sources, fixes(judged.workspace, report).texts)


def _is_half_typed(judged: Judged, path: str) -> bool:
    """Whether a file cannot be read as it is: an edit of what was recovered of it is no edit of what is there."""
    document, source = judged.loaded.documents.get(path), judged.sources.get(path)
    return document is None or source is None or document.source.text != source.text


def renameable_at(judged: Judged, path: str, offset: int) -> tuple[str, Span] | None:
    """Return the id that is meant at an offset and the span of it, without the quotes; None where none is meant."""
    meant = item_at(judged.loaded, path, offset)
    if meant is None:
        return None
    item, span = meant
    text = judged.sources[path].text[span.start : span.end]
    at = text.rfind(item.id)
    return (item.id, Span(span.start + at, span.start + at + len(item.id))) if at >= 0 else None


def rename_at(judged: Judged, path: str, offset: int, new: str) -> tuple[Edit, ...]:
    """Return the edits that give the item at an offset another id; `PlanlintError` where that cannot be done."""
    meant = item_at(judged.loaded, path, offset)
    if meant is None:
        raise PlanlintError("there is no item here to rename")
    loaded = load_plan(judged.workspace.tree)
    item = loaded.plan.get(meant[0].name)
    if item is None:
        raise PlanlintError(f"'{meant[0].site.path}' cannot be read", "repair it first")
    renamed = rename(judged.workspace.tree, loaded, item, new, plan_fields())
    texts = {name: data.decode("utf-8-sig") for name, data in renamed.files.items()}
    return edits_between(loaded.sources, texts)
