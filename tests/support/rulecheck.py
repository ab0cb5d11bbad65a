"""One rule against a small plan, without files: TOML text in, named places and messages out."""

import tomllib
from collections.abc import Callable, Collection
from datetime import date
from textwrap import dedent

from planlint.config import DEFAULT_LIMITS
from planlint.diagnostic import Problem
from planlint.model.alike import Alike
from planlint.model.figures.effective import is_open
from planlint.model.items import KINDS, Item
from planlint.model.plan import Plan
from planlint.rules.rule import EXAMPLE_DAY, Context, Rule
from planlint.text import Pointer, Site

Words = Callable[[str, tuple[str, ...]], tuple[str, ...]]
Found = tuple[str, str, str]

_SUFFIX = {"value": "", "key": " key", "header": " header"}


def plan_of(text: str, broken: Collection[str] = ()) -> Plan:
    """Make a plan of TOML text; `broken` names the items that are to count as such."""
    return Plan.of_items(
        (
            KINDS[kind](identifier, fields, "plan.toml")
            for kind, table in tomllib.loads(dedent(text)).items()
            for identifier, fields in table.items()
        ),
        broken,
    )


def findings(
    rule: Rule,
    text: str,
    today: date = EXAMPLE_DAY,
    *,
    broken: Collection[str] = (),
    archived: Collection[str] = (),
    unopened: tuple[str, ...] = (),
    words: Words = lambda name, built_in: built_in,
) -> list[Found]:
    """Return what a rule finds as (code, place, message); a place is dotted, with ` key` or ` header` where meant."""
    plan = plan_of(text, broken)
    written = {name: n for n, name in enumerate(_names(text))}
    context = Context(
        plan=plan,
        today=today,
        limits=DEFAULT_LIMITS,
        words=words,
        judged=lambda item: item.name not in archived,
        order=lambda site: (site.path, written[_name(site.pointer)]),
        unopened=unopened,
    )
    if rule.subject is None or rule.idle(context):
        return []
    if not rule.kinds:
        problems = list(rule.check(plan, context))
    else:
        problems = [
            problem
            for kind in rule.kinds
            for item in plan.of(kind)
            if _is_asked(rule, plan, item, context)
            for problem in _asked(rule, item, context)
        ]
    return [(rule.code, _place(problem.site), problem.message) for problem in problems]


def _asked(rule: Rule, item: Item, context: Context) -> list[Problem]:
    problems = list(rule.check(item, context))
    assert not problems or list(rule.suspects(Alike([item]), context)) == [item], (
        f"{rule.name} does not suspect {item.name}"
    )
    return problems


def _is_asked(rule: Rule, plan: Plan, item: Item, context: Context) -> bool:
    if not context.judged(item):
        return False
    if rule.scope != "all" and item.name in plan.broken:
        return False
    written = {*item.fields, *(f"metric.{key}" for key in item.table("metric"))}
    if (rule.needs and written.isdisjoint(rule.needs)) or not written.isdisjoint(rule.lacks) or not rule.when(item):
        return False
    return rule.scope != "open" or is_open(plan, item)


def _names(text: str) -> list[str]:
    return [f"{kind}.{identifier}" for kind, table in tomllib.loads(dedent(text)).items() for identifier in table]


def _name(pointer: Pointer) -> str:
    return f"{pointer[0]}.{pointer[1]}"


def _place(site: Site) -> str:
    return ".".join(map(str, site.pointer)) + _SUFFIX[site.part]
