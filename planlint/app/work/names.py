"""What commits mean by the names they give: items of the plan now, or the last that is known of them."""

from functools import cached_property
from typing import TYPE_CHECKING

from planlint.app.workspace import Workspace
from planlint.commit import Commit, utc_day
from planlint.history.work_names import WorkNames, gone_words
from planlint.load.table_cache import TableReader
from planlint.model.days import day_text
from planlint.model.items import Item
from planlint.model.naming import WORK_KINDS, NamingError, find_item, item_named, names_meant
from planlint.model.plan import Plan
from planlint.model.work_answer import NamedItem
from planlint.toml import MAX_BYTES, Fault
from planlint.trees.git.first_parents import Line
from planlint.trees.git.repository import Repository

if TYPE_CHECKING:
    from planlint.app.history.read import Reading


class Meanings:
    """Tells what names in commits mean, by the plan as it is; the history is read only where that does not tell."""

    def __init__(self, workspace: Workspace, repository: Repository, tip: str) -> None:
        self._plan = workspace.loaded.plan
        self._workspace = workspace
        self._repository = repository
        self._prefix = repository.prefix(workspace.root.folder)
        self._tip = tip
        self._reader = TableReader()

    def of(self, text: str, commit: Commit) -> NamedItem:
        """Return what a commit means by a name."""
        item = self._surely(text, commit)
        if item is not None:
            return NamedItem(text, item.name)
        name = self._names.of(text, commit.oid) if self._names is not None else self._by_the_plan(text)
        if name is None:
            return NamedItem(text, None, self._unknown(text))
        if name in self._plan.items:
            return NamedItem(text, name)
        return NamedItem(text, name, self._became(name))

    def last_known(self, name: str) -> tuple[Plan, Item] | None:
        """Return the last plan that had an item which is gone, and the item as it was; None where that is not known."""
        removal = self._names.removal(name) if self._names is not None else None
        parent = None if removal is None else self._repository.find(f"{removal.commit}^")
        if parent is None:
            return None
        plan = self._reading.plan(parent)
        item = plan.get(name)
        return None if item is None else (plan, item)

    @cached_property
    def _reading(self) -> "Reading":
        from planlint.app.history.read import Reading  # few questions need the history

        return Reading(self._repository, self._workspace.root, self._workspace.config)

    @cached_property
    def _names(self) -> WorkNames | None:
        """The names items have had; None where the clone is shallow, and does not know."""
        if self._repository.shallow:
            return None
        lines = self._reading.record(self._tip, all_commits=False).lines
        return WorkNames(lines, self._plan, lambda: Line(self._repository, self._tip).places())

    def _surely(self, text: str, commit: Commit) -> Item | None:
        """Return the item that has a name now, where its file had the same one at the commit: nobody took its id."""
        here = [name for name in names_meant(text, WORK_KINDS) if name in self._plan.items]
        if len(here) != 1 or here[0] in self._plan.former:
            return None
        item = self._plan.items[here[0]]
        path = self._prefix + item.site.path
        data = self._repository.file(commit.oid, path)
        try:
            then = {} if data is None or len(data) > MAX_BYTES else self._reader.items(item.site.path, data)
        except Fault:
            return None
        others = [name for name in names_meant(text, WORK_KINDS) if name in then and name != item.name]
        was = then.get(item.name)
        return item if was is not None and not others and was.title == item.title else None

    def _by_the_plan(self, text: str) -> str | None:
        try:
            item = item_named(self._plan, text, WORK_KINDS)
        except NamingError:
            return None
        return None if item is None else item.name

    def _unknown(self, text: str) -> str:
        try:
            find_item(self._plan, text)
        except NamingError as error:
            return f"{error.message}; {error.help}" if error.help else error.message
        return f"'{text}' may mean several items"

    def _became(self, name: str) -> str:
        removal = self._names.removal(name) if self._names is not None else None
        if removal is None:
            return f"{gone_words(name)} is no longer in the plan"
        return (
            f"{gone_words(name)} was removed from the plan on {day_text(utc_day(removal.date))} in {removal.commit[:7]}"
        )
