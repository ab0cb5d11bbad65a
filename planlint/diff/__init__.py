"""What differs between two plans: facts, no judgements."""

from planlint.diff.change import VERBS, Change, Verb, count_by_verb, item_order
from planlint.diff.commits import Commit, Reason, Step, reasons_in
from planlint.diff.compare import changes_of, diff
from planlint.diff.effects import Effect, effects
from planlint.diff.matching import Matching, Pair, match
from planlint.diff.values import json_form

__all__ = [
    "VERBS",
    "Change",
    "Commit",
    "Effect",
    "Matching",
    "Pair",
    "Reason",
    "Step",
    "Verb",
    "changes_of",
    "count_by_verb",
    "diff",
    "effects",
    "item_order",
    "json_form",
    "match",
    "reasons_in",
]
