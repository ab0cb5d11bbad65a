"""`planlint diff` of two commits that differ in three of 2,000 files, against `git diff --raw`: `diff.py [RUNS]`."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

BIN = Path(sys.executable).parent
FILES = 2000


def git(folder: Path, *arguments: str) -> None:
    """Run git, as nobody in particular."""
    person = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *person, *arguments], cwd=folder, check=True, capture_output=True)


def make(folder: Path) -> None:
    """Make a repository of two commits, packed as a clone has it."""
    write(folder, FILES)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a plan")
    for path in sorted((folder / "plan").rglob("*.toml"))[5:8]:
        path.write_text(
            path.read_text(encoding="utf-8").replace("metric.current = 8", "metric.current = 7"), encoding="utf-8"
        )
    git(folder, "commit", "-q", "-a", "-m", "a check-in")
    git(folder, "gc", "-q")


def seconds(command: list[str], folder: Path) -> float:
    """Return how long a command takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Measure in turn: the diff, git's, the diff of nothing, and a bare start of the program."""
    planlint = str(BIN / "planlint")
    commands = {
        "planlint diff HEAD~1 HEAD": [planlint, "diff", "HEAD~1", "HEAD", "--format", "json"],
        "git diff --raw": ["git", "diff", "--raw", "HEAD~1", "HEAD"],
        "planlint diff HEAD HEAD": [planlint, "diff", "HEAD", "HEAD"],
        "planlint schema": [planlint, "schema"],
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        taken: dict[str, list[float]] = {command: [] for command in commands}
        for _ in range(runs + 1):
            for command, words in commands.items():
                taken[command].append(seconds(words, folder))
    medians = {command: statistics.median(times[1:]) for command, times in taken.items()}
    for command, median in medians.items():
        print(f"{command:<28} {median * 1000:7.0f} ms")
    diff, raw, nothing, start = medians.values()
    print(f"diff / (git + diff of nothing)  {diff / (raw + nothing):5.2f}")
    print(f"diff / (git + bare start)       {diff / (raw + start):5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
