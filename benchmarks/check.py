"""Whole checks beside a floor and a peer, in turn: `check.py [RUNS] [LAYOUT…]`; needs the dependency group `dev`.

A clean check of one small plan beside `python -c pass`, and, where OTHER names another planlint, beside that one; then
checks of 2,000 clean files in every layout of corpus.py, and of 10,000 in two of them, beside `taplo lint` with the
same schema; and of 2,000 plain files beside `tombi lint` and `check-jsonschema` with it, and of 2,000 linked items
beside `doorstop`, which follows links as planlint does (where it is installed: pip install doorstop). It prints the
medians of the processor time, their ratio, and the most memory that a check of planlint took. `peers` stands for the
last part among the layouts.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import LAYOUTS, write

SCHEMA = Path(__file__).resolve().parent.parent / "schemas" / "plan.schema.json"
BIN = Path(sys.executable).parent
CHECK = [str(BIN / "planlint"), "check"]
TAPLO = [str(BIN / "taplo"), "lint", "--schema", SCHEMA.as_uri(), "plan/**/*.toml"]
PROGRAM = Path(__file__).resolve().parent.parent / "planlint"


def spent(command: list[str], folder: Path) -> tuple[float, int]:
    """Return the seconds of processor time and the MB that a command takes; anything but success ends all."""
    done = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = status
    if status:
        sys.exit(f"{command} failed in {folder}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def compare(name: str, ours: list[str], other: list[str], folder: Path, runs: int) -> tuple[float, float]:
    """Run two commands in turn, print how they compare, and return the medians."""
    pairs = [(spent(ours, folder), spent(other, folder)) for _ in range(runs + 1)][1:]
    mine, theirs = (statistics.median(seconds for seconds, _ in column) for column in zip(*pairs, strict=True))
    memory = max(mine[1] for mine, _ in pairs)
    row = f"{mine * 1000:.0f} ms | {theirs * 1000:.0f} ms | {mine / theirs:.2f} | {memory} MB"
    print(f"| {name} | {row} |", flush=True)
    return mine, theirs


def others(folder: Path) -> dict[str, list[str]]:
    """Return the commands of other tools that check the plan in a folder by the same JSON Schema."""
    (folder / "tombi.toml").write_text(f'[[schemas]]\npath = "{SCHEMA}"\ninclude = ["plan/**/*.toml"]\n', "utf-8")
    files = sorted(str(path.relative_to(folder)) for path in (folder / "plan").rglob("*.toml"))
    return {
        "tombi": [str(BIN / "tombi"), "lint", "--offline", "plan"],
        "check-jsonschema": [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA), *files],
    }


def beside_others(top: Path, runs: int) -> None:
    """Compare with the other tools that check TOML by a JSON Schema."""
    folder = top / "peers"
    write(folder, 2000)
    for name, command in others(folder).items():
        compare(f"2,000 files, plain : {name}", CHECK, command, folder, runs)


def doorstop(folder: Path) -> list[str] | None:
    """Write 1,000 requirements and 1,000 tests that link to them; return the command that checks them, if it is there.

    An item a file, as doorstop has it. Nothing is told but where a link leads nowhere.
    """
    program = BIN / "doorstop"
    if not program.exists():
        print("doorstop is not installed: pip install doorstop compares with it")
        return None
    for prefix, parent in (("REQ", ""), ("TST", "REQ")):
        document = folder / prefix.lower()
        document.mkdir(parents=True)
        known = f"  parent: {parent}\n" if parent else ""
        settings = f"settings:\n  digits: 4\n  itemformat: yaml\n{known}  prefix: {prefix}\n  sep: ''\n"
        (document / ".doorstop.yml").write_text(settings, "utf-8")
        for n in range(1, 1001):
            links = f"\n- {parent}{n:04d}: null" if parent else " []"
            text = (
                f"active: true\nderived: false\nheader: ''\nlevel: '{1 + n // 100}.{1 + n % 100}'\nlinks:{links}\n"
                f"normative: true\nref: ''\nreviewed: null\ntext: |\n  Patients of ward {n} go home soon.\n"
            )
            (document / f"{prefix}{n:04d}.yml").write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)  # doorstop asks it where the top is
    return [str(program), "--quiet", "--no-reformat", "--no-suspect-check", "--no-review-check"]


def beside_doorstop(top: Path, runs: int) -> tuple[float, float] | None:
    """Compare with doorstop over as many items as are in a plan of 334 files."""
    theirs, ours = top / "doorstop", top / "as many items"
    if (command := doorstop(theirs)) is None:
        return None
    write(ours, 334)
    check = [*CHECK, "--root", str(ours)]
    return compare("2,000 linked items : doorstop", check, command, theirs, runs)


def main(runs: int, chosen: list[str]) -> None:
    """Measure everything, or 2,000 files of the layouts chosen."""
    compileall.compile_dir(PROGRAM, quiet=1)  # as pip does when it installs it
    print("| checked : beside | planlint | other | ratio | memory |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as top:
        small = Path(top, "small")
        write(small, 2)
        if not chosen:
            compare("a small plan : `python -c pass`", CHECK, [sys.executable, "-c", "pass"], small, 3 * runs)
        if other := os.environ.get("OTHER"):
            compare("a small plan : another planlint", CHECK, [other, "check"], small, 3 * runs)
        sizes = [(2000, layout) for layout in chosen or LAYOUTS if layout != "peers"]
        sizes += [] if chosen else [(10000, "plain"), (10000, "all of these")]
        for files, layout in sizes:
            folder = Path(top, f"{files} {layout}")
            write(folder, files, layout)
            compare(f"{files:,} files, {layout} : taplo", CHECK, TAPLO, folder, runs)
        if not chosen or "peers" in chosen:
            beside_others(Path(top), runs)
            beside_doorstop(Path(top), 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7, sys.argv[2:])
