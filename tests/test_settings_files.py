"""Settings files obey the rules of plan files: links out of the repository are refused, none of their text is shown."""

import os
from pathlib import Path

import pytest

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
    assert "it is a link that leaves the root" in capfd.readouterr().err
    Path("planlint.toml").unlink()
    Path("planlint.toml").write_text(TYPO)
    assert main(["check"]) == 2
    assert "unknown key `hunter2`" in capfd.readouterr().err  # nobody but its owner put it there
