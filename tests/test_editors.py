"""What docs/editors.md says about the TOML tools of editors, tried with tombi and, where it is installed, taplo."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.toml import Fault, read

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
COLUMNS = ("planlint", "tombi", "taplo")
LINES = {"tombi": ["lint", "--offline"], "taplo": ["lint"]}
SETTINGS = {"tombi": "tombi.toml", "taplo": ".taplo.toml"}


def program(tool: str) -> str | None:
    return shutil.which(tool, path=str(Path(sys.executable).parent)) or shutil.which(tool)


# Tombi comes with the group `test`; taplo, which has no wheels for some machines, with `dev`.
TOOLS = [tool for tool in LINES if tool == "tombi" or program(tool)]
GOOD = """
[purpose.homes]
title = "Every family in the valley has a safe home"
x-board = { seats = [1, 2] }

[key_result.days-to-keys]
title = "The wait from intake to keys is three weeks"
confidence = 0.6
due = 2026-12-31
metric.name = "days"
metric.baseline = 58
metric.target = 21.5
metric.path.2026-11 = 40
metric.as_of = 2026-10-31

[key_result.visits]
title = "Families come back"
cadence = "monthly"
metric.name = "visits"
metric.target_by = 2026-12-31

[key_result.portal]
title = "Landlords post vacancies themselves"
due = "2026-Q4"
milestones.pilot = 2026-09-30
milestones.open-to-all = "undated"
"""
KEY_RESULT = '[key_result.x]\ntitle = "a"\n'
PERIOD = "[period.x]\nend = 2026-12-31\nstart = "
FAULTS = {
    "unknown key": ['[purpose.x]\ntitle = "a"\ntilte = "a"\n'],
    "missing `title`": ['[purpose.x]\ndescription = "a"\n'],
    "number in quotes": [f'{KEY_RESULT}confidence = "0.6"\n'],
    "unknown status, confidence 60, weight 0": [
        '[task.x]\ntitle = "a"\nstatus = "completed"\n',
        f"{KEY_RESULT}confidence = 60\n",
        f"{KEY_RESULT}weight = 0\n",
    ],
    "both `metric` and `milestones`": [
        f'{KEY_RESULT}metric.name = "a"\nmetric.target = 1\nmilestones.a = 2026-01-01\nmilestones.b = 2026-02-01\n'
    ],
    "neither or both of `target` and `target_by`": [
        f'{KEY_RESULT}metric.name = "a"\n',
        f'{KEY_RESULT}metric.name = "a"\nmetric.target = 1\nmetric.target_by = 2026-12-31\n',
    ],
    "unknown kind": ['[keyresult.x]\ntitle = "a"\n'],
    "ill-formed id": ['[task."a b"]\ntitle = "a"\n'],
    "a name with a dot, `[period.v1.37]`": ["[period.v1.37]\nstart = 2026-01-01\nend = 2026-12-31\n"],
    '`start = "2026-01-01"` on a period': [f'{PERIOD}"2026-01-01"\n'],
    "date-time or time where a date is taken": [f"{PERIOD}2026-01-01T10:00:00\n", f"{PERIOD}10:00:00\n"],
    "date where text is taken": ["[purpose.x]\ntitle = 2026-01-01\n"],
    "`priority = 1.0`": ['[task.x]\ntitle = "a"\npriority = 1.0\n'],
    "`nan`, `inf`": [f"{KEY_RESULT}confidence = nan\n", f"{KEY_RESULT}confidence = inf\n"],
    "reference to an id that does not exist": ['[task.x]\ntitle = "a"\ntactic = "gone"\n'],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the schema where the page puts it."""
    top = tmp_path_factory.mktemp("editors")
    (top / "plan").mkdir()
    shutil.copy(ROOT / "schemas" / "plan.schema.json", top)
    return top


def accepts(tool: str, folder: Path, text: str) -> bool:
    (folder / "plan" / "q4.toml").write_text(text, encoding="utf-8")
    path = program(tool)
    assert path, f"{tool} is not installed: it is in the dependency group `test`"
    command = [path, *LINES[tool], "plan/q4.toml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


def in_file(text: str) -> str:
    return f"#:schema ../plan.schema.json\n{text}"


def rows() -> list[list[str]]:
    found = re.findall(r"^\| (.+) \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, re.MULTILINE)
    return [list(row) for row in found if row[1] not in ("planlint", "---")]


def test_every_row_of_the_table_is_tried() -> None:
    assert [row[0] for row in rows()] == list(FAULTS)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_passes_a_good_plan_and_sees_what_the_table_says_it_sees(tool: str, folder: Path) -> None:
    assert accepts(tool, folder, in_file(GOOD))
    seen = [row[0] for row in rows() if row[1 + COLUMNS.index(tool)] != "–"]
    missed = [fault for fault in seen for text in FAULTS[fault] if accepts(tool, folder, in_file(text))]
    assert (len(seen) > 7, missed) == (True, [])


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_answers_an_unknown_key_with_those_that_there_are(tool: str, folder: Path) -> None:
    (folder / "plan" / "q4.toml").write_text(in_file(FAULTS["unknown key"][0]), encoding="utf-8")
    command = [program(tool) or tool, *LINES[tool], "plan/q4.toml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert "tilte" in done.stdout + done.stderr
    assert "title|description|tags|links|formerly|reason" in done.stdout + done.stderr


@pytest.mark.parametrize("tool", TOOLS)
def test_the_settings_of_the_page_lead_a_tool_to_the_schema(tool: str, folder: Path) -> None:
    settings = SETTINGS[tool]
    bad = FAULTS["unknown key"][0]
    assert accepts(tool, folder, bad)
    (block,) = re.findall(rf"\(`{re.escape(settings)}` at the root.*?```toml\n(.*?)```", PAGE, re.DOTALL)
    try:
        (folder / settings).write_text(block, encoding="utf-8")
        assert accepts(tool, folder, GOOD)
        assert not accepts(tool, folder, bad)
    finally:
        (folder / settings).unlink()


@pytest.mark.parametrize("below", ["", "our plan"])
def test_init_writes_for_editors_what_the_page_says_and_leaves_what_is_there(
    below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    folder = tmp_path / below
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    assert main(["init", "--editor"]) == 0
    assert (folder / "plan.schema.json").read_bytes() == (ROOT / "schemas" / "plan.schema.json").read_bytes()
    for tool in TOOLS:
        settings = tmp_path / SETTINGS[tool]
        if not below:
            assert f"```toml\n{settings.read_text('utf-8')}```" in PAGE
        command = [program(tool) or tool, *LINES[tool], f"{below}/plan.toml" if below else "plan.toml"]
        for bad in ("", 'tilte = "a"\n'):
            (folder / "plan.toml").write_text((folder / "plan.toml").read_text("utf-8") + bad, "utf-8")
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
            assert done.returncode == (1 if bad else 0), done.stdout + done.stderr
        (folder / "plan.toml").write_text((folder / "plan.toml").read_text("utf-8").replace(bad, ""), "utf-8")
    (tmp_path / "tombi.toml").write_text("[format]\n")
    (folder / "plan.schema.json").write_text("{}")
    capsys.readouterr()
    assert main(["init", "--editor"]) == 0
    printed = capsys.readouterr().out
    up = "../" if below else ""
    assert f"add to {up}tombi.toml:\n[lint.rules]\n" in printed
    assert (
        "plan.schema.json is of another version; renew it with: planlint schema plan -o plan.schema.json\n" in printed
    )
    assert ".taplo" not in printed
    assert (tmp_path / "tombi.toml").read_text() == "[format]\n"
    assert main(["schema", "plan", "-o", "plan.schema.json"]) == 0
    assert main(["init", "--editor"]) == 0
    assert "another version" not in capsys.readouterr().out


LATER_TOML = ["{a = 1,}", "{\n  a = 1 }", '"\\e"', '"\\x41"', "10:30", "2026-09-30T10:30Z"]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("value", LATER_TOML)
def test_a_tool_refuses_what_only_toml_1_1_has_as_planlint_does(tool: str, value: str, folder: Path) -> None:
    text = GOOD.replace("x-board = { seats = [1, 2] }", f"x-board = {value}")
    assert text != GOOD
    assert not accepts(tool, folder, text)
    with pytest.raises(Fault):
        read("plan/q4.toml", text.encode())
