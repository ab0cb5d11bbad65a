"""When a key result was last reported: one answer for every command that asks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.commit import Commit
from planlint.history.fold import step_between
from planlint.history.item_history import ItemHistories, ItemHistory
from planlint.history.line_format import write_lines
from planlint.model.figures.freshness import is_check_in
from planlint.model.items import KeyResult
from tests.conftest import Repo
from tests.support.planning import plan_of
from tests.support.terminal import in_terminal

NOON = "T12:00:00+00:00"
DAY = ["--today", "2026-10-15"]
PLAN = """
[objective.faster]
title = "Moving in takes weeks, not months"
[key_result.days-to-keys]
title = "The wait from intake to keys is three weeks"
objective = "faster"
evidence = "the sheet of September"
metric = {name = "days", baseline = 58, target = 21, current = 50}
"""


@pytest.mark.parametrize(
    ("key", "before", "after", "counts"),
    [
        ("metric.current", 50, 44, True),
        ("metric.current", 50, None, True),
        ("metric.as_of", None, "2026-09-30", True),
        ("reached", [], ["pilot"], True),
        ("score", None, 0.7, True),
        ("confidence", 0.5, 0.4, True),
        ("note", None, "The desk counts from Monday.", True),
        ("evidence", "sheet 1", "sheet 2", True),
        ("status", None, "on-track", True),
        ("status", "planned", "at-risk", True),
        ("status", "on-track", "off-track", True),
        ("status", "on-track", "planned", False),
        ("status", "on-track", None, False),
        ("status", "on-track", "done", False),
        ("status", "on-track", "closed", False),
        ("status", "dropped", "on-track", False),
        ("status", "todo", "doing", False),
        ("metric.target", 21, 30, False),
        ("metric.name", "days", "weeks", False),
        ("title", "a", "b", False),
        ("due", None, "2026-12-31", False),
        (None, None, None, False),
    ],
)
def test_what_a_check_in_is(key: str | None, before: object, after: object, counts: bool) -> None:
    assert is_check_in(key, before, after) is counts


def history(*versions: tuple[str, str], name: str = "key_result.k") -> ItemHistory:
    """Return the history of an item of which each version was committed on a day."""
    lines = b""
    before = plan_of("")
    for number, (day, text) in enumerate(versions):
        after = plan_of(text)
        when = f"{day}{NOON}"
        commit = Commit(f"{number:040x}", (), when, when, "Ines", "", "a change")
        lines += write_lines(step_between(commit, before, after))
        before = after
    return ItemHistories(lines).of(name)


def test_the_day_of_the_last_check_in_else_the_day_it_was_added() -> None:
    text = '[key_result.k]\ntitle = "K"\nmetric.current = {}\n{}\n'
    versions = [("2026-09-01", text.format(50, "")), ("2026-09-20", text.format(50, 'owner = "ines"'))]
    assert str(history(*versions).last_reported) == "2026-09-01"
    versions.append(("2026-10-02", text.format(44, "")))
    assert str(history(*versions).last_reported) == "2026-10-02"
    versions.append(("2026-10-09", text.format(44, 'status = "done"')))
    assert str(history(*versions).last_reported) == "2026-10-02"
    assert ItemHistories(b"").of("key_result.k").last_reported is None


def test_what_came_back_is_as_new_as_its_return() -> None:
    text = '[key_result.k]\ntitle = "K"\nmetric.current = 3\n'
    versions = [("2026-09-01", text), ("2026-09-10", ""), ("2026-10-01", text)]
    found = history(*versions)
    assert str(found.last_reported) == "2026-10-01"
    assert len(found.changes) == 1


def test_a_new_item_that_takes_a_former_name_has_a_history_of_its_own() -> None:
    first = '[key_result.c]\ntitle = "K"\nmetric.current = 3\n'
    for name in ("a", "z"):
        then = f'[key_result.{name}]\ntitle = "K"\nformerly = ["c"]\nmetric.current = 3\n'
        versions = [("2026-09-01", first), ("2026-10-05", then), ("2026-10-06", then + "[key_result.c]\n")]
        assert str(history(*versions, name=f"key_result.{name}").last_reported) == "2026-09-01"
        assert str(history(*versions, name="key_result.c").last_reported) == "2026-10-06"


def test_the_values_measured_with_their_days() -> None:
    text = '[key_result.k]\ntitle = "K"\nmetric.current = {}\n'
    item = plan_of(text.format(1)).items["key_result.k"]
    assert isinstance(item, KeyResult)
    versions = [(f"2026-09-0{value}", text.format(value)) for value in (1, 2, 3)]
    versions.append(("2026-09-04", '[key_result.k]\ntitle = "K"\n'))
    values = history(*versions).reported_values(item)
    assert [(day.day, value) for day, value in values] == [(1, 1), (2, 2), (3, 3)]


def test_the_steps_reached_with_their_days() -> None:
    text = '[key_result.k]\ntitle = "K"\nmilestones = {{a = "undated", b = "undated"}}\nreached = [{}]\n'
    item = plan_of(text.format("")).items["key_result.k"]
    assert isinstance(item, KeyResult)
    values = history(("2026-09-01", text.format("")), ("2026-09-09", text.format('"a"'))).reported_values(item)
    assert [(day.day, value) for day, value in values] == [(1, []), (9, ["a"])]


def moved(repo: Repo) -> None:
    repo.commit({"plan.toml": None, "plan/kr.toml": PLAN}, when=f"2026-10-10{NOON}")


def renamed(repo: Repo) -> None:
    repo.write("plan.toml", PLAN)
    assert main(["rename", "--root", str(repo.top), "days-to-keys", "wait"]) == 0
    repo.commit({}, when=f"2026-10-10{NOON}")


def rewritten(repo: Repo) -> None:
    text = PLAN.replace('objective = "faster"', 'objective = "faster"\nowner = "ines"').replace(
        "target = 21", "target = 14"
    )
    repo.commit({"plan.toml": text}, when=f"2026-10-10{NOON}")


@pytest.mark.parametrize("change", [moved, renamed, rewritten])
def test_every_command_says_the_same_after(
    change: Callable[[Repo], None], repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"plan.toml": PLAN}, when=f"2026-09-01{NOON}")
    change(repo)
    capfd.readouterr()
    monkeypatch.chdir(repo.top)
    main(["check", "--history", *DAY, "--select", "PL851", "--format", "concise"])
    assert "nothing was reported for 44 days, since 1 Sep 2026" in capfd.readouterr().out
    ended = in_terminal(["checkin", *DAY], repo.top, ["q"])
    assert "1 key result is due for a check-in." in ended.screen
    assert "1 Sep 2026: 50" in ended.screen
    summary = repo.top.parent / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "schedule")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    main(["ci", *DAY, "--fail-on", "never"])
    said = capfd.readouterr().out
    assert "PL851" in said
    assert "nothing was reported for 44 days, since 1 Sep 2026" in said
    assert "## 1 of 1 open key result is due for a check-in" in summary.read_text(encoding="utf-8")
    assert "1 Sep 2026, 44 days ago" in summary.read_text(encoding="utf-8")


def test_new_evidence_is_a_check_in_for_every_command(
    repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"plan.toml": PLAN}, when=f"2026-09-01{NOON}")
    repo.commit({"plan.toml": PLAN.replace("sheet of September", "sheet of October")}, when=f"2026-10-10{NOON}")
    monkeypatch.chdir(repo.top)
    main(["diff", "HEAD~1", "HEAD"])
    assert "1 check-in" in capfd.readouterr().out
    main(["check", "--history", *DAY, "--select", "PL851"])
    assert "PL851" not in capfd.readouterr().out
    assert "the one open key result was updated recently" in in_terminal(["checkin", *DAY], repo.top).screen


def test_what_is_written_and_not_committed_is_reported_today(repo: Repo) -> None:
    repo.commit({"plan.toml": PLAN}, when=f"2026-09-01{NOON}")
    repo.write("plan.toml", PLAN.replace("current = 50", "current = 44"))
    assert "the one open key result was updated recently" in in_terminal(["checkin", *DAY], repo.top).screen
    ended = in_terminal(["checkin", "--all", *DAY], repo.top, ["q"])
    assert "1 Sep 2026: 50 · 15 Oct 2026: 44" in ended.screen


def test_a_check_in_asks_where_git_cannot_tell(repo: Repo, tmp_path: Path) -> None:
    bare_folder = tmp_path / "no-git"
    bare_folder.mkdir()
    (bare_folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    (bare_folder / "planlint.toml").write_text("", encoding="utf-8")
    repo.write("plan.toml", PLAN)
    for folder in (bare_folder, repo.top):  # no repository; no commit
        assert "1 key result is due for a check-in." in in_terminal(["checkin", *DAY], folder, ["q"]).screen


def test_a_shallow_clone_does_not_make_an_old_value_new(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"plan.toml": PLAN}, when=f"2026-09-01{NOON}")
    repo.commit({"plan.toml": PLAN.replace("faster", "quicker")}, when=f"2026-10-10{NOON}")
    clone = tmp_path / "clone"
    repo.run("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(clone))
    assert "1 key result is due for a check-in." in in_terminal(["checkin", *DAY], clone, ["q"]).screen
