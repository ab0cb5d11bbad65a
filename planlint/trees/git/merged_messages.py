"""What merges brought: the commits of a branch whose messages say why, told at the merge that the history follows."""

from collections.abc import Sequence

from planlint.trees.git.first_parents import Line
from planlint.trees.git.log import messages
from planlint.trees.git.repository import Repository


def merged_messages(repository: Repository, tip: str, oids: Sequence[str], word: str) -> dict[str, list[str]]:
    """Return, of those commits that are merges, the messages with a word that came with them.

    They came to the line of the tip's first parents; what an earlier merge brought to it belongs to that one.
    """
    merges = set(_ids(repository, "--no-walk=unsorted", "--min-parents=2", "--format=%H", *oids)) if oids else set()
    if not merges:
        return {}
    telling = set(_ids(repository, "--regexp-ignore-case", f"--grep={word}", "--format=%H", tip))
    if not telling:
        return {}
    brought = Line(repository, tip).brought()
    wanted = {oid: [one for one in brought.get(oid, ()) if one in telling] for oid in merges}
    said = messages(repository, [one for found in wanted.values() for one in found])
    return {oid: [said[one] for one in found] for oid, found in wanted.items()}


def _ids(repository: Repository, *arguments: str) -> list[str]:
    return [line.strip() for line in repository.log(*arguments).decode("ascii").splitlines()]
