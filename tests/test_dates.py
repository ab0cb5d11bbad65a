"""Dates of commits as they come: none at all, in the year 10000, in a zone 518 hours away; each commit has one day."""

import json
from datetime import date

import pytest

from planlint.cli.main import main
from planlint.commit import recorded_date, utc_day
from planlint.model.periods import days_after
from planlint.trees.git.file_versions import versions
from planlint.trees.git.log import last_until, read_log
from planlint.trees.git.repository import Repository
from tests.conftest import Repo

NOW = "2026-11-23"
PLAN = """[objective.x]
title = "Moving in takes weeks"
period = "2026-H2"
[key_result.days]
title = "The wait is three weeks"
objective = "x"
metric.name = "days"
metric.baseline = 58
metric.target = 21
metric.current = {}
"""
SUMMER = "1782900000 +0000"  # 1 July 2026, 10:00
UNDATED = ("", " 1782900000 0000", " -5 +0000", " soon +0000", f" {2**63 - 1} +0000", f" {10**20 - 1} +0000")


def commit(repo: Repo, current: int, when: str, *, on: str | None = "HEAD") -> str:
    """Commit a plan with such a value, with the two dates as git would never write them itself."""
    repo.write("plan.toml", PLAN.format(current))
    repo.run("add", "--all")
    parent = f"parent {repo.run('rev-parse', on)}\n" if on else ""
    who = f"Ann <ann@example.org>{when}"
    text = f"tree {repo.run('write-tree')}\n{parent}author {who}\ncommitter {who}\n\nto {current}\n"
    file = repo.top.parent / "commit"
    file.write_text(text)
    oid = repo.run("hash-object", "-t", "commit", "-w", "--literally", str(file))
    repo.run("update-ref", "refs/heads/main", oid)
    return oid


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    assert main(["history", *arguments, "--today", NOW]) == 0
    return capfd.readouterr()


@pytest.mark.parametrize("when", UNDATED)
def test_a_commit_without_a_date_has_the_day_of_the_one_before_it_and_that_is_said_once(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], when: str
) -> None:
    monkeypatch.chdir(repo.top)
    commit(repo, 50, f" {SUMMER}", on=None)
    odd = commit(repo, 40, when)
    for _ in ("cold", "from what was kept"):
        out, said = told(capfd, "--log", "--format", "json")
        dates = {change["date"] for change in json.loads(out)["changes"]}
        assert dates == {"2026-07-01T10:00:00+00:00"}
        assert said == f"git cannot tell the date of commit {odd[:7]}: it is shown with the day of its neighbour\n"
    out, _ = told(capfd, "--log", "--until", "2026-07-01")
    assert f"1 Jul 2026  {odd[:7]}" in out
    assert last_until(Repository.open(repo.top), "HEAD", date(2026, 7, 1)) == odd
    assert last_until(Repository.open(repo.top), "HEAD", date(2026, 6, 30)) is None
    assert [one.day for one in versions(repo.top, ["plan.toml"])["plan.toml"]] == [date(2026, 7, 1)] * 2
    for command in (["checkin"], ["check", "--history"], ["ci"], ["history"], ["diff", "HEAD~1", "HEAD"]):
        main([*command, "--today", NOW])
        assert "internal error" not in capfd.readouterr().err


def test_undated_commits_in_a_row_at_the_beginning_have_the_day_of_the_next(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    first = commit(repo, 50, "", on=None)
    second = commit(repo, 48, "")
    alone, said = told(capfd, "--log")
    assert f"1 Jan 1970  {first[:7]}" in alone
    assert f"git cannot tell the dates of 2 commits ({first[:7]}, {second[:7]}): each is shown" in said
    commit(repo, 46, f" {SUMMER}")
    out, _ = told(capfd, "--log")  # what the first run found is not taken for certain
    assert f"1 Jul 2026  {first[:7]}" in out
    assert f"1 Jul 2026  {second[:7]}" in out
    assert told(capfd, "--log", "--no-cache")[0] == out


def test_what_is_new_has_the_same_dates_as_in_a_whole_reading(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    commit(repo, 50, f" {SUMMER}", on=None)
    commit(repo, 48, "")
    told(capfd, "--log")
    commit(repo, 46, "")
    commit(repo, 44, " 1790000000 +0000")
    new = told(capfd, "--log", "--format", "jsonl")
    assert told(capfd, "--log", "--format", "jsonl", "--no-cache") == new
    assert told(capfd, "--log", "--format", "jsonl", "--no-cache", "--all-commits")[0] == new[0]


def test_the_first_commit_of_a_clock_that_was_wrong_is_not_where_days_begin(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo.top)
    commit(repo, 50, " 1880000000 +0000", on=None)  # in 2029
    commit(repo, 40, f" {SUMMER}")
    out, said = told(capfd, "--until", "2026-08-31")
    assert ("1 Jul 2026" in out, said) == (True, "")


@pytest.mark.parametrize(
    ("when", "shown", "day"),
    [
        ("1782900000 +51800", "2026-07-01T10:00:00+00:00", date(2026, 7, 1)),
        ("1782900000 -9999", "2026-07-01T10:00:00+00:00", date(2026, 7, 1)),
        ("1782900000 +0260", "2026-07-01T10:00:00+00:00", date(2026, 7, 1)),
        ("1782858600 +0200", "2026-07-01T00:30:00+02:00", date(2026, 6, 30)),
        ("1782855000 -0800", "2026-06-30T13:30:00-08:00", date(2026, 6, 30)),
        ("253402300800 +0000", "9999-12-31T23:59:59+00:00", date(9999, 12, 31)),
        ("253402300799 -0500", "9999-12-31T18:59:59-05:00", date(9999, 12, 31)),
        ("99999999999 +0000", "5138-11-16T09:46:39+00:00", date(5138, 11, 16)),
        ("0 +1400", "1970-01-01T14:00:00+14:00", date(1970, 1, 1)),
    ],
)
def test_whatever_the_zone_and_the_year_the_day_is_that_of_utc(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], when: str, shown: str, day: date
) -> None:
    monkeypatch.chdir(repo.top)
    oid = commit(repo, 40, f" {when}", on=None)
    [(found, _)] = read_log(Repository.open(repo.top), ["HEAD"])
    assert (found.date, found.day, found.is_dated) == (shown, day, True)
    out, said = told(capfd, "--log", "--since", day.isoformat(), "--until", day.isoformat())
    assert (f"{day.day} " in out, oid[:7] in out, said) == (True, True, "")
    for command in (["history"], ["history", "days"], ["checkin"], ["check", "--history"], ["ci"]):
        main([*command, "--today", NOW])
        assert "internal error" not in capfd.readouterr().err


def test_only_seconds_that_git_prints_make_a_date() -> None:
    assert recorded_date("", "%cI") is None
    assert recorded_date("99999999999999999999", "1970-01-01T00:00:00+00:00") is None
    assert recorded_date("0", "1970-01-01T00:00:00Z") == "1970-01-01T00:00:00+00:00"
    assert recorded_date("1782900000", "2026-07-01T10:00:00Z") == "2026-07-01T10:00:00+00:00"
    assert utc_day("9999-12-31T23:59:59-05:00") == date.max


def test_a_day_before_or_after_the_calendar_is_its_first_or_last() -> None:
    assert days_after(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert days_after(date(9999, 12, 30), 60) == date.max
    assert days_after(date(1, 1, 3), -7) == date.min
