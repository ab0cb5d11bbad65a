"""`planlint check`: lint the plan.

Check the whole plan: shape, references, alignment. PATHs limit what is reported; the whole plan is always read.
"""

from planlint.cli.formats import add_results
from planlint.cli.options import Parser, add_fail_on, add_flag, add_list, add_new_only, add_plan_options, add_value

FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")


def add_to(parser: Parser) -> None:
    paths = "report only findings in this file or folder; `-` with --stdin-filename"
    add_value(parser, "paths", "PATH", paths, nargs="*")
    source = parser.add_argument_group("what is read").add_mutually_exclusive_group()
    add_flag(source, "--staged", "check the index: what `git commit` would record")
    add_value(source, "--rev", "REV", "check this commit, in any form that git accepts")
    add_value(source, "--stdin-filename", "PATH", "check the working tree with standard input in place of PATH")
    change = parser.add_argument_group("what has changed")
    base = "also judge what changed since this version branched off from REV, by the rules PL8"
    add_value(change, "--base", "REV", base)
    add_new_only(change)
    add_flag(change, "--history", "also run the history rules (PL85x)")
    rules = parser.add_argument_group("which rules")
    run_only = "run only these rules: codes, names, prefixes of codes or ALL, separated by commas"
    add_list(rules, "--select", "CODES", run_only)
    add_list(rules, "--extend-select", "CODES", "also run these rules")
    add_list(rules, "--ignore", "CODES", "do not run these rules")
    writing = parser.add_argument_group("what is written")
    add_flag(writing, "--fix", "apply the safe fixes, and report what is left")
    add_flag(writing, "--diff", "show what --fix would change and write nothing; exit with 1 if there is a change")
    add_flag(writing, "--unsafe-fixes", "with --fix or --diff: also apply fixes that need a review")
    add_value(writing, "--add-ignores", "REASON", "add an ignore comment with this reason to every finding")
    result = parser.add_argument_group("the result")
    add_fail_on(result)
    add_flag(result, "--exit-zero", "exit with 0 even if there are findings")
    add_flag(result, "--statistics", "count the findings by rule instead of listing them")
    add_value(result, "--baseline", "FILE", "report only findings that FILE does not record")
    write = "record the findings in FILE; with --baseline, keep only those of its findings that still occur"
    add_value(result, "--write-baseline", "FILE", write)
    add_flag(result, "--show-files", "list the plan files and stop")
    add_plan_options(parser)
    add_results(parser, FORMATS)
