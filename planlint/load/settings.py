"""Configuration from the bytes of its file."""

from typing import Any

from planlint.config import Config, ConfigError, config_of
from planlint.schema import Schema
from planlint.toml import Fault, read


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
        span = document.locate(problem.site.pointer, problem.site.part)
        raise ConfigError(path, document.source.position(span.start), problem.message, problem.help)
    return config_of(settings, path, document, table)
