"""`planlint check --fix` and `--diff`: mend what has one certain remedy."""

import argparse
import sys

from planlint.app.edit.fix import Fixed
from planlint.app.workspace import Workspace, inside
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.output import say, say_exactly, style_for
from planlint.errors import PlanlintError
from planlint.render.edits.patch import patch


def require_sense(options: argparse.Namespace) -> None:
    """Refuse options that contradict each other; `PlanlintError` with what to leave out."""
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise PlanlintError("--unsafe-fixes needs --fix or --diff")
    if options.fix and options.diff:
        raise PlanlintError("--diff cannot be combined with --fix", "choose one of them")
    if options.base is not None:
        raise PlanlintError("--fix cannot be combined with --base", "leave out --base")
    if options.fix and options.rev is not None:
        raise PlanlintError("a commit cannot be changed", "leave out --rev, or use --diff")
    if (options.fix or options.diff) and (options.add_ignores is not None or options.write_baseline is not None):
        raise PlanlintError("--fix cannot be combined with --add-ignores or --write-baseline", "run --fix first")


def show(options: argparse.Namespace, workspace: Workspace, done: Fixed) -> int:
    """Print what would change; the exit status says whether anything would."""
    changes = {path: (workspace.loaded.sources[path].text, text) for path, text in done.texts.items()}
    on_screen = options.output is None and sys.stdout is not None and sys.stdout.isatty()
    say(patch(changes, style_for(options), exact=not on_screen), options.output, "text" if on_screen else "patch")
    return FINDINGS if done.texts and not options.exit_zero else OK


def pass_on(options: argparse.Namespace, after: Workspace) -> None:
    """Print the text of standard input with what could be fixed, as formatters do."""
    path = inside(after.root, options.stdin_filename)
    content = after.tree[path]
    say_exactly(content if isinstance(content, bytes) else b"", options.output)
