"""`planlint hook pre-push`: the plan of what is pushed, and what the push does to the remote's plan."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.app.baseline import hold_against
from planlint.app.compare.against_base import Since, since
from planlint.app.compare.versions import require_judged
from planlint.app.workspace import Workspace, open_workspace
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.options import today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import where_of
from planlint.commit import short_id
from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.lint import Report, Selection, lint, select
from planlint.lint.changes import against_all
from planlint.lint.comparison import Review
from planlint.load.two_versions import Version
from planlint.render.findings.formats import render_check
from planlint.trees.git.remote import common_ancestor, default_tip
from planlint.trees.git.repository import Repository

_REMOTE = "origin"
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Push(NamedTuple):
    """What is pushed to one ref: a name for it, the new commit, and the remote's one as far as that is told."""

    name: str
    new: str
    old: str | None


def run(options: argparse.Namespace) -> int:
    """Check each commit that is pushed, and judge the change it makes."""
    repository = Repository.open(where_of(options).folder)
    remote = options.remote or os.environ.get("PRE_COMMIT_REMOTE_NAME") or _REMOTE
    checked = [_checked(push, remote, repository, options) for push in _distinct(_pushes(), repository)]
    return max(checked, default=OK)


def _pushes() -> list[Push]:
    """Return what is pushed: pre-commit tells it in the environment, of one ref only; git itself line by line."""
    told = os.environ.get
    if told("PRE_COMMIT") or sys.stdin is None or sys.stdin.isatty():
        name = told("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"
        return [Push(name, told("PRE_COMMIT_TO_REF") or name, told("PRE_COMMIT_FROM_REF"))]
    lines = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\n")
    return [_push(line) for line in lines if line.strip()]


def _push(line: str) -> Push:
    """Read a line as git writes it: local ref, local id, remote ref, remote id, with one blank between them."""
    words = line.rsplit(" ", 3)  # a name may hold any other white space, and an expression like :/text even a blank
    if len(words) < 4:
        raise PlanlintError(
            f"'{line}' does not say what is pushed", "git gives its hooks LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID"
        )
    name, new, _, old = words
    if not _ID.fullmatch(new):
        raise PlanlintError(f"'{line}' does not say what is pushed: '{new}' is no id")
    return Push(name, new, old)


def _distinct(pushes: Sequence[Push], repository: Repository) -> Iterator[Push]:
    """Yield each push with the ids of its commits, once; not what deletes a ref, nor what is no commit."""
    seen = set()
    for push in pushes:
        if not push.new.strip("0"):
            continue
        new, old = repository.find(push.new), repository.find(push.old) if push.old else None
        if new is None and not repository.has(push.new):
            raise PlanlintError(f"there is no commit '{push.new}' here, which is to be pushed")
        if new is not None and (new, old) not in seen:
            seen.add((new, old))
            yield Push(push.name, new, old)


def _checked(push: Push, remote: str, repository: Repository, options: argparse.Namespace) -> int:
    """Print what is found in a commit's plan and in the change that the push makes; return the exit status."""
    asked = argparse.Namespace(**{**vars(options), "rev": push.new})
    workspace = open_workspace(where_of(asked), allow_empty=True, own_settings=True)
    for line in workspace.notes:
        _note(line, options)
    selection = select(workspace.config)
    new = Version(push.name, push.new)
    older = [
        since(options, workspace, selection, repository, Version(short_id(oid), oid), new)
        for oid in _compared_with(push, remote, repository)
    ]
    if not workspace.tree and not any(one.tree for one in older):
        _note(f"{push.name}: there is no plan in what is pushed: nothing to check", options)
        return OK
    if not older:
        _note(f"{push.name}: nothing is known of '{remote}' to compare with: the change is not judged", options)
    compared = [(one, one.reviewed(workspace)) for one in older]
    for line in dict.fromkeys(line for one, found in compared for line in one.notes(found)):
        _note(line, options)
    report = _judged(workspace, selection, compared, options)
    if report.diagnostics:
        _note(f"{push.name}, commit {short_id(push.new)}:", options)
    say(render_check(report, "full", style_for(options), quiet=options.quiet))
    worst = report.worst()
    if worst is not None and worst >= workspace.config.fail_on:
        return FINDINGS
    for _, found in compared:
        require_judged(found, workspace.config)
    return OK


def _judged(
    workspace: Workspace, selection: Selection, compared: Sequence[tuple[Since, Review]], options: argparse.Namespace
) -> Report:
    """Return what is found in a plan, and in what differs from every one of its older versions."""

    def changes(plain: Sequence[Diagnostic]) -> list[Diagnostic]:
        return [
            one.finding for one in against_all([one.judgements(workspace, found, plain) for one, found in compared])
        ]

    report = lint(
        workspace.loaded, workspace.config, selection, today_of(options), changes=changes if compared else None
    )
    if options.baseline is None:
        return report
    return hold_against(report, options, selection, lambda path: True, workspace.root.folder)


def _compared_with(push: Push, remote: str, repository: Repository) -> tuple[str, ...]:
    """Return the commits that a push is compared with: what it changes is what differs from all of them.

    That is the remote's version. What was merged, or what the commits were put upon, since then came from the remote's
    default branch and is no work of the push: then it has to differ from that branch as well. A ref that is new to the
    remote is compared with that branch alone.
    """
    tip = default_tip(repository, remote)
    shared = common_ancestor(repository, tip, push.new) if tip is not None else None
    if push.old is None or shared is None or common_ancestor(repository, shared, push.old) == shared:
        return tuple(oid for oid in (push.old or shared,) if oid is not None)
    return push.old, shared


def _note(text: str, options: argparse.Namespace) -> None:
    if not options.quiet:
        note(text)
