"""What the configuration says of a finding: how it weighs, and where its rule is left out."""

from planlint.config import Config, matches
from planlint.diagnostic import Diagnostic
from planlint.lint.selection import known_codes


def weighed(one: Diagnostic, config: Config) -> Diagnostic:
    """Return a finding with the severity the configuration gives its rule, by code or name."""
    severity = config.severity.get(one.code) or config.severity.get(one.name)
    if severity is None or severity is one.severity:
        return one
    return one._replace(severity=severity)


def ignored_in(path: str, config: Config) -> frozenset[str]:
    """Return the codes of the rules that are left out in a file."""
    codes: frozenset[str] = frozenset()
    for pattern, selectors in config.per_file_ignores.items():
        if matches(path, (pattern,)):
            codes |= known_codes(*selectors)
    return codes
