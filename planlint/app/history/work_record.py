"""One pass over the messages of a history: which commits name items of the plan. What was read is kept."""

from collections.abc import Sequence

from planlint.app.history.store import FileStore
from planlint.diff.named_items import items_named
from planlint.history.work import WorkCommit, WorkRecord, read_work, write_work
from planlint.trees.git.log import commits
from planlint.trees.git.repository import Repository
from planlint.version import __version__

_KIND = "work"
_FORMAT = 1


def work_record(repository: Repository, tip: str, word: str, *, keeps: bool = True) -> WorkRecord:
    """Return the commits up to a tip, on all lines of the history, whose messages name items after a word.

    With `keeps` only what is new is read, and what was read is kept where that can be written.
    """
    if not keeps:
        return WorkRecord(tip, work_of(repository, (tip,), word))
    store = FileStore(repository.common_dir, _KIND, (_FORMAT, __version__, word, repository.disguises()))
    old = _stored(repository, tip, store)
    if old is not None and old.tip == tip:
        return old
    new = work_of(repository, (tip, f"^{old.tip}") if old else (tip,), word)
    record = WorkRecord(tip, (*(old.commits if old else ()), *new))
    store.save(tip, (write_work(record.commits),), old.tip if old else None)
    return record


def work_of(
    repository: Repository, revisions: Sequence[str], word: str, below: Sequence[str] = ()
) -> tuple[WorkCommit, ...]:
    """Return the commits among some that name items, as git lists them, without their messages."""
    found = ((one, items_named(one.message, word)) for one in commits(repository, revisions, word, below))
    return tuple([WorkCommit(one.without_message(), named) for one, named in found if named])


def _stored(repository: Repository, tip: str, store: FileStore) -> WorkRecord | None:
    """Return what is kept up to the tip, or up to a commit below it; None where nothing is."""
    kept = store.tips()
    for oid in sorted(kept, key=lambda oid: oid != tip):
        if not repository.leads_to(oid, tip):
            continue
        sections = store.load(oid)
        if sections is None or len(sections) != 1:
            continue
        try:
            return WorkRecord(oid, tuple(read_work(sections[0])))
        except (ValueError, TypeError):
            continue
    return None
