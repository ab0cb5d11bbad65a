"""The period that somebody names at a door."""

from planlint.edit.period_names import period_meant
from planlint.model.naming import did_you_mean, not_there
from planlint.model.periods import Days, period_days
from planlint.model.plan import Plan

__all__ = ["period_meant", "period_named"]


def period_named(plan: Plan, text: str) -> tuple[str, Days]:
    """Return the name and the days of the period that --period names; `PlanlintError` where there is none."""
    name = period_meant(plan, text)
    days = period_days(plan, name)
    if days is None:
        known = sorted(item.id for item in plan.items.values() if item.kind == "period")
        help = did_you_mean(text, known, "write it as 2026-Q4, or give the plan a table [period.ID]")
        raise not_there(plan, f"--period: there is no period '{text}'", help)
    return name, days
