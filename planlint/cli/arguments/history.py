"""`planlint history`: the review of a period, or the log of every change.

Review a period from git alone: what was promised, what came of it, which targets and dates moved, which key results
were never reported. Or list which key results and tasks changed, when and by whom.
"""

from planlint.cli.options import Parser, add_common, add_flag, add_list, add_value


def add_to(parser: Parser) -> None:
    parser.add_argument("items", nargs="*", metavar="ITEM", help="every change of these items")
    told = parser.add_argument_group("what is shown")
    add_flag(told, "--log", "list the changes, the newest last")
    add_list(told, "--kind", "KINDS", "only changes of these kinds, or all (default: key_result,task; with ITEM all)")
    add_list(told, "--owner", "OWNERS", "only items that these people or teams own")
    told.add_argument("--limit", type=_positive, metavar="N", help="only the newest N changes")
    add_flag(told, "--work", "list the commits made for ITEM and what is below it")
    told.add_argument("--by", choices=("day", "week", "month"), help="group changes by UTC day, ISO week or month")
    span = parser.add_argument_group("which commits")
    span.add_argument("--rev", metavar="REV", default="HEAD", help="the newest commit, or a range A..B (default: HEAD)")
    add_value(span, "--since", "DATE", "from this UTC day on")
    add_value(span, "--until", "DATE", "up to this UTC day")
    add_value(span, "--period", "PERIOD", "only the days of this period")
    add_flag(span, "--all-commits", "all commits, not only first parents")
    add_flag(span, "--allow-shallow", "go on in a shallow clone, although older commits are missing")
    span.add_argument("--no-cache", action="store_false", dest="keeps", help="do not read or write the cache")
    add_common(parser, "text", "json", "jsonl", "csv", "markdown", "svg", "html")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
