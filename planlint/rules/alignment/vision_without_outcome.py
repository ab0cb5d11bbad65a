"""PL302: The vision has no outcome.

  [vision.valley-2030]   #~ vision.valley-2030 has no outcome
  title = "Nobody in the valley sleeps outside"
+
+ [outcome.stay-housed]
+ title = "Families who move in stay housed"
+ vision = "valley-2030"
"""

from planlint.model import Outcome, Vision
from planlint.rules.alignment.without import without
from planlint.rules.kit import ESSAY, WARNING, Context, Problems, rule


@rule("PL302", WARNING, Vision, source=ESSAY)
def vision_without_outcome(item: Vision, ctx: Context) -> Problems:
    """A vision is reached through value that people receive; without an outcome nobody knows whose life gets better."""
    help = f'name the lasting value it stands for: [outcome.ID] with vision = "{item.id}"'
    return without(Outcome, item, ctx, help)
