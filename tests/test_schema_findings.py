"""What is said about a plan or a configuration that does not fit its schema, word by word."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from planlint.schema import Schema
from planlint.toml import Document, read

SCHEMAS = Path(__file__).parent.parent / "schemas"
PLAN_JSON = json.loads((SCHEMAS / "plan.schema.json").read_text(encoding="utf-8"))
CONFIG_JSON = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
PLAN = Schema(PLAN_JSON)
CONFIG = Schema(CONFIG_JSON)

# Each row: what it is about, the text, and every finding as `code line:column message; help`, where the column is
# the start of what is marked. A line that begins with spaces is a related place of the finding before it.

FAULTS: list[tuple[str, str, list[str]]] = [
    (
        "a misspelt key is one finding, although the right key is missing too",
        """
        [objective.x]
        tilte = "Moving in takes weeks"
        """,
        [
            "PL101 2:1 unknown key `tilte`; did you mean `title`?",
        ],
    ),
    (
        "every fault of an item has its own finding",
        """
        [objective.x]
        title = "Moving in takes weeks"
        own = "ines"
        priority = "1"
        status = "ontrack"
        """,
        [
            "PL101 3:1 unknown key `own`; did you mean `owner`?",
            'PL103 4:12 priority is the text "1"; it takes a whole number; remove the quotes',
            'PL104 5:10 status is "ontrack"; it takes planned, on-track, at-risk, off-track, done, '
            'closed or dropped; did you mean "on-track"?',
        ],
    ),
    (
        "a key that resembles nothing",
        """
        [purpose.homes]
        title = "A safe home"
        xyz = 1
        """,
        [
            "PL101 3:1 unknown key `xyz`",
        ],
    ),
    (
        "a key that only another kind has",
        """
        [objective.x]
        title = "Moving in takes weeks"
        confidence = 0.5
        assignee = "ines"
        """,
        [
            "PL101 3:1 unknown key `confidence`; `confidence` is a key of key_result",
            "PL101 4:1 unknown key `assignee`; did you mean `owner`?",
        ],
    ),
    (
        "an objective has no metric",
        """
        [objective.x]
        title = "Moving in takes weeks"
        metric.name = "days"
        metric.target = 21
        """,
        [
            "PL101 3:1 unknown key `metric`; `metric` is a key of outcome and key_result",
        ],
    ),
    (
        "the habit of another key",
        """
        [task.x]
        name = "Call the landlords"
        owner = "tomas"
        deadline = 2026-10-15
        """,
        [
            "PL101 2:1 unknown key `name`; did you mean `title`?",
            "PL101 3:1 unknown key `owner`; did you mean `assignee`?",
            "PL101 4:1 unknown key `deadline`; did you mean `due`?",
        ],
    ),
    (
        "a person has a name, not a title",
        """
        [person.ines]
        title = "Ines"
        """,
        [
            "PL101 2:1 unknown key `title`; did you mean `name`?",
        ],
    ),
    (
        "a key of the item below its metric's header",
        """
        [key_result.x]
        title = "Three weeks"

        [key_result.x.metric]
        name = "days"
        target = 21
        owner = "ines"
        """,
        [
            "PL101 7:1 unknown key `metric.owner`; `owner` belongs to key_result.x: move it above line 4",
        ],
    ),
    (
        "the same in dotted keys",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target = 21
        metric.owner = "ines"
        """,
        [
            "PL101 5:8 unknown key `metric.owner`; `owner` belongs to key_result.x: write `owner`, not `metric.owner`",
        ],
    ),
    (
        "and where the item has that key already",
        """
        [key_result.x]
        title = "Three weeks"
        owner = "ines"
        metric = { name = "days", target = 21, owner = "tomas" }
        """,
        [
            "PL101 4:40 unknown key `metric.owner`; `owner` belongs to key_result.x, where it is written already",
        ],
    ),
    (
        "a title below the metric's header is not missing as well",
        """
        [key_result.x.metric]
        name = "days"
        target = 21
        title = "Three weeks"
        """,
        [
            "PL101 4:1 unknown key `metric.title`; `title` belongs to key_result.x: move it above line 1",
        ],
    ),
    (
        "a key of the metric beside it",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        target = 21
        """,
        [
            "PL101 4:1 unknown key `target`; `target` belongs to `metric`: write `metric.target`",
        ],
    ),
    (
        "a misspelt key of the metric",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.targt = 21
        """,
        [
            "PL101 4:8 unknown key `metric.targt`; did you mean `target`?",
        ],
    ),
    (
        "a table among the milestones' steps",
        """
        [key_result.x]
        title = "A portal"
        [key_result.x.milestones]
        pilot = 2026-09-30
        all = 2026-12-31
        reached = ["pilot"]
        """,
        [
            "PL103 6:11 milestones.reached is an array; it takes a local date or text; `reached` "
            "belongs to key_result.x: move it above line 3",
        ],
    ),
    (
        "a dot splits a name",
        """
        [period.v1.37]
        start = 2026-01-01
        end = 2026-02-01
        """,
        [
            "PL101 1:12 unknown key `37`; a dot splits the name: write [period.v1-37]",
        ],
    ),
    (
        "two dots split it twice",
        """
        [period.v1.3.7]
        start = 2026-01-01
        """,
        [
            "PL101 1:12 unknown key `3`; a dot splits the name: write [period.v1-3-7]",
        ],
    ),
    (
        "each split name is one finding",
        """
        [period.v1.37]
        start = 2026-01-01
        end = 2026-02-01

        [period.v1.38]
        start = 2026-02-01
        end = 2026-03-01
        """,
        [
            "PL101 1:12 unknown key `37`; a dot splits the name: write [period.v1-37]",
            "PL101 5:12 unknown key `38`; a dot splits the name: write [period.v1-38]",
        ],
    ),
    (
        "a dot splits the name of a sub-item with a metric",
        """
        [key_result.q3.wait]
        title = "Three weeks"
        [key_result.q3.wait.metric]
        name = "days"
        target = 21
        """,
        [
            "PL101 1:16 unknown key `wait`; a dot splits the name: write [key_result.q3-wait]",
        ],
    ),
    (
        "an item that is really there is not excused by a split name",
        """
        [task.a]
        [task.a.b]
        title = "Call"
        """,
        [
            "PL102 1:1 task.a has no `title`; add `title`: what it is, in one line that a newcomer understands",
            "PL101 2:9 unknown key `b`; a dot splits the name: write [task.a-b]",
        ],
    ),
    (
        "a quoted name with a dot is not an id",
        """
        [period."v1.37"]
        start = 2026-01-01
        end = 2026-02-01
        """,
        [
            'PL106 1:9 "v1.37" cannot be an id; write v1-37: an id has letters, digits, `-` and '
            "`_`, at most 64, and begins with a letter or digit",
        ],
    ),
    (
        "items do not nest",
        """
        [objective.x]
        title = "Moving in takes weeks"

        [objective.x.key_result.y]
        title = "Three weeks"
        """,
        [
            "PL103 4:1 key_result is a table; it takes text or an array of texts; items do not "
            "stand inside each other: write [key_result.y] and refer by id",
        ],
    ),
    (
        "nor do tasks below a tactic",
        """
        [tactic.x]
        title = "A landlord desk"
        task.y.title = "Call"
        """,
        [
            "PL101 3:1 unknown key `task`; items do not stand inside each other: write [task.y] and refer by id",
        ],
    ),
    (
        "a missing title",
        """
        [key_result.x]
        objective = "faster"
        """,
        [
            "PL102 1:1 key_result.x has no `title`; add `title`: what it is, in one line that a newcomer understands",
        ],
    ),
    (
        "everything that a period needs",
        """
        [period.fy20]
        """,
        [
            "PL102 1:1 period.fy20 has no `start`; add `start`: the period's first day, a date "
            "without quotes, such as 2026-08-01",
            "PL102 1:1 period.fy20 has no `end`; add `end`: the period's last day, a date without "
            "quotes, such as 2026-10-31",
        ],
    ),
    (
        "a metric without a target",
        """
        [key_result.x]
        title = "Three weeks"
        [key_result.x.metric]
        name = "days"
        """,
        [
            "PL104 3:1 key_result.x.metric has neither `target` nor `target_by`; add `target`: the value to "
            "reach; of a guard-rail, the value to hold; or add `target_by`: instead of a target, the day until which "
            "it will be agreed on, a date without quotes: first we measure",
        ],
    ),
    (
        "the same in dotted keys: the item's header is shown",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        """,
        [
            "PL104 1:1 key_result.x.metric has neither `target` nor `target_by`; add `target`: the value to "
            "reach; of a guard-rail, the value to hold; or add `target_by`: instead of a target, the day until which "
            "it will be agreed on, a date without quotes: first we measure",
        ],
    ),
    (
        "and in an inline table, which is shown itself",
        """
        [key_result.x]
        title = "Three weeks"
        metric = { name = "days" }
        """,
        [
            "PL104 3:10 key_result.x.metric has neither `target` nor `target_by`; add `target`: the value to "
            "reach; of a guard-rail, the value to hold; or add `target_by`: instead of a target, the day until which "
            "it will be agreed on, a date without quotes: first we measure",
        ],
    ),
    (
        "a guard-rail has to say its direction",
        """
        [outcome.x]
        title = "Families stay housed"
        metric.name = "returns to shelter"
        metric.target = 0.05
        """,
        [
            "PL102 1:1 outcome.x.metric has no `direction`; add `direction`: `at-least` or "
            "`at-most`: which side of the target the value has to stay on",
        ],
    ),
    (
        "a guard-rail holds, it does not move",
        """
        [outcome.x]
        title = "Families stay housed"
        metric.name = "returns to shelter"
        metric.target = 0.05
        metric.direction = "decrease"
        """,
        [
            'PL104 5:20 metric.direction is "decrease"; it takes at-least or at-most; a number '
            "that has to move belongs to a key result",
        ],
    ),
    (
        "a whole number where text is taken",
        """
        [objective.x]
        title = "Moving in takes weeks"
        period = 2026
        """,
        [
            'PL103 3:10 period is the whole number 2026; it takes text; write "2026"',
        ],
    ),
    (
        "a date where a period is taken",
        """
        [objective.x]
        title = "Moving in takes weeks"
        period = 2026-12-31
        """,
        [
            'PL103 3:10 period is the local date 2026-12-31; it takes text; write a period, such as "2026-Q4"',
        ],
    ),
    (
        "a date in quotes, where only a date is taken",
        """
        [period.x]
        start = "2026-01-01"
        end = "2026-02-30"
        """,
        [
            'PL103 2:9 start is the text "2026-01-01"; it takes a local date; remove the quotes',
            'PL103 3:7 end is the text "2026-02-30"; it takes a local date; there is no such day',
        ],
    ),
    (
        "a date-time is no date",
        """
        [task.x]
        title = "Call"
        due = 2026-12-31T00:00:00
        """,
        [
            "PL103 3:7 due is the date-time 2026-12-31T00:00:00; it takes a local date or text; write 2026-12-31",
        ],
    ),
    (
        "nor is a date-time with an offset, or a time",
        """
        [period.x]
        start = 2026-01-01T00:00:00Z
        end = 07:30:00
        """,
        [
            "PL103 2:9 start is the date-time 2026-01-01T00:00:00+00:00; it takes a local date; write 2026-01-01",
            "PL103 3:7 end is the local time 07:30:00; it takes a local date",
        ],
    ),
    (
        "a number in quotes",
        """
        [key_result.x]
        title = "Three weeks"
        confidence = "0.6"
        metric.name = "days"
        metric.target = "21"
        metric.current = "about 40"
        """,
        [
            'PL103 3:14 confidence is the text "0.6"; it takes a number; remove the quotes',
            'PL103 5:17 metric.target is the text "21"; it takes a number; remove the quotes',
            'PL103 6:18 metric.current is the text "about 40"; it takes a number',
        ],
    ),
    (
        "a truth value in quotes, and a truth value that is none",
        """
        [person.ines]
        name = "Ines"
        active = "false"
        [person.mia]
        name = "Mia"
        active = 1
        """,
        [
            'PL103 3:10 active is the text "false"; it takes true or false; remove the quotes',
            "PL103 6:10 active is the whole number 1; it takes true or false",
        ],
    ),
    (
        "a boolean is no number",
        """
        [key_result.x]
        title = "Three weeks"
        weight = true
        """,
        [
            "PL103 3:10 weight is true; it takes a number",
        ],
    ),
    (
        "a float is no whole number",
        """
        [task.x]
        title = "Call"
        priority = 1.0
        [task.y]
        title = "Call"
        priority = 1.5
        """,
        [
            "PL103 3:12 priority is the number 1.0; it takes a whole number; write 1",
            "PL103 6:12 priority is the number 1.5; it takes a whole number",
        ],
    ),
    (
        "one tag is still an array",
        """
        [purpose.x]
        title = "A safe home"
        tags = "housing"
        """,
        [
            'PL103 3:8 tags is the text "housing"; it takes an array of texts; write ["housing"]',
        ],
    ),
    (
        "an array where one text is taken",
        """
        [objective.x]
        title = "Moving in takes weeks"
        owner = ["ines"]
        [objective.y]
        title = "Moving out"
        owner = ["ines", "tomas"]
        """,
        [
            'PL103 3:9 owner is an array; it takes text; write "ines"',
            "PL103 6:9 owner is an array; it takes text; name one; whoever helps stands in `with`",
        ],
    ),
    (
        "something else in an array of texts",
        """
        [purpose.x]
        title = "A safe home"
        tags = ["housing", 2026, true]
        """,
        [
            'PL103 3:20 tags[1] is the whole number 2026; it takes text; write "2026"',
            'PL103 3:26 tags[2] is true; it takes text; write "true"',
        ],
    ),
    (
        "a parent is an id or an array of ids",
        """
        [task.x]
        title = "Call"
        tactic = 3
        [task.y]
        title = "Call"
        tactic = ["desk", 3]
        """,
        [
            'PL103 3:10 tactic is the whole number 3; it takes text or an array of texts; write "3"',
            'PL103 6:19 tactic[1] is the whole number 3; it takes text; write "3"',
        ],
    ),
    (
        "a table where text is taken",
        """
        [purpose.x]
        title = { en = "A safe home" }
        """,
        [
            "PL103 2:9 title is a table; it takes text",
        ],
    ),
    (
        "text where a table is taken",
        """
        [key_result.x]
        title = "Three weeks"
        metric = "days"
        [key_result.y]
        title = "A portal"
        milestones = ["pilot", "all"]
        """,
        [
            'PL103 3:10 metric is the text "days"; it takes a table; write what is measured as metric.name, and the '
            "number to reach as metric.target",
            "PL103 6:14 milestones is an array; it takes a table; write each step with its date: "
            "milestones.NAME = 2026-09-30",
        ],
    ),
    (
        "asks and agreements are texts by team",
        """
        [objective.x]
        title = "Moving in takes weeks"
        asks.legal = ["review", "sign"]
        agreed.legal = true
        """,
        [
            'PL103 3:14 asks.legal is an array; it takes text; for example "review the lease"',
            'PL103 4:16 agreed.legal is true; it takes text; write "true"',
        ],
    ),
    (
        "a status that is close",
        """
        [objective.x]
        title = "Moving in takes weeks"
        status = "On Track"
        """,
        [
            'PL104 3:10 status is "On Track"; it takes planned, on-track, at-risk, off-track, '
            'done, closed or dropped; did you mean "on-track"?',
        ],
    ),
    (
        "a status that another tool has",
        """
        [task.x]
        title = "Call"
        status = "completed"
        [task.y]
        title = "Call"
        status = "in progress"
        """,
        [
            'PL104 3:10 status is "completed"; it takes todo, doing, blocked, done or dropped; did you mean "done"?',
            'PL104 6:10 status is "in progress"; it takes todo, doing, blocked, done or dropped; did you mean "doing"?',
        ],
    ),
    (
        "a status of another kind: a tactic is never closed",
        """
        [tactic.x]
        title = "A landlord desk"
        status = "closed"
        [task.y]
        title = "Call"
        status = "on-track"
        """,
        [
            'PL104 3:10 status is "closed"; it takes planned, on-track, at-risk, off-track, done or dropped',
            'PL104 6:10 status is "on-track"; it takes todo, doing, blocked, done or dropped',
        ],
    ),
    (
        "a status of the wrong type",
        """
        [task.x]
        title = "Call"
        status = 1
        """,
        [
            'PL103 3:10 status is the whole number 1; it takes text; write "todo", "doing", '
            '"blocked", "done" or "dropped"',
        ],
    ),
    (
        "a commitment and a direction that nobody knows",
        """
        [key_result.x]
        title = "Three weeks"
        commitment = "commited"
        metric.name = "days"
        metric.target = 21
        metric.direction = "up"
        """,
        [
            'PL104 3:14 commitment is "commited"; it takes committed, aspirational or learning; '
            'did you mean "committed"?',
            'PL104 6:20 metric.direction is "up"; it takes increase, decrease, at-least or '
            'at-most; did you mean "increase"?',
        ],
    ),
    (
        "a confidence in per cent",
        """
        [key_result.x]
        title = "Three weeks"
        confidence = 60
        [key_result.y]
        title = "Two weeks"
        confidence = 7
        """,
        [
            "PL104 3:14 confidence is 60; it takes 0 to 1; write 0.6",
            "PL104 6:14 confidence is 7; it takes 0 to 1; write 0.7 for 7 of 10, or 0.07 for 7 %",
        ],
    ),
    (
        "a confidence that is no share at all",
        """
        [key_result.x]
        title = "Three weeks"
        confidence = -0.5
        [key_result.y]
        title = "Two weeks"
        confidence = 1000
        """,
        [
            "PL104 3:14 confidence is -0.5; it takes 0 to 1",
            "PL104 6:14 confidence is 1000; it takes 0 to 1",
        ],
    ),
    (
        "numbers below their range",
        """
        [key_result.x]
        title = "Three weeks"
        weight = 0
        score = -1
        priority = -2
        """,
        [
            "PL104 3:10 weight is 0; it takes numbers above 0",
            "PL104 4:9 score is -1; it takes 0 or more",
            "PL104 5:12 priority is -2; it takes 0 or more",
        ],
    ),
    (
        "numbers that are none",
        """
        [key_result.x]
        title = "Three weeks"
        weight = inf
        confidence = nan
        metric.name = "days"
        metric.baseline = -inf
        metric.target = nan
        """,
        [
            "PL104 3:10 weight is inf; it takes a finite number; leave it out until it is known",
            "PL104 4:14 confidence is nan; it takes a finite number; leave it out until it is known",
            "PL104 6:19 metric.baseline is -inf; it takes a finite number; leave it out until it is known",
            "PL104 7:17 metric.target is nan; it takes a finite number; leave it out until it is known",
        ],
    ),
    (
        "metric and milestones: the later one is too many",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target = 21
        milestones.pilot = 2026-09-30
        milestones.all = 2026-12-31
        """,
        [
            "PL104 5:1 key_result.x has both `metric` and `milestones`; keep one: `metric` for a "
            "number, `milestones` for named steps",
            "  3:1 `metric` stands here",
        ],
    ),
    (
        "the same the other way round, under headers",
        """
        [key_result.x]
        title = "Three weeks"
        [key_result.x.milestones]
        pilot = 2026-09-30
        all = 2026-12-31
        [key_result.x.metric]
        name = "days"
        target = 21
        """,
        [
            "PL104 6:15 key_result.x has both `metric` and `milestones`; keep one: `metric` for a "
            "number, `milestones` for named steps",
            "  3:15 `milestones` stands here",
        ],
    ),
    (
        "a single milestone, and none",
        """
        [key_result.x]
        title = "A portal"
        milestones.pilot = 2026-09-30
        [key_result.y]
        title = "A portal"
        milestones = {}
        """,
        [
            "PL104 6:1 milestones has no step; it takes 1 or more; name the steps on the way, or "
            "measure the result with a `metric`",
        ],
    ),
    (
        "a target, and a day until which there will be one",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target = 21
        metric.target_by = 2026-11-30
        """,
        [
            "PL104 5:8 key_result.x.metric has both `target` and `target_by`; keep one: `target` for a value that is "
            "agreed on, `target_by` for the day until which it will be",
            "  4:8 `target` stands here",
        ],
    ),
    (
        "a misspelt day for a target is told once",
        """
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target-by = 2026-11-30
        """,
        ["PL101 4:8 unknown key `metric.target-by`; did you mean `target_by`?"],
    ),
    (
        "a cadence that is none, and values on the way that are no numbers",
        """
        [key_result.x]
        title = "Three weeks"
        cadence = "daily"
        metric.name = "days"
        metric.target = 21
        metric.path.2027 = "30"
        metric.as_of = "2026-10-01"
        """,
        [
            'PL104 3:11 cadence is "daily"; it takes weekly, monthly, quarterly or yearly',
            'PL103 6:20 metric.path.2027 is the text "30"; it takes a number; remove the quotes',
            'PL103 7:16 metric.as_of is the text "2026-10-01"; it takes a local date; remove the quotes',
        ],
    ),
    (
        "a milestone on no day",
        """
        [key_result.x]
        title = "A portal"
        milestones.pilot = 3
        milestones.all = 2026-12-31
        """,
        [
            'PL103 3:20 milestones.pilot is the whole number 3; it takes a local date or text; write "3"',
        ],
    ),
    (
        "unknown kinds",
        """
        [keyresult.x]
        title = "Three weeks"
        [kr.x]
        title = "Three weeks"
        [key-result.x]
        title = "Three weeks"
        [Objective.x]
        title = "Moving in takes weeks"
        [tasks.x]
        title = "Call"
        """,
        [
            "PL105 1:2 unknown kind `keyresult`; did you mean `[key_result.ID]`?",
            "PL105 3:2 unknown kind `kr`; did you mean `[key_result.ID]`?",
            "PL105 5:2 unknown kind `key-result`; did you mean `[key_result.ID]`?",
            "PL105 7:2 unknown kind `Objective`; did you mean `[objective.ID]`?",
            "PL105 9:2 unknown kind `tasks`; did you mean `[task.ID]`?",
        ],
    ),
    (
        "a kind that resembles nothing",
        """
        [banana.x]
        title = "Three weeks"
        """,
        [
            "PL105 1:2 unknown kind `banana`; the kinds are purpose, vision, outcome, objective, "
            "key_result, tactic, task, person, team or period",
        ],
    ),
    (
        "an unknown kind as an array of tables",
        """
        [[tasks]]
        title = "Call"
        """,
        [
            "PL105 1:3 unknown kind `tasks`; did you mean `[task.ID]`?",
        ],
    ),
    (
        "keys before the first header",
        """
        title = "The plan of 2026"
        assignee = "tomas"
        colour = "red"
        """,
        [
            "PL105 1:1 `title` stands outside any table; put it below a [kind.ID] header",
            "PL105 2:1 `assignee` stands outside any table; put it below a [task.ID] header",
            "PL105 3:1 `colour` stands outside any table; put it below a [kind.ID] header, or begin its name with `x-`",
        ],
    ),
    (
        "a table that belongs into an item",
        """
        [metric]
        name = "days"
        """,
        [
            "PL105 1:2 `metric` stands outside any item; it belongs in one: [kind.ID.metric]",
        ],
    ),
    (
        "a kind as an array of tables",
        """
        [[objective]]
        title = "Moving in takes weeks"
        [[objective]]
        title = "Moving out"
        """,
        [
            "PL103 1:1 objective is an array of tables; it takes a table; write [objective.ID], "
            "with one pair of brackets",
        ],
    ),
    (
        "an item as an array of tables",
        """
        [[objective.x]]
        title = "Moving in takes weeks"
        """,
        [
            "PL103 1:1 objective.x is an array of tables; it takes a table; write [objective.x], "
            "with one pair of brackets",
        ],
    ),
    (
        "an item that is no table",
        """
        objective.x = 3
        task = "Call"
        """,
        [
            "PL103 1:15 objective.x is the whole number 3; it takes a table; an item is a table: "
            "begin it with [objective.x]",
            'PL103 2:8 task is the text "Call"; it takes a table; an item is a table: begin it with [task.ID]',
        ],
    ),
    (
        "a header without an id",
        """
        [objective]
        title = "Moving in takes weeks"
        outcome = "stay-housed"
        owner = "ines"
        priority = "1"
        """,
        [
            "PL103 1:1 objective has no id here: `title`, `outcome` and `owner` stand in no item; write [objective.ID]",
        ],
    ),
    (
        "a header without an id beside one that has it",
        """
        [team]
        lead = "mia"
        [team.legal]
        name = "Legal"
        """,
        [
            "PL103 1:1 team has no id here: `lead` stands in no item; write [team.ID]",
        ],
    ),
    (
        "ids with a space, an accent, nothing in them",
        """
        [task."call list"]
        title = "Call"
        [task."über-uns"]
        title = "Call"
        [task.""]
        title = "Call"
        """,
        [
            'PL106 1:7 "call list" cannot be an id; write call-list: an id has letters, digits, '
            "`-` and `_`, at most 64, and begins with a letter or digit",
            'PL106 3:7 "über-uns" cannot be an id; write uber-uns: an id has letters, digits, `-` '
            "and `_`, at most 64, and begins with a letter or digit",
            'PL106 5:7 "" cannot be an id; an id has letters, digits, `-` and `_`, at most 64, and '
            "begins with a letter or digit",
        ],
    ),
    (
        "an id that ends with a line end, one that begins with a hyphen",
        r"""
        [task."a\n"]
        title = "Call"
        [task.-a]
        title = "Call"
        """,
        [
            'PL106 1:7 "a\\n" cannot be an id; write a: an id has letters, digits, `-` and `_`, at '
            "most 64, and begins with a letter or digit",
            'PL106 3:7 "-a" cannot be an id; write a: an id has letters, digits, `-` and `_`, at '
            "most 64, and begins with a letter or digit",
        ],
    ),
    (
        "an id that is too long",
        """
        [task.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]
        title = "Call"
        """,
        [
            'PL106 1:7 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" cannot be an id; write '
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: an id has letters, "
            "digits, `-` and `_`, at most 64, and begins with a letter or digit",
        ],
    ),
    (
        "nothing inside an ill-named item is judged",
        """
        [task."a b"]
        tilte = 3
        """,
        [
            'PL106 1:7 "a b" cannot be an id; write a-b: an id has letters, digits, `-` and `_`, '
            "at most 64, and begins with a letter or digit",
        ],
    ),
    (
        "a key that cannot be seen is shown",
        r"""
        [purpose.x]
        title = "A safe home"
        "ti\u200btle" = "x"
        """,
        [
            'PL101 3:1 unknown key `"ti\\u200btle"`; did you mean `title`?',
        ],
    ),
    (
        "a long text is cut",
        """
        [task.x]
        title = "Call"
        status = "waiting for the answer of the landlords in the north"
        """,
        [
            'PL104 3:10 status is "waiting for the answer of the landlords…"; it takes todo, '
            "doing, blocked, done or dropped",
        ],
    ),
    (
        "extensions are never judged",
        """
        x-board = { anything = [1, nan, 07:30:00] }
        [purpose.x]
        title = "A safe home"
        x-tilte = { title = 3 }
        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target = 21
        metric.x-source = 3
        """,
        [],
    ),
    (
        "`$schema` may stand at the top, and nowhere else",
        """
        "$schema" = "https://example.org/plan.schema.json"
        [purpose.x]
        title = "A safe home"
        "$schema" = "x"
        """,
        [
            'PL101 4:1 unknown key `"$schema"`',
        ],
    ),
    (
        "a `$schema` is text",
        """
        "$schema" = 3
        """,
        [
            'PL103 1:13 "$schema" is the whole number 3; it takes text; write "3"',
        ],
    ),
    (
        "an empty file, an empty kind, an empty array of parents are no fault of shape",
        """
        objective = {}
        [task.x]
        title = ""
        tactic = []
        """,
        [],
    ),
    (
        "several items, in the order of the text",
        """
        [task.b]
        status = "doing"
        [task.a]
        titel = "Call"
        [task.c]
        title = 3
        """,
        [
            "PL102 1:1 task.b has no `title`; add `title`: what it is, in one line that a newcomer understands",
            "PL101 4:1 unknown key `titel`; did you mean `title`?",
            'PL103 6:9 title is the whole number 3; it takes text; write "3"',
        ],
    ),
]

CONFIG_FAULTS: list[tuple[str, str, list[str]]] = [
    (
        "a misspelt setting",
        """
        slect = ["PL"]
        """,
        [
            "PL101 1:1 unknown key `slect`; did you mean `select`?",
        ],
    ),
    (
        "settings of the wrong type",
        """
        include = "plan/**/*.toml"
        ignore = ["PL405", 3]
        fail-on = 1
        """,
        [
            'PL103 1:11 include is the text "plan/**/*.toml"; it takes an array of texts; write ["plan/**/*.toml"]',
            'PL103 2:20 ignore[1] is the whole number 3; it takes text; write "3"',
            'PL103 3:11 fail-on is the whole number 1; it takes text; write "error", "warning" or "info"',
        ],
    ),
    (
        "a level that is none",
        """
        fail-on = "eror"
        [severity]
        PL305 = "fatal"
        PL306 = "warn"
        """,
        [
            'PL104 1:11 fail-on is "eror"; it takes error, warning or info; did you mean "error"?',
            'PL104 3:9 severity.PL305 is "fatal"; it takes error, warning or info; a rule is switched off by '
            '`ignore = ["PL305"]`',
            'PL104 4:9 severity.PL306 is "warn"; it takes error, warning or info; did you mean "warning"?',
        ],
    ),
    (
        "limits",
        """
        [limits]
        stale-day = 3
        title-length = 0
        idle-tasks = 1.5
        objectives-per-person = "5"
        """,
        [
            "PL101 2:1 unknown key `limits.stale-day`; did you mean `stale-days`?",
            "PL104 3:16 limits.title-length is 0; it takes 1 or more",
            "PL103 4:14 limits.idle-tasks is the number 1.5; it takes a whole number",
            'PL103 5:25 limits.objectives-per-person is the text "5"; it takes a whole number; remove the quotes',
        ],
    ),
    (
        "a setting of the top below a table",
        """
        [limits]
        stale-days = 3
        exclude = ["plan/drafts/**"]
        """,
        [
            "PL101 3:1 unknown key `limits.exclude`; `exclude` belongs to the top: move it above line 1",
        ],
    ),
    (
        "a limit at the top",
        """
        stale-days = 3
        """,
        [
            "PL101 1:1 unknown key `stale-days`; `stale-days` belongs below `[limits]`",
        ],
    ),
    (
        "a limit in the wrong table",
        """
        [words]
        stale-days = 3
        """,
        [
            "PL101 2:1 unknown key `words.stale-days`; `stale-days` belongs below `[limits]`",
        ],
    ),
    (
        "word lists",
        """
        [words]
        vague = { replace = "yes", wrds = ["better"] }
        activities = "onboard"
        maintenance = { replace = true }
        step-units = [1]
        vaguetasks = []
        """,
        [
            'PL103 2:21 words.vague.replace is the text "yes"; it takes true or false',
            "PL101 2:28 unknown key `words.vague.wrds`; did you mean `words`?",
            'PL103 3:14 words.activities is the text "onboard"; it takes an array of texts or a '
            'table; write ["onboard"]',
            "PL102 4:15 words.maintenance has no `words`; add `words`: the words that the list is made of",
            'PL103 5:15 words.step-units[0] is the whole number 1; it takes text; write "1"',
            "PL101 6:1 unknown key `words.vaguetasks`; did you mean `vague-tasks`?",
        ],
    ),
    (
        "ignores by file",
        """
        [per-file-ignores]
        "plan/2025/**" = "PL7"
        """,
        [
            'PL103 2:18 per-file-ignores."plan/2025/**" is the text "PL7"; it takes an array of texts; write ["PL7"]',
        ],
    ),
    (
        "a table that is none",
        """
        limits = 5
        [sevrity]
        PL305 = "error"
        """,
        [
            "PL103 1:10 limits is the whole number 5; it takes a table; begin it with `[limits]`",
            "PL101 2:2 unknown key `sevrity`; did you mean `severity`?",
        ],
    ),
    (
        "no extensions here",
        """
        x-team = "mine"
        """,
        [
            "PL101 1:1 unknown key `x-team`; the keys are include, exclude, archive, select, extend-select, ignore, "
            "fail-on, severity, per-file-ignores, limits, words and work",
        ],
    ),
]


def findings(schema: Schema, text: str) -> list[str]:
    document = read("plan.toml", dedent(text).removeprefix("\n").encode())
    found = schema.explain(document)
    assert schema.accepts(document.value) is not bool(found)
    assert len({(one.code, one.problem.site, one.problem.message) for one in found}) == len(found)
    lines = []
    for violation in found:
        problem = violation.problem
        place = where(document, problem.site.pointer, problem.site.part)
        way = f"; {problem.help}" if problem.help else ""
        lines.append(f"{violation.code} {place} {problem.message}{way}")
        lines += [f"  {where(document, site.pointer, site.part)} {note}" for site, note in problem.related]
    return lines


def where(document: Document, pointer: Any, part: Any) -> str:
    position = document.source.position(document.locate(pointer, part).start)
    return f"{position.line}:{position.column}"


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_is_wrong_with_a_plan(text: str, expected: list[str]) -> None:
    assert findings(PLAN, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in CONFIG_FAULTS], ids=[row[0] for row in CONFIG_FAULTS]
)
def test_what_is_wrong_with_a_configuration(text: str, expected: list[str]) -> None:
    assert findings(CONFIG, text) == expected


def test_a_configuration_inside_another_file() -> None:
    text = '[project]\nname = "x"\n[tool.planlint]\nselect = "PL"\n[tool.planlint.limits]\nignore = ["PL4"]\n'
    document = read("pyproject.toml", text.encode())
    found = CONFIG.explain(document, ("tool", "planlint"))
    assert [(v.code, where(document, v.problem.site.pointer, v.problem.site.part)) for v in found] == [
        ("PL103", "4:10"),
        ("PL101", "6:1"),
    ]
    assert found[1].problem.help == "`ignore` belongs below `[tool.planlint]`"


@pytest.mark.parametrize("text", ["", "[tool]\n", "[tool.other]\nx = 1\n"])
def test_a_configuration_that_is_not_written_is_empty(text: str) -> None:
    assert CONFIG.explain(read("pyproject.toml", text.encode()), ("tool", "planlint")) == []


def test_a_configuration_that_is_no_table() -> None:
    document = read("pyproject.toml", b"[tool]\nplanlint = 3\n")
    [violation] = CONFIG.explain(document, ("tool", "planlint"))
    assert violation.problem.message == "tool.planlint is the whole number 3; it takes a table"


def test_a_missing_key_is_named_by_the_site() -> None:
    document = read("plan.toml", b"[key_result.x]\n")
    [violation] = PLAN.explain(document)
    assert violation.problem.site.pointer == ("key_result", "x", "title")


def test_a_file_full_of_faults_is_cut_off() -> None:
    text = "[purpose.x]\ntitle = 'x'\n" + "".join(f"v{number} = 1\n" for number in range(1500))
    found = PLAN.explain(read("plan.toml", text.encode()))
    assert len(found) == 1000
    assert found[0].problem.message == "unknown key `v0`"
