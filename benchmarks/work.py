"""`why FILE:LINE` beside git blame and an answer about an item; trailers beside `git log`: `work.py [COMMITS]`."""

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

COMMITS = 20_000
FILES = 400
RUNS = 7
MOST_ANSWER = 1.3
MOST_PASS = 1.5
HOT = "src/hot.py"
PLAN = """\
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
[key_result.days]
title = "Three weeks from intake to keys"
objective = "faster"
metric = { name = "days", unit = "days", baseline = 58, target = 21, current = 40 }
[tactic.desk]
title = "Run a weekly desk"
key_result = "days"
[task.call-list]
title = "List the landlords"
tactic = "desk"
"""
PASS = (
    "from pathlib import Path; from planlint.trees.git.repository import Repository; "
    "from planlint.app.history.work_record import work_record; r = Repository.open(Path('.')); "
    "print(len(work_record(r, r.resolve('HEAD'), 'Plan-Item', keeps=False).commits))"
)


def stream(commits: int) -> Iterator[bytes]:
    """Yield a history for `git fast-import`: each fifth commit names an item."""
    chance = random.Random(5)
    files = {f"src/m{n % 20}/f{n}.py": [f"line {line} of {n}" for line in range(80)] for n in range(FILES)}
    files[HOT] = [f"hot {line}" for line in range(300)]

    def data(text: str) -> bytes:
        raw = text.encode()
        return b"data %d\n%s\n" % (len(raw), raw)

    for number in range(1, commits + 1):
        changed = {HOT if chance.random() < 0.05 else chance.choice(list(files)): None} if number > 1 else files
        for path in changed if number > 1 else ():
            files[path][chance.randrange(len(files[path]))] = f"changed {number}"
        who = f"A{number % 1000} <a{number % 1000}@example.org> {1_700_000_000 + 600 * number} +0000"
        message = f"Change {next(iter(changed))}\n\nThis is why, in a body\nthat people write.\n"
        yield f"commit refs/heads/main\nmark :{number}\nauthor {who}\ncommitter {who}\n".encode()
        yield data(message + ("\nPlan-Item: call-list\n" if number % 5 == 0 else ""))
        yield f"from :{number - 1}\n".encode() if number > 1 else b""
        for path in changed:
            yield f"M 644 inline {path}\n".encode() + data("\n".join(files[path]) + "\n")
        if number == 1:
            yield b"M 644 inline plan.toml\n" + data(PLAN)
    yield b"done\n"


def seconds(folder: Path, *command: str) -> float:
    """Return the least processor time a command takes, its children included."""
    found = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def main() -> int:
    """Print what is measured, and fail where it takes longer than it may."""
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else COMMITS
    planlint = (sys.executable, "-m", "planlint")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        subprocess.run(
            ["git", "fast-import", "--quiet", "--done"], cwd=folder, input=b"".join(stream(commits)), check=True
        )
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
        blamed = subprocess.run(
            ["git", "blame", "-l", "-s", HOT], cwd=folder, capture_output=True, text=True, check=True
        )
        named = subprocess.run(
            ["git", "log", "--grep=Plan-Item", "--format=%H"], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.split()
        line = next(at for at, row in enumerate(blamed.stdout.splitlines(), 1) if row.split()[0] in set(named))
        bare = seconds(folder, *planlint, "why", "call-list")
        blame = seconds(folder, "git", "blame", "--porcelain", "-L", f"{line},{line}", HOT)
        answer = seconds(folder, *planlint, "why", f"{HOT}:{line}")
        log = seconds(folder, "git", "log", "--format=%H")
        start = seconds(folder, sys.executable, "-c", PASS.partition("; r =")[0])
        trailers = seconds(folder, sys.executable, "-c", PASS) - start
    print(
        f"why FILE:LINE {answer:.3f} s, git blame {blame:.3f} s, why ITEM {bare:.3f} s: {answer / (blame + bare):.2f}"
    )
    print(f"trailers {trailers:.3f} s, git log --format=%H {log:.3f} s: {trailers / log:.2f}")
    return int(answer > MOST_ANSWER * (blame + bare) or trailers > MOST_PASS * log)


if __name__ == "__main__":
    sys.exit(main())
