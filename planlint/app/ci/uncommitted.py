"""What lies on the disk and is not committed, while `ci` checks HEAD."""

from planlint.app.ci.check import Checked
from planlint.toml import MAX_BYTES
from planlint.tree import Tree
from planlint.trees import worktree
from planlint.trees.named_paths import is_folder


def uncommitted_notes(checked: Checked) -> list[str]:
    """Return what a person at a desk has to know, whose files on the disk are not those that were checked."""
    root, top = checked.workspace.root, checked.request.where.repository.top
    if checked.request.event.service != "none" or top is None or not is_folder(root.folder):
        return []
    links = checked.workspace.links
    disk = worktree(root, checked.workspace.config.wants, MAX_BYTES)
    there = {path: one for path, one in disk.items() if not any(f"{path}/".startswith(f"{link}/") for link in links)}
    if _with_unix_ends(there) == _with_unix_ends(checked.workspace.tree):
        return []
    return ["only HEAD was checked: uncommitted changes were ignored"]


def _with_unix_ends(tree: Tree) -> dict[str, object]:
    """Return files as git may keep them, which converts line ends on the way to the disk."""
    return {path: one.replace(b"\r\n", b"\n") if isinstance(one, bytes) else one for path, one in tree.items()}
