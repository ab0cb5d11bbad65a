"""Settings files obey the rules of plan files: links out of the repository are refused, none of their text is shown."""

import argparse
import io
import os
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.completion.words import WORDS
from planlint.cli.main import main
from tests.conftest import Repo

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links that every user may make")

SECRET = "TOKEN=hunter2 hunter3\n"
TYPO = 'hunter2 = ["PL2"]\n'
PLAN = '[purpose.meet]\ntitle = "Neighbours have a place to meet"\n'


class Desk:
    """A repository with a small plan; commands run at its top, and what they print is kept."""

    def __init__(self, repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self.capfd = capfd
        self.outside = repo.top.parent / "secret"
        self.outside.write_text(SECRET)
        repo.commit({"plan.toml": PLAN, "docs/x": ""})

    def link(self, path: str, target: str | Path) -> None:
        link = self.repo.top / path
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(target)

    def run(self, *arguments: str) -> tuple[int, str]:
        status = main([*arguments, "--today", "2026-10-15"] if arguments[0] == "check" else [*arguments])
        out, said = self.capfd.readouterr()
        return status, out + said


@pytest.fixture
def desk(repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(repo.top)
    return Desk(repo, capfd)


def refused(desk: Desk, *arguments: str) -> str:
    status, printed = desk.run(*arguments)
    assert status == 2, printed
    assert "hunter" not in printed
    return printed


@pytest.mark.parametrize("target", ["../secret", "/proc/self/environ", "../gone", "..", "planlint.toml"])
def test_a_settings_file_that_is_a_link_out_of_the_repository_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setenv("TOKEN", "hunter2")
    desk.link("planlint.toml", target)
    desk.repo.commit({})
    assert "'planlint.toml' cannot be read: it is a link" in refused(desk, "check")
    assert "'planlint.toml' cannot be read: it is a link" in refused(desk, "ci")


def test_a_link_that_may_not_be_read_is_one_that_leaves_the_repository(desk: Desk, unreadable_link: Path) -> None:
    desk.link("conf", unreadable_link)
    desk.repo.commit({})
    assert "it is a link that leaves the repository" in refused(desk, "check", "--config", "conf/x")
    assert "it is a link that leaves the repository" in refused(desk, "check", "--baseline", "conf/x")
    assert "'conf/x' is behind a link that leads out" in refused(desk, "check", "--root", "conf/x")
    assert "'conf/x' is behind a link that leads out" in refused(desk, "site", "-o", "conf/x")
    assert "there is no file or folder 'conf/x'" in refused(desk, "check", "conf/x")


def test_a_link_that_leaves_the_repository_is_refused_to_whoever_may_not_see_where_it_leads(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.link("planlint.toml", "../secret")
    honest = os.stat

    def guarded(path: Any, **options: Any) -> Any:
        if str(path).endswith("planlint.toml") and options.get("follow_symlinks", True):
            raise PermissionError(13, "Permission denied", path)
        return honest(path, **options)

    monkeypatch.setattr(os, "stat", guarded)
    for arguments in (["check"], ["tree"], ["diff"]):
        assert "it is a link that leaves the repository" in refused(desk, *arguments)


def test_a_link_by_way_of_another_folder_or_another_link_is_refused_too(desk: Desk) -> None:
    desk.link("conf", "..")
    desk.link("planlint.toml", "conf/secret")
    assert "it is a link that leaves the repository" in refused(desk, "check")
    assert "it is a link that leaves the repository" in refused(desk, "check", "--config", "conf/secret")
    assert "it is a link that leaves the repository" in refused(desk, "check", "--config", "docs/../conf/secret")


def test_settings_that_config_names_may_lie_anywhere_but_are_quoted_only_where_git_tracks_them(desk: Desk) -> None:
    printed = refused(desk, "check", "--config", "../secret")
    assert "../secret:1:7: git does not track this file" in printed
    desk.link("named.toml", "../secret")
    assert "it is a link that leaves the repository" in refused(desk, "check", "--config", "named.toml")
    (desk.repo.top.parent / "good.toml").write_text('ignore = ["PL3"]\n')
    assert desk.run("check", "--config", "../good.toml")[0] == 0


def test_a_pyproject_behind_a_link_is_refused_where_it_has_our_table(desk: Desk) -> None:
    desk.outside.write_text("[project]\nname = 'hunter2'\n")
    desk.link("pyproject.toml", "../secret")
    assert "hunter2" not in desk.run("check")[1]
    desk.outside.write_text("[tool.planlint]\nhunter2 = 1\n")
    assert "'pyproject.toml' cannot be read: it is a link that leaves the repository" in refused(desk, "check")


def test_a_link_to_what_git_does_not_track_is_refused(desk: Desk) -> None:
    desk.repo.write(".env", SECRET)
    desk.repo.write(".gitignore", ".env\n")
    desk.link("planlint.toml", ".env")
    assert "it is a link to a file that git does not track" in refused(desk, "check")
    (desk.repo.top / "planlint.toml").unlink()
    desk.repo.run("config", "user.password", "hunter2")
    desk.link("planlint.toml", ".git/config")
    assert "it is a link to a file that git does not track" in refused(desk, "check")


def test_only_a_regular_file_that_git_tracks_is_quoted(desk: Desk) -> None:
    desk.repo.write("planlint.toml", TYPO)
    printed = refused(desk, "check")
    assert "planlint.toml:1:1: git does not track this file, so what is wrong here is not quoted" in printed
    desk.repo.run("add", "planlint.toml")
    status, printed = desk.run("check")
    assert (status, "planlint.toml:1:1: unknown key `hunter2`" in printed) == (2, True)


def test_a_tracked_link_that_stays_in_the_repository_is_followed_and_quoted(desk: Desk) -> None:
    desk.link("docs/conf", "../shared")
    desk.link("planlint.toml", "docs/conf/planlint.toml")
    desk.repo.commit({"shared/planlint.toml": TYPO})
    status, printed = desk.run("check")
    assert (status, "planlint.toml:1:1: unknown key `hunter2`" in printed) == (2, True)
    desk.repo.commit({"shared/planlint.toml": 'include = ["nothing.toml"]\n'})
    assert "no plan files" in desk.run("check")[1]


def test_a_settings_file_above_a_mebibyte_is_read_no_further(desk: Desk) -> None:
    with (desk.repo.top / "planlint.toml").open("wb") as file:
        file.truncate(1 << 40)  # a sparse file: read whole it would not fit into memory
    desk.repo.run(
        "update-index", "--add", "--cacheinfo", f"100644,{desk.repo.run('rev-parse', 'HEAD:docs/x')},planlint.toml"
    )
    assert "the file has more than 1,048,576 bytes" in refused(desk, "check")


def test_outside_of_a_repository_links_stay_below_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("plan.toml").write_text(PLAN)
    Path("planlint.toml").symlink_to("../secret")
    assert main(["check"]) == 2
    assert "it is a link that leads out of the root" in capfd.readouterr().err
    Path("planlint.toml").unlink()
    Path("planlint.toml").write_text(TYPO)
    assert main(["check"]) == 2
    assert "unknown key `hunter2`" in capfd.readouterr().err  # nobody but its owner put it there


DOORS = (
    ("check",),
    ("check", "--base", "HEAD"),
    ("check", "--fix"),
    ("diff",),
    ("tree",),
    ("why", "meet"),
    ("set", "meet", "title=Other"),
    ("rename", "purpose.meet", "purpose.met"),
    ("ci",),
    ("history", "--log"),
    ("init", "."),
)
OF_A_VERSION = (("check", "--staged"), ("hook", "commit-msg", "message"), ("hook", "pre-push"))


@pytest.mark.parametrize("arguments", DOORS + OF_A_VERSION, ids=" ".join)
@pytest.mark.parametrize("name", ["planlint.toml", "pyproject.toml"])
def test_no_door_shows_what_lies_behind_a_link(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    desk.outside.write_text(f"[tool.planlint]\n{SECRET}")
    desk.link(name, "../secret")
    (desk.repo.top / "message").write_text("words")
    oid = desk.repo.commit({})
    push = f"refs/heads/main {oid} refs/heads/main {'0' * 40}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(push.encode())))
    status, printed = desk.run(*arguments)
    assert "hunter" not in printed
    if name == "pyproject.toml" and arguments in OF_A_VERSION:  # git has nothing behind it that could be ours
        assert status == 0
    else:
        assert (status, f"'{name}' cannot be read: it is a link that leaves the repository" in printed) == (2, True)


def test_completion_shows_nothing_of_what_lies_behind_a_link(desk: Desk) -> None:
    desk.outside.write_text('[purpose.hunter2]\ntitle = "x"\n')
    desk.link("linked.plan.toml", "../secret")
    desk.link("planlint.toml", "../secret")
    desk.repo.commit({})
    words = WORDS["ITEM"](argparse.Namespace(root=None, config=None), "")
    assert set(words) == {"purpose.meet"}


@pytest.mark.parametrize("target", ["../outside.toml", "/etc/hostname", "..", "planlint.toml", "gone.toml", "docs"])
def test_versions_refuse_what_the_disk_refuses(desk: Desk, target: str) -> None:
    desk.link("planlint.toml", target)
    desk.repo.commit({})
    bare = desk.repo.top.parent / "bare"
    desk.repo.run("clone", "-q", "--bare", ".", str(bare))
    said = "the configuration 'planlint.toml' cannot be read: it is a link"
    assert said in refused(desk, "check", "--staged")
    assert said in refused(desk, "check", "--rev", "HEAD", "--root", str(bare))
    assert said in refused(desk, "diff", "HEAD", ":index")


def test_a_base_whose_settings_lead_away_is_read_by_those_of_the_head(desk: Desk) -> None:
    desk.link("planlint.toml", "../secret")
    desk.repo.commit({})
    (desk.repo.top / "planlint.toml").unlink()
    desk.repo.commit({"planlint.toml": ""})
    status, printed = desk.run("check", "--base", "HEAD^")
    assert "could not be read, so those of :worktree say which files are the plan: " in printed
    assert (status, "it is a link that leaves the repository" in printed, "hunter" in printed) == (0, True, False)


def test_versions_follow_links_through_linked_folders_as_the_disk_does(desk: Desk) -> None:
    desk.link("docs/conf", "../shared")
    desk.link("planlint.toml", "docs/conf/planlint.toml")
    desk.repo.commit({"shared/planlint.toml": TYPO})
    assert "unknown key `hunter2`" in desk.run("check")[1]
    assert "unknown key `hunter2`" in desk.run("check", "--staged")[1]


def test_a_root_behind_a_link_out_of_the_repository_is_refused(desk: Desk) -> None:
    other = desk.repo.top.parent / "other"
    other.mkdir()
    (other / "plan.toml").write_text('[purpose.hunter2]\ntitl = ""\n')
    desk.link("team", "../other")
    assert "hunter2" in desk.run("check", "--root", "team")[1]  # made on this machine
    desk.repo.commit({})
    for arguments in (["check"], ["ci"], ["tree"], ["diff"]):
        assert "'team' is behind a link that leads out of the repository" in refused(desk, *arguments, "--root", "team")


def test_a_baseline_behind_a_link_is_neither_read_nor_written(desk: Desk) -> None:
    desk.link("baseline.json", "../secret")
    desk.repo.commit({})
    assert "it is a link that leaves the repository" in refused(desk, "check", "--baseline", "baseline.json")
    assert "it is a link that leaves the repository" in refused(desk, "ci", "--baseline", "baseline.json")
    assert "it is a link that leaves the repository" in refused(desk, "check", "--write-baseline", "baseline.json")
    assert desk.outside.read_text() == SECRET


def test_a_baseline_is_quoted_only_where_git_tracks_it(desk: Desk) -> None:
    text = '{"version": 1, "findings": [{"hunter2": 1}]}\n'
    desk.repo.write("baseline.json", text)
    assert "git does not track this file, so" in refused(desk, "check", "--baseline", "baseline.json")
    gone = '{"version": 1, "findings": [{"code": "PL201", "item": "task.hunter2", "key": "tactic", "count": 1}]}\n'
    desk.repo.write("baseline.json", gone)
    assert "hunter2" not in desk.run("check", "--verbose", "--baseline", "baseline.json")[1]
    desk.repo.commit({})
    assert "hunter2" in desk.run("check", "--verbose", "--baseline", "baseline.json")[1]
    desk.repo.commit({"baseline.json": text})
    assert 'unknown key "hunter2"' in desk.run("check", "--baseline", "baseline.json")[1]


@pytest.mark.parametrize("target", ["../secret", "../new", ".git/hooks/pre-commit", "docs/../../secret"])
def test_no_result_is_written_through_a_link_that_a_change_brings(desk: Desk, target: str) -> None:
    desk.link("report.sarif", target)
    (desk.repo.top / ".git/hooks").mkdir(exist_ok=True)
    desk.repo.commit({})
    assert "is behind a link" in refused(desk, "check", "--format", "sarif", "-o", "report.sarif")
    assert "is behind a link" in refused(desk, "ci", "--format", "sarif", "-o", "report.sarif")
    assert desk.outside.read_text() == SECRET
    assert not (desk.repo.top.parent / "new").exists()
    assert not (desk.repo.top / ".git/hooks/pre-commit").exists()


def test_a_result_goes_through_a_link_of_this_machine(desk: Desk) -> None:
    desk.link("report.sarif", "../new")
    assert desk.run("check", "--format", "sarif", "-o", "report.sarif")[0] == 0
    assert (desk.repo.top.parent / "new").read_text().startswith("{")


@pytest.mark.parametrize("text", [SECRET, 'TOKEN = "hunter2"\n', '{"key": "hunter2"}', "[default]\nkey = hunter2\n"])
def test_an_untracked_file_that_no_item_stands_in_is_not_shown(desk: Desk, text: str) -> None:
    desk.repo.write("creds.json", text)
    desk.repo.commit({"planlint.toml": 'include = ["**"]\nexclude = ["docs"]\n', ".gitignore": "*.json\n"})
    for name in (".gitignore", "planlint.toml"):
        desk.repo.run("rm", "-q", "--cached", name)
    desk.repo.write(".gitignore", "# nothing any more\n")
    status, printed = desk.run("check")
    assert (status, "hunter" in printed) == (1, False)
    assert "creds.json" in printed
    assert "git does not track it, and no item stands in it" in printed
    for form in ("json", "github", "sarif", "markdown", "concise"):
        assert "hunter" not in desk.run("check", "--format", form)[1]


def test_a_new_plan_file_is_shown_before_it_is_added(desk: Desk) -> None:
    desk.repo.write("new.plan.toml", "# first words\n")
    assert desk.run("check")[0] == 0
    desk.repo.write("new.plan.toml", '[vision.hunter2]\ntitel = "x"\n')
    assert "titel" in desk.run("check")[1]
    desk.repo.write("new.plan.toml", "[vision.hunter2]\ntitle 5\n")
    assert "title 5" in desk.run("check")[1]
