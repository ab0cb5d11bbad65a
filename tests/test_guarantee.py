"""What the page on the guarantee of the status check claims is what `planlint ci` does."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Repo
from tests.support.bench import BROKEN_LINK, GOOD, LATELY, WEAKER, Bench
from tests.test_docs import blocks, section

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "guarantee.md").read_text(encoding="utf-8")
BASE = {"plan.toml": GOOD, "planlint.toml": "", "baseline.json": json.dumps({"version": 1, "findings": []})}
PROMISE = {"code": "PL801", "item": "key_result.days", "key": "metric.target", "count": 1}

# What the table says a change tries, to what it writes, the exit status, and what is said of it.
TRIED: dict[str, list[tuple[dict[str, str], int, str]]] = {
    "ignores, un-selects or lightens the rule in `planlint.toml`": [
        ({"planlint.toml": 'ignore = ["PL8"]'}, 1, "PL801"),
        ({"planlint.toml": 'select = ["PL2"]'}, 1, "PL801"),
        ({"planlint.toml": 'severity.PL801 = "info"'}, 1, "PL801"),
    ],
    "leaves the file out with `per-file-ignores`": [
        ({"planlint.toml": 'per-file-ignores."plan.toml" = ["PL8"]'}, 1, "PL801"),
    ],
    "moves the file into the archive": [({"planlint.toml": 'archive = ["plan.toml"]'}, 1, "PL805")],
    "leaves the file out with `exclude`": [
        ({"planlint.toml": 'exclude = ["plan.toml"]'}, 2, "to end the plan, write `include = []`"),
        ({"planlint.toml": 'exclude = ["plan.toml"]', "plan/more.toml": '[person.ines]\nname = "Ines"\n'}, 1, "PL805"),
    ],
    "ends the plan with `include = []`": [({"planlint.toml": "include = []"}, 1, "PL805")],
    "records that in the baseline": [
        ({"baseline.json": json.dumps({"version": 1, "findings": [PROMISE]})}, 2, "PL801"),
    ],
    "in a second commit says why of something else": [
        ({"notes.md": "x"}, 1, "its commit changes nothing of key_result.days")
    ],
    "breaks the file": [({"plan.toml": WEAKER + "= broken"}, 1, "PL001")],
    "puts a link in the place of the file": [({"away.toml": WEAKER, "plan.toml": "-> away.toml"}, 2, "symbolic link")],
    'says `fail-on = "never"`': [({"planlint.toml": 'fail-on = "never"'}, 2, "fail-on")],
}


CASES = [(tried, *case) for tried, cases in TRIED.items() for case in cases]


def test_every_attempt_on_the_page_is_tried_here() -> None:
    rows = section(PAGE, "What holds").split("| --- | --- |\n", 1)[1].split("\n\n", 1)[0].splitlines()
    assert [row.split(" | ")[0].removeprefix("| it lowers a target, and ") for row in rows] == list(TRIED)


@pytest.mark.parametrize(("tried", "files", "status", "words"), CASES)
def test_no_attempt_of_the_page_is_green(
    bench: Bench, tried: str, files: dict[str, str], status: int, words: str
) -> None:
    bench.repo.commit(BASE, when=LATELY)
    files = dict(files)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    for path in [path for path, text in files.items() if text.startswith("-> ")]:
        (bench.repo.top / path).unlink()
        (bench.repo.top / path).symlink_to(files.pop(path).removeprefix("-> "))
    bench.repo.commit(files, "More\n\nPlan-Reason: it is for the best", when=LATELY)
    bench.pull_request()
    out, said = bench.run("--baseline", "baseline.json", status=status)
    assert words in out + said


RECORDED = {"code": "PL201", "item": "tactic.desk", "key": "key_result", "count": 1}
LEFT_OPEN = [
    ({"plan.toml": WEAKER.replace("= 30", "= 30 # planlint: ignore[PL801] -- we said so")}, ""),
    ({"plan.toml": WEAKER}, "it is for the best"),
    ({"plan.toml": GOOD.replace("metric.current = 40", "metric.current = 21")}, ""),
    ({"plan.toml": GOOD.replace('serves = "families"', ""), "planlint.toml": 'ignore = ["PL3"]'}, ""),
    ({"plan.toml": BROKEN_LINK, "baseline.json": json.dumps({"version": 1, "findings": [RECORDED]})}, ""),
]


@pytest.mark.parametrize(("files", "reason"), LEFT_OPEN)
def test_what_the_page_leaves_to_people_is_green(bench: Bench, files: dict[str, str], reason: str) -> None:
    bench.repo.commit(BASE, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit(files, f"Less\n\nPlan-Reason: {reason}" if reason else "Less", when=LATELY)
    bench.pull_request()
    bench.run("--baseline", "baseline.json")


def test_what_the_check_obeys_has_an_owner(repo: Repo) -> None:
    (owners,) = blocks(PAGE, "text")
    patterns = re.findall(r"^(/\S+) +@our-org/plan-owners$", owners, re.MULTILINE)
    assert len(patterns) == len(owners.splitlines())
    obeyed = ["planlint.toml", "pyproject.toml", "baseline.json", ".github/workflows/plan.yml", ".github/CODEOWNERS"]
    for file in (*obeyed, "plan/spring.toml", "plan.toml"):
        assert any(f"/{file}".startswith(one) if one.endswith("/") else f"/{file}" == one for one in patterns), file
