"""Days for people."""

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """Return a day for people, in any locale: `31 Dec 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
