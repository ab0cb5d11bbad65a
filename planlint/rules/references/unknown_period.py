"""PL209: The text is neither a calendar period nor the id of a period in the plan.

  [objective.faster-placement]
  title = "Moving in takes weeks, not months"
- period = "2026Q4"   #~ '2026Q4' is not a period
+ period = "2026-Q4"
"""

from collections.abc import Sequence

from planlint.model import Alike, Item, Plan
from planlint.model.periods import calendar_period, day_of
from planlint.rules.kit import ERROR, LANGUAGE, Context, Problem, Problems, Remedy, Site, rule
from planlint.rules.references.links import ALL_KINDS, ids_of, periods_named
from planlint.toml import spellings

_DATED = ("period", "start", "due")


def _has_text(item: Item) -> bool:
    return any(item.text(key) is not None for key in (*_DATED, "horizon"))


@rule(
    "PL209",
    ERROR,
    ALL_KINDS,
    fix="safe",
    scope="all",
    when=lambda item: "milestones" in item.fields or "path" in item.table("metric") or _has_text(item),
    suspects=lambda alike, ctx: _with_unknown_texts(alike, ctx.plan),
    source=LANGUAGE,
)
def unknown_period(item: Item, ctx: Context) -> Problems:
    """A due date that means no day never comes, so nobody is ever late."""
    if ctx.unopened:
        return
    for site, text in periods_named(item):
        if _is_period(text, ctx.plan):
            continue
        if site.part != "key":
            yield _problem(site, text, ctx)
        elif day_of(ctx.plan, text) is None:
            yield _unknown_point(site, text, ctx)


def _with_unknown_texts(alike: Alike, plan: Plan) -> Sequence[Item]:
    """Return the items of which a text in place of a date names no period; those with steps or a path, all."""
    first = alike[0]
    if "milestones" in first.fields or "path" in first.table("metric") or "horizon" in first.fields:
        return alike
    for key in _DATED:
        if alike.has(key, str) and not all(_is_period(text, plan) for text in set(alike.column(key))):
            return alike
    return ()


def _is_period(text: str, plan: Plan) -> bool:
    return calendar_period(text) is not None or plan.leads_somewhere(f"period.{text}")


def _unknown_point(site: Site, key: str, ctx: Context) -> Problem:
    days = spellings.day_readings(key)
    meant = days[0].isoformat() if len(days) == 1 else _meant(key, ctx)
    help = "write a date or a period: 2026-12-31, 2026, 2026-H2, 2026-Q4, 2026-11 or the id of a [period.ID] table"
    return Problem(
        site,
        f"`{key}` is not a date and not a period",
        help=f"did you mean `{meant}`?" if meant else help,
        remedy=Remedy.writing(site, meant),
    )


def _problem(site: Site, text: str, ctx: Context) -> Problem:
    days = spellings.day_readings(text) if site.pointer[-1] != "period" else ()
    if days:
        return Problem(
            site,
            f"'{text}' in quotes is not a date",
            help=f"write {' or '.join(day.isoformat() for day in days)}, without quotes",
            remedy=Remedy.writing(site, days[0]) if len(days) == 1 else None,
        )
    meant = _meant(text, ctx)
    near = ids_of(ctx.plan, "period").nearest(text) or meant
    help = "write 2026, 2026-H2, 2026-Q4 or 2026-11 in quotes, or the id of a [period.ID] table"
    return Problem(
        site,
        f"'{text}' is not a period",
        label="no such period",
        help=f"did you mean '{near}'?" if near else help,
        remedy=Remedy.writing(site, meant),
    )


def _meant(text: str, ctx: Context) -> str | None:
    form = spellings.period_form(text)
    return form if form and calendar_period(form) else ids_of(ctx.plan, "period").clear(text)
