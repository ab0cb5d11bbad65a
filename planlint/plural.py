"""Nouns with their numbers and articles."""


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def with_article(noun: str) -> str:
    """Return a noun with its article: `a task`, `an objective`."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
