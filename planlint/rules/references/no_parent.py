"""PL203: The item serves nothing.

  [purpose.homes]
  title = "Every family in the valley has a safe home"

  [vision.valley-2030]
  title = "By 2030 nobody in the valley sleeps outside"
  purpose = "homes"

  [outcome.stay-housed]
  title = "Families who move in stay housed"
  vision = "valley-2030"

  [objective.faster-placement]   #~ objective.faster-placement serves nothing
  title = "Moving in takes weeks, not months"
+ outcome = "stay-housed"
"""

from collections.abc import Iterator

from planlint.model import KINDS, Item, Objective, Plan, words_of
from planlint.plural import with_article
from planlint.rules.kit import ERROR, ESSAY, WARNING, Context, Problem, Problems, rule
from planlint.rules.references.links import serves


@rule("PL203", ERROR, Plan, source=ESSAY)
def no_parent(plan: Plan, ctx: Context) -> Problems:
    """What serves nothing has no answer to "why are we doing this?", and is work that somebody could stop."""
    for kind in KINDS.values():
        if not kind.parent_kinds:
            continue
        orphans = [
            item
            for item in plan.of(kind)
            if not plan.parents(item) and not item.parent_names() and item.name not in plan.broken and ctx.judged(item)
        ]
        if not orphans:
            continue
        # An objective may move a wider circle's key result; what all of them are for is an outcome.
        above = kind.parent_kinds[:1] if kind is Objective else kind.parent_kinds
        if any(_has_any(plan, one) for one in above):
            yield from _each(orphans)
        elif not ctx.unopened:
            yield _once(ctx.first(orphans), above[0])


def _has_any(plan: Plan, kind: str) -> bool:
    return bool(plan.of(KINDS[kind])) or any(name.startswith(f"{kind}.") for name in plan.broken)


def _each(orphans: list[Item]) -> Iterator[Problem]:
    for item in orphans:
        written = next((field for field in item.parent_kinds if field in item.fields), None)
        site = item.site.at(written) if written else item.header
        fields = " or ".join(f"`{field}`" for field in item.parent_kinds)
        yield Problem(
            site,
            f"{item.name} serves nothing",
            label=f"add {fields}" if written is None else "names nothing",
            help=f"{with_article(words_of(item.kind))} serves {serves(item.kind)}: name it in {fields}",
        )


def _once(first: Item, above: str) -> Problem:
    return Problem(
        first.header,
        f"the plan has no {words_of(above)}, so nothing says what its {words_of(first.kind)}s are for",
        help=f"declare [{above}.ID] and name it here in `{above}`",
        severity=WARNING,
    )
