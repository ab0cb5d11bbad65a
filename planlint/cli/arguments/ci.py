"""`planlint ci`: run the status check, in any CI.

Check the plan of HEAD, and what has changed in it since the base that the event of GitHub or GitLab names: a pull or
merge request, a push, a merge queue. Also writes annotations, a job summary and step outputs, and keeps one comment up
to date. On a schedule it keeps an issue that lists the key results due for a check-in.
"""

from planlint.cli.arguments.check import FORMATS
from planlint.cli.formats import add_results
from planlint.cli.options import Parser, add_choice, add_fail_on, add_flag, add_new_only, add_plan_options, add_value

NEVER = "never"
_WHEN = ("auto", "always", NEVER)


def add_to(parser: Parser) -> None:
    change = parser.add_argument_group("what is checked")
    base = "compare with the commit where HEAD branched off from REV, whatever the event says"
    add_value(change, "--base", "REV", base)
    add_new_only(change)
    add_value(change, "--baseline", "FILE", "report only findings that FILE does not record")
    talk = parser.add_argument_group("where it is reported")
    comment = (
        "comment on a pull or merge request, with the token in GITHUB_TOKEN or GITLAB_TOKEN: auto if there is "
        "something to report (default), always, or never"
    )
    add_choice(talk, "--comment", _WHEN, comment, default="auto")
    issue = (
        "keep an issue that lists the key results due for a check-in: auto on a schedule (default), always, or never"
    )
    add_choice(talk, "--issue", _WHEN, issue, default="auto")
    add_flag(
        talk,
        "--checkin",
        "on GitHub: what a comment `/planlint set ITEM current=38` on that issue asks for becomes a pull request, "
        "if its author may write to the repository",
    )
    add_flag(talk, "--quiet-work", "do not report which items the commits of the change serve")
    result = parser.add_argument_group("the result")
    add_fail_on(result, NEVER)
    add_plan_options(parser)
    add_results(parser, FORMATS)
    parser.set_defaults(rev="HEAD")
