"""The way from a word to what it means: where an item is declared, and where it is named."""

from planlint.assist.cursor import item_at
from planlint.diagnostic import Place
from planlint.edit.references import mentions
from planlint.load import Loaded


def definition(loaded: Loaded, path: str, offset: int) -> Place | None:
    """Return where the item that is meant at an offset is declared; None where no item is meant."""
    meant = item_at(loaded, path, offset)
    return loaded.place(meant[0].site) if meant is not None else None


def references(loaded: Loaded, path: str, offset: int, *, declaration: bool = True) -> tuple[Place, ...]:
    """Return every place that names the item meant at an offset, with its `declaration` where that is wanted."""
    meant = item_at(loaded, path, offset)
    if meant is None:
        return ()
    item = meant[0]
    sites = [mention.site.as_key if mention.as_key else mention.site for mention in mentions(loaded.plan, item)]
    places = [loaded.place(site) for site in (*((item.site.as_key,) if declaration else ()), *sites)]
    return tuple(sorted(set(places), key=lambda place: (place.path, place.span)))
