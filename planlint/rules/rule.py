"""What a rule is: one unit of code, reason, source, examples and check."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import dedent
from typing import Any, Literal

from planlint.diagnostic import Problem, Severity
from planlint.model.items import CHILD_KINDS, Item
from planlint.model.plan import Plan
from planlint.text import Site

EXAMPLE_DAY = date(2026, 10, 15)
"""The day on which the examples of every rule are judged."""

Scope = Literal["open", "sound", "all"]
Check = Callable[[Any, "Context"], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something published that a rule rests on."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `subject` is what the check is called with: each item of a kind (or of several), or the whole `Plan`; None where the
    finding is made while loading. `scope` says which items: `open` ones, all `sound` ones, or `all`, broken ones and
    those whose name is already taken included.
    """

    code: str
    name: str
    severity: Severity
    subject: tuple[type[Item], ...] | type[Plan] | None
    why: str
    source: Reference
    bad: str
    good: str
    since: str
    check: Check
    scope: Scope
    default: bool


@dataclass(frozen=True)
class Context:
    """What a rule may ask besides its subject: the plan, the day, the limits and words in force.

    `judged` says whether an item is judged at all (archived ones are not). `order` gives what items are sorted by to
    stand as they are written: by path, then position. `unopened` are files whose items nobody knows.
    """

    plan: Plan
    today: date
    limits: Mapping[str, int]
    words: Callable[[str, tuple[str, ...]], tuple[str, ...]]
    judged: Callable[[Item], bool]
    order: Callable[[Site], Any]
    unopened: tuple[str, ...] = ()

    def first(self, items: Iterable[Item]) -> Item:
        """Return the item that is written first."""
        return min(items, key=lambda item: self.order(item.site))

    def unsure_below(self, item: Item) -> bool:
        """Whether nobody can say what serves an item: something a level below is broken or names an unknown parent."""
        return any(self._unsure(kind) for kind in CHILD_KINDS[item.kind])

    def _unsure(self, kind: str) -> bool:
        memo = self.plan.memo
        key = ("unsure", kind)
        if key not in memo:
            prefix = f"{kind}."
            memo[key] = any(name.startswith(prefix) for name in self.plan.broken) or any(
                not self.plan.leads_somewhere(parent)
                for name, parents in self.plan.parent_names.items()
                if name.startswith(prefix)
                for parent in parents
            )
        return bool(memo[key]) or bool(self.unopened)


def rule(
    code: str,
    *,
    severity: Severity,
    subject: type[Item] | tuple[type[Item], ...] | type[Plan] | None,
    source: Reference,
    bad: str,
    good: str,
    since: str = "0.1",
    scope: Scope = "sound",
    default: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of a check: its function's name is the rule's name, its docstring the reason."""

    def make(check: Check) -> Rule:
        single = isinstance(subject, type) and issubclass(subject, Item)
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            severity=severity,
            subject=(subject,) if single else subject,  # type: ignore[arg-type]
            why=dedent(check.__doc__ or "").strip(),
            source=source,
            bad=dedent(bad).strip("\n"),
            good=dedent(good).strip("\n"),
            since=since,
            check=check,
            scope=scope,
            default=default,
        )

    return make
