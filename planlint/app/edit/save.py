"""Writes an edited plan, unless that would break it: what errors it would have and has not now."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from planlint.app.plan_schema import load_plan
from planlint.app.workspace import Workspace, write_files
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Severity
from planlint.errors import PlanlintError
from planlint.lint import lint
from planlint.lint.fingerprint import Fingerprint, fingerprint
from planlint.lint.selection import AS_CONFIGURED
from planlint.load import Loaded

Renaming = Callable[[Fingerprint], Fingerprint]


class RefusedError(PlanlintError):
    """The plan would have an error that it has not now."""


def save(
    workspace: Workspace,
    files: Mapping[str, bytes],
    today: date,
    asked: Collection[tuple[str, str]] = (),
    renamed: Renaming = lambda mark: mark,
    allowed: Callable[[Diagnostic], bool] = lambda error: False,
    *,
    dry: bool = False,
) -> Loaded:
    """Put new contents in place of plan files, new ones included, all or none; return the plan as it is then.

    `RefusedError` where `check` would find an error, in an archived file too, that it did not find before and that is
    not `allowed`, `PlanlintError` where a file cannot be replaced; nothing is then written, nor where it is `dry`.
    An error at one of the values `asked` for, by item and dotted key, counts even where there was one before.
    `renamed` tells how what was found before is named afterwards.
    """
    after = load_plan({**workspace.tree, **files})
    known = Counter(renamed(fingerprint(one)) for one in _errors(workspace.loaded, workspace.config, today))
    errors = []
    for one in _errors(after, workspace.config, today):
        mark = fingerprint(one)
        known[mark] -= 1
        is_new = known[mark] < 0 or (one.item, one.key) in asked
        if is_new and not allowed(one):
            errors.append(one)
    if errors:
        raise RefusedError(_refusal(after, errors), errors[0].help)
    write_files(workspace, files, dry=dry)
    return after


def _refusal(after: Loaded, errors: Sequence[Diagnostic]) -> str:
    first = errors[0]
    source = after.sources.get(first.place.path)
    line = source.position(first.place.span.start).line if source else 1
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    subject = first.item or f"{first.place.path}:{line}"
    return f"nothing was written: {subject} would have a new error: {first.message} ({first.code} {first.name}){more}"


def _errors(loaded: Loaded, config: Config, today: date) -> list[Diagnostic]:
    config = config._replace(archive=())
    report = lint(loaded, config, AS_CONFIGURED.of(config), today)
    return [one for one in report.diagnostics if one.severity is Severity.ERROR]
