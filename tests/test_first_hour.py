"""The tutorial, gone through as a reader would: every command is run, and prints what the page shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import WRITE_GOLDEN

PAGE = Path(__file__).resolve().parent.parent / "docs" / "first-hour.md"
_OTHER_DAY = re.compile(r"^judged as of .*\n", re.MULTILINE)  # a reader has the day on the clock
_PART = re.compile(r"^```(?P<sort>console|diff)\n(?P<text>.*?)^```$", re.M | re.S)
_FUNCTION = re.compile(r"(\w+)\(\) \{.*\}")


class Reader:
    """Somebody with a clean machine who does what the page says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.typed: list[str] = []
        programs = folder / "programs"
        programs.mkdir()
        for name, module in (("planlint", "planlint"), ("pre-commit", "pre_commit")):
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
        settings = folder / "gitconfig"
        settings.write_text(
            "[user]\n\tname = Mara Lind\n\temail = mara@cafe.example\n",
            encoding="utf-8",
        )
        self.functions: dict[str, str] = {}
        self.variables = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "80",
            "PRE_COMMIT_HOME": str(folder / "hooks"),
            "GIT_CONFIG_GLOBAL": str(settings),
        }

    def types(self, command: str) -> str:
        """Run a command; return what it prints, both streams as they come."""
        self.typed.append(command)
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return ""
        if function := _FUNCTION.fullmatch(command):
            self.functions[function[1]] = command
            return ""
        if command.partition(" ")[0] in self.functions:
            self.exports(f"{self.functions[command.partition(' ')[0]]}\n{command}")
            return ""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if command.startswith("planlint init"):
            self.pins_one_commit()
        return _OTHER_DAY.sub("", done.stdout)

    def exports(self, commands: str) -> None:
        """Run commands that change the variables of the shell they are typed in."""
        done = subprocess.run(
            ["bash", "-c", f"{commands}\nenv -0"], env=self.variables, capture_output=True, encoding="utf-8", check=True
        )
        self.variables = dict(pair.split("=", 1) for pair in done.stdout.split("\0") if pair)

    def pins_one_commit(self) -> None:
        """Let the workflow name the same commit of planlint on every day, so that commits here have the same ids."""
        workflow = self.folder / ".github" / "workflows" / "plan.yml"
        if not workflow.exists():  # below the top of a repository
            return
        text = re.sub(r"planlint/planlint@.*", "planlint/planlint@main", workflow.read_text(encoding="utf-8"))
        workflow.write_text(text, encoding="utf-8")

    def edits(self, change: str) -> None:
        """Put the lines with a plus in the place of those with a minus, in the one place where they stand."""
        lines = change.splitlines(keepends=True)
        before, after = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
        plan = self.folder / "plan.toml"
        text = plan.read_text(encoding="utf-8")
        assert text.count(before) == 1
        plan.write_text(text.replace(before, after), encoding="utf-8")


def gone_through(reader: Reader, path: Path) -> None:
    """Do what a page says, and hold what is printed against what it shows."""
    page = path.read_text(encoding="utf-8")

    def done(part: re.Match[str]) -> str:
        if part["sort"] == "diff":
            reader.edits(part["text"])
        else:
            commands = re.findall(r"^\$ (.*)$", part["text"], re.MULTILINE)
            printed = "".join(f"$ {command}\n{reader.types(command)}" for command in commands)
            return f"```console\n{printed}```"
        return part[0]

    seen = _PART.sub(done, page)
    if WRITE_GOLDEN:
        path.write_text(seen, encoding="utf-8")
    assert seen == page
    assert len(reader.typed) == page.count("\n$ ")


def test_the_first_hour_goes_as_the_page_says(tmp_path: Path) -> None:
    assert shutil.which("git")
    reader = Reader(tmp_path)
    gone_through(reader, PAGE)
    assert len(reader.typed) > 20


def test_the_end_of_a_period_goes_as_the_page_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    gone_through(reader, PAGE.with_name("end-of-period.md"))
    assert len(reader.typed) > 10


_EXISTING = """\
repos:
  - repo: local
    hooks:
      - {id: other, name: other, entry: "true", language: system}
"""


@pytest.mark.parametrize("setting", ["an empty folder", "a repository with hooks", "below a folder of a repository"])
def test_the_readme_alone_leads_to_a_first_commit(tmp_path: Path, setting: str) -> None:
    """What is printed to be added to a file is added, and nothing else is done than what README and program say."""
    readme = PAGE.parent.parent / "README.md"
    begin = readme.read_text(encoding="utf-8").partition("## Install and begin")[2]
    install, start = re.findall(r"^```sh\n(.*?)^```$", begin, re.M | re.S)[:2]
    assert "https://github.com/planlint/planlint" in install
    reader = Reader(tmp_path)
    reader.types("mkdir work")
    reader.types("cd work")
    hooks = reader.folder / ".pre-commit-config.yaml"
    if setting != "an empty folder":
        reader.types("git init --quiet")
        hooks.write_text(_EXISTING, encoding="utf-8")
    if setting.startswith("below"):
        reader.types("mkdir team")
        reader.types("cd team")
    for command in start.splitlines():
        if command == "git init" and setting != "an empty folder":
            continue
        printed = reader.types(command)
        if command == "planlint init" and setting != "an empty folder":
            top = re.search(r"at its top: (default_install_hook_types: .*?);", printed)
            lines = re.search(r"^  - repo: local\n(?:    .*\n)+", printed, re.M)
            assert top
            assert lines
            hooks.write_text(f"{top[1]}\n{_EXISTING}{lines[0]}", encoding="utf-8")
        if command == "planlint check":
            assert printed == "8 items in 1 file, all reach the purpose: nothing to report\n"
        if command.startswith("git commit"):
            assert "planlint (whole plan)....................................................Passed" in printed
            assert "Failed" not in printed
    assert "Neighbours have a place to meet" in printed
    assert reader.types("git log --format=%s") == "Our plan\n"
    # A desktop program starts git with a short PATH.
    plan = reader.folder / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace('"stamp-card"', '"stamp-cards"'), encoding="utf-8")
    refused = reader.types("PATH=/usr/bin:/bin git commit --all -m slip")
    assert "PL201 unknown-reference" in refused
    assert reader.types("git log --format=%s") == "Our plan\n"
