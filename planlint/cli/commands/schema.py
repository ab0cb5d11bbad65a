"""`planlint schema`: print a JSON Schema."""

import argparse

from planlint.app.schemas import schema_named
from planlint.cli.output import say


def run(options: argparse.Namespace) -> None:
    """Print the schema that was asked for."""
    say(schema_named(options.name), options.output, "json")
