"""Mends what has one certain remedy, and waives what is found where that is wanted."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from planlint.app.workspace import Workspace, with_texts, write
from planlint.edit.fixes import Fixed, Texts, fixed
from planlint.edit.ignores import add_ignores
from planlint.errors import PlanlintError
from planlint.lint import Report
from planlint.load import Loaded
from planlint.plural import count

__all__ = ["Fixed", "Judge", "WrittenFixes", "mended", "waive", "write_fixes"]

Judge = Callable[[Workspace], Report]


class WrittenFixes(NamedTuple):
    """The workspace as it is after something was written, and what there is to say of that.

    `unstaged` says whether what was written still has to be staged; `refused` what was not written, and why.
    """

    workspace: Workspace
    notes: tuple[str, ...]
    unstaged: bool = False
    refused: tuple[str, ...] = ()


def fixes(workspace: Workspace, judge: Judge, *, unsafe: bool = False) -> Fixed:
    """Return what could be fixed in a workspace; nothing is written."""

    def again(texts: Texts) -> tuple[Loaded, Report]:
        new = with_texts(workspace, texts)
        return new.loaded, judge(new)

    return fixed(workspace.loaded, judge(workspace), again, unsafe=unsafe)


def mended(workspace: Workspace, judge: Judge, *, unsafe: bool) -> tuple[Workspace, Fixed]:
    """Return the workspace with all that could be fixed, and what was; nothing is written."""
    done = fixes(workspace, judge, unsafe=unsafe)
    return with_texts(workspace, done.texts), done


def write_fixes(before: Workspace, after: Workspace, done: Fixed, *, staged: bool) -> WrittenFixes:
    """Write what was fixed.

    Of the index only such files are mended that the working tree holds unchanged: the rest of an unfinished edit is
    not ours to mix with.
    """
    ends = {path: _line_end(before, path) for path in done.texts} if staged else {}
    left = {path for path, end in ends.items() if end is None}
    refused = tuple(f"'{path}' has changes that are not staged: not fixed" for path in sorted(left))
    texts = {path: text for path, text in done.texts.items() if path not in left}
    after = with_texts(before, texts) if left else after
    write(_with_line_ends(before, ends), _with_line_ends(after, ends))
    notes: tuple[str, ...] = ()
    if done.mended and not left:
        notes = (f"fixed {count(done.mended, 'finding')} in {count(len(texts), 'file')}",)
    unstaged = staged and bool(texts)
    return WrittenFixes(after, notes, unstaged, refused)


def waive(workspace: Workspace, report: Report, reason: str, today: date) -> WrittenFixes:
    """Waive what a report finds, by comments that give a reason."""
    reason = reason.strip()
    if not reason or not reason.isprintable():
        raise PlanlintError("--add-ignores needs a reason in one line", 'for example --add-ignores "since before 2027"')
    waived = add_ignores(workspace.loaded.documents, report.diagnostics, reason, today)
    after = with_texts(workspace, waived.texts)
    write(workspace, after)
    return WrittenFixes(after, (f"waived {count(waived.added, 'finding')} in {count(len(waived.texts), 'file')}",))


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
