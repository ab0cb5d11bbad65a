"""The review of the repository in the current folder, as a value."""

import argparse

from planlint.app.history.period_review import reviewed
from planlint.app.history.query import open_past
from planlint.cli.commands.history import add_to
from planlint.history.review import Review
from tests.support.example_history import TODAY


def review_here(*arguments: str) -> Review:
    """Return what the command would show."""
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    options = parser.parse_args(["history", "--today", TODAY, *arguments])
    return reviewed(open_past(options), options)
