"""The name that was probably meant: the nearest of those that exist."""

from collections.abc import Iterable

# Beyond this a text is no misspelt name; comparing costs the square of the length.
_LONGEST = 128
_ALIKE = 0.7
_ALIKE_WITH_COMMON_START = 0.6
_SWAPPED = 0.9
_CLEARLY_ALIKE = 0.8
_CLEARLY_AHEAD = 0.1


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name most like this one, or None where none is alike enough to propose.

    A name that differs only in case, `-` and `_` comes first. The order of `names` does not matter.
    """
    ranked = _ranked(name, names)
    return ranked[0][1] if ranked else None


def clear(name: str, names: Iterable[str]) -> str | None:
    """Return the nearest name where it is clearly the one meant: safe to be written without asking.

    Names that differ in their digits are never taken for each other: `q3` is no misspelt `q4`.
    """
    ranked = _ranked(name, names)
    if not ranked:
        return None
    likeness, best = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if likeness < _CLEARLY_ALIKE or likeness - second < _CLEARLY_AHEAD or _digits(name) != _digits(best):
        return None
    return best


def _ranked(name: str, names: Iterable[str]) -> list[tuple[float, str]]:
    """Return (likeness, name) of those alike enough, the most alike first, then by name."""
    folded = _folded(name)
    if not folded or len(folded) > _LONGEST:
        return []
    others = sorted(set(names) - {name})
    same = [(1.0, other) for other in others if _folded(other) == folded]
    return same or _compared(folded, others)


def _compared(folded: str, others: list[str]) -> list[tuple[float, str]]:
    from difflib import SequenceMatcher

    # The matcher remembers what it learnt about its second text, so that is the one that stays.
    matcher = SequenceMatcher(None, "", folded, autojunk=False)
    found = []
    for other in others:
        text = _folded(other)
        if len(text) > _LONGEST:
            continue
        if _is_swapped(folded, text):
            found.append((_SWAPPED, other))
            continue
        enough = _ALIKE_WITH_COMMON_START if text[:3] == folded[:3] else _ALIKE
        matcher.set_seq1(text)
        # Cheap upper bounds first: most names are nothing like each other.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < enough:
            continue
        likeness = matcher.ratio()
        if likeness >= enough:
            found.append((likeness, other))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _is_swapped(name: str, other: str) -> bool:
    """Whether two neighbouring letters changed places; in short names that looks like little in common."""
    if len(name) != len(other) or len(name) < 3 or name == other:
        return False
    at = next(index for index, letter in enumerate(name) if letter != other[index])
    return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :] == other


def _folded(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
