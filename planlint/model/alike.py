"""Items that are alike: a plan has many items and few shapes, and much can be asked of a shape once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from planlint.model.items import Item, Measured

Value = TypeVar("Value")


class Alike(list[Item]):
    """Items of one kind that write the same keys in the same order, with values of the same types.

    Of a `metric` only the keys are the same. What is asked of a column of values costs a tenth of what it costs to ask
    item by item.
    """

    __slots__ = ("_known",)

    def __init__(self, items: Iterable[Item] = ()) -> None:
        super().__init__(items)
        self._known: dict[Any, Any] = {}

    @property
    def kind(self) -> type[Item]:
        """The kind of all of them."""
        return type(self[0])

    @property
    def only_parent(self) -> str | None:
        """The key in which each of them names its only parent; None where they do anything else."""
        written = [kind for kind in self.kind.parent_kinds if kind in self[0].fields]
        return written[0] if len(written) == 1 and self.has(written[0], str) else None

    @property
    def parent_names(self) -> Sequence[Sequence[str]]:
        """The full names of the parents that each of them names, as written, in that order."""
        written = [kind for kind in self.kind.parent_kinds if kind in self[0].fields]
        if len(written) != 1 or not self.has(written[0], list):
            return [item.parent_names() for item in self]
        kind = written[0]
        return [[f"{kind}.{name}" for name in names if isinstance(name, str)] for names in self.column(kind)]

    def has(self, key: str, of_type: type) -> bool:
        """Whether they write a key with a value of exactly this type."""
        return type(self[0].fields.get(key)) is of_type

    def column(self, key: str) -> list[Any]:
        """Return the value of a key that they write, of each item in turn; not to be changed."""
        if key not in self._known:
            self._known[key] = [item.fields[key] for item in self]
        return self._known[key]  # type: ignore[no-any-return]

    def once(self, function: Callable[["Alike"], Value]) -> Value:
        """Return what a function says of these items, worked out once for all rules that ask."""
        if function not in self._known:
            self._known[function] = function(self)
        return self._known[function]  # type: ignore[no-any-return]


def alike(items: Iterable[Item]) -> tuple[Alike, ...]:
    """Return items by their shape, in the order in which the shapes come first."""
    groups: dict[tuple[object, ...], Alike] = {}
    for item in items:
        shape = item.shape
        if shape is None:
            fields = item.fields
            shape = (*fields, *map(type, fields.values()))
        # What fits the schema has a metric only where that has a place.
        metric = item.fields.get("metric") if item.shape is None or isinstance(item, Measured) else None
        key = (item.kind, shape, *metric) if type(metric) is dict else (item.kind, shape)
        found = groups.get(key)
        if found is None:
            found = groups[key] = Alike()
        found.append(item)
    return tuple(groups.values())
