"""Links to the pages of rules: the addresses, and the terminals that get them."""

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from planlint.cli.hyperlinks import shows_links
from planlint.rules.all_rules import RULES
from planlint.rules.pages import HOME, page_url

ROOT = Path(__file__).resolve().parent.parent
LINK = f"\x1b]8;;{HOME}/blob/main/docs/rules/unknown-reference.md\x1b\\"


def test_the_project_says_where_it_is_published_as_its_links_do() -> None:
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert urls == {
        "Homepage": HOME,
        "Documentation": f"{HOME}/tree/main/docs",
        "Changelog": f"{HOME}/blob/main/CHANGELOG.md",
    }


def test_every_rule_links_a_page_that_is_there() -> None:
    beginning = f"{HOME}/blob/main/"
    addresses = [page_url(rule.code) for rule in RULES]
    assert all(address.startswith(beginning) for address in addresses)
    assert [address for address in addresses if not (ROOT / address.removeprefix(beginning)).is_file()] == []


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4803"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"WT_SESSION": "3b1e"}, True),
        ({"TERM": "dumb", "VTE_VERSION": "7600"}, False),
        ({"TERM": "linux", "TERM_PROGRAM": "vscode"}, False),
        ({"TERM": "screen-256color", "VTE_VERSION": "7600"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TERM": "screen", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.5a"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.6"}, False),
        ({"TERM": "xterm-256color", "FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_only_terminals_known_to_show_links_get_them(environment: dict[str, str], shown: bool) -> None:
    assert shows_links(environment) is shown


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run a command on a pseudo-terminal and return all that it writes there."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")}
    variables = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PLANLINT_TODAY": "2026-11-23", **environment}
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "planlint", *arguments], cwd=ROOT / "examples" / "broken", env=variables,
        stdin=subprocess.DEVNULL, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        written += part
    os.close(master)
    process.wait()
    return written.decode("utf-8")


def test_codes_are_links_on_a_terminal_that_shows_them() -> None:
    written = on_a_terminal("check", TERM="xterm-256color", VTE_VERSION="7600")
    assert f"{LINK}\x1b[1mPL201\x1b[0m\x1b]8;;\x1b\\ unknown-reference" in written
    assert f"{LINK}PL201\x1b]8;;\x1b\\  unknown-reference" in on_a_terminal("rule", TERM="xterm-kitty")
    assert f"{LINK}\x1b[1mPL201\x1b[0m\x1b]8;;\x1b\\ unknown-reference" in on_a_terminal("rule", "PL201", TERM="foot")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {"TERM": "xterm-256color"}, True),
        ((), {"TERM": "dumb"}, False),
        ((), {"TERM": "xterm-kitty", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"TERM": "xterm-kitty"}, False),
        (("--format", "concise"), {"TERM": "xterm-kitty"}, False),
    ],
)
def test_other_terminals_get_none(arguments: tuple[str, ...], environment: dict[str, str], coloured: bool) -> None:
    written = on_a_terminal("check", *arguments, **environment)
    assert "PL201" in written
    assert "\x1b]" not in written
    assert ("\x1b[" in written) is coloured


def test_a_pipe_gets_none_even_where_colour_is_forced() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-kitty", "FORCE_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "check"],
        cwd=ROOT / "examples" / "broken", env=environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert "\x1b[" in done.stdout
    assert "\x1b]" not in done.stdout
