"""What a plan says has no end; what is printed has, and nothing in it is obeyed by a service or moves a column."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from planlint.bounds import MOST_NAMES, bounded, listing, number_text
from planlint.cli.main import main
from planlint.printable import in_columns, inert, is_blank, plain
from planlint.render.text.cells import width, wrap
from planlint.render.text.columns import Cell
from planlint.render.text.style import Style
from tests.conftest import Repo
from tests.support.planning import check

DAY = ["--today", "2026-11-30"]
LONG = "L" * 20_000
WORDS = "w " * 10_000
HOSTILE = f"""
[purpose.p]
title = "::error title=x::{WORDS}"
[vision.v]
title = "::stop-commands::x"
purpose = "p"
[outcome.o]
title = "::o"
vision = "v"
[objective.ob]
title = "::{LONG}"
outcome = "o"
period = "{LONG}"
owner = "::{LONG}"
[key_result.k]
title = "::add-mask::21 {LONG}"
objective = ["ob", "{LONG}"]
metric.name = "::{WORDS}"
metric.unit = "::{LONG}"
metric.baseline = 1
metric.target = 1e300
metric.current = -1e300
status = "{LONG}"
[key_result.ok]
title = "{WORDS}"
objective = "ob"
owner = "{WORDS}"
metric.name = "m"
metric.unit = "::{LONG}"
metric.baseline = 1
metric.target = 12
due = 2026-12-30
note = "{WORDS}"
[key_result.steps]
title = "::steps"
objective = "ob"
milestones."::{LONG}" = 2026-01-01
milestones."::b" = 2026-12-01
[tactic."{LONG}"]
title = "x"
[tactic.t]
title = "::t {LONG}"
key_result = ["ok", "steps"]
[task.a]
title = "::a{LONG}"
tactic = "t"
assignee = "::{LONG}"
depends_on = ["{LONG}", "b"]
[task.b]
title = "b"
tactic = "t"
depends_on = "a"
{LONG} = 3
"""

COMMANDS = [
    ["check"],
    ["check", "--format", "concise"],
    ["check", "--format", "github"],
    ["check", "--format", "markdown"],
    ["check", "--format", "junit"],
    ["check", "--select", "ALL"],
    ["check", "nowhere"],
    ["tree"],
    ["tree", "--tasks"],
    ["tree", "k"],
    ["tree", "--owner", "nobody"],
    ["why", "task.a"],
    ["diff"],
    ["diff", "--check"],
    ["diff", "--format", "github", "--check"],
    ["history"],
    ["history", "--log"],
    ["history", "--log", "--kind", "all"],
    ["history", "--log", "--kind", "all", "--by", "week"],
    ["history", "--log", "--kind", "all", "--format", "markdown"],
    ["history", "--format", "markdown"],
    ["history", "key_result.ok"],
    ["tree", "--format", "mermaid"],
    ["tree", "--format", "dot"],
    ["why", f"tactic.{LONG}"],
    ["diff", "--format", "markdown", "--kind", "all"],
    ["set", "ok", "current=3"],
    ["set", "ok", f"current={LONG}"],
    ["rename", "task.b", LONG],
    ["rename", f"tactic.{LONG}", "y"],
    ["new", "tactic", LONG, "--under", "ok"],
    ["new", "tactic", "x", "--under", LONG],
    ["close", "2026", "--scores", "/dev/null"],
    ["carry", "2026", "2027"],
    ["carry", LONG, LONG],
]


@pytest.fixture
def hostile(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo.commit({"plan.toml": HOSTILE}, message=f"::error::{LONG}")
    later = HOSTILE.replace("target = 12", "target = 9").replace('title = "b"', 'title = "::c"')
    later += f'[task."{LONG}"]\ntitle = "New"\ntactic = "t"\n'
    (repo.top / "plan.toml").write_text(later, encoding="utf-8")
    monkeypatch.chdir(repo.top)
    return repo


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:40])
def test_no_line_is_without_end_or_a_workflow_command(
    hostile: Repo, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    main([*command, *DAY])
    printed = capfd.readouterr()
    lines = [*printed.out.split("\n"), *printed.err.split("\n")]
    assert max(map(len, lines)) < 2_500
    assert "internal error" not in printed.err
    if "github" not in command:
        assert [line for line in lines if re.match(r"\s*::", line)] == []


def test_what_programs_read_is_written_to_the_byte(hostile: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    main(["tree", "--format", "csv", *DAY])
    assert f"::{LONG}" in capfd.readouterr().out


@pytest.mark.parametrize("count", [1, 2, 10, 11, 200])
def test_a_ring_names_ten_items_at_most(count: int) -> None:
    text = "".join(
        f'[task.walk-{n}]\ntitle = "Walk {n}"\ndepends_on = ["walk-{(n + 1) % count}"]\n' for n in range(count)
    )
    [finding] = check(text, "PL204").diagnostics
    assert len(set(re.findall(r"walk-\d+", finding.message))) == min(count, MOST_NAMES)
    assert len(finding.related) <= MOST_NAMES
    more = re.search(r"and (\d+) more$", finding.message)
    assert (int(more[1]) if more else 0) == max(0, count + 1 - MOST_NAMES)


def test_parents_are_named_up_to_ten() -> None:
    names = [f"o{n}" for n in range(15)]
    goals = "".join(f'[objective.{name}]\ntitle = "{name}"\nstatus = "done"\n' for name in names)
    text = f'{goals}[key_result.k]\ntitle = "K"\nstatus = "on-track"\nobjective = {names}\n'
    [finding] = check(text, "PL310").diagnostics
    assert finding.message.count("(done)") == MOST_NAMES
    assert "and 5 more" in finding.message


def test_names_are_listed_up_to_ten() -> None:
    assert listing([]) == ""
    assert listing(map(str, range(10))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert listing(map(str, range(12)), " → ").endswith(" → 8 → 9 and 2 more")


@given(st.text(alphabet="a '\"`:%\n", max_size=3_000) | st.text(max_size=50))
def test_a_message_has_an_end_and_a_short_one_stays(text: str) -> None:
    assert len(bounded(text)) <= 1000
    if len(text) <= 200:
        assert bounded(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40.0, "40"),
        (0.1, "0.1"),
        (-1e24, "-1e+24"),
        (9e15, "9000000000000000"),
        (2**63 - 1, "9223372036854775807"),
        (int("9" * 301), "9.99999e+300"),
        (-(10**20), "-1.00000e+20"),
    ],
)
def test_numbers_have_no_digits_that_nobody_wrote(value: float, text: str) -> None:
    assert number_text(value) == text


def test_values_are_cut_and_what_is_around_them_stays() -> None:
    message = f"there is no task '{LONG}': did you mean 'b'?"
    assert bounded(message) == f"there is no task '{'L' * 199}…': did you mean 'b'?"


@pytest.mark.parametrize(
    "title",
    ["", " ", "\t", "\u200b", "\u3164", "\u2800\u2800", "\u115f \u1160", "\u00ad", "\ufe0f", "\u200d", "\U000e0041"],
)
def test_a_title_of_which_nothing_can_be_seen_is_a_placeholder(title: str) -> None:
    assert is_blank(title)
    escaped = "".join(f"\\U{ord(character):08x}" for character in title)
    text = f'[objective.warm]\ntitle = "{escaped}"\n'
    assert tomllib.loads(text)["objective"]["warm"]["title"] == title
    report = check(text, "PL704")
    assert [finding.message for finding in report.diagnostics] == ["the title of objective.warm is empty"]
    assert report.plan.items["objective.warm"].title == "warm"


@pytest.mark.parametrize("title", ["a\u200b", "\u3164x", "שלום", "🙂", "–", "é"])
def test_a_title_with_something_to_see_is_none(title: str) -> None:
    assert not is_blank(title)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "\u2060::error::x"),
        ("  ::error::x\n\t::y", "  \u2060::error::x\n\t\u2060::y"),
        ("a ::error::x", "a ::error::x"),
        ("id  שלום עולם  0.50", "id  \u200eשלום עולם\u200e  0.50"),
        ("سلام 3 days", "\u200eسلام\u200e 3 days"),
        ("日本  0.50", "日本  0.50"),
    ],
)
def test_lines_for_people(line: str, shown: str) -> None:
    assert in_columns(inert(line)) == shown
    assert inert(inert(line)) == inert(line)


TITLES = ["Short", "日本語の計画", "שלום לכולם", "e\u0301te\u0301 a\u0300 Paris", "🇨🇭🙂 ok", "नमस्ते दुनिया"]


def test_columns_stay_in_one_place_whatever_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    results = "".join(
        f'[key_result.k{n}]\ntitle = "{title}"\nobjective = "o"\nowner = "{title}"\nmetric.name = "m"\n'
        f"metric.baseline = 0\nmetric.target = 10\nmetric.current = {n}\n"
        for n, title in enumerate(TITLES)
    )
    plan = f'[objective.o]\ntitle = "O"\nperiod = "2026-Q4"\n{results}'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    main(["tree", *DAY])
    rows = [line for line in capfd.readouterr().out.split("\n") if " of 10" in line]
    assert len(rows) == len(TITLES)
    assert len({wcswidth(row[: row.index(" of 10")]) for row in rows}) == 1


@pytest.mark.parametrize("text", TITLES)
def test_text_is_filled_up_in_cells(text: str) -> None:
    assert width(Cell(plain(text)).drawn(Style(), 30)) == 30


def test_wrapped_text_has_an_end() -> None:
    assert len(wrap(WORDS, 40)) <= 31
    assert max(map(len, wrap(LONG, 40))) <= 403
    assert wrap("a b", 40) == ["a b"]
