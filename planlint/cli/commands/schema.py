"""`planlint schema`: print a JSON Schema."""

import argparse

from planlint.app.schemas import schema_named
from planlint.cli.exit_status import OK
from planlint.cli.output import say


def run(options: argparse.Namespace) -> int:
    """Print the schema that was asked for."""
    say(schema_named(options.name), options.output, "json")
    return OK
