"""Configuration from the bytes of its file."""

from collections.abc import Mapping
from typing import Any

from planlint.config import MOST_PATTERNS, Config, ConfigError, config_of, pattern_fault, trailer_fault
from planlint.schema import Schema
from planlint.schema.phrases import dotted, quoted
from planlint.text import Part, Pointer
from planlint.toml import Document, Fault, read


def load_config(path: str, data: bytes, schema: Schema) -> Config:
    """Return the settings of a configuration file; `ConfigError` at the first thing that is wrong.

    In a `pyproject.toml` they stand under `[tool.planlint]`.
    """
    try:
        document = read(path, data)
    except Fault as fault:
        position = fault.source.position(fault.span.start)
        raise ConfigError(path, position, fault.message, fault.help) from None
    table: tuple[str, ...] = ("tool", "planlint") if path.rsplit("/", 1)[-1] == "pyproject.toml" else ()
    settings: Any = document.value
    for key in table:
        settings = settings.get(key, {}) if isinstance(settings, dict) else {}
    if not schema.accepts(settings):
        problem = schema.explain(document, table)[0].problem
        raise _error(document, problem.site.pointer, problem.site.part, problem.message, problem.help)
    _check_patterns(settings, document, table)
    return config_of(settings, path, document, table)


def _check_patterns(settings: Mapping[str, Any], document: Document, table: tuple[str, ...]) -> None:
    """Refuse what the schema cannot: patterns that can mean no file."""
    lists = ("include", "exclude", "archive")
    ignores = settings.get("per-file-ignores", ())
    work = settings.get("work", {})
    required = work.get("require", ())
    number = len(ignores) + len(required) + sum(len(settings.get(key, ())) for key in lists)
    if number > MOST_PATTERNS:
        longest = max((*lists, "per-file-ignores"), key=lambda key: len(settings.get(key, ())))
        message = f"there are {number:,} patterns, and at most {MOST_PATTERNS:,} are read"
        raise _error(document, (*table, longest), "key", message, "a folder's name means all that is below it")
    for key in lists:
        for index, pattern in enumerate(settings.get(key, ())):
            _check_pattern(pattern, document, table, (key, index), "value")
    for index, pattern in enumerate(required):
        _check_pattern(pattern, document, table, ("work", "require", index), "value")
    word = work.get("trailer")
    fault = None if word is None else trailer_fault(word)
    if fault is not None:
        raise _error(document, (*table, "work", "trailer"), "value", f"work.trailer is {quoted(word)}: {fault}")
    for pattern in ignores:
        _check_pattern(pattern, document, table, ("per-file-ignores", pattern), "key")


def _check_pattern(pattern: str, document: Document, table: tuple[str, ...], pointer: Pointer, part: Part) -> None:
    fault = pattern_fault(pattern)
    if fault is not None:
        written = dotted(pointer) if part == "key" else f"{dotted(pointer)} is {quoted(pattern)}"
        raise _error(document, (*table, *pointer), part, f"{written}: {fault}")


def _error(document: Document, pointer: Pointer, part: Part, message: str, help: str | None = None) -> ConfigError:
    source = document.source
    return ConfigError(source.path, source.position(document.locate(pointer, part).start), message, help)
