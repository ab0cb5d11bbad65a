"""`planlint rule`: explain a rule, or list them all."""

from planlint.app.plan_schema import plan_schema
from planlint.cli.options import Options, format_of
from planlint.cli.output import say, style_for
from planlint.lint.example import judge_example
from planlint.lint.selection import UnknownRule, family
from planlint.render import rules as rule_page
from planlint.render.findings.full import full
from planlint.render.text.style import Style
from planlint.rules import BOOK, find_rule, rule_by_code

PUBLISHED = Style(width=100)
"""How the output of examples is drawn wherever it is not for this terminal."""


def run(options: Options) -> None:
    """Print one rule's page, or the table of all."""
    form = format_of(options)
    style = style_for(options)
    page, table = rule_page.FORMS[form]
    found = find_rule(options.code) if options.code is not None else None
    if found is not None:
        shown = rule_page.inner(style) if form == "text" else PUBLISHED
        say(page(found, example_output(found.code, shown), style), options.output, form)
        return
    listed = BOOK if options.code is None else family(options.code)
    if not listed:
        raise UnknownRule(options.code)
    say(table(tuple(rule_by_code(entry.code) for entry in listed), style), options.output, form)


def example_output(code: str, style: Style = PUBLISHED) -> str:
    """Return what `check` prints for a rule's bad example, with this rule alone in force."""
    return full(judge_example(rule_by_code(code).bad, code, plan_schema()), style)
