"""The commits between two versions, and the plan after each of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planlint.app.compare.sides import Side
from planlint.diff.commits import CommitRange
from planlint.load.table_cache import TableReader
from planlint.load.two_versions import plan_of_files
from planlint.model.items import Item
from planlint.model.plan import Plan
from planlint.toml import MAX_BYTES, Fault
from planlint.trees.git.log import CommitFiles, read_log

_Files = Mapping[str, bytes]
_Items = Mapping[str, Item]


def commits_between(base: Side, earlier: Mapping[str, bytes], head: Side, known: Iterable[str]) -> CommitRange:
    """Return the commits of the head that the known ones lack, merges too, with all plan files; the base is known.

    Plans are read when somebody asks for one. Where a version of a file cannot be read, what it held when it last could
    stands in for it; of the base that is known already, as `earlier`.
    """

    def wanted(path: str) -> bool:
        """Whether a file counts on the way: where the settings change as well, by those of either end."""
        return head.config.wants(path) or base.config.wants(path)

    tip = head.version.oid or head.repository.resolve("HEAD")
    revisions = ("--reverse", "--date-order", "--diff-merges=first-parent", tip, *(f"^{oid}" for oid in known))
    log = read_log(head.repository, revisions, head.prefix, wanted, with_messages=True)
    walked = {one.commit.oid: one for one in log}
    commits = tuple(one.commit for one in walked.values())
    return CommitRange(commits, _Plans(walked, wanted, base, earlier, head))


@dataclass(eq=False)
class _Plans(Mapping[str, Plan]):
    """The plans after commits, and after the parents that are outside of the range; each read once."""

    _walked: Mapping[str, CommitFiles]
    _wanted: Callable[[str], bool]
    _base: Side
    _earlier: Mapping[str, bytes]
    _head: Side
    _reader: TableReader = field(default_factory=TableReader)
    _plans: dict[str, Plan] = field(default_factory=dict)

    def __getitem__(self, oid: str) -> Plan:
        line = [oid]
        while line[-1] not in self._plans and (before := self._before(line[-1])) is not None:
            line.append(before)
        for one in reversed(line):
            if one not in self._plans:
                self._plans[one] = self._plan(one)
        return self._plans[oid]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _before(self, oid: str) -> str | None:
        walked = self._walked.get(oid)
        return walked.commit.parents[0] if walked is not None and walked.commit.parents else None

    def _plan(self, oid: str) -> Plan:
        """Return the plan after a commit, made of the one before it: most commits change few items of a large plan."""
        contents, before = self._contents[oid], self._before(oid)
        if before is not None:
            older, plan = self._contents[before], self._plans[before]
            paths = self._walked[oid].files.keys()
            gone, come = ([files.get(path, {}) for path in paths] for files in (older, contents))
            changed = _changed_plan(plan, gone, come) if paths else plan
            if changed is not None:
                return changed
        return plan_of_files(
            {path: tuple(found.values()) for path, found in contents.items()}, archived=self._head.config.archives
        )

    @cached_property
    def _files(self) -> Mapping[str, _Files]:
        """The ids of the contents of the plan files, after each commit and each parent outside."""
        files: dict[str, _Files] = {}
        for oid, walked in self._walked.items():
            for parent in walked.commit.parents:
                if parent not in files:
                    files[parent] = self._files_outside(parent)
            before = files[walked.commit.parents[0]] if walked.commit.parents else {}
            after = {**before, **{path: change.after for path, change in walked.files.items()}}
            files[oid] = {path: blob for path, blob in after.items() if blob is not None} if walked.files else before
        return files

    def _files_outside(self, oid: str) -> _Files:
        if oid != self._base.version.oid:
            return self._head.repository.blob_ids(oid, self._head.prefix, self._wanted)
        return {path: blob for path, blob in self._base.ids.items() if blob is not None}

    @cached_property
    def _contents(self) -> Mapping[str, Mapping[str, Mapping[str, Item]]]:
        """The items of each file after each commit; of one that cannot be read those it had when it last could."""
        wanted = dict.fromkeys((path, blob) for files in self._files.values() for path, blob in files.items())
        contents = self._head.repository.contents([blob for _, blob in wanted], MAX_BYTES)
        parsed = {key: self._parsed(key[0], data) for key, data in zip(wanted, contents, strict=True)}
        found: dict[str, Mapping[str, Mapping[str, Item]]] = {}
        for oid, files in self._files.items():
            parent = self._before(oid)
            before = found[parent] if parent is not None else {}
            if parent is not None and files is self._files[parent]:
                found[oid] = before
                continue
            earlier = self._earlier if oid == self._base.version.oid else {}
            items: dict[str, Mapping[str, Item]] = {}
            for path, blob in files.items():
                read = parsed[path, blob]
                if read is None and path in earlier:
                    read = self._parsed(path, earlier[path])
                items[path] = before.get(path, {}) if read is None else read
            found[oid] = items
        return found

    def _parsed(self, path: str, data: bytes) -> Mapping[str, Item] | None:
        try:
            return self._reader.items(path, data)
        except Fault:
            return None


def _changed_plan(plan: Plan, before: Iterable[_Items], after: Sequence[_Items]) -> Plan | None:
    """Return a plan in which some files hold other items; None where another file has an item of the same name."""
    gone = {name: item for items in before for name, item in items.items()}
    come = {name: item for items in after for name, item in items.items()}
    twice = {item.name for item in plan.shadowed}
    items = dict(plan.items)
    for name in gone:
        items.pop(name, None)
    if len(come) != sum(map(len, after)) or not come.keys().isdisjoint(items):
        return None
    if not twice.isdisjoint(gone) or not twice.isdisjoint(come):
        return None
    items.update(come)
    if any("formerly" in item.fields for item in (*gone.values(), *come.values())):
        return Plan.of_items(items.values(), plan.broken, plan.shadowed)
    return Plan(items, plan.broken, plan.shadowed, plan.claimants)
