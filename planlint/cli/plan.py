"""Opens the plan that the options of a command name."""

import argparse
import sys

from planlint.app.settings import Where
from planlint.app.workspace import MOST_BYTES, Workspace, open_workspace
from planlint.cli.output import note


def where_of(options: argparse.Namespace) -> Where:
    """Return where the options say that the plan is, and which version of it is meant."""
    name = getattr(options, "stdin_filename", None)
    return Where(
        root=options.root,
        config=options.config,
        rev=getattr(options, "rev", None),
        staged=getattr(options, "staged", False),
        unsaved={} if name is None else {name: sys.stdin.buffer.read(MOST_BYTES)},
    )


def open_plan(options: argparse.Namespace, *, allow_empty: bool = False, own_settings: bool = False) -> Workspace:
    """Read the plan that the options name; with --verbose, print where it comes from."""
    workspace = open_workspace(where_of(options), allow_empty=allow_empty, own_settings=own_settings)
    if options.verbose:
        note(*workspace.details)
    return workspace
