"""The two ends of a comparison as a person names them: revisions, a range, the index, the working tree."""

from collections.abc import Sequence

from planlint.app.compare.request import Base
from planlint.load.two_versions import NamedVersion
from planlint.trees.errors import TreeError
from planlint.trees.git.repository import Repository
from planlint.trees.git.revisions import UNCOMMITTED, parse_ends, parse_range


def resolve_ends(repository: Repository, revisions: Sequence[str]) -> tuple[Base, NamedVersion]:
    """Return the versions that are meant; `TreeError` for a revision that git does not know, or knows twice.

    With three dots the base is the merge base of both ends; of HEAD, where an end is no commit.
    """
    ends = parse_ends(revisions)
    if repository.bare and not UNCOMMITTED.isdisjoint((ends.base, ends.head)):
        raise TreeError(
            "this is a bare repository: it has no working tree and no index to compare with",
            "name two revisions, for example HEAD~1 HEAD",
        )
    if ends.from_merge_base and ends.base in UNCOMMITTED:
        raise TreeError(f"'{ends.base}' is not a commit, so it has no merge base", "write a revision before the dots")
    base, head = (_version(repository, rev) for rev in (ends.base, ends.head))
    theirs, tip = () if base.oid is None else (base.oid,), None
    if ends.from_merge_base and base.oid is not None:
        tip = base.oid
        base = NamedVersion(base.rev, repository.merge_base(base.oid, head.oid or repository.resolve("HEAD")))
    return Base(base, theirs, tip), head


def base_named(repository: Repository, rev: str, tip: str) -> Base:
    """Return where a commit left a revision that --base names."""
    if parse_range(rev) is not None:
        raise TreeError(f"--base takes one revision, but '{rev}' is a range", "name one revision")
    oid = repository.resolve(rev)
    return Base(NamedVersion(rev, repository.merge_base(oid, tip)), (oid,), oid)


def _version(repository: Repository, rev: str) -> NamedVersion:
    return NamedVersion(rev, None if rev in UNCOMMITTED else repository.resolve(rev))
