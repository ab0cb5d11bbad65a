"""What `check` finds in the bad example of a rule."""

from planlint.lint import Report
from planlint.lint.example import judge_example
from planlint.rules import rule_by_code
from planlint.schema import Schema
from planlint.trees import schema_dict


def example_report(code: str) -> Report:
    """Return the report on a rule's bad example, with this rule alone in force."""
    return judge_example(rule_by_code(code).bad, code, Schema(schema_dict("plan")))
