"""Pages whose files and commands are tried: each block in the order of the page."""

import os
import re
import shlex
from pathlib import Path

import pytest

from planlint.cli.main import main

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Return the fenced blocks of a page: their language, what else stands on the first line, their text."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def try_page(page: str, folder: Path, capfd: pytest.CaptureFixture[str], *options: str) -> int:
    """Write the files of a page, run its commands in that folder, and compare what they print; return how many ran.

    A block of TOML that names a file which is there already is a part of it.
    """
    os.chdir(folder)
    ran = 0
    for language, name, text in blocks(page):
        path = folder / name
        if language == "console":
            command, printed = text.split("\n", 1)
            capfd.readouterr()
            words = shlex.split(command.removeprefix("$ planlint "))
            assert main([*words, *options]) == 0, command
            out, err = capfd.readouterr()
            assert out + err == printed, command
            ran += 1
        elif name and language == "toml" and path.exists():
            assert text in path.read_text(encoding="utf-8")
        elif name:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return ran
