"""What stands behind a finding on a change: the commit that did it, and the reason that was given."""

from collections.abc import Sequence
from typing import NamedTuple

from planlint.commit import Commit
from planlint.diagnostic import Diagnostic
from planlint.diff.commits import Work, reasons_in
from planlint.model.items import Item
from planlint.rules.changes.context import ChangeContext


class Cause(NamedTuple):
    """The item of a finding by its newer name; the reason, and the last commit that did it, None where not known."""

    item: str
    reason: str | None
    commit: Commit | None


def cause_of(finding: Diagnostic, item: Item, context: ChangeContext, work: Work) -> Cause:
    """Return what stands behind a finding on an item of the older plan; `work` is what the commits between did."""
    now = context.now(item)
    name = now.name if now is not None else item.name
    names = tuple(dict.fromkeys((item.name, name)))
    behind = work.on(names, _keys(finding, now)) or work.on(_names_above(item, context), ())
    reason = _own_reason(item, now) or _reason_in(behind, names)
    return Cause(name, reason, behind[-1] if behind else None)


def _keys(finding: Diagnostic, now: Item | None) -> tuple[str, ...]:
    """Return the fields a finding is about; one at a header is about what the item is and serves."""
    if finding.key is not None:
        return (finding.key,)
    return () if now is None else ("title", *now.parent_kinds)


def _names_above(item: Item, context: ChangeContext) -> tuple[str, ...]:
    """Return what an item served, by all names: that may have gone where the item itself did not change."""
    parents = context.old.parents(item)
    return tuple(sorted({*(parent.name for parent in parents), *context.names(parents)}))


def _own_reason(item: Item, now: Item | None) -> str | None:
    """Return the reason at the item itself, where it is a new one."""
    reason = now.text("reason") if now is not None else None
    return reason if reason and reason.strip() and reason != item.text("reason") else None


def _reason_in(commits: Sequence[Commit], names: tuple[str, ...]) -> str | None:
    """Return the last reason a commit gives for an item with these names."""
    given = (reason for commit in reversed(commits) for reason in reasons_in(commit.message))
    return next((reason.text for reason in given if reason.is_for(names)), None)
