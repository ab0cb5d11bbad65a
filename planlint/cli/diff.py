"""`planlint diff`: what a change does to the plan, for review."""

import argparse
from typing import TYPE_CHECKING, Any

from planlint.cli.errors import OK, CommandError
from planlint.cli.options import add_common, format_of, selectors

if TYPE_CHECKING:
    from planlint.lint.review import Review

NAME = "diff"
FORMATS = ("json",)
_ALL = "all"
_MOST_NAMED = 3


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="what a change does to the plan, for review",
        description="Compare two versions of the plan, item by item: layout, comments and order are no changes. "
        "A version is a revision, :index or :worktree; A..B compares two, A...B compares B with where it left A.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "revisions",
        nargs="*",
        metavar="BASE [HEAD]",
        help="what to compare (default: HEAD and the working tree); or one range, A..B or A...B",
    )
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--kind", action="append", metavar="KINDS", help="only changes of these kinds: key_result, task, ... or all"
    )
    add_common(parser, FORMATS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare two versions of the plan and print what differs."""
    from planlint.cli.comparison import open_comparison
    from planlint.cli.console import note, say
    from planlint.render.diff import render_diff

    kinds = kinds_of(options)
    found = open_comparison(options, options.revisions).review
    shown = found if kinds is None else found.narrowed(kinds)
    say(render_diff(shown, format_of(options)), options.output)
    for one in found.both.unreadable:
        if one.side == "base" and not options.quiet:
            note(f"{one.path} cannot be read in {found.base.rev} ({one.message}): changes in it are not shown")
    _refuse_unread_head(found)
    return OK


def kinds_of(options: argparse.Namespace) -> frozenset[str] | None:
    """Return the kinds that are asked for, None for all; `CommandError` for an unknown one."""
    from planlint.model.items import KINDS
    from planlint.model.naming import did_you_mean

    words = selectors(options.kind)
    if words is None or _ALL in words:
        return None
    if not words:
        raise CommandError("--kind names nothing", "leave it out to see everything")
    kinds = {word.replace("-", "_") for word in words}
    unknown = sorted(kinds - KINDS.keys())
    if unknown:
        known = f"there are {', '.join(KINDS)}; or all"
        raise CommandError(f"--kind: there is no kind '{unknown[0]}'", did_you_mean(unknown[0], KINDS, known))
    return frozenset(kinds)


def _refuse_unread_head(found: "Review") -> None:
    """Say that the comparison is incomplete: exit status 2, after what could be compared has been shown."""
    unread = [one for one in found.both.unreadable if one.side == "head"]
    if unread:
        listed = ", ".join(f"{one.path} ({one.message})" for one in unread[:_MOST_NAMED])
        more = f" and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
        raise CommandError(
            f"changes in what cannot be read in {found.head.rev} are not shown: {listed}{more}",
            "`planlint check` shows where the fault is",
        )
