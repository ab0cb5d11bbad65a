"""The commits of a change, the items that each of them names, and the files for which one has to be named."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.app.history.read import Reading
from planlint.app.history.work_record import work_record
from planlint.commit import Commit
from planlint.config import Config, matches
from planlint.diff.named_items import items_named
from planlint.errors import PlanlintError
from planlint.grouped import grouped
from planlint.history.work import PlanWork
from planlint.model.figures.effective import is_open
from planlint.model.items import Item, Tactic, Task
from planlint.model.naming import WORK_KINDS, find_item, names_meant
from planlint.model.plan import Plan
from planlint.rules.work.context import NameInCommit, RangeCommit, RangeWork, WorkContext
from planlint.text import Site
from planlint.trees.git.log import commits, touched_paths
from planlint.trees.git.repository import Repository
from planlint.trees.root import Root

_REVERT = re.compile(r'Revert "|(?m:^This reverts commit [0-9a-f]{7,64})')
_WRITTEN_AGAIN = ("fixup!", "squash!", "amend!")
_DONE = "done"


class CommitGroup(NamedTuple):
    """Commits that a range begins after; and those in the range, with their messages, where they have been read."""

    known: Sequence[str]
    read: Sequence[Commit] | None = None


class RangeReader:
    """Reads the work of ranges of commits that lead to one plan; `base` is the plan the change began with."""

    def __init__(self, repository: Repository, root: Root, configs: Sequence[Config], plan: Plan, base: Plan) -> None:
        self._repository = repository
        self._reading = Reading(repository, root, configs[0])
        self._prefix = self._reading.prefix
        self._word = configs[0].work.trailer
        self._require = tuple(dict.fromkeys(pattern for config in configs for pattern in config.work.require))
        self._settings = configs[0].path
        self._plan, self._base = plan, base
        self._plan_at = cache(self._reading.plan)

    def between(self, groups: Iterable[CommitGroup], tip: str) -> RangeWork:
        """Return the work of the commits up to a tip that some group of known commits lacks."""
        found: dict[str, RangeCommit] = {}
        total: set[str] = set()
        for known, read in groups:
            listed = list(self._commits(("--reverse", tip, *(f"^{oid}" for oid in known)), read))
            for commit, paths in listed:
                one = self._judged(commit, paths, commit.parents)
                if one.named or one.required is not None:
                    found[commit.oid] = one
            if any(one.named for one in found.values()):
                total.update(commit.oid for commit, _ in listed if len(commit.parents) < 2)
        total.update(oid for oid, one in found.items() if one.named)
        worked = cache(lambda: self._worked(tip))
        context = WorkContext(self._plan, self._word, lambda name: name in worked())
        return RangeWork(context, tuple(found.values()), len(total), tuple(self._became_done()))

    def pending(self, message: str, paths: Sequence[str], parents: Sequence[str]) -> RangeWork:
        """Return the work of the commit that is being made."""
        subject = message.partition("\n")[0]
        one = self._judged(Commit("", tuple(parents), subject=subject, message=message), paths, parents)
        return RangeWork(WorkContext(self._plan, self._word), (one,))

    def _commits(
        self, revisions: Sequence[str], read: Sequence[Commit] | None
    ) -> Iterable[tuple[Commit, tuple[str, ...]]]:
        """Return the commits of a range; with their files where the settings ask for items by these."""
        if self._require:
            return touched_paths(self._repository, revisions)
        return ((commit, ()) for commit in (commits(self._repository, revisions) if read is None else read))

    def _judged(self, commit: Commit, paths: Sequence[str], parents: Sequence[str]) -> RangeCommit:
        named = tuple(self._named(text, commit.oid, parents) for text in items_named(commit.message, self._word))
        required = None if named or _is_exempt(commit) else next(filter(self._asks, sorted(paths)), None)
        inside = [path.removeprefix(self._prefix) for path in sorted(paths) if path.startswith(self._prefix)]
        return RangeCommit(commit, named, self._site(required, inside), required)

    def _site(self, required: str | None, inside: Sequence[str]) -> Site:
        """Return where a finding about a commit stands: a file it touches, else the settings, else the plan."""
        if required is not None and required.startswith(self._prefix):
            return Site(required.removeprefix(self._prefix))
        files = [item.site.path for item in self._plan.items.values()]
        return Site(next(iter(inside), self._settings or min(files, default="plan.toml")))

    def _asks(self, path: str) -> bool:
        """Whether the commits of a file have to name an item; a file outside the root is met by its whole path."""
        return matches(path.removeprefix(self._prefix) if path.startswith(self._prefix) else path, self._require)

    def _named(self, text: str, oid: str, parents: Sequence[str]) -> NameInCommit:
        meant = names_meant(text, WORK_KINDS)
        names = next(filter(None, (_names(plan, meant) for plan in self._plans(oid, parents))), ())
        if not names:
            return NameInCommit(text, nearest=self._nearest(text))
        return NameInCommit(text, names, ended=self._ended(names[0], parents) if len(names) == 1 else None)

    def _plans(self, oid: str, parents: Sequence[str]) -> Iterator[Plan]:
        """Yield the plans in which a name may stand: the newest, the oldest, that of the commit, those it stands on."""
        yield self._plan
        yield self._base
        for one in (*((oid,) if oid else ()), *parents):
            yield self._plan_at(one)

    def _ended(self, name: str, parents: Sequence[str]) -> str | None:
        """Return how an item had been closed or dropped before a commit; None where it had not."""
        now = self._plan.get(name)
        if not parents or (now is not None and (is_open(self._plan, now) or now.status == _DONE)):
            return None
        before = self._plan_at(parents[0])
        item = before.get(name)
        if item is None or is_open(before, item) or item.status == _DONE:
            return None
        return item.status or "closed"

    def _nearest(self, text: str) -> str | None:
        try:
            find_item(self._plan, text)
        except PlanlintError as error:
            near = re.match(r"did you mean ([^?]*)\?", error.help or "")
            return near[1] if near else None
        return None

    def _became_done(self) -> Iterator[Item]:
        for item in (*self._plan.of(Tactic), *self._plan.of(Task)):
            old = self._base.get(item.name)
            if item.status == _DONE and (old is None or old.status != _DONE):
                yield item

    def _worked(self, tip: str) -> frozenset[str]:
        """Return the full names of the items that any commit names, and of all that they serve."""
        plan = self._plan
        found = work_record(self._repository, tip, self._word).commits
        named = ((commit, names_meant(text, WORK_KINDS)) for commit, texts in found for text in texts)
        own = grouped((name, commit) for commit, meant in named for name in _names(plan, meant))
        return frozenset(PlanWork(own, lambda name: [one.name for one in plan.parents(plan.items[name])]).below())


def _names(plan: Plan, meant: Sequence[str]) -> tuple[str, ...]:
    """Return the full names of the items of a plan that a name may mean: those called so, else those that were."""
    here = tuple(name for name in meant if name in plan.items or name in plan.broken)
    return here or tuple(dict.fromkeys(plan.former[name].name for name in meant if name in plan.former))


def will_be_written_again(message: str) -> bool:
    """Whether a commit is made to go into another one: its message vanishes, so it cannot give a reason."""
    return message.startswith(_WRITTEN_AGAIN)


def _is_exempt(commit: Commit) -> bool:
    """Whether nobody asks a commit to name an item: a merge, a revert, one that goes into another one."""
    message = commit.message
    return len(commit.parents) > 1 or will_be_written_again(message) or _REVERT.search(message) is not None
