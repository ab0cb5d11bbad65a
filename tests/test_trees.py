"""The world as mappings: working tree, index and commits agree, and what cannot be read says so."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.commit import Commit
from planlint.tree import PassedOver, Unreadable
from planlint.trees import CONFIG_NAMES, Root, TreeError, find_root, root_at, schema_text, worktree
from planlint.trees.errors import git_failed, git_text
from planlint.trees.git.file_versions import versions
from planlint.trees.git.log import FileChange, read_log
from planlint.trees.git.process import Changes, GitResult, ask_git, run_git
from planlint.trees.git.repository import INDEX, Repository
from tests.conftest import Repo

LIMIT = 1 << 20

ODD_NAMES = {
    "plan/with space.toml": "a = 1\n",
    "plan/é.toml": "b = 2\n",
    "plan/e\u0301 apart.toml": "c = 3\n",
    "plan/quote's.toml": "d = 4\n",
    "plan/[glob]*.toml": "e = 5\n",
    "plan/-dash.toml": "f = 6\n",
    "plan/\U0001f333.toml": "g = 7\n",
}
POSIX_NAMES = {
    'plan/"quoted".toml': "h = 8\n",
    "plan/line\nend.toml": "i = 9\n",
    "plan/tab\t.toml": "j = 10\n",
}

posix_only = pytest.mark.skipif(os.name != "posix", reason="names and links that only POSIX has")


def is_toml(path: str) -> bool:
    return path.endswith(".toml")


def in_plan(path: str) -> bool:
    return path.startswith("plan/") and path.endswith(".toml")


def on_disk(top: Path, wanted=is_toml, limit: int = LIMIT) -> dict[str, bytes | Unreadable]:
    return worktree(find_root(top), wanted, limit)


def plan_of(name: str) -> bytes:
    """A file with an item: an untracked one without any is no plan file."""
    return f"[purpose.{name}]\n".encode()


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    return {path: files[path].encode() for path in sorted(files, key=str.encode)}


def fail(call, *arguments) -> TreeError:
    with pytest.raises(TreeError) as caught:
        call(*arguments)
    assert "\n" not in caught.value.message
    return caught.value


# One content, three places.


@posix_only
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("prefix", ["", "team/north é/"])
def test_index_commit_and_working_tree_agree(tmp_path: Path, object_format: str, prefix: str) -> None:
    repo = Repo(tmp_path / "repo", f"--object-format={object_format}")
    files = {**ODD_NAMES, **POSIX_NAMES, "plan.toml": "", "plan/a.txt": "no", "plan/sub/deep.toml": "x"}
    oid = repo.commit({prefix + path: text for path, text in files.items()} | {"planz.toml": "outside"})
    folder = repo.top / prefix
    opened = Repository.open(folder)
    assert len(oid) == (40 if object_format == "sha1" else 64)
    assert opened.resolve("HEAD") == opened.resolve(oid) == opened.resolve("main") == oid
    assert opened.prefix(folder) == prefix
    expected = as_bytes({path: text for path, text in files.items() if path.endswith(".toml")})
    if not prefix:
        expected["planz.toml"] = b"outside"
    found = [
        worktree(Root(folder), is_toml, LIMIT),
        opened.index(prefix, is_toml, LIMIT),
        opened.commit(oid, prefix, is_toml, LIMIT),
    ]
    assert found == [expected] * 3
    assert [list(tree) for tree in found] == [list(expected)] * 3


@posix_only
def test_a_name_that_is_not_utf8_is_written_out_everywhere(repo: Repo) -> None:
    try:
        repo.write(os.fsdecode(b"plan/caf\xe9.toml"), "x")
    except OSError:
        return  # this disk takes only UTF-8
    oid = repo.commit({})
    expected = {"plan/caf\\xe9.toml": b"x"}
    opened = Repository.open(repo.top)
    assert on_disk(repo.top) == opened.index("", is_toml, LIMIT) == opened.commit(oid, "", is_toml, LIMIT) == expected


segments = st.text(st.sampled_from("abé'\"[]*?-\n\t\\#!~:% 木"), min_size=1, max_size=6)
paths = st.builds("{}/{}.toml".format, segments, segments)
trees = st.dictionaries(paths, st.binary(max_size=30), max_size=5)


@posix_only
@settings(max_examples=10, deadline=None)
@given(files=trees)
def test_all_three_agree_whatever_the_names(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    repo = Repo(tmp_path_factory.mktemp("law"))
    oid = repo.commit(files)
    opened = Repository.open(repo.top)
    expected = {path: files[path] for path in sorted(files, key=str.encode)}
    for tree in (
        on_disk(repo.top),
        opened.index("", is_toml, LIMIT),
        opened.commit(oid, "", is_toml, LIMIT),
        {path: opened.file(oid, path) for path in expected},
        {path: opened.file(INDEX, path) for path in expected},
    ):
        assert list(tree.items()) == list(expected.items())


def test_each_place_keeps_its_own_content(repo: Repo) -> None:
    first = repo.commit({"plan.toml": "1", "gone.toml": "here"})
    repo.write("plan.toml", "2")
    repo.run("add", "--all")
    repo.write("plan.toml", "3")
    (repo.top / "gone.toml").unlink()
    opened = Repository.open(repo.top)
    assert opened.commit(first, "", is_toml, LIMIT) == {"gone.toml": b"here", "plan.toml": b"1"}
    assert opened.index("", is_toml, LIMIT) == {"gone.toml": b"here", "plan.toml": b"2"}
    assert on_disk(repo.top) == {"plan.toml": b"3"}


def test_crlf_and_binary_bytes_stay_as_they_are(repo: Repo) -> None:
    data = b"\xef\xbb\xbfa = 1\r\n\x00\xff\n" * 3
    oid = repo.commit({"plan.toml": data})
    opened = Repository.open(repo.top)
    assert on_disk(repo.top)["plan.toml"] == opened.index("", is_toml, LIMIT)["plan.toml"] == data
    assert opened.commit(oid, "", is_toml, LIMIT)["plan.toml"] == opened.file("HEAD", "plan.toml") == data


@pytest.mark.parametrize("size", [0, 9, 10, 11, 12, 200_000])
def test_one_byte_beyond_the_limit_tells_that_there_is_more(repo: Repo, size: int) -> None:
    oid = repo.commit({"a.toml": b"x" * size, "b.toml": b"after"})
    opened = Repository.open(repo.top)
    expected = {"a.toml": b"x" * min(size, 11), "b.toml": b"after"}
    assert on_disk(repo.top, limit=10) == expected
    assert opened.index("", is_toml, 10) == expected
    assert opened.commit(oid, "", is_toml, 10) == expected


def test_many_large_files_pass_through_one_process(repo: Repo) -> None:
    files = {f"plan/{number:04}.toml": f"{number}\n" * 300 for number in range(400)}
    oid = repo.commit(files)
    assert Repository.open(repo.top).commit(oid, "", is_toml, LIMIT) == as_bytes(files)


# The working tree.


def test_ignored_files_do_not_count_and_untracked_ones_do(repo: Repo) -> None:
    repo.commit({".gitignore": "drafts/\n*.local.toml\n", "plan/a.toml": "a"})
    repo.write("plan/new.toml", "new")
    repo.write("plan/drafts/x.toml", "x")
    repo.write("plan/my.local.toml", "x")
    assert list(on_disk(repo.top)) == ["plan/a.toml", "plan/new.toml"]


def test_an_ignored_file_that_is_tracked_counts(repo: Repo) -> None:
    repo.commit({"plan/a.toml": "a"})
    repo.commit({".gitignore": "plan/\n"})
    repo.write("plan/b.toml", "b")
    assert list(on_disk(repo.top)) == ["plan/a.toml"]


def test_other_repositories_inside_do_not_count(repo: Repo) -> None:
    repo.commit({"plan/a.toml": "a"})
    inner = Repo(repo.top / "plan" / "inner")
    inner.commit({"b.toml": "b"})
    assert list(on_disk(repo.top)) == ["plan/a.toml"]
    repo.run("add", "plan/inner")
    assert list(on_disk(repo.top)) == ["plan/a.toml"]
    assert list(Repository.open(repo.top).index("", is_toml, LIMIT)) == ["plan/a.toml"]


def test_a_folder_with_a_plan_name_is_no_plan(repo: Repo) -> None:
    repo.commit({"plan/a.toml/inside.txt": "a"})
    assert on_disk(repo.top) == {}


def test_outside_a_repository_every_file_counts_but_those_of_version_control(tmp_path: Path) -> None:
    for path in (
        "plan/b.toml",
        "plan/a.toml",
        "plan-x.toml",
        ".hidden/c.toml",
        ".hg/d.toml",
        ".svn/e.toml",
        ".git/f.toml",
    ):
        target = tmp_path / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(path)
    names = [".hidden/c.toml", "plan-x.toml", "plan/a.toml", "plan/b.toml"]
    assert on_disk(tmp_path) == {name: name.encode() for name in names}


def test_a_file_in_conflict_is_listed_once_and_our_side_is_in_the_index(repo: Repo) -> None:
    repo.commit({"plan.toml": "base\n"})
    repo.run("checkout", "--quiet", "-b", "theirs")
    repo.commit({"plan.toml": "theirs\n"})
    repo.run("checkout", "--quiet", "main")
    repo.commit({"plan.toml": "ours\n"})
    repo.run("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "merge", "theirs", check=False)
    assert list(on_disk(repo.top)) == ["plan.toml"]
    assert Repository.open(repo.top).index("", is_toml, LIMIT) == {"plan.toml": b"ours\n"}


@posix_only
def test_a_pipe_and_a_socket_keep_nobody_waiting(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan/a.toml": "a"})
    os.mkfifo(repo.top / "plan/pipe.toml")
    monkeypatch.chdir(repo.top / "plan")  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.toml")
        assert list(on_disk(repo.top)) == ["plan/a.toml"]
        shutil.rmtree(repo.top / ".git")
        assert list(on_disk(repo.top)) == ["plan/a.toml"]


def test_a_file_that_may_not_be_read_says_so(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan/a.toml": "a", "plan/b.toml": "b"})
    honest = os.open

    def guarded(path, *arguments, **options):
        if os.fsdecode(path).endswith("a.toml"):
            raise PermissionError(13, "Permission denied", path)
        return honest(path, *arguments, **options)

    monkeypatch.setattr(os, "open", guarded)
    assert on_disk(repo.top) == {"plan/a.toml": Unreadable("permission denied"), "plan/b.toml": b"b"}


def test_a_folder_that_may_not_be_looked_into_is_not_an_empty_one(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("sub/plan/a.toml", plan_of("a"))
    for folder in ("sub/plan/shut", "sub/plan/open", "sub/other"):
        (repo.top / folder).mkdir()
    honest, honest_git = os.scandir, ask_git

    def guarded(path: Any) -> Any:
        if path in (os.fsencode(repo.top / folder) + b"/" for folder in ("sub/plan/shut", "sub/other")):
            raise PermissionError(13, "Permission denied", path)
        return honest(path)

    def warned(*asked: Any) -> GitResult:
        told = "warning: could not open directory 'sub/{}/': Permission denied\n"
        return honest_git(*asked)._replace(error=told.format("plan/shut") + told.format("other"))

    monkeypatch.setattr(os, "scandir", guarded)
    monkeypatch.setattr(sys.modules["planlint.trees.worktree"], "ask_git", warned)
    root = root_at(repo.top / "sub")
    shut = Unreadable("it is a folder that may not be looked into")
    assert worktree(root, in_plan, LIMIT) == {"plan/a.toml": plan_of("a"), "plan/shut": shut}
    repo.commit({"sub/plan/shut/b.toml": "b"})
    assert worktree(root, in_plan, LIMIT) == {"plan/a.toml": plan_of("a"), "plan/shut/b.toml": b"b"}
    shutil.rmtree(repo.top / ".git")
    assert worktree(root, in_plan, LIMIT) == {"plan/a.toml": plan_of("a"), "plan/shut": shut}
    (repo.top / "sub/plan/all").symlink_to("..", target_is_directory=True)
    (repo.top / "sub/plan/beside").symlink_to("../other", target_is_directory=True)
    assert worktree(root, in_plan, LIMIT) == {"plan/a.toml": plan_of("a"), "plan/beside": shut, "plan/shut": shut}


# Links.


@posix_only
def test_a_link_that_may_not_be_read_leads_out(
    repo: Repo, unreadable_link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"plan/a.toml": "a"})
    (repo.top / "plan/b.toml").symlink_to(unreadable_link)
    (repo.top / "plan/c.toml").symlink_to(unreadable_link / "x")
    led_out = Unreadable("it is a link that leads out of the root", is_link=True)
    assert on_disk(repo.top) == {"plan/a.toml": b"a", "plan/b.toml": led_out, "plan/c.toml": led_out}
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(unreadable_link))
    assert find_root(repo.top) == Root(repo.top, None, repo.top)


@posix_only
@pytest.mark.parametrize("in_git", [True, False])
class TestLinks:
    @staticmethod
    def tree(tmp_path: Path, in_git: bool, files: dict[str, str], links: dict[str, str], wanted=in_plan):
        top = tmp_path / "top"
        repo = Repo(top)
        for path, text in files.items():
            repo.write(path, plan_of(text) if len(text) == 1 else text)
        for path, target in links.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).symlink_to(target)
        if in_git:
            repo.run("add", "--all")
            tracked = on_disk(top, wanted)
            repo.run("rm", "-r", "--cached", "--quiet", ".")
            assert on_disk(top, wanted) == tracked
            return tracked
        shutil.rmtree(top / ".git")
        return on_disk(top, wanted)

    def test_a_link_inside_the_root_is_followed(self, tmp_path: Path, in_git: bool) -> None:
        found = self.tree(tmp_path, in_git, {"shared/x.toml": "x"}, {"plan/x.toml": "../shared/x.toml"})
        assert found == {"plan/x.toml": plan_of("x")}

    def test_a_file_with_two_names_counts_under_its_real_one(self, tmp_path: Path, in_git: bool) -> None:
        found = self.tree(tmp_path, in_git, {"plan/x.toml": "x"}, {"plan/a.toml": "x.toml", "plan/z.toml": "x.toml"})
        assert found == {"plan/x.toml": plan_of("x")}

    def test_else_under_the_first_link(self, tmp_path: Path, in_git: bool) -> None:
        links = {"plan/c.toml": "../x.toml", "plan/b.toml": "c.toml", "a.toml": "x.toml"}
        assert self.tree(tmp_path, in_git, {"x.toml": "x"}, links) == {"plan/b.toml": plan_of("x")}

    def test_a_linked_folder_shows_its_files(self, tmp_path: Path, in_git: bool) -> None:
        files = {
            "shared/a.toml": "a",
            "shared/deep/b.toml": "b",
            "shared/n.txt": "",
            "shared.toml": "",
            "shared0/c.toml": "",
        }
        found = self.tree(tmp_path, in_git, files, {"plan": "shared"})
        assert found == {"plan/a.toml": plan_of("a"), "plan/deep/b.toml": plan_of("b")}

    def test_links_in_linked_folders_are_followed_too(self, tmp_path: Path, in_git: bool) -> None:
        files = {"one/a.toml": "a", "two/b.toml": "b", "c.toml": "c"}
        links = {"plan": "one", "one/more": "../two", "two/back": "../one", "two/c.toml": "../c.toml"}
        found = self.tree(tmp_path, in_git, files, links)
        assert found == {
            "plan/a.toml": plan_of("a"),
            "plan/more/b.toml": plan_of("b"),
            "plan/more/c.toml": plan_of("c"),
        }

    def test_a_circle_of_folders_ends(self, tmp_path: Path, in_git: bool) -> None:
        links = {"plan/up": "..", "plan/here": ".", "plan/plan": "../plan"}
        assert self.tree(tmp_path, in_git, {"plan/a.toml": "a", "x/b.toml": "b"}, links) == {
            "plan/a.toml": plan_of("a")
        }

    def test_a_link_to_what_git_ignores_is_not_followed(self, tmp_path: Path, in_git: bool) -> None:
        files = {".gitignore": ".env\n", ".env": "x"}
        found = self.tree(tmp_path, in_git, files, {"plan/x.toml": "../.env"}, lambda path: path == "plan/x.toml")
        untracked = Unreadable("it is a link to a file that git does not track", is_link=True)
        assert found == {"plan/x.toml": untracked if in_git else plan_of("x")}

    def test_a_link_that_leaves_the_root_is_not_followed(self, tmp_path: Path, in_git: bool) -> None:
        (tmp_path / "top-secret.toml").write_text("secret")
        links = {"plan/x.toml": "../../top-secret.toml", "plan/y.txt": "/etc/hostname"}
        assert self.tree(tmp_path, in_git, {}, links) == {
            "plan/x.toml": Unreadable("it is a link that leads out of the root", is_link=True)
        }

    def test_a_plan_folder_that_leads_out_is_no_empty_plan(self, tmp_path: Path, in_git: bool) -> None:
        found = self.tree(tmp_path, in_git, {"a.txt": ""}, {"plan": "/etc", "other": "/etc"})
        assert found == {"plan": Unreadable("it is a link that leads out of the root", is_link=True)}

    def test_links_to_nothing_and_to_themselves_say_so(self, tmp_path: Path, in_git: bool) -> None:
        found = self.tree(
            tmp_path,
            in_git,
            {},
            {"plan/x.toml": "nowhere", "plan/y.toml": "y.toml", "plan/z.toml": "x.toml/q"},
        )
        assert found == {
            "plan/x.toml": Unreadable("it is a link to something that does not exist", is_link=True),
            "plan/y.toml": Unreadable("it is a link that leads back to itself", is_link=True),
            "plan/z.toml": Unreadable("it is a link to something that does not exist", is_link=True),
        }


@posix_only
def test_a_link_into_gits_own_folder_is_not_followed(repo: Repo) -> None:
    repo.commit({"a.txt": ""})
    (repo.top / "plan").mkdir()
    (repo.top / "plan/x.toml").symlink_to("../.git/config")
    repo.run("init", "--quiet", "--bare", "store")
    (repo.top / "plan/y.toml").symlink_to("../store/config")
    no = Unreadable("it is a link into git's own folder", is_link=True)
    assert on_disk(repo.top, in_plan) == {"plan/x.toml": no, "plan/y.toml": no}


@posix_only
def test_a_link_that_took_the_place_of_a_folder_brings_nothing_from_outside(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"plan/deep/a.toml": "a"})
    shutil.rmtree(repo.top / "plan")
    (tmp_path / "outside/deep").mkdir(parents=True)
    (tmp_path / "outside/deep/a.toml").write_text("secret")
    (repo.top / "plan").symlink_to("../outside")
    assert on_disk(repo.top, in_plan) == {"plan": Unreadable("it is a link that leads out of the root", is_link=True)}


@posix_only
def test_links_are_nothing_in_index_and_commits(repo: Repo) -> None:
    repo.write("plan/a.toml", "a")
    (repo.top / "plan/b.toml").symlink_to("a.toml")
    oid = repo.commit({})
    opened = Repository.open(repo.top)
    assert opened.index("", is_toml, LIMIT) == opened.commit(oid, "", is_toml, LIMIT) == {"plan/a.toml": b"a"}
    assert opened.file(oid, "plan/b.toml") is None


# The root.


def test_the_nearest_configuration_makes_the_root(repo: Repo) -> None:
    repo.write("planlint.toml", "")
    repo.write("a/pyproject.toml", "[tool.planlint]\n")
    repo.write("a/b/pyproject.toml", "[project]\nname = 'planlint-user'\n")
    deep = repo.top / "a/b/c"
    deep.mkdir()
    top = repo.top.resolve()
    assert find_root(deep) == Root(top / "a", "pyproject.toml", top)
    assert find_root(repo.top) == Root(top, "planlint.toml", top)
    repo.write("a/planlint.toml", "")
    assert find_root(deep) == Root(top / "a", "planlint.toml", top)
    assert root_at(deep) == Root(top / "a/b/c", None, top)


def test_without_configuration_the_root_is_the_top_or_the_folder(repo: Repo, tmp_path: Path) -> None:
    deep = repo.top / "a/b"
    deep.mkdir(parents=True)
    assert find_root(deep) == Root(repo.top.resolve(), None, repo.top.resolve())
    outside = tmp_path / "outside"
    outside.mkdir()
    assert find_root(outside) == Root(outside.resolve())


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[tool.planlint.limits]\n", True),
        ("tool.planlint = {}\n", True),
        ("[ tool . 'planlint' ]\n", True),
        ("\ufeff[tool.planlint]\n", True),
        ("[tool.planlint]\nbroken = \n", True),
        ("broken = \n# planlint\n", False),
        ("dependencies = ['planlint']\n", False),
        ("tool = 1 # planlint\n", False),
        ('text = """\n[tool.planlint]\n"""\n', False),
        ("a" + ".a" * 100_000 + " = 1 # planlint\n", False),
        ("a = " + "[" * 100_000 + " # planlint\n", False),
        ("", False),
    ],
)
def test_a_pyproject_counts_with_our_table_only(tmp_path: Path, text: str, counts: bool) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert find_root(tmp_path).config == ("pyproject.toml" if counts else None)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("fatal: cannot read 'https://ann:hunter2@example.org/x'", "cannot read 'https://example.org/x'"),
        ("error: one\nfatal: " + "x" * 400, "x" * 299 + "…"),
        ("", "it gave no reason"),
    ],
)
def test_a_message_of_git_is_one_line_with_an_end_and_without_passwords(said: str, shown: str) -> None:
    assert git_text(said) == shown


def test_a_schema_is_no_way_to_another_file() -> None:
    with pytest.raises(KeyError):
        schema_text("../schemas/plan")


def test_configuration_is_found_in_the_index_and_in_commits(repo: Repo) -> None:
    oid = repo.commit({"a/planlint.toml": "old", "a/b/x": ""})
    repo.write("a/b/planlint.toml", "staged")
    repo.run("add", "--all")
    (repo.top / "a/b/planlint.toml").unlink()
    opened = Repository.open(repo.top)
    start, top = repo.top / "a/b", repo.top.resolve()
    assert find_root(start).folder == top / "a"
    assert find_root(start, listing=opened.listing(INDEX, CONFIG_NAMES)).folder == top / "a/b"
    assert find_root(start, listing=opened.listing(oid, CONFIG_NAMES)).folder == top / "a"
    assert opened.file(INDEX, "a/b/planlint.toml") == b"staged"
    assert opened.file("HEAD", "a/b/planlint.toml") is None
    assert opened.file("HEAD", "a") is None
    assert opened.file(oid, "a/planlint.toml") == b"old"


def test_a_folder_that_may_not_be_looked_into_has_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path, **options):
        raise PermissionError(13, "Permission denied", path)

    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, refuse)
    assert find_root(tmp_path) == Root(tmp_path.resolve())


def test_git_may_be_told_not_to_look_further_up(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("a/b/plan.toml", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repo.top))
    assert find_root(repo.top / "a/b") == Root(repo.top.resolve() / "a/b")
    assert on_disk(repo.top / "a/b") == {"plan.toml": b"1"}
    assert find_root(repo.top).top == repo.top.resolve()


# Kinds of repositories.


def test_a_bare_repository_has_commits_only(repo: Repo, tmp_path: Path) -> None:
    oid = repo.commit({"plan/a.toml": "a", "planlint.toml": "x"})
    repo.run("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    opened = Repository.open(bare)
    assert (opened.bare, opened.top, opened.prefix(bare)) == (True, None, "")
    assert opened.commit(opened.resolve("main"), "", in_plan, LIMIT) == {"plan/a.toml": b"a"}
    assert opened.file("HEAD", "planlint.toml") == b"x"
    assert opened.resolve("HEAD") == oid
    assert fail(opened.index, "", is_toml, LIMIT).help == "name a revision, for example --rev HEAD"
    help = fail(worktree, find_root(bare), is_toml, LIMIT).help
    assert help is not None
    assert "`git worktree add FOLDER` makes one" in help
    assert "--rev HEAD" in help


@pytest.mark.parametrize("from_bare", [False, True])
def test_a_linked_working_tree_has_its_own_index(repo: Repo, tmp_path: Path, from_bare: bool) -> None:
    repo.commit({"plan.toml": "1"})
    linked = tmp_path / "linked"
    if from_bare:
        repo.run("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
        repo.run("-C", str(tmp_path / "bare.git"), "worktree", "add", "--quiet", "-b", "side", str(linked))
    else:
        repo.run("worktree", "add", "--quiet", "-b", "side", str(linked))
    (linked / "plan.toml").write_text("2")
    (linked / "sub").mkdir()
    repo.run("-C", str(linked), "add", "--all")
    opened = Repository.open(linked / "sub")
    assert (opened.bare, opened.top) == (False, linked.resolve())
    assert find_root(linked / "sub") == Root(linked.resolve(), None, linked.resolve())
    assert opened.index("", is_toml, LIMIT) == on_disk(linked) == {"plan.toml": b"2"}
    assert Repository.open(repo.top).index("", is_toml, LIMIT) == {"plan.toml": b"1"}


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, tmp_path: Path) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"b.toml": "b"})
    repo.commit({"a.toml": "a"})
    repo.run("submodule", "--quiet", "add", str(other.top), "sub")
    assert find_root(repo.top / "sub").folder == (repo.top / "sub").resolve()
    assert on_disk(repo.top / "sub") == {"b.toml": b"b"}
    assert Repository.open(repo.top / "sub").index("", is_toml, LIMIT) == {"b.toml": b"b"}
    assert on_disk(repo.top) == {"a.toml": b"a"}


def test_a_folder_of_git_itself_has_no_files(repo: Repo) -> None:
    oid = repo.commit({"a.toml": "a"})
    inside = repo.top / ".git/hooks"
    inside.mkdir(exist_ok=True)
    help = fail(worktree, find_root(inside), is_toml, LIMIT).help
    assert help is not None
    assert "--rev HEAD" in help
    assert Repository.open(inside).commit(oid, "", is_toml, LIMIT) == {"a.toml": b"a"}


def test_a_detached_head_resolves(repo: Repo) -> None:
    first = repo.commit({"plan.toml": "1"})
    repo.commit({"plan.toml": "2"})
    repo.run("checkout", "--quiet", "--detach", first)
    assert Repository.open(repo.top).resolve("HEAD") == first


def test_a_shallow_clone_says_that_it_is_one(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"plan.toml": "1"})
    last = repo.commit({"plan.toml": "2"})
    repo.run("clone", "--quiet", "--depth=1", repo.top.resolve().as_uri(), str(tmp_path / "shallow"))
    opened = Repository.open(tmp_path / "shallow")
    assert opened.shallow
    assert not Repository.open(repo.top).shallow
    assert opened.commit(last, "", is_toml, LIMIT) == {"plan.toml": b"2"}
    error = fail(opened.resolve, "HEAD~1")
    assert error.message == "unknown revision 'HEAD~1'"
    assert error.help == "this clone is shallow: the commit may come with git fetch --unshallow"


@pytest.mark.parametrize("what", ["blob:none", "tree:0"])
def test_a_partial_clone_names_what_it_lacks_and_fetches_nothing(repo: Repo, tmp_path: Path, what: str) -> None:
    oid = repo.commit({"plan.toml": "1"})
    repo.run("config", "uploadpack.allowFilter", "true")
    source, target = repo.top.resolve().as_uri(), str(tmp_path / "partial")
    repo.run("clone", "--quiet", "--no-checkout", f"--filter={what}", source, target)
    opened = Repository.open(tmp_path / "partial")
    error = fail(opened.commit, oid, "", is_toml, LIMIT)
    assert "the clone is partial" in error.message
    assert error.help == "fetch everything: git fetch --refetch --no-filter"


def test_a_lost_blob_is_named(repo: Repo) -> None:
    oid = repo.commit({"plan.toml": "1", "other.toml": "2"})
    blob = repo.run("rev-parse", "HEAD:plan.toml")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    error = fail(Repository.open(repo.top).commit, oid, "", is_toml, LIMIT)
    assert error.message == f"the content of 'plan.toml' (blob {blob[:12]}) is missing or damaged in the repository"


def test_a_file_intended_to_be_added_is_not_in_the_index_yet(repo: Repo) -> None:
    repo.commit({"empty.toml": ""})
    repo.write("new.toml", "new")
    repo.run("add", "--intent-to-add", "new.toml")
    opened = Repository.open(repo.top)
    assert opened.index("", is_toml, LIMIT) == {"empty.toml": b""}
    assert opened.file(INDEX, "new.toml") is None
    assert on_disk(repo.top) == {"empty.toml": b"", "new.toml": b"new"}


def test_the_index_before_the_first_commit(repo: Repo) -> None:
    repo.write("plan.toml", "1")
    repo.run("add", "--all")
    opened = Repository.open(repo.top)
    assert opened.index("", is_toml, LIMIT) == on_disk(repo.top) == {"plan.toml": b"1"}
    assert fail(opened.resolve, "HEAD").message == "the repository has no commits yet"


# Hooks: git says through its environment which repository and which index are meant.


HOOK = """#!/bin/sh
cd sub && exec "$PYTHON" -c '
import json, sys
from pathlib import Path
from planlint.trees import find_root, worktree
from planlint.trees.git.repository import Repository
here, other = Path("."), Path(sys.argv[1])
def all_of(folder):
    root, opened = find_root(folder), Repository.open(folder)
    index = opened.index("", lambda path: path.endswith(".toml"), 100)
    files = worktree(root, lambda path: path.endswith(".toml"), 100)
    return [{k: v.decode() for k, v in tree.items()} for tree in (index, files)] + [opened.resolve("HEAD")]
print(json.dumps([all_of(here), all_of(other)]), file=open(sys.argv[2], "w"))
' "$OTHER" "$RESULT"
"""


@posix_only
@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(
    ("arguments", "staged"),
    [
        (["--all"], {"a.toml": "2", "b.toml": "2"}),
        (["--only", "a.toml"], {"a.toml": "2", "b.toml": "1"}),
        ([], {"a.toml": "1", "b.toml": "1", "c.toml": "2"}),
    ],
)
def test_a_hook_sees_what_will_be_committed(
    repo: Repo, tmp_path: Path, linked: bool, arguments: list[str], staged: dict[str, str]
) -> None:
    first = repo.commit({"a.toml": "1", "b.toml": "1", "sub/x": ""})
    other = Repo(tmp_path / "other")
    foreign = other.commit({"other.toml": "o"})
    top = repo.top
    if linked:
        top = tmp_path / "linked"
        repo.run("worktree", "add", "--quiet", str(top))
    hook = repo.write(".git/hooks/pre-commit", HOOK)
    hook.chmod(0o755)
    for name in ("a.toml", "b.toml"):
        (top / name).write_text("2")
    if not arguments:
        (top / "c.toml").write_text("2")
        repo.run("-C", str(top), "add", "c.toml")
    result = tmp_path / "result.json"
    source = str(Path(__file__).parent.parent)
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    repo.run(
        *["-C", str(top), *identity, "commit", "--quiet", "--message", "x", *arguments],
        PYTHON=sys.executable,
        PYTHONPATH=source,
        OTHER=str(other.top),
        RESULT=str(result),
    )
    disk = {"a.toml": "2", "b.toml": "2"} | ({} if arguments else {"c.toml": "2"})
    assert json.loads(result.read_text()) == [
        [staged, disk, first],
        [{"other.toml": "o"}, {"other.toml": "o"}, foreign],
    ]


def test_git_dir_and_work_tree_are_taken_at_their_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    store = Repo(home)
    store.commit({"plan.toml": "1", "sub/x": ""})
    (home / ".git").rename(tmp_path / "store")
    store.write("plan.toml", "2")
    monkeypatch.chdir(home)
    assert find_root(home) == Root(home.resolve())
    monkeypatch.setenv("GIT_DIR", "../store")
    monkeypatch.setenv("GIT_WORK_TREE", str(home))
    for folder in (home, home / "sub"):
        assert find_root(folder) == Root(home.resolve(), None, home.resolve())
        opened = Repository.open(folder)
        assert opened.index("", is_toml, LIMIT) == {"plan.toml": b"1"}
        assert opened.top == home.resolve()
    assert on_disk(home) == {"plan.toml": b"2"}
    monkeypatch.delenv("GIT_WORK_TREE")
    assert on_disk(home) == {"plan.toml": b"2"}
    assert Repository.open(home).index("", is_toml, LIMIT) == {"plan.toml": b"1"}


def test_the_environment_is_as_before(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan.toml": "1"})
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    before = dict(os.environ)
    opened = Repository.open(repo.top)
    opened.index("", is_toml, LIMIT)
    fail(opened.resolve, "nothing")
    assert dict(os.environ) == before


# What people get wrong.


def test_unknown_revisions_name_the_nearest_ones(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"plan.toml": "1"})
    repo.run("tag", "v1.0")
    repo.run("branch", "feature/landlords")
    opened = Repository.open(repo.top)
    error = fail(opened.resolve, "mian~3")
    assert (error.message, error.help) == ("unknown revision 'mian~3'", "did you mean 'main~3'?")
    assert fail(opened.resolve, "landlords").help == "did you mean 'feature/landlords'?"
    assert fail(opened.resolve, "zzz").help == "branches and tags here: feature/landlords, main, v1.0"
    assert fail(opened.resolve, "main~7").help == "`git log --all --oneline` lists commits"
    assert fail(opened.resolve, "HEAD~7").message == "unknown revision 'HEAD~7'"
    assert fail(opened.resolve, "0" * 40).message == f"unknown revision '{'0' * 40}'"


@pytest.mark.parametrize("rev", ["", "-h", "--all", "a\0b"])
def test_what_is_no_revision_is_never_given_to_git(repo: Repo, rev: str) -> None:
    assert fail(Repository.open(repo.top).resolve, rev).message == f"'{rev}' is not a revision"


def test_a_file_or_a_range_is_no_commit(repo: Repo) -> None:
    oid = repo.commit({"plan.toml": "1"}, "first words")
    repo.run(
        "tag",
        "--annotate",
        "--message",
        "x",
        "v1",
        GIT_COMMITTER_NAME="A",
        GIT_COMMITTER_EMAIL="a@example.org",
    )
    opened = Repository.open(repo.top)
    assert fail(opened.resolve, "HEAD:plan.toml").message == "revision 'HEAD:plan.toml' is a blob, not a commit"
    assert fail(opened.resolve, "HEAD^{tree}").message == "revision 'HEAD^{tree}' is a tree, not a commit"
    assert fail(opened.resolve, "main..main").message == "unknown revision 'main..main'"
    assert "upstream" in fail(opened.resolve, "@{upstream}").message
    assert "^{commit}" not in fail(opened.resolve, ":plans.toml").message
    assert opened.resolve("v1") == opened.resolve(":/first") == opened.resolve("HEAD^{/words}") == oid
    assert opened.resolve("main@{0}") == oid


def test_a_short_id_of_several_commits_is_ambiguous(repo: Repo) -> None:
    stream = "".join(
        f"commit refs/heads/main\ncommitter A <a@example.org> {n} +0000\ndata 1\nx\n" for n in range(1_000, 2_000)
    )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repo.top, input=stream.encode(), check=True)
    ids = repo.run("log", "--format=%H").split()
    starts = [oid[:4] for oid in ids]
    short = next(start for start in starts if starts.count(start) > 1)
    error = fail(Repository.open(repo.top).resolve, short)
    assert error.message == f"revision '{short}' is ambiguous"
    assert error.help is not None
    assert error.help.startswith(f"it may be {short}")


def test_merge_base(repo: Repo) -> None:
    base = repo.commit({"plan.toml": "1"})
    repo.run("checkout", "--quiet", "-b", "side")
    side = repo.commit({"plan.toml": "2"})
    repo.run("checkout", "--quiet", "main")
    main = repo.commit({"other.toml": "1"})
    opened = Repository.open(repo.top)
    assert opened.merge_base(main, side) == base
    repo.run("checkout", "--quiet", "--orphan", "alone")
    alone = repo.commit({"plan.toml": "3"})
    assert "no common ancestor" in fail(opened.merge_base, main, alone).message


def test_outside_a_repository(tmp_path: Path) -> None:
    error = fail(Repository.open, tmp_path)
    assert error.message == f"'{tmp_path}' is not in a git repository"
    assert error.help is not None


def test_a_working_tree_whose_repository_is_gone(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    said = fail(worktree, Root(tmp_path), is_toml, LIMIT).message
    assert said == f"the `.git` at '{tmp_path}', or above it, names a repository that is not there"


def test_git_may_say_little_of_a_folder_that_a_partial_clone_lacks(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oid = repo.commit({"plan.toml": "1"})
    opened = Repository.open(repo.top)

    def says_little(arguments: list[str], folder: str, changes: Changes) -> bytes:
        if "ls-tree" in arguments:
            raise git_failed("fatal: not a tree object\n", folder)
        return run_git(arguments, folder, changes)

    monkeypatch.setattr("planlint.trees.git.repository.run_git", says_little)
    assert "git failed in" in fail(opened.commit, oid, "", is_toml, LIMIT).message
    repo.run("config", "remote.origin.promisor", "true")
    opened = Repository.open(repo.top)
    assert "the clone is partial" in fail(opened.commit, oid, "", is_toml, LIMIT).message


def test_a_folder_outside_the_working_tree_has_no_prefix(repo: Repo, tmp_path: Path) -> None:
    assert "is not in the working tree" in fail(Repository.open(repo.top).prefix, tmp_path).message


def test_gits_doubts_about_the_owner_have_a_way_out(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"plan.toml": "1"})
    opened = Repository.open(repo.top)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for error in (
        fail(worktree, find_root(repo.top), is_toml, LIMIT),
        fail(opened.resolve, "HEAD"),
        fail(opened.index, "", is_toml, LIMIT),
    ):
        assert error.message == f"git does not trust the repository at '{repo.top}': it belongs to another user"
        assert error.help == f"if you trust it, run: git config --global --add safe.directory '{repo.top}'"


def test_without_git_there_is_one_line(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Repository.open(repo.top)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fail(worktree, find_root(repo.top), is_toml, LIMIT).message == "git cannot be run"
    assert fail(opened.resolve, "HEAD").message == "git cannot be run"
    code = "import sys; from pathlib import Path; from planlint.trees.git.repository import Repository, TreeError\n"
    code += "try: Repository.open(Path(sys.argv[1])).names()\nexcept TreeError as error: print(error.message)\n"
    source = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code, str(repo.top)],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "git cannot be run\n"


# Schemas, and what it costs to start.


def test_a_schema_is_found_in_a_checkout_and_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planlint.trees import schemas

    with pytest.raises(KeyError):
        schema_text("none")
    monkeypatch.setattr(schemas, "_PLACES", (tmp_path / "inside", tmp_path / "beside"))
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside/plan.schema.json").write_text("é", encoding="utf-8")
    assert schema_text("plan") == "é"


def test_gitpython_is_imported_only_for_revisions(repo: Repo) -> None:
    repo.write("plan.toml", "1")
    repo.run("add", "--all")
    code = "import sys; from pathlib import Path; from planlint.trees import *\n"
    code += "from planlint.trees.git.repository import Repository\n"
    code += "top = Path(sys.argv[1]); worktree(find_root(top), str.isascii, 9)\n"
    code += "print(Repository.open(top).index('', str.isascii, 9), 'git' in sys.modules)"
    source = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code, str(repo.top)],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "{'plan.toml': b'1'} False\n"


@posix_only
def test_links_are_told_and_passed_over(repo: Repo) -> None:
    repo.write("sub/plan/a.toml", "a")
    (repo.top / "sub" / "plan" / "b.toml").symlink_to("../x.toml")
    (repo.top / "c.toml").symlink_to("x.toml")
    oid = repo.commit({"sub/x.txt": "x"})
    opened = Repository.open(repo.top)
    passed = PassedOver()
    assert opened.index("sub/", is_toml, LIMIT, passed) == {"plan/a.toml": b"a"}
    assert opened.commit(oid, "sub/", is_toml, LIMIT, passed) == {"plan/a.toml": b"a"}
    assert passed.links == ["plan/b.toml", "plan/b.toml"]


# What commits did to files.

NOON = "T12:00:00+00:00"


def test_the_log_tells_what_each_file_held_before_and_after(repo: Repo) -> None:
    first = repo.commit({"plan/a.toml": "x-a = 1\n", "plan/b.toml": "x-b = 1\n", "other.toml": ""}, "Begin")
    (repo.top / "plan/b.toml").unlink()
    (repo.top / "plan/b.toml").symlink_to("a.toml")
    message = "Go on\n\nin two lines,\n:100644 as if listed\n"
    second = repo.commit({"plan/a.toml": "x-a = 2\n"}, message, when="2026-01-02T23:30:00-05:00")
    repository = Repository.open(repo.top)

    def blob(text: str) -> bytes:
        return hashlib.sha1(b"blob %d\0" % len(text) + text.encode(), usedforsecurity=False).hexdigest().encode()

    log = list(read_log(repository, ["--reverse", "HEAD"], "plan/", is_toml, with_messages=True))
    assert [one.files for one in log] == [
        {"a.toml": FileChange(None, blob("x-a = 1\n")), "b.toml": FileChange(None, blob("x-b = 1\n"))},
        {"a.toml": FileChange(blob("x-a = 1\n"), blob("x-a = 2\n")), "b.toml": FileChange(blob("x-b = 1\n"), None)},
    ]
    ann = ("Ann Example", "ann@example.org")
    written = "2026-01-02T23:30:00-05:00"
    assert [one.commit for one in log] == [
        Commit(first, (), *["2026-01-01T12:00:00+00:00"] * 2, *ann, "Begin", "Begin\n"),
        Commit(second, (first,), written, written, *ann, "Go on", message),
    ]
    assert log[1].commit.day == date(2026, 1, 3)
    assert log[1].commit.short == second[:7]
    # Without messages, and only below a path.
    [(commit, files)] = read_log(repository, ["-1", "HEAD"], below=["plan/a.toml"])
    assert (commit.subject, commit.message, list(files)) == ("Go on", "", ["plan/a.toml"])


def test_versions_follow_first_parents_below_the_root_and_pass_over_what_is_no_toml(repo: Repo) -> None:
    text = "[key_result.k]\nmetric.current = {}\n"
    repo.commit({"a/plan.toml": text.format(1), "plan.toml": "x-root = 1\n"}, when=f"2026-01-01{NOON}")
    repo.run("checkout", "--quiet", "-b", "side")
    repo.commit({"a/plan.toml": text.format(2)}, when=f"2026-01-02{NOON}")
    repo.commit({"a/plan.toml": text.format(3)}, when=f"2026-01-03{NOON}")
    repo.run("checkout", "--quiet", "main")
    dates = {"GIT_AUTHOR_DATE": f"2026-01-05{NOON}", "GIT_COMMITTER_DATE": f"2026-01-05{NOON}"}
    people = {f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    repo.run("merge", "--quiet", "--no-ff", "--message", "m", "side", **dates, **people)
    repo.commit({"a/plan.toml": "broken = = 1\n"}, when=f"2026-01-06{NOON}")
    repo.commit({"a/plan.toml": None}, when=f"2026-01-07{NOON}")
    repo.commit({"a/plan.toml": text.format(4)}, when=f"2026-01-08{NOON}")
    root = root_at(repo.top / "a")
    found = list(versions(root.folder, ["plan.toml"])["plan.toml"])
    assert [(one.day.day, one.data) for one in found] == [
        (8, text.format(4).encode()),
        (7, None),
        (6, b"broken = = 1\n"),
        (5, text.format(3).encode()),
        (1, text.format(1).encode()),
    ]


def test_more_versions_than_are_read_at_once(repo: Repo) -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(40)]
    for n, on in enumerate(days):
        repo.commit({"plan.toml": f"x-n = {n}\n"}, when=f"{on}{NOON}")
    found = list(versions(repo.top, ["plan.toml"])["plan.toml"])
    assert found == [(on, f"x-n = {n}\n".encode()) for n, on in reversed(list(enumerate(days)))]
