"""What `check --base` asks: what has changed since a version left another one."""

from datetime import date

from planlint.app.compare.ends import base_named
from planlint.app.compare.request import CompareRequest, PlanCheck
from planlint.app.settings import Where
from planlint.lint.selection import RuleChoice
from planlint.load.two_versions import NamedVersion
from planlint.trees.git.repository import INDEX, Repository
from planlint.trees.git.revisions import WORKTREE


def since_base(where: Where, rev: str, today: date, rules: RuleChoice, check: PlanCheck) -> CompareRequest:
    """Return the question what has changed since the version that is asked for left a revision."""
    repository = where.repository
    tip = repository.resolve(where.rev or "HEAD")
    base = base_named(repository, rev, tip)
    head = NamedVersion(INDEX if where.staged else where.rev or WORKTREE, tip if where.rev else None)
    return CompareRequest(where, today, ((base,),), head, rules, check)


def staged_repository(where: Where) -> tuple[Repository, str]:
    """Return the repository of what is staged, and how it calls that."""
    return where.repository, INDEX
