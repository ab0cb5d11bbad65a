"""`planlint hook commit-msg`: a commit that breaks a promise says why in its message."""

import argparse
import os
import shlex
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from planlint.app.compare.versions import Comparison, open_comparison, require_judged
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.hooks.message_file import Message, open_message
from planlint.cli.options import today_of
from planlint.cli.output import note, say, style_for
from planlint.cli.plan import where_of
from planlint.commit import Commit
from planlint.diagnostic import Diagnostic, Severity
from planlint.diff.commits import Step
from planlint.diff.message import is_cut
from planlint.lint.changes import against_all
from planlint.lint.comparison import Judgement
from planlint.lint.report import report_on
from planlint.printable import plain
from planlint.render.findings.formats import render_check
from planlint.trees.git.pending_commit import Pending, pending_commit
from planlint.trees.git.repository import INDEX, Repository

_MOST_NAMED = 5


def run(options: argparse.Namespace) -> int:
    """Refuse a commit whose message does not excuse what it does to the plan."""
    message, pending = _pending(options)
    against = [open_comparison(options, [parent, INDEX], is_hook=True) for parent in pending.parents]
    if all(one.files == (0, 0) for one in against):
        if against and not options.quiet:
            note("there is no plan in the last commit, and none is staged: nothing to judge")
        return OK
    if not options.quiet:
        for line in dict.fromkeys(line for one in against for line in one.notes):
            note(line)
    broken = _broken(against, message, options)
    if not broken:
        return OK
    report = report_on(against[0].review.both.head, broken)
    way_out = "".join(f"{line}\n" for line in _way_out(broken, message, pending))
    say(f"{render_check(report, 'full', style_for(options), quiet=True)}\n{way_out}")
    return FINDINGS


def _pending(options: argparse.Namespace) -> tuple[Message, Pending]:
    """Return the message that is being written, and what is known of its commit."""
    repository = Repository.open(where_of(options).folder)
    return open_message(options, repository), pending_commit(repository, int(time.time()))


def _broken(against: Sequence[Comparison], message: Message, options: argparse.Namespace) -> list[Diagnostic]:
    """Return the errors that stand against every parent, and that the message does not excuse."""
    commit = Commit("", message=message.said)

    def judged(one: Comparison) -> tuple[Judgement, ...]:
        require_judged(one.review, one.config)
        found = replace(one.review, steps=(Step(commit, one.review.changes),))
        return one.judged(found, today_of(options)).judgements

    found = against_all([judged(one) for one in against])
    return [one.finding for one in found if one.finding.severity is Severity.ERROR]


def _way_out(broken: Sequence[Diagnostic], message: Message, pending: Pending) -> Iterator[str]:
    """Yield what is to be done: the line to write, and how the message that is there already is used again."""
    yield "The commit's message does not say why. Add a line to it, below the subject:"
    yield "  Plan-Reason: WHY"
    names = sorted({one.item.partition(".")[2] for one in broken if one.item})
    if len(names) > 1:
        yield "or one for each:"
        yield from (f"  Plan-Reason({plain(name)}): WHY" for name in names[:_MOST_NAMED])
        if len(names) > _MOST_NAMED:
            yield f"  … and {len(names) - _MOST_NAMED} more"
    if message.said.strip():
        # With -v git cuts the message off where it did before, above the changes that stand in the file.
        options = "-v -e -F" if is_cut(message.text, message.mark) else "-e -F"
        path = shlex.quote(plain(_from_the_caller(message.path)))
        amending = ", and with --amend if that was amended" if pending.amends else ""
        yield f"What you wrote is kept: commit again with {options} {path}{amending}"


def _from_the_caller(path: Path) -> str:
    """Return a path as somebody has to write it: git runs its hooks at the top, wherever it was called itself."""
    below = os.environ.get("GIT_PREFIX")
    return os.path.relpath(path, below) if below and not path.is_absolute() else str(path)
