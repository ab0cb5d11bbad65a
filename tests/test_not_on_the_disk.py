"""What is not on the disk is not deleted: sparse checkouts, partial clones, submodules, encodings, idle patterns."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from planlint.app.plan_schema import load_plan
from planlint.cli.main import main
from planlint.model.naming import NamingError, find_item
from planlint.tree import Unreadable
from planlint.trees import find_root, worktree
from tests.conftest import Repo

NOW = ("--today", "2026-11-23")
TOP = """[purpose.homes]
title = "Every family has a home"
[vision.valley]
title = "Nobody sleeps outside"
purpose = "homes"
[outcome.housed]
title = "Families who move in stay housed"
vision = "valley"
serves = "families"
[objective.faster]
title = "Moving in takes weeks"
outcome = "housed"
owner = "ines"
period = "2026-H2"
"""
LOW = """[key_result.days]
title = "The wait from intake to keys is three weeks"
objective = "faster"
metric.name = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
[tactic.desk]
title = "Run a weekly landlord desk"
key_result = "days"
due = 2026-12-15
[task.call]
title = "Call the landlords"
tactic = "desk"
assignee = "ines"
due = 2026-12-01
"""


def run(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    got = main([*arguments, *(NOW if arguments[0] not in ("rename", "tree") else ())])
    out, said = capfd.readouterr()
    assert got == status, (out, said)
    return out, said


@pytest.fixture
def sparse(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository of which the folder `plan/a`, where the objective is, is not checked out."""
    repo.commit({"plan/a/top.toml": TOP, "plan/b/low.toml": LOW, "x/y": ""}, when="2026-11-20T12:00:00+00:00")
    repo.run("sparse-checkout", "set", "plan/b")
    assert not (repo.top / "plan/a").exists()
    monkeypatch.chdir(repo.top)
    return repo


EVERYTHING = (
    ("check", "--format", "json"),
    ("check", "--staged", "--format", "json"),
    ("check", "--base", "HEAD", "--format", "json"),
    ("check", "--history", "--format", "json"),
    ("check", "--show-files"),
    ("diff", "--check", "--format", "json"),
    ("diff", "HEAD", "--format", "json"),
    ("tree", "--format", "json"),
    ("why", "call", "--format", "json"),
    ("ci", "--base", "HEAD", "--format", "json"),
    ("history", "--log", "--format", "json"),
)


def test_every_command_says_what_it_says_in_a_whole_checkout(sparse: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    left_out = [run(capfd, *arguments) for arguments in EVERYTHING]
    sparse.run("sparse-checkout", "disable")
    assert (sparse.top / "plan/a/top.toml").exists()
    assert [run(capfd, *arguments) for arguments in EVERYTHING] == left_out


def test_a_file_marked_to_be_skipped_is_read_from_the_index(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"plan/a.toml": TOP, "plan/b.toml": LOW})
    monkeypatch.chdir(repo.top)
    repo.run("update-index", "--skip-worktree", "plan/a.toml")
    (repo.top / "plan/a.toml").unlink()
    assert json.loads(run(capfd, "diff", "--format", "json")[0])["changes"] == []
    (repo.top / "plan/b.toml").unlink()  # this one is deleted
    assert "-1 key result" in run(capfd, "diff")[0]


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_links_lead_to_what_is_left_out(repo: Repo) -> None:
    repo.commit({"shared/a.toml": TOP, "other/b.toml": LOW, "keep/x": ""})
    (repo.top / "plan").symlink_to("shared")
    (repo.top / "b.plan.toml").symlink_to("other/b.toml")
    repo.commit({})
    wanted = lambda path: path.startswith("plan/") or path == "b.plan.toml"  # noqa: E731
    whole = worktree(find_root(repo.top), wanted, 1 << 20)
    assert whole == {"plan/a.toml": TOP.encode(), "b.plan.toml": LOW.encode()}
    repo.run("sparse-checkout", "set", "keep")
    assert not (repo.top / "shared").exists()
    assert worktree(find_root(repo.top), wanted, 1 << 20) == whole


def test_settings_that_are_left_out_hold(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"okrs/a.toml": TOP, "okrs/b.toml": LOW, "planlint.toml": 'include = ["okrs"]\n'})
    monkeypatch.chdir(repo.top)
    repo.run("sparse-checkout", "set", "--no-cone", "/okrs/b.toml")
    assert not (repo.top / "planlint.toml").exists()
    assert run(capfd, "check", "--show-files")[0] == "okrs/a.toml\nokrs/b.toml\n"


def test_a_value_is_written_where_its_file_is_there(sparse: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "set", "days", "current=38")
    assert "metric.current = 38" in (sparse.top / "plan/b/low.toml").read_text()
    assert sparse.run("status", "--short") == " M plan/b/low.toml"


@pytest.mark.parametrize(
    "command",
    [
        ("set", "faster", "note=Going well"),
        ("set", "days", "current=38", "faster", "note=Going well"),
        ("rename", "objective.faster", "quicker"),
        ("rename", "purpose.homes", "home"),
    ],
)
def test_what_is_left_out_is_not_written_and_nothing_else_is(
    sparse: Repo, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    _, said = run(capfd, *command, status=2)
    assert "'plan/a/top.toml' is not on the disk: it is outside the sparse checkout" in said
    assert "`git sparse-checkout add plan/a` adds it; nothing was written" in said
    assert sparse.run("status", "--short") == ""
    sparse.run("sparse-checkout", "add", "plan/a")
    run(capfd, *command)


def test_what_a_mark_in_the_index_leaves_out_comes_back_by_the_command_that_is_named(
    sparse: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    sparse.run("sparse-checkout", "disable")
    (sparse.top / ".git/info/sparse-checkout").unlink(missing_ok=True)
    sparse.run("update-index", "--skip-worktree", "plan/a/top.toml")
    (sparse.top / "plan/a/top.toml").unlink()
    _, said = run(capfd, "set", "faster", "note=Going well", status=2)
    way = "git update-index --no-skip-worktree plan/a/top.toml && git checkout -- plan/a/top.toml"
    assert "'plan/a/top.toml' is not on the disk: git's index says to skip it" in said
    assert f"`{way}` adds it; nothing was written" in said
    for part in way.split(" && "):
        sparse.run(*part.split()[1:])
    run(capfd, "set", "faster", "note=Going well")


def test_a_folder_that_cannot_be_read_is_passed_over_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "plan.toml").write_text('[purpose.homes]\ntitle = "Homes"\n', encoding="utf-8")
    opened = os.scandir

    class Refusing:
        def __enter__(self) -> "Refusing":
            return self

        def __exit__(self, *_: object) -> None: ...

        def __iter__(self) -> "Refusing":
            return self

        def __next__(self) -> Any:
            raise PermissionError(13, "Permission denied")

    def refused(folder: bytes) -> Any:
        return Refusing() if os.fsencode(folder).endswith(b"closed/") else opened(folder)

    monkeypatch.setattr(os, "scandir", refused)
    monkeypatch.chdir(tmp_path)
    run(capfd, "check")


@pytest.fixture
def partial(sparse: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A clone that has neither the files of `plan/a` nor their contents."""
    sparse.run("sparse-checkout", "disable")
    sparse.run("config", "uploadpack.allowFilter", "true")
    sparse.run("clone", "-q", "--filter=blob:none", "--sparse", f"file://{sparse.top}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    clone.run("sparse-checkout", "set", "plan/b")
    monkeypatch.chdir(clone.top)
    return clone


def test_what_a_partial_clone_lacks_is_said_and_dangles_nowhere(
    partial: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    out, _ = run(capfd, "check", "--format", "json", status=1)
    found = [
        (one["code"], one["path"], one["message"]) for one in json.loads(out)["findings"] if one["severity"] != "info"
    ]
    why = "the file cannot be read: a sparse checkout leaves it out, and this partial clone does not have it"
    assert found == [("PL004", "plan/a/top.toml", why)]


def test_writers_say_what_they_could_not_see_and_rename_nothing_past_it(
    partial: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    _, said = run(capfd, "set", "days", "current=38")
    assert "plan/a/top.toml" in said
    _, said = run(capfd, "new", "task", "Ring them", "--under", "desk")
    assert "because they cannot be read: plan/a/top.toml" in said
    _, said = run(capfd, "rename", "key_result.days", "wait", status=2)
    assert "'plan/a/top.toml' cannot be read, and may refer to key_result.days" in said


@pytest.mark.parametrize(
    "command",
    [
        ("set", "faster", "status=at-risk"),
        ("set", "objective.faster", "status=at-risk"),
        ("rename", "objective.faster", "f"),
        ("new", "key_result", "Z", "--under", "faster"),
        ("carry", "2026-H2", "2027-H1"),
        ("carry", "autumn", "2027-H1"),
        ("tree", "faster"),
        ("tree", "--owner", "zora"),
        ("tree", "--period", "autumn"),
        ("why", "faster"),
    ],
)
def test_a_name_that_may_stand_in_what_cannot_be_read_is_told_so(
    partial: Repo, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    _, said = run(capfd, *command, status=2)
    assert "as far as the plan can be read" in said
    why = "a sparse checkout leaves it out, and this partial clone does not have it"
    assert f"plan/a/top.toml cannot be read: {why}" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title =", "plan/a.toml cannot be read: "),
        ("[person.a]\n[person.a]\n", "plan/a.toml cannot be read: person.a is declared twice"),
    ],
)
def test_a_name_is_not_denied_beside_a_file_that_is_no_toml(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], text: str, why: str
) -> None:
    repo.commit({"plan/a.toml": text, "plan/b.toml": TOP.replace("faster", "fast")})
    monkeypatch.chdir(repo.top)
    _, said = run(capfd, "set", "faster", "note=x", status=2)
    assert "there is no item 'faster', as far as the plan can be read" in said
    assert f"did you mean objective.fast? {why}" in said
    assert "because they cannot be read: plan/a.toml" in run(capfd, "tree")[1]


def test_many_files_that_cannot_be_read_are_named_in_few_words() -> None:
    plan = load_plan({f"plan/{n}.toml": Unreadable("gone") for n in range(30)}).plan
    with pytest.raises(NamingError) as caught:
        find_item(plan, "portal")
    assert caught.value.help == (
        "`planlint tree` lists what there is; plan/0.toml, plan/1.toml, plan/10.toml, plan/11.toml, plan/12.toml, "
        "plan/13.toml, plan/14.toml, plan/15.toml, plan/16.toml, plan/17.toml and 20 more cannot be read: gone"
    )


def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_called_missing(
    partial: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    out, _ = run(capfd, "tree")
    assert "objective 'faster' may be in a file that cannot be read; `planlint" in out
    assert "does not exist" not in out
    said = run(capfd, "why", "call", status=1)[0]
    assert "names objective 'faster', which may be in a file" in said
    assert "does not exist" not in said


@pytest.mark.parametrize("include", [None, "plan/**/*.toml"])
def test_a_plan_in_a_submodule_is_said_to_be_passed_over(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], include: str | None
) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit({"a.toml": TOP})
    settings = {"planlint.toml": f'include = ["{include}"]\n'} if include else {}
    repo.commit({"x": "", **settings})
    repo.run("submodule", "--quiet", "add", str(inner.top), "plan")
    repo.run("submodule", "--quiet", "add", str(inner.top), "vendor")
    repo.commit({})
    monkeypatch.chdir(repo.top)
    line = "plan is a submodule, which is another repository, so it was skipped"
    doors = ((["check"], 2), (["check", "--staged"], 0), (["ci"], 0), (["tree"], 2), (["history"], 2), (["diff"], 2))
    for arguments, status in doors:
        _, said = run(capfd, *arguments, status=status)
        assert (said.count(line), said.count("vendor"), said.count("meets no file")) == (1, 0, 0), arguments
    if include is None:
        repo.write("plan.toml", "")
        assert run(capfd, "check")[1].count(line) == 1


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_part_of_a_plan_behind_a_link_is_told_wherever_versions_lack_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.write("lnk/a.toml", TOP)
    (repo.top / "lnk").rename(repo.top / "real")
    (repo.top / "lnk").symlink_to("real", target_is_directory=True)
    repo.commit({"planlint.toml": 'include = ["lnk/*.toml"]\n'})
    monkeypatch.chdir(repo.top)
    skipped = "lnk is a symbolic link, and git keeps nothing behind it, so it was skipped"
    followed = "lnk is a symbolic link, followed here alone: git keeps nothing behind it, and hooks and `ci` refuse it"
    assert f"help: {skipped}; they match" in run(capfd, "history", status=2)[1]
    assert f"in HEAD: {skipped}\nin :worktree: {followed}\nthere are no plan files in HEAD" in run(capfd, "diff")[1]
    assert run(capfd, "site", "--single-file", "s.html")[1].startswith(f"{followed}\nThe history is missing: no plan")
    repo.commit({"plan/b.toml": LOW, "planlint.toml": 'include = ["plan/*.toml", "lnk/*.toml"]\n'})
    assert run(capfd, "history", *NOW)[1] == f"{skipped}\n"
    assert run(capfd, "history", "days")[1] == f"{skipped}\n"
    assert f"in HEAD: {skipped}\nin :worktree: {followed}\n" in run(capfd, "diff")[1]
    assert f"in HEAD~ and HEAD: {skipped}\n" in run(capfd, "diff", "HEAD~", "HEAD")[1]


@pytest.mark.parametrize("arguments", [["check"], ["check", "--staged"], ["check", "--rev", "HEAD"], ["ci"]])
def test_a_pattern_that_meets_nothing_is_named_once(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    settings = 'include = ["plan/*.toml", "quarters/**/*.toml", "old"]\nexclude = ["old"]\n'
    repo.commit({"plan/a.toml": TOP + LOW, "old/b.toml": "", "planlint.toml": settings})
    monkeypatch.chdir(repo.top)
    _, said = run(capfd, *arguments)
    assert said.count("quarters") == 1
    assert 'the pattern "quarters/**/*.toml" of `include` meets no file' in said
    assert 'the pattern "old" of `include` meets no file' in said
    assert "plan/*.toml" not in said


def test_patterns_that_nobody_wrote_are_not_named(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"plan.toml": TOP + LOW})
    monkeypatch.chdir(repo.top)
    assert run(capfd, "check")[1] == ""


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-16LE", "latin-1"])
def test_the_encoding_that_git_writes_a_file_in_is_named(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], encoding: str
) -> None:
    text = TOP.replace("family", "família") + LOW
    repo.commit({"plan/a.toml": text.encode(encoding), ".gitattributes": f"*.toml working-tree-encoding={encoding}\n"})
    monkeypatch.chdir(repo.top)
    out, _ = run(capfd, "check", "--format", "concise", status=1)
    assert f"git writes it in the working-tree-encoding {encoding}, and plan files are UTF-8" in out
    assert "7 items in 1 file, all reach the purpose" in run(capfd, "check", "--staged")[0]


@pytest.mark.parametrize(
    ("encoding", "note", "status"),
    [
        ("ISO-8859-1", "Läuft", 2),
        ("ISO-8859-1", "Runs", 0),
        ("UTF-8", "Läuft", 0),
        ("no-such-encoding", "Läuft", 2),
    ],
)
def test_a_text_that_git_would_read_as_another_is_not_written(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    encoding: str,
    note: str,
    status: int,
) -> None:
    repo.commit({"plan/a.toml": TOP + LOW})
    repo.write(".gitattributes", f"*.toml working-tree-encoding={encoding}\n")
    monkeypatch.chdir(repo.top)
    _, said = run(capfd, "set", "days", f"note={note}", status=status)
    text = (repo.top / "plan/a.toml").read_text(encoding="utf-8")
    assert (note in text) == (status == 0)
    if status:
        assert f"git reads 'plan/a.toml' in the working-tree-encoding {encoding}, and plan files are UTF-8" in said
        assert "help: take that out of .gitattributes" in said


@pytest.mark.parametrize("encoding", ["UTF-16LE", "ISO-8859-1"])
def test_a_new_file_that_git_would_read_as_another_text_is_not_written(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], encoding: str
) -> None:
    repo.commit({"plan/a.toml": TOP + LOW, ".gitattributes": f"/plan/b.toml working-tree-encoding={encoding}\n"})
    monkeypatch.chdir(repo.top)
    command = ("new", "task", "Ring them", "--under", "desk", "--file", "plan/b.toml")
    run(capfd, *command, status=2 if encoding == "UTF-16LE" else 0)
    assert (repo.top / "plan/b.toml").exists() == (encoding != "UTF-16LE")


def test_a_first_plan_that_git_would_read_as_another_text_is_not_written(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.write(".gitattributes", "*.toml working-tree-encoding=latin-1\n")
    monkeypatch.chdir(repo.top)
    assert main(["init"]) == 2
    assert (
        "in the working-tree-encoding latin-1, and plan files are UTF-8; nothing was written" in capfd.readouterr().err
    )
    assert [one.name for one in repo.top.glob("*.toml")] == []


def test_the_pages_name_what_cannot_be_read(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    attributes = "*.toml working-tree-encoding=UTF-16\n"
    repo.commit({"plan/a.toml": (TOP + LOW).encode("UTF-16"), ".gitattributes": attributes})
    monkeypatch.chdir(repo.top)
    _, said = run(capfd, "site", "-o", "pages")
    line = "what these files hold is missing here, because they cannot be read: plan/a.toml"
    assert line in said
    page = (repo.top / "pages/index.html").read_text(encoding="utf-8")
    assert line in page
    assert "What can be read of the plan has no goals and no actions." in page


def test_a_file_that_is_not_utf8_by_itself_is_told_as_ever(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit({"plan/a.toml": (TOP + "# família\n").encode("latin-1"), ".gitattributes": "*.toml text\n"})
    monkeypatch.chdir(repo.top)
    assert "PL002" in run(capfd, "check", "--format", "concise", status=1)[0]
