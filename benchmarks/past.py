"""Make a repository with a long history of a plan: COMMITS commits over FILES files, the same for the same seed.

Usage: python benchmarks/past.py FOLDER [COMMITS] [FILES]
"""

import random
import subprocess
import sys
from pathlib import Path

_DAY = 86_400
_BEGUN = 1_500_000_000
_STATUS = ("todo", "doing", "done")


class File:
    """A plan file as it grows: an objective with its key results, tactics and tasks."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.path = f"plan/area-{number % 20:02}/goal-{number:04}.toml"
        self.results = [[chance.randrange(10, 90), 100, "on-track"] for _ in range(2)]
        self.tasks = [["todo", f"p{chance.randrange(40)}"] for _ in range(3)]

    def change(self, chance: random.Random) -> str:
        """Change something, as people do; return what."""
        kind = chance.random()
        if kind < 0.55:
            chance.choice(self.results)[0] = chance.randrange(10, 100)
            return "check in"
        if kind < 0.85:
            task = chance.choice(self.tasks)
            task[0] = _STATUS[(_STATUS.index(task[0]) + 1) % 3]
            return "move a task"
        if kind < 0.93:
            chance.choice(self.results)[1] += 1
            return "move a target"
        if kind < 0.97:
            self.tasks.append(["todo", f"p{chance.randrange(40)}"])
            return "add a task"
        if len(self.tasks) > 2:
            self.tasks.pop()
        return "remove a task"

    def text(self) -> str:
        name = f"goal-{self.number:04}"
        parts = [
            f'[objective.{name}]\ntitle = "Customers get what goal {self.number} promises"\noutcome = "happy"\n'
            f'period = "2026"\nowner = "p{self.number % 40}"\n'
        ]
        for n, (current, target, status) in enumerate(self.results):
            parts.append(
                f'[key_result.{name}-{n}]\ntitle = "Measure {n} of goal {self.number} rises"\nobjective = "{name}"\n'
                f'status = "{status}"\nmetric.name = "measure {n}"\nmetric.baseline = 5\n'
                f"metric.target = {target}\nmetric.current = {current}\n"
            )
        parts.append(f'[tactic.{name}]\ntitle = "Work on the causes"\nkey_result = "{name}-0"\n')
        for n, (status, who) in enumerate(self.tasks):
            parts.append(
                f'[task.{name}-{n}]\ntitle = "Step {n} towards goal {self.number}"\ntactic = "{name}"\n'
                f'assignee = "{who}"\nstatus = "{status}"\n'
            )
        return "\n".join(parts)


def stream(commits: int, files: int, seed: int = 1) -> bytes:
    """Return what `git fast-import` makes the repository of."""
    chance = random.Random(seed)
    plan = [File(number, chance) for number in range(files)]
    out: list[bytes] = []
    made: list[File] = []
    for number in range(commits):
        if len(made) < files and (number % 3 == 0 or not made):
            touched, message = [plan[len(made)]], "add a goal"
            made.append(touched[0])
        else:
            touched = chance.sample(made, min(len(made), chance.choice((1, 1, 2, 2, 3))))
            message = ", ".join(file.change(chance) for file in touched)
        when = f"{_BEGUN + number * _DAY // 8} +0000"
        who = f"Person {number % 40} <p{number % 40}@example.org>"
        out.append(b"commit refs/heads/main\n" + f"author {who} {when}\ncommitter {who} {when}\n".encode())
        out.append(_data(message))
        for file in touched:
            out.append(f"M 100644 inline {file.path}\n".encode() + _data(file.text()))
    return b"".join(out)


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%b\n" % (len(raw), raw)


def make(folder: Path, commits: int = 20_000, files: int = 300) -> None:
    """Make the repository in a new folder."""
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input=stream(commits, files), check=True)
    subprocess.run(["git", "-C", folder, "repack", "-adq"], check=True)
    subprocess.run(["git", "-C", folder, "reset", "-q", "--hard"], check=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:]))
