"""The JSON Schemas that are shipped with the program."""

import os
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent

# In the installed package they stand inside it; in a checkout at the top, where everyone finds them.
_PLACES = (_PACKAGE / "schemas", _PACKAGE.parent / "schemas")


def schema_text(name: str) -> str:
    """Return the text of a schema, such as `plan` or `config`; `KeyError` for a name that has none."""
    if not name.replace("-", "").isalnum():  # a way to some other file
        raise KeyError(name)
    for folder in _PLACES:
        path = folder / f"{name}.schema.json"
        if os.path.isfile(path):  # noqa: PTH113 A name may be longer than that of any file.
            return path.read_text(encoding="utf-8")
    raise KeyError(name)


def schema_dict(name: str) -> dict[str, Any]:
    """Return a schema as the value its JSON stands for; `KeyError` for a name that has none."""
    import json

    value: dict[str, Any] = json.loads(schema_text(name))
    return value


def schema_names() -> list[str]:
    """Return the names of all schemas there are, sorted."""
    folder = next(place for place in _PLACES if place.is_dir())
    return sorted(path.name.removesuffix(".schema.json") for path in folder.glob("*.schema.json"))
