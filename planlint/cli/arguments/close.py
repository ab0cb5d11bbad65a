"""`planlint close`: end a period: value, grade and one sentence for each key result.

For each open key result of a period, ask for its last value, a grade and one sentence; set `done` where it is met, else
`closed`, and the same on objectives; then ask what becomes of open tactics and tasks. All of it is written at the end,
or nothing. Without a terminal, --scores says what is known.
"""

from planlint.cli.options import Parser, add_choice, add_color, add_flag, add_list, add_plan_options, add_value


def add_to(parser: Parser) -> None:
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="(default: the one that `history` would show)")
    add_list(parser, "--owner", "OWNERS", "only what these people or teams answer for")
    scores = "ask nothing, and take grades and notes from this TOML file, such as days-to-keys = 0.7"
    add_value(parser, "--scores", "FILE", scores)
    actions = "what becomes of open tactics and tasks (default: ask; without a terminal: stay)"
    add_choice(parser, "--actions", ("stay", "done", "drop"), actions)
    add_flag(parser, "--yes", "write at the end without asking once more")
    add_color(add_plan_options(parser))
