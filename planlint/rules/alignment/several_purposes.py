"""PL307: The plan has more than one purpose.

  [purpose.homes]
  title = "Every family has a safe home"

- [purpose.jobs]   #~ the plan already has a purpose: purpose.homes
- title = "Everybody who wants work finds it"
+ [vision.jobs]
+ title = "Everybody who has a home finds work"
+ purpose = "homes"
"""

from planlint.model import Plan, Purpose
from planlint.rules.kit import ESSAY, WARNING, Context, Problem, Problems, rule


@rule("PL307", WARNING, Plan, scope="sound", source=ESSAY)
def several_purposes(plan: Plan, ctx: Context) -> Problems:
    """With two purposes every conflict between them is decided anew, by whoever is in the room."""
    judged = [item for item in plan.of(Purpose) if ctx.judged(item)]
    if len(judged) < 2:
        return  # nobody has to know where it stands
    first, *others = sorted(judged, key=lambda item: ctx.order(item.site))
    for later in others:
        yield Problem(
            later.header,
            f"the plan already has a purpose: {first.name}",
            help="keep the one that the other serves; the other may be a vision or an outcome",
            related=((first.header, "the first purpose"),),
        )
