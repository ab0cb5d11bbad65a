"""The JSON Schemas that are shipped along."""

from planlint.errors import PlanlintError
from planlint.nearest import nearest
from planlint.trees import schema_names, schema_text

__all__ = ["schema_named", "schema_names"]


def schema_named(name: str) -> str:
    """Return the text of a schema; `PlanlintError` with the nearest name where there is none."""
    try:
        return schema_text(name)
    except KeyError:
        names = schema_names()
        near = nearest(name, names)
        help = f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}"
        raise PlanlintError(f"there is no schema '{name}'", help) from None
