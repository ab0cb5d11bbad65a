"""The arguments of `planlint check`."""

import argparse
from typing import Any

from planlint.cli.formats import add_results
from planlint.cli.options import add_new_only, add_plan_options
from planlint.diagnostic import Severity

NAME = "check"
FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="lint the plan",
        description="Check the whole plan: shape, references, alignment. PATHs narrow what is reported, "
        "never the plan that is read.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="report only what is inside; `-` with --stdin-filename"
    )
    source = parser.add_argument_group("what is read").add_mutually_exclusive_group()
    source.add_argument("--staged", action="store_true", help="check the index: what a commit would hold")
    source.add_argument("--rev", metavar="REV", help="check a commit, named in any way git knows")
    source.add_argument(
        "--stdin-filename",
        metavar="PATH",
        help="check the working tree with standard input in place of PATH; takes `-` as well",
    )
    change = parser.add_argument_group("what has changed")
    change.add_argument(
        "--base", metavar="REV", help="judge the change as well: from where this version left REV, by the rules PL8"
    )
    add_new_only(change)
    change.add_argument(
        "--history",
        action="store_true",
        help="judge by what git tells as well, by the rules PL85",
    )
    rules = parser.add_argument_group("which rules")
    rules.add_argument(
        "--select",
        action="append",
        metavar="CODES",
        help="check by these rules only: codes, names, beginnings of codes or ALL, separated by commas",
    )
    rules.add_argument("--extend-select", action="append", metavar="CODES", help="check by these rules too")
    rules.add_argument("--ignore", action="append", metavar="CODES", help="leave these rules out")
    writing = parser.add_argument_group("what is written")
    writing.add_argument("--fix", action="store_true", help="mend what has one certain remedy, and report the rest")
    writing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, write nothing; exit with 1 if there is any"
    )
    writing.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: also what needs a look")
    writing.add_argument(
        "--add-ignores", metavar="REASON", help="waive all that is found, by comments that give this reason"
    )
    result = parser.add_argument_group("the result")
    result.add_argument(
        "--fail-on",
        choices=[one.label for one in Severity],
        help="exit with 1 from this severity on (default: `fail-on` of the configuration, else error)",
    )
    result.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    result.add_argument("--statistics", action="store_true", help="count the findings by rule instead of listing them")
    result.add_argument("--baseline", metavar="FILE", help="show only what goes beyond the findings that FILE records")
    result.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="record in FILE what is found; beside --baseline, only what that one records and is still found",
    )
    result.add_argument("--show-files", action="store_true", help="list the plan files and stop")
    add_plan_options(parser)
    add_results(parser, FORMATS)
