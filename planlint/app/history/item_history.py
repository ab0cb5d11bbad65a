"""What `planlint check --history` asks: what git tells of the items, up to what is checked."""

import argparse
from datetime import date

from planlint.app.history.query import Reading, shallow_clone
from planlint.app.workspace import Workspace
from planlint.cli.options import today_of
from planlint.cli.plan import where_of
from planlint.commit import Logged
from planlint.diff.compare import diff
from planlint.history.entries import Entry, entries, entry_of
from planlint.history.item_history import Traces
from planlint.load.two_versions import both_sides, files_of, read_files
from planlint.toml import MAX_BYTES
from planlint.trees.git.repository import Repository


def traces_of(workspace: Workspace, options: argparse.Namespace) -> Traces:
    """Return the changes of a plan's items: those committed, and today's that are not; `PlanlintError` without git."""
    return _traces(workspace, options)


def _traces(workspace: Workspace, options: argparse.Namespace) -> Traces:
    repository = Repository.open(where_of(options).folder)
    tip = repository.resolve(options.rev or "HEAD")
    if repository.shallow:
        raise shallow_clone("leave out --history to check without the rules on history")
    quiet = argparse.Namespace(no_cache=False, verbose=options.verbose)
    record = Reading(quiet, repository, workspace.root, workspace.config).record(tip, all_commits=False)
    told = entries(record.lines)
    if options.rev is None:
        told += _uncommitted(workspace, repository, tip, today_of(options))
    return Traces(told, workspace.loaded.plan)


def _uncommitted(workspace: Workspace, repository: Repository, tip: str, today: date) -> list[Entry]:
    """Return what is not committed yet as if it were, today."""
    contents = repository.commit(tip, repository.prefix(workspace.root.folder), workspace.config.wants, MAX_BYTES)
    both = both_sides(read_files(contents.items()), files_of(workspace.loaded, workspace.tree))
    when = f"{today}T12:00:00+00:00"
    commit = Logged("0" * len(tip), (), when, when, "", "", "")
    known = {**both.base.plan.items, **both.head.plan.items}
    return [entry_of(change, known[change.item].title, commit) for change in diff(both.base.plan, both.head.plan)]
