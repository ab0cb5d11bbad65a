"""Changes of a history as lines of JSON."""

from typing import Any

from planlint.diff.change import Change
from planlint.history.fold import Step
from planlint.json_line import dump


def step_lines(step: Step) -> bytes:
    """Return the changes of a commit, each a JSON object on a line of its own, as `--format jsonl` prints them."""
    commit = step.commit
    facts = {
        "commit": commit.oid,
        "date": commit.date,
        "author_date": commit.author_date,
        "author": commit.author,
        "email": commit.email,
        "subject": commit.subject,
    }
    lines = [f"{dump(_change(change, step) | facts)}\n" for change in step.changes]
    return "".join(lines).encode("utf-8", "backslashreplace")


def _change(change: Change, step: Step) -> dict[str, Any]:
    return {
        "verb": change.verb,
        "item": change.item,
        "title": step.titles[change.item],
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "path": change.site.path,
    }
