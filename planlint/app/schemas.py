"""The JSON Schemas that are shipped along."""

from planlint.errors import PlanlintError
from planlint.model.naming import did_you_mean
from planlint.schema.tables import Tables
from planlint.trees import schema_dict, schema_names, schema_text

__all__ = ["listed_values", "schema_named", "schema_names"]


def schema_named(name: str) -> str:
    """Return the text of a schema; `PlanlintError` with the nearest name where there is none."""
    try:
        return schema_text(name)
    except KeyError:
        names = schema_names()
        help = did_you_mean(name, names, f"there are: {', '.join(names)}")
        raise PlanlintError(f"there is no schema '{name}'", help) from None


def listed_values(key: str) -> tuple[str, ...]:
    """Return the values that a key of an item, or of its metric, takes where the schema of plans lists them."""
    tables = Tables(schema_dict("plan"))
    routes = [(kind, "id", *above, key) for kind in tables.kinds for above in ((), ("metric",))]
    return tuple(dict.fromkeys(value for route in routes for value in tables.at(route).get("enum", ())))
