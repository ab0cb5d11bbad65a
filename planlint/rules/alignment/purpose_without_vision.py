"""PL301: The purpose has no vision.

  [purpose.homes]   #~ purpose.homes has no vision
  title = "Every family has a safe home"
+
+ [vision.valley-2030]
+ title = "Nobody in the valley sleeps outside"
+ purpose = "homes"
"""

from planlint.model import Purpose, Vision
from planlint.rules.alignment.without import without
from planlint.rules.kit import ESSAY, WARNING, Context, Problems, rule


@rule("PL301", WARNING, Purpose, source=ESSAY)
def purpose_without_vision(item: Purpose, ctx: Context) -> Problems:
    """A purpose nobody can picture fulfilled gives no direction; the vision says what the world looks like then."""
    help = f'say what the world looks like once it is fulfilled: [vision.ID] with purpose = "{item.id}"'
    return without(Vision, item, ctx, help)
