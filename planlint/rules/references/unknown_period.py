"""PL209: a text in place of a date that is no period."""

import re
from collections.abc import Iterable
from datetime import date

from planlint.diagnostic import Problem, Remedy, Replace, Severity
from planlint.model.items import PERPETUAL, UNDATED, Item, Outcome, Period
from planlint.model.periods import calendar_period
from planlint.rules.references.links import ALL_KINDS, ids_of
from planlint.rules.rule import Context, rule
from planlint.rules.sources import LANGUAGE
from planlint.text import Site

_QUOTED_DATE = r"(?a)\d{4}-\d{2}-\d{2}"

_DATED = ("period", "start", "due")


def _has_text(item: Item) -> bool:
    return any(item.text(key) is not None for key in (*_DATED, "horizon"))


@rule(
    "PL209",
    severity=Severity.ERROR,
    fix="safe",
    subject=ALL_KINDS,
    scope="all",
    when=lambda item: "milestones" in item.fields or _has_text(item),
    source=LANGUAGE,
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026Q4"   #~ '2026Q4' is no period
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"
    """,
)
def unknown_period(item: Item, ctx: Context) -> Iterable[Problem]:
    """A due date that means no day never comes, so nobody is ever late."""
    if ctx.unopened:
        return
    for keys, text in _written(item):
        if calendar_period(text) is None and not ctx.plan.knows("period", text):
            yield _problem(item.site.at(*keys), text, ctx)


def _written(item: Item) -> list[tuple[tuple[str, ...], str]]:
    """The texts that have to be periods, with the keys they stand under."""
    fields = item.fields
    if isinstance(item, Period):  # its days are dates
        return []
    written: list[tuple[tuple[str, ...], str]] = []
    for key in _DATED:
        value = fields.get(key)
        if isinstance(value, str):
            written.append(((key,), value))
    horizon = item.text("horizon")
    if isinstance(item, Outcome) and horizon is not None and horizon != PERPETUAL:
        written.append((("horizon",), horizon))
    if "milestones" in fields:
        for step, value in item.table("milestones").items():
            if isinstance(value, str) and value != UNDATED:
                written.append((("milestones", step), value))
    return written


def _problem(site: Site, text: str, ctx: Context) -> Problem:
    if site.pointer[-1] != "period" and re.fullmatch(_QUOTED_DATE, text):
        message = f"'{text}' in quotes is no date"
        return Problem(site, message, help=f"remove the quotes: {text}", remedy=_day(site, text))
    ids = ids_of(ctx.plan, "period")
    near = ids.nearest(text)
    help = (
        f"did you mean '{near}'?"
        if near
        else "write 2026, 2026-H2, 2026-Q4 or 2026-11 in quotes, or the id of a [period.ID] table"
    )
    meant = _calendar_form(text) or ids.clear(text)
    if near is None and meant is not None:
        help = f"did you mean '{meant}'?"
    remedy = Remedy((Replace(site, meant),)) if meant is not None else None
    return Problem(site, f"'{text}' is no period", label="no such period", help=help, remedy=remedy)


def _day(site: Site, text: str) -> Remedy | None:
    try:
        return Remedy((Replace(site, date.fromisoformat(text)),))
    except ValueError:
        return None


def _calendar_form(text: str) -> str | None:
    """Return a period as it is to be written, where only a sign or the case of a letter is amiss: `2026Q4`."""
    match = re.fullmatch(r"(\d{4})[ /_-]?([QqHh][1-4])", text) or re.fullmatch(r"(\d{4})[ /_](\d\d)", text)
    form = f"{match[1]}-{match[2].upper()}" if match else None
    return form if form and calendar_period(form) else None
