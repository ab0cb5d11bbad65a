"""A period as people write it: `2027-h1`, `Q1 2027`."""

from planlint.model import Plan
from planlint.model.periods import period_days
from planlint.toml.spellings import period_form


def period_meant(plan: Plan, text: str) -> str:
    """Return the name that plans have for a period; a text that means none as it is."""
    return text if period_days(plan, text) else period_form(text) or text
