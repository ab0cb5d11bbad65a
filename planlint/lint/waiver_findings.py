"""PL9: what is to be said about waivers, and about the codes in the configuration."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from planlint.bounds import bounded
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Edit, Fix, Place
from planlint.lint.selection import UnknownRule, codes_of
from planlint.lint.suppression import FileWaivers, Suppression
from planlint.lint.waivers import Selector, Waiver, removal
from planlint.model import Plan
from planlint.model.walk import names_along
from planlint.rules import find_rule, rule_by_code
from planlint.text import Site, Span


class SpeakingRules:
    """Which rules were able to speak: they ran, and were not silent beside the finding of another rule.

    `ran` has the codes of the rules that were in force, `found` those of what they found, waived or not, each with the
    item.
    """

    def __init__(self, plan: Plan, ran: frozenset[str], found: Iterable[tuple[str, str | None]]) -> None:
        self._plan = plan
        self._ran = ran
        self._all = found

    @cached_property
    def _found(self) -> frozenset[tuple[str, str | None]]:
        """What was found; only a waiver that is of no use has it asked."""
        return frozenset(self._all)

    def could_speak(self, codes: Iterable[str], names: frozenset[str]) -> bool:
        """Whether all of these rules were able to speak of the items with these names."""
        items = [item for name in names if (item := self._plan.get(name)) is not None]
        above = names_along([parent for item in items for parent in self._plan.parents(item)], self._plan.parents)
        return all(code in self._ran and not self._is_silenced(code, names, above) for code in codes)

    def _is_silenced(self, code: str, names: frozenset[str], above: set[str]) -> bool:
        """Whether a rule gives way to one that finds something in these items or above, or to one that did not run."""
        others = frozenset(rule_by_code(code).gives_way_to)
        if not others <= self._ran:
            return True
        # To itself a rule gives way only where it speaks further up.
        return any(
            (other, name) in self._found for other in others for name in (above if other == code else above | names)
        )


def about_waivers(
    suppression: Suppression, speaking: SpeakingRules, is_sound: Callable[[], bool]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the waivers of a plan after all of its findings were held against them.

    A waiver for a rule that could not speak may still be of use. `is_sound` says whether the whole plan could be
    judged: while it could not, a rule may be silent only because of that, and no waiver is called unused. It is asked
    last, because few plans have a waiver that waived nothing.
    """
    unused: list[Diagnostic] = []
    for path, waivers in suppression.files.items():
        for mistake in waivers.mistakes:
            yield _finding("unknown-code", path, mistake.span, mistake.message, mistake.help)
        for waiver in (*waivers.holding, *waivers.expired):
            if not all(waiver.wording.codes.values()):
                yield from _unknown(path, waiver)
            if waiver.wording.reason is None:
                message = f"the waiver for {_names(waiver.selectors)} has no reason"
                yield _finding("ignore-without-reason", path, waiver.span, message, "end it with `-- REASON`")
        for waiver in waivers.expired:
            message = f"the waiver for {_names(waiver.selectors)} ended on {waiver.until}"
            help = "mend what was waived and take the comment out, or agree on a later day"
            yield _finding("expired-ignore", path, waiver.span, message, help)
        for waiver in waivers.holding:
            if without_use := waivers.unused(waiver):
                unused += _unused(path, waivers, waiver, without_use, speaking)
    if unused and is_sound():
        yield from unused


def _unused(
    path: str, waivers: FileWaivers, waiver: Waiver, without_use: tuple[Selector, ...], speaking: SpeakingRules
) -> Iterator[Diagnostic]:
    names = frozenset(waivers.names_covered(waiver))
    # Of a beginning such as PL5 those rules count that are on by default: whoever leaves a rule off does not miss it.
    unused = [
        one for one in without_use if speaking.could_speak(codes_of(one.text) or waiver.wording.codes[one.text], names)
    ]
    is_whole = len(unused) == len(waiver.selectors)
    for span, some in [(waiver.span, unused)] if is_whole else [(one.span, [one]) for one in unused]:
        message = f"the waiver for {_names(some)} has nothing to waive"
        edit = Edit(path, *removal(waivers.document.source, waiver, some))
        yield _finding("unused-ignore", path, span, message, "take it out")._replace(fix=Fix(True, (edit,)))


def _unknown(path: str, waiver: Waiver) -> Iterator[Diagnostic]:
    for one in waiver.selectors:
        try:
            codes_of(one.text)
        except UnknownRule as unknown:
            yield _finding("unknown-code", path, one.span, unknown.message, unknown.help)


def _names(selectors: Iterable[Selector]) -> str:
    return ", ".join(one.text for one in selectors)


def about_configuration(config: Config) -> Iterator[Diagnostic]:
    """Yield the codes and names in the configuration that no rule has."""
    if config.document is None:
        return
    for site, text in _selectors(config):
        try:
            codes_of(text)
        except UnknownRule as unknown:
            span = config.document.locate(site.pointer, site.part)
            yield _finding("unknown-code", site.path, span, unknown.message, unknown.help)


def _selectors(config: Config) -> Iterator[tuple[Site, str]]:
    lists: Mapping[str, Any] = {
        "select": config.select or (),
        "extend-select": config.extend_select,
        "ignore": config.ignore,
    }
    for key, codes in lists.items():
        yield from ((config.site(key, n), code) for n, code in enumerate(codes))
    for code in config.severity:
        yield config.site("severity", code).as_key, code
    for glob, codes in config.per_file_ignores.items():
        yield from ((config.site("per-file-ignores", glob, n), code) for n, code in enumerate(codes))


def _finding(name: str, path: str, span: Span, message: str, help: str | None) -> Diagnostic:
    rule = find_rule(name)
    assert rule is not None
    return Diagnostic(Place(path, span), rule.code, rule.name, rule.severity, bounded(message), help=help)
