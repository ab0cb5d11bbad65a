"""How reasons are read in messages of commits: what counts, what only looks like one."""

import pytest

from planlint.diff.reasons import NearMiss, Reason, is_placeholder, near_misses, reasons_in


@pytest.mark.parametrize(
    ("message", "reasons"),
    [
        ("Subject", []),
        ("Plan-Reason: the subject is no place for it", []),
        ("S\n\nPlan-Reason: a flood", [Reason("a flood")]),
        ("S\nPlan-Reason: a flood", [Reason("a flood")]),
        ("S\n\nplan-reason:a flood  \nSigned-off-by: A", [Reason("a flood")]),
        ("S\n\nPLAN-REASON : a flood", [Reason("a flood")]),
        ("S\n\nPlan-Reason: a flood\n in March\n\tand April\nX: y", [Reason("a flood in March and April")]),
        ("S\n\nPlan-Reason:\n  a flood\n  in March", [Reason("a flood in March")]),
        ("S\n\nPlan-Reason:\n\n  a flood", []),
        ("S\n\nPlan-Reason(a-b): a flood\nPlan-Reason: a drought", [Reason("a flood", "a-b"), Reason("a drought")]),
        ("S\n\nPlan-Reason ( a-b ) : a flood", [Reason("a flood", "a-b")]),
        ("S\n\nPlan-Reason(): a flood", [Reason("a flood", "")]),
        ("S\n\nPlan-Reason:\nPlan-Reason: ", []),
        ("S\r\n\r\nPlan-Reason: a flood\r\n", [Reason("a flood")]),
        ("S\n\nPlan-Reason: a flood\n\nThe minutes say more.\n", [Reason("a flood")]),
        ("S (#5)\n\n* S\n\nPlan-Reason: a flood\n\n* Typo\n\nCo-authored-by: A <a@b>\n", [Reason("a flood")]),
        # As `git merge --squash` writes it: each message indented by four blanks.
        ("S\n\n    Lower\n\n    Plan-Reason: a flood\n    Signed-off-by: A\n", [Reason("a flood")]),
        ("S\n\n    Plan-Reason: a flood\n     in March\n    Nothing more.\n", [Reason("a flood in March")]),
        ("S\n\nPlan-Reason: a flood\n  Plan-Reason: a drought", [Reason("a flood"), Reason("a drought")]),
        ("S\n\nWe wrote Plan-Reason: a flood last time", []),
        ("S\n\n> Plan-Reason: a flood", []),
        ("S\n\nPlan-Reasons: a flood", []),
        ("S\n\nPlan-Reason: WHY\nPlan-Reason: a flood", [Reason("a flood")]),
    ],
)
def test_reasons_in_messages(message: str, reasons: list[Reason]) -> None:
    assert list(reasons_in(message)) == reasons


@pytest.mark.parametrize(
    "text",
    ["WHY", "why?", "TBD", "todo", ".", "...", "x", "xx", "XXX", "-", "?", "<why>", "<the reason>", "N/A", "", " "],
)
def test_what_holds_the_place_of_a_reason_is_none(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["a flood", "EU law", "see #12", "Überschwemmung", "洪水", "why not: the office closed"]
)
def test_what_says_something_is_a_reason(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("message", "misses"),
    [
        ("S", []),
        ("S\n\nPlan-Reason: a flood", []),
        ("Plan-Reason: a flood", [NearMiss("a flood", "it stands in the subject")]),
        ("Lower it, Plan-Reason(wait): a flood", [NearMiss("a flood", "it stands in the subject")]),
        ("S\n\nPlan-Reason: WHY", [NearMiss("WHY", "it is a placeholder")]),
        ("S\n\nPlan Reason: a flood", [NearMiss("a flood", "'Plan Reason' is not 'Plan-Reason'")]),
        ("S\n\nPlan-Reasons: a flood", [NearMiss("a flood", "'Plan-Reasons' is not 'Plan-Reason'")]),
        ("S\n\nPlan-Raeson(wait): a flood", [NearMiss("a flood", "'Plan-Raeson' is not 'Plan-Reason'")]),
        ("S\n\nPlanReason = a flood", [NearMiss("a flood", "'PlanReason' is not 'Plan-Reason'")]),
        ("S\n\nWe wrote Plan-Reason: a flood", [NearMiss("a flood", "it does not begin its line")]),
        ("S\n\n* Plan-Reason: a flood", [NearMiss("a flood", "it does not begin its line")]),
        ("S\n\nPlans: more of it\nPlanning: later\nPlan review: on Monday", []),
    ],
)
def test_near_misses_are_listed(message: str, misses: list[NearMiss]) -> None:
    assert list(near_misses(message)) == misses
