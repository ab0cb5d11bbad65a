"""The loop: every rule in force over every item it speaks of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from planlint.config import Config, matches
from planlint.diagnostic import Diagnostic, Problem, Severity
from planlint.lint.report import Report, Summary, count
from planlint.lint.selection import Selection, known_codes
from planlint.load.plan import Loaded, in_order, path_order
from planlint.model.effective import is_open
from planlint.model.items import DIRECTORY, Item
from planlint.model.plan import Plan
from planlint.rules import RULES
from planlint.rules.rule import Context, Rule, Scope
from planlint.text import Site

Within = Callable[[str], bool]


def lint(
    loaded: Loaded, config: Config, selection: Selection, today: date, within: Within = lambda path: True
) -> Report:
    """Judge a plan: every finding of the rules in force, weighed and measured.

    `within` narrows the report by path, never the plan that is read. Archived files are not judged.
    """
    run = _Run(loaded, config, today)
    found = [*loaded.diagnostics, *run.problems(selection)]
    shown = [
        run.weighed(one)
        for one in found
        if one.code in selection.codes
        and not config.archives(one.place.path)
        and within(one.place.path)
        and one.code not in run.ignored_in(one.place.path)
    ]
    counts = count(shown)
    plan = loaded.plan
    return Report(
        diagnostics=in_order(shown),
        sources=loaded.sources,
        plan=plan,
        summary=Summary(
            files=len(loaded.sources) + len(loaded.unopened),
            items=len(plan.items),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
        ),
        reached=_reached(plan),
    )


def _reached(plan: Plan) -> tuple[int, int]:
    """How many items reach the purpose, of how many that could: people, teams and periods serve nothing."""
    could = [item for item in plan.items.values() if not isinstance(item, DIRECTORY)]
    return sum(item.name in plan.reaching for item in could), len(could)


class _Run:
    """One plan being judged on one day by one configuration."""

    def __init__(self, loaded: Loaded, config: Config, today: date) -> None:
        self.loaded = loaded
        self.config = config
        self.context = Context(
            plan=loaded.plan,
            today=today,
            limits=config.limits,
            words=self._words,
            judged=self._judged,
            order=self._order,
            unopened=loaded.unopened,
        )
        self._items: dict[tuple[type[Item], Scope], tuple[Item, ...]] = {}
        self.ignored_in = cache(self._ignored_in)

    def problems(self, selection: Selection) -> Iterator[Diagnostic]:
        """Yield what the rules in force find."""
        for rule in RULES:
            if rule.code in selection.codes and rule.subject is not None:
                for problem in self._apply(rule, rule.subject):
                    yield self.loaded.diagnose(rule.code, problem)

    def weighed(self, one: Diagnostic) -> Diagnostic:
        """Return a finding with the severity the configuration gives its rule, by code or name."""
        severity = self.config.severity.get(one.code) or self.config.severity.get(one.name)
        if severity is None or severity is one.severity:
            return one
        return replace(one, severity=severity)

    def _apply(self, rule: Rule, subject: tuple[type[Item], ...] | type[Plan]) -> Iterable[Problem]:
        if not isinstance(subject, tuple):
            yield from rule.check(self.loaded.plan, self.context)
            return
        for kind in subject:
            for item in self._of(kind, rule.scope):
                yield from rule.check(item, self.context)

    def _of(self, kind: type[Item], scope: Scope) -> tuple[Item, ...]:
        key = (kind, scope)
        if key not in self._items:
            self._items[key] = tuple(self._choose(kind, scope))
        return self._items[key]

    def _choose(self, kind: type[Item], scope: Scope) -> Iterator[Item]:
        plan = self.loaded.plan
        shadowed = [item for item in plan.shadowed if type(item) is kind] if scope == "all" else []
        for item in (*plan.of(kind), *shadowed):
            if not self._judged(item):
                continue
            if scope != "all" and item.name in plan.broken:
                continue
            if scope != "open" or is_open(plan, item):
                yield item

    def _judged(self, item: Item) -> bool:
        return not self.config.archives(item.site.path)

    def _order(self, site: Site) -> tuple[bytes, int]:
        place = self.loaded.place(site)
        return path_order(place.path), place.span.start

    def _words(self, name: str, built_in: tuple[str, ...]) -> tuple[str, ...]:
        change = self.config.words.get(name)
        return built_in if change is None else change.applied_to(built_in)

    def _ignored_in(self, path: str) -> frozenset[str]:
        codes: frozenset[str] = frozenset()
        for pattern, selectors in self.config.per_file_ignores.items():
            if matches(path, (pattern,)):
                codes |= known_codes(*selectors)
        return codes
