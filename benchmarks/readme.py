"""The table of the README: `readme.py [RUNS]` measures and writes it.

Checks of 2,000 files of linked items beside other programs that know the shape of such files, and `history` beside
git: medians of the processor time of commands that run in turn, and their ratio.
"""

import compileall
import statistics
import sys
import tempfile
from pathlib import Path

import check
import history
from corpus import write
from past import make

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- written by benchmarks/readme.py -->\n", "<!-- end -->\n"
HEAD = "| job | planlint, s | beside | s | ratio |\n| --- | --- | --- | --- | --- |\n"
COMMITS = 5000


def row(job: str, ours: float, other: str, theirs: float) -> str:
    """Return a line of the table."""
    return f"| {job} | {ours:.2f} | {other} | {theirs:.2f} | {ours / theirs:.2f} |\n"


def checks(folder: Path, runs: int) -> list[str]:
    """Return the lines on checks."""
    write(folder, 2000)
    job = "`check` of 2,000 files, 12,000 items"
    peers = {"`taplo lint` with the schema": check.TAPLO, **check.others(folder)}
    measured = ((name, check.compare(name, check.CHECK, command, folder, runs)) for name, command in peers.items())
    lines = [row(job, ours, name, theirs) for name, (ours, theirs) in measured]
    if linked := check.beside_doorstop(folder.parent, 1):
        lines.append(row("`check` of 2,000 linked items", linked[0], "doorstop", linked[1]))
    return lines


def histories(folder: Path, runs: int) -> list[str]:
    """Return the lines on `history`."""
    history.adopt_orphans()
    make(folder, COMMITS, history.FILES)
    ids = folder.parent / "ids"
    ids.write_bytes(history.blob_ids(folder))
    taken = [
        (
            history.run([*history.READ_ALL, "--no-cache"], folder)[0],
            history.floor(folder, ids),
            history.run(history.READ_ALL, folder)[0],
            history.run(history.LOG, folder)[0],
        )
        for _ in range(runs + 1)
    ][1:]
    cold, floor, again, log = (statistics.median(column) for column in zip(*taken, strict=True))
    return [
        row(f"`history` of {COMMITS:,} commits, the first time", cold, "`git log` and `git cat-file`", floor),
        row("again", again, "`git log`", log),
    ]


def main(runs: int) -> None:
    """Measure, and put the table in its place."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        sys.exit(f"{README.name} has no place for the table, which begins with {BEGIN}")
    if runs:
        compileall.compile_dir(check.PROGRAM, quiet=1)
        with tempfile.TemporaryDirectory() as top:
            lines = [*checks(Path(top, "plan"), runs), *histories(Path(top, "past"), runs)]
        README.write_text(f"{before}{BEGIN}\n{HEAD}{''.join(lines)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
