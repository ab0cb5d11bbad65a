"""`planlint completion`: print the completion script for a shell.

Print a script for a shell, which then completes commands, options, rules, and the names in the plan. In bash: source
<(planlint completion bash)
"""

from planlint.cli.options import Parser

SHELLS = ("bash", "zsh", "fish")


def add_to(parser: Parser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of {', '.join(SHELLS)}")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of standard output")
