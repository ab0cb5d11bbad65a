"""Work grows with the plan, not with its square nor with how it is laid out: counted in calls, not in seconds."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.nearest import Names
from tests.support.fuzzing import DAY, ran

TOP = """\
[purpose.care]
title = "Everybody is cared for"
[vision.near]
title = "Care is an hour away"
purpose = "care"
[outcome.reach]
title = "People reach care in time"
vision = "near"
[objective.wards]
title = "Patients go home as soon as they can"
outcome = "reach"
[key_result.stay]
title = "The usual stay is two days shorter"
objective = "wards"
metric = { name = "stay", unit = "days", baseline = 9, target = 7, current = 8 }
"""
FAULTS: dict[str, Callable[[int, int], str]] = {
    "references that lead nowhere": lambda n, _: (
        f'[tactic.visit-{n}]\ntitle = "Visit ward {n}"\nkey_result = "stay"\n'
        f'[task.ask-{n}]\ntitle = "Ask in ward {n}"\ntactic = "vsit-{n}"\n'
    ),
    "people that nobody knows": lambda n, _: (
        f'[person.nurse-{n}]\nname = "Nurse {n}"\n'
        f'[tactic.visit-{n}]\ntitle = "Visit ward {n}"\nkey_result = "stay"\nowner = "nruse-{n}"\n'
    ),
    "one title for all": lambda n, _: f'[tactic.visit-{n}]\ntitle = "Visit the wards"\nkey_result = "stay"\n',
    "one ring": lambda n, number: (
        f'[tactic.visit-{n}]\ntitle = "Visit ward {n}"\nkey_result = "stay"\n'
        f'depends_on = "tactic.visit-{(n + 1) % number}"\n'
    ),
    "waivers of no use": lambda n, _: (
        f'[tactic.visit-{n}]\ntitle = "Visit ward {n}" # planlint: ignore[PL201] -- it was so\nkey_result = "stay"\n'
    ),
    "keys that nobody reads": lambda n, _: f'[tactic.visit-{n}]\ntitle = "Visit"\nkey_result = "stay"\nownr = "ines"\n',
}


def calls_of_a_check(folder: Path, text: str) -> int:
    """Return how many functions a check of a plan calls, once everything is loaded."""
    folder.joinpath("plan.toml").write_text(text, encoding="utf-8")
    check = ("check", "--root", str(folder), "--format", "json", "--today", DAY)
    ran(*check)
    count = 0

    def called(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(called)
    try:
        ended = ran(*check)
    finally:
        sys.setprofile(None)
    assert ended.status < 2
    return count


@pytest.mark.parametrize("fault", FAULTS)
def test_twice_as_many_faults_are_at_most_twice_the_work(fault: str, tmp_path: Path) -> None:
    few, many = (
        calls_of_a_check(tmp_path, TOP + "".join(FAULTS[fault](n, number) for n in range(number)))
        for number in (150, 300)
    )
    assert few < many < 2.1 * few


LAYOUTS = {
    "inline tables": 'metric = { name = "stay", unit = "days", baseline = 9, target = 7, current = 8 }\n',
    "a table of its own": (
        '[key_result.stay-{n}.metric]\nname = "stay"\nunit = "days"\nbaseline = 9\ntarget = 7\ncurrent = 8\n'
    ),
    "comments": (
        '# said [so]\nmetric.name = "stay" # {{1}}\nmetric.unit = "days"\n# \'\'\'\nmetric.baseline = 9\n'
        "metric.target = 7 # it's\nmetric.current = 8\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_is_much_more_work_than_another(layout: str, tmp_path: Path) -> None:
    plain = 'metric.name = "stay"\nmetric.unit = "days"\nmetric.baseline = 9\nmetric.target = 7\nmetric.current = 8\n'
    item = '[key_result.stay-{n}]\ntitle = "The stay in ward {n} is two days shorter"\nobjective = "wards"\n'
    works = [
        calls_of_a_check(tmp_path, TOP + "".join((item + lines).replace("{n}", str(n)) for n in range(200)))
        for lines in (plain, LAYOUTS[layout].replace("{{", "{").replace("}}", "}"))
    ]
    assert works[1] < 1.5 * works[0]


@pytest.mark.parametrize("wrong", ["vsit-ward-{}", "visit-wrd-{}", "qqq-{}-zzz", "visit-ward-{}-{}"])
def test_names_that_do_not_exist_are_compared_with_few_in_the_end(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    reach = Names._within_reach

    def counted(self: Names, folded: str, start: str = "") -> list[str]:
        nonlocal compared
        forms = reach(self, folded, start)
        compared += len(forms)
        return forms

    monkeypatch.setattr(Names, "_within_reach", counted)
    monkeypatch.setattr("planlint.nearest._MOST_PAIRS", 10_000)
    names = Names(f"visit-ward-{n}" for n in range(2000))
    for n in range(2000):
        names.nearest(wrong.format(n, n))
    assert compared < 10_000 + 2000 * 200
