"""What is selected: every command knows the same words, former ids and both spellings of a kind."""

import json

import pytest

from planlint.cli.main import main
from planlint.model.naming import NamingError, kinds_named
from planlint.model.selection import ItemSelection, answering, selected
from tests.conftest import Repo
from tests.support.planning import plan_of

PLAN = """
[objective.faster]
title = "Moving in takes weeks, not months"
period = "winter"
owner = "ines-m"
[key_result.days-to-keys]
title = "The wait from intake to keys is three weeks"
formerly = ["wait"]
objective = "faster"
[key_result.portal]
title = "Landlords post vacancies themselves"
objective = "faster"
owner = "crew"
[task.call]
title = "Call the ten largest landlords"
assignee = "ines"
[person.ines-m]
name = "Ines"
formerly = ["ines"]
[team.desk]
name = "The desk"
members = ["ines"]
formerly = ["crew"]
[period.season]
start = 2026-07-01
end = 2026-12-31
formerly = ["winter"]
"""


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    gone = '[key_result.gone]\ntitle = "G"\nobjective = "faster"\nowner = "ines"\n'
    repo.commit({"plan.toml": PLAN + gone, "planlint.toml": ""}, when="2026-07-02T12:00:00+00:00")
    repo.commit({"plan.toml": PLAN}, when="2026-07-03T12:00:00+00:00")
    monkeypatch.chdir(repo.top)
    return repo


@pytest.mark.parametrize("owner", ["ines", "ines-m", "crew", "desk"])
@pytest.mark.parametrize("command", [["tree"], ["history"], ["history", "--log"], ["history", "--format", "jsonl"]])
def test_a_former_id_of_an_owner_is_known_to_every_command(shop: Repo, command: list[str], owner: str) -> None:
    assert main([*command, "--owner", owner, "--today", "2026-10-15"]) == 0


def changed(capfd: pytest.CaptureFixture[str], *options: str) -> set[str]:
    """Return the items whose changes the log tells."""
    capfd.readouterr()
    assert main(["history", "--format", "jsonl", "--kind", "all", *options]) == 0
    return {json.loads(line)["item"] for line in capfd.readouterr().out.splitlines()}


def test_what_somebody_answers_for_under_any_id_now_or_when_it_was_removed(
    shop: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    hers = {"objective.faster", "key_result.days-to-keys", "key_result.gone", "task.call"}
    assert changed(capfd, "--owner", "ines") == changed(capfd, "--owner", "ines-m") == hers
    assert changed(capfd, "--owner", "desk") == changed(capfd, "--owner", "crew") == {"key_result.portal"}


@pytest.mark.parametrize(
    "name", ["days-to-keys", "wait", "key_result.wait", "key-result.days-to-keys", "key-result.wait"]
)
@pytest.mark.parametrize("command", ["tree", "why", "history", "set"])
def test_every_command_knows_an_item_by_the_same_names(
    shop: Repo, command: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([command, name, *(["current="] if command == "set" else [])]) in (0, 1)
    assert "there is no item" not in capfd.readouterr().err


@pytest.mark.parametrize("kind", ["key_result", "key-result", "all"])
@pytest.mark.parametrize("command", ["tree", "diff", "history"])
def test_every_command_knows_a_kind_by_both_spellings(
    shop: Repo, command: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--kind", kind, *(["HEAD~1", "HEAD"] if command == "diff" else [])]) == 0
    printed = capfd.readouterr().out
    assert ("gone" if command == "diff" else "portal") in printed


def test_former_ids_of_teams_and_periods() -> None:
    plan = plan_of(PLAN)
    names = ["objective.faster", "key_result.days-to-keys", "key_result.portal"]
    for period in ("season", "winter"):
        assert [item.name for item in selected(plan, ItemSelection(periods=(period,)))] == names
    for team in ("desk", "crew"):
        # What the team owns, and what its members do.
        assert len(selected(plan, ItemSelection(teams=(team,)))) == 4


def test_an_owner_is_told_by_present_id_whatever_is_written() -> None:
    is_theirs = answering(plan_of(PLAN), ["ines"], ["somebody"])
    assert [is_theirs(owner) for owner in ("ines", "ines-m")] == [True, True]
    assert [is_theirs(owner) for owner in ("crew", "somebody", None)] == [False, False, False]
    with pytest.raises(NamingError, match="there is no person or team 'nobody'"):
        answering(plan_of(PLAN), ["nobody"], ["somebody"])


def test_kinds_and_words_for_them() -> None:
    assert kinds_named(["key-result", "task"]) == {"key_result", "task"}
    assert kinds_named(["task", "all"], ["task", "tactic"]) == {"task", "tactic"}
    with pytest.raises(NamingError, match="there is no kind 'person'"):
        kinds_named(["person"], ["task", "tactic"])
