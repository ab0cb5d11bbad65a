"""The published words that rules about wording go by; the configuration adds to them or replaces them."""

from planlint.rules.words import phrases

PLACEHOLDERS = phrases(
    "TBD, TBA, TBC, TODO, FIXME, X, XX, XXX, XXXX, to do, to-do, to be announced, to be confirmed, to be decided, to "
    "be defined, to be determined, to be done, n/a, none, unknown, untitled, no title, title, title here, your title "
    "here, insert title here, fill in, fill me in, placeholder, dummy, change me, changeme, foo, foo bar, foobar, "
    "asdf, lorem ipsum, lorem ipsum dolor sit amet, purpose, new purpose, my purpose, untitled purpose, vision, new "
    "vision, my vision, untitled vision, outcome, new outcome, my outcome, untitled outcome, objective, new objective, "
    "my objective, untitled objective, goal, new goal, my goal, untitled goal, key result, new key result, my key "
    "result, untitled key result, kr, new kr, my kr, tactic, new tactic, my tactic, untitled tactic, initiative, new "
    "initiative, untitled initiative, task, new task, my task, untitled task, new item, untitled item"
)
"""Titles that stand for a title still to be written; those in capitals also count as a word inside one."""

VAGUE_TASKS = phrases(
    "work on, keep working on, continue working on, continue work on, start working on, start work on, do work on, do "
    "the work, do the rest, do the remaining, do stuff, look into, think about, make progress on, make progress with, "
    "make some progress, deal with remaining, finalize remaining, finalise remaining, finalize the rest, finalise the "
    "rest, finish remaining, finish the remaining, finish the rest, complete remaining, complete the remaining, "
    "complete the rest, remaining work, remaining tasks, misc, miscellaneous, various things, various tasks, various "
    "fixes, various improvements, clean up., cleanup., continue., coordinate., coordination., documentation., "
    "finalize., finalise., finish., finish up., fix bugs., fix issues., fix stuff., fix things., follow up., "
    "follow-up., implement., implementation., improve things., improvements., investigate., meeting., meetings., next "
    "steps., other., other tasks., planning., preparation., prepare., research., stuff., testing., things."
)
"""How tasks begin that have no end; an entry with a full stop counts only where it is the whole title."""
