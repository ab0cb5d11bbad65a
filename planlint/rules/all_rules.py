"""All rules, loaded: for whoever lists them; a check loads only those that it asks."""

from planlint.rules import BOOK, rule_by_code
from planlint.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(rule_by_code(entry.code) for entry in BOOK)
"""In the order of their codes."""
