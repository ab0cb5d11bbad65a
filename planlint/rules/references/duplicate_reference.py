"""PL208: The same id stands twice in one list.

  [key_result.days-to-keys]
  title = "The wait from intake to keys is three weeks"

  [tactic.landlord-desk]
  title = "Run a weekly landlord desk"
- key_result = ["days-to-keys", "days-to-keys"]   #~ 'days-to-keys' is named twice
+ key_result = "days-to-keys"
"""

from typing import Any

from planlint.model import Item
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, Remedy, Remove, Site, rule
from planlint.rules.references.links import ALL_KINDS

_FIELDS = ("with", "depends_on", "members", "reached", "formerly")


@rule(
    "PL208",
    WARNING,
    ALL_KINDS,
    scope="sound",
    fix="safe",
    when=lambda item: list in map(type, item.fields.values()),
    suspects=lambda alike, ctx: [item for item in alike if any(map(_repeats, item.fields.values()))],
    source=LANGUAGE,
)
def duplicate_reference(item: Item, ctx: Context) -> Problems:
    """The second mention adds nothing, and often stands where another id was meant."""
    for field in item.fields:
        if field not in item.parent_kinds and field not in _FIELDS:
            continue
        first: dict[str, Site] = {}
        for site, identifier in item.id_sites(field):
            if identifier in first:
                yield Problem(
                    site,
                    f"'{identifier}' is named twice in `{field}`",
                    label="again",
                    help="take one of them out",
                    related=((first[identifier], "first here"),),
                    remedy=Remedy((Remove(site),)),
                )
            else:
                first[identifier] = site


def _repeats(value: Any) -> bool:
    return type(value) is list and len(set(map(str, value))) < len(value)
