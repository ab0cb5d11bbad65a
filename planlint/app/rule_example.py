"""What `check` finds in the bad example of a rule."""

from planlint.app.plan_schema import plan_schema
from planlint.lint import Report
from planlint.lint.example import judge_example
from planlint.rules import rule_by_code


def example_report(code: str) -> Report:
    """Return the report on a rule's bad example, with this rule alone in force."""
    return judge_example(rule_by_code(code).bad, code, plan_schema())
