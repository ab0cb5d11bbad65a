"""What a person means by a word: an item by its full name, a bare id, or one it had formerly; a kind of items."""

from collections.abc import Iterable

from planlint.bounds import listing
from planlint.errors import PlanlintError
from planlint.grouped import grouped
from planlint.model import DIRECTORY, KINDS, Item, Plan, words_of
from planlint.nearest import nearest
from planlint.plural import with_article

WORK_KINDS = tuple(kind for kind, view in KINDS.items() if view not in DIRECTORY)
ALL = "all"
"""The word that stands for every kind."""


class NamingError(PlanlintError):
    """A name that means nothing here, or several things."""


def find_item(plan: Plan, text: str, kinds: Iterable[str] = WORK_KINDS) -> Item:
    """Return the item a person names, by default a goal or action; `NamingError` with the nearest, or the candidates.

    A name in use comes before one that was given up; a full name before a bare id.
    """
    kinds = tuple(kinds)
    item = item_named(plan, text, kinds)
    if item is not None:
        return item
    others = (plan.items.get(name) or plan.former.get(name) for name in names_meant(text, KINDS))
    other = next(filter(None, others), None)
    if other is None:
        raise not_there(plan, f"there is no item '{text}'", _nearest_names(plan, text, kinds))
    if kinds == WORK_KINDS:
        raise NamingError(f"'{text}' is not a goal or an action, so it serves nothing", _owned_by(other))
    advice = f"what is meant here is {' or '.join(with_article(words_of(kind)) for kind in kinds)}"
    raise NamingError(f"'{text}' is {with_article(words_of(other.kind))}", advice)


def item_named(plan: Plan, text: str, kinds: Iterable[str]) -> Item | None:
    """Return the item a person names, now or formerly; None without one, `NamingError` where it may be several."""
    names = names_meant(text, kinds)
    known = [name for name in names if name in plan.items or name in plan.broken]
    if not known:
        former = [name for name in names if name in plan.former]
        return plan.former[only(text, former)] if former else None
    name = only(text, known)
    if name not in plan.items:
        raise NamingError(f"'{name}' is declared in a file that cannot be read", unread_files(plan))
    return plan.items[name]


def not_there(plan: Plan, message: str, advice: str) -> NamingError:
    """Return the error for a name that the plan does not have, as far as it can be read: what cannot may have it."""
    if not plan.unread:
        return NamingError(message, advice)
    joint = " " if advice.endswith("?") else "; "
    return NamingError(f"{message}, as far as the plan can be read", f"{advice}{joint}{unread_files(plan)}")


def unread_files(plan: Plan) -> str:
    """Return which plan files cannot be read, and why: what is the same of several is said once."""
    reasons = grouped((why, path) for path, why in plan.unread.items())
    return listing((f"{listing(paths)} cannot be read: {why}" for why, paths in reasons.items()), "; ")


def names_meant(text: str, kinds: Iterable[str]) -> list[str]:
    """Return the full names that a text may stand for among some kinds: itself, or a bare id in each of them."""
    word, dot, identifier = text.partition(".")
    kind = kind_named(word)
    if dot and kind in KINDS:
        return [f"{kind}.{identifier}"] if kind in kinds else []
    return [f"{kind}.{text}" for kind in kinds]


def kind_named(word: str) -> str:
    """Return the kind that a word names, as plans write it: `key_result` for `key-result`."""
    return word.replace("-", "_")


def kinds_named(words: Iterable[str], among: Iterable[str] = KINDS) -> frozenset[str]:
    """Return the kinds that words name, every one for `all`; `NamingError` for a word that names none of these."""
    there = tuple(among)
    wanted = {word: kind_named(word) for word in words}
    if ALL in wanted:
        return frozenset(there)
    for word, kind in sorted(wanted.items()):
        if kind not in there:
            advice = f"there are {', '.join(there)}; or {ALL}"
            raise NamingError(f"there is no kind '{word}'", did_you_mean(kind, there, advice))
    return frozenset(wanted.values())


def only(text: str, names: list[str]) -> str:
    """Return the one full name that a text stands for; `NamingError` where there are several."""
    if len(names) > 1:
        raise NamingError(f"several items are called '{text}'", f"name one of them: {listing(names)}")
    return names[0]


def ids_of_kind(plan: Plan, kind: str) -> list[str]:
    """Return the ids known of a kind, broken ones included, sorted."""
    start = f"{kind}."
    return sorted({name.removeprefix(start) for name in (*plan.items, *plan.broken) if name.startswith(start)})


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the nearest of the known words as a question; where none is near, the other advice."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else otherwise


def _owned_by(item: Item) -> str:
    if item.kind == "period":
        return f"`planlint tree --period {item.id}` shows what belongs to it"
    return f"`planlint tree {'--team' if item.kind == 'team' else '--owner'} {item.id}` shows what is theirs"


def _nearest_names(plan: Plan, text: str, kinds: tuple[str, ...]) -> str:
    """Return what a person may have meant: the same or the nearest id, in whatever kinds have it."""
    names = [f"{kind}.{identifier}" for kind in kinds for identifier in ids_of_kind(plan, kind)]
    identifier = text.rpartition(".")[2]
    ids = {name.partition(".")[2] for name in names}
    meant = identifier if identifier in ids else nearest(identifier, ids)
    alike = [name for name in names if meant is not None and name.endswith(f".{meant}")]
    near = nearest(text, names)
    if near is not None and near not in alike:
        alike.insert(0, near)
    if not alike:
        return "`planlint tree` lists what there is"
    return f"did you mean {' or '.join(alike)}?"


def kind_and_id(item: Item) -> str:
    """Return an item as people say it: `key result days-to-keys`."""
    return f"{words_of(item.kind)} {item.id}"
