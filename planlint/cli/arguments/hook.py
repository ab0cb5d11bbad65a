"""The arguments of `planlint hook`."""

import argparse
from typing import Any

from planlint.cli.options import add_color, add_plan_options

NAME = "hook"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="what git hooks call: commit-msg, prepare-commit-msg, pre-push",
        description="Run as one of git's hooks, with the arguments that git gives it. pre-commit and prek do so by the "
        "hooks of this repository; a script in .git/hooks may do so itself.",
        allow_abbrev=False,
    )
    hooks = parser.add_subparsers(dest="hook", metavar="HOOK", required=True)
    commit_msg = _hook(
        hooks,
        "commit-msg",
        "ask for the reason of a broken promise",
        "Judge what is staged by the rules PL8. Where one of them finds an error, the message has to say why, in a "
        "line `Plan-Reason: WHY`: without it the commit is refused with exit status 1.",
    )
    _add_file(commit_msg)
    prepare = _hook(
        hooks,
        "prepare-commit-msg",
        "tell in the message's comments what a commit does to the plan",
        "Add to a message that is about to be written, as comments, what is staged for the plan. Messages that come "
        "from anywhere but an editor are left alone, and a commit is never held up.",
    )
    _add_file(prepare)
    prepare.add_argument("source", nargs="?", metavar="SOURCE", help="where the message comes from, in git's word")
    prepare.add_argument("oid", nargs="?", metavar="OID", help="the commit that the message is taken from")
    pre_push = _hook(
        hooks,
        "pre-push",
        "check what is pushed, and the change it makes",
        "Check the plan of each commit that is pushed, and judge the change from the remote's version by the rules "
        "PL8. Which commits these are, git says on standard input, and pre-commit in the environment.",
    )
    pre_push.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings that FILE records, as `planlint check` does"
    )
    pre_push.add_argument("remote", nargs="?", metavar="REMOTE", help="the name of the remote repository")
    pre_push.add_argument("url", nargs="?", metavar="URL", help="where it is")


def _hook(hooks: Any, name: str, help: str, description: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = hooks.add_parser(name, help=help, description=description, allow_abbrev=False)
    add_color(add_plan_options(parser))
    return parser


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the file that holds the message (default: the one git wrote last)"
    )
