"""A clean plan of any size, for measuring: `corpus.py FOLDER FILES`."""

import sys
from pathlib import Path

FIRST = """\
[purpose.care]
title = "Everybody in the region is cared for when ill"

[vision.near]
title = "Care is never further away than an hour"
purpose = "care"

[outcome.reach]
title = "People reach care in time"
vision = "near"
serves = "the people of the region"
horizon = "perpetual"
"""

TEAM = """\
# Ward {n:05d}: what it wants to achieve, and what it does for that.

[objective.ward-{n:05d}]
title = "Patients of ward {n:05d} go home as soon as they can"
outcome = "reach"
owner = "lead-{n:05d}"
period = "2027-H1"
priority = {priority}

[key_result.stay-{n:05d}]
title = "The usual stay is two days shorter"
objective = "ward-{n:05d}"
confidence = 0.6
evidence = "https://example.org/wards/{n:05d}/stay"
metric.name = "median length of stay in ward {n:05d}"
metric.unit = "days"
metric.baseline = 9
metric.target = 7
metric.current = 8

[key_result.return-{n:05d}]
title = "Discharged patients stay at home"
objective = "ward-{n:05d}"
metric.name = "patients back in ward {n:05d} within a month"
metric.unit = "%"
metric.baseline = 12
metric.target = 6
metric.current = 11

[tactic.rounds-{n:05d}]
title = "Plan the way home on the first round — with the family"
key_result = ["stay-{n:05d}", "return-{n:05d}"]
owner = "lead-{n:05d}"
due = 2027-05-31

[task.letter-{n:05d}]
title = "Agree on a letter for the family doctor"
tactic = "rounds-{n:05d}"
assignee = "nurse-{n:05d}"
due = 2027-03-15
status = "todo"

[task.board-{n:05d}]
title = "Hang a board with planned days of discharge"
tactic = "rounds-{n:05d}"
assignee = "nurse-{n:05d}"
due = 2027-04-15
status = "todo"
"""


def write(folder: Path, files: int) -> None:
    """Write a plan of so many files, spread over folders of a hundred."""
    for n in range(files):
        path = folder / "plan" / f"{n // 100:03d}" / f"ward-{n:05d}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FIRST if n == 0 else TEAM.format(n=n, priority=n % 4), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
