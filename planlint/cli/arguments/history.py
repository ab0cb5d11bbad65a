"""`planlint history`: the review of a period, or the log of every change.

Review a period from git alone: what was promised, what came of it, which targets and dates moved, which key results
were never reported. Or list which key results and tasks changed, when and by whom.
"""

import argparse

from planlint.cli.options import add_common, add_list

FORMATS = ("text", "json", "jsonl", "csv", "markdown", "svg", "html")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("items", nargs="*", metavar="ITEM", help="every change of these items")
    told = parser.add_argument_group("what is shown")
    told.add_argument("--log", action="store_true", help="list the changes, the newest last")
    add_list(told, "--kind", "KINDS", "only changes of these kinds, or all (default: key_result,task; with ITEM all)")
    add_list(told, "--owner", "OWNERS", "only items that these people or teams own")
    told.add_argument("--limit", type=_positive, metavar="N", help="only the newest N changes")
    told.add_argument("--work", action="store_true", help="list the commits made for ITEM and what is below it")
    told.add_argument("--by", choices=("day", "week", "month"), help="group changes by UTC day, ISO week or month")
    span = parser.add_argument_group("which commits")
    span.add_argument("--rev", metavar="REV", default="HEAD", help="the newest commit, or a range A..B (default: HEAD)")
    span.add_argument("--since", metavar="DATE", help="from this UTC day on")
    span.add_argument("--until", metavar="DATE", help="up to this UTC day")
    span.add_argument("--period", metavar="PERIOD", help="only the days of this period")
    span.add_argument("--all-commits", action="store_true", help="all commits, not only first parents")
    span.add_argument(
        "--allow-shallow", action="store_true", help="go on in a shallow clone, although older commits are missing"
    )
    span.add_argument("--no-cache", action="store_false", dest="keeps", help="do not read or write the cache")
    add_common(parser, FORMATS)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
