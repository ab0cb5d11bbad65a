"""Untrusted text in Markdown: people read it unchanged, GitHub and GitLab see no markup, mention, reference or link."""

import re
from collections.abc import Iterable

from planlint.bounds import bounded
from planlint.printable import plain

COMMENT_LIMIT = 60_000
"""The most characters of what is posted: a comment or an issue on GitHub may have 65,536."""

# Neither platform acts on a word in which an invisible word joiner stands; nobody sees it.
_JOINER = "\u2060"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
# A sign is escaped where Markdown, as one of the platforms has it, would read it otherwise.
_MARKUP = re.compile(
    r"[\\`*{}\[\]|~<>$^]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # between letters it is no emphasis
    r"|&(?=#|\w+;)"
    r"|(?<!\S)#|#(?=[\u2060\s]|\Z)"  # a heading, or the end of one; a reference
    r"|\A[-+=:](?=[-+=:\s]|\Z)"  # a list, a line, a heading
)
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])(?=\s|\Z)")
# What is acted upon after the markup has been read: commands, mentions, references to issues and commits, addresses,
# emoji. Where a word of them begins inside another one, or behind a letter that is not ASCII, they differ.
_ACTIVE = re.compile(
    r"\A(?=[/\s])"  # a command to GitLab, or so many blanks that the line would be code
    r"|@(?=\w)"  # somebody, or the middle of a mail address
    r"|[#!&$](?=\d|\")"  # an issue, a merge request, an epic, a snippet
    r"|[%~](?=\w|\")"  # a milestone, a label
    r"|G[HL](?=-\d)"
    r"|\[\w+(?=:)"  # an issue, a work item, an epic
    r"|\b[0-9a-f](?=[0-9a-f]{6,39}\b)"  # a commit
    r"|:(?=//)"
    r"|www(?=\.)"
    r"|(?:mailto|xmpp|javascript)(?=:)"
    r"|:(?=[\w+-]+:)",  # an emoji
    re.IGNORECASE,
)


def inline(text: str, most: int | None = None) -> str:
    """Return a text for a paragraph or a table cell: one line that says what the text says, and nothing more.

    Of a longer one, at `most` so many of its characters.
    """
    joined = _ACTIVE.sub(lambda match: match[0] + _JOINER, plain(text if most is None else cut(text, most)))
    text = _MARKUP.sub(lambda match: _ENTITIES.get(match[0]) or "\\" + match[0], joined)
    return _NUMBERED.sub(r"\1\\\2", text)


def code(text: str, *, cell: bool = False) -> str:
    """Return a text as a code span, whatever backticks are in it; a pipe in it does not end a table's `cell`.

    It has an end, even where the text has none.
    """
    shown = bounded(plain(text)) or " "
    shown = shown.replace("|", "\\|") if cell else shown
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def with_help(message: str, help: str | None, most: int) -> str:
    """Return a message and, on a line of its own, the way out."""
    return inline(message, most) + (f"<br>{inline(help, most)}" if help else "")


def table_head(*titles: str, counts: bool = False) -> str:
    """Return the first two lines of a table; what its first column holds may be `counts`, to be set at the right."""
    line = ["---:" if counts else "---", *["---"] * (len(titles) - 1)]
    return f"|{'|'.join(f' {title} ' if title else ' ' for title in titles)}|\n{table_row(line)}"


def table_row(cells: Iterable[str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join(cells)} |\n"


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, with an ellipsis where something was left out."""
    return text if len(text) <= most else text[: most - 1] + "…"
