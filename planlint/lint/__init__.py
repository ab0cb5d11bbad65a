"""Rules in force, applied to a plan: what is found, how it weighs, what is shown."""

from planlint.lint.report import Report, Summary
from planlint.lint.run import lint
from planlint.lint.selection import RuleSelection, UnknownRule

__all__ = ["Report", "RuleSelection", "Summary", "UnknownRule", "lint"]
