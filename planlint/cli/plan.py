"""What the options of a command ask for: which plan, which kinds of items, a request of the application."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from planlint.app.settings import Where
from planlint.app.workspace import MOST_BYTES, Workspace, open_workspace
from planlint.cli.options import Options, today_of
from planlint.cli.output import note
from planlint.errors import PlanlintError

Request = TypeVar("Request")


def where_of(options: Options) -> Where:
    """Return where the options say that the plan is, and which version of it is meant."""
    name = getattr(options, "stdin_filename", None)
    return Where(
        root=options.root,
        config=options.config,
        rev=getattr(options, "rev", None),
        staged=getattr(options, "staged", False),
        unsaved={} if name is None else {name: sys.stdin.buffer.read(MOST_BYTES)},
    )


def request_of(kind: Callable[..., Request], options: Options, **given: Any) -> Request:
    """Return a request: each field is what is `given` for it, else what its option says, else its default.

    A dataclass or named tuple whose fields are called as the options are.
    """
    fields = vars(options) | {"where": where_of(options), "today": today_of(options)} | given
    said = {name: fields[name] for name in kind.__match_args__ if name in given or fields.get(name) is not None}  # type: ignore[attr-defined]
    return kind(**said)


def open_plan(options: Options, *, allow_empty: bool = False) -> Workspace:
    """Read the plan that the options name; with --verbose, print where it comes from."""
    workspace = open_workspace(where_of(options), allow_empty=allow_empty)
    if options.verbose:
        note(*workspace.details)
    return workspace


def kinds_of(options: Options) -> frozenset[str] | None:
    """Return the kinds that --kind asks for, None for all; `PlanlintError` for an unknown one."""
    from planlint.model.items import KINDS
    from planlint.model.naming import kinds_named

    if options.kind is None:
        return None
    if not options.kind:
        raise PlanlintError("--kind has no value", "leave it out to show everything")
    kinds = kinds_named(options.kind)
    return None if kinds == KINDS.keys() else kinds
