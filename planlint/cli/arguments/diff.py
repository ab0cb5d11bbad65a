"""`planlint diff`: what a change does to the plan, for review.

Compare two versions of the plan, item by item; layout, comments and order do not count. A version is a revision, :index
or :worktree; A..B compares two, A...B compares B with the commit where it branched off from A.
"""

from planlint.cli.options import Parser, add_common, add_fail_on, add_flag, add_list, add_value


def add_to(parser: Parser) -> None:
    revisions = "the versions to compare (default: HEAD and the working tree), or one range: A..B or A...B"
    add_value(parser, "revisions", "BASE [HEAD]", revisions, nargs="*")
    shown = parser.add_argument_group("what is shown")
    add_list(shown, "--kind", "KINDS", "show only changes of these kinds: key_result, task, ... or all")
    result = parser.add_argument_group("the result")
    add_flag(result, "--check", "judge the changes by the rules PL8; exit with 1 if there are findings")
    add_fail_on(result, lead="with --check, ")
    add_common(parser, "text", "markdown", "json", "github", "sarif")
