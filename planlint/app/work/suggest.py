"""Which items a person may be working for: their open tasks, first those that the branch is called after."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from planlint.app.history.work_record import work_of
from planlint.app.settings import Where
from planlint.app.workspace import open_workspace
from planlint.model.figures.effective import is_open
from planlint.model.items import Item, Person, Task
from planlint.model.plan import Plan
from planlint.trees.git.pending_commit import Author, author, branch

_MOST = 8
_LOOKED_AT = 100  # commits in which somebody may have named an item


class Suggestions(NamedTuple):
    """Items that a commit may be for, and the word that names them."""

    word: str
    items: tuple[Item, ...] = ()


def suggestions(where: Where) -> Suggestions:
    """Return the items for a commit of what is staged; none where no settings and no recent commit speak of work."""
    repository = where.repository
    workspace = open_workspace(where.but(staged=True), allow_empty=True)
    word = workspace.config.work.trailer
    if not workspace.config.work.is_written and not work_of(repository, (f"-{_LOOKED_AT}", "HEAD"), word):
        return Suggestions(word)
    plan = workspace.loaded.plan
    words = _words(branch(repository) or "")
    tasks = [task for task in plan.of(Task) if is_open(plan, task)]
    called = [task for task in tasks if f"-{_folded(task.id)}-" in words]
    theirs = set(_ids(plan, author(repository)))
    own = [task for task in tasks if _folded(task.text("assignee") or "") in theirs]
    under_way = sorted(own, key=lambda task: task.status != "doing")
    names = dict.fromkeys(task.name for task in (*called, *under_way))
    return Suggestions(word, tuple(plan.items[name] for name in islice(names, _MOST)))


def _words(name: str) -> str:
    """Return the name of a branch with `-` around each of its words."""
    return f"-{_folded(''.join(char if char.isalnum() else '-' for char in name))}-"


def _folded(text: str) -> str:
    return text.casefold().replace("_", "-")


def _ids(plan: Plan, who: Author) -> Iterator[str]:
    """Yield what the plan may call a person: by mail address, else by name; without a directory also what both say."""
    people = plan.of(Person)
    for person in people:
        if _same(person.text("email"), who.email) or (
            not person.text("email") and _same(person.text("name"), who.name)
        ):
            yield _folded(person.id)
    if not people:
        yield from (_folded(text) for text in (who.name, who.email, who.email.partition("@")[0]) if text)


def _same(text: str | None, other: str) -> bool:
    return bool(text) and (text or "").casefold() == other.casefold()
