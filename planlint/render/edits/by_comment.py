"""What is said of values that a comment asked to record: the commit, the pull request, the answer below the comment."""

import re
from collections.abc import Sequence

from planlint.bounds import listing
from planlint.edit.set_values import Recorded
from planlint.plural import count
from planlint.render.edits.recorded import value_words
from planlint.render.text.markdown import code, cut, inline, table_head, table_row, with_help

_LONGEST = 500
_MOST_NAMED = 3
_ADDRESS = re.compile(r"https?://[\w./:#?=&%-]+", re.ASCII)


def subject(changes: Sequence[Recorded]) -> str:
    """Return the subject of the commit: the ids, of which nothing can act in a commit message or a title."""
    ids = list(dict.fromkeys(one.item.partition(".")[2] for one in changes))
    named = listing((re.sub(r"[^\w-]", "", one, flags=re.ASCII) for one in ids), most=_MOST_NAMED)
    return cut(f"Check-in: {named}", 72)


def commit_message(changes: Sequence[Recorded], login: str, user: int) -> str:
    """Return the message of the commit, which names whoever asked in the form that GitHub shows beside the author.

    What a sentence of the check-in says stands in the plan, and not here: words in a message can close an issue.
    """
    keys = ", ".join(dict.fromkeys(re.sub(r"[^\w.-]", "", ".".join(one.key), flags=re.ASCII) for one in changes))
    asked = f"Co-authored-by: {login} <{user}+{login}@users.noreply.github.com>"
    return f"{subject(changes)}\n\nRecorded as a comment asked for: {keys}.\n\n{asked}\n"


def request_text(changes: Sequence[Recorded], login: str, comment: str) -> str:
    """Return the text of the pull request: what changes, and who asked for it where."""
    where = f", [in a comment]({comment})" if _ADDRESS.fullmatch(comment) else ""
    return f"{_table(changes)}\nAsked for by **{inline(login)}**{where}.\n"


def recorded_answer(changes: Sequence[Recorded], url: str | None) -> str:
    """Return the answer to a comment whose values wait in a pull request."""
    where = url if url is not None and _ADDRESS.fullmatch(url) else "a pull request"
    said = f"{count(len(changes), 'value')} {'waits' if len(changes) == 1 else 'wait'} to be merged: {where}"
    return f"{said}\n\n{_table(changes)}"


def refused_answer(message: str, help: str | None) -> str:
    """Return the answer to a comment of which nothing was done."""
    said = with_help(message, help, _LONGEST)
    return f"Nothing was recorded: {said}\n\nAn edited comment is not read again: write a new one.\n"


def _table(changes: Sequence[Recorded]) -> str:
    text = table_head("item", "key", "before", "after")
    for one in changes:
        names = (code(cut(name, _LONGEST), cell=True) for name in (one.item, ".".join(one.key)))
        values = (inline(value_words(value), _LONGEST) for value in (one.before, one.after))
        text += table_row((*names, *values))
    return text
