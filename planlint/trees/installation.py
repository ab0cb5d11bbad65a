"""The planlint that runs: from the package index or from a clone, which commit of it, and where its program is."""

import json
import os
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from planlint.trees.errors import TreeError
from planlint.trees.git.process import ask_git

PROGRAM_SETTING = "planlint.program"
"""The git setting of a clone that names the program its hooks start, where they would not find it."""

_SEARCHED = ("~/.local/bin",)
_IN_REPOSITORY = (".venv/bin", ".venv/Scripts")


class Installation(NamedTuple):
    """Whether planlint came from the package index; if not, the commit it was built from where that is known."""

    is_released: bool
    commit: str | None = None


def installation() -> Installation:
    """Return where the planlint that runs came from, as its installer recorded it."""
    try:
        record = metadata.distribution("planlint").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return Installation(False)
    if record is None:
        return Installation(True)
    try:
        origin = json.loads(record)
        commit = origin.get("vcs_info", {}).get("commit_id") or _commit_of(origin["url"])
    except (ValueError, KeyError, AttributeError):
        commit = None
    return Installation(False, commit)


def _commit_of(address: str) -> str | None:
    """Return the commit that a clone on the disk has checked out, None where it is no clone."""
    parts = urlsplit(address)
    folder = Path(url2pathname(parts.path)) if parts.scheme == "file" else None
    if folder is None or not (folder / ".git").exists():
        return None
    try:
        done = ask_git(["rev-parse", "--verify", "HEAD"], str(folder), {})
    except TreeError:
        return None
    return done.out.decode("ascii").strip() if done.status == 0 else None


def program_path() -> str | None:
    """Return the program that runs, where it stands beside its Python or on the PATH."""
    beside = Path(sys.executable).with_name("planlint.exe" if os.name == "nt" else "planlint")
    return str(beside) if beside.exists() else shutil.which("planlint")


def is_found_by_hooks(program: str, top: Path) -> bool:
    """Whether hooks find a program by themselves, however short the PATH is that git was started with."""
    folders = [Path(folder).expanduser() for folder in _SEARCHED] + [top / folder for folder in _IN_REPOSITORY]
    return Path(program).parent in folders


def remember_program(program: str, top: Path) -> bool:
    """Record in the settings of a clone which program its hooks start; return whether that could be done."""
    return ask_git(["config", "--local", PROGRAM_SETTING, program], str(top), {}).status == 0


def has_program(name: str) -> bool:
    """Whether a program is on the PATH, or beside the Python that runs."""
    return shutil.which(name) is not None or Path(sys.executable).with_name(name).exists()
