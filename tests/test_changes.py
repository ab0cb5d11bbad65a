"""What the rules on changes find: a table to read."""

# ruff: noqa: E501
from dataclasses import dataclass
from textwrap import dedent

import pytest

from tests.support.diffing import compare, judged


@dataclass(frozen=True)
class Row:
    """One change: texts of the older plan that are replaced, and what is found."""

    name: str
    old: str
    changes: tuple[tuple[str, str], ...]
    findings: tuple[str, ...] = ()

    @property
    def new(self) -> str:
        text = dedent(self.old)
        for was, now in self.changes:
            assert was in text, was
            text = text.replace(was, now)
        return text


WAIT = """
[objective.faster]
title = "Weeks, not months"
period = "2026-H2"

[key_result.wait]
title = "Three weeks"
objective = "faster"
metric.name = "days to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
"""
STEPS = """
[objective.portal]
title = "Vacancies are seen the day they arise"
period = "2026-Q4"

[key_result.landlords]
title = "Landlords post vacancies themselves"
objective = "portal"
milestones.pilot = 2026-10-31
milestones.half = "2026-11"
milestones.all = 2026-12-15
reached = ["pilot"]
"""
RAIL = """
[outcome.housed]
title = "Families stay housed"
metric.name = "evictions"
metric.target = 5
metric.current = 3
metric.direction = "at-most"
"""
CHAIN = """
[purpose.p]
title = "P"
[vision.v]
title = "V"
purpose = "p"
[outcome.o]
title = "O"
vision = "v"
[objective.b]
status = "on-track"
title = "B"
outcome = "o"
[key_result.k]
status = "on-track"
title = "K"
objective = "b"
[key_result.j]
status = "on-track"
title = "J"
objective = "b"
[tactic.t]
title = "T"
key_result = "k"
[task.a]
title = "A"
tactic = "t"
"""
TARGET = "metric.target = 21"

# fmt: off
TABLE = [
    # PL801
    Row("a target nearer to the baseline", WAIT, ((TARGET, "metric.target = 30"),), ("E PL801 key_result.wait metric.target",)),
    Row("a target farther away", WAIT, ((TARGET, "metric.target = 14"),)),
    Row("a target on the other side of the baseline", WAIT, ((TARGET, "metric.target = 70"),), ("E PL801 key_result.wait metric.target",)),
    Row("a target that rises, lowered", '[key_result.k]\nstatus = "on-track"\nmetric.baseline = 0\nmetric.target = 9', (("9", "8"),), ("E PL801 key_result.k metric.target",)),
    Row("the written direction counts", '[key_result.k]\nmetric.direction = "decrease"\nmetric.target = 9', (("9", "8"),)),
    Row("where nothing tells the direction, any other target", '[key_result.k]\nmetric.target = 9\nstatus = "on-track"', (("9", "8"),), ("E PL801 key_result.k metric.target",)),
    Row("without a baseline the present value tells", WAIT.replace("metric.baseline = 58\n", ""), ((TARGET, "metric.target = 57"),), ("E PL801 key_result.wait metric.target",)),
    Row("without a baseline the present value tells, and the target is farther away", WAIT.replace("metric.baseline = 58\n", ""), ((TARGET, "metric.target = 14"),)),
    Row("without a baseline the newer version's tells", WAIT.replace("metric.baseline = 58\n", "").replace("metric.current = 40", ""), ((TARGET, "metric.target = 57\nmetric.baseline = 70"),), ("E PL801 key_result.wait metric.target",)),
    Row("a target removed", WAIT, ((TARGET, ""),), ("E PL801 key_result.wait metric.target before",)),
    Row("a target that is no number any more", WAIT, ((TARGET, 'metric.target = "21"'),), ("E PL801 key_result.wait metric.target before",)),
    Row("the whole metric removed: this alone speaks", WAIT, (*((line + "\n", "") for line in WAIT.splitlines() if line.startswith("metric.")),), ("E PL801 key_result.wait metric before",)),
    Row("a metric becomes milestones", '[key_result.k]\nstatus = "on-track"\nmetric.baseline = 0\nmetric.target = 9', (("metric.baseline = 0\nmetric.target = 9", 'milestones.a = 2026-12-01\nmilestones.b = 2026-12-31'),), ("E PL801 key_result.k metric before",)),
    Row("a guard-rail loosened", RAIL, (("target = 5", "target = 6"),), ("E PL801 outcome.housed metric.target",)),
    Row("a guard-rail tightened", RAIL, (("target = 5", "target = 4"),)),
    Row("an at-least rail loosened", RAIL.replace("at-most", "at-least"), (("target = 5", "target = 4"),), ("E PL801 outcome.housed metric.target",)),
    Row("a step removed", STEPS, (('milestones.half = "2026-11"\n', ""),), ("E PL801 key_result.landlords milestones.half before",)),
    Row("a step added", STEPS, (("milestones.all", "milestones.most = 2026-12-01\nmilestones.all"),)),
    Row("all steps removed: once", STEPS, (('milestones.pilot = 2026-10-31\nmilestones.half = "2026-11"\nmilestones.all = 2026-12-15\nreached = ["pilot"]\n', ""),), ("E PL801 key_result.landlords milestones before",)),
    # PL802
    Row("a step later, within the period", STEPS, (("2026-12-15", "2026-12-31"),), ("W PL802 key_result.landlords milestones.all",)),
    Row("a step later, past the period", STEPS, (("2026-12-15", "2027-01-01"),), ("E PL802 key_result.landlords milestones.all",)),
    Row("a step later, without a period", STEPS.replace('period = "2026-Q4"', ""), (("2026-12-15", "2026-12-16"),), ("E PL802 key_result.landlords milestones.all",)),
    Row("a step by its period", STEPS, (('"2026-11"', '"2026-12"'),), ("W PL802 key_result.landlords milestones.half",)),
    Row("the same day, written as a date", STEPS, (('"2026-11"', "2026-11-30"),)),
    Row("a step earlier", STEPS, (("2026-12-15", "2026-12-01"),)),
    Row("a step without a date", STEPS, (("2026-12-15", '"undated"'),), ("E PL802 key_result.landlords milestones.all",)),
    Row("a step given a date", STEPS.replace('"2026-11"', '"undated"'), (('"undated"', '"2026-12"'),)),
    Row("a step given a date, and nothing else says a day", STEPS.replace('"2026-11"', '"undated"').replace('period = "2026-Q4"', 'status = "on-track"'), (('"undated"', '"2027-11"'),)),
    Row("a step given a date past the due", STEPS.replace('"2026-11"', '"undated"'), (('"undated"', '"2027-11"'),), ("E PL802 key_result.landlords milestones.half",)),
    Row("an undated step, and a far one beside it", STEPS.replace('"2026-11"', '"undated"'), (('"undated"', '"undated"\nmilestones.far = 2027-03-31'),), ("E PL802 key_result.landlords milestones.far",)),
    Row("an undated step under a later objective too", STEPS.replace('"2026-11"', '"undated"') + '[objective.l]\nperiod = "2027"\n', (('"portal"', '["portal", "l"]'),), ("E PL802 key_result.landlords objective",)),
    Row("dated steps, and a further one", STEPS, (('"2026-11"', '"2026-11"\nmilestones.far = 2027-03-31'),)),
    Row("a step that is reached", STEPS, (("pilot = 2026-10-31", "pilot = 2026-11-02"),)),
    Row("a step with a date that means nothing", STEPS, (("2026-12-15", '"soon"'),), ("E PL802 key_result.landlords milestones.all",)),
    Row("a due later, within the period", WAIT + "due = 2026-11-30", (("2026-11-30", "2026-12-01"),), ("W PL802 key_result.wait due",)),
    Row("a due later, past the period", WAIT + "due = 2026-11-30", (("2026-11-30", "2027-01-31"),), ("E PL802 key_result.wait due",)),
    Row("a due earlier", WAIT + "due = 2026-11-30", (("2026-11-30", "2026-11-29"),)),
    Row("a due where the period said it", WAIT, (("[key_result.wait]", "[key_result.wait]\ndue = 2027-01-31"),), ("E PL802 key_result.wait due",)),
    Row("a due removed, and the period ends later", WAIT + "due = 2026-11-30", (("due = 2026-11-30", ""),), ("W PL802 key_result.wait due before",)),
    Row("a due removed, and nothing says it", '[key_result.k]\nstatus = "on-track"\ndue = 2026-11-30', (("due = 2026-11-30", ""),), ("E PL802 key_result.k due before",)),
    Row("a due removed, and the period ends then", WAIT + "due = 2026-12-31", (("due = 2026-12-31", ""),)),
    Row("an objective's period later: once, there", WAIT, (("2026-H2", "2027-H1"),), ("E PL802 objective.faster period",)),
    Row("an objective's period removed", WAIT, (('period = "2026-H2"', ""),), ("E PL802 objective.faster period before",)),
    Row("an objective's own due later", WAIT.replace('period = "2026-H2"', 'period = "2026-H2"\ndue = 2026-11-30'), (("2026-11-30", "2026-12-24"),), ("W PL802 objective.faster due",)),
    Row("an objective's due removed", WAIT.replace('period = "2026-H2"', 'period = "2026-H2"\ndue = 2026-11-30'), (("due = 2026-11-30\n", ""),), ("W PL802 objective.faster due before",)),
    Row("another objective, due later", WAIT + '[objective.later]\ntitle = "L"\nperiod = "2027"', (('objective = "faster"', 'objective = "later"'),), ("E PL802 key_result.wait objective", "I PL809 key_result.wait objective")),
    Row("a task later is a note", "[task.a]\ndue = 2026-11-30", (("2026-11-30", "2027-11-30"),), ("I PL802 task.a due",)),
    Row("a tactic's due removed is a warning", "[tactic.a]\ndue = 2026-11-30", (("due = 2026-11-30", ""),), ("W PL802 tactic.a due before",)),
    Row("the end of a period moves: once, there", '[period.q]\nstart = 2026-10-01\nend = 2026-12-31\n[objective.a]\nperiod = "q"\n[key_result.b]\nobjective = "a"\n[task.c]\ndue = "q"', (("2026-12-31", "2027-01-31"),), ("E PL802 period.q end",)),
    Row("the end of a period nothing rests on", "[period.q]\nstart = 2026-10-01\nend = 2026-12-31", (("2026-12-31", "2027-01-31"),)),
    # PL803
    Row("a baseline edited", WAIT, (("baseline = 58", "baseline = 60"),), ("E PL803 key_result.wait metric.baseline",)),
    Row("a baseline removed", WAIT, (("metric.baseline = 58\n", ""),), ("E PL803 key_result.wait metric.baseline before",)),
    Row("a baseline set", WAIT.replace("metric.baseline = 58\n", ""), (("metric.target", "metric.baseline = 58\nmetric.target"),)),
    Row("a baseline that is no number any more", WAIT, (("baseline = 58", 'baseline = "58"'),), ("E PL803 key_result.wait metric.baseline before",)),
    # PL804
    Row("another unit: the numbers cannot be compared", WAIT, (('unit = "days"', 'unit = "weeks"'), ("58", "8"), ("21", "4"), ("40", "6")), ("E PL804 key_result.wait metric.unit",)),
    Row("a unit set", WAIT.replace('metric.unit = "days"\n', ""), (("metric.target", 'metric.unit = "days"\nmetric.target'),)),
    Row("a unit removed", WAIT, (('metric.unit = "days"\n', ""),), ("E PL804 key_result.wait metric.unit before",)),
    Row("other words for the measure", WAIT, (("days to keys", "days until keys"),), ("W PL804 key_result.wait metric.name",)),
    Row("other words and another unit: once", WAIT, (("days to keys", "weeks to keys"), ('unit = "days"', 'unit = "weeks"')), ("E PL804 key_result.wait metric.unit",)),
    Row("the direction turned round", WAIT + 'metric.direction = "decrease"', (('"decrease"', '"increase"'),), ("E PL804 key_result.wait metric.direction",)),
    Row("the direction it had, written out", WAIT, (("metric.target", 'metric.direction = "decrease"\nmetric.target'),)),
    Row("a goal becomes a guard-rail", WAIT, (("metric.target", 'metric.direction = "at-most"\nmetric.target'),), ("E PL804 key_result.wait metric.direction",)),
    Row("a guard-rail's direction removed", RAIL + "metric.baseline = 9", (('metric.direction = "at-most"\n', ""),), ("E PL804 outcome.housed metric.direction before",)),
    # PL805
    Row("a key result removed", WAIT, ((WAIT[WAIT.index("[key_result"):], ""),), ("E PL805 key_result.wait before",)),
    Row("a key result dropped", WAIT, (('objective = "faster"', 'objective = "faster"\nstatus = "dropped"'),), ("E PL805 key_result.wait status",)),
    Row("a key result closed", WAIT, (('objective = "faster"', 'objective = "faster"\nstatus = "closed"'),), ("E PL805 key_result.wait status",)),
    Row("a key result met, then removed", WAIT.replace("current = 40", "current = 20"), ((WAIT[WAIT.index("[key_result"):].replace("current = 40", "current = 20"), ""),)),
    Row("a key result done, then removed", WAIT + 'status = "done"', ((WAIT[WAIT.index("[key_result"):] + 'status = "done"', ""),)),
    Row("a guard-rail that holds, called done before its time", STEPS + '[key_result.g]\nobjective = "portal"\nmetric.target = 5\nmetric.current = 1\nmetric.direction = "at-most"', (("[key_result.g]", '[key_result.g]\nstatus = "done"'),), ("E PL805 key_result.g status",)),
    Row("a guard-rail that holds, removed", '[key_result.g]\nmetric.target = 5\nmetric.current = 1\nmetric.direction = "at-most"', (('[key_result.g]\nmetric.target = 5\nmetric.current = 1\nmetric.direction = "at-most"', ""),), ("E PL805 key_result.g before",)),
    Row("an objective dropped: once, there", WAIT, (('period = "2026-H2"', 'period = "2026-H2"\nstatus = "dropped"'),), ("E PL805 objective.faster status",)),
    Row("an objective removed with all it had: once, there", WAIT, ((WAIT, ""),), ("E PL805 objective.faster before",)),
    Row("an objective dropped, its key result at home elsewhere", WAIT + '[objective.other]\ntitle = "O"\nperiod = "2026-H2"', (('period = "2026-H2"\n\n', 'period = "2026-H2"\nstatus = "dropped"\n\n'), ('objective = "faster"', 'objective = "other"')), ("I PL809 key_result.wait objective",)),
    Row("an objective without open key results dropped", '[objective.a]\n[key_result.k]\nobjective = "a"\nstatus = "done"', (("[objective.a]", '[objective.a]\nstatus = "dropped"'),)),
    Row("one of two objectives dropped", WAIT.replace('"faster"', '["faster", "other"]') + "[objective.other]", (('period = "2026-H2"', 'period = "2026-H2"\nstatus = "dropped"'),)),
    # PL806
    Row("an id reused", WAIT + "[objective.other]\nperiod = \"2026-H2\"", (("Three weeks", "Warm flats"), ('objective = "faster"', 'objective = "other"'), ("days to keys", "boilers"), ('"days"', '"boilers"')), ("E PL806 key_result.wait",)),
    Row("a title alone is no other item", WAIT, (("Three weeks", "Keys in three weeks"),)),
    # PL807
    Row("commitment lowered", '[key_result.k]\nstatus = "on-track"\ncommitment = "committed"', (('"committed"', '"learning"'),), ("W PL807 key_result.k commitment",)),
    Row("commitment raised", '[key_result.k]\ncommitment = "learning"', (('"learning"', '"committed"'),)),
    Row("commitment removed", '[key_result.k]\nstatus = "on-track"\ncommitment = "committed"', (('commitment = "committed"', ""),), ("W PL807 key_result.k commitment before",)),
    Row("a wish that says so no more", '[key_result.k]\ncommitment = "aspirational"', (('commitment = "aspirational"', ""),)),
    Row("a weight lowered", '[key_result.k]\nstatus = "on-track"\nweight = 3', (("3", "2"),), ("W PL807 key_result.k weight",)),
    Row("a weight removed counts as 1", '[key_result.k]\nstatus = "on-track"\nweight = 3', (("weight = 3", ""),), ("W PL807 key_result.k weight before",)),
    Row("a weight below 1 given", '[key_result.k]\nstatus = "on-track"', (("[key_result.k]", "[key_result.k]\nweight = 0.5"),), ("W PL807 key_result.k weight",)),
    # PL808
    Row("reopened", '[task.a]\nstatus = "done"', (("done", "doing"),), ("W PL808 task.a status",)),
    Row("reopened in silence", '[task.a]\nstatus = "dropped"', (('status = "dropped"', ""),), ("W PL808 task.a status before",)),
    Row("closed otherwise", '[objective.a]\nstatus = "done"', (("done", "closed"),)),
    Row("what is below is open again: once, above", '[objective.a]\nstatus = "closed"\n[key_result.k]\nobjective = "a"', (("closed", "on-track"),), ("W PL808 objective.a status",)),
    # PL809
    Row("serves something else", CHAIN, (('key_result = "k"', 'key_result = "j"'),), ("I PL809 tactic.t key_result",)),
    Row("serves something else as well", CHAIN, (('key_result = "k"', 'key_result = ["k", "j"]'),)),
    Row("serves the same under its new name", CHAIN, (("[key_result.k]", '[key_result.l]\nformerly = ["k"]'), ('key_result = "k"', 'key_result = "l"'))),
    # PL810
    Row("serves nothing any more: the topmost says so", CHAIN, (('vision = "v"\n', ""),), ("E PL810 outcome.o",)),
    Row("what it served is gone", CHAIN, (('[objective.b]\nstatus = "on-track"\ntitle = "B"\noutcome = "o"\n', ""),), ("E PL805 objective.b before", "E PL810 key_result.j objective", "E PL810 key_result.k objective")),
    Row("serves what leads nowhere", CHAIN + '[objective.lone]\ntitle = "L"', (('objective = "b"\n[key_result.j]', 'objective = "lone"\n[key_result.j]'),), ("E PL810 key_result.k objective",)),
    Row("turned into a ring", CHAIN, (('outcome = "o"', 'key_result = "k"'),), ("E PL810 objective.b key_result",)),
    Row("led nowhere before", "[task.a]\ntactic = 't'\n[tactic.t]", (("tactic = 't'", ""),)),
    Row("one of two ways is left", CHAIN.replace('key_result = "k"', 'key_result = ["k", "j"]'), (('["k", "j"]', '"j"'),), ("I PL809 tactic.t key_result",)),
    # PL811
    Row("a number goes back", WAIT, (("current = 40", "current = 44"),)),
    Row("a number goes on", WAIT, (("current = 40", "current = 30"),)),
    Row("a guard-rail breaks: a fact", RAIL, (("current = 3", "current = 6"),)),
    Row("a step not reached after all", STEPS, (('reached = ["pilot"]', "reached = []"),), ("I PL811 key_result.landlords reached before",)),
    # What has not begun is listed, not judged.
    Row("planned", WAIT + 'status = "planned"', ((TARGET, "metric.target = 30"),), ("E PL801 key_result.wait metric.target",)),
    Row("planned, and its start is to come", WAIT.replace("2026-H2", "2027") + 'status = "planned"', ((TARGET, "metric.target = 30"),)),
    Row("its start is to come", WAIT.replace("2026-H2", "2027"), ((TARGET, "metric.target = 30"),)),
    Row("begun in the base, planned now", WAIT + 'status = "on-track"', ((TARGET, "metric.target = 30"), ("on-track", "planned")), ("E PL801 key_result.wait metric.target",)),
    # Renamed items are judged under both names.
    Row("renamed and weakened", WAIT, (("[key_result.wait]", '[key_result.keys]\nformerly = ["wait"]'), (TARGET, "metric.target = 30"), ("metric.baseline = 58\n", "")), ("E PL801 key_result.keys metric.target", "E PL803 key_result.wait metric.baseline before")),
]
# fmt: on


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_what_is_found(row: Row) -> None:
    assert sorted(judged(compare(row.old, row.new))) == sorted(row.findings)
