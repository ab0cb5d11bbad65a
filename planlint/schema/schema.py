"""A JSON Schema over TOML: does a document fit, and if not, what is to be said about it."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planlint.schema.fast_check import Check, NarrowGate, compile_gate
from planlint.schema.violation import Violation
from planlint.text import Pointer
from planlint.toml import Document

if TYPE_CHECKING:
    from planlint.schema.tables import Tables


class Schema:
    """A JSON Schema of the kind shipped with the program, made from the parsed JSON.

    `ValueError` where the schema uses a keyword that is not understood here.
    """

    def __init__(self, json: Mapping[str, Any]) -> None:
        self._json = json
        self.narrow = NarrowGate(json)
        """Whether a value has the right shape, and nothing in it but what the schema names, and plain values. Fast."""

    def accepts(self, value: object) -> bool:
        """Whether a document's value, or the part of it that the schema is for, has the right shape. Fast."""
        return bool(self.narrow.fits(value) or self._gate(value))

    @cached_property
    def _gate(self) -> Check:
        return compile_gate(self._json)

    def explain(self, document: Document, table: Pointer = ()) -> list[Violation]:
        """Return what is wrong with a document's shape in the order of the text, nothing where it fits.

        With `table` only the table at that route is judged, such as `("tool", "planlint")`; where it is not
        written, it counts as empty.
        """
        # Clean plans, the most of them, never pay for the words.
        from planlint.schema.explain import violations

        return violations(self._validator, self._tables, document, table)

    def keys(self, table: Pointer) -> tuple[str, ...]:
        """Return the names that the table at a route may hold; none where names are free."""
        return self._tables.keys(table)

    @cached_property
    def _tables(self) -> "Tables":
        from planlint.schema.tables import Tables

        return Tables(self._json)

    @cached_property
    def _validator(self) -> Any:
        from planlint.schema.errors import validator

        return validator(self._json)
