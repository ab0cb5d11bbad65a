"""The line of first parents that a history follows: what each merge on it brought, and where branches left it."""

from collections.abc import Iterable

from planlint.trees.git.repository import Repository


class Line:
    """The commits up to a tip, and which of them are on the line of its first parents; none below `down_to`."""

    def __init__(self, repository: Repository, tip: str, down_to: str | None = None) -> None:
        ends = (tip,) if down_to is None else (tip, f"^{down_to}")
        printed = repository.log("--topo-order", "--format=%H %P", *ends, "--").decode("ascii")
        # Children before their parents.
        self._parents: dict[str, list[str]] = {oid: rest for oid, *rest in map(str.split, printed.splitlines())}
        self.oids = [tip]
        """Those on the line, the newest first."""
        while self._parents.get(self.oids[-1]):
            self.oids.append(self._parents[self.oids[-1]][0])

    def brought(self) -> dict[str, list[str]]:
        """Return what each commit on the line brought to it that was not there before, the newest first."""
        there = set(self.oids)
        brought: dict[str, list[str]] = {}
        for oid in reversed(self.oids):
            found = brought[oid] = []
            open_ends = list(self._parents.get(oid, ())[1:])
            while open_ends:
                one = open_ends.pop()
                if one not in there:
                    there.add(one)
                    found.append(one)
                    open_ends += self._parents.get(one, ())
        return brought

    def places(self) -> dict[str, int]:
        """Return how many commits of the line each commit has below it, itself included: where it left the line."""
        places = {oid: len(self.oids) - at for at, oid in enumerate(self.oids)}
        for oid in reversed(self._parents):
            if oid not in places:
                places[oid] = max((places.get(parent, 0) for parent in self._parents[oid]), default=0)
        return places


def bringers(repository: Repository, tip: str, oids: Iterable[str]) -> dict[str, str]:
    """Return, of those commits that a merge brought to the line of first parents, which merge that was."""
    wanted = set(oids)
    line = Line(repository, tip, next(iter(wanted)) if len(wanted) == 1 else None)
    return {oid: merge for merge, brought in line.brought().items() for oid in brought if oid in wanted}
