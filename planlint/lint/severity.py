"""What the configuration says of a finding: how it weighs, and where its rule is left out."""

from collections.abc import Iterable

from planlint.config import Config, matches
from planlint.diagnostic import Diagnostic, Severity
from planlint.lint.selection import known_codes
from planlint.rules import rule_by_code


def weighed(one: Diagnostic, config: Config) -> Diagnostic:
    """Return a finding with the severity the configuration gives its rule, by code or name."""
    severity = weight(one.code, one.severity, config)
    return one if severity is one.severity else one._replace(severity=severity)


def heaviest(one: Diagnostic, configs: Iterable[Config]) -> Diagnostic:
    """Return a finding with the greatest severity that several configurations give its rule."""
    return max((weighed(one, config) for config in configs), key=lambda each: each.severity)


def weight(code: str, own: Severity, config: Config) -> Severity:
    """Return how much a finding of a rule weighs: as the configuration says, by code or name, or as it does itself."""
    if not config.severity:
        return own
    return config.severity.get(code) or config.severity.get(rule_by_code(code).name) or own


def fails(found: Iterable[Diagnostic], asked: Severity | None, config: Config, base: Config | None = None) -> bool:
    """Whether any finding weighs so much that a check fails: as much as somebody asked for, else as the settings say.

    On a change one fails also where the base's settings say so: a change does not lighten what it is judged by.
    """
    fail_on = asked or config.fail_on
    on_change = fail_on if asked or base is None else min(fail_on, base.fail_on)
    return any(one.severity >= (on_change if rule_by_code(one.code).on_changes else fail_on) for one in found)


def ignored_in(path: str, config: Config) -> frozenset[str]:
    """Return the codes of the rules that are left out in a file."""
    codes: frozenset[str] = frozenset()
    for pattern, selectors in config.per_file_ignores.items():
        if matches(path, (pattern,)):
            codes |= known_codes(*selectors)
    return codes
