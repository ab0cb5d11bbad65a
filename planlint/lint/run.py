"""The loop: every rule in force over every item it speaks of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from planlint.config import Config
from planlint.diagnostic import Diagnostic, Problem, Severity
from planlint.lint.folding import Finding, folded, inside
from planlint.lint.report import Report, report_on
from planlint.lint.selection import RuleSelection
from planlint.lint.severity import ignored_in, weighed, weight
from planlint.lint.suppression import Suppression
from planlint.lint.waiver_findings import SpeakingRules, about_configuration, about_waivers
from planlint.load.plan import Loaded, item_at
from planlint.model import Alike, Item, Plan
from planlint.model.alike import alike
from planlint.model.figures.effective import any_ended, is_open
from planlint.rules import BOOK, rule_by_code
from planlint.rules.kit import ERROR
from planlint.rules.rule import Context, Rule, Scope
from planlint.text import Site, Source
from planlint.tree import path_order

if TYPE_CHECKING:
    from planlint.history.item_history import ItemHistories

Within = Callable[[str], bool]
OnChanges = Callable[[Sequence[Diagnostic], Callable[[Diagnostic], bool]], Sequence[Diagnostic]]
"""Judges what was changed, by the shown findings on the plan as it is, and by what tells if a comment waives one."""

_INCLUDED: Mapping[Scope, tuple[Scope, ...]] = {
    "all": ("all",),
    "sound": ("all", "sound"),
    "open": ("all", "sound", "open"),
}
"""The scopes of the rules that apply to an item, by the item's own scope."""

_ON_REFERENCES = frozenset(entry.code for entry in BOOK if entry.family == "references")
_ON_CHANGES = frozenset(entry.code for entry in BOOK if entry.on_changes)
_ON_HISTORY = frozenset(entry.code for entry in BOOK if entry.family == "history")


def lint(
    loaded: Loaded,
    config: Config,
    selection: RuleSelection,
    today: date,
    within: Within = lambda path: True,
    changes: OnChanges | None = None,
    past: "ItemHistories | None" = None,
) -> Report:
    """Judge a plan: every finding of the rules in force, weighed and measured.

    `within` narrows the report by path, never the plan that is read. Archived files are not judged. `changes` judges
    what was changed; None where nothing was compared.
    `past` is what git tells of the items; without it no rule on history runs.
    """
    run, weigh = _Run(loaded, config, today, past, selection.named), partial(weighed, config=config)
    found = run.of_the_shape(selection)
    for rule, problem in run.problems(selection):
        site = problem.site
        if config.archives(site.path):
            continue
        if run.waives(rule.code, site.path, site):
            run.waived.append(
                WaivedFinding(rule.code, item_at(site.pointer), site.path, problem.severity or rule.severity)
            )
        else:
            found.append(loaded.diagnose(rule.code, problem))
    plain = list(map(weigh, found))
    # What the settings leave out of a change is for both of its sides to say: that was asked when it was judged.
    waives = run.suppression.waives
    judged = [(one, waives(one)) for one in (changes(plain, waives) if changes else ()) if within(one.place.path)]
    ran = selection.codes - (frozenset() if changes is not None else _ON_CHANGES)
    ran -= frozenset() if past is not None else _ON_HISTORY
    told = folded(found, run.waived_items, run.context, weigh, loaded.diagnose, run.waives_one)
    everything: list[Diagnostic | WaivedFinding] = [*found, *run.waived]
    speaking = SpeakingRules(loaded.plan, ran, ((one.code, one.item) for one in everything))
    said = run.housekeeping(speaking)  # asked last: by now all waivers have been of use
    told += [Finding(one, one.code in run.ignored_in(one.place.path)) for one in said if one.code in selection.codes]
    beside = run.silenced_by(one for one, _ in judged)
    here = [Finding(each, gone) for one, gone in told if not beside(one) for each in inside(one, within)]
    shown = [weigh(one) for one, gone in here if not gone]
    shown += [one for one, gone in judged if not gone]
    suppressed = sum(1 for one in run.waived if within(one.path) and not beside(one))
    return report_on(loaded, shown, suppressed + len(here) + len(judged) - len(shown), _sources(loaded, config))


class WaivedFinding(NamedTuple):
    """What is known of a finding that is waived: the rule, the item and the file, and how much it would weigh."""

    code: str
    item: str | None
    path: str
    severity: Severity


def _sources(loaded: Loaded, config: Config) -> Mapping[str, Source]:
    """The texts that findings may stand in: the plan's, and the configuration's."""
    if config.path is None or config.document is None or config.path in loaded.sources:
        return loaded.sources
    return loaded.sources.beside(config.path, config.document)


def _speaking_of(item: Item, scope: Scope, rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules that speak of an item, and of all that are alike."""
    kind, included = type(item), _INCLUDED[scope]
    written = {*item.fields, *(f"metric.{key}" for key in item.table("metric"))}
    for rule in rules:
        if kind in rule.kinds and rule.scope in included:
            needed = not rule.needs or not written.isdisjoint(rule.needs)
            if needed and written.isdisjoint(rule.lacks) and rule.when(item):
                yield rule


class _Run:
    """One plan being judged on one day by one configuration."""

    def __init__(
        self, loaded: Loaded, config: Config, today: date, past: "ItemHistories | None", named: frozenset[str]
    ) -> None:
        self.loaded = loaded
        self.config = config
        self.context = Context(
            plan=loaded.plan,
            today=today,
            limits=config.limits,
            words=self._words,
            judged=self._judged,
            order=self._order,
            unopened=loaded.plan.unopened,
            past=past,
            named=named,
        )
        self.waived: list[WaivedFinding] = []
        self.ignored_in = cache(lambda path: ignored_in(path, config))

    @cached_property
    def suppression(self) -> Suppression:
        """The waivers of all files that are judged."""
        documents = self.loaded.documents.items()
        judged = (document for path, document in documents if not self.config.archives(path))
        return Suppression(judged, self.context.today)

    def problems(self, selection: RuleSelection) -> Iterator[tuple[Rule, Problem]]:
        """Yield what the rules in force find."""
        plan, context = self.loaded.plan, self.context
        asked = selection.codes if context.past is not None else selection.codes - _ON_HISTORY
        chosen = [rule_by_code(entry.code) for entry in BOOK if entry.on_plans and entry.code in asked]
        chosen = [rule for rule in chosen if not rule.idle(context)]
        for rule in chosen:
            if rule.subject is Plan:
                for problem in rule.check(plan, context):
                    yield rule, problem
        on_items = [rule for rule in chosen if rule.kinds]
        for scope, together in self._judged_together():
            for rule in _speaking_of(together[0], scope, on_items):
                for item in rule.suspects(together, context):
                    for problem in rule.check(item, context):
                        yield rule, problem

    def _judged_together(self) -> Iterator[tuple[Scope, Alike]]:
        """Yield the items that are judged, those that are alike in one go, with the narrowest scope that has them."""
        plan = self.loaded.plan
        parted = bool(plan.broken or any_ended(plan) or self.config.archive)
        for one in (*plan.alike, *alike(plan.shadowed)):
            scoped: dict[Scope, Alike] = {}
            for item in filter(self._judged, one) if parted else ():
                scoped.setdefault(self._scope_of(item), Alike()).append(item)
            yield from scoped.items() if parted else (("open", one),)

    def of_the_shape(self, selection: RuleSelection) -> list[Diagnostic]:
        """Return what was found while the files were read, and is not waived."""
        found = []
        for one in self.loaded.diagnostics:
            if one.code in selection.codes and not self.config.archives(one.place.path):
                if self.waives_one(one):
                    self.waived.append(WaivedFinding(one.code, one.item, one.place.path, one.severity))
                else:
                    found.append(one)
        return found

    def waives(self, code: str, path: str, site: Site | None) -> bool:
        """Whether a finding is suppressed: by a comment where it stands, or by the configuration for its file."""
        by_comment = self.suppression.waives_at(code, path, site)  # asked first, so that it counts as used
        return by_comment or code in self.ignored_in(path)

    def waives_one(self, one: Diagnostic) -> bool:
        """Whether a finding is suppressed that has been measured already."""
        return self.waives(one.code, one.place.path, one.site)

    def waived_items(self, code: str) -> set[str | None]:
        """Return the full names of the items in which a rule finds what is waived and would not be an error."""
        weighs = partial(weight, code, config=self.config)
        return {one.item for one in self.waived if one.code == code and weighs(one.severity) is not ERROR}

    def silenced_by(self, judged: Iterable[Diagnostic]) -> Callable[[Diagnostic | WaivedFinding], bool]:
        """Return what says whether a finding gives way to one on a change of its item, or of what serves that."""
        plan = self.loaded.plan
        spoken = {(one.code, name) for one in judged for name in (one.item, *plan.parent_names.get(one.item or "", ()))}
        if not spoken:
            return lambda finding: False
        return lambda finding: any((code, finding.item) in spoken for code in rule_by_code(finding.code).gives_way_to)

    def housekeeping(self, speaking: SpeakingRules) -> Iterator[Diagnostic]:
        """Yield what is to be said about waivers, once all findings were held against them, and about settings."""
        yield from about_waivers(self.suppression, speaking, self._is_sound)
        yield from about_configuration(self.config)

    def _is_sound(self) -> bool:
        """Whether every file can be read, no item is broken, and every reference leads somewhere, archived ones too.

        Whichever rules are in force: while this does not hold, others are silent about what they cannot know.
        """
        if self.loaded.diagnostics:
            return False
        everything = _Run(self.loaded, self.config._replace(archive=()), self.context.today, None, frozenset())
        on_references = everything.problems(RuleSelection(_ON_REFERENCES))
        return all((problem.severity or rule.severity) < ERROR for rule, problem in on_references)

    def _scope_of(self, item: Item) -> Scope:
        """The item's own scope: the narrowest that has it."""
        plan = self.loaded.plan
        if item.name in plan.broken:
            return "all"
        return "open" if is_open(plan, item) else "sound"

    def _judged(self, item: Item) -> bool:
        return not self.config.archive or not self.config.archives(item.site.path)

    def _order(self, site: Site) -> tuple[bytes, int]:
        place = self.loaded.place(site)
        return path_order(place.path), place.span.start

    def _words(self, name: str, built_in: tuple[str, ...]) -> tuple[str, ...]:
        change = self.config.words.get(name)
        return built_in if change is None else change.applied_to(built_in)
