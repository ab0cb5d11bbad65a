"""`planlint schema`: print a JSON Schema."""

from planlint.app.schemas import schema_named
from planlint.cli.options import Options
from planlint.cli.output import say


def run(options: Options) -> None:
    """Print the schema that was asked for."""
    say(schema_named(options.name), options.output, "json")
