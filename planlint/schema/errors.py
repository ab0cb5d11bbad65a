"""Where a value does not fit a JSON Schema, found by the `jsonschema` package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from planlint.grouped import grouped
from planlint.schema.fast_check import Gates
from planlint.schema.types import fits, followed, pattern
from planlint.text import Pointer

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

# A file with more mistakes than this has one cause that nobody finds in a longer list.
MOST = 1000

# Where the type is wrong, nothing else about the value is worth saying.
_TYPE_KEYWORDS = ("type", "anyOf")


@dataclass(frozen=True, slots=True)
class ShapeError:
    """A value that does not fit: the keyword that refuses it, where, and the schema that keyword is in.

    For `required` and `additionalProperties` the pointer ends in the key that is missing or one too many, whichever
    keyword says so. `oneOf` and `not` point at the table whose keys go together wrongly.
    """

    keyword: str
    pointer: Pointer
    value: Any
    schema: Mapping[str, Any]


def mistakes(validator: Any, value: Any) -> list[ShapeError]:
    """Return what is wrong with a value, the first `MOST` mistakes, in an order that the value decides.

    Its schema has to be one that the gate understands; so `oneOf` says that exactly one of some keys must be there.
    """
    leaves = (leaf for error in validator.iter_errors(value) for leaf in _leaves(error))
    found = [_shape_error(error) for error in islice(leaves, MOST)]
    mistyped = {mistake.pointer for mistake in found if mistake.keyword in _TYPE_KEYWORDS}
    return [mistake for mistake in found if mistake.keyword in _TYPE_KEYWORDS or mistake.pointer not in mistyped]


def alternative_keys(schema: Mapping[str, Any]) -> list[str]:
    """Return the keys of which the `oneOf` of a schema wants exactly one."""
    return [key for branch in schema["oneOf"] for key in branch["required"]]


def _shape_error(error: "ValidationError") -> ShapeError:
    # Two keywords say that a key is one too many.
    keyword = "additionalProperties" if error.validator == "propertyNames" else str(error.validator)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    return ShapeError(keyword, tuple(error.absolute_path), error.instance, schema)


def _leaves(error: "ValidationError") -> Iterator["ValidationError"]:
    """Yield the errors that say most: inside the first alternative whose type fits, else the error itself."""
    if error.validator != "anyOf":
        yield error
        return
    branches = grouped((inner.relative_schema_path[0], inner) for inner in error.context or ())
    for errors in branches.values():
        if not any(inner.validator == "type" and not inner.relative_path for inner in errors):
            for inner in errors:
                yield from _leaves(inner)
            return
    yield error


def validator(root: Mapping[str, Any]) -> Any:
    """Return a validator of a schema, by draft 2020-12, that knows TOML's types, and looks only into what does not fit.

    The gate says what does; most of a plan with mistakes has none, and the package takes a hundred times as long.
    """
    from jsonschema import Draft202012Validator, TypeChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def has_type(kind: str) -> Any:
        return lambda checker, value: fits(value, kind)

    fits_gate = Gates(root).fits
    kinds = ("object", "array", "string", "number", "integer", "boolean")
    types = TypeChecker({kind: has_type(kind) for kind in kinds})

    def type_(validator: Any, kind: str, value: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        if not fits(value, kind, schema.get("format")):
            yield ValidationError("another type")

    def required(validator: Any, keys: list[str], value: Any, schema: Any) -> Iterator[ValidationError]:
        if type(value) is dict:
            for key in keys:
                if key not in value:
                    yield ValidationError("not there", path=(key,))

    resolved = partial(followed, root)

    def ref(validator: Any, name: str, value: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        yield from validator.descend(value, resolved(schema))

    def properties(validator: Any, known: Mapping[str, Any], value: Any, schema: Any) -> Iterator[ValidationError]:
        for key, inner in known.items() if type(value) is dict else ():
            if key in value and not fits_gate(inner, value[key]):
                yield from validator.descend(value[key], resolved(inner), path=key, schema_path=key)

    def pattern_properties(
        validator: Any, patterns: Mapping[str, Any], value: Any, schema: Any
    ) -> Iterator[ValidationError]:
        if type(value) is not dict:
            return
        for text, inner in patterns.items():
            matches = pattern(text)
            for key in filter(matches.search, value):
                if fits_gate(inner, value[key]):
                    continue
                yield from validator.descend(value[key], resolved(inner), path=key, schema_path=text)

    def additional_properties(
        validator: Any, rest: Any, value: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        if type(value) is not dict:
            return
        patterns = [pattern(text) for text in schema.get("patternProperties", {})]
        properties = schema.get("properties", {})
        for key in value:
            if key in properties or any(matches.search(key) for matches in patterns):
                continue
            if rest is False:
                yield ValidationError("one too many", path=(key,), instance=value[key])
            elif rest is not True:
                yield from validator.descend(value[key], resolved(rest), path=key)

    def property_names(validator: Any, names: Mapping[str, Any], value: Any, schema: Any) -> Iterator[ValidationError]:
        for key in value if type(value) is dict else ():
            if not pattern(names["pattern"]).search(key):
                yield ValidationError("one too many", path=(key,), instance=value[key])

    own = {
        "$ref": ref,
        "properties": properties,
        "type": type_,
        "required": required,
        "patternProperties": pattern_properties,
        "propertyNames": property_names,
        "additionalProperties": additional_properties,
    }
    extending: Any = extend
    return extending(Draft202012Validator, validators=own, type_checker=types)(root)
