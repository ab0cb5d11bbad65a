"""Shares as exact numbers: made from what a plan says, and written with so many decimals."""

from fractions import Fraction
from functools import lru_cache
from math import floor

_WIDE = 4096
_FINE = 10**60


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """Return a number as it is written: 0.1 is one tenth, not the binary fraction next to it."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def mean(values: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the mean of values, each with its weight; None of nothing."""
    total = sum((weight for _, weight in values), Fraction(0))
    return bounded(sum((value * weight for value, weight in values), Fraction(0)) / total) if total else None


def bounded(value: Fraction) -> Fraction:
    """Return a value whose digits do not grow without end from mean to mean; the cut never reaches 0 or 1."""
    if value.denominator.bit_length() <= _WIDE:
        return value
    return Fraction(max(1, value.numerator * _FINE // value.denominator), _FINE)


def two_decimals(value: Fraction | float) -> str:
    """Return a share for people: 0.99 for what is nearly 1, 0.01 for what is hardly more than 0; halves go up."""
    share = value if isinstance(value, Fraction) else exact(value)
    return f"{_apart(share, floor(share * 100 + Fraction(1, 2)), 100) / 100:.2f}"


def number(value: Fraction | None) -> float | None:
    """Return a share for machines: up to six decimals, and neither 1 nor 0 where it is not that."""
    if value is None:
        return None
    # As `round(value * 1_000_000)`, which would make two fractions of thousands of points of a history.
    parts, rest = divmod(value.numerator * 1_000_000, value.denominator)
    twice = 2 * rest
    if twice > value.denominator or (twice == value.denominator and parts % 2):
        parts += 1
    return _apart(value, parts, 1_000_000) / 1_000_000


def _apart(value: Fraction, parts: int, one: int) -> int:
    """Return the rounded number of parts, which is never rounded up to 1 or down to 0."""
    if parts == one and value < 1:
        return parts - 1
    return 1 if parts == 0 and value > 0 else parts
