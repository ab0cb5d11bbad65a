"""What reading costs: processor time, microseconds a file and the ratio to tomllib, over generated plan files.

Run `python benchmarks/parse.py [files]`. Readers are run in turn, three rounds; the least of each counts.
"""

import importlib
import sys
import time
import tomllib

from planlint.toml import read

ROUNDS = 3


def plan(number):
    """Return one file of about 45 lines: an objective with three key results, their tactics and tasks."""
    parts = [
        f'# circle {number}\n\n[objective.goal-{number}]\ntitle = "Moving in takes weeks, not months"\n'
        f'outcome = "stay-housed"\nowner = "ines"\nperiod = "2026-H2"\npriority = {number % 5}\n'
    ]
    for index in range(3):
        name = f"{number}-{index}"
        parts.append(
            f'[key_result.wait-{name}]\ntitle = "The wait is {index + 2} weeks, größtenteils"\n'
            f'objective = "goal-{number}"\nconfidence = 0.{index + 4}\nmetric.name = "median days"\n'
            f'metric.unit = "days"\nmetric.baseline = 58\nmetric.target = {20 + index}\nmetric.current = 40\n'
        )
        parts.append(
            f'[task.call-{name}]\ntitle = "List the landlords"  # all of them\ntactic = "desk-{number}"\n'
            f'assignee = "tomas"\ndue = 2026-10-{10 + index}\nstatus = "done"\ntags = ["phone", "list"]\n'
        )
    return "\n".join(parts)


def with_places(text):
    return read("plan.toml", text.encode()).places


def seconds(reader, texts):
    start = time.process_time()
    for text in texts:
        reader(text)
    return time.process_time() - start


def readers():
    yield "tomllib", tomllib.loads, 1
    for name, function in (("rtoml", "loads"), ("tomlkit", "parse")):
        try:
            load = getattr(importlib.import_module(name), function)
        except ImportError:
            continue
        # tomlkit is so much slower that a tenth of the files says enough.
        yield name, (lambda text, load=load: load(text)), 10 if name == "tomlkit" else 1
    yield "read()", (lambda text: read("plan.toml", text.encode())), 1
    yield "read() and places", with_places, 1


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    texts = [plan(number) for number in range(count)]
    table = list(readers())
    best = {}
    for _ in range(ROUNDS):
        for name, reader, share in table:
            best[name] = min(best.get(name, 1e9), seconds(reader, texts[: count // share or 1]) * share)
    size = sum(len(text.encode()) for text in texts)
    print(f"{count} files, {size / 1e6:.2f} MB, {texts[0].count(chr(10)) + 1} lines each")
    print(f"{'reader':<20}{'s':>8}{'us/file':>10}{'tomllib = 1':>14}")
    for name, spent in best.items():
        print(f"{name:<20}{spent:>8.3f}{spent / count * 1e6:>10.0f}{spent / best['tomllib']:>14.2f}")


if __name__ == "__main__":
    main()
