"""The way out that a message names leads out: taken, nothing is left to say."""

from textwrap import dedent

import pytest

from tests.support.planning import check

PLAN = """
    [person.ines]
    name = "Ines Duarte"
    [outcome.stay-housed]
    title = "Families who move in stay housed"
    [objective.faster-placement]
    title = "Moving in takes weeks, not months"
    outcome = "stay-housed"
    period = "2026-H2"
    owner = "ines"
    [key_result.days-to-keys]
    title = "The wait is three weeks"
    objective = "faster-placement"
    due = 2026-12-15
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "help", "right"),
    [
        (
            'objective = "faster-placement"',
            'objective = "Moving in takes weeks, not months"',
            "PL201",
            "write 'faster-placement', the id of the objective with this title",
            'objective = "faster-placement"',
        ),
        (
            'outcome = "stay-housed"',
            'outcome = "families who move in  stay housed"',
            "PL201",
            "write 'stay-housed', the id of the outcome with this title",
            'outcome = "stay-housed"',
        ),
        ('outcome = "stay-housed"', 'outcome = "A home for all"', "PL201", "name the id of an outcome", None),
        (
            'owner = "ines"',
            'owner = "Ines Duarte"',
            "PL207",
            "write 'ines', the id of the person or team with this name",
            'owner = "ines"',
        ),
        ('period = "2026-H2"', 'period = "H2 2026"', "PL209", "did you mean '2026-H2'?", 'period = "2026-H2"'),
        ('period = "2026-H2"', 'period = "Q4/2026"', "PL209", "did you mean '2026-Q4'?", 'period = "2026-Q4"'),
        ("due = 2026-12-15", 'due = "November 2026"', "PL209", "did you mean '2026-11'?", 'due = "2026-11"'),
        ("due = 2026-12-15", 'due = "15.12.2026"', "PL209", "write 2026-12-15, without quotes", "due = 2026-12-15"),
        ("due = 2026-12-15", 'due = "2026-12-15"', "PL209", "write 2026-12-15, without quotes", "due = 2026-12-15"),
        ("due = 2026-12-15", 'due = "12/11/2026"', "PL209", "write 2026-11-12 or 2026-12-11, without quotes", None),
        (
            "due = 2026-12-15",
            'due = "soon"',
            "PL209",
            "write 2026, 2026-H2, 2026-Q4 or 2026-11 in quotes, or the id of a [period.ID] table",
            None,
        ),
    ],
)
def test_what_stands_in_a_reference_or_a_date(old: str, new: str, code: str, help: str, right: str | None) -> None:
    text = dedent(PLAN)
    assert old in text
    [finding] = check(text.replace(old, new), code).diagnostics
    assert finding.help == help
    if right is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    [edit] = finding.fix.edits
    written = text.replace(old, new)
    mended = written[: edit.span.start] + edit.text + written[edit.span.end :]
    assert mended == text.replace(old, right)
    assert check(mended, code).diagnostics == ()


@pytest.mark.parametrize("text", ["faster-placement, safe", "faster-placement safe"])
def test_several_ids_in_one_text_are_a_list(text: str) -> None:
    second = '[objective.safe]\ntitle = "Safe"\noutcome = "stay-housed"\n'
    [finding] = check(
        dedent(PLAN).replace('objective = "faster-placement"', f'objective = "{text}"') + second, "PL201"
    ).diagnostics
    assert finding.help == 'write a list: ["faster-placement", "safe"]'
    listed = dedent(PLAN).replace('objective = "faster-placement"', 'objective = ["faster-placement", "safe"]')
    assert not check(listed + second, "PL201").diagnostics


def test_of_two_items_with_one_title_none_is_named() -> None:
    twice = dedent(PLAN) + '[outcome.other]\ntitle = "Families who move in stay housed"\n'
    text = twice.replace('outcome = "stay-housed"', 'outcome = "Families who move in stay housed"')
    [finding] = check(text, "PL201").diagnostics
    assert finding.fix is None
    assert finding.help == "name the id of an outcome"
