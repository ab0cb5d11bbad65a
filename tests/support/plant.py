"""Plants faults that have a certain remedy into the files of a plan: `plant.py FOLDER SEED COUNT` prints how many."""

# ruff: noqa: E501 - the table reads across

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

Fault = Callable[[re.Match[str]], str]

# What is written, and what somebody might have written by mistake in its place.
FAULTS: tuple[tuple[str, Fault], ...] = (
    (r"(?m)^title(?= = )", lambda match: "titel"),
    (r"(?m)^(owner|assignee)(?= = )", lambda match: match[1].replace("ne", "en").replace("assig", "asig")),
    (r"(?m)^(status = )\"(on-track|at-risk|off-track)\"", lambda match: f'{match[1]}"{match[2].replace("-", " ").title()}"'),
    (r"(?m)^(due = )(\d{4}-\d{2}-\d{2})", lambda match: f'{match[1]}"{match[2]}"'),
    (r"(?m)^((?:objective|key_result|tactic) = )\"([a-z0-9-]{9,})\"", lambda match: f'{match[1]}["{match[2]}", "{match[2]}"]'),
    (r"(?m)^((?:objective|key_result|tactic) = )\"([a-z-]{9,})\"", lambda match: f'{match[1]}"{match[2]}s"'),
    (r"(?m)^(priority = )(\d+)", lambda match: f'{match[1]}"{match[2]}"'),
    (r"(?m)^(metric\.(?:target|baseline|current) = )(\d+)$", lambda match: f'{match[1]}"{match[2]}"'),
    (r"(?m)^(reached = \[)\"([a-z]+)\"", lambda match: f'{match[1]}"{match[2]}", "{match[2]}"'),
    (r"(?m)^(\[(?:task|tactic)\.[\w-]+\])$", lambda match: f"{match[1]}  # planlint: ignore[PL308] -- planted"),
)  # fmt: skip


def plant(folder: Path, seed: int, count: int) -> int:
    """Plant up to `count` faults, at most one an item, so that each can be told from the others; return how many."""
    chance = random.Random(seed)
    places: list[tuple[Path, int, int, str]] = []
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_bytes().decode("utf-8")
        for header in re.finditer(r"(?m)^\[[a-z_]+\.[\w-]+\]$", text):
            following = text.find("\n[", header.end())
            end = len(text) if following < 0 else following
            found = [
                (match, fault)
                for pattern, fault in FAULTS
                for match in re.compile(pattern).finditer(text, header.start(), end)
            ]
            if found:
                match, fault = chance.choice(found)
                places.append((path, match.start(), match.end(), fault(match)))
    chosen = chance.sample(places, min(count, len(places)))
    for path, start, end, fault_text in sorted(chosen, key=lambda one: (str(one[0]), -one[1])):
        text = path.read_bytes().decode("utf-8")
        path.write_bytes((text[:start] + fault_text + text[end:]).encode("utf-8"))
    return len(chosen)


if __name__ == "__main__":
    print(plant(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
