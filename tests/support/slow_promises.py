"""Small histories of two key results, and a second reading of what breaks a promise in them: slow, plain, by identity.

Nothing here asks the program: an item is followed by the number it was born with, and a promise is compared value by
value. `Told` is what a comparison has to say: the code, the item by its newer name, and whether a reason excuses it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from tests.support.ranges import Made

ENDS = {"2026-H2": date(2026, 12, 31), "2026": date(2026, 12, 31), "2027-H1": date(2027, 6, 30)}
_ENDED = ("dropped", "closed")
_REASONS = ("half the flats need new stairs", "two schools closed")
_PLACEHOLDERS = ("WHY", "TBD", ".", "<why>")


@dataclass(frozen=True)
class Item:
    """A key result, or with `period` the objective; `born` is what stays whatever becomes of it."""

    born: int
    name: str
    file: str = "plan/a.toml"
    former: tuple[str, ...] = ()
    title: str = "so much"
    target: int = 21
    baseline: int = 58
    unit: str = "days"
    due: str | None = None
    status: str | None = None
    reason: str | None = None
    period: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status not in _ENDED

    def text(self, objective: str) -> str:
        kind = "key_result" if self.period is None else "objective"
        lines = [f"[{kind}.{self.name}]", f'title = "{self.title} {self.born}"']
        lines += [f"formerly = {list(self.former)}".replace("'", '"')] * bool(self.former)
        lines += [f'status = "{self.status}"'] * bool(self.status) + [f'reason = "{self.reason}"'] * bool(self.reason)
        if self.period is not None:
            return "\n".join([*lines, f'period = "{self.period}"', ""])
        lines += [f'objective = "{objective}"', *[f"due = {self.due}"] * bool(self.due)]
        lines += [f'metric.name = "wait {self.born}"', f'metric.unit = "{self.unit}"', f"metric.target = {self.target}"]
        return "\n".join([*lines, f"metric.baseline = {self.baseline}", "metric.current = 40", ""])


State = Mapping[int, Item]
"""The items of a plan by what they were born as; 0 is the objective."""


@dataclass(frozen=True)
class Node:
    """A commit: what it leaves, why, what it follows."""

    state: State
    message: str
    parents: tuple[str, ...]


@dataclass
class History:
    """A base, the commits of a change, and plans outside of it that they grew from."""

    base: State
    commits: list[Node] = field(default_factory=list)
    outside: dict[str, State] = field(default_factory=dict)

    @property
    def head(self) -> State:
        return self.commits[-1].state if self.commits else self.base

    def before(self, node: Node) -> list[State]:
        known = {"base": self.base, **self.outside}
        return [known[name] if name in known else self.commits[int(name) - 1].state for name in node.parents]

    @property
    def made(self) -> list[Made]:
        return [Made(files(node.state), node.message, node.parents) for node in self.commits]


class Told(NamedTuple):
    code: str
    item: str
    excused: bool


def files(state: State) -> dict[str, str]:
    """Return the files of a plan."""
    found: dict[str, str] = {}
    for item in state.values():
        found[item.file] = found.get(item.file, "") + item.text(state[0].name)
    return found


# The second reading.


def expected(history: History) -> set[Told]:
    """Return what is to be said of a history."""
    base, head = history.base, history.head
    objective = head[0]
    if base[0].is_open and not objective.is_open:
        left = [one for one in _results(base) if one.is_open]
        if left:
            return {Told("PL805", _full(objective), _excused(history, 0, lambda then: not then.is_open))}
        return set()
    found: set[Told] = set()
    if _end(objective) > _end(base[0]):
        found.add(Told("PL802", _full(objective), _excused(history, 0, lambda then: _end(then) >= _end(objective))))
    for was in _results(base):
        if was.is_open:
            found |= _of_key_result(history, was, head.get(was.born))
    return found


def _of_key_result(history: History, was: Item, now: Item | None) -> Iterator[Told] | set[Told]:
    if now is None:
        return {
            Told("PL805", _full(_last(history, was.born)), _excused(history, was.born, lambda then: not then.is_open))
        }
    if not now.is_open:
        return {Told("PL805", _full(now), _excused(history, was.born, lambda then: not then.is_open))}
    found: set[Told] = set()
    other_unit = _unit(was) != _unit(now)
    unit_excused = _excused(history, was.born, lambda then: _unit(then) == _unit(now))
    if other_unit:
        found.add(Told("PL804", _full(now), unit_excused))
    if not other_unit or unit_excused:
        if now.target > was.target:
            found.add(Told("PL801", _full(now), _excused(history, was.born, lambda then: then.target >= now.target)))
        if now.baseline != was.baseline:
            found.add(
                Told("PL803", _full(now), _excused(history, was.born, lambda then: then.baseline == now.baseline))
            )
    if was.due != now.due and _due(now, history.head) > _due(was, history.base):
        found.add(
            Told(
                "PL802",
                _full(now),
                _excused(
                    history,
                    was.born,
                    lambda then: True,
                    lambda then, state: _due(then, state) >= _due(now, history.head),
                ),
            )
        )
    return found


def _excused(history: History, born: int, as_weak, as_weak_in=None) -> bool:  # type: ignore[no-untyped-def]
    """Whether a reason excuses that what was born as this is weaker; `as_weak` asks it of the item after a commit."""
    was, now = history.base.get(born), history.head.get(born)
    if now is not None and was is not None and now.reason not in (None, was.reason, *_PLACEHOLDERS):
        return True
    for node in history.commits:
        if not _speaks_for(history, node, born):
            continue
        then = node.state.get(born)
        if then is None:
            if now is None:
                return True
        elif as_weak(then) and (as_weak_in is None or as_weak_in(then, node.state)):
            return True
    return False


def _speaks_for(history: History, node: Node, born: int) -> bool:
    before = [state.get(born) for state in history.before(node)]
    then = node.state.get(born)
    if any(_meaning(one) == _meaning(then) for one in before):
        return False
    names = {_last(history, born).name} | ({then.name} if then is not None else {one.name for one in before if one})
    kind = "objective" if born == 0 else "key_result"
    names |= {f"{kind}.{name}" for name in names}
    for line in node.message.split("\n")[1:]:
        head, colon, text = line.strip().partition(":")
        word, _, name = head.partition("(")
        if not colon or word.strip().lower() != "plan-reason" or text.strip() in _PLACEHOLDERS:
            continue
        if not name or name.rstrip(") ") in names:
            return True
    return False


def _meaning(item: Item | None) -> Item | None:
    """Return an item without the file it stands in."""
    return None if item is None else replace(item, file="")


def _last(history: History, born: int) -> Item:
    """Return an item as the newer version has it, or as the older one had it."""
    return history.head.get(born) or history.base[born]


def _results(state: State) -> list[Item]:
    return [item for born, item in state.items() if born]


def _full(item: Item) -> str:
    return f"{'key_result' if item.period is None else 'objective'}.{item.name}"


def _unit(item: Item) -> str:
    return item.unit.replace(" ", "").lower()


def _end(objective: Item) -> date:
    return ENDS[objective.period or ""]


def _due(item: Item, state: State) -> date:
    return date.fromisoformat(item.due) if item.due else _end(state[0])


# The histories.

_START: State = {0: Item(0, "faster", period="2026-H2"), 1: Item(1, "wait"), 2: Item(2, "keys", target=14)}


@st.composite
def histories(draw: st.DrawFn, *, on_items: bool = False) -> History:
    """Draw a history: a branch, or one that is merged with what another line did meanwhile.

    With `on_items` no item goes, and what the change leaves has a new reason on each of its items.
    """
    start = _START
    if draw(st.booleans()):
        start = {**start, 1: replace(start[1], reason=_REASONS[0], due="2026-11-30")}
    edits = draw(st.one_of(st.lists(_EDITS, min_size=1, max_size=4), _STORIES))
    history = History(start)
    merging = draw(st.sampled_from(("none", "into main", "from main")))
    if merging == "none":
        _grow(draw, history, edits, "base", on_items)
    else:
        main = _moved(draw, start)
        history.base, history.outside = main, {"fork": start}
        _grow(draw, history, edits, "fork", on_items)
        merged = _merged(start, main, history.head)
        if draw(st.booleans()):
            merged = _edited(draw(_EDITS), merged, on_items)
        parents = ("base", str(len(history.commits)))
        history.commits.append(Node(merged, draw(_messages(merged)), parents[:: 1 if merging == "into main" else -1]))
        if merging == "from main":
            _grow(draw, history, draw(st.lists(_EDITS, max_size=2)), str(len(history.commits)), on_items)
    if on_items:
        why = {born: replace(item, reason=f"{_REASONS[1]}, and more") for born, item in history.head.items()}
        history.commits.append(Node(why, "Say why", (str(len(history.commits)),)))
    return history


def squashed(history: History) -> History:
    """Return a history in which one commit does it all, and says nothing."""
    return History(history.base, [Node(history.head, "All of it (#5)", ("base",))])


def _grow(
    draw: st.DrawFn, history: History, edits: Sequence[tuple[str, int, object]], parent: str, stays: bool
) -> None:
    state = history.outside.get(parent) or (history.base if parent == "base" else history.head)
    for edit in edits:
        before, state = state, _edited(edit, state, stays)
        message = draw(_messages({**before, **state}))
        history.commits.append(Node(state, message, (parent,)))
        parent = str(len(history.commits))


def _moved(draw: st.DrawFn, start: State) -> State:
    """Return what another line did meanwhile: a file moved, a key result renamed, another one edited."""
    state = dict(start)
    if draw(st.booleans()):
        state = {born: replace(item, file="plan/main.toml") for born, item in state.items()}
    if draw(st.booleans()):
        state[1] = replace(state[1], name="theirs", former=("wait",))
    if draw(st.booleans()):
        state[2] = replace(state[2], target=16)
    return state


def _merged(fork: State, main: State, branch: State) -> State:
    """Merge two lines value by value; where both differ the branch's counts."""
    found: dict[int, Item] = {}
    for born in fork:
        if born not in branch:
            continue
        values = {}
        for key, value in vars(branch[born]).items():
            values[key] = getattr(main[born], key) if value == getattr(fork[born], key) else value
        if values["name"] == main[born].name != branch[born].name:
            values["former"] = (*main[born].former, *branch[born].former)
        found[born] = Item(**values)
    for born, item in found.items():
        names = (fork[born].name, main[born].name, branch[born].name)
        former = tuple(dict.fromkeys((*item.former, *(name for name in names if name != item.name))))
        found[born] = replace(item, former=former)
    return found


_EDITS = st.one_of(
    st.tuples(st.just("target"), st.sampled_from((1, 2)), st.sampled_from((14, 18, 21, 22, 30, 38))),
    st.tuples(st.just("target"), st.sampled_from((1, 2)), st.sampled_from((14, 18, 21, 22, 30, 38))),
    st.tuples(st.just("baseline"), st.sampled_from((1, 2)), st.sampled_from((58, 60, 70))),
    st.tuples(st.just("unit"), st.sampled_from((1, 2)), st.sampled_from(("days", "Days", " days", "weeks", "WEEKS"))),
    st.tuples(
        st.just("due"), st.sampled_from((1, 2)), st.sampled_from((None, "2026-11-30", "2026-12-15", "2027-02-28"))
    ),
    st.tuples(st.just("status"), st.sampled_from((0, 1, 2)), st.sampled_from((None, "on-track", "dropped", "closed"))),
    st.tuples(st.just("title"), st.sampled_from((1, 2)), st.sampled_from(("more", "less"))),
    st.tuples(st.just("reason"), st.sampled_from((0, 1, 2)), st.sampled_from((*_REASONS, *_PLACEHOLDERS))),
    st.tuples(st.just("period"), st.just(0), st.sampled_from(("2026", "2027-H1"))),
    st.tuples(st.just("file"), st.sampled_from((0, 1, 2)), st.sampled_from(("plan/b.toml", "plan/c.toml"))),
    st.tuples(st.just("name"), st.sampled_from((1, 2)), st.sampled_from(("other", "third"))),
    st.tuples(st.just("gone"), st.sampled_from((1, 2)), st.none()),
    st.tuples(st.just("back"), st.sampled_from((1, 2)), st.sampled_from((14, 21, 38))),
)


_STORIES = st.sampled_from(
    [
        [(key, born, value) for key, value in story]
        for born in (1, 2)
        for story in (
            (("gone", None), ("back", 38)),
            (("unit", "weeks"), ("target", 38)),
            (("target", 38), ("unit", "weeks"), ("baseline", 60)),
            (("status", "dropped"), ("gone", None)),
            (("name", "other"), ("target", 38), ("name", "third")),
            (("target", 22), ("target", 38), ("target", 30)),
        )
    ]
)
"""Edits that follow each other where a reason for one of them is not one for the rest."""


def _edited(edit: tuple[str, int, object], state: State, stays: bool = False) -> State:
    key, born, value = edit
    item = state.get(born)
    if key == "back":
        return state if item else {**state, born: replace(_START[born], target=value)}  # type: ignore[arg-type]
    if item is None or (stays and key == "gone"):
        return state
    if key == "gone":
        return {one: other for one, other in state.items() if one != born}
    if key == "name":
        name = f"{value}-{born}"
        if name == item.name or name in item.former:
            return state
        return {**state, born: replace(item, name=name, former=(*item.former, item.name))}
    return {**state, born: replace(item, **{key: value})}  # type: ignore[arg-type]


def _messages(state: State) -> st.SearchStrategy[str]:
    names = [item.name for item in state.values()]
    lines = st.one_of(
        st.just(""),
        st.just(""),
        st.builds("Plan-Reason: {}".format, st.sampled_from(_REASONS)),
        st.builds("  plan-reason : {}".format, st.sampled_from(_REASONS)),
        st.builds("Plan-Reason({}): {}".format, st.sampled_from([*names, "nobody"]), st.sampled_from(_REASONS)),
        st.builds("Plan-Reason(key_result.{}): {}".format, st.sampled_from(names), st.sampled_from(_REASONS)),
        st.builds("Plan-Reason: {}".format, st.sampled_from(_PLACEHOLDERS)),
        st.builds("Plan Reason: {}".format, st.sampled_from(_REASONS)),
    )
    return st.builds("Change the plan\n\n{}\n\nThe minutes say more.".format, lines)
