"""Which rules are in force: codes, names and prefixes against the rule book."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from planlint.config import Config
from planlint.errors import PlanlintError
from planlint.nearest import nearest
from planlint.rules import BOOK, Entry, find_entry

ALL = "ALL"
EVERYTHING = "PL"
_PREFIX = re.compile(r"PL\d*", re.IGNORECASE)


class UnknownRule(PlanlintError):
    """A selector that means no rule."""

    def __init__(self, selector: str) -> None:
        self.selector = selector
        near = nearest(selector, [name for entry in BOOK for name in (entry.code, entry.name)])
        help = f"did you mean '{near}'?" if near else "`planlint rule` lists all codes and names"
        super().__init__(f"there is no rule '{selector}'", help)


class RuleSelection(NamedTuple):
    """The codes of the rules in force, and of those that were `named`: selected by their own code or name."""

    codes: frozenset[str]
    named: frozenset[str] = frozenset()


def only(*codes: str) -> RuleSelection:
    """Return these rules in force, each selected by its code."""
    return RuleSelection(frozenset(codes), frozenset(codes))


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes a selector means.

    A code or a name means its rule, `ALL` every rule, a prefix those of its rules that are on by default.
    `UnknownRule` where it means none.
    """
    if selector.upper() == ALL:
        return frozenset(entry.code for entry in BOOK)
    entry = find_entry(selector)
    if entry is not None:
        return frozenset({entry.code})
    entries = family(selector)
    if not entries:
        raise UnknownRule(selector)
    return frozenset(entry.code for entry in entries if entry.default)


def family(prefix: str) -> tuple[Entry, ...]:
    """Return the rules whose codes begin with a prefix such as `PL3`, those that are off by default too."""
    if not _PREFIX.fullmatch(prefix):
        return ()
    return tuple(entry for entry in BOOK if entry.code.startswith(prefix.upper()))


def known_codes(*selectors: str) -> frozenset[str]:
    """Return the codes of all these selectors, passing over those that mean no rule."""
    codes: frozenset[str] = frozenset()
    for selector in selectors:
        try:
            codes |= codes_of(selector)
        except UnknownRule:
            continue
    return codes


class RuleChoice(NamedTuple):
    """The rules that a command line names: in place of the configured ones, beside them, and not at all."""

    chosen: Sequence[str] | None = None
    extended: Sequence[str] = ()
    ignored: Sequence[str] = ()

    def of(self, config: Config) -> RuleSelection:
        """Return the rules in force by these settings: what is chosen replaces theirs, what they ignore still is.

        Selectors on the command line must mean a rule (`UnknownRule`); those of the configuration are judged by PL903.
        """
        for selector in (*(self.chosen or ()), *self.extended, *self.ignored):
            codes_of(selector)
        configured = (EVERYTHING,) if config.select is None else config.select
        chosen = configured if self.chosen is None else self.chosen
        selectors = (*chosen, *config.extend_select, *self.extended)
        left_out = known_codes(*config.ignore, *self.ignored)
        named = frozenset(entry.code for selector in selectors if (entry := find_entry(selector)) is not None)
        return RuleSelection(known_codes(*selectors) - left_out, named - left_out)


AS_CONFIGURED = RuleChoice()
