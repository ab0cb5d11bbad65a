"""The judgement of changes held against a second, slow reading of what a promise is and what excuses a weaker one."""

from hypothesis import given, settings

from tests.support.ranges import judgements, ranged
from tests.support.slow_promises import History, Told, expected, files, histories, squashed


def told(history: History) -> set[Told]:
    """Return what the rules on changes say of a history, without notes that need no reason."""
    found = judgements(ranged(files(history.base), *history.made, outside=_outside(history)))
    return {
        Told(one.finding.code, one.item, one.reason is not None)
        for one in found
        if one.finding.code not in ("PL808", "PL809", "PL811")
    }


def _outside(history: History) -> dict[str, dict[str, str]]:
    return {name: files(state) for name, state in history.outside.items()}


@settings(max_examples=500, deadline=None)
@given(histories())
def test_every_history_is_judged_as_the_slow_reading_says(history: History) -> None:
    assert told(history) == expected(history)


@settings(max_examples=200, deadline=None)
@given(histories(on_items=True))
def test_with_a_reason_on_each_item_no_squash_changes_the_verdict(history: History) -> None:
    assert told(history) == told(squashed(history))
    assert all(one.excused for one in told(history))
