"""`planlint hook commit-msg`: a commit that breaks a promise says why, and the items it names exist."""

import os
import shlex
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from planlint.app.compare.pending_commit import Pending, check_pending, compare_pending, pending_commit
from planlint.app.settings import Where
from planlint.app.work.in_range import will_be_written_again
from planlint.cli.hooks.message_file import Message, open_message
from planlint.cli.options import Options, day_notes, today_of
from planlint.cli.output import FINDINGS, OK, note, say, style_for
from planlint.cli.plan import where_of
from planlint.diagnostic import Diagnostic, Severity
from planlint.diff.message import is_cut
from planlint.lint.report import report_on
from planlint.printable import plain
from planlint.render.findings.formats import render_check

_MOST_NAMED = 5


def run(options: Options) -> int:
    """Refuse a commit whose message does not say what it has to."""
    where = where_of(options)
    message, pending = open_message(options, where.repository), pending_commit(where.repository, int(time.time()))
    if will_be_written_again(message.said):
        return OK
    status = _check_work(options, where, message, pending)
    return max(status, _check_promises(options, where, message, pending)) if pending.parents else status


def _check_work(options: Options, where: Where, message: Message, pending: Pending) -> int:
    """Refuse a message that names what is not an item, or none where the settings ask for one."""
    found = check_pending(where, pending.parents, message.said)
    if found is None or not found.diagnostics:
        return OK
    kept = "".join(f"{line}\n" for line in _kept(message, pending))
    say(f"{render_check(found, 'full', style_for(options), quiet=True)}\n{kept}")
    return FINDINGS


def _check_promises(options: Options, where: Where, message: Message, pending: Pending) -> int:
    """Refuse a message that does not excuse what the commit does to the plan."""
    compared = compare_pending(where, pending.parents, today_of(options), message.said)
    if not options.quiet:
        if compared.is_empty:
            note("neither the last commit nor the index has a plan: nothing to check")
        note(*day_notes(options), *compared.notes)
    broken = [one for one in compared.review.findings if one.severity is Severity.ERROR]
    if not broken:
        return OK
    report = report_on(compared.review.both.head, broken)
    unexcused = [one.finding for one in compared.review.judgements if one.finding in broken]
    way_out = "".join(f"{line}\n" for line in _way_out(unexcused, message, pending)) if unexcused else ""
    say(f"{render_check(report, 'full', style_for(options), quiet=True)}\n{way_out}")
    return FINDINGS


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
    yield from _kept(message, pending)


def _kept(message: Message, pending: Pending) -> Iterator[str]:
    """Yield how a message that is there already is used again."""
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
