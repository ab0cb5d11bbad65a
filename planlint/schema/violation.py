"""A finding about a document's shape, before anybody has measured it."""

from typing import NamedTuple

from planlint.diagnostic import Problem


class Violation(NamedTuple):
    """The code of the rule that a document's shape breaks, and the problem."""

    code: str
    problem: Problem
