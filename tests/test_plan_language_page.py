"""docs/plan-language.md: the plan on it is built block by block, and each step is judged."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.diagnostic import Severity
from planlint.schema.tables import Tables
from planlint.trees import schema_dict
from tests.support.planning import check, lines

WRITE_GOLDEN = os.environ.get("PLANLINT_GOLDEN") == "write"  # read here: tests see no such variables
PAGE = Path(__file__).resolve().parent.parent / "docs" / "plan-language.md"
DAY = "2026-10-15"
FIRST, _, _REST = PAGE.read_text(encoding="utf-8").partition("\n## When you need it\n")
SECTIONS = _REST.partition("\n## Kinds of items\n")[0].split("\n### ")[1:]
_BLOCK = re.compile(r"^```(?P<sort>toml|console)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(r"^\[.*?(?=^\[|\Z)", re.DOTALL | re.MULTILINE)


def grown(plan: str, tables: str) -> str:
    """Return the plan with these tables in it, each in the place of one with the same header."""
    for table in _TABLE.findall(tables):
        header = table.partition("\n")[0]
        old = [one for one in _TABLE.findall(plan) if one.startswith(f"{header}\n")]
        plan = plan.replace(old[0], f"{table.rstrip()}\n\n") if old else f"{plan}{table.rstrip()}\n\n"
    return plan


def found(plan: str) -> list[str]:
    report = check({"plan.toml": plan}, today=date.fromisoformat(DAY))
    assert all(one.severity < Severity.ERROR for one in report.diagnostics), lines(report)
    return [one.code for one in report.diagnostics]


def test_the_plan_of_the_first_half_passes_at_every_step_and_ends_without_a_finding() -> None:
    plan, codes = "", []
    for block in _BLOCK.finditer(FIRST):
        if block["sort"] == "toml":
            plan = grown(plan, block["text"])
            codes.append(found(plan))
    assert codes == [["PL203", "PL601", "PL305", "PL403"], ["PL203", "PL305"], ["PL305"], []]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_the_answer_to_a_question_is_a_plan_together_with_the_first_half(section: str) -> None:
    plan = ""
    for block in _BLOCK.finditer(FIRST + section):
        if block["sort"] == "toml":
            plan = grown(plan, block["text"])
    # Nothing is missing but, where a key result stands alone, what is done to move it.
    assert set(found(plan)) <= {"PL305"}


def test_what_the_page_prints_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    page = PAGE.read_text(encoding="utf-8")
    plan, commands = "", 0

    def shown(block: re.Match[str]) -> str:
        nonlocal plan, commands
        if block["sort"] != "console":
            plan = grown(plan, block["text"])
            return block[0]
        Path("plan.toml").write_text(plan, encoding="utf-8")
        printed = "```console\n"
        for command in re.findall(r"^\$ planlint (.*)$", block["text"], re.MULTILINE):
            assert main([*command.split(), "--today", DAY]) == 0
            printed += f"$ planlint {command}\n{capfd.readouterr().out}"
            commands += 1
        return f"{printed}```"

    seen = _BLOCK.sub(shown, page)
    if WRITE_GOLDEN:
        PAGE.write_text(seen, encoding="utf-8")
    assert seen == page
    assert commands == 3


def test_every_kind_and_every_field_is_in_the_reference() -> None:
    reference = PAGE.read_text(encoding="utf-8").partition("## Kinds of items")[2]
    named = set(re.findall(r"`([a-z_]+)`", reference))
    tables = Tables(schema_dict("plan"))
    fields = {key for kind in tables.kinds for key in tables.fields(kind)}
    assert fields - named == set()
