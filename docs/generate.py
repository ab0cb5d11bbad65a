"""Writes the pages that are made from the code, or checks that they are fresh: `generate.py write|check`."""

import sys
from pathlib import Path

from planlint.cli.commands.rule import example_output
from planlint.render.rules import linked_table, markdown_page
from planlint.render.text.style import Style
from planlint.rules import RULES

FOLDER = Path(__file__).parent / "rules"
INDEX = """\
# The rules

Every rule has a code that is never reused, a name, a weight, a sentence that says what it finds, a reason and its
source. `planlint rule CODE` prints the same page in the terminal. This page and those it links are made by `make docs`.

"""


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    style = Style(width=100)
    made = {f"{rule.name}.md": markdown_page(rule, example_output(rule.code), style) for rule in RULES}
    made["README.md"] = INDEX + linked_table(RULES, lambda rule: f"{rule.name}.md")
    return made


def write() -> int:
    """Write all pages, and remove those that no rule stands behind any more."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    return 0


def check() -> int:
    """Name the pages that are missing, stale or left over."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    wrong = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
    for name in wrong:
        print(f"docs/rules/{name} is not what the code says: run `make docs`", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit({"write": write, "check": check}[sys.argv[1]]())
