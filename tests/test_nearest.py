"""The name that was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.nearest import clear, nearest

IDS = ("days-to-keys", "landlord-portal", "call-list", "homes")
KEYS = ("title", "description", "owner", "status", "start", "due", "metric", "milestones", "with")


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("days-to-kyes", IDS, "days-to-keys"),
        ("Days_To_Keys", IDS, "days-to-keys"),
        ("daystokeys", IDS, "days-to-keys"),
        ("landlord", IDS, "landlord-portal"),
        ("home", IDS, "homes"),
        ("tilte", KEYS, "title"),
        ("own", KEYS, "owner"),
        ("edn", ("start", "end"), "end"),
        ("deu", KEYS, "due"),
        ("desc", KEYS, None),
        ("descr", KEYS, "description"),
        ("metrics", KEYS, "metric"),
        ("stat", KEYS, "start"),
        ("xyz", KEYS, None),
        ("budget", KEYS, None),
        ("", KEYS, None),
        ("-", KEYS, None),
        ("title", KEYS, None),
        ("title", (), None),
        ("a" * 10_000, ("a" * 9_999,), None),
        ("a-b", ("a_b", "A-B"), "A-B"),
    ],
)
def test_the_nearest_name(name: str, names: tuple[str, ...], expected: str | None) -> None:
    assert nearest(name, names) == expected


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("tilte", KEYS, "title"),
        ("Title", KEYS, "title"),
        ("metrics", KEYS, "metric"),
        ("stat", KEYS, None),
        ("own", KEYS, None),
        ("2026-Q3", ("2026-Q4",), None),
        ("wave-1", ("wave-2", "wave-3"), None),
        ("a-b", ("a_b", "A-B"), None),
        ("xyz", KEYS, None),
    ],
)
def test_a_name_that_is_clearly_meant(name: str, names: tuple[str, ...], expected: str | None) -> None:
    assert clear(name, names) == expected


@given(st.text(max_size=12), st.lists(st.text("abc-_", max_size=6), max_size=6), st.randoms())
def test_the_order_of_names_does_not_matter(name: str, names: list[str], random: object) -> None:
    shuffled = names[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert nearest(name, shuffled) == nearest(name, names)
    assert clear(name, names) in (None, nearest(name, names))
    assert nearest(name, names) in (None, *names)
