"""The commits between two versions, and the plan after each of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from planlint.diff.commits import CommitRange
from planlint.load.table_cache import TableReader
from planlint.load.two_versions import Archived, plan_of_files
from planlint.model.items import Item
from planlint.model.plan import Plan
from planlint.toml import Fault
from planlint.trees.git.log import CommitFiles, read_log
from planlint.trees.git.repository import Repository

_Files = Mapping[str, bytes]
_Wanted = Callable[[str], bool]


class OutsideCommit(NamedTuple):
    """A commit outside of a range: the ids of what its plan files hold, and what stands in for those it cannot read."""

    ids: Mapping[str, bytes | None]
    earlier: Mapping[str, bytes]


def commits_between(
    repository: Repository,
    known: Iterable[str],
    head: str,
    prefix: str,
    wanted: _Wanted,
    limit: int,
    *,
    archived: Archived,
    outside: Mapping[str, OutsideCommit],
) -> CommitRange:
    """Return the commits of the head that the known ones lack, merges too, with all plan files below the prefix.

    Plans are read when somebody asks for one. Where a version of a file cannot be read, what it held when it last could
    stands in for it. `outside` is what is known already of commits outside of the range, by their ids.
    """
    revisions = ("--reverse", "--date-order", "--diff-merges=first-parent", head, *(f"^{oid}" for oid in known))
    walked = list(read_log(repository, revisions, prefix, wanted, with_messages=True))
    commits = tuple(one.commit for one in walked)
    return CommitRange(commits, _Plans(repository, walked, prefix, wanted, limit, archived, outside))


class _Plans(Mapping[str, Plan]):
    """The plans after commits, and after the parents that are outside of the range; each read once."""

    def __init__(
        self,
        repository: Repository,
        walked: list[CommitFiles],
        prefix: str,
        wanted: _Wanted,
        limit: int,
        archived: Archived,
        outside: Mapping[str, OutsideCommit],
    ) -> None:
        self._repository = repository
        self._walked = {one.commit.oid: one for one in walked}
        self._prefix, self._wanted, self._limit = prefix, wanted, limit
        self._archived = archived
        self._outside = outside
        self._reader = TableReader()
        self._plans: dict[str, Plan] = {}

    def __getitem__(self, oid: str) -> Plan:
        same = self._last_with_files(oid)
        if same not in self._plans:
            items = {path: tuple(found.values()) for path, found in self._contents[same].items()}
            self._plans[same] = plan_of_files(items, archived=self._archived)
        return self._plans[same]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _last_with_files(self, oid: str) -> str:
        """Return the commit whose plan another one has as well: back along first parents while no plan file differs."""
        while (walked := self._walked.get(oid)) is not None and not walked.files and walked.commit.parents:
            oid = walked.commit.parents[0]
        return oid

    @cached_property
    def _files(self) -> Mapping[str, _Files]:
        """The ids of the contents of the plan files, after each commit and each parent outside."""
        files: dict[str, _Files] = {}
        for oid, walked in self._walked.items():
            before: _Files = {}
            for parent in walked.commit.parents:
                if parent not in files:
                    files[parent] = self._files_outside(parent)
            if walked.commit.parents:
                before = files[walked.commit.parents[0]]
            after = {**before, **{path: change.after for path, change in walked.files.items()}}
            files[oid] = {path: blob for path, blob in after.items() if blob is not None}
        return files

    def _files_outside(self, oid: str) -> _Files:
        if oid not in self._outside:
            return self._repository.blob_ids(oid, self._prefix, self._wanted)
        return {path: blob for path, blob in self._outside[oid].ids.items() if blob is not None}

    @cached_property
    def _contents(self) -> Mapping[str, Mapping[str, Mapping[str, Item]]]:
        """The items of each file after each commit; of one that cannot be read those it had when it last could."""
        wanted = dict.fromkeys((path, blob) for files in self._files.values() for path, blob in files.items())
        contents = self._repository.contents([blob for _, blob in wanted], self._limit)
        parsed = {key: self._parsed(key[0], data) for key, data in zip(wanted, contents, strict=True)}
        found: dict[str, Mapping[str, Mapping[str, Item]]] = {}
        for oid, files in self._files.items():
            walked = self._walked.get(oid)
            before = found[walked.commit.parents[0]] if walked is not None and walked.commit.parents else {}
            earlier = self._outside[oid].earlier if oid in self._outside else {}
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
