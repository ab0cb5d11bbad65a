"""PL209: a text in place of a date that is not a period."""

from collections.abc import Iterable

from planlint.diagnostic import Problem, Remedy, Rename, Replace, Severity
from planlint.model.items import PERPETUAL, UNDATED, Item, Measured, Outcome, Period
from planlint.model.periods import calendar_period, day_of
from planlint.rules.references.links import ALL_KINDS, ids_of
from planlint.rules.rule import Context, rule
from planlint.rules.sources import LANGUAGE
from planlint.text import Site
from planlint.toml import spellings

_DATED = ("period", "start", "due")


def _has_text(item: Item) -> bool:
    return any(item.text(key) is not None for key in (*_DATED, "horizon"))


@rule(
    "PL209",
    severity=Severity.ERROR,
    fix="safe",
    subject=ALL_KINDS,
    scope="all",
    when=lambda item: "milestones" in item.fields or "path" in item.table("metric") or _has_text(item),
    source=LANGUAGE,
    bad="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026Q4"   #~ '2026Q4' is not a period
    """,
    good="""
        [objective.faster-placement]
        title = "Moving in takes weeks, not months"
        period = "2026-Q4"
    """,
)
def unknown_period(item: Item, ctx: Context) -> Iterable[Problem]:
    """The text is neither a calendar period nor the id of a period in the plan.

    A due date that means no day never comes, so nobody is ever late.
    """
    if ctx.unopened:
        return
    for keys, text in _written(item):
        if _is_unknown(text, ctx):
            yield _problem(item.site.at(*keys), text, ctx)
    if isinstance(item, Measured) and item.metric is not None:
        for key in item.metric.path:
            if day_of(ctx.plan, key) is None and _is_unknown(key, ctx):
                yield _unknown_point(item.site.at("metric", "path", key).as_key, key, ctx)


def _is_unknown(text: str, ctx: Context) -> bool:
    return calendar_period(text) is None and not ctx.plan.knows("period", text)


def _unknown_point(site: Site, key: str, ctx: Context) -> Problem:
    days = spellings.day_readings(key)
    form = spellings.period_form(key)
    meant = form if form and calendar_period(form) else ids_of(ctx.plan, "period").clear(key)
    if len(days) == 1:
        meant = days[0].isoformat()
    help = "write a date or a period: 2026-12-31, 2026, 2026-H2, 2026-Q4, 2026-11 or the id of a [period.ID] table"
    remedy = Remedy((Rename(site, meant),)) if meant is not None else None
    return Problem(
        site,
        f"`{key}` is not a date and not a period",
        help=f"did you mean `{meant}`?" if meant else help,
        remedy=remedy,
    )


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
    days = spellings.day_readings(text) if site.pointer[-1] != "period" else ()
    if days:
        forms = " or ".join(day.isoformat() for day in days)
        certain = len(days) == 1
        return Problem(
            site,
            f"'{text}' in quotes is not a date",
            help=f"write {forms}, without quotes",
            remedy=Remedy((Replace(site, days[0]),)) if certain else None,
        )
    ids = ids_of(ctx.plan, "period")
    form = spellings.period_form(text)
    meant = form if form and calendar_period(form) else ids.clear(text)
    near = ids.nearest(text) or meant
    help = "write 2026, 2026-H2, 2026-Q4 or 2026-11 in quotes, or the id of a [period.ID] table"
    return Problem(
        site,
        f"'{text}' is not a period",
        label="no such period",
        help=f"did you mean '{near}'?" if near else help,
        remedy=Remedy((Replace(site, meant),)) if meant is not None else None,
    )
