"""`planlint import` end to end: tables and issues in, once and again, and what is refused."""

import csv
import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.cli.main import main
from planlint.edit.incoming.table import csv_table
from planlint.printable import HARMFUL
from planlint.render.text.csv import csv_text
from planlint.toml.spellings import number_readings
from tests.support.pages import blocks, try_page
from tests.support.planning import check, lines

PLAN = """\
[purpose.homes]
title = "Every family in the valley has a safe home"

[vision.valley-2030]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"

[outcome.stay-housed]
title = "Families who move in stay housed"
vision = "valley-2030"

[objective.faster-placement]
title = "Moving in takes weeks, not months"
outcome = "stay-housed"
period = "2026-H2"
owner = "ines"

[tactic.landlord-desk]
title = "Run a weekly landlord desk"
objective = "faster-placement"
owner = "tomas"

[person.ines]
name = "Ines Duarte"
email = "ines@example.org"

[person.tomas]
name = "Tomas Lind"
github = "tlind"
"""
SHEET = """\
Objective,Key Result,Owner,Start,Target,Current,Status
Tenants are heard,Half of the tenants answer,ines,10%,50%,20%,on-track
,Answers come within a week,Tomas Lind,30 days,7 days,12 days,At risk
"""
UNDER = ["--under", "outcome.stay-housed", "--period", "2026-H2"]
DAY = ["--today", "2026-11-23"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text("", encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def bring(folder: Path, text: str | bytes, *options: str, source: str = "csv") -> int:
    file = folder / ("table.csv" if source == "csv" else "issues.json")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["import", source, file.name, *options, *DAY])


def brought(folder: Path) -> str:
    return (folder / "plan" / "imported.toml").read_text(encoding="utf-8")


def values(folder: Path) -> dict[str, dict[str, object]]:
    found = tomllib.loads(brought(folder))
    return {f"{kind}.{name}": fields for kind, table in found.items() for name, fields in table.items()}


def test_a_sheet_comes_in_as_objectives_and_key_results(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bring(folder, SHEET, *UNDER) == 0
    assert capfd.readouterr() == (
        "3 new, 0 changed, 0 unchanged, 0 left out\n",
        "new items stand in plan/imported.toml; next: planlint check\n",
    )
    assert brought(folder) == (
        "[objective.tenants-are-heard]\n"
        'title = "Tenants are heard"\n'
        'outcome = "stay-housed"\n'
        'period = "2026-H2"\n'
        'x-source = "sheet:2"\n'
        "\n"
        "[key_result.half-of-the-tenants-answer]\n"
        'title = "Half of the tenants answer"\n'
        'objective = "tenants-are-heard"\n'
        'owner = "ines"\n'
        'x-source = "sheet:2"\n'
        'status = "on-track"\n'
        'metric.name = "Half of the tenants answer"\n'
        'metric.unit = "%"\n'
        "metric.target = 50\n"
        "metric.baseline = 10\n"
        "metric.current = 20\n"
        "\n"
        "[key_result.answers-come-within-a-week]\n"
        'title = "Answers come within a week"\n'
        'objective = "tenants-are-heard"\n'
        'owner = "tomas"\n'
        'x-source = "sheet:3"\n'
        'status = "at-risk"\n'
        'metric.name = "Answers come within a week"\n'
        'metric.unit = "days"\n'
        "metric.target = 7\n"
        "metric.baseline = 30\n"
        "metric.current = 12\n"
    )
    report = check({"plan.toml": PLAN, "plan/imported.toml": brought(folder)}, "PL101", "PL102", "PL103", "PL201")
    assert lines(report) == []


def test_a_second_time_only_what_a_check_in_changes_is_taken(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bring(folder, SHEET, *UNDER)
    before = brought(folder)
    capfd.readouterr()
    assert bring(folder, SHEET, *UNDER) == 0
    assert capfd.readouterr() == ("0 new, 0 changed, 3 unchanged, 0 left out\n", "")
    assert brought(folder) == before
    assert bring(folder, SHEET.replace("20%", "30%").replace("50%", "60%"), *UNDER) == 0
    assert capfd.readouterr() == (
        "0 new, 1 changed, 2 unchanged, 0 left out\nkey_result.half-of-the-tenants-answer metric.current 20 → 30\n",
        "only current, status and note are taken again; line 2: metric.target of "
        "key_result.half-of-the-tenants-answer differs from the plan's and is left\n",
    )
    assert brought(folder) == before.replace("current = 20", "current = 30")


def test_items_may_move_and_rows_may_come_between(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bring(folder, SHEET, *UNDER)
    (folder / "plan" / "imported.toml").rename(folder / "plan" / "tenants.toml")
    header, *rows = SHEET.splitlines()
    table = "\n".join([header, "Tenants are heard,A new row,,1,2,,", *rows]).replace("12 days", "11 days")
    capfd.readouterr()
    assert bring(folder, table, *UNDER) == 0
    assert capfd.readouterr().out == (
        "1 new, 1 changed, 2 unchanged, 0 left out\nkey_result.answers-come-within-a-week metric.current 12 → 11\n"
    )
    assert list(values(folder)) == ["key_result.a-new-row"]


def test_a_title_that_changed_is_the_same_row_or_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bring(folder, SHEET, *UNDER)
    capfd.readouterr()
    table = SHEET.replace("within a week", "within one week").replace("12 days", "9 days")
    assert bring(folder, table, *UNDER) == 0
    assert "metric.current 12 → 9\n" in capfd.readouterr().out
    header, first, second = table.splitlines()
    assert bring(folder, f"{header}\n{first}\n{first.replace('Half', 'All')}\n{second}\n", *UNDER) == 0
    assert "2 unchanged, 1 left out\nline 4 left out: 'Answers come within one week' may be" in capfd.readouterr().out


def sheet_of_a_group(current: int = 40) -> str:
    """Fifty objectives and 150 key results as a spreadsheet in Germany writes them, with two orders of dates."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(["Objective", "Key Result", "Owner", "Start", "Target", "Current", "Status", "Due", "Note"])
    for at in range(50):
        for number in range(3):
            now = current if (at, number) in ((3, 0), (20, 1), (49, 2)) else 40
            measure = (
                ["10,5%", "92,5%", f"{now},25%"],
                ["1.250,50", "2.500,75", f"1.5{now},5"],
                ["12", "4", f"{now / 5:.1f}".replace(".", ",")],
            )[number]
            due = ("31.12.2026", "2026-12-15", "15.12.2026")[number]
            row = [f"Größere Häuser {at}" if number == 0 else "", f"Ergebnis {at}; Teil {number}", "ines", *measure]
            table.writerow([*row, ("on track", "At Risk", "")[number], due, f'was "{at}" is\nsaid' if at == 7 else ""])
    return out.getvalue()


def test_a_sheet_of_fifty_objectives_in_and_three_cells_later(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bring(folder, sheet_of_a_group().encode("utf-16"), *UNDER) == 0
    assert capfd.readouterr().out == "200 new, 0 changed, 0 unchanged, 0 left out\n"
    found = values(folder)
    assert sum(name.startswith("objective.") for name in found) == 50
    numbers = {name: fields["metric"] for name, fields in found.items() if "metric" in fields}
    assert [
        (one["baseline"], one["target"], one["current"], one.get("unit")) for one in list(numbers.values())[:3]
    ] == [(10.5, 92.5, 40.25, "%"), (1250.5, 2500.75, 1540.5, None), (12, 4, 8.0, None)]
    dates = {str(fields["due"]) for fields in found.values() if "due" in fields}
    assert dates == {"2026-12-31", "2026-12-15"}
    report = check({"plan.toml": PLAN, "plan/imported.toml": brought(folder)})
    assert {one.code for one in report.diagnostics if one.code < "PL3" and one.severity.label == "error"} == set()
    assert bring(folder, sheet_of_a_group(35).encode("utf-16"), *UNDER) == 0
    assert capfd.readouterr().out.splitlines() == [
        "0 new, 3 changed, 197 unchanged, 0 left out",
        "key_result.ergebnis-3-teil-0 metric.current 40.25 → 35.25",
        "key_result.ergebnis-20-teil-1 metric.current 1540.5 → 1535.5",
        "key_result.ergebnis-49-teil-2 metric.current 8 → 7",
    ]


@pytest.mark.parametrize(
    ("name", "under", "cells", "told"),
    [
        (
            "okra",
            "outcome.stay-housed",
            [("arm64,Developers ship everywhere,Active", "arm64,Developers ship everywhere,Complete")],
            ["0 new, 1 changed, 4 unchanged, 0 left out", "key_result.builds-run-on-arm64 status on-track → done"],
        ),
        (
            "service",
            "outcome.stay-housed",
            [("8,1,5,On Track", "8,1,2,Behind"), ("12/15/2026,,,,Not Started", "12/20/2026,,,,On Track")],
            [
                "0 new, 2 changed, 2 unchanged, 0 left out",
                "key_result.first-answers-come-within-an-hour metric.current 5 → 2",
                "key_result.first-answers-come-within-an-hour status on-track → off-track",
                "tactic.staff-the-evening-shift status planned → on-track",
            ],
        ),
        (
            "jira",
            "objective.faster-placement",
            [("Sub-task,To Do", "Sub-task,In Progress"), ("Epic,In Progress", "Epic,Done")],
            [
                "0 new, 2 changed, 2 unchanged, 0 left out",
                "tactic.weekly-landlord-desk status on-track → done",
                "task.call-the-first-ten status todo → doing",
            ],
        ),
    ],
)
def test_tables_of_services_come_in_again_with_the_cells_that_changed(
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    name: str,
    under: str,
    cells: list[tuple[str, str]],
    told: list[str],
) -> None:
    texts = {file: text for _, file, text in blocks("import.md") if file.startswith(f"{name}.")}
    options = ["--under", under]
    if f"{name}.toml" in texts:
        (folder / f"{name}.toml").write_text(texts[f"{name}.toml"], encoding="utf-8")
        options += ["--map", f"{name}.toml"]
    table = texts[f"{name}.csv"]
    assert bring(folder, table, *options) == 0
    report = check({"plan.toml": PLAN, "plan/imported.toml": brought(folder)})
    shape = [one for one in report.diagnostics if one.code < "PL2" and one.severity.label == "error"]
    assert shape == []
    capfd.readouterr()
    assert bring(folder, table, *options) == 0
    assert ", 0 changed, " in capfd.readouterr().out
    for old, new in cells:
        assert old in table
        table = table.replace(old, new)
    assert bring(folder, table, *options) == 0
    assert capfd.readouterr().out.splitlines() == told


@pytest.mark.parametrize(
    ("cell", "column", "option", "message"),
    [
        ("1,000", "Target", "--decimal", "line 2: Target '1,000' is 1000 or 1"),
        ("1.000", "Target", "--decimal", "line 2: Target '1.000' is 1 or 1000"),
        ("€2,500", "Start", "--decimal", "line 2: Start '€2,500' is 2500 or 2.5"),
        ("3/4/2026", "Due", "--dates", "line 2: Due '3/4/2026' is 2026-04-03 or 2026-03-04"),
        ("Rejected", "Status", "status.values", "line 2: Status 'Rejected' is not known: it takes planned, "),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], cell: str, column: str, option: str, message: str
) -> None:
    table = f'Objective;Key Result;{column}\nWe learn;A result;"{cell}"\nWe learn;Another;\n'
    assert bring(folder, table, *UNDER) == 2
    error = capfd.readouterr().err
    assert error.startswith(f"planlint: error: nothing was written: {message}")
    assert option in error.splitlines()[1]
    assert not (folder / "plan").exists()


@pytest.mark.parametrize(
    ("cell", "options", "number"),
    [
        ("1,000", ["--decimal", "."], 1000),
        ("1,000", ["--decimal", ","], 1.0),
        ("1.000", ["--decimal", ","], 1000),
        ("2 500,5", [], 2500.5),
        ("'-5", [], -5),
        ("$1,234.50", [], 1234.5),
    ],
)
def test_an_option_says_which_number_is_meant(folder: Path, cell: str, options: list[str], number: float) -> None:
    assert bring(folder, f'Objective;Key Result;Target\nWe learn;A result;"{cell}"\n', *UNDER, *options) == 0
    metric = values(folder)["key_result.a-result"]["metric"]
    assert isinstance(metric, dict)
    assert (metric["target"], type(metric["target"])) == (number, type(number))


@pytest.mark.parametrize(
    ("cell", "options", "due"),
    [
        ("3/4/2026", ["--dates", "mdy"], "2026-03-04"),
        ("3/4/2026", ["--dates", "dmy"], "2026-04-03"),
        ("31/12/2026", [], "2026-12-31"),
        ("2026-12-31T00:00:00Z", [], "2026-12-31"),
        ("Q4 2026", [], "2026-Q4"),
    ],
)
def test_an_option_says_which_day_is_meant(folder: Path, cell: str, options: list[str], due: str) -> None:
    assert bring(folder, f"Objective,Key Result,Due\nWe learn,A result,{cell}\n", *UNDER, *options) == 0
    assert str(values(folder)["key_result.a-result"]["due"]) == due


def test_a_row_that_cannot_be_taken_is_left_out_with_its_reason(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = (
        "Objective,Key Result,Start,Target,Current,Due\n"
        "We learn,No number,1,TBD,,\n"
        "We learn,Two units,10%,50,0.2,\n"
        "We learn,A comma, too,1,2,3,4\n"
        ",,,,,\n"
        "We learn,No day,1,2,3,soon\n"
        "We learn,Taken,1,2,3,\n"
    )
    assert bring(folder, table, *UNDER) == 0
    assert capfd.readouterr().out.splitlines() == [
        "2 new, 0 changed, 0 unchanged, 4 left out",
        "line 2 left out: Target 'TBD' is not a number",
        "line 3 left out: Start '10%' and Current '0.2' are in different units",
        "line 4 left out: it has 7 cells, and the header 6: a text with the delimiter needs quotes",
        "line 6 left out: Due 'soon' is not a date",
    ]


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (SHEET.encode("utf-8-sig"), []),
        (SHEET.replace(",", ";").encode("utf-16-le"), []),
        (SHEET.replace(",", "\t").encode("utf-32"), []),
        (b"sep=;\r\n" + SHEET.replace(",", ";").encode(), []),
        (b"Our OKRs,,\n\n" + SHEET.encode(), []),
        (SHEET.replace("Half", "Hälfte").encode("cp1252"), ["--encoding", "cp1252"]),
        (SHEET.replace(",", "^").encode(), ["--delimiter", "^"]),
    ],
)
def test_tables_are_read_as_programs_write_them(folder: Path, data: bytes, options: list[str]) -> None:
    assert bring(folder, data, *UNDER, *options) == 0
    assert len(values(folder)) == 3


def test_bytes_that_are_no_text_are_refused_with_a_way_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bring(folder, bytes(range(128, 256)) + b"\x81\x98", *UNDER) == 2
    assert "help: it reads ;" not in capfd.readouterr().err


def test_a_second_row_of_one_id_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "m.toml").write_text(
        'columns.title = "T"\ncolumns.id = "I"\nkind.always = "objective"\n', encoding="utf-8"
    )
    table = "I,T\n1,First\n1,Second\n2,Third\n"
    assert bring(folder, table, *UNDER, "--map", "m.toml") == 0
    assert capfd.readouterr().out.splitlines() == [
        "2 new, 0 changed, 0 unchanged, 1 left out",
        "line 3 left out: its id '1' stands in line 2 already",
    ]
    assert values(folder).keys() == {"objective.first", "objective.third"}


def test_an_unknown_encoding_is_asked_for_with_what_each_would_read(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bring(folder, SHEET.replace("Half", "Hälfte").encode("cp1252"), *UNDER) == 2
    assert capfd.readouterr().err == (
        "planlint: error: line 2 is not UTF-8 text: which letters are meant cannot be told\n"
        "  help: it reads 'Hälfte' with --encoding cp1252 or 'Hälfte' with --encoding cp1250 or 'H‰lfte' with "
        "--encoding mac_roman or 'HΣlfte' with --encoding cp437; or save the table as UTF-8\n"
    )


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("Ziel,Ergebnis\na,b\n", [], "no row has the headers that are needed; found: 'Ziel', 'Ergebnis'"),
        ("Objective\na\n", [], "no row has the headers that are needed; found: 'Objective'"),
        ("", [], "no row has the headers that are needed; found: nothing"),
        (SHEET, ["--map", "okra"], "--map: there is no profile and no file 'okra'"),
        (SHEET, ["-o", "notes.toml"], "'notes.toml' is not a file of the plan\n  help: name one with -o: `include` is"),
        (SHEET, ["--under", "faster-placement"], "--under: objectives cannot serve objective.faster-placement"),
        (SHEET, ["--period", "soon"], "--period: there is no period 'soon'"),
        (SHEET, ["--encoding", "klingon"], "--encoding: 'klingon' is not known"),
        ('Objective,Key Result\na,"b\n', ["--delimiter", ","], "this is not CSV with ',' between the cells"),
    ],
)
def test_what_cannot_be_read_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], text: str, options: list[str], message: str
) -> None:
    assert bring(folder, text, *options) == 2
    assert capfd.readouterr().err.startswith(f"planlint: error: {message}")
    assert not (folder / "plan").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('columns.titel = "A"\n', "m.toml: no column is named for the title"),
        ('columns.title = "A"\n', "m.toml: of which kind a row is cannot be told"),
        ('columns.title = 3\nkind.always = "task"\n', "m.toml:1: columns.title is the whole number 3"),
        ('columns.title = "A"\ncolumns.ownr = "B"\nkind.always = "task"\n', "m.toml: no kind has a field 'ownr'"),
        ('columns.title = "A"\nkind.always = "goal"\n', "m.toml: there is no kind 'goal'"),
        (
            'columns.title = "A"\nkind.always = "task"\nstatus.values.Rejected = "cancelled"\n',
            "m.toml: status 'cancelled' does not exist",
        ),
        ("columns.title =\n", "m.toml: line 1: "),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (folder / "m.toml").write_text(text, encoding="utf-8")
    assert bring(folder, SHEET, "--map", "m.toml") == 2
    assert capfd.readouterr().err.startswith(f"planlint: error: {message}")


def test_a_map_of_ones_own_means_every_column_it_names(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = 'columns.title = "T"\ncolumns.id = "Row"\ncolumns.owner = "Who"\nkind.always = "objective"\n'
    (folder / "m.toml").write_text(text, encoding="utf-8")
    assert bring(folder, "T,Row ID\nA,1\n", "--map", "m.toml", *UNDER) == 2
    assert capfd.readouterr().err.startswith(
        "planlint: error: no row has the headers that are needed; found: 'T', 'Row ID'"
    )
    assert bring(folder, "T,Row\nA,1\n", "--map", "m.toml", *UNDER) == 0
    assert capfd.readouterr().err.startswith("the table has no column 'Who', which the map names\n")


def test_hostile_text_stays_text(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = (
        "Objective,Key Result,Owner\n"
        '"We ""learn""\n[purpose.x]\ntitle = 1","\'=HYPERLINK(""http://x"") \x1b[31m::error::","#\'"""\n'
        '"We ""learn"" [purpose.x] title = 1",目標,"a\nb"\n'
    )
    assert bring(folder, table, *UNDER) == 0
    found = values(folder)
    assert [fields["title"] for fields in found.values()] == [
        'We "learn" [purpose.x] title = 1',
        '=HYPERLINK("http://x") \x1b[31m::error::',
        "目標",
    ]
    assert list(found)[2] == "key_result.key-result"
    assert found["key_result.key-result"]["with"] == ["a", "b"]
    assert "\x1b" not in capfd.readouterr().out + brought(folder)


def test_nothing_is_written_on_trial(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bring(folder, SHEET, *UNDER, "--dry-run") == 0
    out, err = capfd.readouterr()
    assert out.startswith("3 new, 0 changed, 0 unchanged, 0 left out\n--- a/plan/imported.toml\n")
    assert "+metric.current = 12\n" in out
    assert err == "nothing was written: leave out --dry-run to write it\n"
    assert not (folder / "plan").exists()


ISSUES = [
    {
        "number": 12,
        "title": "Call the landlords",
        "state": "OPEN",
        "stateReason": "",
        "assignees": [{"login": "tlind", "name": "Tomas"}],
        "milestone": {"title": "Q4", "dueOn": "2026-12-15T08:00:00Z"},
        "labels": [{"name": "desk"}, {"name": "phone"}],
        "url": "https://github.com/o/r/issues/12",
    },
    {
        "number": 13,
        "title": "Buy a van",
        "state": "CLOSED",
        "stateReason": "NOT_PLANNED",
        "assignees": [],
        "milestone": None,
        "labels": [],
        "url": "https://github.com/o/r/issues/13",
    },
]


def test_issues_come_in_as_tasks_and_later_as_project_items(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert bring(folder, json.dumps(ISSUES), "--under", "landlord-desk", source="issues") == 0
    assert brought(folder) == (
        "[task.call-the-landlords]\n"
        'title = "Call the landlords"\n'
        'tactic = "landlord-desk"\n'
        "due = 2026-12-15\n"
        'assignee = "tomas"\n'
        'tags = ["desk", "phone"]\n'
        'links = ["https://github.com/o/r/issues/12"]\n'
        'x-source = "issues:o/r#12"\n'
        "\n"
        "[task.buy-a-van]\n"
        'title = "Buy a van"\n'
        'tactic = "landlord-desk"\n'
        'links = ["https://github.com/o/r/issues/13"]\n'
        'x-source = "issues:o/r#13"\n'
        'status = "dropped"\n'
    )
    content = {"type": "Issue", "number": 12, "title": "Call the landlords", "url": ISSUES[0]["url"]}
    draft = {"type": "DraftIssue", "title": "A draft"}
    items = [
        {"id": "P1", "status": "In Progress", "title": "Call the landlords", "content": content},
        {"id": "P2", "status": "Todo", "title": "A draft", "content": draft},
    ]
    project = json.dumps({"items": items, "totalCount": 2})
    capfd.readouterr()
    assert bring(folder, project, "--under", "landlord-desk", source="issues") == 0
    assert capfd.readouterr().out == (
        "1 new, 1 changed, 0 unchanged, 0 left out\ntask.call-the-landlords status unset → doing\n"
    )
    # An open issue says nothing of how far it is; one that was opened again is no longer done.
    assert bring(folder, json.dumps(ISSUES), "--under", "landlord-desk", source="issues") == 0
    assert capfd.readouterr().out == "0 new, 0 changed, 2 unchanged, 0 left out\n"
    again = [{**ISSUES[1], "state": "OPEN", "stateReason": "REOPENED"}]
    assert bring(folder, json.dumps(again), "--under", "landlord-desk", source="issues") == 0
    assert capfd.readouterr().out == (
        "0 new, 1 changed, 0 unchanged, 0 left out\ntask.buy-a-van status dropped → unset\n"
    )


def test_an_issue_that_is_left_out_is_named_as_people_know_it(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other = {"title": "???", "state": "OPEN"}
    issues = [*ISSUES, {**ISSUES[0], "title": "…"}, other, {**other, "number": 14}]
    assert bring(folder, json.dumps(issues), "--under", "landlord-desk", source="issues") == 0
    assert capfd.readouterr().out.splitlines()[1:] == [
        "issue o/r#12 left out: its title is '…'",
        "entry 4 left out: its title is '???'",
        "issue 14 left out: its title is '???'",
    ]


@pytest.mark.parametrize("text", ["{", '{"items": 3}', "[1]", "[" * 100_000])
def test_other_json_is_refused(folder: Path, capfd: pytest.CaptureFixture[str], text: str) -> None:
    assert bring(folder, text, "--under", "landlord-desk", source="issues") == 2
    assert "gh issue list --json" in capfd.readouterr().err


def test_without_arguments_it_says_what_can_be_brought_in(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 0
    assert "Download › Comma-separated values" in capfd.readouterr().out
    assert main(["import", "csv"]) == 2
    assert main(["import", "markdown", "a.md"]) == 2


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=8), min_size=1))
@settings(max_examples=60)
def test_cells_come_back_from_csv_as_they_were(cells: list[str]) -> None:
    kept = [re.sub(r"\s+", " ", HARMFUL.sub("", cell)).strip() for cell in cells]
    if not any(kept):
        return
    table = csv_table(csv_text(["A"] * len(kept), [kept]), ",", lambda header: header[0] == "A")
    assert [row.cells for row in table.rows] == [tuple(kept)]


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda one: round(one, 2)))
@settings(max_examples=60)
def test_a_number_is_read_as_it_is_written_with_either_sign(value: float) -> None:
    english = f"{value:,.2f}"
    german = english.translate({ord(","): ".", ord("."): ","})
    assert number_readings(english, ".,") == number_readings(german, ".,") == (value,)


def test_the_page_is_true(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert try_page("import.md", folder, capfd, *DAY) == 6
    assert main(["check", "--select", "PL0,PL1,PL2", "--ignore", "PL207", *DAY]) == 0
