"""`planlint rule`: explain a rule, or list them all."""

import argparse
from typing import Any

from planlint.cli.exit_status import OK
from planlint.cli.options import add_output, format_of
from planlint.render.text.style import Style

NAME = "rule"
FORMATS = ("text", "json", "markdown")
PUBLISHED = Style(width=100)
"""How the output of examples is drawn wherever it is not for this terminal."""


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="explain a rule, or list them all",
        description="Explain a rule: what it finds, why that matters, on whose authority, with examples.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="a code or a name, or the beginning of codes (PL3) for a list; without it all are listed",
    )
    add_output(parser.add_argument_group("output"), FORMATS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one rule's page, or the table of all."""
    from planlint.cli.output import say, style_for
    from planlint.lint.selection import UnknownRule, family
    from planlint.render import rules as rule_page
    from planlint.rules import RULES, find_rule

    form = format_of(options)
    style = style_for(options)
    found = find_rule(options.code) if options.code is not None else None
    if found is not None:
        shown = rule_page.inner(style) if form == "text" else PUBLISHED
        say(rule_page.PAGES[form](found, example_output(found.code, shown), style), options.output, form)
        return OK
    listed = RULES if options.code is None else family(options.code)
    if not listed:
        raise UnknownRule(options.code)
    say(rule_page.TABLES[form](listed, style), options.output, form)
    return OK


def example_output(code: str, style: Style = PUBLISHED) -> str:
    """Return what `check` prints for a rule's bad example, with this rule alone in force."""
    from planlint.app.rule_example import example_report
    from planlint.render.findings.full import full

    return full(example_report(code), style)
