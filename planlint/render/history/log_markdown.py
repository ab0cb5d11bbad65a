"""A history's log as Markdown: harmless wherever it is posted."""

from collections.abc import Sequence

from planlint.commit import short_id
from planlint.history.line_format import LogEntry
from planlint.history.log import Log
from planlint.plural import count
from planlint.render.history.log_groups import Group, groups_of
from planlint.render.text.markdown import COMMENT_LIMIT, code, inline

_LONGEST = 400


def log_markdown(log: Log, entries: Sequence[LogEntry], span: str | None) -> str:
    """Return the log as Markdown, the newest change last; of a long one the newest, and it says what is missing."""
    head = f"## Plan history: {count(len(entries), 'change')}\n"
    parts = [f"\n{_group(group)}" for group in groups_of(entries, span)]
    foot = f"\n<sub>planlint · {code(log.rev)} {short_id(log.oid)}" + (
        " · shallow clone: older commits are missing</sub>\n" if log.shallow else "</sub>\n"
    )
    room = COMMENT_LIMIT - len(head) - len(foot) - 100
    kept = len(parts)
    while kept and sum(map(len, parts[-kept:])) > room:
        kept -= max(1, kept // 20)
    left_out = len(parts) - kept
    note = f"\n*{count(left_out, 'older group')} of changes left out*\n" if left_out else ""
    return head + note + "".join(parts[left_out:]) + foot


def _group(group: Group) -> str:
    if group.commit is None:
        title = f"**{inline(group.title)}**"
    else:
        entry = group.commit
        title = (
            f"**{inline(group.title)}** · {code(short_id(entry.commit))} "
            f"{inline(entry.author or 'nobody', 60)}: {inline(entry.subject, _LONGEST)}"
        )
    rows = "".join(
        f"- {line.sign + ' ' if line.sign == '+' else '− ' if line.sign else ''}{code(line.item)} "
        f"{inline(line.text, _LONGEST)}\n"
        for line in group.lines
    )
    return f"{title}\n\n{rows}"
