"""What README and docs claim is true: output shown is output printed, plans shown are plans that pass."""

import json
import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from datetime import date
from inspect import signature
from pathlib import Path

import pytest
import yaml

from planlint.app.starter import one_file, starting_dates, starting_files, team_files
from planlint.cli.main import main
from planlint.cli.parser import COMMANDS
from planlint.config import DEFAULT_LIMITS
from planlint.diagnostic import Problem
from planlint.load import load_config
from planlint.rules.all_rules import RULES
from planlint.rules.rule import Rule
from planlint.schema.tables import Tables
from planlint.trees import schema_dict
from planlint.trees.installation import Installation
from tests.conftest import Repo
from tests.support.example_history import build
from tests.support.hooking import MANIFEST
from tests.support.planning import CONFIG, check, lines

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_output_on_the_first_screen_is_what_is_printed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main(["check", "--root", str(ROOT / "examples" / "broken"), "--today", "2026-11-23"])
    printed = capfd.readouterr().out
    shown = blocks(README, "console")[0].split("\n", 1)[1]
    for part in shown.split("...\n"):
        assert part in printed


def test_the_readme_lists_every_command() -> None:
    listed = re.findall(r"^\| `planlint ([a-z]+)", README, re.MULTILINE)
    assert sorted(listed) == sorted(set(COMMANDS) - {"hook"})  # git and pre-commit call that one


def test_the_plan_of_the_readme_has_no_error_or_warning() -> None:
    (plan,) = blocks(README, "toml")
    report = check(plan)
    assert lines(report) == []


def test_the_review_in_the_page_is_what_is_printed(
    repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(repo.top)
    build(repo)
    (shown,) = blocks((ROOT / "docs" / "history.md").read_text(encoding="utf-8"), "console")
    command, printed = shown.split("\n", 1)
    assert main(command.split()[2:]) == 0
    assert capfd.readouterr().out == printed


CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def section(page: str, title: str) -> str:
    """Return what stands below a heading, up to the next one."""
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", page, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


@pytest.mark.parametrize("key", schema_dict("config")["properties"])
def test_every_setting_is_explained_with_an_example_that_is_one(key: str) -> None:
    (example,) = blocks(section(CONFIGURATION, f"`{key}`"), "toml")
    assert list(tomllib.loads(example)) == [key]
    load_config("planlint.toml", example.encode(), CONFIG)


def test_the_examples_have_every_limit_with_its_default_and_every_list_of_words() -> None:
    limits = tomllib.loads(blocks(section(CONFIGURATION, "`limits`"), "toml")[0])["limits"]
    assert limits == DEFAULT_LIMITS
    words = tomllib.loads(blocks(section(CONFIGURATION, "`words`"), "toml")[0])["words"]
    assert list(words) == list(schema_dict("config")["properties"]["words"]["properties"])


KEY_RESULT = """
    [key_result.x]
    title = "{}"
    metric = {{ name = "a", unit = "{}", baseline = 1, target = 5 }}
"""


@pytest.mark.parametrize(
    ("code", "plan"),
    [
        ("PL405", KEY_RESULT.format("Onboard volunteers", "people")),
        ("PL406", KEY_RESULT.format("Uplift our library", "people")),
        ("PL704", KEY_RESULT.format("FILLME", "people")),
        ("PL412", KEY_RESULT.format("Operate the book bus", "people")),
        ("PL417", KEY_RESULT.format("The book is written", "chapters")),
        ("PL705", '[task.x]\ntitle = "Arbeiten an der Webseite"\n'),
    ],
)
def test_the_words_of_the_example_are_understood(code: str, plan: str) -> None:
    (example,) = blocks(section(CONFIGURATION, "`words`"), "toml")
    config = load_config("planlint.toml", example.encode(), CONFIG)
    assert lines(check(plan, code)) == []
    assert len(lines(check(plan, code, config=config))) == 1


def test_both_files_say_the_same() -> None:
    own, shared = blocks(section(CONFIGURATION, "Where settings stand"), "toml")
    first = load_config("planlint.toml", own.encode(), CONFIG)
    second = load_config("pyproject.toml", shared.encode(), CONFIG)
    assert first == second._replace(path="planlint.toml", table=(), document=first.document)
    assert first.limits["objectives-per-person"] == 3


def test_the_wrong_setting_is_told_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text('slect = ["PL2"]\n', encoding="utf-8")
    assert main(["check"]) == 2
    assert blocks(CONFIGURATION, "text") == [capfd.readouterr().err]


def test_every_option_of_check_is_explained_in_a_page(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # where lines are broken, options are too
    main(["check", "--help"])
    options = set(re.findall(r"--[a-z-]+[a-z]", capfd.readouterr().out)) - {"--help"}
    pages = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("docs/*.md"))
    assert "--staged" in options
    assert sorted(option for option in options if f"`{option}" not in pages) == []


def test_the_baseline_page_shows_what_is_written_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    page = (ROOT / "docs" / "baseline.md").read_text(encoding="utf-8")
    plan = (ROOT / "examples" / "broken" / "plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    write, hold = (line.split("#")[0].split()[1:] for line in blocks(page, "sh")[0].splitlines())
    assert main(write) == 0
    assert blocks(page, "json") == [(tmp_path / "baseline.json").read_text(encoding="utf-8")]
    mended = plan.replace('"farm-visit"', '"farm-visits"').replace('"in-progress"', '"doing"')
    (tmp_path / "plan.toml").write_text(mended, encoding="utf-8")
    capfd.readouterr()
    assert main(hold) == 0
    assert blocks(page, "text") == [capfd.readouterr().err]


def test_the_picture_in_the_docs_is_what_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"`planlint (why .*)` on 23 November 2026", page)
    assert main([*command.replace("examples/", f"{ROOT}/examples/").split(), "--today", "2026-11-23"]) == 0
    assert blocks(page, "mermaid") == [capfd.readouterr().out]


def test_the_change_on_its_page_is_told_as_the_page_says(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "changes.md").read_text(encoding="utf-8")
    before, after = blocks(page, "toml")
    repo.commit({"plan.toml": before})
    repo.write("plan.toml", after)
    monkeypatch.chdir(repo.top)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["diff", "--today", "2026-11-23"]) == 0
    assert blocks(page, "text") == [capfd.readouterr().out]


HOOKS = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")


def test_the_hooks_are_called_and_say_what_their_page_shows(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = blocks((ROOT / "docs" / "changes.md").read_text(encoding="utf-8"), "toml")[0]
    repo.commit({"plan.toml": before})
    repo.write("plan.toml", before.replace("metric.target = 21", "metric.target = 30"))
    repo.run("add", "--all")
    message = repo.write(".git/COMMIT_EDITMSG", "")
    monkeypatch.chdir(repo.top)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    assert main(["hook", "prepare-commit-msg", ".git/COMMIT_EDITMSG"]) == 0
    assert blocks(HOOKS, "text") == [message.read_text(encoding="utf-8").lstrip()]
    message.write_text("Be realistic\n", encoding="utf-8")
    assert main(["hook", "commit-msg", ".git/COMMIT_EDITMSG"]) == 1
    assert [block.split("\n", 1)[1] for block in blocks(HOOKS, "console")] == [capfd.readouterr().out]


def test_the_projects_own_plan_was_sound_on_the_day_it_was_written(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(ROOT), "--today", "2026-11-24", "--fail-on", "info"]) == 0
    assert "all reach the purpose: nothing to report" in capfd.readouterr().out


def test_every_hook_of_the_manifest_is_on_the_page_and_in_what_init_writes() -> None:
    (shown,) = (yaml.safe_load(block) for block in blocks(HOOKS, "yaml"))
    assert all(f"| `{hook['id']}` | " in HOOKS for hook in MANIFEST)
    entries = {hook["id"]: hook["entry"] for hook in MANIFEST}
    (ours,) = shown["repos"]
    for came_from in (Installation(True), Installation(False, "0" * 40)):
        written = yaml.safe_load(starting_files("", "main", came_from)[".pre-commit-config.yaml"])
        (own,) = written["repos"]
        assert {hook["id"]: " ".join(["planlint", *hook["args"]]) for hook in own["hooks"]} == {
            one["id"]: entries[one["id"]] for one in ours["hooks"]
        }
        assert all(shlex.split(hook["entry"])[-1] == "planlint" for hook in own["hooks"])
        assert shown["default_install_hook_types"] == written["default_install_hook_types"]
        assert {stage for one in own["hooks"] for stage in one["stages"]} == set(written["default_install_hook_types"])
        assert {one["language"] for one in own["hooks"]} == {"python" if came_from.is_released else "system"}


def test_the_generated_pages_are_fresh() -> None:
    generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    there = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert there == generate["pages"]()


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#]+)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_the_waivers_of_the_page_are_all_needed() -> None:
    (plan,) = blocks((ROOT / "docs" / "waivers.md").read_text(encoding="utf-8"), "toml")
    report = check(plan)
    assert lines(report) == []
    assert report.summary.suppressed == 3
    after = [line.split(" ")[1] for line in lines(check(plan, "PL601", "PL902", today=date(2027, 2, 1)))]
    assert after == ["PL601", "PL902"]


def test_the_rules_on_the_page_on_adding_one_are_those_that_run() -> None:
    page = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
    named = re.findall(r"This is `(planlint/rules/\S+)`:", page)
    assert blocks(page, "python") == [(ROOT / path).read_text(encoding="utf-8") for path in named]
    assert len(named) == 2
    fields = set(re.findall(r"`(\w+)=", page)) | set(re.findall(r"\*\*`(\w+)`\*\*", page)) - {"ctx"}
    assert fields - {*signature(Rule).parameters, *Problem._fields} == set()


def test_a_problem_matcher_reads_what_concise_prints(capfd: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "language-server.md").read_text(encoding="utf-8")
    (shown,) = blocks(page, "json")
    pattern = json.loads(shown)["problemMatcher"]["pattern"]
    main(["check", "--root", str(ROOT / "examples" / "broken"), "--format", "concise", "--quiet"])
    printed = capfd.readouterr().out.splitlines()
    found = [re.fullmatch(pattern["regexp"], line) for line in printed]
    assert all(found)
    assert {match[pattern["file"]] for match in found if match} == {"plan.toml"}


def layouts() -> Iterator[tuple[str, str]]:
    """Yield every plan that is shown or written as an example, with where it stands."""
    for path in sorted(ROOT.glob("examples/**/*.toml")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))):
        for number, block in enumerate(blocks(path.read_text(encoding="utf-8"), "toml")):
            yield f"{path.name} {number}", block
    for one in RULES:
        for name, example in (("bad", one.bad), ("good", one.good)):
            for number, version in enumerate(re.split(r"^#---.*\n", example, flags=re.MULTILINE)):
                yield f"{one.code} {name} {number}", version
    dates = starting_dates(date(2026, 11, 23))
    yield "init", one_file(dates)
    yield from team_files(["Kitchen"], dates).items()


def test_examples_are_in_the_layout_that_is_written() -> None:
    tables = Tables(schema_dict("plan"))
    astray = []
    for where, text in layouts():
        try:
            kinds = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue  # it shows that
        for kind in tables.kinds:
            for name, fields in kinds.get(kind, {}).items():
                for keys, order in (
                    (fields, tables.fields(kind)),
                    (fields.get("metric", ()), tables.keys((kind, name, "metric"))),
                ):
                    known = [key for key in keys if key in order]
                    if known != sorted(known, key=order.index):
                        astray.append(f"{where}: {kind}.{name}: {known} stand as {sorted(known, key=order.index)}")
    assert not astray, "\n".join(astray)
