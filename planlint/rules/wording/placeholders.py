"""Where a title has a word in it that stands for one still to be found.

Two things are asked. Is the whole title a listed one ("new key result 2", "<TODO>")? Or is a listed word in
capitals in it, and does it stand for something there? Some such words also have a meaning of their own: there
are TODO lists, the XX chromosome, TBC as the disease, the XX of a century. Those count only where nothing
else can be meant.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planlint.printable import is_blank
from planlint.rules.titles import core, first_word

# Patterns are texts here and compiled when first met: nearly every run of the program meets none.
_WITH_A_MEANING = frozenset({"TBA", "TBC", "TODO", "FIXME", "X", "XX", "XXX", "XXXX"})
_NUMBER = r"\s*#?\d{1,2}\Z"

# Somebody speaks about placeholders: "Close the TBD items of the specification".
_MENTION = r"(?i)\s+(?:item|entr|field|value|section|comment|note|marker|list|tag|page|column)"

# Set off by punctuation: "TODO: …", "(TBC)", "Coverage – TBA".
_OPENS = r"[(\[<{]\s*\Z"
_CLOSES = r"\s*[)\]>}]"
_BEFORE_TEXT = r"\s*(?::|[–—]|-\s)"
_AFTER_TEXT = r"(?::|[–—]|\s-)\s*\Z"
_NOTHING = r"[\s.!?…]*\Z"

# In the place of a number: "by XX %", "$XX", "from XX to XX", "XX users".
_CURRENCY = r"[$€£¥]\s?\Z"
_PER_CENT = r"\s?(?:%|per ?cent\b)"
_AMOUNT = r"(?i)\b(?:by|to|from|than|least|most|within|under|over|above|below|reach|hit)\s+\Z"
_COUNTED = r"\s+(?:[a-z]{3,}s|people|women|men|children)\b"
_NAME = r"\S\s+[A-Z][a-z]+\s+\Z"  # "Super Bowl XX posters"
_BIOLOGY = r"(?i)\s+(?:chromosom|karyotyp|embryo|cell|individual|male|female)"


class Placeholders(NamedTuple):
    """A list of placeholders as titles are compared with it.

    `whole` are the cores of titles that are one, `words` is the pattern of those that count inside a title, and `hints`
    are short texts of which one is in every title that has such a word.
    """

    whole: frozenset[str]
    words: str
    hints: tuple[str, ...]

    def is_whole(self, bare: str) -> bool:
        """Whether the core of a title is a placeholder and nothing else."""
        return not bare or bare in self.whole or (bare[-1].isdigit() and _without_number(bare) in self.whole)

    def found_in(self, title: str, bare: str) -> str | None:
        """Return the placeholder in a title, all of it or one word, or None; of an empty title the empty text.

        `bare` is the title's core.
        """
        if self.is_whole(bare):
            return "" if is_blank(title) else " ".join(title.split())
        for hint in self.hints:  # many times faster than the pattern, and nearly every title ends here
            if hint in title:
                return self._word_in(title)
        return None

    def may_be_in(self, titles: Sequence[str], first_words: frozenset[str]) -> bool:
        """Whether any of many titles could have one; much faster than to ask each of them."""
        text = "\n".join(titles)
        if any(hint in text for hint in self.hints):
            return True
        begins_so = "" in first_words or not first_words.isdisjoint(map(first_word, self.whole))
        return begins_so and any(self.is_whole(core(title)) for title in titles)

    def _word_in(self, title: str) -> str | None:
        if title.isupper():  # in a title of capitals they say nothing: "TODO EL EQUIPO"
            return None
        for found in re.finditer(self.words, title):
            if _stands_for_something(found[0], title[: found.start()], title[found.end() :]):
                return found[0]
        return None


def placeholders_of(listed: Iterable[str]) -> Placeholders:
    """Return a published or configured list in the form titles are compared with."""
    entries = tuple(listed)
    words = sorted({entry for entry in entries if entry.isalpha() and entry.isupper()}, key=len)
    longest_first = "|".join(map(re.escape, reversed(words)))
    pattern = rf"(?<![\w'\"`“‘-])(?:{longest_first})(?![\w'\"`”’-])" if words else r"(?!)"
    hints = [word for n, word in enumerate(words) if not any(shorter in word for shorter in words[:n])]
    return Placeholders(frozenset(filter(None, map(core, entries))), pattern, tuple(hints))


def _without_number(bare: str) -> str:
    """Return a title without the number at its end; a single letter is a name with it, as in `X11`."""
    rest = re.sub(_NUMBER, "", bare)
    return rest if len(rest) > 1 else bare


def _stands_for_something(word: str, before: str, after: str) -> bool:
    if word not in _WITH_A_MEANING:
        return not re.match(_MENTION, after)
    return _is_set_off(before, after) or (set(word) == {"X"} and _is_a_number(word, before, after))


def _is_set_off(before: str, after: str) -> bool:
    if re.search(_OPENS, before):
        return re.match(_CLOSES, after) is not None
    if not before.strip():
        return re.match(_BEFORE_TEXT, after) is not None
    return re.search(_AFTER_TEXT, before) is not None and re.match(_NOTHING, after) is not None


def _is_a_number(word: str, before: str, after: str) -> bool:
    if re.match(_PER_CENT, after) or re.search(_CURRENCY, before):
        return True
    if len(word) == 1 or re.match(_BIOLOGY, after):
        return False
    if re.search(_AMOUNT, before):
        return True
    return re.match(_COUNTED, after) is not None and not re.search(_NAME, before)
