"""Several results of one run: `--format sarif -o a.sarif --format github`."""

import argparse
from typing import Any, NamedTuple

from planlint.cli.options import add_color, add_format, default_format, destination, format_by_ending
from planlint.errors import PlanlintError


class Destination(NamedTuple):
    """One result: its format, None for the one in force, and the file it goes to, None for standard output."""

    form: str | None = None
    output: str | None = None


class _AddFormat(argparse.Action):
    """Begins a result with each `--format`."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        namespace.results = [*(namespace.results or ()), Destination(values)]
        namespace.format = values


class _AddOutput(argparse.Action):
    """Gives the result before it its file with each `-o`; the first may come without a format."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        *others, last = namespace.results or (Destination(),)
        if last.output is not None:
            others, last = [*others, last], Destination()
        namespace.output = destination(values)
        namespace.results = [*others, last._replace(output=namespace.output)]


def results_of(options: argparse.Namespace) -> list[tuple[str, str | None]]:
    """Return the format and file of each result, at least one; `PlanlintError` where two would stand in one place.

    `-o` goes with the `--format` before it; one that comes first goes with the format after it. Without a format the
    file's ending says it.
    """
    results: list[Destination] = options.results or [Destination()]
    if len(results) > 1 and results[0].form is None and results[1].output is None:
        results = [Destination(results[1].form, results[0].output), *results[2:]]
    formats = options.formats
    filled = [
        (one.form or format_by_ending(one.output, formats) or default_format(formats), one.output) for one in results
    ]
    places = [output for _, output in filled]
    if places.count(None) > 1:
        raise PlanlintError("only one result can go to standard output", "give each --format but one its own -o FILE")
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise PlanlintError(f"two results would be written to '{twice}'", "give each --format its own -o FILE")
    return filled


def add_results(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add `--format` and `-o` so that they may be given several times."""
    group = parser.add_argument_group("results")
    add_format(group, formats, "; several may be given", action=_AddFormat)
    group.add_argument(
        "-o", "--output", metavar="FILE", action=_AddOutput, help="write the result of the --format before it to a file"
    )
    add_color(group)
    group.set_defaults(results=None)
