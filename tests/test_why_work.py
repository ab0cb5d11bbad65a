"""Why work was done: lines, files, commits and ranges, each held to what a slow second reading says."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.main import main
from planlint.diff.named_items import items_named
from tests.conftest import Repo
from tests.support.pages import DOCS, blocks
from tests.support.working import GOALS, SlowReading, grown, task

CALL_LIST = task("call-list", "List the landlords", 'status = "done"', 'assignee = "tomas"')
PLAN = GOALS + "\n" + CALL_LIST
DAY = ("--today", "2026-11-23")


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo.commit({"plan/main.toml": PLAN, "src/a.py": "one\ntwo\nthree\n"}, "start")
    monkeypatch.chdir(repo.top)
    return repo


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["why", *arguments, *DAY])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def facts(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    _, out, err = asked(capsys, *arguments, "--format", "json")
    assert out, err
    found: dict[str, Any] = json.loads(out)
    return found


def items(found: dict[str, Any]) -> list[list[str | None]]:
    return [[one["item"] for one in source["items"]] for source in found["work"]]


def test_every_line_of_three_files_is_answered_as_a_slow_reading_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, files = grown(tmp_path / "grown")
    repo = here.repo
    monkeypatch.chdir(repo.top)
    assert len(files) == 3
    assert int(repo.run("rev-list", "--count", "HEAD")) >= 60
    expected = {}
    slow = SlowReading(repo, tmp_path / "slow")
    for path in files:
        for number, line in enumerate((repo.top / path).read_text().splitlines(), 1):
            oid = slow.maker(line)
            bringer = None if oid in here.named else slow.bringer(oid)
            named = here.named.get(oid) or here.named.get(bringer or "", ())
            expected[f"{path}:{number}"] = (oid, bringer if named and oid not in here.named else None, list(named))
    got = {}
    for path in files:
        for source in facts(capsys, path)["work"]:
            through = source["through"] and source["through"]["commit"]
            named = [one["item"] for one in source["items"]]
            for first, last in source["lines"]:
                for number in range(first, last + 1):
                    got[f"{path}:{number}"] = (source["commit"]["commit"], through, named)
    for place in list(expected)[::5]:  # asked alone, a line has the same answer
        (source,) = facts(capsys, place)["work"]
        through = source["through"] and source["through"]["commit"]
        assert (source["commit"]["commit"], through, [one["item"] for one in source["items"]]) == got[place]
    assert got == expected
    assert len({tuple(named) for _, _, named in expected.values()}) >= 4, "the repository has become too simple"
    assert any(bringer for _, bringer, _ in expected.values())


def test_a_line_of_code_leads_up_to_the_purpose(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    oid = here.commit(
        {"src/a.py": "one\nTWO\nthree\n"}, "Ask for the visit\n\nPlan-Item: call-list", "2026-10-12T09:00:00+02:00"
    )
    status, out, _ = asked(capsys, "src/a.py:2")
    assert status == 0
    assert out.splitlines()[:6] == [
        "src/a.py:2   TWO",
        f'  {oid[:7]} "Ask for the visit", Ann Example, 12 Oct 2026',
        "  Plan-Item: call-list",
        "",
        "         List the landlords                                                 task",
        "         done · tomas",
    ]
    assert "so that  Every family has a safe home                                    purpose" in out


def test_the_machine_form_is_that_of_an_item_with_the_commits_behind_it(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    oid = here.commit({"src/a.py": "one\nTWO\nthree\n"}, "work\n\nPlan-Item: task.call-list, desk")
    found = facts(capsys, "src/a.py:2")
    alone = facts(capsys, "call-list")
    assert {key: found[key] for key in alone} == alone
    assert [one["item"]["item"] for one in found["also"]] == ["tactic.desk"]
    assert found["work"] == [
        {
            "path": "src/a.py",
            "lines": [[2, 2]],
            "commit": {
                "commit": oid,
                "date": "2026-01-01T12:00:00+00:00",
                "author": "Ann Example",
                "email": "ann@example.org",
                "subject": "work",
            },
            "through": None,
            "items": [
                {"text": "task.call-list", "item": "task.call-list", "gone": False, "note": None},
                {"text": "desk", "item": "tactic.desk", "gone": False, "note": None},
            ],
            "note": None,
        }
    ]


def test_a_line_without_a_trailer_names_the_newest_commit_of_the_file_that_has_one(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    with_one = here.commit({"src/a.py": "ONE\ntwo\nthree\n"}, "a\n\nPlan-Item: call-list", "2026-10-03T09:00:00+00:00")
    without = here.commit({"src/a.py": "ONE\nTWO\nthree\n"}, "b")
    status, out, _ = asked(capsys, "src/a.py:2")
    assert status == 1
    said = " ".join(out.split())
    assert (
        f"{without[:7]} has no Plan-Item; the newest commit of this file that has one is {with_one[:7]} "
        "(call-list, 3 Oct 2026)" in said
    )


def test_a_merge_speaks_for_the_commits_it_brought(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.run("checkout", "--quiet", "-b", "topic")
    oid = here.commit({"src/a.py": "one\nTWO\nthree\n"}, "silent")
    here.run("checkout", "--quiet", "main")
    here.commit({"other": "x"}, "meanwhile")
    who = ("-c", "user.name=A", "-c", "user.email=a@b")
    here.run(*who, "merge", "--quiet", "--no-ff", "-m", "Merge topic\n\nPlan-Item: call-list", "topic")
    merge = here.run("rev-parse", "HEAD")
    status, out, _ = asked(capsys, "src/a.py:2")
    assert (status, f"came with the merge {merge[:7]}" in out) == (0, True)
    (source,) = facts(capsys, oid)["work"]
    assert (source["commit"]["commit"], source["through"]["commit"]) == (oid, merge)
    assert items(facts(capsys, "src/a.py:2")) == [["task.call-list"]]


def test_commits_and_ranges_are_asked_by_what_git_calls_them(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    first = here.run("rev-parse", "HEAD")
    here.commit({"src/a.py": "1\n"}, "a\n\nPlan-Item: call-list")
    here.commit({"src/a.py": "2\n"}, "b")
    here.commit({"src/a.py": "3\n"}, "c\n\nPlan-Item: call-list,desk")
    assert items(facts(capsys, "HEAD")) == [["task.call-list", "tactic.desk"]]
    assert items(facts(capsys, f"{first}..HEAD")) == [["task.call-list"], [], ["task.call-list", "tactic.desk"]]
    status, out, _ = asked(capsys, f"{first[:8]}..")
    assert (status, out.splitlines()[0]) == (0, f"{first[:8]}..   3 commits, 2 of them name an item")
    assert asked(capsys, "HEAD^")[0] == 1


def test_what_names_an_item_is_an_item_then_a_path_then_a_revision(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"desk": "a file\n", "main": "another\n"}, "files\n\nPlan-Item: days")
    assert "work" not in facts(capsys, "desk")
    assert facts(capsys, "desk", "--path")["work"][0]["path"] == "desk"
    assert facts(capsys, "main")["work"][0]["path"] == "main"
    assert facts(capsys, "--rev-range", "main")["work"][0]["path"] is None
    assert facts(capsys, "--item", "desk")["item"]["item"] == "tactic.desk"
    status, _, err = asked(capsys, "--item", "main")
    assert (status, "there is no item 'main'" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("src/nothing.py:3", "there is no item 'src/nothing.py:3', and no file or revision of that name"),
        ("src", "'src' is a folder, which has no lines"),
        ("src/a.py:9", "'src/a.py' has only 3 lines"),
        ("src/a.py:0", "'src/a.py:0' names no lines"),
        ("src/a.py:3-2", "'src/a.py:3-2' names no lines"),
        ("HEAD..HEAD", "there are no commits in HEAD..HEAD"),
        ("nowhere..HEAD", "unknown revision 'nowhere'"),
        (":worktree", "':worktree' is not committed"),
        ("blob.bin:1", "'blob.bin' is a binary file, which has no lines"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_sentence(
    here: Repo, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    here.commit({"blob.bin": b"a\0b"}, "binary")
    status, out, err = asked(capsys, words)
    assert (status, out) == (2, "")
    assert said in err


def test_a_binary_or_an_empty_file_is_answered_by_its_last_commit(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"blob.bin": b"a\0b", "empty": ""}, "both\n\nPlan-Item: desk")
    assert items(facts(capsys, "blob.bin")) == [["tactic.desk"]]
    assert items(facts(capsys, "empty")) == [["tactic.desk"]]


def test_lines_that_are_not_committed_say_so(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.write("src/a.py", "one\nTWO\nthree\n")
    here.write("src/new.py", "new\n")
    status, out, _ = asked(capsys, "src/a.py:2")
    assert (status, "line 2 is not committed yet: no commit tells what for" in out) == (1, True)
    status, out, _ = asked(capsys, "src/new.py")
    assert (status, "not committed yet" in out) == (1, True)


def test_blame_is_asked_as_git_asks_it(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    made = here.commit({"src/b.py": "alpha beta gamma delta\nx\n"}, "made\n\nPlan-Item: call-list")
    blank = here.commit({"src/b.py": "alpha  beta gamma delta\nx\n"}, "blanks\n\nPlan-Item: desk")
    assert items(facts(capsys, "src/b.py:1")) == [["tactic.desk"]]
    assert items(facts(capsys, "-w", "src/b.py:1")) == [["task.call-list"]]
    here.write("ignored", f"{blank}\n")
    assert items(facts(capsys, "--ignore-revs-file", "ignored", "src/b.py:1")) == [["task.call-list"]]
    here.run("config", "blame.ignoreRevsFile", "ignored")
    assert items(facts(capsys, "src/b.py:1")) == [["task.call-list"]]
    here.run("config", "blame.ignoreRevsFile", "missing")
    status, _, err = asked(capsys, "src/b.py:1")
    assert (status, "could not open object name list: missing" in err) == (2, True)
    here.run("config", "--unset", "blame.ignoreRevsFile")
    here.run("mv", "src/b.py", "src/ü c.py")
    here.commit({}, "moved")
    status, out, _ = asked(capsys, "-w", "src/ü c.py:1")
    assert (status, "in src/b.py, as the file was called then" in out, made[:7] in out) == (0, True, True)


def test_a_removed_item_is_told_with_its_last_chain(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"src/a.py": "work\n"}, "w\n\nPlan-Item: call-list")
    gone = here.commit({"plan/main.toml": GOALS}, "remove", "2026-02-03T12:00:00+00:00")
    status, out, _ = asked(capsys, "src/a.py:1")
    assert status == 0
    assert f"task call-list was removed from the plan on 3 Feb 2026 in {gone[:7]}" in " ".join(out.split())
    assert "List the landlords" in out
    assert "Every family has a safe home" in out


def test_a_renamed_item_and_one_that_came_back_are_told_under_their_newest_names(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"src/a.py": "work\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"plan/main.toml": PLAN.replace("task.call-list", "task.landlords")}, "rename")
    assert items(facts(capsys, "src/a.py:1")) == [["task.landlords"]]
    here.commit({"plan/main.toml": GOALS}, "remove")
    back = task("streets", "List them street by street", 'formerly = ["landlords"]')
    here.commit({"plan/main.toml": GOALS + "\n" + back}, "back")
    assert items(facts(capsys, "src/a.py:1")) == [["task.streets"]]


def test_an_id_that_somebody_else_took_later_means_the_item_of_that_commit(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"src/a.py": "work\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"plan/main.toml": PLAN.replace("task.call-list", "task.landlords")}, "rename")
    other = task("call-list", "Call the plumbers")
    here.commit({"plan/main.toml": PLAN.replace("task.call-list", "task.landlords") + "\n" + other}, "take the id")
    here.commit({"src/a.py": "work\nmore\n"}, "w\n\nPlan-Item: call-list")
    assert items(facts(capsys, "src/a.py:1")) == [["task.landlords"]]
    assert items(facts(capsys, "src/a.py:2")) == [["task.call-list"]]


def test_an_unknown_name_is_told_with_the_nearest_one(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"src/a.py": "work\n"}, "w\n\nPlan-Item: call-lst")
    status, out, _ = asked(capsys, "src/a.py:1")
    assert status == 1
    assert "there is no item 'call-lst'; did you mean task.call-list?" in " ".join(out.split())


def test_a_shallow_clone_answers_what_it_knows_and_says_what_it_does_not(
    here: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here.commit({"src/a.py": "one\nTWO\nthree\n"}, "w\n\nPlan-Item: call-list")
    here.commit({"src/a.py": "one\nTWO\nTHREE\n"}, "w\n\nPlan-Item: desk")
    here.run("clone", "--quiet", "--depth=2", f"file://{here.top}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert items(facts(capsys, "src/a.py:3")) == [["tactic.desk"]]
    status, out, err = asked(capsys, "src/a.py:1")
    assert (status, out) == (2, "")
    assert "cannot tell which commit made line 1: the clone is shallow" in err
    assert "git fetch --unshallow" in err


def test_a_submodule_is_a_repository_of_its_own(here: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"b.py": "b\n"}, "other")
    here.run("submodule", "--quiet", "add", str(other.top), "lib")
    for name in ("lib", "lib/b.py:1"):
        status, out, err = asked(capsys, name)
        assert (status, out) == (2, "")
        assert "is in 'lib', a repository of its own" in err


def test_a_plan_below_a_folder_answers_for_code_beside_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes | None] = {"goals/planlint.toml": "", "goals/plan/main.toml": PLAN, "src/a.py": "a\n"}
    repo.commit(files, "all\n\nPlan-Item: call-list")
    monkeypatch.chdir(repo.top / "goals")
    assert items(facts(capsys, "../src/a.py:1")) == [["task.call-list"]]
    monkeypatch.chdir(repo.top)
    assert items(facts(capsys, "--root", "goals", "src/a.py:1")) == [["task.call-list"]]


def test_messages_in_other_encodings_and_hostile_ones_are_harmless(
    here: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    here.run("config", "i18n.commitEncoding", "ISO-8859-1")
    here.write("src/a.py", "eins\n")
    here.run("add", "--all")
    who = {f"GIT_{role}_{key}": "a@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    (here.top / "message").write_bytes("Größe\n\nPlan-Item: call-list\n".encode("latin-1"))
    here.run("commit", "--quiet", "--file", "message", **who)
    here.run("config", "--unset", "i18n.commitEncoding")
    status, out, _ = asked(capsys, "src/a.py:1")
    assert (status, "Größe" in out) == (0, True)
    many = ", ".join(f"x{n}" for n in range(10_000))
    message = f"s\x1b[31m\n\nPlan-Item: ::error::boo, <img src=x>, \x1b[2J, @all, call-list\nPlan-Item: {many}"
    here.commit({"src/a.py": "zwei\n"}, message)
    status, out, err = asked(capsys, "src/a.py:1")
    assert status == 1
    assert "\x1b" not in out + err
    assert not any(line.lstrip().startswith("::") for line in out.splitlines())
    assert len(facts(capsys, "src/a.py:1")["work"][0]["items"]) == 100


def test_another_word_may_stand_in_the_settings(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"planlint.toml": '[work]\ntrailer = "Refs"\n', "src/a.py": "x\n"}, "w\n\nrefs: call-list")
    assert items(facts(capsys, "src/a.py:1")) == [["task.call-list"]]


def test_pictures_show_what_the_commits_name(here: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    here.commit({"src/a.py": "x\n"}, "w\n\nPlan-Item: call-list, desk")
    _, out, _ = asked(capsys, "src/a.py", "--format", "mermaid")
    assert out.count("List the landlords") == 1
    assert "Every family has a safe home" in out


@pytest.mark.parametrize(
    ("block", "branch", "message", "item"),
    [
        (0, "tomas/call-list", "Call them", "call-list"),
        (0, "tomas/call-list", "Call them\n\nPlan-Item: weekly-desk", "weekly-desk"),
        (1, "main", "Call them\n\nFixes #123 and #4", "issue-123"),
        (1, "main", "Call them\n\nNothing is fixed", ""),
        (1, "main", "Fixes #7\n\nPlan-Item: call-list", "call-list"),
    ],
)
def test_the_hooks_of_the_page_let_git_write_the_line(
    repo: Repo, block: int, branch: str, message: str, item: str
) -> None:
    scripts = [text for language, _, text in blocks("why-a-line.md") if language == "sh"]
    assert len(scripts) == 2
    hook = repo.write(".git/hooks/commit-msg", f"#!/bin/sh\n{scripts[block]}")
    hook.chmod(0o755)
    repo.run("switch", "--quiet", "--orphan", branch)
    repo.commit({"src/a.py": "one\n"}, message)
    assert repo.run("log", "-1", "--format=%(trailers:key=Plan-Item,valueonly)").strip() == item


def test_git_writes_the_line_of_one_commit(repo: Repo) -> None:
    command = re.search(
        r"`git (commit --trailer \"Plan-Item: call-list\")`", (DOCS / "why-a-line.md").read_text("utf-8")
    )
    assert command
    repo.write("a.py", "one\n")
    repo.run("add", "--all")
    person = {"GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org"}
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in person.items()}
    repo.run(*shlex.split(command[1]), "--message", "Call them", **person, **committer)
    assert items_named(repo.run("log", "-1", "--format=%B")) == ("call-list",)
