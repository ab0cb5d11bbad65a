"""`planlint history --log` over 20,000 commits of 300 files, beside git alone: `history.py [RUNS [COMMITS]]`.

Processor time, of planlint and of every git that it starts: ratios hold on a busy machine, too.
"""

import compileall
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from past import make

BIN = Path(sys.executable).parent
PLANLINT = str(BIN / "planlint")
PROGRAM = Path(__file__).resolve().parent.parent / "planlint"
COMMITS = 20_000
FILES = 300
LOG = ["git", "log", "--raw", "-z", "--no-abbrev"]
READ_ALL = [PLANLINT, "history", "--log", "--format", "jsonl"]

DRIVER = """
import sys, tomllib
from pydriller import Repository
for commit in Repository(sys.argv[1], to_commit=sys.argv[2]).traverse_commits():
    for file in commit.modified_files:
        if file.filename.endswith(".toml") and file.source_code is not None:
            tomllib.loads(file.source_code)
"""
SAMPLE = 500  # commits for PyDriller, which would take half an hour for all


def adopt_orphans() -> None:
    """Let a git that planlint does not wait for be a child of this process in the end, so that it counts (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def run(command: list[str], folder: Path, given: int = subprocess.DEVNULL) -> tuple[float, float]:
    """Return the seconds of processor time that a command takes with all it starts, and its peak memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, cwd=folder, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(f"{command} ended with {status}")
    try:
        while True:
            os.wait()
    except ChildProcessError:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, usage.ru_maxrss / 1024


def blob_ids(folder: Path) -> bytes:
    """Return the ids of all versions of plan files, in the order of the commits."""
    listed = subprocess.run([*LOG, "--reverse", "--format="], cwd=folder, check=True, capture_output=True).stdout
    ids = (word.split()[3] for word in listed.split(b"\0") if word.startswith(b":"))
    return b"".join(oid + b"\n" for oid in dict.fromkeys(ids) if oid.strip(b"0"))


def floor(folder: Path, ids: Path) -> float:
    """Return the processor time that git alone takes to list the commits and to give the same contents."""
    with ids.open("rb") as wanted:
        return run(LOG, folder)[0] + run(["git", "cat-file", "--batch", "--buffer"], folder, wanted.fileno())[0]


def read_through_pipes(folder: Path, ids: Path) -> float:
    """Return the processor time of the same where somebody reads what git writes and does nothing with it."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    for command in (LOG, ["git", "cat-file", "--batch", "--buffer"]):
        with (
            ids.open("rb") as wanted,
            subprocess.Popen(command, cwd=folder, stdin=wanted, stdout=subprocess.PIPE) as process,
        ):
            assert process.stdout is not None
            while process.stdout.read(1 << 16):
                pass
    after = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(one.ru_utime + one.ru_stime for one in after) - sum(one.ru_utime + one.ru_stime for one in before)


def forget(folder: Path) -> None:
    """Remove what an earlier run has kept."""
    shutil.rmtree(folder / ".git" / "planlint", ignore_errors=True)


def ten_more(folder: Path) -> None:
    """Add ten commits that change one number each."""
    person = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
    path = next(path for path in sorted(folder.rglob("*.toml")) if "current = " in path.read_text(encoding="utf-8"))
    head, _, tail = path.read_text(encoding="utf-8").partition("current = ")
    rest = tail[tail.index("\n") :] if "}" not in tail.split("\n", 1)[0] else tail.lstrip("0123456789.-")
    for number in range(1000, 1010):
        path.write_text(f"{head}current = {number}{rest}", encoding="utf-8")
        subprocess.run(["git", *person, "commit", "-q", "-a", "-m", f"check-in {number}"], cwd=folder, check=True)


def main(runs: int, commits: int) -> None:
    """Measure in turn, and print medians and ratios."""
    adopt_orphans()
    compileall.compile_dir(PROGRAM, quiet=1)  # as pip does when it installs it
    with tempfile.TemporaryDirectory() as name:
        folder, ids = Path(name) / "past", Path(name) / "ids"
        make(folder, commits, FILES)
        ids.write_bytes(blob_ids(folder))
        taken: dict[str, list[float]] = {}
        memory = 0.0

        def note(what: str, seconds: float) -> None:
            taken.setdefault(what, []).append(seconds)

        for _ in range(runs):
            note("git log, git cat-file", floor(folder, ids))
            note("the same, read", read_through_pipes(folder, ids))
            note("git log", run(LOG, folder)[0])
            seconds, peak = run([*READ_ALL, "--no-cache"], folder)
            note("cold, nothing kept", seconds)
            memory = max(memory, peak)
            forget(folder)
            note("cold", run(READ_ALL, folder)[0])
            note("second run", run(READ_ALL, folder)[0])
            note("log, kept", run([PLANLINT, "history", "--log"], folder)[0])
            note("review, kept", run([PLANLINT, "history"], folder)[0])
            note("review, nothing kept", run([PLANLINT, "history", "--no-cache"], folder)[0])
            note("bare start", run([PLANLINT, "schema"], folder)[0])
        ten_more(folder)
        kept = Path(name) / "kept"
        shutil.copytree(folder / ".git" / "planlint", kept)
        for _ in range(runs):
            forget(folder)
            shutil.copytree(kept, folder / ".git" / "planlint")
            note("after ten more commits", run(READ_ALL, folder)[0])
        medians = {what: statistics.median(times) for what, times in taken.items()}
        for what, median in medians.items():
            print(f"{what:<24} {median * 1000:7.0f} ms")
        print(f"cold / git                    {medians['cold, nothing kept'] / medians['git log, git cat-file']:6.2f}")
        print(f"cold / git and a reader       {medians['cold, nothing kept'] / medians['the same, read']:6.2f}")
        print(f"second run / git log          {medians['second run'] / medians['git log']:6.2f}")
        print(f"review / log, kept            {medians['review, kept'] / medians['log, kept']:6.2f}")
        print(f"review / log, nothing kept    {medians['review, nothing kept'] / medians['cold, nothing kept']:6.2f}")
        print(f"ten more commits - bare start {medians['after ten more commits'] - medians['bare start']:6.2f} s")
        print(f"peak memory, cold             {memory:6.0f} MiB")
        beside_pydriller(folder, commits, medians["cold, nothing kept"])


def beside_pydriller(folder: Path, commits: int, cold: float) -> None:
    """Compare with PyDriller, where it is installed, by the time a commit takes."""
    try:
        import pydriller  # noqa: F401
    except ImportError:
        print("PyDriller is not installed: pip install pydriller compares with it")
        return
    last = subprocess.run(
        ["git", "rev-list", "--reverse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[min(SAMPLE, commits) - 1]
    seconds, _ = run([sys.executable, "-c", DRIVER, str(folder), last], folder)
    print(f"PyDriller, a commit           {seconds / SAMPLE * 1000:6.2f} ms")
    print(f"planlint, a commit            {cold / commits * 1000:6.2f} ms")
    print(f"PyDriller / planlint          {seconds / SAMPLE / (cold / commits):6.1f}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(numbers[0] if numbers else 3, numbers[1] if len(numbers) > 1 else COMMITS)
