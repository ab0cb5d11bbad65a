"""What the TOML tools of editors need beside a plan: its schema, and the settings that lead tombi and taplo to it."""

import shlex
from collections.abc import Iterable

from planlint.app.schemas import schema_named
from planlint.toml.literal import literal

_SCHEMA = "plan.schema.json"
_TOMBI = "tombi.toml"
_TAPLO = ".taplo.toml"
# Tables of a plan stand in the order of the chain, whatever their kind.
_TOMBI_RULES = """\
[lint.rules]
tables-out-of-order = "off"

"""


def editor_files(below: str, include: Iterable[str]) -> dict[str, str]:
    """Return the files by path from the top of the repository, from where `below` leads to the plan.

    The schema stands beside the plan. `include` are the patterns of plan files.
    """
    under = f"{below}/" if below else ""
    path = literal(f"{under}{_SCHEMA}")
    patterns = ", ".join(literal(f"{under}{_glob(pattern)}") for pattern in include)
    return {
        f"{under}{_SCHEMA}": schema_named("plan"),
        _TOMBI: f"{_TOMBI_RULES}[[schemas]]\npath = {path}\ninclude = [{patterns}]\n",
        _TAPLO: f"[[rule]]\ninclude = [{patterns}]\n\n[rule.schema]\npath = {path}\n",
    }


def _glob(pattern: str) -> str:
    """Return a pattern as these tools have it: they match files alone, planlint folders too."""
    return pattern if pattern.endswith(".toml") else f"{pattern.rstrip('/').removesuffix('/**')}/**/*.toml"


def editor_lines_to_add(shown: str, path: str, present: str, wanted: str) -> list[str] | None:
    """Return what is to be added to such a file that is there already; None for a file that is no such file."""
    if path in (_TOMBI, _TAPLO):
        return [] if _SCHEMA in present else [f"add to {shown}:", *wanted.splitlines()]
    if path.rpartition("/")[2] != _SCHEMA:
        return None
    renewed = f"{shown} is of another version; renew it with: planlint schema plan -o {shlex.quote(shown)}"
    return [] if present == wanted else [renewed]
