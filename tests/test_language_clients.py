"""The language server in the editors that people have, where they are installed: Neovim 0.11 and Emacs with eglot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SUPPORT = ROOT / "tests" / "support"
PLANLINT = str(Path(sys.executable).with_name("planlint"))
TOMBI = shutil.which("tombi", path=str(Path(sys.executable).parent))


def has_eglot() -> bool:
    if shutil.which("emacs") is None:
        return False
    asked = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    return subprocess.run(asked, capture_output=True).returncode == 0


def has_neovim() -> bool:
    found = shutil.which("nvim")
    if found is None:
        return False
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    return tuple(int(part) for part in said.split()[1].lstrip("v").split("-")[0].split(".")) >= (0, 11)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "teams"
    shutil.copytree(ROOT / "examples" / "teams", folder)
    subprocess.run(["git", "init", "-q", folder], check=True)
    (tmp_path / ".emacs.d").mkdir()
    return folder


def said_by(command: list[str], folder: Path, **more: str) -> dict[str, str]:
    """Return what a client prints, by what it is about."""
    home = {"HOME": str(folder.parent), "XDG_STATE_HOME": str(folder.parent), "PLANLINT_TODAY": "2026-11-30"}
    run = {**os.environ, **home, **more}
    done = subprocess.run(command, cwd=folder, env=run, capture_output=True, text=True, encoding="utf-8", timeout=300)
    lines = (line.partition(": ") for line in done.stdout.splitlines())
    said = {about: text for about, _, text in lines}
    assert "over" in said or "over" in done.stdout, done.stdout + done.stderr
    return said


def check_what_is_said(said: dict[str, str], wrong: str) -> None:
    assert said["hover"].startswith("**Branches offer 210 evening and weekend hours a week**")
    assert wrong in said["wrong"]
    assert said["completion"].strip("()").split()[:3] == ["card-branches", "evening-cards", "calm-evenings"]
    assert said["mended"] in ("0", "(nil)")
    assert said["renamed"] == "[task.renamed-here]"


@pytest.mark.skipif(not has_eglot(), reason="Emacs with eglot is not installed")
def test_emacs_with_eglot_shows_completes_and_renames(plan: Path) -> None:
    script = str(SUPPORT / "eglot_client.el")
    said = said_by(["emacs", "--batch", "-l", script, PLANLINT, "plan/2026-H2/branches.toml"], plan)
    check_what_is_said(said, "7 planlint [PL201]: there is no key result 'nowhere'")
    assert said["definition"] == "(network.toml:13)"


@pytest.mark.skipif(not has_neovim(), reason="Neovim 0.11 is not installed")
@pytest.mark.parametrize("beside", [None, TOMBI])
def test_neovim_shows_completes_and_renames(plan: Path, beside: str | None) -> None:
    script = str(SUPPORT / "neovim_client.lua")
    command = ["nvim", "--headless", "-u", "NONE", "-c", "filetype on", "-c", f"luafile {script}"]
    more = {"TOMBI": beside} if beside else {}
    said = said_by(command, plan, PLANLINT=PLANLINT, PLAN_FILE="plan/2026-H2/branches.toml", **more)
    check_what_is_said(said, "7 planlint PL201 there is no key result 'ünknown 🏠'")
    assert said["client"] == ("tombi utf-8" if beside else "planlint utf-8")
