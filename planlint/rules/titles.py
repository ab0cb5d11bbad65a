"""Titles as rules compare them."""

import re
from collections.abc import Iterable, Mapping

from planlint.model.items import ACTIONS, GOALS, Item
from planlint.model.plan import Plan
from planlint.printable import is_blank

TITLED = (*GOALS, *ACTIONS)
"""The kinds whose titles are judged."""

_LETTERS = r"[^\W\d_]+"
_EDGES = " .…:;,!?-–—_()[]<>{}*#\"'`“”„‘’«»"


def plain(title: str) -> str:
    """Return a title with single spaces and without case: what two people would call the same."""
    return " ".join(title.split()).casefold()


def titles(plan: Plan) -> Mapping[str, str]:
    """Return the title of every item that has one, by full name; like its two sisters worked out once."""
    memo = plan.memo
    if "titles" not in memo:
        written = {name: item.fields.get("title") for name, item in plan.items.items()}
        memo["titles"] = {name: title for name, title in written.items() if type(title) is str}
    return memo["titles"]  # type: ignore[no-any-return]


def plain_titles(plan: Plan) -> Mapping[str, str]:
    """Return the plain title of every item that has one, by full name."""
    memo = plan.memo
    if "plain titles" not in memo:
        memo["plain titles"] = {name: plain(title) for name, title in titles(plan).items()}
    return memo["plain titles"]  # type: ignore[no-any-return]


def first_words(plan: Plan, kind: type[Item]) -> frozenset[str]:
    """Return the words that titles of a kind begin with, without case, up to the first sign that is no letter."""
    memo = plan.memo
    key = ("first words", kind.kind)
    if key not in memo:
        titles = core_titles(plan)
        memo[key] = frozenset(_first_word(titles.get(item.name, "")) for item in plan.of(kind))
    return memo[key]  # type: ignore[no-any-return]


def none_begins(plan: Plan, kind: type[Item], listed: Iterable[str]) -> bool:
    """Whether no title of a kind can begin with one of these words, so that none has to be looked at."""
    return first_words(plan, kind).isdisjoint(_first_word(core(words)) for words in listed)


def _first_word(bare: str) -> str:
    word = bare.partition(" ")[0]
    if word.isalpha():
        return word
    found = re.search(_LETTERS, bare)
    return found[0] if found else ""


def any_digit(plan: Plan, kind: type[Item]) -> bool:
    """Whether any title of a kind has a digit."""
    return re.search(r"\d", "".join([item.text("title") or "" for item in plan.of(kind)])) is not None


def core(title: str) -> str:
    """Return a plain title without the punctuation around it."""
    return "" if is_blank(title) else plain(title).strip(_EDGES)


def core_titles(plan: Plan) -> Mapping[str, str]:
    """Return the core of every title by the full name of its item."""
    memo = plan.memo
    if "core titles" not in memo:
        memo["core titles"] = {
            name: "" if is_blank(words) else words.strip(_EDGES) for name, words in plain_titles(plan).items()
        }
    return memo["core titles"]  # type: ignore[no-any-return]
