"""`planlint set` and `planlint rename` end to end: what is printed, what is written, what is refused."""

import re
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.support.terminal import GOLDEN, golden, in_terminal

ROOT = Path(__file__).resolve().parent.parent
GOOD = (ROOT / "examples" / "small" / "plan.toml").read_text(encoding="utf-8")
DAY = ["--today", "2026-11-23"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text("", encoding="utf-8")
    (tmp_path / "plan.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def plan(folder: Path) -> str:
    return (folder / "plan.toml").read_text(encoding="utf-8")


def test_values_are_written_and_told_a_line_each(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["days-to-bike", "current=28", "confidence=0.75", "second-room", "reached=benches-built", "task.brake-kits"]
    assert main(["set", *words, "status=done", "tags=", *DAY]) == 0
    assert capfd.readouterr().out == (
        "key_result.days-to-bike metric.current 31 → 28\n"
        "key_result.days-to-bike confidence 0.7 → 0.75\n"
        "key_result.second-room reached lease-signed → lease-signed, benches-built\n"
        "task.brake-kits status doing → done\n"
    )
    expected = GOOD.replace("current = 31", "current = 28").replace("confidence = 0.7\n", "confidence = 0.75\n")
    expected = expected.replace('["lease-signed"]', '["lease-signed", "benches-built"]').replace('"doing"', '"done"')
    assert plan(folder) == expected
    assert sorted(path.name for path in folder.iterdir()) == ["plan.toml", "planlint.toml"]


def test_quiet_is_quiet_and_the_same_again_changes_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "-q", "days-to-bike", "current=28", *DAY]) == 0
    assert main(["set", "-q", "days-to-bike", "current=28.0", *DAY]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["set", "days-to-bike", "current=28", *DAY]) == 0
    assert capfd.readouterr() == ("", "nothing to change: the plan has these values already\n")


def test_results_can_go_to_a_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "days-to-bike", "current=28", "-o", "done.txt", *DAY]) == 0
    assert (folder / "done.txt").read_text(encoding="utf-8") == "key_result.days-to-bike metric.current 31 → 28\n"
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["days-to-bik", "current=3"], "there is no item 'days-to-bik'\n  help: did you mean key_result.days-to-bike?"),
        (["days-to-bike"], "no value given for 'days-to-bike'\n  help: write ITEM KEY=VALUE"),
        (["current=3"], "'current=3' comes before any item\n  help: write ITEM KEY=VALUE"),
        (["days-to-bike", "curent=3"], "a key result has no key 'curent'\n  help: did you mean 'current'?"),
        (
            ["days-to-bike", "current=x"],
            "metric.current: 'x' is not a number\n  help: write it in digits, as metric.cu",
        ),
        (
            ["days-to-bike", "confidence=7/10"],
            "'7/10' is not a number\n  help: write it in digits, as confidence=0.7\n",
        ),
        (
            ["days-to-bike", "confidence=101%"],
            "planlint: error: confidence: '101%' is out of range\n  help: it takes 0 % to 100 %\n",
        ),
        (["days-to-bike", "confidence=-5%"], "'-5%' is out of range\n  help: it takes 0 % to 100 %\n"),
        (["days-to-bike", "score=-5%"], "'-5%' is out of range\n  help: it takes 0 % or more\n"),
        (["days-to-bike", "confidence=1.01"], "confidence is 1.01; it takes 0 to 1 (PL104 invalid-value)\n"),
        (["days-to-bike", "confidence=150"], "confidence is 150; it takes 0 to 1 (PL104 invalid-value)\n"),
        (
            ["days-to-bike", "current=20", "confidence=7"],
            "nothing was written: key_result.days-to-bike would have a new error: "
            "confidence is 7; it takes 0 to 1 (PL104 invalid-value)",
        ),
        (["second-room", "reached=roof"], "would have a new error: "),
        (
            ["second-room", "current=3"],
            "key_result.second-room is measured in steps, not by a number\n"
            "  help: write reached=STEP, one of: benches-built, doors-open\n",
        ),
        (["second-room", "metric.name=rooms"], "second-room is measured in steps, not by a number\n"),
        (
            ["days-to-bike", "reached=roof"],
            "a new error: 'roof' is not a milestone of key_result.days-to-bike (PL420 unknown-step)\n"
            "  help: take it out: this key result has a `metric`, so `current` says how far it is\n",
        ),
        (["brake-kits", "tactic=nowhere"], "there is no tactic 'nowhere' (PL201 unknown-reference)"),
        (["brake-kits", "tactic=Mend, then lend"], "there is no tactic 'Mend, then lend' (PL201 unknown-reference)"),
        (["brake-kits", "title="], "task.brake-kits has no `title` (PL102 missing-key)"),
        (["days-to-bike", "metric="], "nothing was written: key_result.days-to-bike would have a new error"),
    ],
)
def test_what_would_not_hold_is_refused_and_nothing_is_written(
    folder: Path, capfd: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["set", *words, *DAY]) == 2
    printed = capfd.readouterr()
    assert message in printed.err
    assert printed.out == ""
    assert plan(folder) == GOOD


def test_a_value_without_end_is_told_in_part(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "days-to-bike", f"note={'y' * 5000}", *DAY]) == 0
    assert capfd.readouterr().out.endswith(f"→ {'y' * 200}…\n")
    assert main(["set", "days-to-bike", "note=Short again", *DAY]) == 0
    assert capfd.readouterr().out.endswith(f" note {'y' * 200}… → Short again\n")


def test_quotes_of_a_file_are_no_part_of_other_values(folder: Path) -> None:
    quoted = [
        "brake-kits",
        'due="2026-Q4"',
        "assignee='zoe'",
        "status='done'",
        'tags="a","b"',
        "days-to-bike",
        'current="20"',
    ]
    bare = [word.replace('"', "").replace("'", "") for word in quoted]
    assert main(["set", *quoted, *DAY]) == 0
    written = plan(folder)
    (folder / "plan.toml").write_text(GOOD, encoding="utf-8")
    assert main(["set", *bare, *DAY]) == 0
    assert plan(folder) == written
    assert 'due = "2026-Q4"' in written


def test_quotes_are_part_of_prose(folder: Path) -> None:
    assert main(["set", "days-to-bike", 'note="Good"', *DAY]) == 0
    assert "note = '\"Good\"'" in plan(folder) or 'note = "\\"Good\\""' in plan(folder)


def test_one_measure_takes_the_place_of_the_other_at_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    number = ["metric.name=rooms", "metric.unit=rooms", "target=2", "baseline=1"]
    assert main(["set", "second-room", "milestones=", "reached=", *number, *DAY]) == 0, capfd.readouterr().err
    assert 'metric.name = "rooms"' in plan(folder)
    assert main(["set", "days-to-bike", "metric=", "milestones.roof=2026-12-01", *DAY]) == 0
    assert "milestones.roof = 2026-12-01" in plan(folder)


def test_an_error_that_was_there_before_is_no_obstacle_but_at_the_value_set(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = GOOD.replace("confidence = 0.7\n", "confidence = 7\n")
    (folder / "plan.toml").write_text(broken, encoding="utf-8")
    assert main(["set", "days-to-bike", "current=28", *DAY]) == 0
    assert main(["set", "days-to-bike", "confidence=8", *DAY]) == 2
    assert "confidence is 8" in capfd.readouterr().err
    assert main(["set", "days-to-bike", "confidence=0.8", *DAY]) == 0
    assert plan(folder) == GOOD.replace("= 31", "= 28").replace("confidence = 0.7\n", "confidence = 0.8\n")


def test_an_archived_item_is_held_to_the_same(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "planlint.toml").write_text('archive = ["plan.toml"]\n', encoding="utf-8")
    assert main(["set", "days-to-bike", "confidence=7", *DAY]) == 2
    assert main(["set", "days-to-bike", "score=0.7", *DAY]) == 0
    assert "score = 0.7\n" in plan(folder)


def test_a_read_only_file_and_one_of_two_that_is(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "planlint.toml").write_text('include = ["*.toml"]\n', encoding="utf-8")
    (folder / "more.toml").write_text(
        '[person.lou]\nname = "Lou"\n[person.marta]\nname = "M"\n[person.yusuf]\nname = "Y"\n'
    )
    (folder / "more.toml").chmod(0o444)
    assert main(["set", "days-to-bike", "current=28", "person.lou", "active=true", *DAY]) == 2
    assert "'more.toml' is read-only" in capfd.readouterr().err
    assert plan(folder) == GOOD
    assert main(["rename", "person.lou", "louise", *DAY]) == 2
    assert plan(folder) == GOOD
    (folder / "more.toml").chmod(0o644)
    assert main(["rename", "person.lou", "louise", *DAY]) == 0
    assert capfd.readouterr() == (
        "person.lou is now person.louise\n  more.toml  1 place\n  plan.toml  4 places\n",
        "planlint: error: 'more.toml' is read-only\n"
        "  help: make it writable, or leave it as it is; nothing was written\n",
    )


def test_a_rename_end_to_end(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "days-to-bike", "key_result.wait-in-days", *DAY]) == 0
    assert capfd.readouterr() == (
        "key_result.days-to-bike is now key_result.wait-in-days\n  plan.toml  2 places\n",
        "",
    )
    expected = GOOD.replace("[key_result.days-to-bike]", "[key_result.wait-in-days]")
    expected = expected.replace('key_result = "days-to-bike"', 'key_result = "wait-in-days"')
    before = next(line for line in GOOD.splitlines() if line == "confidence = 0.7")
    assert plan(folder) == expected.replace(before, f'formerly = ["days-to-bike"]\n{before}')
    assert main(["check", "--format", "concise", *DAY]) == 0
    assert capfd.readouterr().out == ""
    assert main(["set", "days-to-bike", "current=28", *DAY]) == 0  # a former id still leads there


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["nothing", "x"], "there is no item 'nothing'"),
        (["days-to-bik", "x"], "did you mean key_result.days-to-bike?"),
        (["second-wind", "days-to-bike"], None),  # another kind may have the id
        (["days-to-bike", "second-room"], "there is a key result 'second-room' already in plan.toml"),
        (
            ["days-to-bike", "tactic.x"],
            "'tactic.x' is of another kind: a rename cannot change the kind\n  help: write key_result.x",
        ),
        (["days-to-bike", "v1.37"], "'v1.37' cannot be an id\n  help: write v1-37: an id has"),
        (["days-to-bike", "task.x.y"], "'task.x.y' is of another kind"),
    ],
)
def test_names_that_cannot_be_given(
    folder: Path, capfd: pytest.CaptureFixture[str], names: list[str], message: str | None
) -> None:
    assert main(["rename", *names, *DAY]) == (0 if message is None else 2)
    assert (message or "") in capfd.readouterr().err
    assert (plan(folder) == GOOD) == (message is not None)


def test_an_id_of_several_kinds_has_to_be_named_in_full(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.toml").write_text(GOOD.replace("pair-up", "come-again"), encoding="utf-8")
    for arguments in (["rename", "come-again", "x"], ["set", "come-again", "priority=1"]):
        assert main([*arguments, *DAY]) == 2
        assert (
            "several items are called 'come-again'\n  help: name one of them: key_result.come-again, tactic.come-again"
            in capfd.readouterr().err
        )


def test_a_former_id_is_not_renamed_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.toml").write_text(GOOD.replace('note = "The', 'formerly = ["wait"]\nnote = "The'), encoding="utf-8")
    assert main(["rename", "wait", "x", *DAY]) == 2
    assert "'wait' is a former id of key_result.days-to-bike" in capfd.readouterr().err


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_before_after_and_the_new_progress_are_shown(folder: Path, columns: int) -> None:
    note = "note=Two landlords promised rooms, and the county will lend us a van with a driver until the end of April"
    words = ["days-to-bike", "current=24", note, "second-room", "reached=benches-built", "tactic.fit-out", "priority=1"]
    ended = in_terminal(["set", *words, *DAY], folder, columns=columns)
    assert ended.status == 0
    golden(ended.screen, GOLDEN / "authoring" / f"set.{columns}.txt")


def test_what_a_plan_says_cannot_act_on_the_terminal(folder: Path) -> None:
    text = GOOD.replace("The wait for a bicycle", "The \\u001b[31mwait\\u202e")
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    ended = in_terminal(["set", "days-to-bike", "current=24", "note=\x1b]0;x\x07", *DAY], folder)
    assert ended.status == 0
    assert "\\x1b[31mwait\\u202e" in ended.screen
    assert "\\x1b]0;x\\x07" in ended.screen
    assert "\x1b" not in ended.screen
    assert "\x07" not in ended.screen


PAGE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")


def test_what_the_page_shows_is_what_is_printed(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ran = 0
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
        for command, output in re.findall(r"^\$ planlint (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            main([*command.split(), *DAY])
            printed = capfd.readouterr()
            assert printed.out + printed.err == output
            ran += 1
    assert ran == 4


def test_what_the_page_shows_of_a_terminal_was_seen_there() -> None:
    shown = re.findall(r"^```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    for name, block in zip(("set", "checkin"), shown, strict=True):
        assert block in (GOLDEN / "authoring" / f"{name}.80.txt").read_text(encoding="utf-8")


def test_the_page_means_what_it_says_of_words(folder: Path) -> None:
    words = [
        "second-room",
        "milestones.open=2027-05-15",
        'asks."the board"=a room',
        "tags=a,b",
        "due=2027-Q2",
        "owner=",
    ]
    assert main(["set", *words, 'links=["https://a.example/x,y"]', *DAY]) == 0
    for line in ("milestones.open = 2027-05-15", 'asks."the board" = "a room"', 'tags = ["a", "b"]', 'due = "2027-Q2"'):
        assert f"{line}\n" in plan(folder)
    assert 'links = ["https://a.example/x,y"]\n' in plan(folder)
    assert plan(folder).count("owner") == GOOD.count("owner") - 1


def test_two_values_for_one_key_are_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "brake-kits", "due=2026-12-01", "task.brake-kits", "due=2026-12-02", *DAY]) == 2
    assert "two values are given for `due` of task.brake-kits" in capfd.readouterr().err
    assert plan(folder) == GOOD
    assert main(["set", "days-to-bike", "current=28", "current=28.0", *DAY]) == 0
