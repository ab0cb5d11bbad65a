"""What merges brought: the commits of a branch whose messages say why, told at the merge that the history follows."""

from collections.abc import Sequence

from planlint.trees.git.log import messages
from planlint.trees.git.repository import Repository


def merged_messages(repository: Repository, tip: str, oids: Sequence[str], pattern: str) -> dict[str, list[str]]:
    """Return, of those commits that are merges, the messages with a line of a pattern that came with them.

    They came to the line of the tip's first parents; what an earlier merge brought to it belongs to that one.
    """
    merges = set(_ids(repository, "--no-walk=unsorted", "--min-parents=2", "--format=%H", *oids)) if oids else set()
    if not merges:
        return {}
    telling = set(_ids(repository, "--regexp-ignore-case", f"--grep={pattern}", "--format=%H", tip))
    if not telling:
        return {}
    brought = _brought(repository, tip)
    wanted = {oid: [one for one in brought.get(oid, ()) if one in telling] for oid in merges}
    said = messages(repository, [one for found in wanted.values() for one in found])
    return {oid: [said[one] for one in found] for oid, found in wanted.items()}


def _brought(repository: Repository, tip: str) -> dict[str, list[str]]:
    """Return what each merge on the line of first parents brought to it, the newest first."""
    parents = {oid: rest for oid, *rest in map(str.split, _lines(repository, "--format=%H %P", tip))}
    line = [tip]
    while parents.get(line[-1]):
        line.append(parents[line[-1]][0])
    there = set(line)
    brought: dict[str, list[str]] = {}
    for oid in reversed(line):
        found = brought[oid] = []
        open_ends = list(parents.get(oid, ())[1:])
        while open_ends:
            one = open_ends.pop()
            if one not in there:
                there.add(one)
                found.append(one)
                open_ends += parents.get(one, ())
    return brought


def _ids(repository: Repository, *arguments: str) -> list[str]:
    return [line.strip() for line in _lines(repository, *arguments)]


def _lines(repository: Repository, *arguments: str) -> list[str]:
    return repository.log(*arguments).decode("ascii").splitlines()
