"""A small fleet: a group's repository with its goals, and two teams' with their plans and histories."""

from pathlib import Path

from tests.conftest import Repo

GROUP = """\
[purpose.homes]
title = "Every family in the valley has a safe home"
[vision.valley-2030]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"
[outcome.stay-housed]
title = "Families who move in stay housed"
vision = "valley-2030"
"""
PEOPLE = """\
[person.ines]
name = "Ines Duarte"
email = "ines@example.org"
[person.tomas]
name = "Tomas Lind"
active = false
[team.desk]
name = "Landlord desk"
members = ["ines", "tomas"]
"""
NORTH = (
    GROUP
    + PEOPLE
    + """\
[objective.placement-h1]
title = "Moving in takes weeks"
outcome = "stay-housed"
period = "2026-H1"
owner = "ines"
status = "closed"
[key_result.days-h1]
title = "Families wait three weeks"
objective = "placement-h1"
score = 0.5
metric.name = "days to keys"
metric.baseline = 58
metric.target = 21
metric.current = 44
[objective.placement]
title = "Moving in takes weeks, now"
outcome = "stay-housed"
period = "2026-H2"
owner = "ines"
continues = "placement-h1"
[key_result.days]
title = "Families wait three weeks, now"
objective = "placement"
continues = "days-h1"
due = 2026-12-15
metric.name = "days to keys"
metric.baseline = 44
metric.target = 21
metric.current = 40
[key_result.answered]
title = "Landlords are answered within a day"
objective = "placement"
owner = "tomas"
metric.name = "share answered"
metric.unit = "%"
metric.baseline = 20
metric.target = 90
"""
)
SOUTH = """\
[purpose.own]
title = "The south has a roof"
[vision.roof]
title = "Every roof in the south is dry"
purpose = "own"
[outcome.dry]
title = "Roofs stay dry"
vision = "roof"
[objective.roofs-h1]
title = "Roofs are mended in time"
outcome = "dry"
period = "2026-H1"
status = "closed"
[objective.roofs-q3]
title = "Roofs are mended in time, again"
outcome = "dry"
period = "2026-Q3"
status = "closed"
continues = "roofs-h1"
[objective.roofs-q4]
title = "Roofs are mended in time, once more"
outcome = "dry"
period = "2026-Q4"
owner = "mira"
continues = "roofs-q3"
[key_result.roofs]
title = "Forty roofs are mended"
objective = "roofs-q4"
metric.name = "roofs mended"
metric.baseline = 0
metric.target = 40
metric.current = 10
"""
TODAY = "2026-11-23"


def build_fleet(folder: Path) -> dict[str, Repo]:
    """Make the repositories below a folder, with their histories."""
    repos = {name: Repo(folder / name) for name in ("group", "north", "south")}
    repos["group"].commit({"plan.toml": GROUP}, "The goals of the group", "2026-01-05T09:00:00+00:00")
    north = NORTH.replace("metric.current = 40\n", "").replace("metric.target = 90", "metric.target = 95")
    repos["north"].commit({"plan.toml": north}, "Agree", "2026-07-01T23:30:00-02:00")
    north = north.replace("metric.target = 95", "metric.target = 90")
    repos["north"].commit({"plan.toml": north}, "Lower it", "2026-09-01T09:00:00+00:00")
    late = north.replace("due = 2026-12-15", "due = 2026-12-30")
    repos["north"].commit(
        {"plan.toml": late}, "Give it time\n\nPlan-Reason: the keys come late\n", "2026-10-01T09:00:00+00:00"
    )
    final = NORTH.replace("due = 2026-12-15", "due = 2026-12-30")
    repos["north"].commit({"plan.toml": final}, "Check in", "2026-11-20T09:00:00+00:00")
    repos["south"].commit(
        {"plan.toml": SOUTH.replace("target = 40", "target = 60")}, "Begin", "2026-10-02T09:00:00+00:00"
    )
    repos["south"].commit({"plan.toml": SOUTH}, "Fewer roofs", "2026-11-02T09:00:00+00:00")
    return repos
