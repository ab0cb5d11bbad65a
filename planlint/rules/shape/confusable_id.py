"""PL108: Two ids of one kind differ only in case, or in `-` and `_`.

  [vision.valley-2030]
  title = "By 2030 nobody in the valley sleeps outside"
  #--- file: plan/second.toml
- [vision.Valley_2030]   #~ differs from 'valley-2030' only in
+ [vision.villages-2030]
  title = "By 2030 every village has a shelter"
"""

from collections import Counter

from planlint.model import KINDS, Item, Plan
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, rule


@rule("PL108", WARNING, Plan, source=LANGUAGE)
def confusable_id(plan: Plan, ctx: Context) -> Problems:
    """Ids that differ only in case or in `-` and `_` are mistaken for each other when said aloud or typed."""
    for kind in KINDS.values():
        ids = "\n".join([item.id for item in plan.of(kind)])
        if "_" in ids or ids != ids.lower():
            break
    else:
        return
    alike = {name: name.lower().replace("_", "-") for name in plan.items}
    counts = Counter(alike.values())
    if len(counts) == len(alike):
        return
    groups: dict[str, list[Item]] = {}
    for name, item in plan.items.items():
        if counts[alike[name]] > 1:
            groups.setdefault(alike[name], []).append(item)
    for items in groups.values():
        first, *later = sorted(items, key=lambda item: ctx.order(item.site))
        for item in later:
            yield Problem(
                item.site.as_key,
                f"'{item.id}' differs from '{first.id}' only in case or in - and _",
                help="give one of them a name that can be told apart",
                related=((first.site.as_key, f"'{first.id}' is declared here"),),
            )
