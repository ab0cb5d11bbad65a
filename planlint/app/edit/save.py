"""Writes an edited plan, unless that would break it."""

from collections.abc import Collection, Mapping
from datetime import date

from planlint.app.workspace import Workspace
from planlint.diagnostic import Diagnostic
from planlint.edit.new_errors import Renaming, new_errors
from planlint.edit.set_values import content_of
from planlint.errors import PlanlintError
from planlint.load import Loaded, load
from planlint.schema import Schema
from planlint.trees import schema_dict
from planlint.trees.writing import Replacement, replace_files


class RefusedError(PlanlintError):
    """The plan would have an error that it has not now."""


def save(
    workspace: Workspace,
    files: Mapping[str, bytes],
    today: date,
    asked: Collection[tuple[str, str]] = (),
    renamed: Renaming = lambda mark: mark,
) -> Loaded:
    """Put new contents in place of plan files, all or none, and return the plan as it is then.

    `RefusedError` where `check` would find an error that it did not find before (see `new_errors`), `PlanlintError`
    where a file cannot be replaced; nothing is then written.
    """
    after = load({**workspace.tree, **files}, Schema(schema_dict("plan")))
    errors = new_errors(workspace.loaded, after, workspace.config, today, asked, renamed)
    if errors:
        raise RefusedError(_refusal(after, errors), errors[0].help)
    replace_files(
        workspace.root.folder,
        {path: Replacement(content_of(workspace.tree, path), data) for path, data in files.items()},
    )
    return after


def _refusal(after: Loaded, errors: tuple[Diagnostic, ...]) -> str:
    first = errors[0]
    source = after.sources.get(first.place.path)
    line = source.position(first.place.span.start).line if source else 1
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    subject = first.item or f"{first.place.path}:{line}"
    return f"nothing was written: {subject} would have a new error: {first.message} ({first.code} {first.name}){more}"
