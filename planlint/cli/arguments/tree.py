"""The arguments of `planlint tree`."""

import argparse
from typing import Any

from planlint.cli.options import add_common

NAME = "tree"
FORMATS = ("text", "json", "mermaid", "dot", "csv")


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="work forward: what serves an item, with progress and status",
        description="Show what serves an item, or the whole plan from its purpose down. Options narrow it to what "
        "matches and the way there; several values are separated by commas.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "item",
        nargs="?",
        metavar="ITEM",
        help="a full name (objective.faster-placement) or a unique id",
    )
    narrow = parser.add_argument_group("what is shown")
    narrow.add_argument(
        "--kind", action="append", metavar="KINDS", help="purpose, vision, ..., key_result, tactic, task"
    )
    narrow.add_argument("--owner", action="append", metavar="OWNERS", help="who answers for it; of a task its assignee")
    narrow.add_argument(
        "--team",
        action="append",
        metavar="TEAMS",
        help="owned by the team or somebody in it, or asked of it by others",
    )
    narrow.add_argument("--period", action="append", metavar="PERIODS", help="its objectives, and what is below them")
    narrow.add_argument(
        "--status", action="append", metavar="STATUSES", help="the status as written; or open, or closed"
    )
    narrow.add_argument("--tag", action="append", metavar="TAGS", help="items with such a tag")
    narrow.add_argument(
        "--tasks", action="store_true", help="list tasks, instead of summing them on their tactic's line"
    )
    add_common(parser, FORMATS)
