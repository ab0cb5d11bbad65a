"""The name that was probably meant: the nearest of those that exist."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache

# Beyond this a text is no misspelt name; comparing costs the square of the length.
_LONGEST = 128
_ALIKE = 0.7
_ALIKE_WITH_COMMON_START = 0.6
_COMMON_START = 3
_SWAPPED = 0.9
_CLEARLY_ALIKE = 0.8
_CLEARLY_AHEAD = 0.1
_MOST_PAIRS = 2_000_000
"""So many pairs of names are compared, in a tenth of a second; then each name only with those that have its digits, and
of them with its neighbours in the alphabet, read from the front and from the back: one wrong letter is near its name in
one of the two. A name with several may be left without a proposal then, or with the second best."""
_NEIGHBOURS = 25

_Ranked = list[tuple[float, str]]


class Names:
    """The names that exist, ready to be compared with many that do not; every name is compared only once.

    The order in which they are given does not matter.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._answers: dict[str, _Ranked] = {}
        self._pairs = 0

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def nearest(self, name: str) -> str | None:
        """Return the name most like this one, or None where none is alike enough to propose.

        A name that differs only in case, `-` and `_` comes first.
        """
        ranked = self._ranked(name)
        return ranked[0][1] if ranked else None

    def clear(self, name: str) -> str | None:
        """Return the nearest name where it is clearly the one meant: safe to be written without asking.

        Names that differ in their digits are never taken for each other: `q3` is no misspelt `q4`.
        """
        ranked = self._ranked(name)
        if not ranked:
            return None
        likeness, best = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        if likeness < _CLEARLY_ALIKE or likeness - second < _CLEARLY_AHEAD or _digits(name) != _digits(best):
            return None
        return best

    def _ranked(self, name: str) -> _Ranked:
        """Return (likeness, name) of the two most alike, if alike enough: by likeness, then by name."""
        if name not in self._answers:
            self._answers[name] = self._compared(name)
        return self._answers[name]

    def _compared(self, name: str) -> _Ranked:
        folded = _folded(name)
        if not folded or len(folded) > _LONGEST:
            return []
        same = [other for other in self._by_form.get(folded, ()) if other != name]
        if same:
            return [(1.0, other) for other in same[:2]]
        # Two neighbouring letters that changed places: in short names that looks like little in common.
        swapped = (form for form in _with_a_swap(folded) if form in self._by_form)
        ranked = {other: _SWAPPED for form in swapped for other in self._by_form[form]}
        ranked |= self._most_alike(folded, self._within_reach(folded), _ALIKE)
        if len(ranked) < 2:
            start = self._within_reach(folded, folded[:_COMMON_START])
            ranked |= self._most_alike(folded, start, _ALIKE_WITH_COMMON_START)
        ranked.pop(name, None)
        return sorted(((ranked[other], other) for other in ranked), key=lambda pair: (-pair[0], pair[1]))[:2]

    def _within_reach(self, folded: str, start: str = "") -> list[str]:
        """Return the forms that one is compared with: all that begin so, or a few where too many were compared."""
        forms = self._by_start.get(start, []) if start else self._forms
        if self._pairs + len(forms) <= _MOST_PAIRS:
            self._pairs += len(forms)
            return forms
        digits = _digits(folded)
        near = _around(folded, self._by_digits.get(digits, []))
        near += [form[::-1] for form in _around(folded[::-1], self._by_digits_backwards.get(digits, []))]
        return [form for form in dict.fromkeys(near) if form.startswith(start)]

    def _most_alike(self, folded: str, forms: list[str], enough: float) -> dict[str, float]:
        """Return how alike the names of the most similar forms are: of two forms, and of the name itself."""
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import extract

        best = extract(folded, forms, scorer=Indel.normalized_similarity, score_cutoff=enough, limit=3)
        return {other: likeness for form, likeness, _ in best for other in self._by_form[form]}

    @cached_property
    def _by_form(self) -> dict[str, list[str]]:
        """The names by what is compared of them, both in the order of the names."""
        forms: dict[str, list[str]] = {}
        for name in sorted(self._names):
            form = _folded(name)
            if len(form) <= _LONGEST:
                forms.setdefault(form, []).append(name)
        return forms

    @cached_property
    def _forms(self) -> list[str]:
        return list(self._by_form)

    @cached_property
    def _by_digits(self) -> dict[str, list[str]]:
        digits: dict[str, list[str]] = {}
        for form in sorted(self._by_form):
            digits.setdefault(_digits(form), []).append(form)
        return digits

    @cached_property
    def _by_digits_backwards(self) -> dict[str, list[str]]:
        return {digits: sorted(form[::-1] for form in forms) for digits, forms in self._by_digits.items()}

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        starts: dict[str, list[str]] = {}
        for form in self._forms:
            starts.setdefault(form[:_COMMON_START], []).append(form)
        return starts


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name most like this one, or None where none is alike enough to propose."""
    return _ready(tuple(names)).nearest(name)


def clear(name: str, names: Iterable[str]) -> str | None:
    """Return the nearest name where it is clearly the one meant: safe to be written without asking."""
    return _ready(tuple(names)).clear(name)


@lru_cache(maxsize=64)
def _ready(names: tuple[str, ...]) -> Names:
    return Names(names)


def _around(form: str, forms: list[str]) -> list[str]:
    """Return the neighbours of a form among sorted ones."""
    at = bisect_left(forms, form)
    return forms[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]


def _with_a_swap(name: str) -> list[str]:
    """Return the name with two neighbouring letters exchanged, in every way."""
    if len(name) < 3:
        return []
    return [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)]


def _folded(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
