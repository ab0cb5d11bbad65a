"""What stands behind a finding on a change: the commit that did it, and the reason that was given."""

from collections.abc import Sequence
from typing import NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.diff.commits import Commit, Step, reasons_in
from planlint.model.items import Item
from planlint.rules.changes.context import ChangeContext


class Cause(NamedTuple):
    """The item of a finding by its newer name; the reason, and the last commit that did it, None where not known."""

    item: str
    reason: str | None
    commit: Commit | None


class _Fact(NamedTuple):
    """What a commit has to have changed: these fields of an item with one of these names; the item, without fields."""

    names: frozenset[str]
    keys: tuple[str, ...]


def cause_of(finding: Diagnostic, item: Item, context: ChangeContext, steps: Sequence[Step]) -> Cause:
    """Return what stands behind a finding on an item of the older plan; `steps` are commits, oldest first."""
    now = context.now(item)
    name = now.name if now is not None else item.name
    names = frozenset({item.name, name})
    facts = (_Fact(names, _keys(finding, now)), *_facts_elsewhere(item, context))
    behind = next((found for fact in facts if (found := [one for one in steps if one.touches(*fact)])), [])
    reason = _own_reason(item, now) or _reason_in(behind, names)
    return Cause(name, reason, behind[-1].commit if behind else None)


def _keys(finding: Diagnostic, now: Item | None) -> tuple[str, ...]:
    """Return the fields a finding is about; one at a header is about what the item is and serves."""
    if finding.key is not None:
        return (finding.key,)
    return () if now is None else ("title", *now.parent_kinds)


def _facts_elsewhere(item: Item, context: ChangeContext) -> tuple[_Fact, ...]:
    """Return what may have changed around an item that did not change itself: what it serves came or went."""
    parents = context.old.parents(item)
    return (_Fact(frozenset(parent.name for parent in parents) | context.names(parents), ()),)


def _own_reason(item: Item, now: Item | None) -> str | None:
    """Return the reason at the item itself, where it is a new one."""
    reason = now.text("reason") if now is not None else None
    return reason if reason and reason.strip() and reason != item.text("reason") else None


def _reason_in(steps: Sequence[Step], names: frozenset[str]) -> str | None:
    """Return the last reason a commit gives for one of these names."""
    given = (reason for step in reversed(steps) for reason in reasons_in(step.commit.message))
    return next((reason.text for reason in given if any(map(reason.is_for, names))), None)
