"""The histories of a plan's items, up to what is checked: the changes committed, and today's that are not."""

from datetime import date

from planlint.app.history.read import Reading, shallow_clone
from planlint.app.settings import Where
from planlint.app.workspace import Workspace
from planlint.commit import Commit
from planlint.history.fold import step_between
from planlint.history.item_history import ItemHistories
from planlint.history.line_format import write_lines
from planlint.load.two_versions import both_sides, files_of, read_files
from planlint.toml import MAX_BYTES
from planlint.trees import TreeError
from planlint.trees.git.repository import Repository

__all__ = ["ItemHistories", "item_histories", "known_item_histories"]


def item_histories(workspace: Workspace, where: Where, today: date) -> ItemHistories:
    """Return the histories of a plan's items; `PlanlintError` without git, or where the clone lacks older commits."""
    repository = where.repository
    tip = repository.resolve(where.rev or "HEAD")
    if repository.shallow:
        raise shallow_clone("leave out --history to check without the rules on history")
    return _read(workspace, repository, tip, today if where.rev is None else None)


def known_item_histories(workspace: Workspace, today: date) -> ItemHistories:
    """Return what is known of the histories of a plan's items: nothing without git, a repository or a commit.

    `TreeError` where git fails later on.
    """
    try:
        repository = Repository.open(workspace.root.folder)
        tip = repository.resolve("HEAD")
    except TreeError:
        return ItemHistories(b"")
    return _read(workspace, repository, tip, today)


def _read(workspace: Workspace, repository: Repository, tip: str, today: date | None) -> ItemHistories:
    """Return the histories up to a commit, and with a day also what is not committed on it."""
    record = Reading(repository, workspace.root, workspace.config).record(tip, all_commits=False)
    uncommitted = b"" if today is None else uncommitted_lines(workspace, repository, tip, today)
    return ItemHistories(record.lines + uncommitted, repository.shallow_commits)


def uncommitted_lines(workspace: Workspace, repository: Repository, tip: str, today: date) -> bytes:
    """Return what is not committed yet as if it were, today."""
    contents = repository.commit(tip, repository.prefix(workspace.root.folder), workspace.config.wants, MAX_BYTES)
    both = both_sides(read_files(contents.items()), files_of(workspace.loaded, workspace.tree))
    when = f"{today}T12:00:00+00:00"
    return write_lines(step_between(Commit("0" * len(tip), (), when, when), both.base.plan, both.head.plan))
