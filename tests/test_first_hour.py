"""The tutorial, gone through as a reader would: every command is run, and prints what the page shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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
        if command == "planlint init":
            self.takes_the_planlint_that_is_installed()
        return _OTHER_DAY.sub("", done.stdout)

    def exports(self, commands: str) -> None:
        """Run commands that change the variables of the shell they are typed in."""
        done = subprocess.run(
            ["bash", "-c", f"{commands}\nenv -0"], env=self.variables, capture_output=True, encoding="utf-8", check=True
        )
        self.variables = dict(pair.split("=", 1) for pair in done.stdout.split("\0") if pair)

    def takes_the_planlint_that_is_installed(self) -> None:
        hooks = self.folder / ".pre-commit-config.yaml"
        lines = hooks.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line.replace("language: python", "language: system") for line in lines if "additional_dep" not in line]
        hooks.write_text("".join(kept), encoding="utf-8")

    def edits(self, change: str) -> None:
        """Put the lines with a plus in the place of those with a minus, in the one place where they stand."""
        lines = change.splitlines(keepends=True)
        before, after = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
        plan = self.folder / "plan.toml"
        text = plan.read_text(encoding="utf-8")
        assert text.count(before) == 1
        plan.write_text(text.replace(before, after), encoding="utf-8")


def test_the_first_hour_goes_as_the_page_says(tmp_path: Path) -> None:
    assert shutil.which("git")
    reader, page = Reader(tmp_path), PAGE.read_text(encoding="utf-8")

    def gone_through(part: re.Match[str]) -> str:
        if part["sort"] == "diff":
            reader.edits(part["text"])
        else:
            commands = re.findall(r"^\$ (.*)$", part["text"], re.MULTILINE)
            printed = "".join(f"$ {command}\n{reader.types(command)}" for command in commands)
            return f"```console\n{printed}```"
        return part[0]

    seen = _PART.sub(gone_through, page)
    if WRITE_GOLDEN:
        PAGE.write_text(seen, encoding="utf-8")
    assert seen == page
    assert len(reader.typed) == page.count("\n$ ") > 20
