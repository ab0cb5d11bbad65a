"""`planlint hook`: run as a git hook: commit-msg, prepare-commit-msg or pre-push.

Run as one of git's hooks, with the arguments that git passes. The hooks for pre-commit and prek call it; a script in
.git/hooks can call it too.
"""

from typing import Any

from planlint.cli.options import Parser, add_color, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    hooks = parser.add_subparsers(dest="hook", metavar="HOOK", required=True)
    commit_msg = _hook(
        hooks,
        "commit-msg",
        "require a reason for a broken promise",
        "Judge what is staged by the rules PL8. If one of them finds an error, the message has to give the reason in a "
        "line `Plan-Reason: WHY`; without it the commit is refused with exit status 1.",
    )
    _add_file(commit_msg)
    prepare = _hook(
        hooks,
        "prepare-commit-msg",
        "list in the message's comments what the commit changes in the plan",
        "Add what is staged for the plan to the message, as comments, before it is edited. A message that does not "
        "go through an editor is not changed, and a commit is never stopped.",
    )
    _add_file(prepare)
    prepare.add_argument("source", nargs="?", metavar="SOURCE", help="the source of the message, as git names it")
    prepare.add_argument("oid", nargs="?", metavar="OID", help="the commit that the message is taken from")
    pre_push = _hook(
        hooks,
        "pre-push",
        "check what is pushed, and the change it makes",
        "Check the plan of each commit that is pushed, and judge the change from the remote's version by the rules "
        "PL8. git passes these commits on standard input, pre-commit in the environment.",
    )
    add_value(pre_push, "--baseline", "FILE", "report only findings that FILE does not record")
    pre_push.add_argument("remote", nargs="?", metavar="REMOTE", help="the name of the remote repository")
    pre_push.add_argument("url", nargs="?", metavar="URL", help="its address")


def _hook(hooks: Any, name: str, help: str, description: str) -> Parser:
    parser: Parser = hooks.add_parser(name, help=help, description=description)
    add_color(add_plan_options(parser))
    return parser


def _add_file(parser: Parser) -> None:
    add_value(parser, "file", "FILE", "the file that holds the message (default: the one git wrote last)", nargs="?")
