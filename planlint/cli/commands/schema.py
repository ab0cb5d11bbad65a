"""`planlint schema`: print a JSON Schema."""

import argparse
from typing import Any

from planlint.cli.exit_status import OK
from planlint.errors import PlanlintError

NAME = "schema"


def add_to(commands: Any) -> None:
    """Add this command to the program's."""
    parser: argparse.ArgumentParser = commands.add_parser(
        NAME,
        help="print a JSON Schema",
        description="Print a JSON Schema (draft 2020-12), for editors and other programs.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "name",
        nargs="?",
        default="plan",
        metavar="NAME",
        help="plan (default), config, or the output of check, diff, history, why or tree",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema that was asked for."""
    from planlint.cli.output import say
    from planlint.nearest import nearest
    from planlint.trees import schema_names, schema_text

    try:
        text = schema_text(options.name)
    except KeyError:
        names = schema_names()
        near = nearest(options.name, names)
        help = f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}"
        raise PlanlintError(f"there is no schema '{options.name}'", help) from None
    say(text, options.output)
    return OK
