"""`why FILE:LINE` beside git blame and an answer about an item, trailers beside `git log`: `work.py [COMMITS|BUNDLE]`.

Over so many made commits of code, or over the branch `main` of a bundle, whose commits then name items. Exits with 1
where anything takes longer than it may.
"""

import random
import re
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
OPENED = (
    "import gc; gc.disable(); "  # as in a command
    "from pathlib import Path; from planlint.trees.git.repository import Repository; "
    "from planlint.app.history.work_record import work_record; "
    "r = Repository.open(Path('.')); tip = r.resolve('HEAD')"
)
PASS = f"{OPENED}; print(len(work_record(r, tip, 'Plan-Item', keeps=False).commits))"
AGAIN = f"{OPENED}; print(len(work_record(r, tip, 'Plan-Item').commits))"
HEADER = re.compile(rb"^\[(?:task|tactic|key_result)\.([A-Za-z0-9_-]+)\]", re.MULTILINE)


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


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git prints."""
    return subprocess.run(["git", *arguments], cwd=folder, input=given, stdout=subprocess.PIPE, check=True).stdout


def seeded(exported: bytes, ids: list[bytes]) -> Iterator[bytes]:
    """Yield what `git fast-export` printed, with an item of the plan in the message of each fifth commit."""
    at = number = 0
    is_commit = False
    while at < len(exported):
        end = exported.index(b"\n", at) + 1
        line = exported[at:end]
        at = end
        if not line.startswith(b"data "):
            is_commit = line.startswith(b"commit ") or (
                is_commit and not line.startswith((b"blob", b"tag ", b"reset "))
            )
            yield line
            continue
        at = end + int(line[5:])
        text = exported[end:at]
        if is_commit:
            number += 1
            if number % 5 == 0:
                text = text.rstrip(b"\n") + b"\n\nPlan-Item: " + ids[number // 5 % len(ids)] + b"\n"
        yield b"data %d\n%s\n" % (len(text), text)


def make(folder: Path, commits: int) -> str:
    """Make a history of code in an empty repository; return its busiest file."""
    git(folder, "fast-import", "--quiet", "--done", given=b"".join(stream(commits)))
    return HOT


def take_over(folder: Path, bundle: Path) -> str:
    """Take the history in a bundle into an empty repository, with items named; return its busiest file."""
    git(folder, "fetch", "-q", str(bundle.resolve()), "refs/heads/main:refs/heads/plain")
    paths = git(folder, "log", "--format=", "--name-only", "--no-merges", "plain", "--", "*.toml").decode().split("\n")
    there = set(git(folder, "ls-tree", "-r", "--name-only", "plain").decode().split("\n"))
    texts = git(folder, "grep", "-h", "-e", r"^\[", "plain", "--", "*.toml")
    exported = git(folder, "fast-export", "--no-data", "--reencode=no", "refs/heads/plain")
    renamed = b"".join(seeded(exported, sorted(set(HEADER.findall(texts))))).replace(
        b"refs/heads/plain", b"refs/heads/main"
    )
    git(folder, "fast-import", "--quiet", given=renamed)
    return max(sorted({path for path in paths if path in there and path}), key=paths.count)


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
    asked = sys.argv[1] if len(sys.argv) > 1 else str(COMMITS)
    planlint = (sys.executable, "-m", "planlint")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        git(folder, "init", "-q", "-b", "main")
        hot = make(folder, int(asked)) if asked.isdecimal() else take_over(folder, Path(asked))
        git(folder, "reset", "-q", "--hard", "main")
        named = set(git(folder, "log", "--grep=^Plan-Item: ", "--format=%H").decode().split())
        blamed = git(folder, "blame", "-l", "-s", hot).decode().splitlines()
        line = next(at for at, row in enumerate(blamed, 1) if row.split()[0] in named)
        item = git(folder, "log", "-1", "--format=%(trailers:key=Plan-Item,valueonly)", blamed[line - 1].split()[0])
        bare = seconds(folder, *planlint, "why", item.decode().strip())
        blame = seconds(folder, "git", "blame", "--porcelain", "-L", f"{line},{line}", hot)
        answer = seconds(folder, *planlint, "why", f"{hot}:{line}")
        log = seconds(folder, "git", "log", "--format=%H")
        opened = seconds(folder, sys.executable, "-c", OPENED)
        trailers = seconds(folder, sys.executable, "-c", PASS) - opened
        again = seconds(folder, sys.executable, "-c", AGAIN) - opened
    print(
        f"why FILE:LINE {answer:.3f} s, git blame {blame:.3f} s, why ITEM {bare:.3f} s: {answer / (blame + bare):.2f}"
    )
    print(f"trailers {trailers:.3f} s, git log --format=%H {log:.3f} s: {trailers / log:.2f}")
    print(f"trailers again, from the store {again:.3f} s: {again / log:.2f}")
    return int(answer > MOST_ANSWER * (blame + bare) or trailers > MOST_PASS * log)


if __name__ == "__main__":
    sys.exit(main())
