"""Kills planlint while it writes, and looks at what is left: `killed_writes.py [ROUNDS [SEED]]`.

Every file has to be the old one or the new one, whole, and whatever else lies about must not be read as a plan. First
it is killed before each single thing it does to the disk, then so many times at random moments. It runs in copies of
this process, so it has to be started as a program of its own: nothing else may be going on in it.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from planlint.cli.main import main as planlint
from planlint.config import Config
from planlint.tree import TEMPORARY_SUFFIX
from planlint.trees import root_at, worktree

FILES, EACH = 4, 5
COMMANDS = ("set", "rename", "fix")
DEEDS = ("open", "fsync", "chmod", "replace", "unlink")
# Everything below plan/ counts, whatever its name: nothing that is left over may hide behind the usual pattern.
SETTINGS, INCLUDE = 'include = ["plan"]\n', ("plan",)
HEAD = """\
[purpose.p]
title = "Neighbours meet"

[vision.v]
title = "Nobody eats alone"
purpose = "p"

[outcome.o]
title = "People come back"
vision = "v"

[objective.one]
title = "A first visit feels like the third"
outcome = "o"
owner = "ann"
period = "2026-H2"
"""
BODY = """\
[key_result.k{n}]
title = "Place {n} is full on Fridays"
objective = "one"
metric.name = "guests"
metric.baseline = "0"
metric.target = 900
metric.current = 100

"""

Contents = Mapping[str, bytes]


class Plan(NamedTuple):
    """A folder with a plan in it, and what each command makes of its files."""

    folder: Path
    old: Contents

    def arguments(self, name: str) -> list[str]:
        common = ["-q", "--root", str(self.folder), "--today", "2026-11-23"]
        if name == "fix":
            return ["check", "--fix", "--select", "PL103", *common]
        names = [f"k{n}-{m}" for m in range(EACH) for n in range(1, FILES)]
        words = ["objective.one", "two"] if name == "rename" else [word for n in names for word in (n, "current=500")]
        return [name, *words, *common]

    def after(self, name: str) -> Contents:
        if name == "set":
            return {path: text.replace(b"current = 100\n", b"current = 500\n") for path, text in self.old.items()}
        if name == "fix":
            return {path: text.replace(b'baseline = "0"', b"baseline = 0") for path, text in self.old.items()}
        new = {path: text.replace(b'objective = "one"', b'objective = "two"') for path, text in self.old.items()}
        head = new["0.toml"].replace(b"[objective.one]", b"[objective.two]")
        return {**new, "0.toml": head + b'formerly = ["one"]\n'}

    def now(self) -> Contents:
        return {path: (self.folder / "plan" / path).read_bytes() for path in self.old}

    def leftovers(self) -> list[Path]:
        return [path for path in (self.folder / "plan").iterdir() if path.name not in self.old]

    def restore(self) -> None:
        for path in self.leftovers():
            path.unlink()
        for path, content in self.old.items():
            (self.folder / "plan" / path).write_bytes(content)


def make_plan(folder: Path) -> Plan:
    """Write a plan of several files."""
    texts = {"0.toml": HEAD}
    texts |= {f"{n}.toml": "".join(BODY.format(n=f"{n}-{m}") for m in range(EACH)) for n in range(1, FILES)}
    (folder / "plan").mkdir(parents=True)
    (folder / "planlint.toml").write_text(SETTINGS, encoding="utf-8")
    plan = Plan(folder, {path: text.encode() for path, text in texts.items()})
    plan.restore()
    return plan


def at_every_step(plan: Plan) -> Iterator[str]:
    """Kill each command before the first, the second, … thing it does to the disk; yield how each ended."""
    for name in COMMANDS:
        for step in count(1):
            process = _start(plan, name, lambda step=step: _die_before(step))
            status = os.waitpid(process, 0)[1]
            yield _judged(plan, name, status)
            if status == 0:
                break


def at_random(plan: Plan, rounds: int, seed: int) -> Iterator[str]:
    """Kill so many commands at random moments; yield how each ended."""
    chance = random.Random(seed)
    took = {name: _duration(plan, name) for name in COMMANDS}
    for turn in range(rounds):
        name = COMMANDS[turn % len(COMMANDS)]
        process = _start(plan, name)
        if turn % 4 < 2:
            time.sleep(took[name] * chance.uniform(0.1, 1.1))
        else:
            # Most of the time goes by before anything is written: what is rare is waited for.
            while not plan.leftovers() and os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                pass
            time.sleep(chance.uniform(0, 0.02))
        os.kill(process, signal.SIGKILL)
        yield _judged(plan, name, os.waitpid(process, 0)[1])


def _start(plan: Plan, name: str, prepare: Callable[[], None] = lambda: None) -> int:
    process = os.fork()
    if process == 0:
        prepare()
        os._exit(planlint(plan.arguments(name)))
    return process


def _die_before(step: int) -> None:
    """Have this process kill itself before the n-th time it does something to the disk."""
    deeds = count(1)

    def deadly(deed: Callable[..., object]) -> Callable[..., object]:
        def done(*arguments: object, **options: object) -> object:
            writes = deed is not os_open or int(str(arguments[1])) & os.O_CREAT
            if writes and next(deeds) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return deed(*arguments, **options)

        return done

    os_open = os.open
    for name in DEEDS:
        setattr(os, name, deadly(getattr(os, name)))


def _judged(plan: Plan, name: str, status: int) -> str:
    """Return how a write ended; `AssertionError` where it left what must not be. The plan is then as before."""
    assert status in (0, signal.SIGKILL), f"{name} ended with {status}"
    old, new, now, left = plan.old, plan.after(name), plan.now(), plan.leftovers()
    for path, content in now.items():
        assert content in (old[path], new[path]), f"{path} is neither the old file nor the new one"
    read = worktree(root_at(plan.folder), Config(include=INCLUDE).wants, 1 << 20)
    assert sorted(read) == [f"plan/{path}" for path in old], f"{left} are read as plan files"
    assert all(path.name.endswith(TEMPORARY_SUFFIX) for path in left)
    assert status or (now == new and not left), "not all is written, and nobody was killed"
    plan.restore()
    state = "the old plan" if now == old else "the new plan" if now == new else "some old and some new files"
    return f"{name}: {'killed' if status else 'finished'}, {state}{', temporary files left' if left else ''}"


def _duration(plan: Plan, name: str) -> float:
    start = time.monotonic()
    status = os.waitpid(_start(plan, name), 0)[1]
    took = time.monotonic() - start
    _judged(plan, name, status)
    return took


def main(rounds: int = 300, seed: int = 0) -> None:
    """Print how often writes ended in which way."""
    with tempfile.TemporaryDirectory() as place:
        plan = make_plan(Path(place) / "root")
        for name in COMMANDS:  # what they import is then known to this process, and so to its copies
            assert planlint(plan.arguments(name)) == 0
            plan.restore()
        for how, ends in (("at every step", at_every_step(plan)), ("at random", at_random(plan, rounds, seed))):
            for what, times in sorted(Counter(ends).items()):
                print(f"{how}: {times:4} {what}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
