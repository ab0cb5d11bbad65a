"""What many findings cost: `findings.py [NUMBER] [CASE…]`; a clean plan of the same size is 1.

Each case makes a plan with that many items, all sound, and the same plan with a fault in each of them. It prints the
processor time of both checks, their ratio, and how the second grows with twice as many items: 2 is linear, 4 quadratic.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

PLANLINT = str(Path(sys.executable).parent / "planlint")
A_FILE = 500
FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")
TOP = """\
[purpose.homes]
title = "Every family in the valley has a safe home"

[vision.valley]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"

[outcome.stay-housed]
title = "Families who move in stay housed"
vision = "valley"
serves = "families leaving emergency shelter"

[objective.placement]
title = "Moving in takes weeks, not months"
outcome = "stay-housed"
period = "2099-H2"
owner = "ines"

[key_result.wait]
title = "The wait from intake to keys is three weeks"
objective = "placement"
metric.name = "median days from intake to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21

[tactic.desk]
title = "Run a weekly landlord desk"
key_result = "wait"
"""

Items = Iterator[str]
Case = Callable[[int, bool], Items]


def tactic(n: int, key_result: str = "wait", more: str = "") -> str:
    return f'[tactic.visit-street-{n}]\ntitle = "Visit street {n}"\nkey_result = "{key_result}"\n{more}\n'


def task(n: int, tactic: str = "desk", title: str = "", more: str = "") -> str:
    return f'[task.ask-{n}]\ntitle = "{title or f"Ask in street {n}"}"\ntactic = "{tactic}"\n{more}\n'


def one_unknown_parent(number: int, faulty: bool) -> Items:
    return (tactic(n, f"wiat-{n}" if faulty else "wait") for n in range(number))


def unknown_references(number: int, faulty: bool) -> Items:
    for n in range(number):
        yield tactic(n)
        yield task(n, f"visit-stret-{n}" if faulty else f"visit-street-{n}")


def unlike_references(number: int, faulty: bool) -> Items:
    for n in range(number):
        yield tactic(n)
        yield task(n, f"qqq{n}zzz" if faulty else f"visit-street-{n}")


def unknown_people(number: int, faulty: bool) -> Items:
    yield '[person.ines]\nname = "Ines"\n\n'
    for n in range(number):
        yield f'[person.nurse-{n}]\nname = "Nurse {n}"\n\n'
        yield task(n, more=f'assignee = "{f"nruse-{n}" if faulty else f"nurse-{n}"}"\n')


def unknown_periods(number: int, faulty: bool) -> Items:
    for n in range(number):
        yield f'[period.wave-{n}]\nstart = 2099-01-01\nend = 2099-12-31\ntitle = "Wave {n}"\n\n'
        yield task(n, more=f'due = "{f"wvae-{n}" if faulty else f"wave-{n}"}"\n')


def unknown_keys(number: int, faulty: bool) -> Items:
    return (task(n, more=f'{"asignee" if faulty else "assignee"} = "nurse"\n') for n in range(number))


def different_unknown_keys(number: int, faulty: bool) -> Items:
    return (task(n, more=f'{f"asigne{n}" if faulty else "assignee"} = "nurse"\n') for n in range(number))


def same_titles(number: int, faulty: bool) -> Items:
    return (tactic(n).replace(f"Visit street {n}", "Visit the street") if faulty else tactic(n) for n in range(number))


def one_ring(number: int, faulty: bool) -> Items:
    for n in range(number):
        after = (n + 1) % number if faulty else n + 1
        yield task(n, more=f'depends_on = ["ask-{after}"]\n' if after < number else "")


def declared_twice(number: int, faulty: bool) -> Items:
    yield from (task(n) for n in range(number))
    yield from (task(n if faulty else n + number) for n in range(number))


def no_toml(number: int, faulty: bool) -> Items:
    return (task(n, more="due = 2099-06-1\n" if faulty and n % A_FILE == 0 else "") for n in range(number))


def used_waivers(number: int, faulty: bool) -> Items:
    waiver = "  # planlint: ignore[PL201] -- comes with the next plan"
    return (tactic(n, f"wiat-{n}").replace('"\n\n', f'"{waiver}\n\n') if faulty else tactic(n) for n in range(number))


def unused_waivers(number: int, faulty: bool) -> Items:
    waiver = "# planlint: ignore[PL201] -- comes with the next plan\n"
    return ((waiver if faulty else "") + tactic(n) for n in range(number))


def short_tasks(number: int, faulty: bool) -> Items:
    tactic = "dsek" if faulty else "desk"
    return (f'[task.a{n}]\ntitle="Ask {n}"\ntactic="{tactic}"\n' for n in range(number))


CASES: dict[str, Case] = {
    "one unknown key result each": one_unknown_parent,
    "misspelt tactics": unknown_references,
    "tactics like no other": unlike_references,
    "misspelt people": unknown_people,
    "misspelt periods": unknown_periods,
    "one misspelt key": unknown_keys,
    "a different key each": different_unknown_keys,
    "one title for all": same_titles,
    "one ring of dependencies": one_ring,
    "everything declared twice": declared_twice,
    "files that are no TOML": no_toml,
    "a waiver on each finding": used_waivers,
    "waivers of no use": unused_waivers,
}


def write(folder: Path, items: Items, in_a_file: int = A_FILE) -> None:
    texts = [TOP, *items]
    (folder / "plan").mkdir(parents=True)
    for start in range(0, len(texts), in_a_file):
        (folder / "plan" / f"part-{start:06d}.toml").write_text("".join(texts[start : start + in_a_file]))


def spent(folder: Path, *options: str) -> float:
    """Return the processor time of a check."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [PLANLINT, "check", "-q", *(options or ("--format", "json"))],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PLANLINT_TODAY": "2026-11-23"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(folder: Path, *options: str) -> float:
    return min(spent(folder, *options) for _ in range(2))


def measure(name: str, case: Case, number: int, top: Path) -> None:
    """Print a line of the table."""
    folders = {kind: top / kind for kind in ("clean", "faulty", "twice")}
    write(folders["clean"], case(number, False))
    write(folders["faulty"], case(number, True))
    write(folders["twice"], case(2 * number, True))
    clean, faulty, twice = (least(folder) for folder in folders.values())
    print(f"| {name} | {clean:.2f} | {faulty:.2f} | {faulty / clean:.1f} | {twice / faulty:.1f} |", flush=True)


def measure_one_file(number: int, top: Path) -> None:
    """Print what so many items in one file cost beside as many in many files."""
    print(f"\n| {number:,} short items | clean, s | a fault in each, s | ratio |\n| --- | --- | --- | --- |")
    for where, in_a_file in (("in many files", A_FILE), ("in one file", number + 1)):
        folders = {faulty: top / f"{in_a_file}-{faulty}" for faulty in (False, True)}
        for faulty, folder in folders.items():
            write(folder, short_tasks(number, faulty), in_a_file)
        clean, faulty_s = (least(folder) for folder in folders.values())
        print(f"| {where} | {clean:.2f} | {faulty_s:.2f} | {faulty_s / clean:.1f} |", flush=True)


def measure_formats(number: int, top: Path) -> None:
    """Print a line for each format."""
    print(f"\n| {number} findings as | s | of json |\n| --- | --- | --- |")
    write(top, one_unknown_parent(number, True))
    json = least(top, "--format", "json")
    for form in FORMATS:
        seconds = least(top, "--format", form)
        print(f"| {form} | {seconds:.2f} | {seconds / json:.1f} |", flush=True)


def main(number: int, chosen: list[str]) -> None:
    """Measure the cases whose names hold one of the words; all without any."""
    print(f"| {number} items | clean, s | faulty, s | ratio | twice as many |\n| --- | --- | --- | --- | --- |")
    for name, case in CASES.items():
        if not chosen or any(word in name for word in chosen):
            with tempfile.TemporaryDirectory() as top:
                measure(name, case, number, Path(top))
    if not chosen or "one file" in chosen:
        with tempfile.TemporaryDirectory() as top:
            measure_one_file(20_000, Path(top))
    if not chosen or "formats" in chosen:
        with tempfile.TemporaryDirectory() as top:
            measure_formats(5000, Path(top))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000, sys.argv[2:])
