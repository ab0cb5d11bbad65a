"""`planlint hook pre-push`: the plan of what is pushed, and what the push does to the remote's plan."""

import os
import re
import sys

from planlint.app.push import Push, Pushed, PushRequest, check_pushes
from planlint.cli.options import Options, day_notes, today_of
from planlint.cli.output import FINDINGS, OK, note, say, style_for
from planlint.cli.plan import where_of
from planlint.commit import short_id
from planlint.errors import PlanlintError
from planlint.render.findings.formats import render_check


def run(options: Options) -> int:
    """Check each commit that is pushed, and judge the change it makes."""
    where = where_of(options)
    where.repository  # noqa: B018 where there is none, nothing is waited for
    request = PushRequest(
        where,
        today_of(options),
        _pushes(),
        options.remote or os.environ.get("PRE_COMMIT_REMOTE_NAME") or "origin",
        options.baseline,
    )
    note(*day_notes(options), quiet=options.quiet)
    return max([_told(pushed, options) for pushed in check_pushes(request)], default=OK)


def _told(pushed: Pushed, options: Options) -> int:
    """Print what is found in a push; return the exit status."""
    push, report = pushed.push, pushed.report
    note(*pushed.notes, quiet=options.quiet)
    if report is None:
        return OK
    if report.diagnostics and not options.quiet:
        note(f"{push.name}, commit {short_id(push.new)}:")
    say(render_check(report, "full", style_for(options), quiet=options.quiet))
    return FINDINGS if pushed.is_bad else OK


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
            f"'{line}' is not a line that git gives to pre-push", "git writes LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID"
        )
    name, new, _, old = words
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", new):
        raise PlanlintError(f"'{line}' is not a line that git gives to pre-push: '{new}' is not an id")
    return Push(name, new, old)
