"""PL204: Items depend on each other, or serve each other, in a ring.

  [task.call-list]
  title = "List the landlords with vacancies"
- depends_on = "open-desk"   #~ task.call-list waits for itself

  [task.open-desk]
  title = "Open the landlord desk"
  depends_on = "call-list"
"""

from collections.abc import Iterator, Mapping

from planlint.bounds import listing
from planlint.model import Item, KeyResult, Objective, Plan
from planlint.model.graph import rings
from planlint.rules.kit import ERROR, ESSAY, Context, Problem, Problems, Site, rule
from planlint.rules.references.links import Link, links


@rule("PL204", ERROR, Plan, source=ESSAY)
def reference_cycle(plan: Plan, ctx: Context) -> Problems:
    """In a ring everything waits for everything, or serves itself; neither has a beginning or an end."""
    waits = {
        item.name: [link for link in links(item) if link.field == "depends_on"]
        for alike in plan.alike
        if "depends_on" in alike[0].fields
        for item in alike
        if item.name not in plan.broken
    }
    yield from _problems(plan, ctx, waits, "waits for itself", "waits for")
    # A ring of goals passes through an objective that serves a key result, and few plans have any.
    if any("key_result" in item.fields for item in plan.of(Objective)):
        serving = {
            item.name: [link for link in links(item) if link.field in item.parent_kinds]
            for item in (*plan.of(Objective), *plan.of(KeyResult))
            if item.name not in plan.broken
        }
        yield from _problems(plan, ctx, serving, "serves itself", "serves")


def _problems(plan: Plan, ctx: Context, named: Mapping[str, list[Link]], says: str, verb: str) -> Iterator[Problem]:
    graph = {name: [target for link in found if (target := _target(plan, link))] for name, found in named.items()}
    for ring in rings(graph):
        items = [plan.items[name] for name in ring]
        if not all(ctx.judged(item) for item in items):
            continue
        nexts = [*ring[1:], ring[0]]
        sites = [_site(plan, named[name], after) for name, after in zip(ring, nexts, strict=True)]
        yield Problem(
            sites[0],
            f"{ring[0]} {says}: {listing([*ring, ring[0]], ' → ')}",
            help="take one of these references out",
            related=tuple(
                (site, f"{item.name} {verb} {after}")
                for site, item, after in zip(sites[1:], items[1:], nexts[1:], strict=True)
            ),
        )


def _target(plan: Plan, link: Link) -> str | None:
    found: Item | None = plan.resolve(link.kind, link.id)
    return found.name if found is not None else None


def _site(plan: Plan, found: list[Link], after: str) -> Site:
    return next(link.site for link in found if _target(plan, link) == after)
