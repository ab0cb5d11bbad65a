"""A history's log for people at a terminal."""

from collections.abc import Sequence

from planlint.commit import short_id
from planlint.history.line_format import LogEntry
from planlint.history.log import Log
from planlint.model.days import day_text
from planlint.plural import count
from planlint.printable import plain
from planlint.render.history.log_groups import ChangeLine, Group, groups_of
from planlint.render.text.cells import width, wrap
from planlint.render.text.columns import Cell, hanging
from planlint.render.text.style import Style

_WIDEST_NAME = 24
_WIDEST_AUTHOR = 24


def log_text(log: Log, entries: Sequence[LogEntry], span: str | None, style: Style) -> str:
    """Return the log as text, the newest change last."""
    lines = [_headline(log, entries, style)]
    for group in groups_of(entries, span):
        lines += ["", _title(group, style), *_body(group.lines, style)]
    return "\n".join(lines) + "\n"


def _headline(log: Log, entries: Sequence[LogEntry], style: Style) -> str:
    commits = len({entry.commit for entry in entries})
    parts = [f"{plain(log.rev)} {short_id(log.oid)}"]
    if entries:
        first, last = day_text(entries[0].day), day_text(entries[-1].day)
        days = first if first == last else f"{first} {'–' if style.unicode else '-'} {last}"
        parts += [f"{count(len(entries), 'change')} in {count(commits, 'commit')}", days]
    else:
        parts.append("nothing has changed")
    if log.shallow:
        parts.append("shallow clone: older commits are missing")
    return style.dot.join(parts)


def _title(group: Group, style: Style) -> str:
    if group.commit is None:
        return style.paint(group.title, "strong")
    author = style.cut(plain(group.commit.author) or "nobody", _WIDEST_AUTHOR)
    start = f"{group.title}  {short_id(group.commit.commit)}  {author}  "
    subject = style.cut(plain(group.commit.subject), max(style.room - width(start), 10))
    return f"{style.paint(start.rstrip(), 'strong')}  {subject}"


def _body(lines: Sequence[ChangeLine], style: Style) -> list[str]:
    size = min(max(width(line.item) for line in lines), _WIDEST_NAME) + 6
    shown: list[str] = []
    for line in lines:
        name = Cell(f"  {line.sign or ' '} {line.item}")
        text = line.text if style.unicode else line.text.replace("→", "->")
        if name.width + 2 > size:
            shown.append(name.text)
            name = Cell("")
        shown += hanging(name, size, wrap(text, max(style.room - size, 20)), style)
    return shown
