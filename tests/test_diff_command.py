"""`planlint diff` end to end: which versions are compared, what is printed, the exit status, bad input."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planlint.cli.main import main
from planlint.trees import TreeError, schema_dict
from planlint.trees.git.revisions import Ends, parse_ends
from tests.conftest import Repo

SCHEMA = Draft202012Validator(schema_dict("diff"))
TASK = '[task.a]\ntitle = "A"\n'


def task(status: str) -> str:
    return f'{TASK}status = "{status}"\n'


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(repo.top)
    return repo


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, Any]:
    """Return what the command prints as JSON, which fits its schema."""
    assert main(["diff", "--format", "json", *arguments]) == status
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    SCHEMA.validate(value)
    return value


def seen(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, ...]:
    """Return the values of `status` before and after, of the only task there is."""
    (change,) = printed(capfd, *arguments)["changes"]
    return change["before"], change["after"]


@pytest.mark.parametrize(
    ("arguments", "ends"),
    [
        ([], Ends("HEAD", ":worktree")),
        (["main"], Ends("main", ":worktree")),
        (["main", "side"], Ends("main", "side")),
        ([":index"], Ends(":index", ":worktree")),
        (["main..side"], Ends("main", "side")),
        (["main...side"], Ends("main", "side", True)),
        (["main.."], Ends("main", "HEAD")),
        (["main..."], Ends("main", "HEAD", True)),
        (["..side"], Ends("HEAD", "side")),
        (["...side"], Ends("HEAD", "side", True)),
        (["main..:index"], Ends("main", ":index")),
        (["main...:worktree"], Ends("main", ":worktree", True)),
        ([":/fix..it"], Ends(":/fix..it", ":worktree")),
        (["HEAD^{/a..b}"], Ends("HEAD^{/a..b}", ":worktree")),
        (["HEAD^{/a..b}..side"], Ends("HEAD^{/a..b}", "side")),
        (["v1.0..v1.1"], Ends("v1.0", "v1.1")),
    ],
)
def test_what_is_asked_for(arguments: list[str], ends: Ends) -> None:
    assert parse_ends(arguments) == ends


@pytest.mark.parametrize("arguments", [["a..b", "c"], ["c", "a...b"], ["a..b", "c..d"], ["a", "b", "c"]])
def test_what_cannot_be_asked_for(arguments: list[str]) -> None:
    with pytest.raises(TreeError):
        parse_ends(arguments)


def test_every_pair_of_versions(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    fork = here.commit({"plan.toml": task("todo")})
    here.run("switch", "--quiet", "-c", "side")
    side = here.commit({"plan.toml": task("done")})
    here.run("switch", "--quiet", "main")
    tip = here.commit({"plan.toml": task("doing")})
    here.write("plan.toml", task("blocked"))
    here.run("add", "--all")
    here.write("plan.toml", task("dropped"))
    assert seen(capfd) == ("doing", "dropped")
    assert seen(capfd, ":index") == ("blocked", "dropped")
    assert seen(capfd, "HEAD", ":index") == ("doing", "blocked")
    assert seen(capfd, "side") == ("done", "dropped")
    assert seen(capfd, "HEAD~1", "side") == ("todo", "done")
    assert seen(capfd, "main..side") == ("doing", "done")
    assert seen(capfd, "main...side") == ("todo", "done")
    assert seen(capfd, "side...:worktree") == ("todo", "dropped")
    assert seen(capfd, "side..:index") == ("done", "blocked")
    assert seen(capfd, ":worktree", "HEAD") == ("dropped", "doing")
    whole = printed(capfd, "side...")
    assert whole["base"] == {"rev": "side", "oid": fork}
    assert whole["head"] == {"rev": "HEAD", "oid": tip}
    assert printed(capfd, "side")["base"] == {"rev": "side", "oid": side}
    assert printed(capfd, "side")["head"] == {"rev": ":worktree", "oid": None}


def test_the_whole_of_what_is_printed(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    base = here.commit({"plan.toml": '[key_result.k]\ntitle = "K"\nmilestones.a = 2026-01-01\nmilestones.b = "2026"\n'})
    here.write(
        "plan.toml", '[key_result.k]\ntitle = "K"\nreached = ["a"]\nmilestones.a = 2026-01-01\nmilestones.b = "2027"\n'
    )
    assert main(["diff", "--format", "json", "--today", "2026-10-15"]) == 0
    assert capfd.readouterr().out == (
        f'{{"version": 1, "base": {{"rev": "HEAD", "oid": "{base}"}}, "head": {{"rev": ":worktree", "oid": null}},\n'
        ' "summary": {"added": 0, "removed": 0, "renamed": 0, "moved": 0, "changed": 1},\n'
        ' "changes": [\n'
        '  {"verb": "changed", "item": "key_result.k", "title": "K", "key": "milestones.b", "before": "2026", '
        '"after": "2027", "path": "plan.toml", "line": 5, "why": []},\n'
        '  {"verb": "changed", "item": "key_result.k", "title": "K", "key": "reached", "before": null, '
        '"after": ["a"], "path": "plan.toml", "line": 3, "why": []}],\n'
        ' "effects": [\n'
        '  {"item": "key_result.k", "before": 0.0, "after": 0.5, "before_rests_on": null, "after_rests_on": null}],\n'
        ' "decisions": [],\n'
        ' "unreadable": [],\n'
        ' "findings": []}\n'
    )


def test_only_some_kinds(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": ""})
    here.write("plan.toml", '[key_result.k]\ntitle = "K"\n[task.t]\ntitle = "T"\n[person.p]\nname = "P"\n')

    def names(*arguments: str) -> list[str]:
        return [change["item"] for change in printed(capfd, *arguments)["changes"]]

    assert names() == names("--kind", "all") == ["key_result.k", "task.t", "person.p"]
    assert names("--kind", "task,person") == names("--kind", "task", "--kind", "person") == ["task.t", "person.p"]
    assert names("--kind", "key-result") == names("--kind", "key_result") == ["key_result.k"]
    assert main(["diff", "--kind", "keyresult"]) == 2
    assert "there is no kind 'keyresult'\n  help: did you mean 'key_result'?" in capfd.readouterr().err
    assert main(["diff", "--kind", ""]) == 2


def test_a_plan_below_the_top_seen_from_a_folder_in_it(
    repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"team/planlint.toml": "", "team/plan/a.toml": task("todo"), "plan.toml": task("todo")})
    repo.write("team/plan/a.toml", task("done"))
    repo.write("plan.toml", task("dropped"))
    monkeypatch.chdir(repo.top / "team" / "plan")
    (change,) = printed(capfd)["changes"]
    assert (change["after"], change["path"]) == ("done", "plan/a.toml")


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_bare_repositories_and_linked_working_trees(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, object_format: str
) -> None:
    repo = Repo(tmp_path / "repo", f"--object-format={object_format}")
    repo.commit({"plan.toml": task("todo"), "same.plan.toml": '[task.b]\ntitle = "B"\n'})
    repo.commit({"plan.toml": task("done")})
    repo.run("worktree", "add", "--quiet", "../linked", "HEAD~1")
    (tmp_path / "linked" / "plan.toml").write_text(task("doing"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "linked")
    assert seen(capfd) == ("todo", "doing")
    repo.run("clone", "--quiet", "--bare", str(repo.top), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert seen(capfd, "HEAD~1", "HEAD") == ("todo", "done")
    assert main(["diff", "HEAD"]) == 2
    assert "this is a bare repository" in capfd.readouterr().err


def test_line_ends_that_git_changes_are_no_change(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("todo")})
    here.write("plan.toml", task("todo").replace("\n", "\r\n"))
    assert printed(capfd)["changes"] == []


def test_only_what_differs_is_read_where_nothing_changed(
    here: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from planlint.load import two_versions as both

    here.commit({f"plan/{n}.toml": f'[task.t{n}]\ntitle = "T"\n' for n in range(9)})
    here.commit({"plan/3.toml": '# a comment\n[task.t3]\ntitle = "T"\n'})
    here.commit({"plan/3.toml": '[task.t3]\ntitle = "U"\n'})
    read: list[str] = []
    monkeypatch.setattr(both, "read", lambda path, data, read_one=both.read: read.append(path) or read_one(path, data))
    assert printed(capfd, "HEAD~2", "HEAD~1")["changes"] == []
    assert read == ["plan/3.toml", "plan/3.toml"]
    read.clear()
    assert len(printed(capfd, "HEAD~1", "HEAD")["changes"]) == 1
    assert sorted(read) == sorted(["plan/3.toml", *(f"plan/{n}.toml" for n in range(9))])


# What cannot be compared.


def refused(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the message for a comparison that failed: status 2, and nothing that could be taken for a result."""
    assert main(["diff", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    return err


def test_revisions_that_mean_nothing(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("todo")})
    assert "unknown revision 'mian'\n  help: did you mean 'main'?" in refused(capfd, "mian")
    assert "unknown revision 'mian'\n  help: did you mean 'main'?" in refused(capfd, "mian...")
    assert "a range names both ends" in refused(capfd, "main..", "HEAD")
    assert "two revisions can be compared, not 3" in refused(capfd, "main", "HEAD", "HEAD")
    assert "is a tree, not a commit" in refused(capfd, "HEAD^{tree}")
    assert "':index' is not a commit, so it has no merge base" in refused(capfd, ":index...main")
    assert "'' is not a revision" in refused(capfd, "")


def test_histories_without_a_common_commit(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("todo")})
    here.run("switch", "--quiet", "--orphan", "alone")
    here.commit({"plan.toml": task("done")})
    message = refused(capfd, "main...alone")
    assert "no common ancestor" in message
    way_out = re.search(r"`planlint diff --check (\w+\.\.\w+)` compares them as they are", message)
    assert way_out is not None
    assert seen(capfd, way_out[1]) == ("todo", "done")


def test_a_clone_that_lacks_the_base(
    repo: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.commit({"plan.toml": task("todo")})
    repo.commit({"plan.toml": task("done")})
    repo.run("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert "this clone is shallow: the commit may come with git fetch --unshallow" in refused(capfd, "HEAD~1")
    assert "this clone is shallow" in refused(capfd, f"{first}...HEAD")


def test_an_empty_repository_and_none(
    here: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here.write("plan.toml", task("todo"))
    assert "the repository has no commits yet" in refused(capfd)
    assert [change["verb"] for change in printed(capfd, ":index", ":worktree")["changes"]] == ["added"]
    monkeypatch.chdir(tmp_path)
    assert "is not in a git repository" in refused(capfd)


def test_a_plan_on_one_side_only_and_on_none(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"README.md": "no plan"})
    assert "no plan files" in refused(capfd)
    here.commit({"plan.toml": task("todo")})
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert capfd.readouterr().err == "there are no plan files in HEAD~1: all items count as added\n"
    assert main(["diff", "HEAD", "HEAD~1"]) == 0
    assert capfd.readouterr().err == "there are no plan files in HEAD~1: all items count as removed\n"


def test_what_a_file_held_before_it_broke_is_compared(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("todo"), "b.plan.toml": '[task.b]\ntitle = "B"\n'})
    here.commit({"plan.toml": "[task.a\n", "b.plan.toml": '[task.b]\ntitle = "C"\n'})
    assert main(["diff", "--format", "json", "HEAD~1", "HEAD"]) == 0
    out, err = capfd.readouterr()
    found = json.loads(out)
    SCHEMA.validate(found)
    assert [change["item"] for change in found["changes"]] == ["task.b"]
    assert [(one["side"], one["path"]) for one in found["unreadable"]] == [("head", "plan.toml")]
    assert err.startswith("plan.toml cannot be read in HEAD (line 1: ")
    assert err.endswith("): what it held on 2026-01-01 is compared\n")
    assert codes(printed(capfd, "--check", "HEAD~1", "HEAD", status=1)) == ["error PL001"]
    assert main(["diff", "--format", "json", "HEAD", "HEAD~1"]) == 0
    out, err = capfd.readouterr()
    assert [(one["side"], one["path"]) for one in json.loads(out)["unreadable"]] == [("base", "plan.toml")]
    assert err.startswith("plan.toml cannot be read in HEAD (line 1: ")


def test_what_cannot_be_read_is_said_first_and_the_rest_still_counts(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    here.commit(
        {"a.plan.toml": '[purpose.p]\ntitle = "P"\n', "b.plan.toml": '[vision.v]\ntitle = "V"\npurpose = "p"\n'}
    )
    here.write("b.plan.toml", "<<<<<<< HEAD\n")
    assert main(["diff", "--color", "never"]) == 0
    assert capfd.readouterr().out.splitlines()[0] == "1 file cannot be read · 0 orphans"


def test_a_damaged_repository(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("todo")})
    here.commit({"plan.toml": task("done")})
    blob = here.run("rev-parse", "HEAD:plan.toml")
    (here.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert "the content of 'plan.toml'" in refused(capfd, "HEAD~1", "HEAD")


# Judged.

WAIT = """\
[key_result.wait]
title = "Three weeks"
metric.name = "days to keys"
metric.baseline = 58
metric.target = 21
metric.current = 40
"""
WEAKER = WAIT.replace("21", "30")


def codes(found: dict[str, Any]) -> list[str]:
    return [f"{one['severity']} {one['code']}" for one in found["findings"]]


def test_only_with_check_are_changes_judged(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": WAIT})
    here.write("plan.toml", WEAKER)
    assert printed(capfd)["findings"] == []
    (finding,) = printed(capfd, "--check", status=1)["findings"]
    assert finding == {
        "code": "PL801",
        "name": "target-weakened",
        "severity": "error",
        "message": "key_result.wait promised 21 and now promises 30",
        "path": "plan.toml",
        "start": {"line": 5, "column": 17},
        "end": {"line": 5, "column": 19},
        "item": "key_result.wait",
        "key": "metric.target",
        "help": "say why: `reason` on the item, or a line `Plan-Reason: WHY` in the commit's message",
        "related": [],
        "fix": None,
    }
    assert main(["diff", "--color", "never"]) == 0
    assert "NEEDS A DECISION" in capfd.readouterr().out
    assert main(["diff", "--check"]) == 1


def test_what_is_gone_is_found_where_it_stood(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": "# a plan\n\n" + WAIT})
    here.write("plan.toml", "")
    (finding,) = printed(capfd, "--check", status=1)["findings"]
    assert (finding["code"], finding["path"], finding["start"]["line"]) == ("PL805", "plan.toml", 3)


def test_the_exit_status_of_a_check(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    work = f'{TASK}status = "doing"\n'
    here.commit({"plan.toml": WAIT + work})
    here.write("plan.toml", WAIT + work.replace("doing", "todo"))
    assert main(["diff", "--check"]) == 0
    assert main(["diff", "--check", "--fail-on", "info"]) == 1
    here.write("planlint.toml", 'fail-on = "info"\n')
    assert main(["diff", "--check"]) == 1
    here.write("planlint.toml", 'fail-on = "info"\nignore = ["PL8"]\n')
    assert main(["diff", "--check"]) == 1  # the base does not say so
    assert main(["diff", "--check", "--fail-on", "info", "--kind", "person"]) == 0
    here.write("plan.toml", "[")
    capfd.readouterr()
    assert main(["diff"]) == 0
    capfd.readouterr()
    here.write("planlint.toml", "")
    assert codes(printed(capfd, "--check", status=1)) == ["error PL001"]


def test_a_trailer_excuses_what_its_commit_did(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    base = here.commit({"plan.toml": WAIT})
    here.commit({"plan.toml": WEAKER}, "Lower the target\n\nPlan-Reason: the office moved\n")
    here.commit({"notes.txt": "x"}, "Take notes")
    found = printed(capfd, "--check", base, "HEAD")
    assert codes(found) == ["info PL801"]
    assert found["findings"][0]["help"] == "reason given: the office moved"
    assert codes(printed(capfd, "--check", base)) == ["info PL801"]
    here.commit(
        {"plan.toml": WEAKER.replace("metric.baseline = 58", "metric.baseline = 70")}, "Edit\n\nPlan-Reason(other): x"
    )
    assert codes(printed(capfd, "--check", f"{base}..", status=1)) == ["error PL803", "info PL801"]
    assert main(["diff", "--color", "never", f"{base}.."]) == 0
    out = capfd.readouterr().out
    assert '"Edit", Ann Example, 1 Jan 2026' in out
    assert "reason       the office moved" in out


def test_commits_are_found_below_a_folder_and_in_any_number_of_files(
    repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"team/plan/{n}.toml": f"[key_result.k{n}]\nmetric.baseline = 0\nmetric.target = 9\nmetric.current = 0\n"
        for n in range(120)
    }
    repo.commit({"team/planlint.toml": "", **files})
    lowered = {path: text.replace("= 9", "= 8") for path, text in files.items()}
    repo.commit(lowered, "Lower them all\n\nPlan-Reason: a bad year")
    monkeypatch.chdir(repo.top / "team")
    assert codes(printed(capfd, "--check", "HEAD~1", "HEAD")) == ["info PL801"] * 120


# check --base.


def checked(capfd: pytest.CaptureFixture[str], *arguments: str, status: int) -> list[str]:
    assert main(["check", "--format", "json", "--today", "2026-10-15", *arguments]) == status
    return [f"{one['code']} {one['item']}" for one in json.loads(capfd.readouterr().out)["findings"]]


def test_a_check_judges_the_change_since_the_merge_base(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": WAIT})
    here.run("switch", "--quiet", "-c", "side")
    here.run("switch", "--quiet", "main")
    here.commit({"plan.toml": WAIT.replace("21", "14")})
    here.run("switch", "--quiet", "side")
    here.write("plan.toml", WEAKER)
    assert checked(capfd, "--select", "PL8", status=0) == []
    assert checked(capfd, "--select", "PL8", "--base", "main", status=1) == ["PL801 key_result.wait"]
    assert checked(capfd, "--select", "PL8", "--base", "main", "--staged", status=0) == []
    here.run("add", "--all")
    assert checked(capfd, "--select", "PL8", "--base", "main", "--staged", status=1) == ["PL801 key_result.wait"]
    side = here.commit({})
    assert checked(capfd, "--select", "PL8", "--base", "main", "--rev", side, status=1) == ["PL801 key_result.wait"]


def test_a_check_says_what_is_new(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    lone = '[task.{0}]\ntitle = "T{0}"\ntactic = "gone"\n'
    here.commit({"plan.toml": lone.format("a") + lone.format("b") + WAIT})
    here.write("plan.toml", lone.format("c") + lone.format("b") + WEAKER)
    select = ["--select", "PL2,PL8"]
    everything = checked(capfd, *select, "--base", "HEAD", status=1)
    assert everything == ["PL201 task.c", "PL201 task.b", "PL203 key_result.wait", "PL801 key_result.wait"]
    assert checked(capfd, *select, "--base", "HEAD", "--new-only", status=1) == [
        "PL201 task.c",
        "PL801 key_result.wait",
    ]
    here.write("plan.toml", lone.format("c") + 'formerly = ["a"]\n' + lone.format("b") + WAIT)
    assert checked(capfd, *select, "--base", "HEAD", "--new-only", status=0) == []


def ended(*names: str) -> str:
    return "".join(f'[objective.{name}]\ntitle = "{name}"\nperiod = "2026-Q1"\n' for name in names)


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    capfd.readouterr()
    main(["check", "--today", "2026-05-01", "--format", "json", *arguments])
    return [one["message"] for one in json.loads(capfd.readouterr().out)["findings"]]


@pytest.mark.parametrize("mended", ["a", "b", "c"])
def test_a_finding_told_of_several_items_is_not_new_because_one_of_them_is_mended(
    here: Repo, capfd: pytest.CaptureFixture[str], mended: str
) -> None:
    over = "2026-Q1 ended on 2026-03-31, and "
    here.commit({"plan.toml": ended("a", "b", "c")})
    select = ["--select", "PL504", "--base", "HEAD", "--new-only"]
    main(["check", "--today", "2026-05-01", "--select", "PL504", "--write-baseline", "known.json"])
    here.write("plan.toml", ended("a", "b", "c").replace(f'title = "{mended}"', 'title = "M"\nstatus = "closed"'))
    left = ", ".join(name for name in "abc" if name != mended)
    assert told(capfd, "--select", "PL504") == [f"{over}2 objectives of it are open: {left}"]
    assert told(capfd, *select) == []
    assert told(capfd, "--select", "PL504", "--baseline", "known.json") == []
    main(["check", "--today", "2026-05-01", "--select", "PL504", "--format", "json"])
    (one,) = json.loads(capfd.readouterr().out)["findings"]
    assert one["items"] == [f"objective.{name}" for name in "abc" if name != mended]
    # What comes is told, without what was there.
    here.write("plan.toml", ended("d", "a", "b", "c"))
    assert told(capfd, *select) == [f"{over}objective.d is open"]
    here.write("plan.toml", ended("d", "a", "b", "e", "c"))
    assert told(capfd, *select) == [f"{over}2 objectives of it are open: d, e"]
    assert told(capfd, "--select", "PL504", "--baseline", "known.json") == told(capfd, *select)
    # A new id is the same item.
    here.write("plan.toml", ended("a", "b", "c").replace("[objective.a]", '[objective.z]\nformerly = ["a"]'))
    assert told(capfd, *select) == []


def test_a_check_does_not_say_twice_what_is_lost(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    plan = '[purpose.p]\ntitle = "P"\n[vision.v]\ntitle = "V"\npurpose = "p"\n'
    here.commit({"plan.toml": plan})
    here.write("plan.toml", plan.replace('"p"\n', '"q"\n'))
    assert checked(capfd, "--select", "PL2,PL8", "--base", "HEAD", status=1) == ["PL201 vision.v"]
    assert checked(capfd, "--select", "PL8", "--base", "HEAD", status=1) == ["PL810 vision.v"]


def test_waivers_of_changes_are_unused_only_where_changes_are_judged(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    waived = WEAKER.replace("metric.target = 30", "metric.target = 30 # planlint: ignore[PL801] -- agreed")
    here.commit({"plan.toml": WAIT})
    here.write("plan.toml", waived)
    assert checked(capfd, "--select", "PL8,PL9", status=0) == []
    assert checked(capfd, "--select", "PL8,PL9", "--base", "HEAD", status=0) == []
    here.commit({})
    assert checked(capfd, "--select", "PL8,PL9", "--base", "HEAD", status=0) == ["PL901 None"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--new-only"], "--new-only only makes sense together with --base"),
        (["--base", "HEAD..HEAD"], "--base takes one revision, but 'HEAD..HEAD' is a range"),
        (["--base", "mian"], "unknown revision 'mian'"),
        (["--base", "HEAD", "--add-ignores", "x"], "--add-ignores cannot be combined with --base"),
    ],
)
def test_a_check_that_cannot_compare(
    here: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    here.commit({"plan.toml": WAIT})
    assert main(["check", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert message in err


def test_a_check_that_has_nothing_to_compare_with(
    repo: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.commit({"plan.toml": WAIT})
    repo.commit({"plan.toml": WEAKER})
    repo.run("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert main(["check", "--base", first]) == 2
    assert "this clone is shallow" in capfd.readouterr().err


# What services read.


def test_annotations_and_results_for_github(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit(
        {"team/planlint.toml": "", "team/plan.toml": WAIT + '\n[key_result.gone]\ntitle = "G"\nstatus = "on-track"\n'}
    )
    here.write("team/plan.toml", "# shorter\n" + WEAKER)
    arguments = ["diff", "--root", "team", "--check", "--format"]
    assert main([*arguments, "github"]) == 1
    places = re.findall(r"^::error file=([^,]+),line=(\d+)", capfd.readouterr().out, re.MULTILINE)
    assert sorted(places) == [("team/plan.toml", "6"), ("team/plan.toml", "8")]
    assert main([*arguments, "sarif"]) == 1
    (run,) = json.loads(capfd.readouterr().out)["runs"]
    regions = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in run["results"]]
    assert sorted(regions) == [6, 8]
    assert main(["diff", "--root", "team", "--format", "github"]) == 0
    assert capfd.readouterr().out == ""


def test_lines_are_linked_where_a_workflow_says_which_repository_it_is(
    here: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = here.commit({"team/planlint.toml": "", "team/a b.plan.toml": WAIT})
    head = here.commit({"team/a b.plan.toml": WEAKER})
    gone = here.commit({"team/a b.plan.toml": ""})
    arguments = ["diff", "--root", "team", "--format", "markdown"]
    assert main([*arguments, base, head]) == 0
    assert "https://" not in capfd.readouterr().out
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    assert main([*arguments, base, head]) == 0
    assert f"(https://github.example/o/r/blob/{head}/team/a%20b.plan.toml#L5)" in capfd.readouterr().out
    assert main([*arguments, base, gone]) == 0
    assert f"(https://github.example/o/r/blob/{base}/team/a%20b.plan.toml#L1)" in capfd.readouterr().out
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r)[x](http://evil")
    assert main([*arguments, base, head]) == 0
    assert "http" not in capfd.readouterr().out
