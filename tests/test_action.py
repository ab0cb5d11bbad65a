"""The Action and the workflows: valid, without a finding of zizmor, and the steps of the Action do what they say."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from planlint.app.starter import starting_files
from planlint.trees.installation import Installation
from tests.conftest import Repo
from tests.support.action_runner import Run, run_action
from tests.support.bench import GOOD, LATELY, NEXT, NOW, WEAKER
from tests.support.forge_server import Forge, served
from tests.test_docs import blocks, section

ROOT = Path(__file__).resolve().parent.parent
ACTION = ROOT / "action.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SITE_PAGE = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
CHECKIN_PAGE = (ROOT / "docs" / "checkin.md").read_text(encoding="utf-8")
SNIPPETS = [snippet for page in (PAGE, SITE_PAGE, CHECKIN_PAGE) for snippet in blocks(page, "yaml")]
PINNED = "planlint/planlint@" + "0" * 40 + " # v0.1.0"
SECRETLY_PINNED = [text.replace("planlint/planlint@v0.1.0", PINNED) for text in SNIPPETS]

DECLARED: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))


def is_valid(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def is_sound(*files: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--quiet", "--color=never", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("No findings to report."), done.stdout


def test_the_action_and_the_workflows_are_valid_and_sound() -> None:
    is_valid("github-actions", ACTION)
    is_valid("github-workflows", *WORKFLOWS)
    is_sound(ACTION, *WORKFLOWS, ROOT / ".pre-commit-hooks.yaml")


def test_the_tests_that_a_workflow_names_are_there() -> None:
    named = [name for file in WORKFLOWS for name in re.findall(r"tests/\w+\.py", file.read_text(encoding="utf-8"))]
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_workflows_that_people_are_given_are_valid_and_sound(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    files = []
    for number, text in enumerate(SECRETLY_PINNED):
        if "runs-on" in text:
            files.append(folder / f"{number}.yml")
            files[-1].write_text(text, encoding="utf-8")
    assert len(files) == 5
    for below in ("", "our team: 1"):
        written = starting_files(below, "main", Installation(True), checkin=True)
        for name in ("plan", "plan-checkin"):
            files.append(folder / f"init-{name}-{len(below)}.yml")
            text = written[f".github/workflows/{name}.yml"]
            pinned = text.replace("planlint/planlint@v0.1.0 # pin it", f"{PINNED}, pin it")
            files[-1].write_text(pinned, encoding="utf-8")
    is_valid("github-workflows", *files)
    is_sound(*files)
    for file in files:
        for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                if step["uses"].startswith("planlint/"):
                    assert step.get("with", {}).keys() <= DECLARED["inputs"].keys()


def test_the_jobs_for_gitlab_that_the_pages_show_are_valid(tmp_path: Path) -> None:
    texts = [text for text in SNIPPETS if "runs-on" not in text]
    assert len(texts) == 2
    (tmp_path / ".gitlab-ci.yml").write_text("\n".join(texts), encoding="utf-8")
    is_valid("gitlab-ci", tmp_path / ".gitlab-ci.yml")


@pytest.mark.parametrize("sort", ["inputs", "outputs"])
def test_the_page_names_every_input_and_output_and_no_other(sort: str) -> None:
    word = sort.removesuffix("s")
    table = section(PAGE, "Inputs and outputs of the Action").split(f"| {word} |", 1)[1].split("\n\n", 1)[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall("`([^`]+)`", row)] == list(DECLARED[sort])


def test_every_action_is_pinned_to_the_same_commit_everywhere() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ACTION, *WORKFLOWS)] + SNIPPETS
    used = {found for text in texts for found in re.findall(r"uses: ([\w/-]+@[0-9a-f]{40} # v\S+)", text)}
    assert {one.split("@")[0] for one in used} == {
        "actions/checkout",
        "actions/deploy-pages",
        "actions/setup-python",
        "actions/upload-artifact",
        "actions/upload-pages-artifact",
        "github/codeql-action/upload-sarif",
    }
    assert len(used) == 6


def locked() -> list[tuple[Requirement, list[str]]]:
    """What the lock names, each with its hashes; a line of any other form fails."""
    text = re.sub("(?m)^ *#.*\n", "", (ROOT / "action.lock").read_text(encoding="utf-8"))
    parts = [re.split(r"\s*\\\n\s+--hash=", entry) for entry in re.split(r"\n(?=\S)", text.rstrip("\n"))]
    return [(Requirement(name), hashes) for name, *hashes in parts]


def test_the_lock_names_one_version_of_each_thing_with_its_hashes() -> None:
    entries = locked()
    names = [canonicalize_name(one.name) for one, _ in entries]
    assert sorted(set(names)) == names
    for requirement, hashes in entries:
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier))
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_lock_satisfies_what_planlint_asks_for_and_what_builds_it(python: str, system: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = project["build-system"]["requires"]
    assert project["dependency-groups"]["build"] == build
    here = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}

    def holds(marker: Marker | None) -> bool:
        return marker is None or marker.evaluate({**here, "platform_python_implementation": "CPython"})

    versions = {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one, _ in locked() if holds(one.marker)
    }
    for text in (*project["project"]["dependencies"], *build):
        wanted = Requirement(text)
        if holds(wanted.marker):
            assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), text


PIP = "-I -m pip install --quiet --disable-pip-version-check"


class Stage:
    """A checked-out repository, and stand-ins for the actions that set up Python and upload."""

    def __init__(self, repo: Repo, tmp_path: Path, api: str) -> None:
        self.repo = repo
        self.temp = tmp_path / "runner temp"
        self.temp.mkdir()
        self.calls = self.temp / "calls"
        self.uploaded: list[Mapping[str, str]] = []
        self.set_up: list[Mapping[str, str]] = []
        self.pages: list[tuple[Mapping[str, str], str]] = []
        self.variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "org/plans",
            "GITHUB_API_URL": api,
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "PLANLINT_TODAY": NOW,
        }

    def happened(self, name: str, payload: Any) -> None:
        event = self.temp / "event.json"
        event.write_text(json.dumps(payload), encoding="utf-8")
        self.variables |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(event)}

    def pull_request(self) -> None:
        sides = {side: {"sha": self.repo.run("rev-parse", rev)} for side, rev in (("base", "main"), ("head", "HEAD"))}
        sides["base"]["ref"] = "main"
        self.happened("pull_request", {"action": "synchronize", "number": 5, "pull_request": {"number": 5, **sides}})

    def run(self, *, cancelled: bool = False, **inputs: str) -> Run:
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        uses = {
            "actions/setup-python": self._python,
            "github/codeql-action/upload-sarif": self._upload,
            "actions/upload-pages-artifact": self._pages,
            "actions/upload-artifact": self._pages,
        }
        return run_action(ACTION, given, uses, self.repo.top, self.variables, self.temp, cancelled)

    def _python(self, inputs: Mapping[str, str]) -> Mapping[str, str]:
        """Give a Python whose environments have this very planlint in them, without an index."""
        self.set_up.append(inputs)
        program = self.temp / "python"
        planlint = (
            f"#!{sys.executable}\\nimport sys\\nsys.path.append({str(ROOT)!r})\\n"
            "from planlint.cli.main import entry\\nentry()\\n"
        )
        program.write_text(
            f'#!/bin/sh\necho "$@" >> "{self.calls}"\n'
            'if [ "$3" = venv ]; then\n'
            f'  mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; printf "{planlint}" > "$4/bin/planlint"\n'
            '  chmod +x "$4/bin/planlint"\nfi\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
        return {"python-path": str(program)}

    def _upload(self, inputs: Mapping[str, str]) -> Mapping[str, str]:
        assert json.loads(Path(inputs["sarif_file"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
        self.uploaded.append(inputs)
        return {}

    def _pages(self, inputs: Mapping[str, str]) -> Mapping[str, str]:
        self.pages.append((inputs, (Path(inputs["path"]) / "index.html").read_text(encoding="utf-8")))
        return {}


@pytest.fixture
def forge() -> Any:
    with served(Forge()) as forge:
        yield forge


@pytest.fixture
def stage(repo: Repo, tmp_path: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    repo.commit({"plan.toml": GOOD}, when=LATELY)
    repo.run("switch", "-q", "-c", "side")
    return Stage(repo, tmp_path, forge.address)


def test_a_pull_request_that_weakens_a_promise(stage: Stage, forge: Forge) -> None:
    stage.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    stage.pull_request()
    run = stage.run()
    assert run.failed
    assert run.ran == ["Set up Python", "Install planlint", "Check the plan"]
    assert stage.set_up == [{"python-version": "3.13", "update-environment": "False"}]
    assert stage.calls.read_text(encoding="utf-8").splitlines() == [
        f"-I -m venv {stage.temp}/planlint",
        f"{PIP} --require-hashes --only-binary=:all: --requirement {ROOT}/action.lock",
        f"{PIP} --no-index --no-deps --no-build-isolation {ROOT}",
    ]
    assert "::error file=plan.toml,line=22" in run.log
    assert run.outputs == {
        "exit-code": "1",
        "errors": "1",
        "warnings": "0",
        "notes": "0",
        "changed-items": "1",
        "comment-url": "https://forge.example/made",
        "issue-url": "",
        "sarif-file": "",
        "report-file": "",
        "site-path": "",
    }
    assert forge.headers[0]["authorization"] == "Bearer the-token-of-the-job"
    assert "1 target weakened" in (stage.temp / "summary.md").read_text(encoding="utf-8")


def test_a_pull_request_that_reports_progress(stage: Stage) -> None:
    stage.repo.commit({"plan.toml": NEXT})
    stage.pull_request()
    run = stage.run(comment="never")
    assert not run.failed
    assert (run.outputs["exit-code"], run.outputs["comment-url"]) == ("0", "")


def test_findings_are_uploaded_although_they_fail_the_check(stage: Stage) -> None:
    stage.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    stage.pull_request()
    run = stage.run(upload_sarif="true", token="")
    assert run.failed
    assert stage.uploaded == [{"sarif_file": str(stage.temp / "planlint.sarif"), "category": "planlint"}]
    assert stage.run(upload_sarif="true", cancelled=True).ran == []
    assert stage.run(sarif_file="plan.sarif").outputs["sarif-file"] == str(stage.repo.top / "plan.sarif")
    assert len(stage.uploaded) == 1


def test_nothing_is_uploaded_where_the_check_could_not_do_its_work(stage: Stage) -> None:
    stage.repo.commit({"plan.toml": NEXT})
    stage.pull_request()
    run = stage.run(upload_sarif="true", base="gone")
    assert run.failed
    assert run.outputs["exit-code"] == "2"
    assert stage.uploaded == []


def test_pages_are_uploaded_for_the_branch_and_as_a_preview_for_a_pull_request(stage: Stage) -> None:
    stage.repo.run("update-ref", "refs/remotes/origin/main", "main")
    stage.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    folder = str(stage.temp / "plan-site")
    stage.happened("push", {})
    run = stage.run(site="true", fail_on="never", base="main")
    assert run.ran[-2:] == ["Make the pages", "Upload the pages"], run.log
    assert run.outputs["site-path"] == folder
    stage.pull_request()
    stage.variables["GITHUB_BASE_REF"] = "main"
    run = stage.run(site="true")
    assert run.failed
    assert run.ran[-2:] == ["Make the pages", "Upload the preview"], run.log
    (pages, plain), (preview, marked) = stage.pages
    assert pages == {"path": folder}
    assert preview == {"name": "plan-preview", "path": folder}
    assert "Needs a decision" not in plain
    assert "Needs a decision" in marked


def test_every_input_reaches_the_command(stage: Stage) -> None:
    stage.repo.commit({"plan.toml": GOOD, "sub/deep/plan.toml": WEAKER, "sub/deep/own.toml": 'ignore = ["PL309"]'})
    stage.happened("workflow_dispatch", {})
    run = stage.run(
        working_directory="sub",
        root="deep",
        config="deep/own.toml",
        base="main",
        new_only="true",
        fail_on="never",
        comment="always",
        issue="always",
        report_file="report.md",
        token="another-token",
    )
    assert not run.failed, run.log
    assert run.outputs["report-file"] == str(stage.repo.top / "sub" / "report.md")
    assert run.outputs["issue-url"] == "https://forge.example/made"
    assert "compared with main" in run.log
    run = stage.run(baseline="gone.json")
    assert "--baseline: there is no file 'gone.json'" in run.log


HOSTILE = ['"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "--version", "-o pwned", "x\n::error::y", "'"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["root", "config", "base", "baseline", "fail-on", "comment", "issue", "report-file"])
def test_no_input_is_taken_for_a_command(stage: Stage, name: str, text: str) -> None:
    stage.happened("workflow_dispatch", {})
    run = stage.run(**{name: text, **({"fail_on": "never"} if name == "report-file" else {})})
    assert run.failed or name == "report-file", run.log
    assert run.outputs["exit-code"] in ("", "0", "2")
    assert not list(stage.repo.top.glob("**/pwned"))
    assert not any(line.startswith("::error::") for line in run.log.splitlines())


def test_nothing_that_is_checked_is_run(stage: Stage) -> None:
    bad = "raise SystemExit('this was run')\n"
    names = ("argparse", "pip", "venv", "sitecustomize", "planlint/__init__", "git", "json", "urllib3")
    stage.repo.commit({"plan.toml": NEXT, **{f"{name}.py": bad for name in names}})
    stage.pull_request()
    run = stage.run()
    assert "this was run" not in run.log
    assert not run.failed


def test_a_comment_reaches_planlint_by_the_events_file_alone(stage: Stage) -> None:
    user = {"login": "ines", "id": 12, "type": "User"}
    comment = {"id": 77, "body": '/planlint set days note="$(touch stolen)`touch stolen`', "user": user}
    issue = {"number": 4, "body": "an issue of somebody"}
    repository = {"default_branch": "main"}
    event = {"action": "created", "issue": issue, "comment": comment, "repository": repository}
    stage.happened("issue_comment", event)
    run = stage.run(checkin="true")
    assert "nothing to do: the issue is not the one" in run.log
    assert not run.failed
    assert not list(stage.repo.top.parent.rglob("stolen"))
