"""Small plans, sound and broken, made by hypothesis."""

from hypothesis import strategies as st

_IDS = ["a", "b", "c"]
_NONE = st.none()
_TITLES = st.sampled_from(
    [
        '"The wait from intake to keys is three weeks"',
        '"Launch the portal"',
        '"Raise NPS to 45 and sign 30 partners"',
        '"Work on the list"',
        '"TBD"',
        '"Keep families housed"',
        "'''Two\nlines'''",
        '"# planlint: ignore-file[PL] -- a text is no comment"',
    ]
)
_DAYS = st.sampled_from(["2026-09-01", "2026-12-31", '"2026-Q4"', '"2026-Q9"', '"2026-12-31"'])
_PARENTS = {
    "vision": "purpose",
    "outcome": "vision",
    "objective": "outcome",
    "key_result": "objective",
    "tactic": "key_result",
    "task": "tactic",
}
_STATUSES = {
    "objective": ["planned", "on-track", "done", "closed"],
    "key_result": ["planned", "on-track", "done", "closed", "started"],
    "tactic": ["planned", "on-track", "done"],
    "task": ["todo", "doing", "done", "dropped", "finished"],
}


def _line(key: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(_NONE, values.map(lambda value: f"{key} = {value}"))


def _references(kind: str) -> st.SearchStrategy[str]:
    one = st.sampled_from([*_IDS, "gone"]).map(lambda identifier: f'"{identifier}"')
    several = st.lists(one, max_size=3).map(lambda ids: "[" + ", ".join(ids) + "]")
    spread = st.lists(one, min_size=1, max_size=3).map(lambda ids: "[\n" + "".join(f"  {one},\n" for one in ids) + "]")
    return st.one_of(one, several, spread)


def _metric() -> st.SearchStrategy[str | None]:
    numbers = st.integers(0, 3).map(str)
    lines = st.tuples(
        st.just('metric.name = "wait"'),
        _line("metric.unit", st.sampled_from(['"days"', '"%"', '"stages"'])),
        _line("metric.baseline", numbers),
        numbers.map("metric.target = {}".format),
        _line("metric.current", numbers),
    )
    return st.one_of(_NONE, lines.map(lambda found: "\n".join(line for line in found if line)))


def tables(kind: str, identifier: str) -> st.SearchStrategy[str]:
    """Make one item's table, ending in a line end."""
    lines = [_line("title", _TITLES)]
    if kind in _PARENTS:
        lines.append(_line(_PARENTS[kind], _references(kind)))
    if kind in _STATUSES:
        lines.append(_line("status", st.sampled_from(_STATUSES[kind]).map('"{}"'.format)))
        lines.append(_line("due", _DAYS))
        lines.append(_line("assignee" if kind == "task" else "owner", st.just('"ines"')))
    if kind == "key_result":
        lines.append(_metric())
    if kind == "objective":
        lines.append(_line("period", st.sampled_from(['"2026-Q4"', '"2026-Q3"'])))
    lines.append(_line("colour", st.just("1")))
    return st.tuples(*lines).map(
        lambda found: "".join(f"{line}\n" for line in (f"[{kind}.{identifier}]", *found) if line is not None)
    )


def plans() -> st.SearchStrategy[list[str]]:
    """Make the tables of a plan, in the order of kinds; full names are never used twice."""
    names = [(kind, identifier) for kind in ("purpose", *_PARENTS) for identifier in _IDS]
    chosen = st.lists(st.sampled_from(names), min_size=1, max_size=9, unique=True).map(sorted)
    return chosen.flatmap(lambda found: st.tuples(*(tables(*name) for name in found))).map(list)
