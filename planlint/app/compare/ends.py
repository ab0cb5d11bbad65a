"""The two ends of a comparison as a person names them: revisions, a range, the index, the working tree."""

from collections.abc import Sequence
from datetime import date

from planlint.app.compare.compare import Compared, compare
from planlint.app.compare.request import Base, CompareRequest, PlanCheck
from planlint.app.settings import Where
from planlint.errors import PlanlintError
from planlint.lint.selection import RuleChoice
from planlint.load.two_versions import NamedVersion
from planlint.trees.errors import TreeError
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import UNCOMMITTED, WORKTREE, parse_ends, parse_range


def compare_ends(where: Where, revisions: Sequence[str], today: date, *, judges: bool = True) -> Compared:
    """Compare the versions that are named; `PlanlintError` where that cannot be done, or neither has a plan."""
    base, head = resolve_ends(where.repository, revisions)
    compared = compare(CompareRequest(where, today, ((base,),), head, judges=judges))
    if compared.is_empty:
        include = ", ".join(compared.head.config.include)
        raise PlanlintError(
            f"no plan files in {compared.head.root.folder}, neither in {base.version.rev} nor in {head.rev}",
            "; ".join((*compared.passed_over, f"they match {include}: name their folder with --root")),
        )
    return compared


def since_base(where: Where, rev: str, today: date, rules: RuleChoice, check: PlanCheck) -> CompareRequest:
    """Return the question what has changed since the version that is asked for left a revision."""
    tip = where.repository.resolve(where.rev or "HEAD")
    base = base_named(where.repository, rev, tip)
    head = NamedVersion(INDEX if where.staged else where.rev or WORKTREE, tip if where.rev else None)
    return CompareRequest(where, today, ((base,),), head, rules, check)


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
