"""Numbers, dates and periods as people write them: what each can mean, in the forms that TOML and plans have."""

import re
from collections.abc import Iterator
from datetime import date

_LONGEST = 60
_GROUPS = r"(?<=\d)(?:[ '’\u00a0\u202f](?=\d{3}(?!\d))|_+(?=\d))"
_DECIMAL = r"[+-]?(?:\d*|[1-9]\d{0,2}(?:OTHER\d{3})+)MARK\d*(?:e[+-]?\d+)?"
_AMOUNT = r"(?!0[xob])([$€£¥]?)\s*([+-]?[\d.,][\d.,_ '’\u00a0\u202f]*?)\s*((?!e$)(?:[%‰°$€£¥]|[^\W\d_])[^\d,]*)?"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_PERIODS = (
    r"(?P<year>\d{4})[ /_.-]?(?P<part>[qh][1-4])",
    r"(?P<part>[qh][1-4])[ /_.-]?(?P<year>\d{4})",
    r"(?P<year>\d{4})[ /_.](?P<part>\d\d?)",
    r"(?P<part>\d\d?)[ /_.](?P<year>\d{4})",
    rf"{_MONTH} (?P<year>\d{{4}})",
)


def number_readings(text: str, marks: str | None = None) -> tuple[float, ...]:
    """Return what a text can mean as a number: nothing, one value, or two for `1,000`.

    What TOML itself has, such as `1.000`, means what it means there; not in a text from elsewhere, of which it is said
    which signs may stand before decimals, as in `.,`.
    """
    text = text.strip().lower().replace("−", "-")
    plain = re.sub(_GROUPS, "", text)
    if re.fullmatch(r"[+-]?\d{1,4000}", plain, re.ASCII):
        return (int(plain),)
    if len(text) > _LONGEST or not re.search(r"\d", plain):
        return ()
    if re.fullmatch(r"0x[0-9a-f]+|0o[0-7]+|0b[01]+", plain):
        return (int(plain, 0),)
    if re.fullmatch(r"[+-]?\d+e[+-]?\d+", plain):
        return tuple(int(value) if value % 1 == 0 and abs(value) < 1e15 else value for value in _finite(plain))
    if not plain.isascii():
        return ()
    if marks is None:
        marks = "." if re.fullmatch(r"[+-]?\d+\.\d+", plain) else ".,"
    return tuple(dict.fromkeys(value for mark in marks for value in _with_decimals(plain, mark)))


def _with_decimals(text: str, mark: str) -> tuple[float, ...]:
    """Return what a number means where this sign stands before its decimals, and the other one parts its groups."""
    other = "," if mark == "." else "."
    whole = text.replace(other, "")
    if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(?:[{other}]\d{{3}})+", text):
        return (int(whole),)
    pattern = _DECIMAL.replace("OTHER", re.escape(other)).replace("MARK", re.escape(mark))
    return _finite(whole.replace(mark, ".")) if re.fullmatch(pattern, text) else ()


def _finite(text: str) -> tuple[float, ...]:
    value = float(text)
    return (value,) if abs(value) != float("inf") else ()


def amount(text: str) -> tuple[str, str]:
    """Return the number in a text and the unit behind or the sign before it: `38 days`, `70%`, `€5,000`."""
    match = re.fullmatch(_AMOUNT, text.strip()) if len(text) <= _LONGEST else None
    return (match[2], (match[3] or match[1] or "").strip()) if match else ("", "")


def day_readings(text: str, order: str | None = None) -> tuple[date, ...]:
    """Return the days that a text can mean: `31.12.2026` one, `12/11/2026` two, the day first and the month first.

    An `order`, `dmy` or `mdy`, says which of the two is meant.
    """
    text = text.strip().lower()
    parts: list[tuple[str, str, str]] = []
    if match := re.fullmatch(r"(\d{4})([-./])(\d\d?)\2(\d\d?)|(\d{4})(\d\d)(\d\d)", text):
        parts = [(match[1] or match[5], match[3] or match[6], match[4] or match[7])]
    elif match := re.fullmatch(r"(\d\d?)\. ?(\d\d?)\. ?(\d{4})", text):
        parts = [(match[3], match[2], match[1])]
    elif match := re.fullmatch(r"(\d\d?)([-/])(\d\d?)\2(\d{4})", text):
        orders = {"dmy": (match[4], match[3], match[1]), "mdy": (match[4], match[1], match[3])}
        parts = [orders[order]] if order in orders else list(orders.values())
    elif match := re.fullmatch(rf"(?:(\d\d?)\.? {_MONTH}|{_MONTH.replace('month', 'name')} (\d\d?)),? (\d{{4}})", text):
        month = _month(match["month"] or match["name"])
        parts = [(match[5], str(month), match[1] or match[4])] if month else []
    return tuple(dict.fromkeys(_days(parts)))


def _days(parts: list[tuple[str, str, str]]) -> Iterator[date]:
    for year, month, day in parts:
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _month(name: str) -> int:
    """The number of a month by its English name, in full or not; 0 for what is none."""
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name) and len(name) >= 3), 0)


def period_form(text: str) -> str | None:
    """Return a calendar period in the form that plans have, where it is written in another: `Q1 2027`, `2026q4`."""
    text = text.strip().lower()
    for pattern in _PERIODS:
        if match := re.fullmatch(pattern, text, re.ASCII):
            groups = match.groupdict()
            part = (groups.get("part") or "").upper()
            month = _month(groups["month"]) if "month" in groups else int(part) if part.isdigit() else 0
            if (month and month <= 12) or part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4"):
                return f"{groups['year']}-{f'{month:02d}' if month else part}"
    return None
