"""What every test stands on: a clean environment, and git repositories with fixed dates and names."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.bench import Bench
from tests.support.forge_server import Forge, served

# The suite says the same each time, on a busy machine too; HYPOTHESIS_PROFILE=default looks elsewhere each time.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
_FOREIGN = ("GIT_", "GITHUB_", "GITLAB_", "CI_", "PLANLINT_")
_FOREIGN_NAMES = {"CI", "NO_COLOR", "FORCE_COLOR"}
# Not every machine has a name from which git could make a mail address.
_SOMEBODY = ("-c", "user.name=Ann Example", "-c", "user.email=ann@example.org")
_ANN = {"NAME": "Ann Example", "EMAIL": "ann@example.org"}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees who runs it: not their git, not their terminal, not their build server."""
    for name in list(os.environ):
        if name.startswith(_FOREIGN) or name in _FOREIGN_NAMES:
            monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    own = home / "gitconfig"  # git makes up a name and an address on some machines, and on others none
    own.write_text(f"[user]\n\tname = {_ANN['NAME']}\n\temail = {_ANN['EMAIL']}\n", encoding="utf-8")
    nothing = home / "nothing"
    nothing.touch()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(nothing))


@pytest.fixture(autouse=True)
def any_day_is_today(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of the day on which a test is set, but where the test is about that."""
    if "on_the_clock" not in request.keywords:
        monkeypatch.setattr("planlint.cli.options.is_today", lambda day: True)


class Repo:
    """A git repository for one test."""

    def __init__(self, top: Path, *options: str) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.run("init", "--quiet", "--initial-branch=main", *options)

    def run(self, *arguments: str, check: bool = True, **variables: str) -> str:
        """Run git at the top and return what it prints, without the last line end."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *_SOMEBODY, *arguments],
            cwd=self.top,
            env={**os.environ, **variables},
            capture_output=True,
            check=False,
        )
        message = done.stderr.decode("utf-8", "replace")
        assert not check or done.returncode == 0, message
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the top, with the folders around it."""
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        message: str = "a change",
        when: str = "2026-01-01T12:00:00+00:00",
        who: Mapping[str, str] = _ANN,
    ) -> str:
        """Write files (None removes one), commit everything there is, and return the commit's id."""
        for path, text in files.items():
            if text is None:
                (self.top / path).unlink()
            else:
                self.write(path, text)
        self.run("add", "--all")
        people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        self.run("commit", "--quiet", "--allow-empty", "--message", message, **people, **dates)
        return self.run("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


@pytest.fixture
def unreadable_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A link that nobody may read, as `/proc/1/cwd` is to all but one."""
    link = tmp_path / "unreadable"
    link.symlink_to(tmp_path)
    honest = os.readlink

    def guarded(path: Any, **options: Any) -> Any:
        if os.fsdecode(path) == str(link):
            raise PermissionError(13, "Permission denied", path)
        return honest(path, **options)

    monkeypatch.setattr(os, "readlink", guarded)
    return link


@pytest.fixture
def bench(repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Bench:
    return Bench(repo, monkeypatch, capfd)


@pytest.fixture
def forge(bench: Bench) -> Iterator[Forge]:
    with served(Forge()) as forge:
        bench.set(GITHUB_API_URL=forge.address, GITHUB_TOKEN="t0ken")
        yield forge


@pytest.fixture
def gitlab(bench: Bench) -> Iterator[Forge]:
    with served(Forge()) as forge:
        bench.set(GITLAB_CI="true", CI_API_V4_URL=forge.address + "/api/v4", CI_PROJECT_ID="42", GITLAB_TOKEN="t0ken")
        bench.set(CI_PROJECT_URL="https://gitlab.example/org/plans")
        yield forge
