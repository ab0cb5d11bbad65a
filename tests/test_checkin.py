"""`planlint checkin`, driven through a pseudo-terminal; and what it knows of fresh and stale."""

import signal
from datetime import date, timedelta
from pathlib import Path

import pytest

from planlint.cli.main import main
from planlint.cli.prompt import confidence, number, steps
from planlint.errors import PlanlintError
from planlint.model.figures.freshness import is_stale
from planlint.model.items import KeyResult
from tests.conftest import Repo
from tests.support.planning import load_files
from tests.support.terminal import END, GOLDEN, HANG_UP, INTERRUPT, golden, in_terminal

ROOT = Path(__file__).resolve().parent.parent
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
DAY = ["--today", "2026-11-23"]
NOON = "T12:00:00+00:00"


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """The workshop's plan with the history of an autumn: only `evening-leads` was reported lately."""
    start = GOOD.replace("current = 31", "current = 45").replace("current = 3\n", "current = 2\n")
    repo.commit({"plan.toml": start.replace('reached = ["lease-signed"]\n', "")}, when=f"2026-09-01{NOON}")
    for day, value in (("2026-09-20", 41), ("2026-10-04", 38), ("2026-10-18", 31)):
        repo.commit({"plan.toml": start.replace("current = 45", f"current = {value}")}, when=f"{day}{NOON}")
    repo.commit({"plan.toml": GOOD}, when=f"2026-11-20{NOON}")
    return repo


def plan(repo: Repo) -> str:
    return (repo.top / "plan.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [80, 120])
def test_a_whole_check_in_as_it_is_seen(shop: Repo, columns: int) -> None:
    typed = [
        *("51 of 70", "51", "8", "They bring cake."),
        *("", "70 %", ""),
        *("29", "s"),
        *("doors", "benches-built", "", "q"),
    ]
    ended = in_terminal(["checkin", "--all", *DAY], shop.top, typed, columns=columns)
    assert ended.status == 0
    golden(ended.screen, GOLDEN / "authoring" / f"checkin.{columns}.txt")


def test_it_asks_only_about_what_is_stale_and_writes_what_is_answered(shop: Repo) -> None:
    ended = in_terminal(["checkin", *DAY], shop.top, ["50", "0.6", "They bring cake.", "29", "", "Going well."])
    assert ended.status == 0
    assert "2 key results are due for a check-in, 2 were updated recently." in ended.screen
    assert "2 of 2" in ended.screen
    assert "answered for 2 of 2; `git diff` shows what was written" in ended.screen
    old = next(line for line in GOOD.splitlines() if "thirty frames" in line)
    expected = GOOD.replace("current = 48", "current = 50").replace("current = 31", "current = 29")
    expected = expected.replace(old, 'note = "Going well."')
    come_again = 'objective = "good-company"\nmetric.name = "share'
    expected = expected.replace(
        come_again, come_again.replace("metric", 'confidence = 0.6\nnote = "They bring cake."\nmetric')
    )
    assert plan(shop) == expected
    # What was just written counts as reported, before it is committed.
    again = in_terminal(["checkin", *DAY], shop.top)
    assert again.screen == "all 4 open key results were updated recently; use --all to be asked anyway\n"


@pytest.mark.parametrize(("stop", "status"), [("q", 0), (END, 0), (INTERRUPT, 130), (HANG_UP, -signal.SIGHUP)])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_whatever_was_answered_is_kept_however_it_ends(shop: Repo, stop: str, status: int, at: int) -> None:
    answers = ["50", "0.6", "They bring cake."]
    ended = in_terminal(["checkin", *DAY], shop.top, [*answers[:at], stop])
    # A terminal that vanishes may be read as the end of the answers before its signal comes.
    assert ended.status in ((status, 0) if stop == HANG_UP else (status,))
    assert plan(shop).count("current = 50") == (at > 0)
    assert plan(shop).count("confidence = 0.6") == (at > 1)
    assert plan(shop).count("They bring cake.") == (at > 2)
    assert sorted(path.name for path in shop.top.iterdir()) == [".git", "plan.toml"]
    if stop != HANG_UP:
        said = "answered for 1 of 2" if at else "nothing was answered, nothing was written"
        assert said in ended.screen


def test_an_item_can_be_skipped_at_any_question(shop: Repo) -> None:
    ended = in_terminal(["checkin", *DAY], shop.top, ["50", "s", "s"])
    assert ended.status == 0
    assert plan(shop) == GOOD.replace("current = 48", "current = 50")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("lots", "'lots' is not a number: write it in digits, without a unit"),
        ("4,500", "'4,500' can be read as two numbers: write 4500 or 4.5"),
        ("\x1b[D50", "this holds control characters (arrow keys?): type it again"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_asked_for_again(shop: Repo, answer: str, reason: str) -> None:
    ended = in_terminal(["checkin", *DAY], shop.top, [answer, "q"])
    assert f"    {reason}\n  value now, in % [48]: q" in ended.screen
    assert plan(shop) == GOOD


def test_an_answer_the_rules_refuse_is_asked_for_again(shop: Repo) -> None:
    (shop.top / "plan.toml").write_text(GOOD.replace('status = "at-risk"', 'status = "at-risk"\nconfidence = 2'))
    ended = in_terminal(["checkin", "--all", *DAY], shop.top, ["s", "", "-5", "0.4", "q"])
    assert "'-5' is not between 0 and 1\n" in ended.screen
    assert "confidence = 0.4" in plan(shop)


def test_before_anything_has_begun_it_says_when_the_first_begins(repo: Repo) -> None:
    objective = '[objective.{0}]\ntitle = "O"\nperiod = "{1}"\n[key_result.{0}-kr]\ntitle = "K"\nobjective = "{0}"\n'
    repo.commit({"plan.toml": objective.format("late", "2027-H2") + objective.format("first", "2027-H1")})
    ended = in_terminal(["checkin", *DAY], repo.top)
    assert ended == (
        "no key result has begun: the first begins on 1 Jan 2027, key_result.first-kr\n"
        "a value can be recorded before that: planlint set key_result.first-kr current=NUMBER\n",
        0,
    )


def test_only_what_somebody_answers_for(shop: Repo) -> None:
    ended = in_terminal(["checkin", "--owner", "marta", *DAY], shop.top, ["q"])
    assert "1 key result is due for a check-in, 0 are" not in ended.screen
    assert "1 key result is due for a check-in.\n" in ended.screen
    unknown = in_terminal(["checkin", "--owner", "marat", *DAY], shop.top)
    assert unknown.status == 2
    assert "there is no person or team 'marat'\n  help: did you mean 'marta'?" in unknown.screen


def test_a_file_that_changes_between_question_and_answer_keeps_both_changes(shop: Repo) -> None:
    def after_somebody_saves() -> str:
        text = plan(shop).replace("current = 31", "current = 30")
        (shop.top / "plan.toml").write_text(text, encoding="utf-8")
        return "50"

    ended = in_terminal(["checkin", *DAY], shop.top, [after_somebody_saves, "q"])
    assert ended.status == 0
    assert plan(shop) == GOOD.replace("current = 48", "current = 50").replace("current = 31", "current = 30")


def test_an_answer_that_cannot_be_written_does_not_end_the_round(shop: Repo) -> None:
    file = shop.top / "plan.toml"
    file.chmod(0o444)

    def after_the_file_is_writable() -> str:
        file.chmod(0o644)
        return "29"

    ended = in_terminal(["checkin", *DAY], shop.top, ["50", "s", after_the_file_is_writable, "q"])
    assert ended.status == 0
    assert "'plan.toml' is read-only; make it writable" in ended.screen
    assert "answered for 1 of 2" in ended.screen
    assert plan(shop) == GOOD.replace("current = 31", "current = 29")


def test_an_item_that_goes_meanwhile_does_not_end_the_round(shop: Repo) -> None:
    def after_it_is_renamed() -> str:
        (shop.top / "plan.toml").write_text(plan(shop).replace("[key_result.come-again]", "[key_result.again]"))
        return "50"

    ended = in_terminal(["checkin", *DAY], shop.top, [after_it_is_renamed, "s", "29", "q"])
    assert ended.status == 0
    assert "key_result.come-again is no longer in the plan; leave the answer empty to continue" in ended.screen
    assert "current = 29" in plan(shop)


def test_without_a_terminal_it_says_what_to_use(shop: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["checkin", "--root", str(shop.top)]) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "checkin asks questions, and this is not a terminal\n  help: planlint set ITEM current=38" in printed.err


def test_without_a_repository_everything_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "planlint.toml").write_text("", encoding="utf-8")
    ended = in_terminal(["checkin", *DAY], tmp_path, ["q"])
    assert "3 key results are due for a check-in, 1 was updated recently." in ended.screen  # no step's date has passed


def test_hostile_words_stay_words(shop: Repo) -> None:
    text = GOOD.replace("New helpers come", "\\u001b]0;owned\\u0007 helpers\\u202e come").replace(
        'unit = "%"', 'unit = "\\n%"'
    )
    (shop.top / "plan.toml").write_text(text, encoding="utf-8")
    ended = in_terminal(["checkin", *DAY], shop.top, ["q"])
    assert "\\x1b]0;owned\\x07 helpers\\u202e come" in ended.screen
    assert "\x1b" not in ended.screen
    assert "value now, in \\n% [48]: " in ended.screen
    (shop.top / "plan.toml").write_text(GOOD.replace("doors-open", '"\\u001b[31m"'), encoding="utf-8")
    ended = in_terminal(["checkin", "--all", "--owner", "yusuf", *DAY], shop.top, ["zzz", "q"])
    assert "there is no step 'zzz' left; there are: benches-built, \\x1b[31m" in ended.screen


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("0.7", 0.7, ""),
        ("1", 1, ""),
        ("0", 0, ""),
        ("7", 0.7, "read as 0.7"),
        ("10", 1, "read as 1"),
        ("70", 0.7, "read as 0.7"),
        ("70%", 0.7, "read as 0.7"),
        ("1 %", 0.01, "read as 0.01"),
        ("33.3%", 0.333, "read as 0.333"),
    ],
)
def test_confidence_is_read_as_people_say_it(text: str, value: float, said: str) -> None:
    assert confidence(text) == (value, said)


@pytest.mark.parametrize("text", ["1.5", "-0.1", "101", "170%", "high", "%"])
def test_confidence_beyond_bounds_is_no_confidence(text: str) -> None:
    with pytest.raises(PlanlintError):
        confidence(text)


def test_numbers_and_steps() -> None:
    assert number("days")("-1_000").value == -1000
    assert [number("%")(text).value for text in ("48%", "48 %", "3,5", "1 000", "0x10", "1e3")] == [
        48,
        48,
        3.5,
        1000,
        16,
        1000,
    ]
    with pytest.raises(PlanlintError, match="'1,000' can be read as two numbers: write 1000 or 1"):
        number("days")("1,000")
    with pytest.raises(PlanlintError, match="'48%' is not a number"):
        number("days")("48%")
    assert steps(["alpha", "beta"])("beta, alpha").value == ["beta", "alpha"]
    with pytest.raises(PlanlintError, match=r"there is no step 'bta' left; did you mean beta\?"):
        steps(["alpha", "beta"])("bta")
    with pytest.raises(PlanlintError, match="there are: alpha, beta"):
        steps(["alpha", "beta"])("zzz")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


TODAY = day("11-23")


@pytest.mark.parametrize(
    ("period", "changed", "stale"),
    [
        ("2026-Q4", "11-08", True),
        ("2026-Q4", "11-09", False),
        ("2026-H2", "11-08", False),
        ("2026-H2", "10-23", False),
        ("2026-H2", "10-22", True),
        ("2026-Q4", None, True),
    ],
)
def test_two_weeks_are_long_in_a_quarter_and_a_month_in_a_half_year(
    period: str, changed: str | None, stale: bool
) -> None:
    text = f'[objective.o]\ntitle = "O"\nperiod = "{period}"\n[key_result.k]\ntitle = "K"\nobjective = "o"\n'
    plan = load_files({"plan.toml": text}).plan
    item = plan.items["key_result.k"]
    assert isinstance(item, KeyResult)
    assert is_stale(plan, item, day(changed) if changed else None, TODAY, 14) is stale


@pytest.mark.parametrize(
    ("fields", "days", "stale"),
    [
        ('cadence = "weekly"', 9, False),
        ('cadence = "weekly"', 10, True),
        ('cadence = "monthly"', 38, False),
        ('cadence = "monthly"', 39, True),
        ('cadence = "quarterly"', 114, False),
        ('cadence = "quarterly"', 115, True),
        ('cadence = "yearly"', 456, False),
        ('cadence = "yearly"', 457, True),
        ("", 38, False),  # the shortest of its objectives'
        ("", 39, True),
    ],
)
def test_a_cadence_says_how_long_a_key_result_may_be_silent(fields: str, days: int, stale: bool) -> None:
    plan = load_files(
        {
            "plan.toml": '[objective.a]\ntitle = "A"\ncadence = "yearly"\nperiod = "2026"\n'
            '[objective.b]\ntitle = "B"\ncadence = "monthly"\n'
            f'[key_result.k]\ntitle = "K"\nobjective = ["a", "b"]\n{fields}\n'
        }
    ).plan
    item = plan.items["key_result.k"]
    assert isinstance(item, KeyResult)
    assert is_stale(plan, item, TODAY - timedelta(days=days), TODAY, 14) is stale


@pytest.mark.parametrize(
    ("reached", "on", "stale"),
    [("", "10-01", False), ("", "10-02", True), ('"a"', "11-01", False), ('"a"', "12-02", True)],
)
def test_steps_are_asked_about_once_a_date_has_passed(reached: str, on: str, stale: bool) -> None:
    text = f'[key_result.k]\ntitle = "K"\nmilestones.a = 2026-10-01\nmilestones.b = 2026-12-01\nreached = [{reached}]\n'
    plan = load_files({"plan.toml": text}).plan
    item = plan.items["key_result.k"]
    assert isinstance(item, KeyResult)
    assert is_stale(plan, item, day("01-01"), day(on), 14) is stale
