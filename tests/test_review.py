"""The review of `planlint history`: its figures, its words, its pictures, its days."""

import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from planlint.cli.main import main
from planlint.history.window import Window, current_window
from planlint.render.history.review_text import review_text
from planlint.render.text.style import Style
from tests.conftest import Repo
from tests.support.example_history import TODAY, build
from tests.support.hostile import HARMLESS_LOOKING
from tests.support.planning import plan_of
from tests.support.reviews import review_here
from tests.support.terminal import GOLDEN, golden

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(repo.top)
    return repo


@pytest.fixture
def season(here: Repo) -> dict[str, str]:
    """The small example with its history; the commits by a word for each."""
    return build(here)


def review(capfd: pytest.CaptureFixture[str], *arguments: str, today: str = TODAY) -> str:
    assert main(["history", "--today", today, *arguments]) == 0
    return capfd.readouterr().out


@pytest.mark.parametrize("columns", [80, 120])
def test_the_review_of_the_example(
    season: dict[str, str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = review(capfd)
    # A title, an owner or an address may be cut or wrapped, a line never runs over.
    assert max(map(len, shown.splitlines())) <= max(columns, 86)
    golden(shown, GOLDEN / "review" / f"season-{columns}.txt")


def test_the_review_as_markdown(season: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    golden(review(capfd, "--format", "markdown"), GOLDEN / "review" / "season.md")


def test_a_terminal_without_utf8_gets_ascii_signs(season: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    shown = review_text(review_here(), Style(unicode=False))
    assert shown.isascii()
    assert "0.45 ##|##-----" in shown


# Every figure, worked out again from what `--format json` prints


def reckoned(log: dict[str, Any], until: str) -> dict[str, Any]:
    """Return the figures of the season from the log's series alone."""
    found: dict[str, Any] = {}
    for series in log["series"]:
        points = [point for point in series["points"] if point["date"][:10] <= until]
        first = [point for point in points if point["date"][:10] <= "2026-09-01"] or points
        promised, last = first[-1] if points[0] in first and len(first) < len(points) else first[0], points[-1]
        value = last["progress"] if last["current"] is not None or last["reached"] else None
        entry: dict[str, Any] = {"score": value}
        if promised["target"] != last["target"]:
            way = promised["target"] - promised["baseline"]
            entry["before"] = (last["current"] - promised["baseline"]) / way
        found[series["item"].partition(".")[2]] = entry
    measured, with_silence = [], []
    for results in (("days-to-bike", "second-room"), ("come-again", "evening-leads")):  # of the two objectives
        known = [found[name]["score"] for name in results if found[name]["score"] is not None]
        measured.append(sum(known) / len(known))
        with_silence.append(sum(known) / len(results))
    return {"items": found, "measured": sum(measured) / 2, "with silence": sum(with_silence) / 2}


def test_every_figure_is_the_one_worked_out_from_the_log(
    season: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    figures = reckoned(json.loads(review(capfd, "--format", "json")), TODAY)
    shown = review(capfd)
    assert (
        f"Score {figures['measured']:.2f} of what was measured, {figures['with silence']:.2f} with silence as zero"
        in shown
    )
    for name, one in figures["items"].items():
        said = "?" if one["score"] is None else f"{one['score']:.2f}"
        assert re.search(rf"^ +{re.escape(said)} \S{{10}} {name}", shown, re.MULTILINE), name
    assert f"promised 10: {figures['items']['days-to-bike']['before']:.2f}" in shown
    # By hand: (45 - 31) / (45 - 14), against (45 - 31) / (45 - 10); one of three steps; (48 - 35) / (70 - 35).
    assert [round(one["score"] or 0, 2) for one in figures["items"].values()] == [0.37, 0.45, 0, 0.33]


def test_the_moves_name_their_commits_and_reasons(season: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    shown = review(capfd, "--format", "markdown")
    rows = [row for row in shown.splitlines() if season["eased"][:7] in row or season["postponed"][:7] in row]
    assert ["the fair brought frames" in rows[0], "no reason given" in rows[1]] == [True, True]
    assert "28 days later" in rows[1]


def test_a_reason_on_a_branch_counts_where_it_was_merged(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    """Each merge has the reasons it brought itself, also through a merge on its branch, and no earlier one."""
    build(here)
    plan = (here.top / "plan.toml").read_text(encoding="utf-8")
    for n, (name, reason) in enumerate([("one", "Plan-Reason: too few frames"), ("two", "No word")]):
        day = f"2026-11-1{n}T18:00:00+00:00"
        here.run("switch", "-q", "-c", name)
        here.run("switch", "-q", "-c", f"{name}-deep")
        plan = plan.replace(f"metric.target = {14 + n}", f"metric.target = {15 + n}")
        here.commit({"plan.toml": plan}, f"Lower\n\n{reason}", day)
        dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        people = {f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
        for into, what in ((name, f"{name}-deep"), ("main", name)):
            here.run("switch", "-q", into)
            here.run("merge", "-q", "--no-ff", "-m", f"Merge {what}", what, **dates, **people)
    shown = review(capfd, "--format", "markdown")
    assert re.findall(r"target (1[45] → 1[56]) \| (.*?) \|", shown) == [
        ("14 → 15", "too few frames"),
        ("15 → 16", "no reason given"),
    ]


def test_a_period_that_is_over_takes_results_for_thirty_days_more(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = (
        '[objective.o]\ntitle = "O"\nperiod = "2026-Q1"\n'
        '[key_result.k]\ntitle = "K"\nobjective = "o"\n'
        'metric = {{ name = "n", baseline = 0, target = 10{} }}\n{}'
    )
    here.commit({"plan.toml": plan.format("", "")}, when="2026-01-02T12:00:00Z")
    here.commit(
        {"plan.toml": plan.format(", current = 6", 'status = "done"\nscore = 0.5\n')}, when="2026-04-20T12:00:00Z"
    )
    here.commit(
        {"plan.toml": plan.format(", current = 9", 'status = "done"\nscore = 0.9\n')}, when="2026-05-20T12:00:00Z"
    )
    late = review(capfd, "--period", "2026-Q1", today="2026-06-01")
    assert "over for 62 days" in late
    assert "1 key result: 1 partly" in late
    assert "  0.50 " in late
    assert "graded, 0 → 6 of 10" in late or "graded, 6 of 10" in late
    early = review(capfd, "--period", "2026-Q1", today="2026-04-05")
    assert "1 key result: 1 silent" in early
    assert "Nothing reported" in early


@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_but_titles_and_units_is_cut_where_the_room_is_short(
    here: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    plan = (
        '[objective.o]\ntitle = "O"\nperiod = "2026-Q1"\nstatus = "closed"\nowner = "release-manager"\n'
        '[key_result.full-stack-developer]\ntitle = "A developer for all"\nobjective = "o"\nscore = 0.4\n'
        'owner = "storage-engineer"\n'
        'metric = { name = "n", baseline = 0, target = 120, current = 95, unit = "posts" }\n'
        '[key_result.b]\ntitle = "The library is ready"\nobjective = "o"\nscore = 0\nowner = "communications"\n'
        'metric = { name = "n", baseline = 0, target = 2000, current = 978, unit = "downloads in an hour of work" }\n'
    )
    here.commit({"plan.toml": plan}, when="2026-01-02T12:00:00Z")
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = review(capfd, "--period", "2026-Q1", today="2026-04-05")
    assert max(map(len, shown.splitlines())) <= columns
    words = " ".join(shown.split())
    for whole in ("graded, 95 of 120", "graded, 978 of 2000", " storage-engineer", " communications"):
        assert whole in words


def test_a_graded_guard_rail_shows_its_grade_and_what_is_dropped_shows_none(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = (
        '[objective.o]\ntitle = "O"\nperiod = "2026-Q1"\nstatus = "closed"\n'
        '[key_result.rail]\ntitle = "R"\nobjective = "o"\nscore = 0.75\n'
        'metric = { name = "n", direction = "at-most", target = 2, current = 3 }\n'
        '[key_result.bound]\ntitle = "B"\nobjective = "o"\n'
        'metric = { name = "n", direction = "at-most", target = 2, current = 1 }\n'
        '[key_result.gone]\ntitle = "G"\nobjective = "o"\nstatus = "dropped"\nreason = "no need"\n'
        'metric = { name = "n", baseline = 0, target = 9, current = 3 }\n'
    )
    here.commit({"plan.toml": plan}, when="2026-01-02T12:00:00Z")
    shown = review(capfd, "--period", "2026-Q1", today="2026-04-05")
    rows = [" ".join(line.split()) for line in shown.splitlines() if line.startswith("  ")]
    assert "0.75 guard-rail rail broken graded · 3, at most 2" in rows
    assert "guard-rail ● bound holds 1, at most 2" in rows
    assert any(re.match(r"[█░┃]+ gone dropped 3 of 9", row) for row in rows)


@pytest.mark.parametrize(
    ("today", "span"),
    [
        (date(2026, 2, 1), Window(date(2026, 1, 1), date(2026, 3, 31), "2026-Q1")),  # most objectives name it
        (date(2026, 5, 1), Window(date(2026, 1, 1), date(2026, 12, 31), "2026")),
        (date(2026, 4, 14), Window(date(2026, 1, 1), date(2026, 3, 31), "2026-Q1")),  # over for 14 days
        (date(2026, 4, 15), Window(date(2026, 1, 1), date(2026, 12, 31), "2026")),
        (date(2027, 1, 20), Window(date(2026, 1, 1), date(2026, 12, 31), "2026")),  # over for less than 30 days
        (date(2027, 3, 1), Window(date(2026, 12, 1), date(2027, 3, 1))),  # the last 90 days
    ],
)
def test_the_days_of_a_review_nobody_chose(today: date, span: Window) -> None:
    plan = plan_of(
        """
        [objective.a]
        title = "A"
        period = "2026-Q1"
        [objective.b]
        title = "B"
        period = "2026-Q1"
        [objective.c]
        title = "C"
        period = "2026"
        """
    )
    assert current_window(plan, today) == span


def test_of_two_periods_that_just_ended_the_one_most_objectives_name_is_reviewed() -> None:
    plan = plan_of(
        """
        [objective.a]
        title = "A"
        period = "2026-H2"
        [objective.b]
        title = "B"
        period = "2026-Q4"
        [objective.c]
        title = "C"
        period = "2027-H1"
        """
    )
    assert current_window(plan, date(2027, 1, 5)).period == "2026-Q4"  # named as often, and shorter
    twice = plan_of(
        """
        [objective.a]
        title = "A"
        period = "2026-H2"
        [objective.a2]
        title = "A2"
        period = "2026-H2"
        [objective.b]
        title = "B"
        period = "2026-Q4"
        """
    )
    assert current_window(twice, date(2027, 1, 5)).period == "2026-H2"


BOTH_HALVES = """
[period.h2]
title = "The second half"
start = 2026-07-01
end = 2026-12-31
[objective.old]
title = "Old"
period = "h2"
[key_result.open-days]
title = "Two open days"
objective = "old"
milestones.first = 2026-08-01
milestones.second = "undated"
reached = [{}]
[objective.apart]
title = "Runs along"
start = 2026-07-10
due = 2027-01-04
[key_result.leaflets]
title = "A hundred leaflets"
objective = "apart"
metric.name = "leaflets"
metric.baseline = 0
metric.target = 100
metric.current = 40
[tactic.printing]
title = "Print them"
objective = "apart"
start = {}
status = "{}"
[objective.new]
title = "New"
period = "2027-H1"
[key_result.more]
title = "More"
objective = "new"
milestones.one = 2027-05-01
"""


@pytest.fixture
def halves(here: Repo) -> Repo:
    """A half-year that is over, with an objective that ran a little longer, and the next one planned."""
    here.commit({"plan.toml": BOTH_HALVES.format("", "2026-08-01", "on-track")}, when="2026-07-01T12:00:00Z")
    here.commit({"plan.toml": BOTH_HALVES.format('"first"', "2026-08-01", "on-track")}, when="2026-09-20T12:00:00Z")
    here.commit({"plan.toml": BOTH_HALVES.format('"first"', "2026-11-01", "planned")}, when="2026-10-02T12:00:00Z")
    return here


def test_what_just_ended_is_reviewed_by_its_title_and_what_runs_is_named(
    halves: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    first, *_, last = review(capfd, today="2027-01-05").splitlines()
    assert first.startswith("The second half · 1 Jul – 31 Dec 2026 · over for 5 days")
    assert last == "now   planlint history --period 2027-H1    2027-H1, since 1 Jan 2027"


def test_an_objective_that_ran_a_little_longer_belongs_to_the_period(
    halves: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = review(capfd, today="2027-01-05")
    assert "2 key results: 2 partly" in shown
    assert "Runs along  0.40 from 1 of 1" in re.sub(" {2,}", "  ", shown)
    assert "more" not in shown


def test_work_that_was_put_off_and_set_back_is_counted(halves: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    shown = review(capfd, today="2027-01-05")
    assert "No goalpost moved, 1 action put off, 1 set back after 1 Jul, no reason given" in shown
    assert "start 1 Aug 2026 → 1 Nov 2026, 92 days later; set back from on-track to planned" in " ".join(shown.split())


def test_a_step_has_the_day_git_has_it_reached_and_one_without_a_date_is_drawn(
    halves: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    page = review(capfd, "--format", "html", today="2027-01-05")
    assert "<title>first: reached 20 Sep 2026</title>" in page
    assert "<title>first was planned for 1 Aug 2026</title>" in page
    assert 'class="undated"' in page
    assert "<td>first</td><td>1 Aug 2026</td><td>1 Aug 2026</td><td>reached 20 Sep 2026</td>" in page
    assert "<title>second: open, undated</title>" in page


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!doctype html>"), ("r.md", "## Plan review"), ("r.svg", "<svg"), ("r.JSON", '{"version"')],
)
def test_the_ending_of_a_file_says_the_format(
    halves: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, begins: str
) -> None:
    review(capfd, "-o", str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    review(capfd, "-o", str(tmp_path / name), "--format", "csv")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("date,verb")


STEPS = """
[key_result.{name}]
title = "{name}"
milestones = {{ alpha = {alpha}, beta = {beta} }}
reached = [{reached}]
"""


def test_key_results_with_the_same_steps_line_up(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    one = STEPS.format(name="one", alpha="2026-01-31", beta="2026-03-31", reached='"alpha"')
    two = STEPS.format(name="two", alpha="2026-01-31", beta="2026-05-31", reached="")
    here.commit({"plan.toml": one + two}, when="2026-01-02T12:00:00Z")
    here.commit({"plan.toml": one.replace("2026-03-31", "2026-06-30") + two}, when="2026-02-02T12:00:00Z")
    here.commit({"plan.toml": one.replace("2026-03-31", "2026-09-30") + two}, when="2026-03-02T12:00:00Z")
    shown = review(capfd, "--since", "2026-01-01", today="2026-04-01")
    assert "2 key results: 1 under way, 1 overdue" in shown
    assert "  one  ● 2 Jan 26   ○ 30 Sep 26      2   2 Mar 2026\n" in shown
    assert "  two  ✗ 31 Jan 26  ○ 31 May 26      0   2 Jan 2026\n" in shown
    assert "beta 30 Jun 2026 → 30 Sep 2026, 92 days later (2nd time)" in shown


def test_plans_with_little_in_them(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": '[purpose.p]\ntitle = "P"\n'}, when="2026-01-02T12:00:00Z")
    for form in ("text", "markdown", "svg", "html"):
        assert "no key results in this period" in review(capfd, "--format", form).lower()


@pytest.mark.parametrize("values", [(1, 1_000_000), (0, 0), (-5, 5), (5, 5), (0.001, 10**12), (10**300, 1)])
def test_pictures_of_any_values(here: Repo, capfd: pytest.CaptureFixture[str], values: tuple[float, float]) -> None:
    plan = (
        '[key_result.k]\ntitle = "K"\ndue = 2026-12-31\nconfidence = 7\n'
        "metric = {{ name = 'n', baseline = {}, target = {}, current = {} }}\n"
    )
    here.commit({"plan.toml": plan.format(*values, values[0])}, when="2026-10-02T12:00:00Z")
    here.commit({"plan.toml": plan.format(*values, values[1])}, when="2026-11-02T12:00:00Z")
    drawing = ElementTree.fromstring(review(capfd, "--format", "svg"))
    numbers = [
        float(number)
        for line in drawing.iter("{http://www.w3.org/2000/svg}polyline")
        for number in re.split("[ ,]", line.attrib["points"])
    ]
    assert numbers
    assert all(0 <= number <= 680 for number in numbers)


def test_a_target_that_moved_five_times_and_an_item_renamed_twice(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = '[key_result.{}]\ntitle = "K"\nmetric = {{ name = "n", baseline = 0, target = {}, current = 3 }}\n'
    for day, (name, target) in enumerate(
        [("a", 9), ("b", 9), ("b", 8), ("b", 7), ("c", 7), ("c", 6), ("c", 5), ("c", 4)]
    ):
        here.commit({"plan.toml": plan.format(name, target)}, when=f"2026-11-{day + 2:02d}T12:00:00Z")
    shown = review(capfd, "--since", "2026-11-02")
    assert "5 goalposts moved after 2 Nov, no reason given for any" in shown
    assert "0.75 " in shown
    assert "promised 9: 0.33" in shown
    assert review(capfd, "--since", "2026-11-02", "--format", "svg").count('class="renamed"') == 2


def test_a_thousand_key_results(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    plan = "".join(
        f'[key_result.k{n}]\ntitle = "K"\nmetric = {{ name = "n", baseline = 0, target = 10, current = {n % 11} }}\n'
        for n in range(1000)
    )
    here.commit({"plan.toml": plan}, when="2026-11-02T12:00:00Z")
    assert "1000 key results: " in review(capfd)
    assert len(review(capfd, "--format", "markdown")) <= 65_000
    assert review(capfd, "--format", "html").count("<article>") == 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "2026-12-01", "--until", "2026-11-01"], "there are no days"),
        (["--period", "nothing"], "there is no period 'nothing'"),
        (["--log", "--format", "html"], "the log cannot be written as html"),
    ],
)
def test_what_cannot_be_reviewed_is_said(
    season: dict[str, str], capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["history", *arguments]) == 2
    assert message in capfd.readouterr().err


# The page


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_the_page_stands_alone_and_has_a_table_beside_each_picture(
    season: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    page = Page(review(capfd, "--format", "html"))
    assert page.addresses == ["data:,"]
    assert "script" not in page.tags
    assert page.handlers == []
    assert page.tags.count("figure") == page.tags.count("details") == 4
    assert page.tags.count("table") == 4 + 2


def test_the_legend_of_a_picture_names_what_is_in_it(season: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    captions = re.findall("<figcaption>(.*?)</figcaption>", review(capfd, "--format", "html"), re.DOTALL)
    assert [re.findall(r"</svg> ([^<]*)</span>", caption) for caption in captions] == [
        ["value", "target", "expected pace", "goalpost moved", "confidence"],
        ["reached", "open", "planned on the first day"],
        ["value", "target", "expected pace", "renamed"],
        ["done", "doing", "to do"],
    ]


def test_plan_text_in_a_page_is_text(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    tables = [
        f'[key_result."{text}"]\ntitle = "{text}"\nowner = "{text}"\nnote = "{text}"\ndue = 2027-01-01\n'
        f'metric = {{ name = "{text}", unit = "{text}", baseline = 0, target = {n + 5}, current = 2 }}\n'
        f'[key_result."m{text}"]\ntitle = "{text}"\nmilestones = {{ "{text}" = 2026-12-{n + 1} }}\n'
        for n, text in enumerate(HARMLESS_LOOKING, start=10)
        if n < 28
    ]
    who = {"NAME": "<script>alert(1)</script>", "EMAIL": "x@example.org"}
    here.commit({"plan.toml": "".join(tables)}, "<script>", "2026-10-02T12:00:00Z", who)
    moved = "".join(tables).replace("2026-12-", "2027-01-").replace("target = ", "target = 1")
    here.commit({"plan.toml": moved}, "<script>", "2026-10-05T12:00:00Z", who)
    text = review(capfd, "--since", "2026-10-01", "--format", "html")
    page = Page(text)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.addresses == ["data:,"]
    assert page.handlers == []
    ElementTree.fromstring(review(capfd, "--since", "2026-10-01", "--format", "svg"))


@pytest.mark.skipif(BROWSER is None, reason="there is no browser here")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_the_page_without_a_complaint(
    season: dict[str, str], capfd: pytest.CaptureFixture[str], tmp_path: Path, scheme: str
) -> None:
    page, picture = tmp_path / "review.html", tmp_path / "review.png"
    page.write_text(review(capfd, "--format", "html"), encoding="utf-8")
    dark = ["--force-dark-mode", "--enable-features=WebContentsForceDark"] if scheme == "dark" else []
    done = subprocess.run(
        [
            *(BROWSER or "", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0"),
            *(*dark, f"--screenshot={picture}", f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "CONSOLE" not in done.stderr
    assert picture.stat().st_size > 10_000


def test_the_picture_in_the_docs_is_the_one_that_is_drawn(
    season: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    drawn = Path(__file__).parent.parent / "docs" / "review.svg"
    golden(review(capfd, "--format", "svg"), drawn)
