"""PL856: The item is carried into its third period, or a later one.

  #--- on 2026-10-01
- [objective.fast-q2]
- title = "Moving in takes weeks, not months"
- status = "closed"
  [objective.fast-q3]
  title = "Moving in takes weeks, not months"
- continues = "fast-q2"
  status = "closed"
  [objective.fast-q4]
  title = "Moving in takes weeks, not months"
  continues = "fast-q3"      #~ is carried into its 3rd period: fast-q2, fast-q3, fast-q4
"""

from planlint.bounds import listing
from planlint.model import Item, KeyResult, Objective
from planlint.rules.history.past import no_past
from planlint.rules.kit import WARNING, WHAT_MATTERS, Context, Problem, Problems, rule

_MOST = 50  # further back nobody counts


@rule("PL856", WARNING, (Objective, KeyResult), needs=("continues",), idle=no_past, source=WHAT_MATTERS)
def carried_again(item: Objective | KeyResult, ctx: Context) -> Problems:
    """What is carried over twice was never decided: either it matters enough to be staffed, or it is let go."""
    chain: list[Item] = [item]
    while len(chain) < _MOST and (earlier := _earlier(chain[-1], ctx)) is not None and earlier not in chain:
        chain.append(earlier)
    if len(chain) > 2:
        ending = "rd" if len(chain) == 3 else "th"
        said = listing(one.id for one in reversed(chain))
        message = f"{item.name} is carried into its {len(chain)}{ending} period: {said}"
        yield Problem(item.site.at("continues"), message, help="staff it, make it smaller, or let it go")


def _earlier(item: Item, ctx: Context) -> Item | None:
    text = item.text("continues")
    return ctx.plan.resolve(item.kind, text) if text else None
