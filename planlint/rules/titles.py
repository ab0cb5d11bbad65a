"""Titles as rules compare them."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from planlint.model import ACTIONS, GOALS, Alike, Item, Plan, memoized
from planlint.printable import is_blank

TITLED = (*GOALS, *ACTIONS)
"""The kinds whose titles are judged."""

_LETTERS = r"[^\W\d_]+"
_EDGES = " .…:;,!?-–—_()[]<>{}*#\"'`“”„‘’«»"


def plain(title: str) -> str:
    """Return a title with single spaces and without case: what two people would call the same."""
    return " ".join(title.split()).casefold()


@memoized
def titles(plan: Plan, kind: type[Item] | None = None) -> list[str]:
    """Return all titles of a plan, or of a kind."""
    columns = [one.column("title") for one in plan.alike if one.has("title", str) and kind in (None, one.kind)]
    return list(chain.from_iterable(columns))


@memoized
def plain_titles(plan: Plan) -> Mapping[str, str]:
    """Return the plain title of every item that has one, by full name."""
    titled = [one for one in plan.alike if one.has("title", str)]
    names = [item.name for one in titled for item in one]
    return dict(zip(names, chain.from_iterable(one.once(plain_column) for one in titled), strict=True))


def plain_column(alike: Alike) -> list[str]:
    """Return the plain titles of items that have one, in turn."""
    column = alike.column("title")
    text = f" {' '.join(column)} "
    # White space that is no blank is not printable; two blanks meet where one begins or ends a title.
    if text.isprintable() and "  " not in text:
        return "\n".join(column).casefold().split("\n")
    return list(map(plain, column))


@memoized
def first_words(plan: Plan, kind: type[Item] | None = None) -> frozenset[str]:
    """Return the words that titles begin with, all or those of a kind: without case, up to a sign that is no letter."""
    heads = [title.partition(" ")[0] for title in titles(plan, kind)]
    odd = {head for head in set(heads) if not (head.isascii() and head.isalpha())}
    words = {head.lower() for head in set(heads) - odd}
    if odd:
        headed = zip(heads, titles(plan, kind), strict=True)
        words.update(first_word(core(title)) for head, title in headed if head in odd)
    return frozenset(words)


def none_begins(plan: Plan, kind: type[Item], listed: Iterable[str]) -> bool:
    """Whether no title of a kind can begin with one of these words, so that none has to be looked at."""
    return first_words(plan, kind).isdisjoint(first_word(core(words)) for words in listed)


def first_word(bare: str) -> str:
    """Return the letters that a title's core begins with, be there signs before them; nothing where it has none."""
    word = bare.partition(" ")[0]
    if word.isalpha():
        return word
    found = re.search(_LETTERS, bare)
    return found[0] if found else ""


def any_digit(plan: Plan, kind: type[Item]) -> bool:
    """Whether any title of a kind has a digit."""
    return re.search(r"\d", "".join(titles(plan, kind))) is not None


def core(title: str) -> str:
    """Return a plain title without the punctuation around it."""
    return "" if is_blank(title) else plain(title).strip(_EDGES)


@memoized
def core_titles(plan: Plan) -> Mapping[str, str]:
    """Return the core of every title by the full name of its item."""
    return {name: "" if is_blank(words) else words.strip(_EDGES) for name, words in plain_titles(plan).items()}
