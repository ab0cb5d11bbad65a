"""PL705: The title of the task does not say when the task is finished.

  [task.portal]
- title = "Work on the landlord portal"   #~ 'work on' does not say when task.portal is finished
+ title = "Let five landlords try the portal and note where they stop"
"""

import re
from typing import NamedTuple

from planlint.model import Task
from planlint.rules.kit import ESSAY, INFO, Context, Problem, Problems, rule
from planlint.rules.titles import core, core_titles, none_begins
from planlint.rules.wording.lists import VAGUE_TASKS


class _Listed(NamedTuple):
    whole: frozenset[str]
    beginning: re.Pattern[str]


@rule(
    "PL705",
    INFO,
    Task,
    idle=lambda ctx: none_begins(ctx.plan, Task, ctx.words("vague-tasks", VAGUE_TASKS)),
    source=ESSAY,
)
def vague_task(item: Task, ctx: Context) -> Problems:
    """A task is a step with an end. Where the title names none, it stays open for as long as somebody has time."""
    title = core_titles(ctx.plan).get(item.name)
    if title is None:
        return
    found = _vague_words(title, ctx.listed(_compile, "vague-tasks", VAGUE_TASKS))
    if found is not None:
        yield Problem(
            item.site.at("title"),
            f"'{found}' does not say when {item.name} is finished",
            help="say what is there when it is done",
        )


def _vague_words(title: str, listed: _Listed) -> str | None:
    """Return the listed words that a title is, or begins with."""
    if title in listed.whole:
        return title
    found = listed.beginning.match(title)
    return found[0] if found else None


def _compile(entries: tuple[str, ...]) -> _Listed:
    whole = frozenset(filter(None, map(core, entries)))
    beginnings = whole.intersection(core(entry) for entry in entries if not entry.rstrip().endswith("."))
    longest_first = "|".join(re.escape(words) for words in sorted(beginnings, key=len, reverse=True))
    # A hyphen goes on with the word: "Work on-call on Sundays".
    return _Listed(whole, re.compile(rf"(?:{longest_first})(?![\w-])" if beginnings else r"(?!)"))
