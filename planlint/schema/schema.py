"""A JSON Schema over TOML: does a document fit, and if not, what is to be said about it."""

from collections.abc import Mapping
from typing import Any

from planlint.schema.fast_check import compile_gate
from planlint.schema.violation import Violation
from planlint.text import Pointer
from planlint.toml import Document


class Schema:
    """A JSON Schema of the kind shipped with the program, made from the parsed JSON.

    `ValueError` where the schema uses a keyword that is not understood here.
    """

    def __init__(self, json: Mapping[str, Any]) -> None:
        self._json = json
        self._gate = compile_gate(json)

    def accepts(self, value: object) -> bool:
        """Whether a document's value, or the part of it that the schema is for, has the right shape. Fast."""
        return self._gate(value)

    def explain(self, document: Document, table: Pointer = ()) -> list[Violation]:
        """Return what is wrong with a document's shape in the order of the text, nothing where it fits.

        With `table` only the table at that route is judged, such as `("tool", "planlint")`; where it is not
        written, it counts as empty.
        """
        # Clean plans, the most of them, never pay for the words.
        from planlint.schema.explain import violations

        return violations(self._json, document, table)

    def keys(self, table: Pointer) -> tuple[str, ...]:
        """Return the names that the table at a route may hold; none where names are free."""
        from planlint.schema.tables import Tables

        return Tables(self._json).keys(table)
