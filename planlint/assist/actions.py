"""What can be done about a finding with one keystroke: its fix, a waiver, the item that is missing."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from planlint.diagnostic import Diagnostic, Edit
from planlint.edit.ignores import add_ignores
from planlint.edit.references import kinds_named_at
from planlint.load import Loaded
from planlint.model import KINDS, words_of
from planlint.rules.housekeeping.unused_ignore import unused_ignore
from planlint.rules.references.unknown_reference import unknown_reference
from planlint.text import Source, Span

REASON = "REASON"
"""Stands in a new waiver where somebody has to say why."""


class Action(NamedTuple):
    """Something to do about a finding: what it is called, and the edits; `preferred` where it is certain."""

    title: str
    finding: Diagnostic
    edits: tuple[Edit, ...]
    preferred: bool = False


def actions_for(loaded: Loaded, finding: Diagnostic, today: date) -> Iterator[Action]:
    """Yield what can be done about a finding, the most certain first."""
    if finding.fix is not None:
        title = finding.help or f"fix {finding.name}"
        title += "" if finding.fix.safe else " (look at it)"
        yield Action(title, finding, finding.fix.edits, finding.fix.safe)
    yield from _missing_item(loaded, finding)
    waived = add_ignores(loaded.documents, [finding], REASON, today)
    edits = edits_between(loaded.sources, waived.texts)
    if edits:
        where = "here" if finding.together is None else f"at all {len(finding.together.items)} items"
        yield Action(f"ignore {finding.name} {where}, with a reason", finding, edits)


def edits_between(sources: Mapping[str, Source], texts: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits, line by line, that make new texts of files."""
    edits = []
    for path, text in texts.items():
        old, new = sources[path].text.splitlines(keepends=True), text.splitlines(keepends=True)
        starts = [0, *accumulate(map(len, old))]
        for verb, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if verb != "equal":
                edits.append(Edit(path, Span(starts[start], starts[end]), "".join(new[new_start:new_end])))
    return tuple(edits)


def _missing_item(loaded: Loaded, finding: Diagnostic) -> Iterator[Action]:
    """Yield the item that a dangling reference names, to be written behind the item that names it."""
    site = finding.site
    if finding.code != unknown_reference.code or site is None or len(site.pointer) < 3:
        return
    document = loaded.documents.get(site.path)
    item = loaded.plan.get(f"{site.pointer[0]}.{site.pointer[1]}")
    if document is None or item is None:
        return
    text = next((text for place, text in item.id_sites(str(site.pointer[2])) if place.pointer == site.pointer), None)
    kind, dot, identifier = (text or "").partition(".")
    if not dot or kind not in KINDS:
        kind, identifier = next(iter(kinds_named_at(item.kind, site.pointer[2:])), ""), text or ""
    if kind not in KINDS or not identifier.isascii() or not identifier.replace("-", "").replace("_", "").isalnum():
        return
    end = "\r\n" if "\r\n" in document.source.text else "\n"
    at = len(document.source.text)
    gap = "" if document.source.text.endswith("\n") else end
    edit = Edit(site.path, Span(at, at), f'{gap}{end}[{kind}.{identifier}]{end}title = ""{end}')
    yield Action(f"create the {words_of(kind)} '{identifier}' here", finding, (edit,))


def is_superfluous(finding: Diagnostic) -> bool:
    """Whether a finding is about something that can go: an editor shows it faded."""
    return finding.code == unused_ignore.code
