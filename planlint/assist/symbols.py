"""The items of a file, or of the plan, as an editor lists them."""

from collections.abc import Iterator
from typing import NamedTuple

from planlint.diagnostic import Place
from planlint.load import Loaded
from planlint.model import Item
from planlint.text import Span


class Symbol(NamedTuple):
    """An item, its header, and everything that is written of it."""

    item: Item
    header: Place
    whole: Span


def symbols_of(loaded: Loaded, path: str) -> Iterator[Symbol]:
    """Yield the items of a file in the order written; each reaches to the header of the next."""
    document = loaded.documents.get(path)
    if document is None:
        return
    items = [item for item in (*loaded.plan.items.values(), *loaded.plan.shadowed) if item.site.path == path]
    placed = sorted(((loaded.place(item.site), item) for item in items), key=lambda pair: pair[0].span)
    ends = [header.span.start for header, _ in placed[1:]] + [len(document.source.text)]
    for (header, item), end in zip(placed, ends, strict=True):
        text = document.source.text[header.span.start : end].rstrip()
        yield Symbol(item, header, Span(header.span.start, max(header.span.end, header.span.start + len(text))))


def symbols_like(loaded: Loaded, query: str) -> Iterator[Symbol]:
    """Yield the items of the plan whose full name or title has all the letters of a query, in their order."""
    for item in loaded.plan.items.values():
        if _has_letters(query.casefold(), f"{item.name} {item.title}".casefold()):
            header = loaded.place(item.site)
            yield Symbol(item, header, header.span)


def _has_letters(query: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in query)
