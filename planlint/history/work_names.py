"""Which item a commit means by a name: as the plan had it at that commit, under the name the item has now."""

from collections.abc import Callable, Mapping
from functools import cache

from planlint.history.line_format import LogEntry, read_lines, read_names
from planlint.model import KINDS, Plan, words_of
from planlint.model.naming import WORK_KINDS, names_meant

Places = Callable[[], Mapping[str, int]]
"""Returns how many commits of the line of first parents each commit has below it, itself included."""


class WorkNames:
    """The names of items over time, along the line of first parents.

    `lines` are all changes in the format of `line_format`. `places` says where commits stand on that line, or left it;
    it is asked only where a name has meant several items.
    """

    def __init__(self, lines: bytes, plan: Plan, places: Places) -> None:
        self._plan = plan
        self._places = cache(places)
        self._events = list(read_names(lines))
        self._removed: dict[str, bytes] = {}
        births: dict[str, int] = {}
        left: set[str] = set()
        self._newest: dict[str, str] = {}
        for verb, name, before, _, line in self._events:
            if before is not None:
                left.add(before)
                self._newest[before] = name
            self._newest.pop(name, None)
            if verb == "removed":
                self._removed[name] = line
            else:
                births[name] = births.get(name, 0) + 1
                self._removed.pop(name, None)
        self._known = births.keys() | left
        self._shared = {name for name in left if births.get(name, 0) > 1}

    def removal(self, name: str) -> LogEntry | None:
        """Return the change by which an item left the plan, None where it did not; `before` are the fields it had."""
        line = self._removed.get(name)
        return None if line is None else read_lines(line)[0]

    def of(self, text: str, oid: str) -> str | None:
        """Return the newest full name of the item that a commit means; None for none, and where it may be several."""
        meant = names_meant(text, WORK_KINDS)
        known = [name for name in meant if name in self._known]
        if not known:
            here = [name for name in meant if name in self._plan.items]
            former = [self._plan.former[name].name for name in meant if name in self._plan.former]
            found = here or former
            return found[0] if len(found) == 1 else None
        if len(known) == 1 and known[0] not in self._shared:
            return self._now(known[0], 0)
        return self._as_of(known, self._places().get(oid, 0))

    def parents_of(self, name: str) -> list[str]:
        """Return the full names of what an item serves; of one that is gone what it served last."""
        item = self._plan.get(name)
        if item is not None:
            return [parent.name for parent in self._plan.parents(item)]
        gone = self.removal(name)
        if gone is None:
            return []
        kind, _, identifier = name.partition(".")
        item = KINDS[kind](identifier, gone.before, "")
        return [self._now(parent, 0) for parent in item.parent_names()]

    def _as_of(self, known: list[str], place: int) -> str | None:
        """Return what one of some names meant at a place on the line; else what it meant next, or last."""
        places = self._places()
        there: dict[str, bool] = {}
        later: tuple[str, int] | None = None
        last: str | None = None
        for verb, name, before, commit, _ in self._events:
            at = places.get(commit, 0)
            if at <= place:
                if before in known:
                    there[before], last = False, before
                if name in known:
                    there[name], last = verb != "removed", name
            elif later is None and name in known and verb != "removed":
                later = name, at
        alive = [name for name, is_there in there.items() if is_there]
        if len(alive) > 1:
            return None
        if alive:
            return self._now(alive[0], place)
        return self._now(*later) if later is not None else self._now(last or known[0], place)

    def _now(self, name: str, place: int) -> str:
        """Return the newest name of an item that had a name at a place on the line; 0 where nobody else ever had it."""
        if name in self._shared or place:
            places = self._places()
            for verb, newer, before, commit, _ in self._events:
                if verb == "renamed" and before == name and places.get(commit, 0) > place:
                    name = newer
        else:
            seen = {name}
            while (following := self._newest.get(name)) is not None and following not in seen:
                name = following
                seen.add(name)
        if name not in self._plan.items and name in self._plan.former:
            return self._plan.former[name].name  # it came back under another id
        return name


def gone_words(name: str) -> str:
    """Return an item that is gone as people name it: `task call-list`."""
    kind, _, identifier = name.partition(".")
    return f"{words_of(kind)} {identifier}"
