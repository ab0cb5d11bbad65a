"""`planlint tree`: show what serves an item, with progress and status.

Show what serves an item, or the whole plan from its purpose down. Options limit it to items that match, and the way to
them; separate several values by commas.
"""

from planlint.cli.options import Parser, add_common, add_flag, add_list, add_value


def add_to(parser: Parser) -> None:
    add_value(parser, "item", "ITEM", "a full name (objective.faster-placement) or a unique id", nargs="?")
    narrow = parser.add_argument_group("what is shown")
    add_list(narrow, "--kind", "KINDS", "purpose, vision, ..., key_result, tactic, task")
    add_list(narrow, "--owner", "OWNERS", "the owner; for a task, its assignee")
    add_list(narrow, "--team", "TEAMS", "owned by the team or its members, or asked of the team by others")
    add_list(narrow, "--period", "PERIODS", "objectives of these periods, and what serves them")
    add_list(narrow, "--status", "STATUSES", "a status, or open, or closed")
    add_list(narrow, "--tag", "TAGS", "items with one of these tags")
    add_flag(narrow, "--tasks", "list each task; by default the line of a tactic only counts them")
    work = parser.add_argument_group("where work went")
    add_flag(work, "--work", "show how many commits name each item or what is below it")
    add_value(work, "--since", "DATE", "with --work: from this UTC day on")
    add_value(work, "--until", "DATE", "with --work: up to this UTC day")
    add_common(parser, "text", "json", "mermaid", "dot", "csv")
