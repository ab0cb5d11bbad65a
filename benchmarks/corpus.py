"""A clean plan of any size, for measuring: `corpus.py FOLDER FILES [LAYOUT]`."""

import re
import sys
from collections.abc import Callable
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


TEXT = '''description = """
What the ward's people agreed on, "word for word":

- nobody waits for a [[letter]] or a signature \\
  that could be had before noon; see {the minutes}
- {
    "weekends": [1, 2] # as on any other day
  }
"""
'''


def plain(team: str) -> str:
    """One value a line, metrics as dotted keys: what planlint writes."""
    return team


def with_inline_tables(team: str) -> str:
    def inline(match: re.Match[str]) -> str:
        return f"metric = {{ {', '.join(match[0].replace('metric.', '').splitlines())} }}\n"

    return re.sub(r"(?:metric\..*\n)+", inline, team)


def with_lists_over_lines(team: str) -> str:
    def over_lines(match: re.Match[str]) -> str:
        return f"{match[1]} = [\n" + "".join(f"  {value}, # agreed\n" for value in match[2].split(", ")) + "]\n"

    team = team.replace('status = "todo"\n', 'status = "todo"\ntags = ["ward", "letters", "families"]\n')
    return re.sub(r"(key_result|tags) = \[(.*)\]\n", over_lines, team)


def with_multi_line_texts(team: str) -> str:
    return re.sub(r"(title = .*\n)", lambda match: match[1] + TEXT, team)


def with_comments(team: str) -> str:
    remark = '# It\'s "as agreed": [see the minutes], {1.} and [[2.]]\n'
    return "".join(f"{remark}{line}" if line.strip() else line for line in team.splitlines(keepends=True))


def with_waivers(team: str) -> str:
    waiver = "# planlint: ignore[PL602] -- the ward chooses who does it\n"
    tables = team.replace('"todo"', '"doing"').split("[task.")
    return f"{waiver}[task.".join(re.sub(r"assignee = .*\n", "", table) for table in tables)


def with_all(team: str) -> str:
    return with_multi_line_texts(with_lists_over_lines(with_comments(with_inline_tables(with_waivers(team)))))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "plain": plain,
    "inline tables": with_inline_tables,
    "lists over lines": with_lists_over_lines,
    "multi-line texts": with_multi_line_texts,
    "comments": with_comments,
    "waivers": with_waivers,
    "all of these": with_all,
    "long files": plain,
}
IN_A_LONG_FILE = 50


def write(folder: Path, files: int, layout: str = "plain") -> None:
    """Write a plan of so many files, spread over folders of a hundred; of long files there are fifty times fewer."""
    laid_out = LAYOUTS[layout]
    size = IN_A_LONG_FILE if layout == "long files" else 1
    for first in range(0, files, size):
        path = folder / "plan" / f"{first // 100:03d}" / f"ward-{first:05d}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        teams = (FIRST if n == 0 else TEAM.format(n=n, priority=n % 4) for n in range(first, min(first + size, files)))
        path.write_text(laid_out("\n".join(teams)), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
