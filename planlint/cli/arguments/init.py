"""`planlint init`: write a small plan that passes, a pre-commit configuration and a workflow.

Write a small plan that passes; and at the top of the repository a pre-commit configuration and a GitHub workflow.
Existing files are not changed.
"""

from planlint.cli.options import Parser, add_flag, add_list, add_value


def add_to(parser: Parser) -> None:
    add_value(parser, "folder", "DIR", "where to write (default: the current folder)", nargs="?", default=".")
    add_list(parser, "--teams", "NAMES", "write plan/ with one file for each of these teams")
    editor = "write the schema as well, and the settings that lead tombi and taplo to it (docs/editors.md)"
    add_flag(parser, "--editor", editor)
    checkin = "write a workflow as well that lets comments on an issue record values (docs/checkin.md)"
    add_flag(parser, "--checkin", checkin)
    add_value(parser, "--today", "DATE", "the first day of the plan, as 2026-12-31")
