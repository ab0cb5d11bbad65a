"""A repository in which code and plan grow together: branches, merges, squashes, renames of files and of ids."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.conftest import Repo

GOALS = """\
[purpose.homes]
title = "Every family has a safe home"

[vision.valley]
title = "Nobody sleeps outside"
purpose = "homes"

[outcome.housed]
title = "Families stay housed"
vision = "valley"

[objective.faster]
title = "Moving in takes weeks"
outcome = "housed"
period = "2026-H2"
owner = "ines"

[key_result.days]
title = "Three weeks from intake to keys"
objective = "faster"
metric.name = "days"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40

[tactic.desk]
title = "Run a weekly desk"
key_result = "days"
"""


def task(identifier: str, title: str, *more: str) -> str:
    """Return a task of the plan."""
    lines = [f"[task.{identifier}]", f'title = "{title}"', 'tactic = "desk"', *more]
    return "\n".join(lines) + "\n"


@dataclass
class Working:
    """A repository, and what a person who was there knows of it: the items each commit names, by its id."""

    repo: Repo
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The newest names of the items that a commit names itself."""
    tasks: dict[str, str] = field(default_factory=dict)
    """By the id a task has in the plan, its lines."""
    newest: dict[str, str] = field(default_factory=dict)
    """By the title a task was made with, the id it has now; titles are never reused."""
    day: int = 0

    def plan(self) -> dict[str, str]:
        return {"plan/main.toml": GOALS + "".join(f"\n{text}" for text in self.tasks.values())}

    def commit(self, files: dict[str, str | None], message: str) -> str:
        self.day += 1
        when = f"2026-{1 + self.day // 28:02}-{1 + self.day % 28:02}T12:00:00+00:00"
        return self.repo.commit(files, message, when)


def grown(top: Path) -> tuple[Working, dict[str, str | None]]:
    """Return a repository of some sixty commits; and by title the id that each task ever made has in the end."""
    random = Random(21)
    here = Working(Repo(top))
    ids = {"List the landlords": "call-list", "Ask first": "ask", "Print the forms": "forms"}
    for title, identifier in ids.items():
        here.tasks[identifier] = task(identifier, title)
    files = {name: [f"{name} line {n}" for n in range(12)] for name in ("src/a.py", "src/b.py", "src/c.py")}
    texts: dict[str, str | None] = {path: "\n".join(lines) + "\n" for path, lines in files.items()}
    said: dict[str, tuple[str, ...]] = {}  # by commit, the titles of the tasks it names
    here.commit({**texts, **here.plan()}, "start")

    def titled(*titles: str) -> str:
        return ", ".join(ids[title] for title in titles)

    def edit(count: int = 2) -> dict[str, str | None]:
        path = random.choice(sorted(files))
        for _ in range(count):
            files[path][random.randrange(len(files[path]))] = f"{path} changed {random.random()}"
        return {path: "\n".join(files[path]) + "\n"}

    def rename_task(title: str, newer: str) -> None:
        text = here.tasks.pop(ids[title])
        old = re.search(r"formerly = \[(.*)\]", text)
        former = f'"{ids[title]}"' + (f", {old[1]}" if old else "")
        text = re.sub(r"formerly = .*\n", "", text).replace(f"[task.{ids[title]}]", f"[task.{newer}]")
        here.tasks[newer] = text + f"formerly = [{former}]\n"
        ids[title] = newer

    forms = (
        "Plan-Item: {}",
        "plan-item : {}",
        "Plan-Item:\n  {}",
        "    Plan-Item: {}",
        "A word before.\n\nPlan-Item: {}\n\nAnd words behind it: this is the middle.",
    )
    branch = 0
    while int(here.repo.run("rev-list", "--count", "HEAD")) < 62:
        kind = random.choice("cccccmmssnrf")
        if here.day == 20:
            rename_task("List the landlords", "landlords")
            here.commit(here.plan(), "rename an id")
        elif here.day == 30:  # somebody else takes the old name
            text = here.tasks["landlords"]
            here.tasks["landlords"] = re.sub(r"formerly = .*\n", "", text)
            ids["List the streets"] = "call-list"
            here.tasks["call-list"] = task("call-list", "List the streets")
            here.commit(here.plan(), "take the old name for another task")
        elif here.day == 45:
            del here.tasks[ids["Print the forms"]]
            here.commit(here.plan(), "remove a task")
        elif kind == "c":
            title = random.choice([title for title in ids if ids[title] in here.tasks])
            oid = here.commit(edit(), "work\n\n" + random.choice(forms).format(titled(title)))
            said[oid] = (title,)
        elif kind == "n":
            here.commit(edit(), "work that names nothing")
        elif kind == "r":
            path = random.choice(sorted(files))
            newer = f"src/r{here.day}.py"
            files[newer] = files.pop(path)
            here.commit({path: None, newer: "\n".join(files[newer]) + "\n"}, "move a file")
        elif kind == "f":
            two = random.sample([title for title in ids if ids[title] in here.tasks], 2)
            oid = here.commit(edit(3), f"both\n\nPlan-Item: {titled(two[0])}\nPLAN-ITEM:\t{titled(two[1])},\n")
            said[oid] = tuple(two)
        else:
            branch += 1
            title = random.choice([title for title in ids if ids[title] in here.tasks])
            here.repo.run("checkout", "--quiet", "-b", f"topic{branch}")
            for n in range(2):
                oid = here.commit(
                    edit(), f"step {n}" + (f"\n\nPlan-Item: {titled(title)}" if kind == "m" and n else "")
                )
                if kind == "m" and n:
                    said[oid] = (title,)
            here.repo.run("checkout", "--quiet", "main")
            here.day += 1
            date = f"2026-{1 + here.day // 28:02}-{1 + here.day % 28:02}T12:00:00+00:00"
            ann = {
                f"GIT_{role}_{key}": value
                for role in ("AUTHOR", "COMMITTER")
                for key, value in {"NAME": "Ann", "EMAIL": "ann@example.org", "DATE": date}.items()
            }
            if kind == "m":
                message = f"Merge topic{branch}\n\nPlan-Item: {titled(title)}" if branch % 2 else f"Merge topic{branch}"
                here.repo.run("merge", "--quiet", "--no-ff", "-m", message, f"topic{branch}", **ann)
                if branch % 2:
                    said[here.repo.run("rev-parse", "HEAD")] = (title,)
            else:
                here.repo.run("merge", "--quiet", "--squash", f"topic{branch}", **ann)
                message = f"topic (#{branch})\n\n* step 0\n\n    Plan-Item: {titled(title)}\n\n* step 1\n"
                here.repo.run("commit", "--quiet", "-m", message, **ann)
                said[here.repo.run("rev-parse", "HEAD")] = (title,)
    here.newest = dict(ids)
    here.named = {oid: tuple(f"task.{ids[title]}" for title in titles) for oid, titles in said.items()}
    return here, dict.fromkeys(files)


class SlowReading:
    """What each line of a file comes from, read by checking out every commit on every line of the history.

    A line belongs to the commit in which it stands and in none of whose parents it stands, in whatever file: lines are
    made so that none is ever written twice.
    """

    def __init__(self, repo: Repo, folder: Path) -> None:
        subprocess.run(["git", "clone", "--quiet", str(repo.top), str(folder)], check=True, capture_output=True)
        there = Repo.__new__(Repo)
        there.top = folder
        self._folder = folder
        self._held: dict[str, set[str]] = {}
        self._parents: dict[str, list[str]] = {}
        rows = repo.run("log", "--reverse", "--topo-order", "--format=%H %P").splitlines()
        for oid, *above in map(str.split, rows):
            there.run("checkout", "--quiet", oid)
            self._parents[oid] = above
            self._held[oid] = {line for file in (folder / "src").iterdir() for line in file.read_text().splitlines()}
        self._line = repo.run("rev-list", "--first-parent", "--reverse", "HEAD").splitlines()

    def maker(self, line: str) -> str:
        """Return the commit that made a line."""
        held = self._held
        (maker,) = (
            oid for oid in held if line in held[oid] and not any(line in held[one] for one in self._parents[oid])
        )
        return maker

    def bringer(self, oid: str) -> str | None:
        """Return the merge on the line of first parents that brought a commit; None where it is on that line."""
        return None if oid in self._line else next(one for one in self._line if oid in self._below(one))

    def _below(self, oid: str) -> set[str]:
        found, waiting = set(), [oid]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._parents[one]
        return found
