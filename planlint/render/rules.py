"""One rule explained, and the table of all rules: for the terminal, as JSON, as Markdown."""

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence

from planlint.diagnostic import Severity
from planlint.render.text.markdown import table_head, table_row
from planlint.render.text.style import Style
from planlint.rules.example import parse_example
from planlint.rules.pages import page_url
from planlint.rules.rule import Rule

_WIDEST = 100
_INDENT = "    "


def inner(style: Style) -> Style:
    """Return how the output of an example is drawn where it stands in a page for a terminal."""
    return style._replace(width=min(style.room, _WIDEST) - len(_INDENT))


def text_page(rule: Rule, output: str, style: Style) -> str:
    """Return a rule's page for a terminal."""
    width, source = min(style.room, _WIDEST), rule.source
    code = style.link(style.paint(rule.code, "strong"), rule.code)
    fixed = f"{style.dot}{_fixed_by(rule)}" if rule.fix else ""
    head = f"{code} {rule.name}{style.dot}{_weight(rule)}{style.dot}since {rule.since}{fixed}"
    blocks = [
        head,
        textwrap.fill(rule.what, width),
        textwrap.fill(rule.why, width),
        textwrap.fill(f"Source: {source.title}" + (f" <{source.url}>" if source.url else ""), width),
        "Bad:\n" + textwrap.indent(example_text(rule.bad), _INDENT),
        "It says:\n" + textwrap.indent(output.rstrip("\n"), _INDENT),
        "Good:\n" + textwrap.indent(example_text(rule.good), _INDENT),
    ]
    return "\n\n".join(block.rstrip() for block in blocks) + "\n"


def markdown_page(rule: Rule, output: str, style: Style) -> str:
    """Return a rule's page in Markdown: what stands under `docs/rules/`."""
    source = f"[{rule.source.title}]({rule.source.url})" if rule.source.url else rule.source.title
    other = "warning" if rule.severity is Severity.INFO else "info"
    mended = f" Some findings are mended by `{_fixed_by(rule)}`." if rule.fix else ""
    return f"""\
# {rule.code} {rule.name}

{rule.what}

{_weight(rule).capitalize()}. Since {rule.since}.{mended}

{rule.why}

Source: {source}.

## Bad

{_fenced(example_text(rule.bad), "toml")}

{_fenced(output, "text")}

## Good

{_fenced(example_text(rule.good), "toml")}

## In a plan

Leave it out with `ignore = ["{rule.code}"]` in the configuration, \
or give it another weight with `{rule.code} = "{other}"` under `[severity]`.
"""


def json_page(rule: Rule, output: str, style: Style) -> str:
    """Return a rule as JSON."""
    return json.dumps({**_facts(rule), "output": output}, ensure_ascii=False, indent=2) + "\n"


def text_table(rules: Sequence[Rule], style: Style) -> str:
    """Return all rules, each with what it finds on the lines below."""
    longest = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        marks = f"{'' if rule.default else 'off':<3}  {'fix' if rule.fix else '':<3}"
        start = f"{rule.code:<6} {rule.name:<{longest}}  {rule.severity.label:<7}  {marks}".rstrip()
        lines.append(style.link(rule.code, rule.code) + start.removeprefix(rule.code))
        lines += textwrap.wrap(rule.what, style.room - len(_INDENT), initial_indent=_INDENT, subsequent_indent=_INDENT)
    return "\n".join(lines) + "\n"


def markdown_table(rules: Sequence[Rule], style: Style) -> str:
    """Return all rules as a Markdown table that links their published pages."""
    return linked_table(rules, lambda rule: page_url(rule.code))


def linked_table(rules: Sequence[Rule], link: Callable[[Rule], str]) -> str:
    """Return rules as a Markdown table, with links to wherever their pages are."""
    text = table_head("code", "name", "weight", "fix", "what it finds")
    for rule in rules:
        code, what = f"[{rule.code}]({link(rule)})", rule.what.replace("|", "\\|")
        text += table_row((code, rule.name, _weight(rule), rule.fix or "", what))
    return text


def json_table(rules: Sequence[Rule], style: Style) -> str:
    """Return all rules as JSON."""
    return json.dumps({"version": 1, "rules": [_facts(rule) for rule in rules]}, ensure_ascii=False, indent=2) + "\n"


Page = Callable[[Rule, str, Style], str]
Table = Callable[[Sequence[Rule], Style], str]
FORMS: Mapping[str, tuple[Page, Table]] = {
    "text": (text_page, text_table),
    "json": (json_page, json_table),
    "markdown": (markdown_page, markdown_table),
}
"""What draws one rule, and what draws a list of them, by format."""


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "default": rule.default,
        "fix": rule.fix,
        "since": rule.since,
        "url": page_url(rule.code),
        "what": rule.what,
        "why": rule.why,
        "source": {"title": rule.source.title, "url": rule.source.url},
        "bad": example_text(rule.bad),
        "good": example_text(rule.good),
    }


def _weight(rule: Rule) -> str:
    return rule.severity.label + ("" if rule.default else ", off by default")


def _fixed_by(rule: Rule) -> str:
    """Return the options that mend some of a rule's findings; empty where none does."""
    return {"safe": "--fix", "unsafe": "--fix --unsafe-fixes", None: ""}[rule.fix]


def example_text(text: str) -> str:
    """An example as people read it: without marks, each further file under its name, one version after the other."""
    example = parse_example(text)
    versions = {"before": example.before, "after": example.files} if example.before else {"": example.files}
    if example.past:
        versions = {f"on {day}": files for day, files in example.past}
    parts = []
    for label, files in versions.items():
        for path, content in files.items():
            name = ", ".join(filter(None, (label, path if len(files) > 1 else "")))
            visible = content.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            parts.append((f"# {name}\n" if name else "") + visible)
    parts.extend(f"# {path}: {reason}\n" for path, reason in example.unreadable.items())
    return "\n".join(parts)


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
