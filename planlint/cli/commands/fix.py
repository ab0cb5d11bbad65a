"""`planlint check --fix` and `--diff`: mend what has one certain remedy."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from planlint.app.workspace import Workspace, inside, with_texts, write
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.output import note, say, say_exactly, style_for
from planlint.edit.fixes import Fixed, Texts, fixed
from planlint.errors import PlanlintError
from planlint.load import Loaded
from planlint.plural import count
from planlint.render.edits.patch import patch

if TYPE_CHECKING:
    from planlint.lint import Report

Judge = Callable[[Workspace], "Report"]


def require_sense(options: argparse.Namespace) -> None:
    """Refuse options that contradict each other; `PlanlintError` with what to leave out."""
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise PlanlintError("--unsafe-fixes says which fixes, and needs --fix or --diff")
    if options.fix and options.diff:
        raise PlanlintError("--diff shows what --fix would write", "choose one of them")
    if options.base is not None:
        raise PlanlintError("what was changed is not mended, only what is", "leave out --base")
    if options.fix and options.rev is not None:
        raise PlanlintError("a commit cannot be changed", "leave out --rev, or use --diff")
    if (options.fix or options.diff) and (options.add_ignores is not None or options.write_baseline is not None):
        raise PlanlintError("first --fix, then --add-ignores or --write-baseline", "run them one after the other")


def mended(workspace: Workspace, judge: Judge, *, unsafe: bool) -> tuple[Workspace, Fixed]:
    """Return the workspace with all that could be fixed, and what was; nothing is written."""

    def again(texts: Texts) -> tuple[Loaded, "Report"]:
        new = with_texts(workspace, texts)
        return new.loaded, judge(new)

    done = fixed(workspace.loaded, judge(workspace), again, unsafe=unsafe)
    return with_texts(workspace, done.texts), done


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


def put(options: argparse.Namespace, before: Workspace, after: Workspace, done: Fixed) -> tuple[Workspace, bool]:
    """Write what was fixed; return what stands there then, and whether that still has to be staged.

    Of the index only such files are mended that the working tree holds unchanged: the rest of an unfinished edit is
    not ours to mix with.
    """
    ends = {path: _line_end(before, path) for path in done.texts} if options.staged else {}
    left = {path for path, end in ends.items() if end is None}
    for path in sorted(left):
        note(f"'{path}' has changes that are not staged: not fixed")
    texts = {path: text for path, text in done.texts.items() if path not in left}
    after = with_texts(before, texts) if left else after
    write(_with_line_ends(before, ends), _with_line_ends(after, ends))
    if done.mended and not left and not options.quiet:
        note(f"fixed {count(done.mended, 'finding')} in {count(len(texts), 'file')}")
    unstaged = options.staged and bool(texts)
    if unstaged:
        note("what is staged is as it was: look at the fixes, and stage them with git add")
    return after, unstaged


def _line_end(workspace: Workspace, path: str) -> bytes | None:
    """Return how lines end in a file that the disk holds as the index does; None where they differ in more than that.

    Git may have converted line ends on the way to the disk.
    """
    staged = workspace.tree[path]
    try:
        disk = (workspace.root.folder / path).read_bytes()
    except OSError:
        return None
    if not isinstance(staged, bytes):
        return None
    return next((end for end in (b"\n", b"\r\n") if disk == staged.replace(b"\n", end)), None)


def _with_line_ends(workspace: Workspace, ends: Mapping[str, bytes | None]) -> Workspace:
    """Return the workspace with its files as they are to be on the disk."""
    tree = {
        path: content.replace(b"\n", ends.get(path) or b"\n") if isinstance(content, bytes) else content
        for path, content in workspace.tree.items()
    }
    return workspace._replace(tree=tree)
