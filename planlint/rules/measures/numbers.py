"""Numbers in English titles, with the unit behind them and the word that introduces them."""

import re
from typing import NamedTuple

from planlint.model import Alike, Item
from planlint.rules.words import listed
from planlint.toml.grammar import compiled


class Number(NamedTuple):
    """A number as written, from `start` to `end` in its title.

    `values` are its possible readings: `1.000` is 1,000 or 1, `3M` is 3,000,000 or 3. `unit` is a sign, an abbreviation
    or the plural it counts, or "". `lead` is the word that introduces it, in lower case: `to` in "to at least 45".
    A unit of the metric may stand right behind one of the offsets in `ends`.
    """

    text: str
    values: tuple[float, ...]
    start: int
    end: int
    unit: str
    lead: str
    ends: tuple[int, int]

    @property
    def shown(self) -> str:
        """The number with its unit."""
        return self.text if not self.unit or self.unit in self.text else f"{self.text} {self.unit}"

    def equals(self, value: float | None, *, rounded: bool = False) -> bool:
        """Whether one of its readings is this value, or what it is when rounded to as many decimals."""
        if value is None:
            return False
        decimals = len(self.text.partition(".")[2].rstrip(" %"))
        near = 0.5 * 10.0**-decimals if rounded else 0
        return any(abs(reading - abs(value)) <= near + 1e-9 * max(1.0, abs(value)) for reading in self.values)


LIMITS = listed("within under below beneath than above max min maximum minimum exceeding < > ≤ ≥ <= >=")
"""Words that introduce a bound of the measure: `within 4 hours`, `fewer than 5 incidents`."""

BESIDE = LIMITS | listed(
    "across after against all among as before between beyond both during each every for from her his in inside into "
    "its my on onto our out over past per since such that the their these this those through till until using via "
    "with without your currently now originally today was were"
)
"""Those, and words that introduce what is counted or timed beside the measure: `in 5 countries`, `our 40 landlords`."""

REACHING = listed("reach reaches reached hit hits exceed exceeds total totals equals")
"""Words that introduce the value arrived at."""

TIMES = listed("ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days")
LONG_TIMES = listed("week weeks month months quarter quarters year years")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_LABEL = (
    r"(?i:top|first|last|next|best|bottom|previous|past|latest|chapter|class|gate|goal|iteration|level|milestone|"
    r"option|page|part|phase|pillar|priority|release|round|season|series|sprint|stage|step|tier|type|version|wave|"
    r"week|year|zone)s?"
)
_CURRENCY = r"(?:EUR|USD|GBP|CHF)"
_DIGITS = r"(?:\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_PERCENT = r"[ \u00a0\u202f]?(?:%|per\ ?cent\b)"
_MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mm": 1e6}
_MAGNITUDES |= {"billion": 1e9, "b": 1e9, "bn": 1e9}

_SCAN = rf"""(?x)
    # Plain words with no number behind them, first because most words are such.
    (?:[a-z]++(?![\w.-]|\ \d)\ ?+)++
    # What only looks like a number: asides, dates, years, shares, names and ids.
  | \([^()]*\) | \[[^\[\]]*\]
  | \d{{1,2}}\.?\ {_MONTH} | \b{_MONTH}\ \d{{1,2}}\b
  | (?!2000)(?:199\d|20\d\d|2100)(?:-\d\d)*(?![\w%]|[.,]\d|\ %)
  | {_DIGITS}\ (?:(?:out\ )?of|in)\ {_DIGITS}
  | \b(?:{_LABEL}|(?!{_CURRENCY}\ )(?:[A-Z]{{2}}|(?<=\w\ )(?=\w*[A-Z]))\w+)\ \d[\w.]*\b(?!{_PERCENT})
  | [#№§]\d+ | \d+(?:st|nd|rd|th)\b | \d+[:/]\d+ | \d+-[^\W\d]\w*
    # A number, or a range of numbers that share what stands behind the last.
  | (?P<range>(?:\d+(?:[.,]\d+)?(?:,\ |\ ?(?:to|and|or|[-–→])\ ?))*)
    (?P<number>
        (?P<money>[$€£¥]\ ?|\b{_CURRENCY}\ )?
        (?P<digits>{_DIGITS})
        (?P<size>\ (?:hundred|thousand|million|billion)\b|(?:[kKmMbB]|mn|bn|mm|MM)\b)?
        (?P<percent>{_PERCENT})?
    )
    (?P<glued>[^\W\d_]{{1,4}}\b)?
    # A word, with the digits in it.
  | [^\W\d]\w*(?:[-.]\w+)*
    """

# What says how exactly a number is meant, between it and the word that introduces it.
_MODIFIERS = listed(
    "a about additional almost an another approximately around circa exactly extra further just nearly net new only "
    "roughly some total"
)
_PAIRS = (["at", "least"], ["at", "most"], ["up", "to"])
_STOPS = (
    r"(?:a|above|after|against|among|an|and|are|as|at|before|below|but|by|can|during|every|for|from|had|has|have|in|"
    r"into|is|its|must|of|on|or|our|over|per|plus|since|so|than|that|the|their|then|this|to|under|until|via|was|were|"
    r"when|where|which|while|who|will|with|within|without)\b"
)
_COUNTED = (
    rf"(?:\ (?!{_STOPS})[^\W\d]\w*(?:[-/.]\w+)*){{0,3}}?\ (?!{_STOPS})"
    r"(ms|s|min|h|d|kB|[KMGT]i?B|km|kg|kWh|EUR|USD|GBP|CHF|pp|pts?|bps|rps|people|children|women|men|staff|"
    r"[^\W\d]\w*(?:-\w+)*(?<![siu])s)(?![\w-])"
)
_UNIT_SIGN = rf"[%$€£¥]|per ?cent|{_CURRENCY}"
_UNIT_BEHIND = r"\d(?:[^\W\d_]|" + _COUNTED.replace("{0,3}", "{0,4}") + ")"  # a word more: "3 million people"


def numbers(title: str) -> list[Number]:
    """Return the numbers of a title that say how much, in the order written.

    Dates, periods, years, versions, ordinals, "top 10", ids, what stands in brackets and shares such as "2 of 3" are
    left out. A range such as "5 to 7" is one number.
    """
    return [
        _number(title, match)
        for match in compiled(_SCAN).finditer(title, _before_digits(title))
        if match["number"] and not title.startswith((" each", " apiece"), match.end())
    ]


def with_units(alike: Alike) -> list[Item]:
    """Return the items in whose titles a number may have a unit; much faster than to read the numbers of each."""
    if not alike.has("title", str):
        return []
    titles = alike.column("title")
    behind, sign = compiled(_UNIT_BEHIND).search, compiled(_UNIT_SIGN).search
    signs = sign("\n".join(titles)) is not None
    return [item for item, title in zip(alike, titles, strict=True) if behind(title) or (signs and sign(title))]


def _before_digits(title: str) -> int:
    """Return where to begin to look: at the word before the first digit, or at a bracket that may hold it."""
    digit = compiled(r"[\d(\[]").search(title)
    return title.rfind(" ", 0, max(0, title.rfind(" ", 0, digit.start()))) + 1 if digit else len(title)


def _number(title: str, match: re.Match[str]) -> Number:
    size = _MAGNITUDES.get((match["size"] or "").strip().casefold(), 1.0)
    readings = _readings(match["digits"])
    counted = compiled(_COUNTED).match(title, match.end("number"))
    unit = "%" if match["percent"] else (match["money"] or match["glued"] or (counted[1] if counted else "")).strip()
    lead = _lead(title[max(0, match.start() - 80) : match.start()])
    return Number(
        text=match["number"],
        values=tuple({reading * by for reading in readings for by in (size, 1.0)}),
        start=match.start("number"),
        end=match.end("number"),
        unit=unit,
        lead="to" if lead == "from" and match["range"] else lead,
        ends=(match.end("digits"), match.end("size") if match["size"] else match.end("digits")),
    )


def _lead(before: str) -> str:
    """The word that introduces a number: `to` in "to at least 45" and in "to under 300 ms"."""
    words = [word for word in (word.strip("\"'“‘`*~≈+−-") for word in before.casefold().split()) if word]
    while words:
        if words[-2:] in _PAIRS:
            del words[-2:]
        elif words[-1] in _MODIFIERS or (words[-2:-1] == ["to"] and words[-1] in ("under", "below", "over", "above")):
            words.pop()
        elif words[-1] == "than" and words[-3:-2] == ["to"]:
            del words[-2:]
        else:
            return words[-1]
    return ""


def _readings(digits: str) -> set[float]:
    """What written digits can mean: a mark or a blank before three digits parts thousands, or begins the decimals."""
    if digits.isdecimal():
        return {float(digits)}
    plain = re.sub(r"[ '’\u00a0\u202f]", "", digits)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return {float(plain)}
    grouped = re.fullmatch(r"\d+(?:[.,]\d{3})+", plain)
    readings = {float(re.sub(r"[.,]", "", plain))} if grouped else set()
    if not grouped or plain.count(plain[last]) == 1:
        readings.add(float(re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]))
    return readings
