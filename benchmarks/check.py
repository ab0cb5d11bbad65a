"""Whole checks beside a floor and a peer, in turn: `check.py [RUNS] [LAYOUT…]`; needs the dependency group `dev`.

A clean check of one small plan beside `python -c pass`, and, where OTHER names another planlint, beside that one; then
checks of 2,000 and 10,000 clean files in every layout of corpus.py beside `taplo lint` with the same schema. It prints
the medians of the processor time, their ratio, and the most memory that a check of planlint took.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import LAYOUTS, write

SCHEMA = Path(__file__).resolve().parent.parent / "schemas" / "plan.schema.json"
BIN = Path(sys.executable).parent


def spent(command: list[str], folder: Path) -> tuple[float, int]:
    """Return the seconds of processor time and the MB that a command takes; anything but success ends all."""
    done = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = status
    if status:
        sys.exit(f"{command} failed in {folder}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def compare(name: str, ours: list[str], other: list[str], folder: Path, runs: int) -> None:
    """Run two commands in turn and print how they compare."""
    pairs = [(spent(ours, folder), spent(other, folder)) for _ in range(runs + 1)][1:]
    mine, theirs = (statistics.median(seconds for seconds, _ in column) for column in zip(*pairs, strict=True))
    memory = max(mine[1] for mine, _ in pairs)
    row = f"{mine * 1000:.0f} ms | {theirs * 1000:.0f} ms | {mine / theirs:.2f} | {memory} MB"
    print(f"| {name} | {row} |", flush=True)


def main(runs: int, chosen: list[str]) -> None:
    """Measure everything, or 2,000 files of the layouts chosen."""
    check = [str(BIN / "planlint"), "check"]
    taplo = [str(BIN / "taplo"), "lint", "--schema", SCHEMA.as_uri(), "plan/**/*.toml"]
    print("| checked : beside | planlint | other | ratio | memory |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as top:
        small = Path(top, "small")
        write(small, 2)
        if not chosen:
            compare("a small plan : `python -c pass`", check, [sys.executable, "-c", "pass"], small, 3 * runs)
        if other := os.environ.get("OTHER"):
            compare("a small plan : another planlint", check, [other, "check"], small, 3 * runs)
        sizes = [2000] if chosen else [2000, 10000]
        for files, layout in [(files, layout) for files in sizes for layout in chosen or LAYOUTS]:
            folder = Path(top, f"{files} {layout}")
            write(folder, files, layout)
            compare(f"{files:,} files, {layout} : taplo", check, taplo, folder, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, sys.argv[2:])
