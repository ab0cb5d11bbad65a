"""Whole commands against a floor and a peer, in turn: `check.py [RUNS]`; needs the `editors` dependency group.

Prints for each pair the medians and the ratio of the medians: a clean check of one small plan against `python -c pass`,
and a check of 2,000 and 10,000 clean files against `taplo lint` with the same schema.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

SCHEMA = Path(__file__).resolve().parent.parent / "schemas" / "plan.schema.json"
BIN = Path(sys.executable).parent


def seconds(command: list[str], folder: Path) -> float:
    """Return how long a command takes; anything but success ends the measurement."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{command} failed: {done.stdout.decode()} {done.stderr.decode()}")
    return taken


def compare(name: str, ours: list[str], other: list[str], folder: Path, runs: int) -> None:
    """Run two commands in turn and print how they compare."""
    pairs = [(seconds(ours, folder), seconds(other, folder)) for _ in range(runs + 1)][1:]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<34} {mine * 1000:8.0f} ms {theirs * 1000:8.0f} ms   ratio {mine / theirs:5.2f}")


def main(runs: int) -> None:
    """Measure everything."""
    check = [str(BIN / "planlint"), "check"]
    taplo = [str(BIN / "taplo"), "lint", "--schema", SCHEMA.as_uri(), "plan/**/*.toml"]
    print(f"{'':<34} {'planlint':>11} {'other':>11}")
    with tempfile.TemporaryDirectory() as name:
        one = Path(name, "one")
        write(one, 2)
        compare("1 small plan : python -c pass", check, [sys.executable, "-c", "pass"], one, 3 * runs)
        for files in (2000, 10000):
            many = Path(name, str(files))
            write(many, files)
            compare(f"{files} files : taplo lint --schema", check, taplo, many, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
