"""Numbers in English titles: where they stand, what they count, and what part they play."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from planlint.rules.measures.vocabulary import (
    ABBREVIATIONS,
    AIMS,
    AND,
    BOUND_MARKS,
    BOUNDS,
    COMPARED,
    CURRENCY,
    CURRENCY_WORDS,
    DETERMINERS,
    ENDS_NOUN,
    IRREGULAR,
    LABELS,
    MAGNITUDES,
    MEASURE_VERBS,
    MONTHS,
    NO_PLURAL,
    ORDINAL,
    SCOPES,
    TECHNICAL,
    TRANSPARENT,
    TRANSPARENT_PAIRS,
    VERSIONED,
    YEARS,
)


class Role(Enum):
    """The part a number plays in its title."""

    MEASURE = auto()
    """It says how much: `to 45`, `by 20%`, `30 components`."""
    BOUND = auto()
    """It is a condition of the measure: `within 4 hours`, `under 300 ms`."""
    SCOPE = auto()
    """It says where, for whom or from what: `in 5 countries`, `the 40 landlords`, `from 30`, `(now 12)`."""
    NAME = auto()
    """It is no number: a date, a year, a version, an ordinal, `top 10`, an id."""


class Clause(NamedTuple):
    """A part of a title: its place from 0, its first word, the word that parts it off, and where it starts."""

    place: int = 0
    head: str = ""
    joint: str = ""
    start: int = 0


class Number(NamedTuple):
    """A number as written, from `start` to `end` in its title.

    `value` has the magnitude applied (`3M` is 3,000,000), `plain` has not. `unit` is a sign, an abbreviation or the
    plural it counts, or None. `lead` is the word that introduces it, lower case, past words such as "at least".
    `clause` says which clause of the title it stands in, `opens` that it is the first thing there. `starts_at` is the
    number a `from X to Y` begins with. `after_digits` and `after_magnitude` are offsets where a unit may follow.
    """

    text: str
    value: float
    plain: float
    start: int
    end: int
    after_digits: int
    after_magnitude: int
    role: Role
    unit: str | None = None
    lead: str = ""
    clause: Clause = Clause()
    opens: bool = False
    fraction: bool = False
    starts_at: "Number | None" = None

    @property
    def decimals(self) -> int:
        """How many decimals are written."""
        digits = self.text.lstrip("$€£¥")
        return len(re.split(r"\D", digits.partition(".")[2], maxsplit=1)[0])


class Token(NamedTuple):
    """A word, a number with what is glued to it, or a mark."""

    kind: str
    text: str
    low: str
    start: int
    end: int


_TOKEN = (
    r"(?P<blob>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w.,-])|\d\w*(?:[.,:/'’–-]\w+)*)"
    r"|(?P<word>[^\W\d]\w*(?:[-./'’+]\w+)*)"
    r"|(?P<mark>->|<=|>=|\S)"
)
_AMOUNT = (
    r"(?P<digits>\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<suffix>[^\W\d_]*)(?P<per>/[a-z]+)?"
)
_SPAN = r"(\d+(?:[.,]\d+)?[^\W\d_]*)[–-](\d+(?:[.,]\d+)?[^\W\d_]*)"


_MONEY = r"[$€£¥]\s?\d|\b(?:EUR|USD|GBP|CHF|US)\s?\d"
_UNITS = ABBREVIATIONS | IRREGULAR | {"percent", "per"}


def may_count(title: str) -> bool:
    """Whether a title may have a number that counts something: a quick look before it is read word by word."""
    for digits in re.finditer(r"\d+", title):
        rest = title[digits.end() : digits.end() + 200]
        if digits[0] == "1" or rest[:1].isalpha() or rest.lstrip()[:1] == "%":
            return True
        words = [word.strip(",;:.!?()") for word in rest.split(None, 5)[:5]]
        if any(word in _UNITS or (word[-1:] == "s" and len(word) > 2) for word in words):
            return True
    return re.search(_MONEY, title) is not None


def numbers(title: str) -> tuple[Number, ...]:
    """Return the numbers of a title in digits, in order. Those that are no numbers are there too, as `Role.NAME`."""
    return tuple(_Reading(title).run())


def tokens(title: str) -> list[Token]:
    """Split a title into words, numbers and marks."""
    return [
        Token(match.lastgroup or "", match[0], match[0].casefold(), match.start(), match.end())
        for match in re.finditer(_TOKEN, title)
    ]


class _Reading:
    """One title being read from left to right."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.tokens = tokens(title)
        self.clause = Clause(head=self.tokens[0].low if self.tokens else "")
        self.clause_start = 0
        self.depth = 0
        self.found: list[Number] = []
        self.last_token = -1  # the token at which the latest number ended

    def run(self) -> list[Number]:
        for index, token in enumerate(self.tokens):
            if token.text in ("(", "["):
                self.depth += 1
            elif token.text in (")", "]"):
                self.depth = max(0, self.depth - 1)
            elif token.kind == "blob":
                self._number(index, token)
            elif length := self._separator(index, token):
                self.clause_start = index + length
                head = self._low(self.clause_start)
                self.clause = Clause(self.clause.place + 1, head, token.low, token.start)
        return self.found

    def _separator(self, index: int, token: Token) -> int:
        """How many tokens here part two clauses; 0 in brackets, in `between 5 and 7`, in `30 and 60 days`."""
        following = self._at(index + 1)
        if self.depth or not self.found or following is None:
            return 0
        if token.text == ",":
            return int(following.low in MEASURE_VERBS)
        if token.low == "as":
            return 3 if (following.low, self._low(index + 2)) == ("well", "as") else 0
        if token.low not in AND or self._is_list(index, following):
            return 0
        return 1

    def _is_list(self, index: int, following: Token) -> bool:
        """Whether the word at an index joins two numbers that share a unit, or the ends of `between`."""
        if self.last_token != index - 1 or not (following.kind == "blob" or following.text in CURRENCY):
            return self.found[-1].lead == "between" and self.clause == self.found[-1].clause
        return self.found[-1].lead == "between" or self.found[-1].unit is None

    def _at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _low(self, index: int) -> str:
        token = self._at(index)
        return token.low if token else ""

    def _number(self, index: int, token: Token) -> None:
        number, last = self._amount(index, token)
        first = index - 1 if number.start < token.start else index
        if self.found:
            number = self._joined(first, number, self.found[-1])
        self.found.append(number._replace(clause=self.clause))
        self.last_token = last

    def _joined(self, first: int, number: Number, before: Number) -> Number:
        """Settle what a number is to the one before it: the end of a range, one of a list, the whole of a fraction."""
        joint = self._low(first - 1)
        gap = first - 1 - self.last_token
        if gap == 1 and joint in ("to", "-", "–", "→", "->") and before.lead != "from":
            # `5 to 7 days`: one range, which plays the part its beginning plays.
            self.found[-1] = before._replace(role=Role.SCOPE)
            return number._replace(role=before.role, lead=before.lead, opens=before.opens, starts_at=before)
        listed_here = gap == 1 and joint in ("and", ",", "/", "or") and self.clause == before.clause
        if listed_here and (before.unit is None or before.lead == "between"):
            role = before.role if before.role in (Role.NAME, Role.BOUND) else Role.SCOPE
            return number._replace(role=role, lead=before.lead)
        near = gap == 1 or (gap == 2 and self._low(first - 2) == "out")
        if near and joint in ("of", "in") and self._is_fraction(before, number):
            text = self.title[before.start : number.end]
            self.found[-1] = before._replace(fraction=True, text=text, unit=before.unit or number.unit)
            return number._replace(role=Role.SCOPE, fraction=True)
        if number.lead == "to" and before.lead == "from" and before.role is Role.SCOPE:
            return number._replace(starts_at=before)
        return number

    def _is_fraction(self, before: Number, number: Number) -> bool:
        """`2 of 3 teams`, `1 in 5`, `80% of 500 users`; not `95% in 30 days`."""
        bare = before.unit is None and number.unit != "%"
        return before.role is not Role.NAME and (bare or self._low(self.last_token + 1) == "of")

    def _amount(self, index: int, token: Token) -> tuple[Number, int]:
        """Read the number at a token, and say which token it ends with."""
        span = re.fullmatch(_SPAN, token.text)
        match = re.compile(_AMOUNT).fullmatch(span[2] if span else token.text)
        suffix = match["suffix"] if match else ""
        if match is None or token.text in TECHNICAL or not self._is_known(suffix):
            return self._name(token), index
        shift = token.start + (span.start(2) if span else 0)
        plain = _read(match["digits"])
        magnitude = MAGNITUDES.get(suffix, 1.0)
        after_digits = shift + match.end("digits")
        after_magnitude = shift + match.end("suffix") if suffix in MAGNITUDES else after_digits
        unit: str | None = suffix if suffix in ABBREVIATIONS else None
        last = index
        following = self._at(index + 1)
        if not suffix and following is not None and following.text in MAGNITUDES:
            magnitude = MAGNITUDES[following.text]
            after_magnitude = following.end
            last = index + 1
            following = self._at(index + 2)
        if following is not None and (following.text == "%" or following.low == "percent"):
            unit, last = "%", last + 1
        elif following is not None and following.low == "per" and self._low(last + 2) == "cent":
            unit, last = "%", last + 2
        start = token.start
        first = index
        money = self._at(index - 1)
        if money is not None and (money.text in CURRENCY or money.text in CURRENCY_WORDS):
            unit, start, first = "$" if money.text == "US" else money.text, money.start, index - 1
        end = max(token.end, self.tokens[last].end)
        unit = unit or self._counted(last + 1, plain * magnitude)
        number = Number(
            self.title[start:end], plain * magnitude, plain, start, end, after_digits, after_magnitude, Role.MEASURE
        )
        role, lead, opens = self._part(first, last, number, unit)
        return number._replace(role=role, unit=unit, lead=lead, opens=opens), last

    @staticmethod
    def _is_known(suffix: str) -> bool:
        return not suffix or suffix in MAGNITUDES or suffix in ABBREVIATIONS

    def _name(self, token: Token) -> Number:
        return Number(token.text, 0, 0, token.start, token.end, token.end, token.end, Role.NAME)

    def _counted(self, index: int, value: float) -> str | None:
        """The plural a number counts, from the words that follow: `30 foundational UI components`."""
        first = self._at(index)
        for token in self._words_from(index):
            if token.text in ABBREVIATIONS or token.low in IRREGULAR:
                return token.text
            if token.low.endswith("s") and not token.low.endswith(NO_PLURAL):
                return token.text
        if value == 1 and first is not None and first.kind == "word" and first.low not in ENDS_NOUN:
            return first.text
        return None

    def _words_from(self, index: int) -> Iterator[Token]:
        for token in self.tokens[index : index + 4]:
            if token.kind != "word" or token.low in ENDS_NOUN:
                return
            yield token

    def _part(self, first: int, last: int, number: Number, unit: str | None) -> tuple[Role, str, bool]:
        """Decide what part the number between two tokens plays, and what introduces it."""
        if self._is_name(first, last, number, unit):
            return Role.NAME, self._low(first - 1), False
        index = self._before_modifiers(first)
        lead = self._low(index)
        opens = index < self.clause_start
        if self.depth or self._low(last + 1) in ("each", "apiece"):
            return Role.SCOPE, lead, opens
        if opens:
            return Role.MEASURE, "", True
        if lead in BOUNDS or lead in BOUND_MARKS:
            return self._bound(index, lead)
        if lead in DETERMINERS or lead in SCOPES:
            return Role.SCOPE, lead, False
        # `and to 30 partners`: the preposition opens the clause.
        return Role.MEASURE, lead, index == self.clause_start and lead in AIMS

    def _before_modifiers(self, index: int) -> int:
        """The index of the token that introduces a number: past `at least`, `up to`, `about`, `new`, a sign."""
        index -= 1
        while index >= self.clause_start:
            word, earlier = self._low(index), self._low(index - 1)
            if (earlier, word) in TRANSPARENT_PAIRS:
                index -= 2
            elif word in TRANSPARENT:
                index -= 1
            else:
                break
        return index

    def _bound(self, index: int, lead: str) -> tuple[Role, str, bool]:
        """`under 300 ms` is a bound, `to under 300 ms` a target."""
        index -= 1
        while index >= 0 and self._low(index) in COMPARED:
            index -= 1
        if self._low(index) == "to":
            return Role.MEASURE, "to", False
        return Role.BOUND, lead, False

    def _is_name(self, first: int, last: int, number: Number, unit: str | None) -> bool:
        before, after = self._at(first - 1), self._at(last + 1)
        signed = unit == "%" or number.text[:1] in CURRENCY
        if after is not None and (after.text in MONTHS or after.text in ("°", "™") or after.low in ("am", "pm")):
            return True
        if number.plain in YEARS and number.plain != 2000 and number.text.isdigit():
            return True
        if before is None:
            return False
        if before.text in ("#", "№", "§", ":") and before.end == number.start:
            return True
        if before.text in MONTHS or before.low in ORDINAL:
            return True
        if signed or before.kind != "word":
            return False
        if self._is_label(before.low) or (before.low in VERSIONED and "." in number.text):
            return True
        return self._is_proper(first - 1, before) and number.text[-1:].isdigit()

    @staticmethod
    def _is_label(word: str) -> bool:
        return word in LABELS or (word.endswith("s") and word[:-1] in LABELS)

    def _is_proper(self, index: int, token: Token) -> bool:
        """A name such as ISO, OAuth or Windows: capitals where no sentence begins."""
        if token.text.isupper() and len(token.text) > 1:
            return True
        earlier = self._at(index - 1)
        begins = earlier is None or (earlier.kind == "mark" and earlier.text not in ("-", "–", "/", "'", '"', "`", "("))
        return not begins and any(ch.isupper() for ch in token.text)


def _read(digits: str) -> float:
    """The value of written digits: a comma, a blank or an apostrophe before three digits parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?", digits):
        return float(re.sub(r"[^\d.]", "", digits))
    return float(digits.replace(",", "."))
