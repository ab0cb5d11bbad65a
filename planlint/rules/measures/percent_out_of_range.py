"""PL409: A value in per cent is below 0 or above 100.

  [key_result.stay-a-year]
  title = "Families stay for a year"
  objective = "stay-housed"
  metric.name = "families still housed after a year"
  metric.unit = "%"
- metric.target = 900   #~ 900 % is not a share of a whole
+ metric.target = 90
  metric.baseline = 72
"""

import re
from collections.abc import Mapping
from typing import Any

from planlint.model import KeyResult, as_number
from planlint.rules.kit import LANGUAGE, WARNING, Context, Problem, Problems, rule
from planlint.rules.measures.quantities import shown

# Percentages that are no shares of a whole: they say how much something changed or how it stands to something else.
_SHARES = ("%", "percent")
_NO_SHARE = (
    r"(?i)\b(?:growth|grow|increase|decrease|reduction|change|rise|gain|improvement|return|roi|margin|profit|mark-?up|"
    r"net (?:revenue|dollar) retention|nrr|ndr|expansion|variance|deviation|difference|compared|relative|versus|vs|"
    r"of (?:the )?(?:plan|budget|quota|target|goal)|attainment|overrun|utili[sz]ation|load|occupancy|inflation|"
    r"year[- ](?:on|over)[- ]year|yoy|qoq|mom)s?\b"
)


@rule(
    "PL409",
    WARNING,
    KeyResult,
    scope="sound",
    needs=("metric.unit",),
    suspects=lambda alike, ctx: [
        item
        for item, metric in zip(alike, alike.column("metric"), strict=True)
        if metric["unit"] in _SHARES and _outside(metric)
    ],
    source=LANGUAGE,
)
def percent_out_of_range(item: KeyResult, ctx: Context) -> Problems:
    """A share lies between 0 and 100 per cent. Outside of it a digit slipped, or the unit is another. A measure whose
    name says growth, margin, utilisation or the like is no share and may pass.
    """
    table = item.table("metric")
    if table.get("unit") not in _SHARES:
        return
    outside = _outside(table)
    if not outside or re.search(_NO_SHARE, f"{table.get('name', '')} / {item.title}"):
        return
    key, value = outside[0]
    yield Problem(
        item.site.at("metric", key),
        f"{shown(value, '%')} is not a share of a whole",
        label="outside 0 to 100",
        help="correct the number, or name another unit: a change in per cent, points, times",
        related=tuple((item.site.at("metric", other), "outside 0 to 100 too") for other, _ in outside[1:]),
    )


def _outside(metric: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the values of a metric that are below 0 or above 100, with their keys."""
    written = [(key, as_number(metric.get(key))) for key in ("baseline", "target", "current")]
    return [(key, value) for key, value in written if value is not None and not 0 <= value <= 100]
