"""Small plans for tests: text in, findings out."""

from collections.abc import Callable
from datetime import date
from textwrap import dedent
from typing import Any

from planlint.config import Config
from planlint.lint import Report, RuleSelection, lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.load import Loaded, load
from planlint.model.items import KINDS
from planlint.model.plan import Plan
from planlint.schema import Schema
from planlint.tree import Unreadable
from planlint.trees import schema_dict

TODAY = date(2026, 10, 15)
PLAN = Schema(schema_dict("plan"))
CONFIG = Schema(schema_dict("config"))


def load_files(files: dict[str, str | bytes | Unreadable]) -> Loaded:
    """Load a plan from a mapping in memory."""
    return load({path: text.encode() if isinstance(text, str) else text for path, text in files.items()}, PLAN)


def plan_of(text: str) -> Plan:
    """Return the plan in the text of one file."""
    return load_files({"plan.toml": dedent(text)}).plan


def made(*items: tuple[str, str, dict[str, Any]]) -> Plan:
    """Return a plan of items given as kind, id and fields, however odd."""
    return Plan.of_items(KINDS[kind](name, fields, "plan.toml") for kind, name, fields in items)


def check(
    files: str | dict[str, str | bytes | Unreadable],
    *codes: str,
    config: Config | None = None,
    today: date = TODAY,
    within: Callable[[str], bool] = lambda path: True,
) -> Report:
    """Check a plan with some rules in force, by default all that are on."""
    if isinstance(files, str):
        files = {"plan.toml": dedent(files)}
    config = config or Config()
    selection = RuleSelection(frozenset(codes)) if codes else AS_CONFIGURED.of(config)
    return lint(load_files(files), config, selection, today, within)


def lines(report: Report) -> list[str]:
    """Return findings as `path:line:column CODE message`."""
    out = []
    for one in report.diagnostics:
        source = report.sources.get(one.place.path)
        line, column = source.position(one.place.span.start) if source else (1, 1)
        out.append(f"{one.place.path}:{line}:{column} {one.code} {one.message}")
    return out
