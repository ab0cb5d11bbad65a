"""The command line end to end: exit statuses, where output goes, bad input."""

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planlint.app.ci.check import CiRequest
from planlint.app.edit.carry import CarryRequest
from planlint.app.edit.new import NewRequest
from planlint.app.exchange.export_tables import ExportRequest
from planlint.app.exchange.import_table import ImportRequest
from planlint.app.history.query import HistoryRequest
from planlint.app.site.build import SiteRequest
from planlint.app.work.request import WhyRequest
from planlint.cli.main import main
from tests.conftest import Repo

ROOT = Path(__file__).resolve().parent.parent
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
DAY = ["--today", "2026-11-23"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text("", encoding="utf-8")
    (tmp_path / "plan.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_clean_plan_exits_with_0(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *DAY]) == 0
    assert "nothing to report" in capfd.readouterr().out


@pytest.mark.parametrize("example", ["small", "teams"])
def test_the_shipped_plans_are_clean(example: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(ROOT / "examples" / example), "--format", "concise", *DAY]) == 0
    assert capfd.readouterr().out == ""


def test_the_broken_example_shows_each_fault_once(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(ROOT / "examples" / "broken"), "--format", "json", *DAY]) == 1
    report = json.loads(capfd.readouterr().out)
    assert sorted(one["code"] for one in report["findings"]) == [
        "PL101", "PL102", "PL103", "PL104", "PL105", "PL201", "PL202", "PL203", "PL208", "PL304",
    ]  # fmt: skip
    assert report["summary"] == {
        "files": 1, "items": 13, "errors": 8, "warnings": 2, "infos": 0, "suppressed": 0,
    }  # fmt: skip
    dangling = next(one for one in report["findings"] if one["code"] == "PL201")
    assert dangling == {
        "code": "PL201",
        "name": "unknown-reference",
        "severity": "error",
        "message": "there is no tactic 'farm-visit'",
        "path": "plan.toml",
        "start": {"line": 54, "column": 10},
        "end": {"line": 54, "column": 22},
        "item": "task.call-growers",
        "key": "tactic",
        "help": "did you mean 'farm-visits'?",
        "related": [
            {
                "path": "plan.toml",
                "start": {"line": 36, "column": 1},
                "end": {"line": 36, "column": 21},
                "message": "'farm-visits' is declared here",
            }
        ],
        "fix": {
            "safe": True,
            "edits": [
                {
                    "path": "plan.toml",
                    "start": {"line": 54, "column": 10},
                    "end": {"line": 54, "column": 22},
                    "text": '"farm-visits"',
                }
            ],
        },
    }


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning"], 1),
        ([], 1),
        (["--exit-zero"], 0),
        (["--select", "PL208"], 0),
        (["--select", "PL208", "--fail-on", "warning"], 1),
        (["--ignore", "PL1,PL2,PL3"], 0),
        (["--statistics"], 1),
    ],
)
def test_the_exit_status_follows_what_is_shown(arguments: list[str], status: int) -> None:
    assert main(["check", "--root", str(ROOT / "examples" / "broken"), *arguments, *DAY]) == status


TOO_LONG = "q" * 300  # for the name of a file


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--select", "unknown-refrence"], "there is no rule 'unknown-refrence'\n  help: did you mean"),
        (["check", "--select", ""], "--select names no rule"),
        (["check", "--ignore", " ,"], "--ignore names no rule"),
        (["check", "missing.toml"], "there is no file or folder 'missing.toml'"),
        (["check", "--root", "nowhere"], "--root: there is no folder 'nowhere'"),
        (["check", "--root", TOO_LONG], f"--root: there is no folder '{TOO_LONG[:199]}…'"),
        (["tree", "--root", TOO_LONG], f"--root: there is no folder '{TOO_LONG[:199]}…'"),
        (["schema", TOO_LONG], f"there is no schema '{TOO_LONG[:199]}…'"),
        (["check", "--config", "nowhere.toml"], "the configuration 'nowhere.toml' cannot be read"),
        (["check", "--today", "tomorrow"], "--today: 'tomorrow' is not a date"),
        (["check", "--rev", "HEAD"], "is not in a git repository"),
        (["check", "-"], "`-` reads standard input, and needs --stdin-filename"),
        (["check", "-o", "nowhere/out.txt"], "'nowhere/out.txt' cannot be written"),
        (["chekc"], "there is no command 'chekc'; did you mean 'check'?"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        ([TOO_LONG], f"there is no command '{TOO_LONG[:199]}…'\n"),
        (["check", f"--{2 * TOO_LONG}"], f"unrecognized arguments: --{TOO_LONG[:198]}…\n"),
        (["check", "--format", TOO_LONG], f"invalid choice: '{TOO_LONG[:199]}…'"),
        (["rule", "PL9999"], "there is no rule 'PL9999'"),
        (["schema", "plam"], "there is no schema 'plam'"),
        (["why", "days-to-bik"], "days-to-bik"),
        (["tree", "task.nothing-like-it"], "nothing-like-it"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_exit_2(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    printed = capfd.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("okrs/q1.toml", "'okrs/q1.toml' is not a plan file: no pattern of `include` meets it\n"
         '  help: to include it, add "okrs/*.toml" to `include` in planlint.toml\n'),
        ("okrs", "there is no plan file in 'okrs'\n"
         '  help: to include it, add "okrs/**/*.toml" to `include` in planlint.toml\n'),
        ("notes.md", "'notes.md' is not a plan file: no pattern of `include` meets it\n"
         '  help: to include it, add "notes.md" to `include` in planlint.toml\n'),
        ("plan/draft.toml", "'plan/draft.toml' is not a plan file: `exclude` in planlint.toml leaves it out\n"),
        ("../beside.toml", "'../beside.toml' is outside the plan's root, "),
    ],
)  # fmt: skip
def test_a_path_that_no_plan_file_is_at_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], named: str, message: str
) -> None:
    root = tmp_path / "root"
    broken = '[objectve.x]\ntitel = "n"\n'
    for path in ("okrs/q1.toml", "notes.md", "plan/draft.toml", "plan/good.toml", "../beside.toml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(broken if "good" not in path else '[purpose.x]\ntitle = "n"\n', encoding="utf-8")
    (root / "planlint.toml").write_text('exclude = ["plan/draft.toml"]\n', encoding="utf-8")
    monkeypatch.chdir(root)
    assert main(["check", "plan/good.toml", named]) == 2
    printed = capfd.readouterr()
    assert printed.err.startswith(f"planlint: error: {message}")
    assert printed.out == ""
    for sound in ("plan/good.toml", "plan", ".", "planlint.toml"):
        assert main(["check", sound]) == 0


def test_no_plan_files_is_exit_2_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "planlint init" in capfd.readouterr().err


def test_a_bad_configuration_is_exit_2_with_its_place(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "planlint.toml").write_text('slect = ["PL2"]\n', encoding="utf-8")
    assert main(["check"]) == 2
    assert "planlint.toml:1:1: unknown key `slect`\n  help: did you mean `select`?" in capfd.readouterr().err


def test_an_output_file_is_written_whole_and_standard_output_stays_empty(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", "json", "-o", "out.json", *DAY]) == 0
    assert capfd.readouterr().out == ""
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["findings"] == []
    assert sorted(path.name for path in folder.iterdir()) == ["out.json", "plan.toml", "planlint.toml"]


def test_the_format_of_the_environment_holds_where_it_fits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANLINT_FORMAT", "json")
    assert main(["check", *DAY]) == 0
    assert json.loads(capfd.readouterr().out)["version"] == 1
    monkeypatch.setenv("PLANLINT_FORMAT", "concise")
    assert main(["tree", *DAY]) == 0
    assert capfd.readouterr().out


def test_standard_input_stands_in_place_of_a_file(folder: Path) -> None:
    text = GOOD.replace("[purpose.", "[purpos.", 1)
    command = [sys.executable, "-m", "planlint", "check", "--stdin-filename", "plan.toml", "-", "--format", "concise"]
    done = subprocess.run(
        [*command, *DAY], input=text.encode(), capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 1
    assert b"PL105 unknown-kind" in done.stdout
    assert (folder / "plan.toml").read_text(encoding="utf-8") == GOOD


def test_output_is_utf8_whatever_the_locale(folder: Path) -> None:
    (folder / "plan.toml").write_text('[purpose.a]\ntitle = "Zuhause für alle – 家"\nowner = "x"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "check"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert "Zuhause für alle – 家" in done.stdout.decode("utf-8") or done.returncode == 1
    assert "·" in done.stdout.decode("utf-8")


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "check"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(writer)
    assert done.stderr == b""


def test_a_closed_or_full_output_is_no_accident_of_the_program(folder: Path) -> None:
    (folder / "plan.toml").write_text('[tactic.a]\ntitle = "A"\nkey_result = "gone"\n', encoding="utf-8")
    command = f'"{sys.executable}" -m planlint check'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    closed = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, env=env)
    assert (closed.returncode, closed.stderr) == (1, b"")
    full = subprocess.run(["sh", "-c", f"{command} >/dev/full"], capture_output=True, env=env)
    assert full.returncode == 2
    assert full.stderr == b"planlint: error: the results cannot be written: No space left on device\n"


def test_init_makes_a_plan_that_passes_and_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for day in ("0001-01-01", "2026-01-01", "2026-05-02", "2026-11-23", "2028-02-29", "9999-12-31"):
        assert main(["init", day, "--today", day]) == 0
        capfd.readouterr()
        assert main(["check", "--root", day, "--format", "concise", "--today", day]) == 0
        assert capfd.readouterr().out == ""
    (tmp_path / "2026-01-01" / "plan.toml").write_text("mine = 1\n", encoding="utf-8")
    assert main(["init", "2026-01-01"]) == 0
    assert (tmp_path / "2026-01-01" / "plan.toml").read_text(encoding="utf-8") == "mine = 1\n"


def test_init_below_the_top_makes_a_plan_that_is_found(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The hooks and the workflow stand where they are looked for, and name the folder."""
    repo.run("symbolic-ref", "HEAD", "refs/heads/trunk")
    folder = repo.top / "our team: 1"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["init", "--today", "2026-11-23"]) == 0
    written = ["plan.toml", "planlint.toml", "../.pre-commit-config.yaml", "../.github/workflows/plan.yml"]
    printed = capfd.readouterr()
    assert printed.out == "".join(f"wrote {name}\n" for name in written)
    assert printed.err.startswith("next: planlint check\nthen: ")
    assert main(["check", "--today", "2026-11-23"]) == 0
    hooks = yaml.safe_load((repo.top / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [hook["args"] for hook in hooks["repos"][0]["hooks"]] == [
        [*command.split(), "--root", "our team: 1"]
        for command in ("check --staged", "hook prepare-commit-msg", "hook commit-msg", "hook pre-push")
    ]
    workflow = yaml.safe_load((repo.top / ".github" / "workflows" / "plan.yml").read_text(encoding="utf-8"))
    assert workflow[True]["push"]["branches"] == ["trunk"]
    assert workflow["jobs"]["plan"]["steps"][1]["with"] == {"root": "our team: 1"}
    repo.commit({})
    repo.run("update-ref", "refs/remotes/origin/next", "HEAD")
    repo.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/next")
    capfd.readouterr()
    (repo.top / ".github" / "workflows" / "plan.yml").unlink()
    assert main(["init", "--today", "2026-11-23"]) == 0
    assert capfd.readouterr().err.splitlines()[:3] == [
        "there is a plan already in ., and it stays as it is",
        "../.pre-commit-config.yaml is there already and stays as it is",
        "next: planlint check",
    ]
    assert 'branches: ["next"]' in (repo.top / ".github" / "workflows" / "plan.yml").read_text(encoding="utf-8")


def test_init_splits_no_plan_that_is_there(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.write("plan/p.toml", GOOD)
    monkeypatch.chdir(repo.top / "plan")
    assert main(["init"]) == 0
    assert [path.name for path in (repo.top / "plan").iterdir()] == ["p.toml"]
    assert "--root" not in (repo.top / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    told = capfd.readouterr().err
    assert told.startswith("there is a plan already in .., and it stays as it is\nnext: planlint check\n")


def test_init_writes_where_the_settings_look_and_one_file_a_team(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    repo.write("planlint.toml", 'include = ["okr/**/*.toml"]\n')
    assert main(["init", "--today", "2026-11-23"]) == 0
    assert (repo.top / "okr/plan.toml").is_file()
    assert main(["init", "teams", "--teams", "Kitchen,Garden & Yard", "--today", "2026-11-23"]) == 0
    assert sorted(path.name for path in (repo.top / "teams/plan").iterdir()) == [
        *("garden-yard.toml", "kitchen.toml", "plan.toml", "teams.toml")
    ]
    capfd.readouterr()
    assert main(["check", "--root", "teams", "--format", "concise", "--today", "2026-11-23"]) == 0
    assert capfd.readouterr().out == ""
    assert main(["init", "other", "--teams", "Kitchen,kitchen"]) == 2
    assert "'kitchen' makes no id of its own" in capfd.readouterr().err


def test_init_prints_what_is_to_be_added_to_files_that_are_there(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    repo.write(".pre-commit-config.yaml", "default_install_hook_types: [pre-commit]\nrepos: []\n")
    repo.write(".github/workflows/plan.yml", "name: mine\n")
    assert main(["init", "--today", "2026-11-23"]) == 0
    printed = capfd.readouterr().out
    assert "add to `default_install_hook_types` in .pre-commit-config.yaml what it lacks of pre-commit," in printed
    assert "\n  - repo: local\n    hooks:\n      - id: planlint\n" in printed
    assert "add this job to .github/workflows/plan.yml:\njobs:\n  plan:\n" in printed
    assert (repo.top / ".github/workflows/plan.yml").read_text(encoding="utf-8") == "name: mine\n"


def test_init_names_the_plan_that_is_there(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    repo.write(".planning/planlint.toml", "")
    repo.write(".planning/plan/a.toml", GOOD)
    assert main(["init", ".planning"]) == 0
    assert "next: planlint check --root .planning\n" in capfd.readouterr().err
    assert '--root, ".planning"' in (repo.top / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repo.write("planlint.toml", 'include = ["team/*.toml"]\n')
    repo.write("team/goals.toml", GOOD)
    (repo.top / ".github" / "workflows" / "plan.yml").unlink()
    assert main(["init", "team"]) == 0
    assert "next: planlint check\n" in capfd.readouterr().err


def test_init_takes_odd_names_and_no_bare_repository(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    assert main(["init", "./-plan 😀"]) == 0
    assert "next: planlint check --root='-plan 😀'\n" in capfd.readouterr().err
    hooks = yaml.safe_load((repo.top / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert hooks["repos"][0]["hooks"][0]["args"] == ["check", "--staged", "--root=-plan 😀"]
    repo.run("init", "-q", "--bare", "bare.git")
    monkeypatch.chdir(repo.top / "bare.git")
    assert main(["init"]) == 2
    assert "is in a bare repository" in capfd.readouterr().err


def test_every_rule_has_a_page_in_every_format(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "unknown-reference"]) == 0
    assert "days-to-kyes" in capfd.readouterr().out
    assert main(["rule", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["rules"][0]["code"] == "PL001"
    assert main(["rule", "PL201", "--format", "markdown"]) == 0
    assert capfd.readouterr().out == (ROOT / "docs" / "rules" / "unknown-reference.md").read_text(encoding="utf-8")


def test_the_beginning_of_codes_lists_a_family(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "pl10", "--format", "json"]) == 0
    listed = json.loads(capfd.readouterr().out)["rules"]
    assert [one["code"] for one in listed] == [f"PL10{digit}" for digit in range(1, 9)]
    assert listed[0]["url"].endswith("/docs/rules/unknown-key.md")
    assert main(["rule", "PL00"]) == 0
    listed_codes = [line[:5] for line in capfd.readouterr().out.splitlines() if not line.startswith(" ")]
    assert listed_codes == ["PL001", "PL002", "PL003", "PL004"]


def test_a_list_in_markdown_links_the_published_pages(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "PL00", "--format", "markdown"]) == 0
    address = "https://github.com/planlint/planlint/blob/main/docs/rules/invalid-toml.md"
    assert f"| [PL001]({address}) | invalid-toml | error |" in capfd.readouterr().out


def test_init_writes_all_its_files_or_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new" / ".github").mkdir(parents=True)
    (tmp_path / "new" / ".github" / "workflows").symlink_to(tmp_path)
    assert main(["init", str(tmp_path / "new")]) == 2
    assert (
        "'.github/workflows/plan.yml' was not written: it is a link that leads out of the root"
        in capfd.readouterr().err
    )
    assert [path.name for path in (tmp_path / "new").iterdir()] == [".github"]


def test_at_the_top_of_a_repository_the_plan_below_is_named(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.write("docs/strategy/planlint.toml", "")
    repo.write("docs/strategy/plan.toml", GOOD)
    monkeypatch.chdir(repo.top)
    assert main(["check"]) == 2
    assert "a plan is in docs/strategy: go there, or name it with --root" in capfd.readouterr().err
    assert main(["check", "--root", "docs/strategy", "--exit-zero"]) == 0


REQUESTS: dict[str, tuple[Any, set[str]]] = {
    "carry": (CarryRequest, set()),
    "ci": (CiRequest, {"event", "period_review", "notes"}),
    "export": (ExportRequest, {"kinds", "for_today", "progress"}),
    "history": (HistoryRequest, {"kinds", "owners", "first", "last", "with_series", "progress"}),
    "import": (ImportRequest, set()),
    "new": (NewRequest, set()),
    "site": (SiteRequest, {"progress"}),
    "why": (WhyRequest, set()),
}


@pytest.mark.parametrize("command", REQUESTS)
def test_every_field_of_a_request_is_an_option_or_is_given_by_its_command(command: str) -> None:
    request, given = REQUESTS[command]
    parser = argparse.ArgumentParser()
    importlib.import_module(f"planlint.cli.arguments.{command}").add_to(parser)
    options = {action.dest for action in parser._actions} | parser._defaults.keys()
    assert set(request.__match_args__) - {"where", "today"} - given <= options
