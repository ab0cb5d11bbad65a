"""Writes the pages that are made from the code, or checks that they are fresh: `generate.py write|check`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planlint.cli.commands.rule import example_output
from planlint.render.rules import linked_table, markdown_page
from planlint.render.text.style import Style
from planlint.rules.all_rules import RULES
from planlint.trees import schema_text

FOLDER = Path(__file__).parent / "rules"
INDEX = """\
# The rules

Every rule has a code that is never reused, a name, a weight, a sentence that says what it finds, a reason and its
source. `planlint rule CODE` prints the same page in the terminal. This page and those it links are made by `make docs`.

"""


FLEET = Path(__file__).parent / "fleet.sql"
SQL_TYPES = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN"}
PARTITIONS = {
    "items": ("hash(repository) % 16 AS part", "part"),
    "changes": ("year(day) AS year", "year"),
    "points": ("year(day) AS year", "year"),
    "findings": ("hash(repository) % 16 AS part", "part"),
}


def fleet_sql() -> str:
    """Return the statements that make Parquet of exported tables, with the types of their schemas."""
    return (
        "-- Reads what `planlint export` wrote below tables/, and writes it as Parquet; made by `make docs`.\n"
        + "".join(map(_table_sql, PARTITIONS))
    )


def _table_sql(table: str) -> str:
    schema = json.loads(schema_text(f"export-{table}"))
    columns = ",\n        ".join(f"'{name}': '{_sql_type(one)}'" for name, one in schema["properties"].items())
    extra, partition = PARTITIONS[table]
    return (
        f"\nCOPY (\n    SELECT *, {extra}\n"
        f"    FROM read_json('tables/**/{table}.jsonl', format = 'newline_delimited', columns = {{\n"
        f"        {columns}\n    }})\n"
        f") TO 'parquet/{table}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({partition}), OVERWRITE);\n"
    )


def _sql_type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "string")
    kind = kind if isinstance(kind, str) else kind[0]
    if kind == "array":
        return f"{_sql_type(schema['items'])}[]"
    return {"date": "DATE", "date-time": "TIMESTAMP"}.get(schema.get("format", ""), SQL_TYPES[kind])


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    style = Style(width=100)
    made = {f"{rule.name}.md": markdown_page(rule, example_output(rule.code), style) for rule in RULES}
    made["README.md"] = INDEX + linked_table(RULES, lambda rule: f"{rule.name}.md")
    return made


def write() -> int:
    """Write all pages, and remove those that no rule stands behind any more."""
    FLEET.write_text(fleet_sql(), encoding="utf-8")
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
    wrong = [f"rules/{name}" for name in wrong]
    if not FLEET.exists() or FLEET.read_text(encoding="utf-8") != fleet_sql():
        wrong.append(FLEET.name)
    for name in wrong:
        print(f"docs/{name} is not what the code says: run `make docs`", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit({"write": write, "check": check}[sys.argv[1]]())
