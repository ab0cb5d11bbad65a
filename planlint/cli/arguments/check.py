"""`planlint check`: lint the plan.

Check the whole plan: shape, references, alignment. PATHs limit what is reported; the whole plan is always read.
"""

import argparse

from planlint.cli.formats import add_results
from planlint.cli.options import add_fail_on, add_list, add_new_only, add_plan_options

FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="report only findings in this file or folder; `-` with --stdin-filename",
    )
    source = parser.add_argument_group("what is read").add_mutually_exclusive_group()
    source.add_argument("--staged", action="store_true", help="check the index: what `git commit` would record")
    source.add_argument("--rev", metavar="REV", help="check this commit, in any form that git accepts")
    source.add_argument(
        "--stdin-filename",
        metavar="PATH",
        help="check the working tree with standard input in place of PATH",
    )
    change = parser.add_argument_group("what has changed")
    change.add_argument(
        "--base",
        metavar="REV",
        help="also judge what changed since this version branched off from REV, by the rules PL8",
    )
    add_new_only(change)
    change.add_argument("--history", action="store_true", help="also run the history rules (PL85x)")
    rules = parser.add_argument_group("which rules")
    run_only = "run only these rules: codes, names, prefixes of codes or ALL, separated by commas"
    add_list(rules, "--select", "CODES", run_only)
    add_list(rules, "--extend-select", "CODES", "also run these rules")
    add_list(rules, "--ignore", "CODES", "do not run these rules")
    writing = parser.add_argument_group("what is written")
    writing.add_argument("--fix", action="store_true", help="apply the safe fixes, and report what is left")
    writing.add_argument(
        "--diff",
        action="store_true",
        help="show what --fix would change and write nothing; exit with 1 if there is a change",
    )
    writing.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: also apply fixes that need a review"
    )
    writing.add_argument(
        "--add-ignores", metavar="REASON", help="add an ignore comment with this reason to every finding"
    )
    result = parser.add_argument_group("the result")
    add_fail_on(result)
    result.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    result.add_argument("--statistics", action="store_true", help="count the findings by rule instead of listing them")
    result.add_argument("--baseline", metavar="FILE", help="report only findings that FILE does not record")
    result.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="record the findings in FILE; with --baseline, keep only those of its findings that still occur",
    )
    result.add_argument("--show-files", action="store_true", help="list the plan files and stop")
    add_plan_options(parser)
    add_results(parser, FORMATS)
