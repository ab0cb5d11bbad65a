"""`planlint export`: the tables, their schemas, when they are written; and the page on fleets, every line of it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from planlint.app.history.period_review import review_period
from planlint.app.history.query import HistoryRequest, query_history
from planlint.app.settings import Where
from planlint.cli.main import main
from planlint.render.export.typed import any_value, number, utc
from planlint.trees import schema_dict
from tests.conftest import Repo
from tests.support.fleet import TODAY, build_fleet
from tests.support.pages import DOCS, blocks

DAY = ["--today", TODAY]
TABLES = ("items", "changes", "points", "findings")


@pytest.fixture
def north(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = build_fleet(tmp_path)["north"]
    monkeypatch.chdir(repo.top)
    return repo


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_row_fits_its_schema_and_says_where_it_is_from(north: Repo, tmp_path: Path) -> None:
    assert main(["export", "-o", str(tmp_path / "out"), *DAY]) == 0
    head = north.run("rev-parse", "HEAD")
    for table in TABLES:
        schema = schema_dict(f"export-{table}")
        check = Draft202012Validator(schema, format_checker=FormatChecker())
        found = rows(tmp_path / "out", table)
        assert found
        for row in found:
            check.validate(row)
            assert list(row) == list(schema["properties"])
            assert (row["schema"], row["repository"], row["as_of"]) == (f"export-{table}", "north", TODAY)
            assert row.get("head", row["commit"]) == head


def test_the_tables_say_what_the_other_commands_say(
    north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "-q", "--emails", "-o", str(tmp_path / "out"), *DAY]) == 0
    capfd.readouterr()
    assert main(["history", "--format", "json", "--kind", "all"]) == 0
    history = json.loads(capfd.readouterr().out)
    changes = rows(tmp_path / "out", "changes")
    facts = ("verb", "item", "key", "commit", "subject", "path")
    assert [[one[key] for key in facts] for one in changes] == [
        [one[key] for key in facts] for one in history["changes"]
    ]
    assert [json.loads(str(one["after_json"] or "null")) for one in changes] == [
        one["after"] for one in history["changes"]
    ]
    points = rows(tmp_path / "out", "points")
    assert [
        (one["item"], one["commit"], one["current"], one["target"], one["progress"], one["due"]) for one in points
    ] == [
        (series["item"], point["commit"], point["current"], point["target"], point["progress"], point["due"])
        for series in history["series"]
        for point in series["points"]
    ]
    main(["check", "--rev", "HEAD", "--format", "json", *DAY])
    findings = json.loads(capfd.readouterr().out)["findings"]
    assert [(one["code"], one["path"], one["line"], one["item"]) for one in rows(tmp_path / "out", "findings")] == [
        (one["code"], one["path"], one["start"]["line"], one["item"]) for one in findings
    ]


def test_nothing_is_written_while_the_commit_is_the_same(
    north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run = ["export", "-o", str(out)]

    def times() -> list[int]:
        return [path.stat().st_mtime_ns for path in sorted(out.iterdir())]

    assert main([*run, *DAY]) == 0
    first = times()
    capfd.readouterr()
    assert main([*run, *DAY]) == 0
    assert capfd.readouterr().err.endswith(" already: nothing is written\n")
    assert main(run) == 0
    assert times() == first
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["commit"] == north.run("rev-parse", "HEAD")
    assert manifest["rows"] == {f"{table}.jsonl": len(rows(out, table)) for table in TABLES}
    for change in (["--today", "2026-11-24"], [*DAY, "--emails"], [*DAY, "--kind", "task"], [*DAY, "--format", "csv"]):
        before = times()
        assert main([*run, *change]) == 0
        assert times() != before
    (out / "items.jsonl").unlink()
    assert main([*run, *DAY]) == 0
    north.commit({"notes.txt": "nothing of the plan"})
    before = times()
    assert main([*run, *DAY]) == 0
    assert times() != before


def test_addresses_are_written_only_when_asked_for(north: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *DAY]) == 0
    assert "example.org" not in capfd.readouterr().out
    assert main(["export", "--emails", *DAY]) == 0
    assert capfd.readouterr().out.count("ann@example.org") > 5
    assert main(["export", "--format", "csv", *DAY]) == 0
    assert "example.org" not in capfd.readouterr().out


def test_csv_has_the_items_alone(north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "csv", "--kind", "key-result", *DAY]) == 0
    printed = capfd.readouterr().out
    found = list(csv.DictReader(io.StringIO(printed)))
    assert [(one["item"], one["owner"], one["stale"], one["metric_current"], one["teams"]) for one in found] == [
        ("key_result.answered", "tomas", "true", "", "desk"),
        ("key_result.days", "ines", "false", "40.0", "desk"),
        ("key_result.days-h1", "ines", "true", "44.0", "desk"),
    ]
    assert list(found[0]) == list(schema_dict("export-items")["properties"])
    assert main(["export", "-o", str(tmp_path / "items.csv"), "--kind", "key-result", *DAY]) == 0
    assert (tmp_path / "items.csv").read_bytes().decode() == printed


def test_values_have_one_type_a_column() -> None:
    assert any_value("v", 40) == {"v_number": 40.0, "v_text": None, "v_date": None, "v_json": "40"}
    assert any_value("v", "2026-12-31") == {
        "v_number": None,
        "v_text": "2026-12-31",
        "v_date": "2026-12-31",
        "v_json": '"2026-12-31"',
    }
    assert any_value("v", True) == {"v_number": None, "v_text": None, "v_date": None, "v_json": "true"}
    assert any_value("v", ["ä"])["v_json"] == '["ä"]'
    assert any_value("v", None) == {"v_number": None, "v_text": None, "v_date": None, "v_json": None}
    assert number(10**400) is None
    assert utc("2026-07-01T23:30:00-02:00") == "2026-07-02T01:30:00Z"
    assert utc("9999-12-31T23:59:59-12:00") == "9999-12-31T23:59:59Z"


@pytest.mark.parametrize("options", [["--rev", "nowhere"], ["--kind", "gaol"], ["-o", "plan.toml/x"]])
def test_what_cannot_be_done_is_exit_2(north: Repo, options: list[str]) -> None:
    assert main(["export", *options, *DAY]) == 2


def test_a_shallow_clone_has_no_history_to_export(
    north: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{north.top}", tmp_path / "cut"], check=True)
    monkeypatch.chdir(tmp_path / "cut")
    assert main(["export", *DAY]) == 2
    assert "the clone is shallow" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["items.jsonl", "manifest.json"])
def test_what_planlint_did_not_write_is_not_overwritten(
    north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text('{"mine": 1}\n', encoding="utf-8")
    assert main(["export", "-o", str(out), *DAY]) == 2
    assert f"planlint did not write '{name}' in '{out}'" in capfd.readouterr().err
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_text(encoding="utf-8") == '{"mine": 1}\n'
    (out / name).rename(out / "notes.json")
    assert main(["export", "-o", str(out), *DAY]) == 0


def test_a_file_in_the_place_of_the_folder_is_named(
    north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables.json").write_text("[]", encoding="utf-8")
    assert main(["export", "-o", str(tmp_path / "tables.json"), *DAY]) == 2
    said = capfd.readouterr().err
    assert "tables.json' is a file\n  help: name a folder, or a file that ends in .jsonl or .csv" in said


def test_a_mirror_whose_head_names_no_branch_says_which_there_are(
    north: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    mirror = tmp_path / "mirror.git"
    subprocess.run(["git", "clone", "-q", "--mirror", north.top, mirror], check=True)
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/gone"], cwd=mirror, check=True)
    monkeypatch.chdir(mirror)
    assert main(["export", *DAY]) == 2
    said = capfd.readouterr().err
    assert "the branch 'gone' has no commits here" in said
    assert "as with --rev main; branches and tags here: main" in said
    assert main(["export", "--rev", "main", *DAY]) == 0


class Fleet:
    """The page on fleets, done line by line in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = duckdb.connect(config={"threads": 1})
        repos = build_fleet(folder / "origins")
        listed = "".join(f"{name} {repo.top}\n" for name, repo in repos.items())
        (folder / "repositories.txt").write_text(listed, encoding="utf-8")
        shutil.copy(DOCS / "fleet.sql", folder / "fleet.sql")
        programs = folder / "programs"
        programs.mkdir()
        for name, words in (("planlint", "-m planlint"), ("python", "")):
            (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        self.variables = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PLANLINT_TODAY": TODAY,
        }

    def runs(self, command: str) -> None:
        subprocess.run(["sh", "-c", command], cwd=self.folder, env=self.variables, check=True)

    def asks(self, statement: str) -> str:
        found = self.base.sql(statement)
        return "" if found is None else "".join(f"{' | '.join(map(str, row))}\n" for row in found.fetchall())


def test_the_page_on_fleets_is_true_and_says_what_history_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fleet = Fleet(tmp_path)
    answer, asked = "", 0
    for language, name, text in blocks("fleet.md"):
        if language == "sh" and name == "run":
            fleet.runs(text)
        elif language == "sh" and name:
            (tmp_path / name).write_text(text, encoding="utf-8")
        elif language == "sql":
            answer, asked = fleet.asks(text), asked + 1
        elif language == "text":
            assert answer == text
    assert asked == 7
    for name in ("north", "south"):
        where = Where(root=str(tmp_path / "origins" / name))
        period = {"north": "2026-H2", "south": "2026-Q4"}[name]
        past = query_history(HistoryRequest(where, period=period))
        review = review_period(past, date.fromisoformat(TODAY))
        score = fleet.asks(
            "SELECT avg(review_score) FROM items "
            f"WHERE repository = '{name}' AND kind = 'objective' AND period = '{period}'"
        )
        assert float(score) == pytest.approx(float(review.mark.value or 0), abs=1e-6)
        unexplained = sorted((str(move.day), move.item) for move in review.moves if move.reason is None)
        moved = fleet.asks(
            f"SELECT day, item FROM changes WHERE repository = '{name}' AND goalpost AND reason IS NULL ORDER BY ALL"
        )
        assert moved == "".join(f"{day} | {item}\n" for day, item in unexplained)
        counted = fleet.asks(f"SELECT count(*) FROM changes WHERE repository = '{name}'")
        assert int(counted) == len(query_history(HistoryRequest(where, kinds=None)).log.lines.splitlines())
    # A second round finds nothing new, and a name that is none stops only itself.
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "tables").rglob("*.jsonl")}
    with (tmp_path / "repositories.txt").open("a", encoding="utf-8") as file:
        file.write(f"nowhere {tmp_path / 'nowhere'}\n")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        fleet.runs("xargs -P 2 -n 2 sh fleet.sh <repositories.txt 2>/dev/null")
    assert failed.value.returncode == 123
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "tables").rglob("*.jsonl")} == before


def test_work_has_a_row_for_each_commit_and_item_it_names(
    north: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run = ["export", "-q", "-o", str(out), *DAY]
    assert main(run) == 0
    assert not (out / "work.jsonl").exists()
    when = "2026-11-20T12:00:00+02:00"
    made = north.commit({"src/a.py": "one\n"}, "Ring\n\nPlan-Item: days, key_result.answered\nPlan-Item: nowhere", when)
    assert main(run) == 0
    found = rows(out, "work")
    schema = schema_dict("export-work")
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    for row in found:
        check.validate(row)
        assert list(row) == list(schema["properties"])
    facts = ("schema", "commit", "head", "date", "day", "author", "email", "subject", "kind", "item")
    told = ["export-work", made, made, "2026-11-20T10:00:00Z", "2026-11-20", "Ann Example", None, "Ring", "key_result"]
    assert [[row[name] for name in facts] for row in found] == [
        [*told, "key_result.answered"],
        [*told, "key_result.days"],
    ]
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["rows"]["work.jsonl"] == 2
    capfd.readouterr()
    assert main(["export", *DAY, "--emails"]) == 0
    all_rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["email"] for row in all_rows if row["schema"] == "export-work"] == ["ann@example.org"] * 2
    assert main([*run, "--kind", "task"]) == 0
    assert rows(out, "work") == []
    north.run("reset", "--quiet", "--hard", "HEAD~1")
    assert main(run) == 0
    assert rows(out, "work") == []  # it is not told any more
