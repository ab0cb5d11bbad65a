"""A change as people see it in a terminal: what needs a decision first, within the width, nothing that acts on it."""

# ruff: noqa: E501
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from planlint.commit import Commit
from planlint.config import Config
from planlint.diff.commits import CommitRange
from planlint.lint import RuleSelection
from planlint.lint.changes import judge, waivers_of
from planlint.lint.comparison import Comparison
from planlint.render.changes.text import diff_text
from planlint.render.text.cells import width
from planlint.render.text.style import Style
from planlint.rules.rule import EXAMPLE_DAY
from tests.support.diffing import ON_CHANGES, Files, compare

GOLDEN = Path(__file__).parent / "golden" / "diff"
WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables
STYLES = {"80": Style(80), "80-ascii": Style(80, unicode=False), "120": Style(120)}

OLD = """
[purpose.anywhere]
title = "Anyone can run their workloads well, anywhere"

[vision.capacity]
title = "Workloads have the capacity they need, and no more"
purpose = "anywhere"

[outcome.volumes]
title = "The autoscaler knows how many volumes a node can take"
vision = "capacity"

[objective.scale-well]
title = "Clusters grow and shrink with what runs on them"
outcome = "volumes"
owner = "sig-autoscaling"
period = "2026"

[key_result.attach-limits]
title = "CSI attach limits in the cluster autoscaler are stable"
objective = "scale-well"
milestones.alpha = 2025-12-17
milestones.beta = "v1-36"
milestones.stable = "v1-37"
reached = ["alpha"]
agreed.storage = "msau42"

[key_result.hpa-tolerance]
title = "The tolerance of the autoscaler can be set"
objective = "scale-well"
milestones.beta = 2025-12-17
milestones.stable = "undated"
reached = ["beta"]

[key_result.node-cost]
title = "An idle node is gone within ten minutes"
objective = "scale-well"
metric.name = "median idle time"
metric.unit = "minutes"
metric.baseline = 42
metric.target = 10
metric.current = 30

[key_result.old-metrics]
title = "Three hundred metrics are served"
objective = "scale-well"
metric.name = "metrics served"
metric.baseline = 120
metric.target = 300

[tactic.drills]
title = "Scale a cluster to nothing, every week"
key_result = "node-cost"

[task.first-drill]
title = "The first drill, with somebody from every team"
tactic = "drills"
status = "todo"
due = 2026-10-01

[period.v1-36]
start = 2026-01-01
end = 2026-04-22
[period.v1-37]
start = 2026-04-23
end = 2026-08-26
[period.v1-38]
start = 2026-08-27
end = 2026-12-16
"""
NEW = OLD
for _was, _now in (
    ('milestones.beta = "v1-36"\nmilestones.stable = "v1-37"', 'milestones.beta = "v1-37"\nmilestones.stable = "v1-38"'),
    ('milestones.stable = "undated"', 'milestones.stable = "v1-37"'),
    ("metric.target = 10\nmetric.current = 30", 'metric.target = 15\nmetric.current = 18\nreason = "half the nodes are rented by the hour"'),
    (OLD[OLD.index("[key_result.old-metrics]") : OLD.index("[tactic.drills]")], '[key_result.fallback]\ntitle = "A lost provider strands no workload"\nobjective = "scale-well"\nmilestones.alpha = "v1-37"\nmilestones.beta = "v1-38"\n\n'),
    ('status = "todo"\ndue = 2026-10-01', 'status = "doing"\ndue = 2026-10-08\ndescription = "Bring a watch"'),
    ("[tactic.drills]", '[tactic.weekly-drill]\nformerly = ["drills"]'),
    ('tactic = "drills"', 'tactic = "weekly-drill"'),
):  # fmt: skip
    assert _was in NEW, _was
    NEW = NEW.replace(_was, _now)
POSTPONE = "Update caveat about preventing pod placement"


def reviewed(old: Files, new: Files, *messages: str, author: str = "Hemant Kumar") -> Comparison:
    """Compare two plans, of which the first of these commits, of 20 January, made the one of the other."""
    found = compare(old, new)
    oids = ["0" * 40, *(f"{n}a50422" + "0" * 33 for n in range(7, 7 + len(messages)))]
    commits = tuple(
        Commit(oid, (parent,), "2026-01-20T00:00:00+00:00", "", author, "", message.partition("\n")[0], message)
        for parent, oid, message in zip(oids, oids[1:], messages, strict=False)
    )
    plans = dict.fromkeys(oids, found.both.head.plan) | {oids[0]: found.both.base.plan}
    found = replace(found, commits=CommitRange(commits, plans))
    waives = waivers_of(found.both.head, EXAMPLE_DAY)
    return found.judged(judge(found, Config(), RuleSelection(ON_CHANGES), EXAMPLE_DAY, waives=waives))


@pytest.mark.parametrize("style", STYLES)
def test_golden(style: str) -> None:
    found = reviewed(
        {"plan/a.toml": OLD, "plan/b.toml": "[task.x", "plan/c.toml": '[person.p]\nname = "P"\n'},
        {"plan/a.toml": NEW, "plan/b.toml": "", "plan/d.toml": '[person.p]\nname = "P"\n'},
        POSTPONE,
    )
    text = diff_text(found, STYLES[style])
    path = GOLDEN / f"autoscaling.{style}.txt"
    if WRITE_GOLDEN:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_what_a_comment_waives_is_told_on_top() -> None:
    old = '[key_result.k]\nstatus = "on-track"\nmetric.baseline = 9\nmetric.target = 1\n'
    new = old.replace("target = 1", "target = 2 # planlint: ignore[PL801] -- so")
    text = diff_text(reviewed(old, new), Style(100))
    assert text.startswith("1 target weakened · 1 orphan\n\nWAIVED BY THIS CHANGE\n")
    assert "NEEDS A DECISION" not in text
    assert "EDITED" not in text


def test_nothing_where_nothing_changed() -> None:
    assert diff_text(reviewed(OLD, OLD + "# and a comment\n"), Style()) == ""


HOSTILE = "\x1b[31mred\x1b[0m \u202eevil\u2066 \r\n::error::x \x07"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_nothing_in_a_plan_or_a_commit_acts_on_the_terminal(style: Style) -> None:
    quoted = '"' + HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00") + '"'
    old = f"""
        [outcome.{quoted}]
        title = {quoted}
        [objective.{quoted}]
        title = {quoted}
        outcome = {quoted}
        period = "2026"
        [key_result.{quoted}]
        title = {quoted}
        objective = {quoted}
        metric.name = {quoted}
        metric.unit = {quoted}
        metric.baseline = 1
        metric.target = 5
        milestones.{quoted} = 2026-12-31
        x-any.{quoted} = {quoted}
        note = {quoted}
        [task.a]
        title = {quoted}
    """
    new = (
        old.replace("target = 5", "target = 4")
        .replace("2026-12-31", "2027-12-31")
        .replace(f"note = {quoted}", f"note = {quoted}\nowner = {quoted}\nwith = [{quoted}]")
    )
    new = new.replace("[task.a]", "[task.b]").replace(f"x-any.{quoted} = {quoted}", f"reason = {quoted}")
    path = "plan/\x1b[31m.toml"
    found = reviewed({path: old}, {path: new, "\u202e.toml": "["}, HOSTILE, author=HOSTILE)
    text = diff_text(found, style)
    assert len(found.judgements) >= 2
    assert not set(re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text))
    assert not any(line.startswith("::") for line in text.splitlines())
    assert "\\x1b[31mred" in text
    assert style.unicode or text.isascii()


def many(number: int, target: int, *, prefix: str = "k") -> str:
    return "[objective.o]\ntitle = 'O'\nperiod = '2026'\n" + "".join(
        f"[key_result.{prefix}{n:04}]\ntitle = 'Number {n} of many, with a title that goes on and on and on and on'\n"
        f"objective = 'o'\nmetric.baseline = 0\nmetric.target = {target}\n"
        for n in range(number)
    )


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(
    ("old", "new", "left"),
    [(many(5000, 9), many(5000, 8), "4,970 more"), ("", many(5000, 9), "4,961 more"), (many(1, 9), many(1, 9, prefix="l" * 60), None)],
    ids=["judged", "added", "long ids"],
)  # fmt: skip
def test_a_change_of_any_size_can_be_read(old: str, new: str, left: str | None, style: Style) -> None:
    lines = diff_text(reviewed(old, new), style).splitlines()
    assert len(lines) < 300
    assert max(width(line) for line in lines) <= style.room
    assert (left is None) or any(left in line for line in lines)


def section(text: str, title: str) -> list[str]:
    """Return the lines of a section."""
    found = re.search(rf"^{title}\n(.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return [" ".join(line.split()) for line in found[1].splitlines()] if found else []


@pytest.mark.parametrize(
    ("old", "new", "title", "lines"),
    [
        ("[task.a]\nstatus = 'todo'", "[task.a]\nstatus = 'done'", "PROGRESS", ["a status todo → done"]),
        ("[task.a]", "[task.a]\ndue = 2026-11-30", "PROGRESS", ["a due nothing → 30 Nov 2026"]),
        ("[task.a]\ndue = 2026-11-30", "[task.a]\ndue = 2026-11-01", "PROGRESS", ["a due 30 Nov → 1 Nov 2026 29 days earlier"]),
        ("[task.a]\ndue = '2026-Q4'", "[task.a]\ndue = '2026-11'", "PROGRESS", ["a due 2026-Q4 → 2026-11 31 Dec → 30 Nov 2026 31 days earlier"]),
        ("[task.a]\nstatus = 'todo'\ndue = 2026-12-31", "[task.a]\nstatus = 'todo'\ndue = 2027-01-01", "EDITED", ["a due 31 Dec 2026 → 1 Jan 2027 1 day later"]),
        ("[key_result.k]\nmilestones.a = 'undated'", "[key_result.k]\nmilestones.a = '2026'", "PROGRESS", ["k a undated → 2026 (31 Dec 2026)"]),
        ("[key_result.k]\nreached = ['a', 'b']", "[key_result.k]\nreached = ['b', 'c']", "PROGRESS", ["k reached c, no longer a"]),
        ("[key_result.k]\nmetric.unit = '%'\nmetric.current = 1.0", "[key_result.k]\nmetric.unit = '%'\nmetric.current = 2.5", "PROGRESS", ["k current 1 → 2.5 %"]),
        ("[tactic.t]\nnote = 'so far'", "[tactic.t]\nnote = 'so good'", "PROGRESS", ['t note "so good"']),
        ("[task.a]\nstart = '2026-Q3'", "[task.a]\nstart = '2026-Q4'", "EDITED", ["a start 2026-Q3 → 2026-Q4 1 Jul → 1 Oct 2026 92 days later"]),
        ("[key_result.k]\nmetric.target_by = 2026-10-31", "[key_result.k]\nmetric.target_by = 2026-11-02", "EDITED", ["k target_by 31 Oct → 2 Nov 2026 2 days later"]),
        ("[task.a]\npriority = 1\n[tactic.a]\npriority = 1", "[task.a]\npriority = 2\n[tactic.a]\npriority = 2", "EDITED", ["tactic.a priority 1 → 2", "task.a priority 1 → 2"]),
        ("[tactic.t]\nnote = 'we meet each Monday at ten'", "[tactic.t]\nnote = 'we meet each Friday at ten'", "PROGRESS", ["t note we meet each Monday at ten → we meet each Friday at ten"]),
        ("[tactic.t]\nwith = ['a']", "[tactic.t]\nwith = ['a', 'b']", "EDITED", ["t with + b"]),
        ("[person.p]\nactive = true", "[person.p]\nactive = false", "EDITED", ["p active true → false"]),
        ("[tactic.t]\npriority = 2", "[tactic.t]", "EDITED", ["t priority 2 → nothing"]),
        ("[task.a]\ntitle = 'A'", "[task.b]\ntitle = 'A'", "RENAMED", ["task.b was task.a"]),
        ("", "[tactic.t]\ntitle = 'Sing'", "ADDED", ["+ tactic t Sing"]),
        ("[tactic.t]\ntitle = 'Sing'", "", "REMOVED", ["- tactic t Sing"]),
        ({"a.toml": "[task.x]\n[task.y]"}, {"b.toml": "[task.x]\n[task.y]"}, "MOVED TO OTHER FILES", ["2 items: a.toml → b.toml"]),
        ({"a.toml": "["}, {"a.toml": ""}, "CANNOT BE READ", ["a.toml in the base: line 1: `[` is never closed"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_change(old: Files, new: Files, title: str, lines: list[str]) -> None:
    assert section(diff_text(reviewed(old, new), Style(100)), title) == lines


LONG = "The people of the valley who move in this year stay housed for as long as they want to, and say so themselves"


@pytest.mark.parametrize(
    ("key", "new", "line"),
    [
        ("title", LONG.replace("this", "next"), "t title … who move in this year stay housed … → … who move in next year stay housed …"),
        ("title", LONG.replace("themselves", "aloud"), "t title … as they want to, and say so themselves → … as they want to, and say so aloud"),
        ("title", f"{LONG}, in spring", "t title … want to, and say so themselves → … want to, and say so themselves, in spring"),
        ("title", LONG[::-1], "t title The people of the valley who move in … → sevlesmeht os yas dna ,ot tnaw yeht sa …"),
        ("note", LONG[::-1], f't note "{LONG[::-1]}"'),
    ],
)  # fmt: skip
def test_of_a_long_text_the_words_that_differ_are_shown(key: str, new: str, line: str) -> None:
    old, now = (f"[tactic.t]\n{key} = '{text}'" for text in (LONG, new))
    text = diff_text(reviewed(old, now), Style(110))
    shown = section(text, "PROGRESS" if key == "note" else "EDITED")
    assert " ".join(shown) == line
    assert max(map(width, text.splitlines())) <= 110


@pytest.mark.parametrize(
    ("old", "new", "headline"),
    [
        ("[tactic.a]\ndue = 2026-01-01", "[tactic.a]\ndue = 2026-01-02", "1 date postponed · 1 orphan"),
        ("[task.a]", "[task.b]", "+1 task · -1 task · 1 orphan"),
        ("[purpose.p]\n[key_result.k]", "[purpose.p]\n[key_result.k]\nconfidence = 0.4\n[key_result.j]", "1 check-in · +1 key result · 2 orphans"),
        ("[purpose.p]\ntitle = 'P'", "[purpose.p]\ntitle = 'Q'", "1 item edited · 0 orphans"),
        ("[task.a]", "[task.a]\ndue = 2026-01-02", "1 date set · 1 item edited · 1 orphan"),
    ],
)  # fmt: skip
def test_the_first_line_counts(old: str, new: str, headline: str) -> None:
    assert diff_text(reviewed(old, new), Style(100)).splitlines()[0] == headline
