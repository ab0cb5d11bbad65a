"""A check-in by a comment: what `/planlint set ITEM KEY=VALUE…` asks for becomes a pull request.

A comment is untrusted. Its words are values for `set_values` and nothing else, only what a check-in changes is taken,
and only from somebody who may write to the repository, of which the service is asked in this run.
"""

import shlex
from datetime import date
from typing import NamedTuple

from planlint.app.ci.comment import plan_name
from planlint.app.ci.post import mark_of
from planlint.app.edit.assignments import WrittenValues, set_values
from planlint.app.settings import Where
from planlint.app.workspace import Workspace, open_workspace
from planlint.errors import PlanlintError
from planlint.forge.client import Client, ForgeError
from planlint.forge.connect import client_of
from planlint.forge.event import Event
from planlint.forge.incoming_comment import IssueComment, answer, may_write
from planlint.forge.proposal import Proposal, propose, waiting
from planlint.forge.runner import environment
from planlint.model.figures.freshness import is_check_in
from planlint.render.edits.by_comment import commit_message, recorded_answer, refused_answer, request_text, subject

COMMAND = "/planlint"
BRANCHES = "planlint-checkin/"
"""What the names of all branches begin with; behind it stands the number of the comment."""

MOST_TEXT = 10_000
MOST_VALUES = 60
MOST_WAITING = 20

_EXAMPLE = f'write it as: {COMMAND} set days-to-keys current=38 note="One sentence"'
_RIGHTS = "the job needs `permissions: contents: write, issues: write, pull-requests: write`"
_SETTING = "allow it in the repository's settings: Actions, General, Allow GitHub Actions to create pull requests"


class Answered(NamedTuple):
    """What became of a comment: one sentence, and the address of the pull request, where one was made."""

    said: str
    url: str | None = None


def answer_comment(where: Where, event: Event, today: date) -> Answered:
    """Do what a comment asks for, and say so below it.

    `PlanlintError` where it asks for what cannot be done, which was then said below it too, or where the service does
    not let it be done.
    """
    comment, project = event.comment, event.project
    if comment is None or project is None:
        return Answered("nothing to do: this is not a new comment that a person wrote on an issue")
    if not comment.text.startswith(COMMAND):
        return Answered(f"nothing to do: the comment does not begin with {COMMAND}")
    workspace = open_workspace(where)
    prefix = where.repository.prefix(workspace.root.folder)
    if not comment.issue_text.startswith(mark_of("issue", plan_name(where, prefix))):
        return Answered("nothing to do: the issue is not the one that lists what is owed in this plan")
    try:
        client = client_of(event, environment())
        if client is None:
            raise PlanlintError("a comment cannot be answered without a token", "set GITHUB_TOKEN")
        return _answered(client, project, comment, workspace, where, today)
    except ForgeError as error:
        advice = _SETTING if "not permitted to create" in error.message else _RIGHTS if error.status == 403 else None
        raise PlanlintError(f"the check-in could not be made a pull request: {error.message}", advice) from None


def _answered(
    client: Client, project: str, comment: IssueComment, workspace: Workspace, where: Where, today: date
) -> Answered:
    if not may_write(client, project, comment):
        said = f"nothing was recorded: {comment.login} may not write to this repository"
        if comment.is_known_here:  # whoever else wrote it shall not make this program write
            answer(client, project, comment, refused_answer(f"{comment.login} may not write to this repository", None))
        return Answered(said)
    try:
        done = _recorded(comment, workspace, today)
        if done.changes and waiting(client, project, BRANCHES) >= MOST_WAITING:
            message = f"{MOST_WAITING} check-ins by comment wait already"
            raise PlanlintError(message, "merge or close their pull requests, and delete the branches")
    except PlanlintError as error:
        answer(client, project, comment, refused_answer(error.message, error.help))
        raise
    if not done.changes:
        message = "the plan has these values already"
        answer(client, project, comment, refused_answer(message, None))
        return Answered(f"nothing to record: {message}")
    try:
        url = propose(client, project, _proposal(comment, done, workspace, where))
    except ForgeError as error:
        answer(client, project, comment, refused_answer(f"no pull request could be made: {error.message}", None))
        raise
    answer(client, project, comment, recorded_answer(done.changes, url))
    return Answered(f"{comment.login} asked for a check-in: it waits to be merged", url)


def _recorded(comment: IssueComment, workspace: Workspace, today: date) -> WrittenValues:
    """Return the plan with the values that a comment asks for; `PlanlintError` where one may not be, or cannot."""
    done = set_values(workspace, _words(comment.text), today, dry=True)
    for one in done.changes:
        key = ".".join(one.key)
        if not is_check_in(key, one.before, one.after):
            message = f"a comment cannot change `{key}` of {one.item} so"
            raise PlanlintError(message, "it takes current, as_of, reached, confidence, note, evidence, score, status")
    if len(done.changes) > MOST_VALUES:
        raise PlanlintError(f"a comment records at most {MOST_VALUES} values", "write several comments")
    return done


def _words(text: str) -> list[str]:
    """Return the words of the lines that are commands; the other lines are for people."""
    if len(text) > MOST_TEXT:
        raise PlanlintError(f"the comment has more than {MOST_TEXT} characters", "write several comments")
    words: list[str] = []
    for line in text.splitlines():
        if not line.startswith(COMMAND):
            continue
        # Only the double quote has a meaning: an apostrophe and a backslash stand for themselves.
        lexer = shlex.shlex(line.removeprefix(COMMAND), posix=True)
        lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escape = True, "", '"', ""
        try:
            verb, *rest = lexer
        except ValueError:
            raise PlanlintError(f"a quotation mark or a command is missing in: {line}", _EXAMPLE) from None
        if verb != "set" or not line[len(COMMAND)].isspace() or not rest or "=" in rest[0]:
            raise PlanlintError(f"this is not a command: {line}", _EXAMPLE)
        words += rest
    return words


def _proposal(comment: IssueComment, done: WrittenValues, workspace: Workspace, where: Where) -> Proposal:
    repository = where.repository
    commit = repository.resolve(where.rev or "HEAD")
    prefix = repository.prefix(workspace.root.folder)
    files = {prefix + path: data.decode("utf-8") for path, data in done.files.items()}
    return Proposal(
        onto=comment.branch,
        commit=commit,
        tree=repository.ask("rev-parse", "--verify", f"{commit}^{{tree}}").out.decode("ascii").strip(),
        files=files,
        modes=repository.modes(commit, list(files)),
        branch=f"{BRANCHES}{comment.id}",
        message=commit_message(done.changes, comment.login, comment.user),
        title=subject(done.changes),
        text=request_text(done.changes, comment.login, comment.url),
    )
