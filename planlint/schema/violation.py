"""A finding about a document's shape, before anybody has measured it."""

from dataclasses import dataclass

from planlint.diagnostic import Problem


@dataclass(frozen=True, slots=True)
class Violation:
    """The code of the rule that a document's shape breaks, and the problem."""

    code: str
    problem: Problem
