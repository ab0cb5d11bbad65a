"""Baselines: what they record, what they hide, what is gone, and what is no baseline."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.cli.main import main
from planlint.lint import Report, RuleSelection
from planlint.lint.baseline import Baseline, compare, record
from planlint.lint.baseline_text import BaselineError, from_text, to_text
from planlint.lint.fingerprint import Fingerprint
from planlint.model.items import KINDS
from tests.support.planning import check as check_with
from tests.support.planning import lines

CODES = ("PL001", "PL101", "PL104", "PL105", "PL201", "PL203")
THESE = RuleSelection(frozenset(CODES))
PLAN = """
    [tactic.desk]
    title = "Run a weekly landlord desk"
    key_result = ["gone", "lost"]

    [task.list]
    title = "List the landlords"
    tactic = "dask"
    status = "started"
"""
TEXT = """\
{"version": 1, "findings": [
  {"code": "PL105", "path": "plan/a.toml", "count": 1},
  {"code": "PL201", "item": "tactic.desk", "key": "key_result", "count": 2},
  {"code": "PL203", "item": "tactic.desk", "count": 1}
]}
"""
MARKS = {
    Fingerprint("PL203", "tactic.desk", None): 1,
    Fingerprint("PL105", "plan/a.toml", None): 1,
    Fingerprint("PL201", "tactic.desk", "key_result"): 2,
}


def check(files: str | dict[str, str]) -> Report:
    return check_with(dict(files) if isinstance(files, dict) else files, *CODES)


def names(report: Report) -> list[str]:
    return [line.split(" ", 1)[1] for line in lines(report)]


def marks(baseline: Baseline) -> dict[tuple[str, str, str | None], int]:
    return {tuple(mark): number for mark, number in baseline.counts.items()}  # type: ignore[misc]


# What it hides.


def test_a_baseline_hides_what_it_records_wherever_the_lines_have_gone() -> None:
    baseline = record(check(PLAN).diagnostics)
    assert marks(baseline) == {
        ("PL104", "task.list", "status"): 1,
        ("PL201", "tactic.desk", "key_result"): 2,
        ("PL201", "task.list", "tactic"): 1,
    }
    moved = "# a comment\n\n" + PLAN.replace("    [task.list]", "    # another\n    [task.list]")
    shown = compare(check(moved), baseline, THESE)
    assert shown.report.diagnostics == ()
    assert (shown.report.summary.errors, shown.report.summary.suppressed) == (0, 4)
    assert shown.gone == shown.exceeded == Baseline({})


def test_what_is_new_is_shown() -> None:
    baseline = record(check(PLAN).diagnostics)
    more = compare(check(PLAN + '    owner = "tomas"\n'), baseline, THESE)
    assert names(more.report) == ["PL101 unknown key `owner`"]
    assert (more.report.summary.errors, more.report.summary.suppressed) == (1, 4)


def test_one_more_of_the_same_shows_them_all_since_nobody_can_tell_which_is_new() -> None:
    baseline = record(check(PLAN).diagnostics)
    third = compare(check(PLAN.replace('["gone"', '["new", "gone"')), baseline, THESE)
    assert names(third.report) == [f"PL201 there is no key result '{name}'" for name in ("new", "gone", "lost")]
    assert marks(third.exceeded) == {("PL201", "tactic.desk", "key_result"): 3}
    assert third.gone == Baseline({})


def test_a_finding_on_a_file_is_known_by_its_path() -> None:
    baseline = record(check({"plan/a.toml": "a = \n", "plan/b.toml": "b = 1\n"}).diagnostics)
    assert marks(baseline) == {("PL001", "plan/a.toml", None): 1, ("PL105", "plan/b.toml", None): 1}
    moved = compare(check({"plan/c.toml": "b = 1\n"}), baseline, THESE)
    assert names(moved.report) == ["PL105 `b` stands outside any table"]


# What is gone.

MENDED = PLAN.replace('"started"', '"doing"').replace(', "lost"', "")
GONE = {("PL104", "task.list", "status"): 1, ("PL201", "tactic.desk", "key_result"): 1}


def test_what_no_longer_occurs_is_gone() -> None:
    baseline = record(check(PLAN).diagnostics)
    mended = compare(check(MENDED), baseline, THESE)
    assert marks(mended.gone) == GONE
    assert marks(baseline.without(mended.gone)) == {
        ("PL201", "tactic.desk", "key_result"): 1,
        ("PL201", "task.list", "tactic"): 1,
    }
    assert marks(compare(check("x-empty = 1\n"), baseline, THESE).gone) == marks(baseline)


def test_rules_that_did_not_run_leave_nothing_gone() -> None:
    baseline = record(check(PLAN).diagnostics)
    one = RuleSelection(frozenset({"PL104"}))
    assert marks(compare(check_with(MENDED, "PL104"), baseline, one).gone) == {("PL104", "task.list", "status"): 1}
    unknown = Baseline({Fingerprint("PL777", "task.list", None): 1})
    assert compare(check(MENDED), unknown, THESE).gone == Baseline({})


def test_what_was_found_in_a_change_goes_with_the_change() -> None:
    weakened = Baseline({Fingerprint("PL801", "task.list", None): 1})
    assert compare(check(MENDED), weakened, RuleSelection(frozenset({"PL801"}))).gone == Baseline({})


def test_a_report_on_a_part_misses_only_what_lies_in_it() -> None:
    recorded = Baseline({
        Fingerprint("PL203", "tactic.here", None): 1,
        Fingerprint("PL203", "tactic.there", None): 1,
        Fingerprint("PL203", "tactic.nowhere", None): 1,
        Fingerprint("PL001", "plan/here.toml", None): 1,
        Fingerprint("PL001", "plan/there.toml", None): 1,
    })  # fmt: skip
    files = {
        f"plan/{name}.toml": f'[tactic.{name}]\ntitle = "T"\nkey_result = "k"\n[key_result.k{name}]\ntitle = "K"\n'
        for name in ("here", "there")
    }
    part = compare(check(files), recorded, THESE, lambda path: path == "plan/here.toml")
    assert set(part.gone.counts) == {("PL203", "tactic.here", None), ("PL001", "plan/here.toml", None)}
    assert set(compare(check(files), recorded, THESE).gone.counts) == set(recorded.counts)


def test_while_a_file_cannot_be_read_any_more_nothing_is_gone() -> None:
    files = {"plan/a.toml": PLAN.replace("    ", ""), "plan/b.toml": ""}
    baseline = record(check(files).diagnostics)
    broken = compare(check({**files, "plan/a.toml": "[tactic.desk\n"}), baseline, THESE)
    assert names(broken.report) == ["PL001 `]` is missing at the end of the header"]
    assert broken.gone == Baseline({})


# The file.


def test_a_file_is_sorted_and_has_an_entry_a_line() -> None:
    assert to_text(Baseline(MARKS)) == TEXT
    assert to_text(Baseline({})) == '{"version": 1, "findings": [\n]}\n'
    assert from_text(TEXT) == Baseline(MARKS)
    assert from_text(to_text(Baseline({}))) == Baseline({})


def test_what_could_act_on_a_terminal_is_escaped_and_names_are_not() -> None:
    text = to_text(
        Baseline({Fingerprint("PL001", "pläne/a.toml", None): 1, Fingerprint("PL001", "\x1b[2J\u202e", None): 2})
    )
    assert '"path": "pläne/a.toml"' in text
    assert r'"path": "\u001b[2J\u202e"' in text


fingerprints = st.builds(
    Fingerprint,
    st.sampled_from(["PL001", "PL201"]),
    st.one_of(st.text(min_size=1), st.builds("{}.{}".format, st.sampled_from(sorted(KINDS)), st.text())),
    st.one_of(st.none(), st.text(min_size=1)),
)


@settings(deadline=None)
@given(st.dictionaries(fingerprints, st.integers(1, 10**6)))
def test_what_is_written_is_read(counts: dict[Fingerprint, int]) -> None:
    text = to_text(Baseline(counts))
    assert from_text(text) == Baseline(counts)
    assert text.count("\n") == len(counts) + 2
    assert from_text(text.encode("utf-8", "backslashreplace").decode()) == Baseline(counts)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(record(check(PLAN).diagnostics).counts)), st.integers(1, 3)))
def test_shown_and_hidden_are_all_and_shrinking_hides_nothing_more(counts: dict[Fingerprint, int]) -> None:
    report = check(PLAN)
    first = compare(report, Baseline(counts), THESE)
    assert len(first.report.diagnostics) + first.report.summary.suppressed == len(report.diagnostics)
    assert first.report.summary.errors == len(first.report.diagnostics)
    assert set(first.report.diagnostics) <= set(report.diagnostics)
    assert compare(report, Baseline(counts).without(first.gone), THESE).report == first.report


ENTRY = '{"code": "PL1", "item": "task.x", "count": 1}'


def file_of(*entries: str) -> str:
    return f'{{"version": 1, "findings": [{", ".join(entries)}]}}'


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("", "it is not JSON: expecting value", (1, 1)),
        ('{"version": 1,\n "findings": [\n', "it is not JSON: expecting value", (3, 1)),
        (TEXT.replace('1},\n  {"code": "PL203"', '1}\n  {"code": "PL203"').replace("2},", "2}"),
         "it is not JSON: expecting ',' delimiter", (4, 3)),
        (TEXT.replace('  {"code": "PL105"', "<<<<<<< HEAD\n"), "it has a merge conflict", (2, 1)),
        ("[" * 100_000, "it nests too deep", None),
        ('{"version": ' + "1" * 5000 + "}", "a number in it is too long", None),
        ("[]", "it is not a baseline: it has no `version`", None),
        ("3", "it is not a baseline: it has no `version`", None),
        ('{"version": 2, "findings": []}', "its version is 2; this planlint reads version 1", None),
        ('{"version": true, "findings": []}', "its version is true; this planlint reads version 1", None),
        ('{"version": 1}', "`findings` is missing", None),
        ('{"version": 1, "findings": {}}', "`findings` is not an array", None),
        ('{"version": 1, "findings": [], "tool": 3}', 'unknown key "tool"', None),
        (file_of("3"), "entry 1 is 3; it takes an object", None),
        (file_of(ENTRY, ENTRY), "entry 2, PL1 task.x, is there twice", None),
        (file_of('{"item": "task.x", "count": 1}'), "entry 1 has no `code`", None),
        (file_of('{"code": "PL1", "count": 1}'), "entry 1 takes one of `item` and `path`; it has neither", None),
        (file_of(ENTRY.replace('"count"', '"path": "a", "count"')),
         "entry 1 takes one of `item` and `path`; it has both", None),
        (file_of('{"code": "PL1", "item": "task.x"}'), "entry 1 has no `count`", None),
        (file_of(ENTRY.replace(": 1}", ": 0}")), "entry 1: `count` is 0; it takes a whole number from 1", None),
        (file_of(ENTRY.replace(": 1}", ": -1}")), "entry 1: `count` is -1; it takes a whole number from 1", None),
        (file_of(ENTRY.replace(": 1}", ": 1.0}")), "entry 1: `count` is 1.0; it takes a whole number from 1", None),
        (file_of(ENTRY.replace(": 1}", ": true}")), "entry 1: `count` is true; it takes a whole number from 1", None),
        (file_of(ENTRY.replace('"PL1"', "null")), "entry 1: `code` is null; it takes text", None),
        (file_of(ENTRY.replace('"PL1"', '""')), 'entry 1: `code` is ""; it takes text', None),
        (file_of(ENTRY.replace('"count"', '"line": 3, "count"')), 'entry 1 has the unknown key "line"', None),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_told(text: str, message: str, place: tuple[int, int] | None) -> None:
    with pytest.raises(BaselineError) as caught:
        from_text(text)
    assert (caught.value.message, caught.value.position) == (message, place)


# The command.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text('select = ["PL1", "PL2"]\n', encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    status = main(["check", "--format", "concise", *arguments])
    printed = capfd.readouterr()
    return status, printed.out.splitlines(), printed.err.splitlines()


def test_from_recording_to_shrinking(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "--write-baseline", "b.json") == (0, [], ["b.json records 4 findings"])
    assert run(capfd, "--baseline", "b.json") == (0, [], [])
    (folder / "plan.toml").write_text(MENDED + '    owner = "tomas"\n', encoding="utf-8")
    new = "plan.toml:10:5: PL101 unknown-key unknown key `owner`"
    assert run(capfd, "--baseline", "b.json") == (1, [new], [])
    (folder / "plan.toml").write_text(MENDED, encoding="utf-8")
    way_out = "2 findings in b.json no longer occur; remove them with --baseline b.json --write-baseline b.json"
    assert run(capfd, "--baseline", "b.json") == (0, [], [way_out])
    assert run(capfd, "--baseline", "b.json", "-q") == (0, [], [])
    assert run(capfd, "--baseline", "b.json", "-v")[2][-3:] == [
        way_out,
        "  PL104 task.list status",
        "  PL201 tactic.desk key_result (1 of 2)",
    ]
    (folder / "plan.toml").write_text(MENDED + '    tags = ["x"]\n', encoding="utf-8")
    assert run(capfd, "--baseline", "b.json", "--write-baseline", "b.json") == (
        0,
        [],
        ["b.json records 2 findings", "2 findings in b.json no longer occur"],
    )
    assert [entry["code"] for entry in json.loads((folder / "b.json").read_text(encoding="utf-8"))["findings"]] == [
        "PL201",
        "PL201",
    ]


def test_shrinking_never_swallows_what_is_new(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "--write-baseline", "b.json")
    before = (folder / "b.json").read_text(encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN + '    owner = "tomas"\n', encoding="utf-8")
    status, found, _ = run(capfd, "--baseline", "b.json", "--write-baseline", "b.json")
    assert (status, len(found)) == (1, 1)
    assert (folder / "b.json").read_text(encoding="utf-8") == before
    assert run(capfd, "--write-baseline", "b.json")[2] == ["b.json records 5 findings"]


def test_more_of_the_same_is_said(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "--write-baseline", "b.json")
    (folder / "plan.toml").write_text(PLAN.replace('"gone"', '"new", "gone"'), encoding="utf-8")
    status, found, said = run(capfd, "--baseline", "b.json")
    assert (status, len(found)) == (1, 3)
    assert said == [
        "PL201 tactic.desk key_result: 3 found, 2 recorded; it is not known which are new, so all are shown"
    ]


def test_the_summary_counts_what_is_hidden(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--write-baseline", "b.json", "--format", "json"]) == 0
    summary = json.loads(capfd.readouterr().out)["summary"]
    assert summary == {"files": 1, "items": 2, "errors": 0, "warnings": 0, "infos": 0, "suppressed": 4}


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        (["--baseline", "none.json"], None, "--baseline: there is no file 'none.json'"),
        (["--baseline", "."], None, "--baseline: '.' cannot be read"),
        (["--baseline", "b.json"], b"{]", "--baseline: b.json:1:2: it is not JSON"),
        (["--baseline", "b.json"], b"\xff", "--baseline: b.json: it is not UTF-8"),
        (["--baseline", "b.json"], b"[]", "--baseline: b.json: it is not a baseline"),
        (["--baseline", "b.json", "--write-baseline", "b.json"], b'{"findings": []}', "b.json: it is not a baseline"),
        (["--write-baseline", "plan.toml"], None, "--write-baseline: 'plan.toml' exists and is not a baseline"),
        (["--write-baseline", "b.json"], b'{"name": "app"}', "--write-baseline: 'b.json' exists and is not a baseline"),
        (["--write-baseline", "nowhere/b.json"], None, "'nowhere/b.json' cannot be written"),
        (["--write-baseline", "."], None, "'.' cannot be read: Is a directory"),
    ],
)
def test_what_cannot_be_used_is_exit_2_and_nothing_is_touched(
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    content: bytes | None,
    message: str,
) -> None:
    if content is not None:
        (folder / "b.json").write_bytes(content)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    status, found, said = run(capfd, *arguments)
    assert (status, found) == (2, [])
    assert message in said[0]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "content", [b"", b'\xef\xbb\xbf{"version": 1, "findings": [}', b'{"version": 9, "findings": []}']
)
def test_an_empty_or_damaged_baseline_is_written_anew(
    folder: Path, capfd: pytest.CaptureFixture[str], content: bytes
) -> None:
    (folder / "b.json").write_bytes(content)
    assert run(capfd, "--write-baseline", "b.json")[0] == 0
    assert run(capfd, "--baseline", "b.json") == (0, [], [])


def test_a_baseline_may_begin_with_a_byte_order_mark(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "--write-baseline", "b.json")
    (folder / "b.json").write_bytes(b"\xef\xbb\xbf" + (folder / "b.json").read_bytes().replace(b"\n", b"\r\n"))
    assert run(capfd, "--baseline", "b.json") == (0, [], [])
