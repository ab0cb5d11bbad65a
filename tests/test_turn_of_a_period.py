"""`planlint close` and `planlint carry`: the last day of a period, and the first of the next."""

import shutil
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.model.plan import Plan
from tests.conftest import Repo
from tests.support.planning import load_files
from tests.support.terminal import END, in_terminal

ROOT = Path(__file__).resolve().parent.parent
ABOVE = """\
[purpose.meet]
title = "Neighbours have a place to meet"

[vision.door]
title = "Everybody knows a face at the next table"
purpose = "meet"

[outcome.regulars]
title = "People who come once come again"
vision = "door"
"""
HALF = """\
[objective.welcome]
title = "A first visit feels like coming home"
outcome = "regulars"
period = "2026-H2"
priority = 1
owner = "mara"
asks.town = "a bench"
agreed.town = "jo"

[key_result.second-visit]
title = "Guests are back within a month"
objective = "welcome"
commitment = "aspirational"
reason = "the square is dug up"
confidence = 0.7
x-source = { sheet = 3 }
metric.name = "guests who return"
metric.unit = "%"
metric.target = 50
metric.path.2026-Q3 = 30
metric.baseline = 20
metric.current = 40
metric.as_of = 2026-12-20

[key_result.greeted]
title = "Guests are greeted by name"
objective = "welcome"
metric.name = "second visits greeted by name"
metric.target = 40
metric.baseline = 5
metric.current = 44

[key_result.calm]
title = "Nobody works more than two evenings"
objective = "welcome"
metric.name = "evenings a week"
metric.direction = "at-most"
metric.target = 2
metric.current = 2

[key_result.rooms-2026-h2]
title = "Three rooms are open"
objective = "welcome"
milestones.hall = 2026-09-30
milestones.garden = 2026-11-30
reached = ["hall"]

[tactic.stamp-card]
title = "A stamp card"
key_result = ["second-visit", "greeted"] # both
due = 2027-02-28

[task.print-cards]
title = "Print the cards"
tactic = "stamp-card"
due = 2027-01-30
"""
FOLLOWING = """\
[objective.welcome-2027-h1]
title = "A first visit feels like coming home"
outcome = "regulars"
period = "2027-H1"
owner = "mara"
continues = "welcome"
asks.town = "a bench"

[key_result.second-visit-2027-h1]
title = "Guests are back within a month"
objective = "welcome-2027-h1"
commitment = "aspirational"
continues = "second-visit"
x-source.sheet = 3
metric.name = "guests who return"
metric.unit = "%"
metric.target = 50
metric.baseline = 40

[key_result.calm-2027-h1]
title = "Nobody works more than two evenings"
objective = "welcome-2027-h1"
continues = "calm"
metric.name = "evenings a week"
metric.direction = "at-most"
metric.target = 2
metric.baseline = 2

[key_result.rooms-2027-h1]
title = "Three rooms are open"
objective = "welcome-2027-h1"
milestones.garden = "undated"
continues = "rooms-2026-h2"
"""


@pytest.fixture
def cafe(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo.commit({"plan/above.toml": ABOVE, "plan/2026-H2/cafe.toml": HALF}, when="2026-12-20T12:00:00+00:00")
    monkeypatch.chdir(repo.top)
    monkeypatch.setenv("PLANLINT_TODAY", "2027-01-05")
    return repo


def read(repo: Repo) -> Plan:
    return load_files({str(p.relative_to(repo.top)): p.read_bytes() for p in repo.top.glob("plan/**/*.toml")}).plan


def half(repo: Repo) -> str:
    return (repo.top / "plan/2026-H2/cafe.toml").read_text(encoding="utf-8")


def statuses(repo: Repo) -> dict[str, str | None]:
    return {item.id: item.status for item in read(repo).items.values() if item.kind in ("objective", "key_result")}


def test_what_was_not_reached_goes_on_with_what_was_decided_and_without_a_date(
    cafe: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["carry", "2026-H2", "2027-H1"]) == 0
    assert (cafe.top / "plan/2027-H1/cafe.toml").read_text(encoding="utf-8") == FOLLOWING
    old = {item.id: item.fields for item in read(cafe).items.values()}
    assert [old[name].get("status") for name in ("welcome", "second-visit", "calm", "rooms-2026-h2", "greeted")] == [
        *("closed", "closed", "closed", "closed", None)
    ]
    assert old["second-visit"]["note"] == "carried to second-visit-2027-h1"
    assert 'key_result = ["second-visit-2027-h1", "greeted"] # both' in half(cafe)
    told = capfd.readouterr()
    assert "key_result.second-visit → second-visit-2027-h1  from 40 to 50 %" in told.out
    assert "their steps have no date yet: rooms-2027-h1" in told.err
    cafe.commit({})
    assert main(["carry", "2026-H2", "2027-H1"]) == 0
    told = capfd.readouterr()
    assert "key_result.second-visit is carried already: key_result.second-visit-2027-h1" in told.out
    assert "nothing to carry: 4 items carried already" in told.err
    assert cafe.run("status", "--short") == ""


def test_named_items_go_on_alone_and_the_rest_stays_open(cafe: Repo) -> None:
    assert main(["carry", "2026-H2", "2027-H1", "rooms-2026-h2", "-o", "plan/next.toml", "--actions", "leave"]) == 0
    assert statuses(cafe) == {
        "welcome": "closed",
        "welcome-2027-h1": None,
        "second-visit": None,
        "greeted": None,
        "calm": "closed",
        "calm-2027-h1": None,
        "rooms-2026-h2": "closed",
        "rooms-2027-h1": None,
    }
    assert "rooms-2027-h1" in (cafe.top / "plan/next.toml").read_text(encoding="utf-8")
    assert 'key_result = ["second-visit", "greeted"] # both' in half(cafe)


def test_tactics_can_be_dropped_with_their_tasks(cafe: Repo) -> None:
    assert main(["carry", "2026-H2", "2027-H1", "--actions", "drop"]) == 0
    assert [read(cafe).items[name].status for name in ("tactic.stamp-card", "task.print-cards")] == [
        "dropped",
        "dropped",
    ]


def test_a_dry_run_shows_a_patch_and_writes_nothing(cafe: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["carry", "2026-H2", "2027-H1", "--dry-run"]) == 0
    printed = capfd.readouterr().out
    assert cafe.run("status", "--short") == ""
    (cafe.top / "turn.patch").write_text(printed, encoding="utf-8")
    cafe.run("apply", "turn.patch")
    assert (cafe.top / "plan/2027-H1/cafe.toml").read_text(encoding="utf-8") == FOLLOWING


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2026-H1", "2027-H1"], "no objective has the period '2026-H1'"),
        (["2026-H2", "2027-H3"], "there is no period '2027-H3'"),
        (["2026-H2", "2026-Q3"], "2026-Q3 ended on 2026-09-30"),
        (["2026-H2", "2026-H2"], "2026-H2 ended on 2026-12-31"),
        (
            ["2026-H2", "2027-H1", "meet"],
            "'meet' is a purpose\n  help: what is meant here is an objective or a key result",
        ),
        (["2026-H2", "2027-H1", "-o", "notes.md"], "'notes.md' is not a file of the plan"),
    ],
)
def test_periods_that_cannot_follow_are_refused(
    cafe: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["carry", *arguments]) == 2
    assert message in capfd.readouterr().err
    assert cafe.run("status", "--short") == ""


def test_no_target_is_made_up(cafe: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    cafe.write("plan/2026-H2/cafe.toml", HALF.replace("metric.target = 50", "metric.target_by = 2027-01-31"))
    assert main(["carry", "2026-H2", "2027-H1"]) == 2
    told = capfd.readouterr().err
    assert "key_result.second-visit has no target, and none is made up" in told
    assert "planlint set second-visit target=NUMBER" in told
    assert not (cafe.top / "plan/2027-H1").exists()
    assert main(["set", "second-visit", "target_by=", "target=50"]) == 0
    assert main(["carry", "2026-H2", "2027-H1"]) == 0


def test_only_an_error_that_the_old_item_had_as_well_goes_on_with_it(
    cafe: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    bare = '\n[key_result.bare]\ntitle = "Guests are happy"\nobjective = "welcome"\nstatus = "closed"\n'
    cafe.write("plan/2026-H2/cafe.toml", HALF + bare)
    assert main(["carry", "2026-H2", "2027-H1"]) == 0
    assert "key_result.bare-2027-h1" in read(cafe).items
    cafe.run("checkout", "-q", ".")
    cafe.run("clean", "-qfd")
    cafe.write(
        "plan/2026-H2/cafe.toml", HALF.replace("metric.target = 2\n", "metric.target = 2\nmetric.path.2027 = 3\n")
    )
    assert main(["carry", "2026-H2", "2027-H1"]) == 0


@pytest.mark.parametrize("name", ["greeted", "rooms-2026-h2"])
def test_what_is_reached_is_not_carried_even_by_name(cafe: Repo, capfd: pytest.CaptureFixture[str], name: str) -> None:
    cafe.write("plan/2026-H2/cafe.toml", HALF.replace('["hall"]', '["hall", "garden"]'))
    assert main(["carry", "2026-H2", "2027-H1", name]) == 2
    assert f"key_result.{name} is reached: nothing of it is left" in capfd.readouterr().err
    assert not (cafe.top / "plan/2027-H1").exists()


SHARED = """
[period.autumn]
start = 2026-09-01
end = 2026-12-31

[objective.garden]
title = "The garden feels like a living room"
outcome = "regulars"
period = "autumn"
owner = "mara"

[key_result.benches]
title = "Ten benches stand"
objective = "garden"
metric.name = "benches"
metric.target = 10
metric.baseline = 0
metric.current = 4
"""


def test_a_guard_rail_of_two_periods_goes_on_once_and_serves_both_that_follow(
    cafe: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    both = HALF.replace('evenings"\nobjective = "welcome"', 'evenings"\nobjective = ["welcome", "garden"]')
    cafe.write("plan/2026-H2/cafe.toml", both + SHARED)
    assert main(["carry", "autumn", "2027-H1"]) == 0
    assert read(cafe).items["key_result.calm-2027-h1"].ids("objective") == ("welcome", "garden-2027-h1")
    capfd.readouterr()
    assert main(["carry", "2026-H2", "2027-H1"]) == 0
    told = capfd.readouterr().out
    assert "key_result.calm is carried already: key_result.calm-2027-h1\n" in told
    assert "key_result.calm-2027-h1 now serves welcome-2027-h1, garden-2027-h1\n" in told
    plan = read(cafe)
    assert [name for name in plan.items if "calm" in name] == ["key_result.calm", "key_result.calm-2027-h1"]
    assert plan.items["key_result.calm-2027-h1"].status is None


def test_grades_come_from_a_file_and_what_it_does_not_name_has_none(
    cafe: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    cafe.write("grades", 'second-visit = { score = 0.8, note = "Close." }\nkey_result.rooms-2026-h2 = 0.5\n')
    assert main(["close", "--scores", "grades", "--actions", "done"]) == 0
    items = read(cafe).items
    assert statuses(cafe) == {
        "welcome": "closed",
        "second-visit": "closed",
        "greeted": "done",
        "calm": "done",
        "rooms-2026-h2": "closed",
    }
    assert {item.id: item.fields["score"] for item in items.values() if "score" in item.fields} == {
        "second-visit": 0.8,
        "rooms-2026-h2": 0.5,
    }
    assert [item.id for item in items.values() if "note" in item.fields] == ["second-visit"]
    assert [items[name].status for name in ("tactic.stamp-card", "task.print-cards")] == ["done", "done"]
    assert "ended: 4 key results, 1 objective, 1 tactic, 1 task" in capfd.readouterr().err
    assert main(["close", "2026-H2", "--scores", "/dev/null"]) == 0
    assert "nothing of 2026-H2 is left to close" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("second-visti = 0.7", "did you mean key_result.second-visit?"),
        ("second-visit = '0.7'", "the grade of 'second-visit' is not a number"),
        ("second-visit = -1", "the grade of 'second-visit' is not a number from 0 on"),
        ("second-visit = { grade = 1 }", "'second-visit' has no 'grade' here"),
        ("second-visit = { note = ' ' }", "the note of 'second-visit' is not a sentence"),
        ("second-visit = ", "cannot be read"),
        ("second-visit = 0.7\nkey_result.second-visit = 0.6", "key_result.second-visit stands there twice"),
        ("stamp-card = 0.7", "'stamp-card' is a tactic\n  help: what is meant here is a key result"),
    ],
)
def test_a_file_of_grades_that_is_not_understood_changes_nothing(
    cafe: Repo, capfd: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (cafe.top / "grades").write_text(text, encoding="utf-8")
    assert main(["close", "2026-H2", "--scores", "grades"]) == 2
    assert message in capfd.readouterr().err
    assert half(cafe) == HALF


def test_without_a_terminal_or_grades_there_is_nothing_to_go_by(cafe: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["close", "2026-H2", "--yes"]) == 2
    assert "--scores FILE" in capfd.readouterr().err


ANSWERS = ["45", "0.8", "The square was dug up.", "", "", "", "", "", "", "garden", "", "s"]


def test_a_terminal_asks_for_value_grade_and_sentence_and_writes_all_of_it_at_the_end(cafe: Repo) -> None:
    typed = [*ANSWERS[:11], "", "stay", "d", "done", "y"]
    ended = in_terminal(["close"], cafe.top, typed)
    assert ended.status == 0
    assert "2026-H2: 4 open key results to close." in ended.screen
    assert "[measured 0.83]" in ended.screen
    assert "write stay, done or drop" in ended.screen
    fields = {item.id: item.fields for item in read(cafe).items.values()}
    assert fields["second-visit"]["metric"]["current"] == 45
    assert (fields["second-visit"]["score"], fields["second-visit"]["note"]) == (0.8, "The square was dug up.")
    assert [fields[name]["status"] for name in ("rooms-2026-h2", "greeted", "print-cards")] == ["done", "done", "done"]
    assert "status" not in fields["stamp-card"]
    assert not any("score" in fields[name] for name in ("greeted", "calm", "rooms-2026-h2"))


@pytest.mark.parametrize("end", [["n"], [""], [END]])
def test_nothing_is_written_unless_somebody_says_yes(cafe: Repo, end: list[str]) -> None:
    ended = in_terminal(["close", "--actions", "stay"], cafe.top, [*ANSWERS[:11], "", *end])
    assert ended.status == 0
    assert "nothing was written" in ended.screen
    assert half(cafe) == HALF


def test_who_skips_or_stops_leaves_the_rest_open_and_the_objective_with_it(cafe: Repo) -> None:
    ended = in_terminal(["close", "--yes", "--actions", "stay"], cafe.top, ["45", "", "", "s", "q"])
    assert ended.status == 0
    assert statuses(cafe) == {
        "welcome": None,
        "second-visit": "closed",
        "greeted": None,
        "calm": None,
        "rooms-2026-h2": None,
    }


@pytest.mark.parametrize(
    ("day", "closed"),
    [("2027-01-14", "welcome"), ("2027-01-15", "next"), ("2027-08-03", "next"), ("2026-12-31", "welcome")],
)
def test_without_a_period_the_one_that_ended_within_two_weeks_is_closed_else_the_one_that_runs(
    cafe: Repo, capfd: pytest.CaptureFixture[str], day: str, closed: str
) -> None:
    (cafe.top / "plan/2027-H1.toml").write_text(
        '[objective.next]\ntitle = "N"\noutcome = "regulars"\nperiod = "2027-H1"\n'
        '[key_result.more]\ntitle = "M"\nobjective = "next"\n',
        encoding="utf-8",
    )
    (cafe.top / "grades").write_text("", encoding="utf-8")
    # In the second half of 2027 no period runs: it is the one that ended within 30 days, if there is one.
    is_known = day != "2027-08-03"
    assert main(["close", "--scores", "grades", "--today", day]) == (0 if is_known else 2)
    out, err = capfd.readouterr()
    assert (f"objective.{closed} status unset → " in out) is is_known
    assert is_known or "no period runs or has just ended" in err
    assert main(["close", "--scores", "grades", "--today", "2027-07-30"]) == 0


def test_every_command_reads_the_name_of_a_period_as_people_write_it(
    cafe: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    (cafe.top / "grades").write_text("", encoding="utf-8")
    assert main(["close", "2026h2", "--scores", "grades"]) == 0
    assert main(["carry", "H2 2026", "2027-h1"]) == 0
    capfd.readouterr()
    assert main(["history", "--period", "2026-h2"]) == 0
    assert capfd.readouterr().out.startswith("2026-H2 · 1 Jul – 31 Dec 2026")
    assert main(["tree", "--period", "2027/h1", "--format", "csv"]) == 0
    assert "objective.welcome-2027-h1" in capfd.readouterr().out
    assert main(["new", "objective", "More", "--under", "regulars", "--period", "h1 2027"]) == 0
    assert read(cafe).items["objective.more"].text("period") == "2027-H1"
    assert main(["history", "--period", "2026-h3"]) == 2
    assert "--period: there is no period '2026-h3'" in capfd.readouterr().err


def told_in(review: str) -> list[str]:
    return review.partition("\nnext ")[0].split("\n")[1:]


@pytest.mark.parametrize("actions", ["move", "leave"])
def test_the_library_network_turns_twice(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], actions: str
) -> None:
    """No error comes of it, the review of the old period stays what it was, and the third period is remarked on."""
    shutil.copytree(ROOT / "examples/teams", repo.top, dirs_exist_ok=True)
    monkeypatch.chdir(repo.top)
    assert main(["set", "sunday-families", "target=400", "--today", "2026-12-20"]) == 0  # it was owed until February
    repo.commit({}, when="2026-12-20T12:00:00+00:00")
    for old, new, day in (("2026-H2", "2027-H1", "2027-01-05"), ("2027-H1", "2027-H2", "2027-07-05")):
        monkeypatch.setenv("PLANLINT_TODAY", day)
        (repo.top / "grades").write_text("", encoding="utf-8")
        assert main(["close", old, "--scores", "grades", *(["--actions", "done"] if actions == "leave" else [])]) == 0
        repo.commit({}, when=f"{day}T12:00:00+00:00")
        capfd.readouterr()
        assert main(["history", "--period", old]) == 0
        review = capfd.readouterr().out
        assert actions == "leave" or "0 of 1 task" not in review
        assert main(["carry", old, new, "--actions", actions]) == 0
        assert main(["check", "--fail-on", "error"]) == 0
        # Who agreed in 2026 has two weeks to agree again; in 2027 nobody did.
        told = "PL310,PL421" if old == "2027-H1" else "PL310,PL421,PL606"
        assert main(["check", "--select", told, "--fail-on", "warning"]) == 0
        repo.commit({}, when=f"{day}T13:00:00+00:00")
        capfd.readouterr()
        assert main(["history", "--period", old]) == 0
        after = capfd.readouterr().out
        # But for the commit in its first line, and for the way to the period that runs now in its last.
        assert told_in(after) == told_in(review)
    assert main(["check", "--history", "--select", "PL856", "--format", "concise", "--exit-zero"]) == 0
    told = capfd.readouterr().out
    assert "key_result.bus-stops-2027-h2 is carried into its 3rd period: bus-stops, bus-stops-2027-h1" in told
    assert (repo.top / "plan/2027-H2/outreach.toml").is_file()


def test_what_moved_on_counts_for_the_period_it_was_work_for(cafe: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    task = '[task.{}]\ntitle = "T"\ntactic = "stamp-card"\ndue = 2027-01-10\n'
    alone = HALF.replace('["second-visit", "greeted"]', '"second-visit"')
    files = {"plan/2026-H2/more.toml": task.format("fold"), "plan/2026-H2/cafe.toml": alone}
    cafe.commit(files, "Fold the cards\n\nPlan-Item: fold", when="2026-12-21T12:00:00+00:00")

    def reviewed() -> list[str]:
        capfd.readouterr()
        assert main(["history", "--period", "2026-H2"]) == 0
        return capfd.readouterr().out.splitlines()

    worked = [line for line in reviewed() if "1 commit" in line]
    assert worked
    assert main(["carry", "2026-H2", "2027-H1"]) == 0
    cafe.commit({}, when="2027-01-05T12:00:00+00:00")
    assert [line for line in reviewed() if "1 commit" in line] == worked
    assert any(line.startswith("0 of 2 tasks done") for line in reviewed())
    assert not any("fold" in line for line in reviewed())
    # A new day for it, and a new task, belong to the period that it went on into.
    files = {"plan/2026-H2/more.toml": task.format("fold").replace("01-10", "02-10") + task.format("new")}
    cafe.commit(files, when="2027-01-05T13:00:00+00:00")
    assert any(line.startswith("0 of 2 tasks done") for line in reviewed())
    assert not any("fold" in line for line in reviewed())
