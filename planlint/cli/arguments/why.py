"""`planlint why`: show the way from an item, a commit or a line of a file up to the purpose.

Show why an item exists, or why work was done: every chain from the item, or from the items that a commit names, up to
the purpose, and the weakest link. The commit of a line is the one git blame shows. The exit status is 1 if a chain does
not reach the purpose, or no commit names an item.
"""

from planlint.cli.options import Parser, add_common, add_value


def add_to(parser: Parser) -> None:
    asked = (
        "a full name (task.call-list) or an id that is unique in the plan; a commit or a range A..B; a file, "
        "FILE:LINE or FILE:FROM-TO"
    )
    add_value(parser, "asked", "ITEM|COMMIT|FILE[:LINE]", asked)
    meaning = parser.add_argument_group("where a word may mean several things").add_mutually_exclusive_group()
    for option, kind, help in (
        ("--item", "item", "it is an item"),
        ("--path", "path", "it is a file, or lines of one"),
        ("--rev-range", "range", "it is a commit, or a range of commits"),
    ):
        meaning.add_argument(option, action="store_const", dest="kind", const=kind, help=help)
    blame = parser.add_argument_group("which commit a line comes from, as for git blame")
    for option, help in (
        ("-w", "ignore changes of white space"),
        ("-M", "follow lines moved within a file"),
        ("-C", "follow lines moved or copied from other files; more often, farther"),
    ):
        blame.add_argument(option, action="append_const", dest="blame", const=option, help=help)
    add_value(blame, "--ignore-revs-file", "FILE", "skip the commits that FILE names (also git's blame.ignoreRevsFile)")
    add_common(parser, "text", "json", "mermaid", "dot")
