"""Sound plans made by hypothesis that use every field there is."""

from datetime import date, timedelta

from hypothesis import strategies as st

KINDS = {
    "purpose": (),
    "vision": ("purpose",),
    "outcome": ("vision",),
    "objective": ("outcome", "key_result"),
    "key_result": ("objective",),
    "tactic": ("key_result", "objective"),
    "task": ("tactic",),
}
_IDS = ("a", "b", "c")
_DAYS = st.integers(-500, 500).map(lambda days: date(2026, 7, 1) + timedelta(days=days))
_PERIODS = st.sampled_from(("2025", "2026", "2026-H1", "2026-H2", "2026-Q3", "2026-08", "winter", "2027"))
_NUMBERS = st.one_of(st.integers(-4, 12), st.integers(-40, 120).map(lambda tenths: tenths / 10))
_GOAL = ("planned", "on-track", "at-risk", "off-track", "done", "closed", "dropped")
_STATUSES = {
    "objective": _GOAL,
    "key_result": _GOAL,
    "tactic": tuple(word for word in _GOAL if word != "closed"),
    "task": ("todo", "doing", "blocked", "done", "dropped"),
}
PERIOD = """\
[period.winter]
title = "The winter"
start = 2026-10-15
end = 2027-03-14
reason = "The wards need heating first"
formerly = ["cold"]
"""
PEOPLE = """\
[person.ines]
name = "Ines"
email = "ines@example.org"
github = "ines"
active = true
formerly = ["i"]

[team.legal]
name = "Legal"
members = ["ines"]
lead = "ines"
formerly = ["law"]
"""


def text(value: str) -> str:
    """Return a text as TOML."""
    return f'"{value}"'


_DATED = st.one_of(_DAYS.map(str), _PERIODS.map(text))


@st.composite
def _metric(draw: st.DrawFn, *, is_rail: bool) -> list[str]:
    lines = ['metric.name = "value"', 'metric.unit = "days"']
    if is_rail:
        lines.append(f"metric.direction = {text(draw(st.sampled_from(('at-least', 'at-most'))))}")
    elif draw(st.booleans()) and draw(st.booleans()):
        lines.append(f"metric.direction = {text(draw(st.sampled_from(('increase', 'decrease'))))}")
    if draw(st.integers(0, 5)):
        lines.append(f"metric.target = {draw(_NUMBERS)}")
    else:
        lines.append(f"metric.target_by = {draw(_DAYS)}")
    for day in draw(st.lists(st.one_of(_DAYS.map(str), _PERIODS), max_size=3, unique=True)):
        lines.append(f"metric.path.{day} = {draw(_NUMBERS)}")
    if draw(st.integers(0, 4)):
        lines.append(f"metric.baseline = {draw(_NUMBERS)}")
    if draw(st.integers(0, 3)):
        lines.append(f"metric.current = {draw(_NUMBERS)}")
    if not draw(st.integers(0, 3)):
        lines.append(f"metric.as_of = {draw(_DAYS)}")
    return lines


@st.composite
def _measure(draw: st.DrawFn) -> list[str]:
    form = draw(st.integers(0, 9))
    if form < 6:
        return draw(_metric(is_rail=form == 0))
    if form == 9:
        return []
    steps = draw(st.lists(st.sampled_from(("one", "two", "three")), min_size=1, unique=True))
    lines = [f"milestones.{step} = {draw(st.one_of(_DATED, st.just(text('undated'))))}" for step in steps]
    reached = draw(st.lists(st.sampled_from(steps), unique=True))
    return [*lines, f"reached = [{', '.join(map(text, reached))}]"] if draw(st.booleans()) else lines


@st.composite
def _item(draw: st.DrawFn, kind: str, name: str, there: dict[str, list[str]]) -> str:
    lines = [f"[{kind}.{name}]", f"title = {text(f'{kind} {name}')}"]
    for parent in draw(st.permutations(KINDS[kind])):
        ids = there[parent] if parent != "key_result" or kind != "objective" else []
        if kind == "objective" and parent == "key_result" and not draw(st.integers(0, 3)):
            ids = there["key_result"]
        if ids and draw(st.integers(0, 5)):
            chosen = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))
            lines.append(f"{parent} = {text(chosen[0]) if len(chosen) == 1 else [*chosen]}".replace("'", '"'))

    def some(line: str, often: int = 2) -> None:
        if not draw(st.integers(0, often)):
            lines.append(line)

    if kind == "objective":
        some(f"period = {text(draw(_PERIODS))}", 1 if draw(st.booleans()) else 0)
        some(f"continues = {text(name)}", 9)
    if kind in _STATUSES:
        some(f"priority = {draw(st.integers(0, 2))}")
        some(f"start = {draw(_DATED)}", 3)
        some(f"due = {draw(_DATED)}", 3)
        some(f"status = {text(draw(st.sampled_from(_STATUSES[kind])))}", 1)
        some('with = ["ines", "legal"]', 5)
    if kind == "task":
        some('assignee = "ines"')
    elif kind not in ("purpose", "vision"):
        some('owner = "ines"')
    if kind in ("objective", "key_result"):
        some(f"cadence = {text(draw(st.sampled_from(('weekly', 'monthly', 'quarterly', 'yearly'))))}", 2)
    if kind in ("objective", "key_result", "tactic"):
        some('note = "We count from Monday"', 3)
        some('asks.legal = "review it"', 5)
        some('agreed.legal = "ines"', 5)
    if kind == "outcome":
        some('serves = "families"')
        some('horizon = "perpetual"')
        if not draw(st.integers(0, 4)):
            lines += draw(_metric(is_rail=True))
    if kind == "key_result":
        some(f"weight = {draw(st.sampled_from((1, 2, 0.5, 0.1)))}")
        some(f"score = {draw(st.integers(0, 13)) / 10}")
        some(f"confidence = {draw(st.integers(0, 10)) / 10}", 3)
        some('commitment = "committed"')
        some('evidence = "a sheet"')
        lines += draw(_measure())
    if kind in ("key_result", "tactic", "task"):
        some(f"depends_on = {text('key_result.a')}", 5)
    if kind == "key_result":
        some(f"continues = {text(name)}", 9)
    some(f"formerly = [{text(f'old-{name}')}]", 5)
    lines += [
        'description = "More"',
        'reason = "Because"',
        'tags = ["t"]',
        'links = ["https://example.org"]',
        "x-a = 1",
    ]
    return "\n".join(lines) + "\n"


@st.composite
def whole_plans(draw: st.DrawFn) -> str:
    """Draw the text of a plan: up to three items of each kind, and no reference that leads nowhere."""
    least = dict.fromkeys(("outcome", "objective", "key_result"), 1)
    there = {kind: list(_IDS[: draw(st.integers(least.get(kind, 0), 3))]) for kind in KINDS}
    items = [draw(_item(kind, name, there)) for kind in KINDS for name in there[kind]]
    return "\n".join([PERIOD, PEOPLE, *items])


@st.composite
def days(draw: st.DrawFn) -> date:
    """Draw the day a plan is looked at: most often while much is under way."""
    return date(2026, 7, 1) + timedelta(days=draw(st.integers(-60, 260)))
