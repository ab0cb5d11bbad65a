"""The review of the repository in the current folder, as a value."""

import argparse

from planlint.app.history.period_review import review_period
from planlint.app.history.query import query_history
from planlint.cli.arguments.history import add_to
from planlint.cli.commands.history import history_request
from planlint.cli.options import today_of
from planlint.history.review import PeriodReview
from tests.support.example_history import TODAY


def review_here(*arguments: str) -> PeriodReview:
    """Return what the command would show."""
    parser = argparse.ArgumentParser()
    add_to(parser)
    options = parser.parse_args(["--today", TODAY, *arguments])
    return review_period(query_history(history_request(options, "text")), today_of(options))
