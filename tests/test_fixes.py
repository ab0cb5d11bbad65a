"""Fixes: what is written, that nothing else is, and that a second run has nothing to do."""

# ruff: noqa: E501 - the tables read across
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings

from planlint.cli.main import main
from planlint.config import Config
from planlint.edit.fixes import Fixed, Texts, fixed
from planlint.lint import Report, RuleSelection, lint
from planlint.lint.selection import codes_of
from planlint.load import Loaded
from planlint.rules.all_rules import RULES
from planlint.rules.example import parse_example
from planlint.rules.rule import EXAMPLE_DAY, Rule
from planlint.toml import read
from tests.support.plan_strategy import plans
from tests.support.planning import load_files
from tests.support.plant import plant
from tests.test_lint import RENAMED

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
EVERY_RULE = RuleSelection(codes_of("ALL"))


def fix(files: dict[str, str], *, unsafe: bool = False, selection: RuleSelection = EVERY_RULE) -> Fixed:
    def judge(texts: Texts) -> tuple[Loaded, Report]:
        loaded = load_files({**files, **texts})
        return loaded, lint(loaded, Config(), selection, EXAMPLE_DAY)

    return fixed(*judge({}), judge, unsafe=unsafe)


def fix_text(text: str, *, unsafe: bool = False) -> str:
    return fix({"plan.toml": text}, unsafe=unsafe).texts.get("plan.toml", text)


PLAN = """
[person.ines]
name = "Ines"
[period.winter]
start = 2026-11-01
end = 2027-02-28
[objective.faster-placement]
title = "Faster"
[key_result.days-to-keys]
title = "Days"
objective = "faster-placement"
formerly = ["waiting-time"]
milestones.pilot = 2026-09-30
milestones.open = 2026-12-15
[key_result.landlords]
title = "Landlords"
objective = "faster-placement"
[tactic.desk]
title = "Desk"
key_result = "landlords"
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Keys
        ('[task.t]\ntitel = "T"\n', '[task.t]\ntitle = "T"\n'),
        ('[task.t]\n"titel" = "T"  # why\n', '[task.t]\ntitle = "T"  # why\n'),
        ("[task]\nt = { titel = 'T' }\n", "[task]\nt = { title = 'T' }\n"),
        ("[task]\nt.titel = 'T'\n", "[task]\nt.title = 'T'\n"),
        ("[key_result.t.metrc]\nname = 'm'\n", "[key_result.t.metric]\nname = 'm'\n"),
        (
            "[key_result.t]\nmetrc.name = 'm'\nmetrc . target = 2 # 2\n",
            "[key_result.t]\nmetric.name = 'm'\nmetric . target = 2 # 2\n",
        ),
        ('[task.t]\ntitel = "T"\ntitle = "U"\n', None),
        ("[task.t]\nzzz = 1\n", None),
        # Types and listed words
        ('[task.t]\npriority = "1"\n', "[task.t]\npriority = 1\n"),
        ('[key_result.t]\nmetric.target = "2.5"\n', "[key_result.t]\nmetric.target = 2.5\n"),
        ("[objective.o]\nperiod = 2026\n", '[objective.o]\nperiod = "2026"\n'),
        ("[period.p]\nstart = '2026-01-01'\n", "[period.p]\nstart = 2026-01-01\n"),
        ("[task.t]\ntags = 'a'\n", "[task.t]\ntags = ['a']\n"),
        ("[task.t]\nassignee = ['ines']\n", '[task.t]\nassignee = "ines"\n'),
        ("[person.p]\nactive = 'false'\n", "[person.p]\nactive = false\n"),
        ('[objective.o]\nstatus = "On Track"\n', '[objective.o]\nstatus = "on-track"\n'),
        ("[objective.o]\nstatus = 'on_track'\n", "[objective.o]\nstatus = 'on-track'\n"),
        ("[objective.o]\nperiod = 2026-12-31\n", None),
        ("[period.p]\nstart = '2026-02-30'\n", None),
        ("[task.t]\nassignee = ['ines', 'tomas']\n", None),
        ("[objective.o]\ntitle = 5\n", None),
        # References
        ("[tactic.t]\nkey_result = 'days-to-kyes'\n", "[tactic.t]\nkey_result = 'days-to-keys'\n"),
        ('[tactic.t]\nkey_result = ["waiting-time"] # x\n', '[tactic.t]\nkey_result = ["days-to-keys"] # x\n'),
        ('[task.t]\ndepends_on = "key_result.waiting-time"\n', '[task.t]\ndepends_on = "key_result.days-to-keys"\n'),
        ("[task.t]\nassignee = '@ines'\n", "[task.t]\nassignee = 'ines'\n"),
        ("[task.t]\ndue = '2026-12-31'\n", "[task.t]\ndue = 2026-12-31\n"),
        ("[objective.o]\nperiod = '2026q4'\n", "[objective.o]\nperiod = '2026-Q4'\n"),
        ("[objective.o]\nperiod = 'Winter'\n", "[objective.o]\nperiod = 'winter'\n"),
        ("[objective.o]\nperiod = '2026-Q5'\n", None),
        (
            "[key_result.t]\ntitle = 'T'\nmilestones.pilot = 2026-01-01\nmilestones.open = 2026-02-01\nreached = ['pilto']\n",
            "[key_result.t]\ntitle = 'T'\nmilestones.pilot = 2026-01-01\nmilestones.open = 2026-02-01\nreached = ['pilot']\n",
        ),
        # Elements of arrays
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords', 'landlords']\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords']\n",
        ),
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords','landlords',]\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords',]\n",
        ),
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords', 'landlords', 'days-to-keys']\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords', 'days-to-keys']\n",
        ),
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = [\n  'landlords', # one\n  'landlords',\n  'days-to-keys'\n]\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = [\n  'landlords', # one\n  'days-to-keys'\n]\n",
        ),
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = [\n  'landlords',\n  # again, with a comma\n  'landlords' # two\n]\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = [\n  'landlords',\n  # again, with a comma\n  # two\n]\n",
        ),
        (
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords', 'landlords' # two, too\n , 'days-to-keys']\n",
            "[tactic.t]\ntitle = 'T'\nkey_result = ['landlords', # two, too\n 'days-to-keys']\n",
        ),
        *(
            (f"[tactic.t]\ntitle = 'T'\nkey_result = {array}\n", f"[tactic.t]\ntitle = 'T'\nkey_result = {left}\n")
            for array, left in (
                ("[\n  'landlords',\n  'landlords' ,\n]", "[\n  'landlords',\n]"),
                ("[\n  'landlords',\n  'landlords' \n]", "[\n  'landlords',\n]"),
                ("[\n  'landlords'\n  , 'landlords' \n]", "[\n  'landlords'\n]"),
                ("[\n  'landlords'\n  ,\n  'landlords'\t\n  ,\n]", "[\n  'landlords'\n  ,\n]"),
                ("[\n  'landlords', 'landlords' ,  # one\n]", "[\n  'landlords', # one\n]"),
                ("[\n  'landlords' # one\n  , 'landlords'\n]", "[\n  'landlords' # one\n]"),
                ("['landlords' , 'landlords' ]", "['landlords' ]"),
                ("[ 'landlords', 'landlords' , ]", "[ 'landlords', ]"),
                ("['landlords', 'landlords' , 'landlords']  # x", "['landlords']  # x"),
                ("[\n 'landlords',\n 'landlords' , \n 'landlords' ,\n 'landlords' \n]", "[\n 'landlords',\n]"),
            )
        ),
        # Waivers
        *(
            (before + "title = 'T'\ntactic = 'desk'\n", after + "title = 'T'\ntactic = 'desk'\n")
            for before, after in (
                ("[task.t]  # planlint: ignore[PL502] -- x\n", "[task.t]\n"),
                ("[task.t]  # planlint: ignore[PL502] -- x \t\n", "[task.t]\n"),
                ("[task.t]  # why # planlint: ignore[PL502] -- x\n", "[task.t]  # why\n"),
                ("[task.t]\n  # planlint: ignore[PL502] -- x  \n", "[task.t]\n"),
                (
                    "[task.t] # why # planlint: ignore[PL502] # planlint: ignore[PL205]\n",
                    "[task.t] # why\n",
                ),
            )
        ),
    ],
)
def test_what_is_written(before: str, after: str | None) -> None:
    after = before if after is None else after
    for end in ("\n", "\r\n"):
        old, new = ((PLAN + part).replace("\n", end) for part in (before, after))
        assert fix_text(old) == new
        assert fix_text(new) == new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[task.t]\ndeadline = 2026-12-31\n", "[task.t]\ndue = 2026-12-31\n"),
        ("[task.t]\nstatus = 'in-progress'\n", "[task.t]\nstatus = 'doing'\n"),
        ("[task.t]\ntitle = '''Two\nlines'''\n", "[task.t]\ntitle = 'Two lines'\n"),
    ],
)
def test_what_needs_a_look_is_written_only_when_asked_for(before: str, after: str) -> None:
    assert fix_text(PLAN + before) == PLAN + before
    assert fix_text(PLAN + before, unsafe=True) == PLAN + after


def test_fixes_that_need_each_other_follow_one_another() -> None:
    text = dedent("""\
        [key_result.new]
        titel = "K"
        formerly = ["old"]
        [tactic.t]
        title = "T"
        key_result = ["old", "new"]
    """)
    assert 'key_result = ["new"]' in fix_text(text)
    assert 'title = "K"' in fix_text(text)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_a_rule_that_says_it_has_a_fix_mends_its_example(rule: Rule) -> None:
    done = fix(dict(parse_example(rule.bad).files), unsafe=rule.fix == "unsafe")
    assert done.mended
    assert rule.code not in {one.code for one in done.report.diagnostics}


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.fix], ids=lambda rule: rule.code)
def test_a_rule_without_a_fix_offers_none(rule: Rule) -> None:
    files = {path: text for path, text in parse_example(rule.bad).files.items() if text.isascii()}
    report = lint(load_files(dict(files)), Config(), RuleSelection(frozenset({rule.code})), EXAMPLE_DAY)
    assert [one.fix for one in report.diagnostics if one.fix] == []


@settings(deadline=None, max_examples=60)
@given(plans())
def test_law_a_second_run_changes_nothing_and_comments_stay(tables: list[str]) -> None:
    text = "".join(f"# before {n}\n{table}" for n, table in enumerate(tables))
    once = fix_text(text, unsafe=True)
    assert fix_text(once, unsafe=True) == once
    comments = [once[start:end] for start, end in read("plan.toml", once.encode()).comments]
    assert comments == [f"# before {n}" for n in range(len(tables))]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANLINT_TODAY", "2026-11-23")
    shutil.copy(EXAMPLES / "broken" / "plan.toml", tmp_path)
    return tmp_path / "plan.toml"


def test_the_broken_example_is_fixed_once_and_for_all(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = broken.read_text(encoding="utf-8")
    assert main(["check", "--diff"]) == 1
    shown = capfd.readouterr().out
    assert broken.read_text(encoding="utf-8") == before
    assert main(["check", "--fix", "--format", "concise"]) == 1
    told = capfd.readouterr()
    assert told.err == "fixed 4 findings in 1 file\n"
    remaining = [line.split(" ")[1] for line in told.out.splitlines()]
    assert remaining == ["PL304", "PL203", "PL102", "PL202", "PL104", "PL105"]
    after = broken.read_text(encoding="utf-8")
    broken.write_text(before, encoding="utf-8")
    (broken.parent / "shown.patch").write_text(shown, encoding="utf-8")
    subprocess.run(["git", "apply", "shown.patch"], check=True, cwd=broken.parent)
    assert broken.read_text(encoding="utf-8") == after
    assert main(["check", "--fix", "-q"]) == 1
    assert broken.read_text(encoding="utf-8") == after
    assert main(["check", "--diff"]) == 0


def test_the_patch_of_a_file_with_a_byte_order_mark_applies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b'\xef\xbb\xbf[objective.a]\ntitle = "A"\ndue = "2026-12-31"\n')
    (tmp_path / "planlint.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--diff", "--quiet"]) == 1
    subprocess.run(["git", "apply", "-"], input=capfd.readouterr().out.encode(), check=True, cwd=tmp_path)
    assert plan.read_bytes() == b'\xef\xbb\xbf[objective.a]\ntitle = "A"\ndue = 2026-12-31\n'


def test_selection_says_what_is_fixed(broken: Path) -> None:
    before = broken.read_text(encoding="utf-8")
    assert main(["check", "--fix", "--select", "PL101", "--exit-zero"]) == 0
    assert broken.read_text(encoding="utf-8") == before.replace("ownr = ", "owner = ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes needs --fix or --diff"),
        (["--fix", "--diff"], "--diff cannot be combined with --fix"),
        (["--fix", "--rev", "HEAD"], "a commit cannot be changed"),
        (["--fix", "--add-ignores", "x"], "--fix cannot be combined with --add-ignores or --write-baseline"),
    ],
)
def test_options_that_contradict_each_other(
    options: list[str], message: str, broken: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")
    before = broken.read_bytes()
    assert main(["check", *options]) == 2
    assert message in capfd.readouterr().err
    assert broken.read_bytes() == before


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def test_standard_input_is_passed_on_mended(broken: Path) -> None:
    text = broken.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "check", "--fix", "--stdin-filename", "plan.toml", "-"],
        input=text,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
    )
    assert done.returncode == 1
    mended = text.replace(b"ownr =", b"owner =").replace(b'"farm-visit"', b'"farm-visits"')
    assert done.stdout == mended.replace(b'"stalls-let", "stalls-let"', b'"stalls-let"').replace(b'"1"', b"1")
    assert broken.read_bytes() == text


def test_what_is_staged_is_fixed_where_nothing_else_changed(broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    git("init", "-q")
    git("add", "plan.toml")
    staged = broken.read_text(encoding="utf-8")
    broken.write_text(staged + "# more to come\n", encoding="utf-8")
    assert main(["check", "--staged", "--fix", "-q"]) == 1
    assert capfd.readouterr().err == "'plan.toml' has changes that are not staged: not fixed\n"
    assert broken.read_text(encoding="utf-8") == staged + "# more to come\n"
    broken.write_text(staged, encoding="utf-8")
    assert main(["check", "--staged", "--fix", "-q"]) == 1
    assert 'owner = "rosa"' in broken.read_text(encoding="utf-8")


MISSPELT = '[purpose.p]\ntitel = "Everybody is well"\n'
MENDED = MISSPELT.replace("titel", "title")


def test_what_is_staged_stays_as_it_was_until_somebody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A hook that ended with 0 would let git commit what was not mended."""
    monkeypatch.chdir(tmp_path)
    Path("plan.toml").write_text(MISSPELT, encoding="utf-8")
    git("init", "-q")
    git("add", "plan.toml")
    command = ["check", "--staged", "--fix", "--ignore", "PL3"]
    assert main(command) == 1
    out, err = capfd.readouterr()
    assert "nothing to report" in out
    assert err == (
        "fixed 1 finding in 1 file\nthe fixes are in the working tree only: review them and stage them with git add\n"
    )
    git("add", "plan.toml")
    assert main(command) == 0
    assert Path("plan.toml").read_text(encoding="utf-8") == MENDED


def test_line_ends_that_git_converts_are_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("config", "core.autocrlf", "true")
    Path("plan.toml").write_bytes(MISSPELT.replace("\n", "\r\n").encode())
    git("add", "plan.toml")
    assert main(["check", "--staged", "--fix"]) == 1
    assert Path("plan.toml").read_bytes() == MENDED.replace("\n", "\r\n").encode()


def test_a_hundred_planted_faults_are_gone_and_nothing_else_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plan"
    folder.mkdir()
    for letter in "abcdefghijkl":
        (folder / f"{letter}.toml").write_text(copied(letter), encoding="utf-8")
    before = texts(folder)
    assert plant(folder, 7, 100) == 100
    assert texts(folder) != before
    day = ["--today", "2026-11-23", "-q", "--exit-zero"]
    main(["check", "--fix", *day])
    once = texts(folder)
    main(["check", "--fix", *day])
    assert texts(folder) == once
    for name, text in before.items():
        old, new = read(name, text.encode()), read(name, once[name].encode())
        assert flat(new.value) == flat(old.value)
        assert [once[name][start:end] for start, end in new.comments] == [
            text[start:end] for start, end in old.comments
        ]


def copied(letter: str) -> str:
    """The small example with other ids."""
    text = (EXAMPLES / "small" / "plan.toml").read_text(encoding="utf-8")
    for kind, table in read("plan.toml", text.encode()).value.items():
        for identifier in table:
            new = f"{letter * 4}-{identifier}"
            text = text.replace(f"[{kind}.{identifier}]", f"[{kind}.{new}]").replace(f'"{identifier}"', f'"{new}"')
    return text


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def flat(value: object) -> object:
    """A value in which a list of one is that one: of a reference named twice, one is left in its brackets."""
    if isinstance(value, dict):
        return {key: flat(inner) for key, inner in value.items()}
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    return value.isoformat() if isinstance(value, date) else value


def test_every_place_of_a_former_id_of_the_directory_is_mended() -> None:
    new = fix_text(RENAMED)
    assert new.count('"ines-m"') == RENAMED.count('"ines"') - 1 + RENAMED.count('"ines-m"')
    assert 'formerly = ["ines"]' in new
    assert 'period = "winter"' in new
    assert "path = { winter = 2 }" in new
    assert 'asks = { office = "a room" }' in new
    assert 'agreed = { office = "ines-m" }' in new
