"""The name that was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from planlint import nearest as module
from planlint.nearest import Names, clear, nearest

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


NAMES = st.text("abcd-_12", min_size=1, max_size=7)


@given(NAMES, st.lists(NAMES, max_size=30))
def test_the_answer_is_the_first_by_likeness_and_then_by_name(name: str, names: list[str]) -> None:
    folded = {other: other.lower().replace("-", "").replace("_", "") for other in {name, *names}}

    def likeness(other: str) -> float:
        left, right = folded[name], folded[other]
        if left == right:
            return 1.0 if left else 0.0
        swapped = [right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(len(right) - 1)]
        alike = Indel.normalized_similarity(left, right)
        enough = alike >= (0.6 if left[:3] == right[:3] else 0.7)
        return max(alike if enough else 0.0, 0.9 if len(left) > 2 and left in swapped else 0.0)

    ranked = sorted((-likeness(other), other) for other in set(names) - {name} if likeness(other))
    assert nearest(name, names) == (ranked[0][1] if folded[name] and ranked else None)


def test_many_names_are_made_ready_once_and_each_unknown_one_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []
    monkeypatch.setattr(module, "_folded", lambda name: folded.append(name) or name.lower())
    names = Names(f"name-{number}" for number in range(50))
    assert [names.nearest("nam-7"), names.clear("nam-7"), names.nearest("nam-7")] == ["name-7", None, "name-7"]
    assert len(folded) == 51
    assert "name-7" in names
    assert "nam-7" not in names


def test_names_beyond_the_most_pairs_are_compared_with_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", 1000)
    names = Names(f"visit-street-{number}" for number in range(1000))
    assert [names.nearest(f"vist-street-{number}") for number in (7, 8, 999)] == [
        f"visit-street-{number}" for number in (7, 8, 999)
    ]
    assert names.nearest("visit-stret-8") == "visit-street-8"
    assert names.nearest("zzz-8") is None


def test_beyond_the_most_pairs_one_wrong_letter_is_found_anywhere_in_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", 0)
    parts = ("badge", "carton", "fence", "harbour", "meadow", "orchard", "pillow", "quarry", "saddle", "willow")
    ids = [f"{one}-{two}-{three}" for one in parts for two in parts for three in parts]
    names = Names(ids)
    meant = "fence-harbour-meadow"
    assert {names.nearest(f"{meant[:at]}z{meant[at + 1 :]}") for at in range(len(meant))} == {meant}
