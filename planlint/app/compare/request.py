"""The question that every door asks of two versions of a plan."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from planlint.app.settings import Where
from planlint.app.workspace import Workspace
from planlint.commit import Commit
from planlint.history.item_history import ItemHistories
from planlint.lint.baseline import Baseline
from planlint.lint.selection import AS_CONFIGURED, RuleChoice
from planlint.load.two_versions import NamedVersion

Within = Callable[[str], bool]


class Base(NamedTuple):
    """An older version, and the commits up to which nothing is the work of the change, whoever brought it in.

    Where a change left a branch there, `tip` is what that branch is by now.
    """

    version: NamedVersion
    theirs: tuple[str, ...] = ()
    tip: str | None = None


def everywhere(path: str) -> bool:
    """Hold every path for one that is asked about."""
    return True


class PlanCheck(NamedTuple):
    """The plan that is checked as it is, beside what has changed in it.

    `history` is what git tells of its items, None where nobody asks. `baseline` hides findings on the plan, never those
    on a change. `within` narrows the report by path. With `new_only` a finding counts only where the base does not have
    it on the same day; with `told_apart` the result says which these are.
    """

    workspace: Workspace
    history: ItemHistories | None = None
    baseline: Baseline | None = None
    within: Within = everywhere
    new_only: bool = False
    told_apart: bool = False


class CompareRequest(NamedTuple):
    """Which versions are compared, on which day, by which rules.

    What is found on the change stands against every base of a group; what is found in any group counts. Without
    `judges` only the changes are asked for. With `needs_plan` a change may not leave the plan without files. `pending`
    is the commit that is being made of the head.
    """

    where: Where
    today: date
    groups: tuple[tuple[Base, ...], ...]
    head: NamedVersion
    rules: RuleChoice = AS_CONFIGURED
    check: PlanCheck | None = None
    judges: bool = True
    needs_plan: bool = False
    pending: Commit | None = None

    @property
    def bases(self) -> Iterable[Base]:
        """All older versions, each once."""
        return dict.fromkeys(base for group in self.groups for base in group)
