"""A second door: a program that asks the application and needs nothing of the command line."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import planlint
from planlint.app.history.item_history import item_histories
from planlint.app.workspace import open_workspace
from tests.conftest import Repo
from tests.test_docs import blocks

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 30)
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")


def test_unsaved_text_is_checked_in_place_of_the_file(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan.toml": GOOD})
    monkeypatch.chdir(repo.top)
    broken = GOOD + '\n[task.lost]\ntitle = "Lost"\ntactic = "nowhere"\n'
    unsaved = planlint.Where(unsaved={"plan.toml": broken.encode()})
    assert [
        one.code for one in planlint.check(planlint.Where(), TODAY).diagnostics if one.severity.label == "error"
    ] == []
    found = planlint.check(unsaved, TODAY).diagnostics
    assert [(one.code, one.item) for one in found if one.severity.label == "error"] == [("PL201", "task.lost")]
    assert "task.lost" in planlint.read_plan(unsaved).items


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (planlint.Where(root="x" * 400), f"--root: there is no folder '{'x' * 400}'"),
        (planlint.Where(root="a\0b"), r"no file or folder can be called 'a\x00b'"),
        (planlint.Where(root="a\0b", rev="HEAD"), r"no file or folder can be called 'a\x00b'"),
        (planlint.Where(config="\ud800"), r"no file or folder can be called '\ud800'"),
        (planlint.Where(config="a\0b", staged=True), r"no file or folder can be called 'a\x00b'"),
        (planlint.Where(unsaved={"\ud800": b""}), r"no file or folder can be called '\ud800'"),
    ],
)
def test_names_that_no_system_has_are_errors_of_ours(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, where: planlint.Where, message: str
) -> None:
    repo.commit({"plan.toml": GOOD})
    monkeypatch.chdir(repo.top)
    with pytest.raises(planlint.PlanlintError) as error:
        planlint.read_plan(where)
    assert error.value.message == message


def test_what_changed_since_a_base_and_who_reported_last(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    base = repo.commit({"plan.toml": GOOD})
    monkeypatch.chdir(repo.top)
    plan = planlint.read_plan(planlint.Where())
    metric = next(item for item in plan.items.values() if item.kind == "key_result" and "metric" in item.fields)
    current = metric.fields["metric"]["current"]
    text = GOOD.replace(f"current = {current}", f"current = {current + 1}", 1)
    repo.commit({"plan.toml": text})
    where = planlint.Where()
    changes = planlint.compare(where, base, TODAY).review.changes
    assert [(one.verb, one.key) for one in changes] == [("changed", "metric.current")]
    reported = item_histories(open_workspace(where), where, TODAY).of(changes[0].item).last_reported
    assert reported is not None


def test_nothing_is_imported_before_it_is_used() -> None:
    is_here = "print('planlint.app' in sys.modules)"
    script = f"import sys, planlint; {is_here}; planlint.check; {is_here}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue\n"


def test_the_page_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    first, _ = blocks((ROOT / "docs" / "python.md").read_text(encoding="utf-8"), "python")
    exec(compile(first, "python.md", "exec"), {})
    assert capsys.readouterr().out.startswith("18 items\n")
