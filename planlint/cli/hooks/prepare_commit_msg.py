"""`planlint hook prepare-commit-msg`: what a commit does to the plan, in the comments of its message."""

import os
from collections.abc import Iterator

from planlint.app.compare.pending_commit import compare_pending
from planlint.app.work.suggest import Suggestions, suggestions
from planlint.cli.hooks.message_file import NO_EDITOR, open_message
from planlint.cli.options import Options, today_of
from planlint.cli.output import OK, note, say_exactly
from planlint.cli.plan import where_of
from planlint.diagnostic import Severity
from planlint.diff.message import is_cut, stays, with_comments
from planlint.diff.named_items import items_named
from planlint.errors import PlanlintError
from planlint.lint.comparison import Comparison
from planlint.printable import plain
from planlint.render.changes.text import diff_text
from planlint.render.text.columns import ID, Cell, Column, table
from planlint.render.text.style import Style

_TITLE = "What this commit does to the plan:"
_FOR = "What this commit may be for:"
_WIDTH = 78
_MOST_LINES = 60
_COMMENTS_STAY = frozenset({"verbatim", "whitespace"})
_OFFERED = "Plan-Reason:"


def run(options: Options) -> int:
    """Add comments to a message that a person is about to write; whatever fails, the commit goes on."""
    try:
        if _is_ordinary(options):
            _prepare(options)
    except PlanlintError as error:
        if not options.quiet:
            note(f"the message was not changed: {error.message}")
    return OK


def _is_ordinary(options: Options) -> bool:
    """Whether an editor opens on an empty message: of a merge, an amended commit, `-m` and a template git says so."""
    source = options.source or os.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE")
    return not source and os.environ.get("GIT_EDITOR") != NO_EDITOR


def _prepare(options: Options) -> None:
    where = where_of(options)
    repository = where.repository
    head = repository.find("HEAD")
    cleanup = repository.setting("commit.cleanup")
    if head is None or cleanup in _COMMENTS_STAY:
        return
    message = open_message(options, repository)
    cut = is_cut(message.text, message.mark)
    titles = (f"{message.mark} {title}" for title in (_TITLE, _FOR))
    if any(title in message.text for title in titles) or stays(message.text, message.mark):
        return
    if cleanup == "scissors" and not cut:
        return
    lines: list[str] = []
    offered: list[str] = []
    found = compare_pending(where, (head,), today_of(options), None).review
    if found.changes:
        broken = any(one.finding.severity is Severity.ERROR for one in found.judgements)
        lines += [*_comments(found), *(_ask(cut) if broken else ())]
        offered += [_OFFERED] if broken and not cut else []
    work = suggestions(where)
    if work.items and not items_named(message.said, work.word):
        named = [f"{work.word}: {item.id}" for item in work.items]
        lines += _ask_for_item(work, cut)
        offered += [] if cut else named
    if lines:
        text = with_comments(message.text, message.mark, lines, offered)
        say_exactly(text.encode("utf-8", "surrogateescape"), str(message.path))


def _ask_for_item(work: Suggestions, cut: bool) -> Iterator[str]:
    """Yield the items that a commit may be for; where the message is cut off, the line is written above all of this."""
    yield _FOR
    rows = [[Cell(plain(item.id)), Cell(plain(item.title))] for item in work.items]
    yield from table((ID, Column(yields=1, least=20)), rows, Style(width=_WIDTH))
    if cut:
        yield f"Write a line above, below the subject and an empty line: {work.word}: {plain(work.items[0].id)}"
    else:
        yield f"Take the sign away before a line {work.word}, and go on."
    yield ""


def _comments(found: Comparison) -> Iterator[str]:
    lines = diff_text(found, Style(width=_WIDTH)).splitlines()
    yield _TITLE
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"… and {len(lines) - _MOST_LINES} more lines: `planlint diff HEAD :index` shows all"
    yield ""


def _ask(cut: bool) -> Iterator[str]:
    """Yield how the missing reason is given; where the message is cut off, that is above all of this."""
    if not cut:
        yield "Say why: take the sign away before Plan-Reason, and go on."
        return
    yield "Say why, in a line above, below the subject and an empty line:"
    yield f"  {_OFFERED} WHY"
    yield ""
