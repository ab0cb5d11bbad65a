"""What a plan says, what is found in it, and what has changed in it: the questions that other programs ask."""

from datetime import date

from planlint.app.compare.compare import Compared
from planlint.app.compare.compare import compare as compared
from planlint.app.compare.ends import since_base
from planlint.app.compare.request import PlanCheck
from planlint.app.settings import Where
from planlint.app.workspace import open_workspace
from planlint.lint import Report, lint
from planlint.lint.selection import AS_CONFIGURED, RuleChoice
from planlint.model.plan import Plan


def read_plan(where: Where) -> Plan:
    """Return a plan as a value; `PlanlintError` where there is none, or it cannot be read."""
    return open_workspace(where).loaded.plan


def check(where: Where, today: date, rules: RuleChoice = AS_CONFIGURED) -> Report:
    """Return what is found in a plan, judged by a day; `PlanlintError` where it cannot be read."""
    workspace = open_workspace(where)
    return lint(workspace.loaded, workspace.config, rules.of(workspace.config), today)


def compare(where: Where, base: str, today: date, rules: RuleChoice = AS_CONFIGURED) -> Compared:
    """Return what has changed since a plan left a revision, judged by a day; `PlanlintError` where git cannot tell."""
    return compared(since_base(where, base, today, rules, PlanCheck(open_workspace(where))))
