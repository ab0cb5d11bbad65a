"""Days for people."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The months, in any locale."""


def day_text(day: date) -> str:
    """Return a day for people, in any locale: `31 Dec 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
