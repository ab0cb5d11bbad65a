"""What an edit would break: the errors a plan has after it and had not before."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from planlint.config import Config
from planlint.diagnostic import Diagnostic, Severity
from planlint.lint import lint, select
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.load import Loaded

Renaming = Callable[[Fingerprint], Fingerprint]


def new_errors(
    before: Loaded,
    after: Loaded,
    config: Config,
    today: date,
    asked: Collection[tuple[str, str]] = (),
    renamed: Renaming = lambda mark: mark,
) -> tuple[Diagnostic, ...]:
    """Return the errors that `check` would find after an edit and not before, archived files included.

    An error at one of the values `asked` for, by item and dotted key, counts even where there was one before.
    `renamed` tells how what was found before is named afterwards.
    """
    known = Counter(renamed(fingerprint(one)) for one in _errors(before, config, today))
    found = []
    for one in _errors(after, config, today):
        mark = fingerprint(one)
        known[mark] -= 1
        if known[mark] < 0 or (one.item, one.key) in asked:
            found.append(one)
    return tuple(found)


def _errors(loaded: Loaded, config: Config, today: date) -> list[Diagnostic]:
    config = replace(config, archive=())
    report = lint(loaded, config, select(config), today)
    return [one for one in report.diagnostics if one.severity is Severity.ERROR]
