"""Replacing files: all or none, whole or not at all, whatever happens on the way."""

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.cli.output import say
from planlint.config import Config
from planlint.errors import PlanlintError
from planlint.trees import TreeError
from planlint.trees.writing import Replacement, replace_file, replace_files

OLD, NEW = b"old = 1\n", b"new = 2\n"
SEVERAL = {name: Replacement(OLD, NEW) for name in ("a.toml", "b.toml", "c.toml")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in SEVERAL:
        (tmp_path / name).write_bytes(OLD)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refusal(folder: Path, changes: dict[str, Replacement]) -> str:
    """Return why these changes are refused; nothing may have changed."""
    before = contents(folder)
    with pytest.raises(TreeError) as caught:
        replace_files(folder, changes)
    assert contents(folder) == before
    return caught.value.message


def failing(monkeypatch: pytest.MonkeyPatch, name: str, at: int, error: BaseException) -> None:
    """Have the n-th call of a function of `os` fail, counted from 1."""
    real: Callable[..., object] = getattr(os, name)
    calls = iter(range(1, 1000))

    def sometimes(*arguments: object, **options: object) -> object:
        if next(calls) == at:
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, sometimes)


def test_all_files_are_replaced_and_nothing_else_is_left(folder: Path) -> None:
    replace_files(folder, SEVERAL)
    assert contents(folder) == dict.fromkeys(SEVERAL, NEW)


def test_a_new_file_is_made_with_the_folders_around_it(folder: Path) -> None:
    replace_files(folder, {"plan/2027/q1.toml": Replacement(None, NEW)})
    assert (folder / "plan/2027/q1.toml").read_bytes() == NEW
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((folder / "plan/2027/q1.toml").stat().st_mode) == 0o666 & ~umask


def test_a_file_that_is_there_already_is_no_new_one(folder: Path) -> None:
    assert refusal(folder, {"a.toml": Replacement(None, NEW)}) == "'a.toml' already exists"


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_folders_made_for_nothing_are_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    failing(monkeypatch, "fsync", 1, error)
    with pytest.raises((TreeError, KeyboardInterrupt)):
        replace_files(folder, {"plan/2027/q1.toml": Replacement(None, NEW)})
    assert not (folder / "plan").exists()


def test_a_file_that_changed_since_it_was_read_stops_all(folder: Path) -> None:
    (folder / "b.toml").write_bytes(b"mine = 3\n")
    assert refusal(folder, SEVERAL) == "'b.toml' was changed after it was read"


def test_a_file_that_changes_while_the_others_are_written_stops_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def sync_while_somebody_saves(handle: int) -> None:
        real(handle)
        (folder / "c.toml").write_bytes(b"mine = 3\n")

    monkeypatch.setattr(os, "fsync", sync_while_somebody_saves)
    with pytest.raises(TreeError, match=r"'c\.toml' was changed after it was read"):
        replace_files(folder, SEVERAL)
    assert contents(folder) == {"a.toml": OLD, "b.toml": OLD, "c.toml": b"mine = 3\n"}


def test_a_file_that_is_gone_stops_all(folder: Path) -> None:
    (folder / "b.toml").unlink()
    assert refusal(folder, SEVERAL) == "'b.toml' was removed after it was read"


def test_a_folder_in_place_of_a_file_stops_all(folder: Path) -> None:
    (folder / "b.toml").unlink()
    (folder / "b.toml").mkdir()
    assert refusal(folder, SEVERAL) == "'b.toml' was changed after it was read"


def test_a_read_only_file_stops_all_whoever_asks(folder: Path) -> None:
    (folder / "c.toml").chmod(0o444)
    assert refusal(folder, SEVERAL) == "'c.toml' is read-only"
    with pytest.raises(TreeError, match="is read-only"):
        replace_file(folder / "c.toml", NEW)
    with pytest.raises(PlanlintError, match="is read-only"):
        say("new", str(folder / "c.toml"))


def test_mode_and_owner_stay(folder: Path) -> None:
    (folder / "a.toml").chmod(0o640)
    if os.geteuid() == 0:
        os.chown(folder / "a.toml", 1234, 1234)
    before = (folder / "a.toml").stat()
    replace_files(folder, {"a.toml": Replacement(OLD, NEW)})
    after = (folder / "a.toml").stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_link_stays_and_its_target_is_replaced(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "real.toml").write_bytes(OLD)
    (folder / "link.toml").symlink_to("deep/real.toml")
    replace_files(folder, {"link.toml": Replacement(OLD, NEW)})
    assert (folder / "link.toml").is_symlink()
    assert (folder / "deep" / "real.toml").read_bytes() == NEW
    assert names_in(folder / "deep") == {"real.toml"}


def test_two_names_of_one_file_are_refused(folder: Path) -> None:
    (folder / "link.toml").symlink_to("a.toml")
    both = {"a.toml": Replacement(OLD, NEW), "link.toml": Replacement(OLD, b"other = 3\n")}
    assert refusal(folder, both) == "two names are the same file: a.toml, link.toml"


@pytest.mark.parametrize("path", ["link.toml", "../outside.toml", "away/outside.toml"])
def test_nothing_outside_the_root_is_written(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside.toml").write_bytes(OLD)
    (root / "link.toml").symlink_to(tmp_path / "outside.toml")
    (root / "away").symlink_to(tmp_path)
    with pytest.raises(TreeError, match="leads out of the root"):
        replace_files(root, {path: Replacement(OLD, NEW)})
    assert (tmp_path / "outside.toml").read_bytes() == OLD


@pytest.mark.parametrize("at", range(1, 7))
def test_a_full_disk_is_noticed_before_anything_changes(folder: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    failing(monkeypatch, "fsync", at, OSError(errno.ENOSPC, "No space left on device"))
    assert "cannot be written: no space left on device" in refusal(folder, SEVERAL)


def test_a_write_cut_short_by_the_system_leaves_the_old_content(folder: Path) -> None:
    """The kernel stops the write itself, as it does on a full disk: no function is replaced here."""
    code = """
import resource, sys
from pathlib import Path
from planlint.trees import TreeError
from planlint.trees.writing import Replacement, replace_files
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    replace_files(Path(sys.argv[1]), {"a.toml": Replacement(b"old = 1\\n", b"# " + b"x" * 10000 + b"\\n")})
except TreeError as error:
    print(error.message)
"""
    here = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, env={**os.environ, "PYTHONPATH": str(here)}
    )
    assert done.stdout == b"'a.toml' cannot be written: file too large\n", done.stderr
    assert contents(folder) == dict.fromkeys(SEVERAL, OLD)


@pytest.mark.parametrize("error", [OSError(errno.EPERM, "Operation not permitted"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_where_one_cannot_be_replaced_the_others_get_their_old_content_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    (folder / "new").mkdir()
    failing(monkeypatch, "replace", at, error)
    with pytest.raises(type(error) if isinstance(error, KeyboardInterrupt) else TreeError):
        replace_files(folder, {"new/d.toml": Replacement(None, NEW), **SEVERAL})
    assert contents(folder) == dict.fromkeys(SEVERAL, OLD)


def test_old_content_that_cannot_be_put_back_is_kept_and_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace
    calls = iter(range(10))

    def once(*arguments: str) -> None:
        if next(calls):
            raise OSError(errno.EIO, "Input/output error")
        real(*arguments)

    monkeypatch.setattr(os, "replace", once)
    with pytest.raises(TreeError, match=r"'a\.toml' has its new content already") as caught:
        replace_files(folder, SEVERAL)
    assert caught.value.help is not None
    kept = folder / caught.value.help.split("'")[1]
    assert kept.read_bytes() == OLD


@pytest.mark.parametrize("at", range(1, 7))
def test_an_interrupt_while_writing_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    failing(monkeypatch, "fsync", at, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        replace_files(folder, SEVERAL)
    assert contents(folder) == dict.fromkeys(SEVERAL, OLD)


def test_what_does_not_change_is_not_touched(folder: Path) -> None:
    (folder / "a.toml").chmod(0o444)
    replace_files(folder, {"a.toml": Replacement(OLD, OLD), "b.toml": Replacement(OLD, NEW)})
    assert (folder / "b.toml").read_bytes() == NEW


def test_a_temporary_file_is_never_read_as_a_plan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: names.extend(names_in(folder) - set(SEVERAL)))
    replace_files(folder, SEVERAL)
    everything = Config(include=("**/*", "**/*.toml", "."))
    assert everything.wants("plan/a.toml")
    assert len(set(names)) == 6
    assert not any(everything.wants(name) or everything.wants(f"plan/{name}") for name in names)


def test_what_a_killed_write_left_is_removed_once_it_is_old(folder: Path) -> None:
    old, young, foreign = ".a.toml.1234abcd.planlint-tmp", ".a.toml.5678abcd.planlint-tmp", ".z.1234.planlint-tmp"
    for name in (old, young, foreign):
        (folder / name).write_bytes(b"half")
    long_ago = time.time() - 7200
    for name in (old, foreign):
        os.utime(folder / name, (long_ago, long_ago))
    replace_files(folder, {"a.toml": Replacement(OLD, NEW)})
    assert names_in(folder) - set(SEVERAL) == {young, foreign}


def test_names_that_are_long_or_not_ascii_can_be_written(folder: Path) -> None:
    long, foreign = "n" * 240 + ".toml", "ziele-für-家.toml"
    for name in (long, foreign):
        (folder / name).write_bytes(OLD)
    replace_files(folder, {long: Replacement(OLD, NEW), foreign: Replacement(OLD, NEW)})
    assert (folder / long).read_bytes() == (folder / foreign).read_bytes() == NEW


def test_a_result_is_written_to_what_is_no_file_as_it_is(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    replace_file(Path(f"/dev/fd/{writer}"), NEW)
    os.close(writer)
    assert os.read(reader, 100) == NEW
    os.close(reader)
    replace_file(tmp_path / "fresh.txt", NEW)
    assert contents(tmp_path) == {"fresh.txt": NEW}
    with pytest.raises(TreeError, match="cannot be written: is a directory"):
        replace_file(tmp_path, NEW)
