"""What excuses a weaker promise: a new reason on the item, or one that a commit of the range gives."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from planlint.commit import Commit
from planlint.diff.commits import CommitRange
from planlint.diff.following import Following, Trail
from planlint.diff.promises import Promise, Stand, is_weaker
from planlint.diff.reasons import NearMiss, Reason, is_placeholder, near_misses, reasons_in
from planlint.model import Item, Plan

_MOST_NAMED = 3
_LONGEST = 60


class Rejected(NamedTuple):
    """A reason of the range that does not count for a finding, and why."""

    text: str
    commit: Commit
    why: str


class Verdict(NamedTuple):
    """Whether a finding is excused.

    `reason` is what excuses it, None for nothing. `commit` is the last one that made the promise weaker, None where
    that is not committed yet; with `is_nobodys` no commit did, but a merge that left out what one side has. `rejected`
    are the reasons that do not count; `on_item` says why that on the item does not, where it has one.
    """

    reason: str | None = None
    commit: Commit | None = None
    rejected: tuple[Rejected, ...] = ()
    on_item: str | None = None
    is_nobodys: bool = False


class Subject(NamedTuple):
    """The item of a finding as both ends have it, and the name it has in the newer one, or had last.

    `new` is None as well where the change has moved it into the archive; `archived` is what stands there.
    """

    name: str
    old: Item | None
    new: Item | None
    archived: Item | None = None


class Excuses:
    """The reasons of a change, asked finding by finding.

    `new` is the newer plan, `is_archived` says whether a change has moved an item of the older plan to where it is
    then: it counts as gone.
    """

    def __init__(
        self,
        commits: CommitRange,
        old: Plan,
        new: Plan,
        today: date,
        is_archived: Callable[[Item, Item | None], bool],
    ) -> None:
        self._commits = commits
        self._new = new
        self._today = today
        self._is_archived = is_archived
        self._following = Following(commits, old, new)
        self._trails: dict[tuple[str, str | None], Trail] = {}

    def trail(self, subject: Subject) -> Trail:
        """Return the names of an item after each commit."""
        old = None if subject.old is None else subject.old.name
        if (subject.name, old) not in self._trails:
            new = subject.name if subject.name in self._new.items else None
            self._trails[subject.name, old] = self._following.trail(old, new)
        return self._trails[subject.name, old]

    def of(self, promise: Promise, subject: Subject, *, is_note: bool = False) -> Verdict:
        """Return what excuses that a promise of an item is weaker; a mere note needs no reason from a commit."""
        own = own_reason(subject.old, subject.new or subject.archived)
        if is_note:
            return Verdict(own)
        commit = self._last_weakening(promise, subject)
        if own is not None:
            return Verdict(own, commit)
        rejected: list[Rejected] = []
        for one, reasons, misses in self._given:
            for reason in reasons:
                why = self._why_not(reason, one, promise, subject)
                if why is None:
                    return Verdict(reason.text, commit)
                rejected.append(Rejected(reason.text, one, why))
            rejected += [Rejected(miss.text, one, miss.why) for miss in misses]
        # Only some are named, so those of commits that change the item come first.
        rejected.sort(key=lambda one: not self._changed(one.commit, subject))
        is_nobodys = commit is None and bool(self._commits.commits) and not self._is_pending(promise, subject)
        return Verdict(None, commit, tuple(rejected), _why_not_on_item(subject), is_nobodys)

    @cached_property
    def _given(self) -> list[tuple[Commit, list[Reason], list[NearMiss]]]:
        """The reasons that commits give, and what only looks like one; the last commit first, and its last reason."""
        read = [
            (one, list(reversed(reasons_in(one.message))), list(near_misses(one.message)))
            for one in reversed(self._commits.commits)
        ]
        return [given for given in read if given[1] or given[2]]

    def _why_not(self, reason: Reason, commit: Commit, promise: Promise, subject: Subject) -> str | None:
        """Return why a commit's reason does not count, None where it does: the promise was as weak after it as now."""
        if not reason.is_for(self._names(commit, subject)):
            return self._other_item(reason, commit)
        if not self._changed(commit, subject):
            return f"its commit changes nothing of {subject.name}"
        then, now = self._stand(commit.oid, subject), Stand(self._new, subject.new)
        if then.item is None and subject.new is not None:
            return f"it speaks for {subject.name} being gone"
        return f"{subject.name} promises less since" if is_weaker(promise, then, now, self._today) else None

    def _names(self, commit: Commit, subject: Subject) -> list[str]:
        """Return what an item is called in the newer version and after a commit; before it, where it is gone then."""
        trail = self.trail(subject)
        at = [trail[commit.oid]] if commit.oid in trail else [trail[oid] for oid in commit.parents if oid in trail]
        return [subject.name, *at]

    def _other_item(self, reason: Reason, commit: Commit) -> str:
        plans = (self._new, self._commits.plans[commit.oid], *(self._commits.plans[oid] for oid in commit.parents))
        known = any(reason.is_for(plan.items) for plan in plans)
        return f"it is for {reason.item}" if known else f"there is no item '{reason.item}'"

    def _last_weakening(self, promise: Promise, subject: Subject) -> Commit | None:
        """Return the last commit after which a promise was weaker than before it, against every parent."""
        if self._is_pending(promise, subject):
            return None
        for commit in self._following.touching(self.trail(subject)):
            then = self._stand(commit.oid, subject)
            before = [self._stand(oid, subject) for oid in commit.parents]
            if before and all(is_weaker(promise, parent, then, self._today) for parent in before):
                return commit
        return None

    def _changed(self, commit: Commit, subject: Subject) -> bool:
        return self._following.changed(commit, lambda oid: self._stand(oid, subject).item)

    def _is_pending(self, promise: Promise, subject: Subject) -> bool:
        """Whether a promise was made weaker after the last commit."""
        now = Stand(self._new, subject.new)
        return any(
            is_weaker(promise, self._stand(tip.oid, subject), now, self._today) for tip in self._commits.commits[-1:]
        )

    def _stand(self, oid: str, subject: Subject) -> Stand:
        item = self._following.item(self.trail(subject), oid)
        gone = item is None or self._is_archived(item, subject.old)
        return Stand(self._commits.plans[oid], None if gone else item)


def own_reason(old: Item | None, new: Item | None) -> str | None:
    """Return the reason on an item, where it is a new one and no placeholder."""
    reason = None if new is None else new.text("reason")
    if reason is None or is_placeholder(reason) or (old is not None and reason == old.text("reason")):
        return None
    return " ".join(reason.split())


def _why_not_on_item(subject: Subject) -> str | None:
    """Return why the reason on an item does not count; None where it has none."""
    item = subject.new or subject.archived
    reason = None if item is None else item.text("reason")
    if reason is None:
        return None
    return "holds the place of one" if is_placeholder(reason) else "was there before"


def way_out(verdict: Verdict) -> str:
    """Return how a reason is given in a message, and which were given and do not count."""
    commit = verdict.commit
    if verdict.is_nobodys:
        asked = "no line `Plan-Reason` counts, as no commit did it: a merge left out what one side has"
    elif commit is None or not commit.oid:
        asked = "a line `Plan-Reason: WHY` in the commit's message"
    else:
        asked = f"amend `{commit.short}` with a line `Plan-Reason: WHY`"
    on_item = [f"the `reason` on the item {verdict.on_item}"] if verdict.on_item is not None else []
    return "; ".join([asked, *on_item, *_listed(verdict.rejected)])


def _listed(rejected: tuple[Rejected, ...]) -> list[str]:
    named = [f"'{_cut(one.text)}'{_where(one.commit)}: {one.why}" for one in rejected[:_MOST_NAMED]]
    if len(named) < 2:
        return [f"a reason that does not count: {one}" for one in named]
    more = f", and {len(rejected) - _MOST_NAMED} more" if len(rejected) > _MOST_NAMED else ""
    return [f"reasons that do not count: {', '.join(named)}{more}"]


def _where(commit: Commit) -> str:
    return f" in `{commit.short}`" if commit.oid else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
