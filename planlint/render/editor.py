"""What an editor shows of an item, a key or a rule."""

from planlint.assist.hover import ItemHover, KeyHover
from planlint.model.item_state import ItemState
from planlint.model.items import words_of
from planlint.printable import plain
from planlint.render.plan.item_line import details
from planlint.render.text.bars import share
from planlint.render.text.markdown import code, inline
from planlint.render.text.style import PLAIN
from planlint.rules.rule import Rule


def hover_markdown(about: ItemHover | KeyHover | Rule) -> str:
    """Return what there is to say about a word, as Markdown in which plan text is inert."""
    if isinstance(about, ItemHover):
        return _item(about)
    if isinstance(about, KeyHover):
        values = f"\n\nOne of {', '.join(code(value) for value in about.values)}." if about.values else ""
        return f"**{inline(about.name)}** — {inline(about.meaning)}{values}"
    return f"**{about.code} {about.name}** ({about.severity.label})\n\n{inline(about.what)}\n\n{inline(about.why)}"


def _item(facts: ItemHover) -> str:
    item = facts.state.item
    lines = [f"**{inline(item.title)}**", f"{words_of(item.kind)} {code(item.id)}"]
    parts = [facts.state.state, *details(facts.state, PLAIN)]
    text = " · ".join(inline(part) for part in dict.fromkeys(parts) if part)
    chain = [f"↑ {inline(above.title)} ({words_of(above.kind)} {code(above.id)})" for above in facts.above]
    return "\n\n".join(["  \n".join(lines), *([text] if text else []), *(["  \n".join(chain)] if chain else [])])


def hint_text(state: ItemState) -> str:
    """Return what stands beside a header: how far the item has come, and who answers for it."""
    parts = [share(state.progress.value) if state.progress.value is not None else "", plain(state.owner or "")]
    return " · ".join(part for part in parts if part)
