"""Bytes to a plan: what is known, what is broken, what is found."""

import random

from hypothesis import given
from hypothesis import strategies as st

from planlint.load import load
from planlint.tree import Unreadable
from tests.support.planning import PLAN, check, lines, load_files

GOOD = """
[purpose.homes]
title = "Every family has a safe home"

[vision.valley]
title = "Nobody in the valley sleeps outside"
purpose = "homes"

[outcome.housed]
title = "Families who move in stay housed"
vision = "valley"

[objective.faster]
title = "Moving in takes weeks, not months"
outcome = "housed"
owner = "ines"

[key_result.days]
title = "The wait is three weeks"
objective = "faster"
milestones.pilot = 2026-12-01
milestones.open = "2026-12"

[tactic.desk]
title = "Run a weekly landlord desk"
key_result = "days"

[task.list]
title = "List the landlords with vacancies"
tactic = "desk"
"""


def test_a_clean_plan() -> None:
    loaded = load_files({"plan.toml": GOOD})
    assert loaded.diagnostics == ()
    assert loaded.plan.broken == frozenset()
    assert list(loaded.plan.items) == [
        "purpose.homes",
        "vision.valley",
        "outcome.housed",
        "objective.faster",
        "key_result.days",
        "tactic.desk",
        "task.list",
    ]


BLOCKS = [f"[{block}" for block in GOOD.strip().split("\n[")]
BLOCKS[0] = BLOCKS[0].removeprefix("[")


@given(st.data())
def test_a_plan_is_the_same_however_it_is_split_over_files(data: st.DataObject) -> None:
    blocks = data.draw(st.permutations(BLOCKS))
    names = data.draw(st.lists(st.sampled_from("abcdefg"), min_size=len(blocks), max_size=len(blocks)))
    files: dict[str, str] = {}
    for name, block in zip(names, blocks, strict=True):
        files[f"plan/{name}.toml"] = files.get(f"plan/{name}.toml", "") + block + "\n"
    loaded = load_files(dict(files))
    assert loaded.plan == load_files({"plan.toml": GOOD}).plan
    assert loaded.diagnostics == ()


def test_layout_is_no_part_of_a_plan() -> None:
    other = GOOD.replace("milestones.pilot", "milestones . pilot").replace("\n", "\r\n") + "# the end\r\n"
    assert load_files({"x.plan.toml": "\ufeff" + other}).plan == load_files({"plan.toml": GOOD}).plan


def test_one_bad_file_leaves_the_rest() -> None:
    report = check({"plan/a.toml": GOOD, "plan/b.toml": "[task.more\ntitle = 1"})
    assert [line.split(" ")[1] for line in lines(report)] == ["PL001"]
    assert report.summary.files == 2
    assert report.summary.items == 7


def test_items_of_a_file_that_does_not_parse_are_known_and_broken() -> None:
    loaded = load_files(
        {
            "plan/a.toml": "[key_result.days]\ntitle = \n[objective.o]\n[tactic]\n[x.y]\n",
            "plan/b.toml": '[tactic.desk]\ntitle = "Desk"\nkey_result = "days"\n',
        }
    )
    assert loaded.plan.broken == {"key_result.days", "objective.o"}
    assert [one.code for one in loaded.diagnostics] == ["PL001"]
    report = check({
        "plan/a.toml": "[key_result.days]\ntitle = \n",
        "plan/b.toml": '[tactic.desk]\ntitle = "Desk"\nkey_result = "days"\n',
    }, "PL201", "PL203", "PL305")  # fmt: skip
    assert lines(report) == []


def test_an_item_twice_in_two_files() -> None:
    report = check({
        "plan/a.toml": '[task.x]\ntitle = "First"\n',
        "plan/b.toml": '\n[task.x]\ntitle = "Second"\ntactic = "gone"\n',
    }, "PL107", "PL201", "PL203")  # fmt: skip
    assert lines(report) == [
        "plan/b.toml:2:1 PL107 task.x is declared twice",
        "plan/b.toml:4:10 PL201 there is no tactic 'gone'",
    ]
    (related,) = report.diagnostics[0].related
    assert (related.place.path, related.message) == ("plan/a.toml", "first declared in plan/a.toml")
    assert report.plan.items["task.x"].title == "First"


def test_an_item_twice_in_one_file_is_a_duplicate_and_no_syntax_error() -> None:
    report = check({"plan.toml": '[task.x]\ntitle = "First"\n\n[task.x]\ntitle = "Second"\n'})
    assert lines(report) == ["plan.toml:4:1 PL107 task.x is declared twice"]
    one = report.diagnostics[0]
    assert (one.item, one.related[0].place.span) == ("task.x", (0, 8))


def test_a_file_that_cannot_be_opened_withholds_what_it_might_hold() -> None:
    files = {
        "plan/a.toml": GOOD + '[task.lost]\ntitle = "Lost"\ntactic = "elsewhere"\n',
        "plan/b.toml": Unreadable("permission denied"),
    }
    report = check(dict(files))
    assert lines(report) == ["plan/b.toml:1:1 PL004 the file cannot be read: permission denied"]
    assert report.summary.files == 2


def test_findings_stand_in_the_order_of_path_position_code() -> None:
    files = {f"plan/{name}.toml": '[task.1]\nowner = "x"\n'.replace("1", name) for name in "cab"}
    keys = list(files)
    random.shuffle(keys)
    loaded = load({key: files[key].encode() for key in keys}, PLAN)
    assert [(one.place.path, one.code) for one in loaded.diagnostics] == [
        (f"plan/{name}.toml", code) for name in "abc" for code in ("PL102", "PL101")
    ]


def test_text_that_is_no_utf8_and_a_file_beyond_the_limits() -> None:
    big = "# " + "x" * (1 << 20) + "\n"
    report = check({"plan/a.toml": b'[task.x]\ntitle = "\xff"\n', "plan/b.toml": big, "plan/c.toml": GOOD})
    assert [line.rsplit(" ", 1)[0].split(" ")[:2] for line in lines(report)] == [
        ["plan/a.toml:2:10", "PL002"],
        ["plan/b.toml:1:1", "PL003"],
    ]
    assert report.plan.broken == {"task.x"}
