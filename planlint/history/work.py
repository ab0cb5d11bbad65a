"""The commits whose messages name items of the plan, as they are kept and as they are counted."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from planlint.commit import Commit
from planlint.json_line import dump


class WorkCommit(NamedTuple):
    """A commit, without its message, and the items that this names, as they are written there."""

    commit: Commit
    named: tuple[str, ...]


class WorkRecord(NamedTuple):
    """The commits up to a tip that name items, in no order that means anything."""

    tip: str
    commits: tuple[WorkCommit, ...]


def write_work(commits: Iterable[WorkCommit]) -> bytes:
    """Return commits as they are kept, a line each."""
    return "".join(f"{dump([list(one.commit), list(one.named)])}\n" for one in commits).encode(
        "utf-8", "backslashreplace"
    )


def read_work(lines: bytes) -> Iterator[WorkCommit]:
    """Yield commits from the lines that keep them; `ValueError` or `TypeError` where these are damaged."""
    for line in lines.splitlines():
        (oid, parents, *rest), named = json.loads(line)
        yield WorkCommit(Commit(oid, tuple(parents), *rest), tuple(named))


@dataclass(frozen=True, slots=True)
class Work:
    """The commits made for an item and what is below it: a fact, and never a judgement of people."""

    commits: tuple[Commit, ...] = ()

    @property
    def people(self) -> int:
        """How many people made them, as git tells them apart: by their address, or their name without one."""
        return len({(one.email or one.author).casefold() for one in self.commits})

    @property
    def last(self) -> date | None:
        """The day of the newest."""
        return max((one.day for one in self.commits), default=None)

    def __bool__(self) -> bool:
        return bool(self.commits)


@dataclass(frozen=True)
class PlanWork:
    """The work of a plan: the commits by the newest full name of what they name.

    `parents` returns the full names that an item serves, also of one that the plan no longer has. `unknown` are the
    commits that name nothing the plan ever had.
    """

    own: Mapping[str, Sequence[Commit]]
    parents: Callable[[str], Iterable[str]] = field(repr=False)
    unknown: tuple[WorkCommit, ...] = ()

    def below(self) -> dict[str, Work]:
        """Return by full name the commits made for an item and for all that serves it, each once, oldest first."""
        found: dict[str, dict[str, Commit]] = {}
        for name, commits in self.own.items():
            for above in self._above(name):
                found.setdefault(above, {}).update((one.oid, one) for one in commits)
        return {name: Work(tuple(sorted(commits.values(), key=_when))) for name, commits in found.items()}

    def within(self, first: date | None, last: date | None) -> "PlanWork":
        """Return the work of the days between two, both included."""
        own = {
            name: [one for one in commits if (first is None or one.day >= first) and (last is None or one.day <= last)]
            for name, commits in self.own.items()
        }
        return PlanWork({name: commits for name, commits in own.items() if commits}, self.parents, self.unknown)

    def _above(self, name: str) -> Iterator[str]:
        """Yield an item and all that it serves, each once."""
        seen, waiting = {name}, [name]
        while waiting:
            one = waiting.pop()
            yield one
            for parent in self.parents(one):
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


def counted(work: Work) -> dict[str, object]:
    """Return work for programs: how many commits, by how many people, the day of the last."""
    return {
        "commits": len(work.commits),
        "people": work.people,
        "last": work.last.isoformat() if work.last else None,
    }


def _when(commit: Commit) -> tuple[date, str, str]:
    return commit.day, commit.date, commit.oid
