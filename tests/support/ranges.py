"""Small ranges of commits for tests: texts of a plan with messages in, judged changes out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planlint.commit import Commit
from planlint.config import Config
from planlint.diff.commits import CommitRange
from planlint.lint import RuleSelection
from planlint.lint.changes import Settings, judge, waivers_of
from planlint.lint.comparison import Comparison, Judgement
from planlint.model.plan import Plan
from planlint.rules.rule import EXAMPLE_DAY
from tests.support.diffing import ON_CHANGES, Files, compare

BASE = "base"


class Made(NamedTuple):
    """A commit: what it leaves, why, and what it follows; nothing means the one before it in the list."""

    files: Files
    message: str = "Change the plan"
    parents: tuple[str, ...] = ()


def ranged(base: Files, *commits: Made, head: Files | None = None, outside: Mapping[str, Files] = {}) -> Comparison:
    """Compare a plan with what commits on top of it leave; `head` where that is not what the last one leaves.

    The commits are called `1`, `2`, … and the base `base`; `outside` are further parents that the base knows.
    """
    last = commits[-1].files if commits else base
    found = compare(base, last if head is None else head)
    plans = {BASE: found.both.base.plan, **{name: plan_of(files) for name, files in outside.items()}}
    made = []
    for number, one in enumerate(commits, start=1):
        parents = one.parents or (str(number - 1) if number > 1 else BASE,)
        made.append(
            Commit(str(number), parents, author="Ann", subject=one.message.partition("\n")[0], message=one.message)
        )
        plans[str(number)] = plan_of(one.files)
    if commits and head is None:
        plans[str(len(commits))] = found.both.head.plan
    return replace(found, commits=CommitRange(tuple(made), plans))


def plan_of(files: Files) -> Plan:
    """Return the plan of files, read as one side of a comparison is."""
    return compare("", files).both.head.plan


def judgements(
    found: Comparison,
    *,
    config: Config = Config(),  # noqa: B008
    base: Config | None = None,
    today: date = EXAMPLE_DAY,
) -> list[Judgement]:
    """Return what nothing waives."""
    settings = Settings(config if base is None else base, RuleSelection(ON_CHANGES))
    waives = waivers_of(found.both.head, today)
    judged = judge(found, config, RuleSelection(ON_CHANGES), today, base=settings, waives=waives)
    return [one for one in judged if not one.is_waived]


def lines(found: Comparison, **settings: object) -> list[str]:
    """Return each finding as `E PL801 key_result.wait`, with `because REASON` where one excuses it."""
    return [
        f"{one.finding.severity.name[0]} {one.finding.code} {one.item}"
        + (f" because {one.reason}" if one.reason else "")
        for one in judgements(found, **settings)  # type: ignore[arg-type]
    ]
