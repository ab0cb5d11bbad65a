"""Waivers: what they cover, when they end, what is said about them, and how they are written."""

# ruff: noqa: E501 - the tables read across

from collections import Counter
from datetime import date
from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.edit.ignores import add_ignores, can_be_waived
from planlint.lint import Report, lint
from planlint.lint.selection import AS_CONFIGURED, RuleSelection, codes_of
from planlint.lint.waivers import Waiver, WaiverMistake, removal, waivers_in
from planlint.load import load_config
from planlint.rules.all_rules import RULES
from planlint.toml import read
from planlint.tree import Unreadable
from tests.support.plan_strategy import plans
from tests.support.planning import CONFIG, TODAY, check, lines, load_files

EVERY_RULE = RuleSelection(codes_of("ALL") - {"PL411", "PL414", "PL416"})


def found(text: str, *codes: str, today: date = TODAY, config: Config | None = None) -> list[str]:
    """Findings without their path, of these codes and of PL9, all rules being in force."""
    report = check(text, *EVERY_RULE.codes, today=today, config=config)
    wanted = (*codes, "PL901", "PL902", "PL903")
    return [line.partition(":")[2] for line in lines(report) if line.split(" ")[1] in wanted]


LATE = """
    [task.late]
    title = "Call"
    {before}
    due = 2026-09-01{after}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "  # planlint: ignore[PL502] -- x"),
        ("", "  # planlint: ignore[overdue] -- x"),
        ("", "  # planlint: ignore[PL5] -- x"),
        ("", "  # planlint: ignore[pl502]"),
        ("", "  #planlint:ignore[PL502]"),
        ("", "  # sorry # planlint: ignore[PL502] -- x"),
        ("", "  # planlint: ignore[PL502] until 2026-10-15 -- x"),
        ("# planlint: ignore[PL502] -- x", ""),
        ("# planlint: ignore[PL502] -- x\n    # a plain comment", ""),
    ],
)
def test_a_waiver_on_the_line_or_the_line_above(before: str, after: str) -> None:
    assert found(LATE.format(before=before, after=after), "PL502") == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ["5:7 PL502 task.late was due on 2026-09-01 and is open"]),
        (
            "# planlint: ignore[PL502] -- x\n",
            "",
            [
                "4:1 PL901 the waiver for PL502 has nothing to waive",
                "6:7 PL502 task.late was due on 2026-09-01 and is open",
            ],
        ),
        (
            "",
            "  # planlint: ignore[PL502] until 2026-10-14 -- x",
            [
                "5:7 PL502 task.late was due on 2026-09-01 and is open",
                "5:19 PL902 the waiver for PL502 ended on 2026-10-14",
            ],
        ),
        (
            "",
            "  # planlint: ignore[PL503] -- x",
            [
                "5:7 PL502 task.late was due on 2026-09-01 and is open",
                "5:19 PL901 the waiver for PL503 has nothing to waive",
            ],
        ),
        ("", "  # planlint: ignore[PL502, PL503] -- x", ["5:45 PL901 the waiver for PL503 has nothing to waive"]),
        ("", "  # planlint: ignore[PL502, PL999] -- x", ["5:45 PL903 there is no rule 'PL999'"]),
        ("", "  # planlint: ignore[PL502, overdeu] -- x", ["5:45 PL903 there is no rule 'overdeu'"]),
    ],
)
def test_a_waiver_that_does_not_help(before: str, after: str, expected: list[str]) -> None:
    assert found(LATE.format(before=before, after=after), "PL502") == expected


@pytest.mark.parametrize(
    ("comment", "column", "message", "help"),
    [
        ("# planlint: ignore", 18, "a waiver names the rules it is for", "write `# planlint: ignore[CODE] -- REASON`"),
        ("# planlint: ignore[]", 18, "a waiver names the rules it is for", "write `# planlint: ignore[CODE] -- REASON`"),
        ("# planlint: ignore[PL502", 18, "a waiver names the rules it is for", "write `# planlint: ignore[CODE] -- REASON`"),
        ("# planlint: ingore[PL502]", 30, "'ingore' is not an ignore comment", "did you mean 'ignore'?"),
        ("# planlint: ignore-fle[PL502]", 30, "'ignore-fle' is not an ignore comment", "did you mean 'ignore-file'?"),
        ("# planlint: off", 30, "'off' is not an ignore comment", None),
        ("# planlint:", 18, "this is not an ignore comment", None),
        ("# planlint: ignore[PL502] until soon", 50, "'soon' is not a date", "write it as 2026-12-31"),
        ("# planlint: ignore[PL502] until 2026-02-30 -- x", 50, "'2026-02-30' is not a date", "write it as 2026-12-31"),
        ("# planlint: ignore[PL502] because", 44, "'because' is not part of an ignore comment", None),
        ("# planlint: ignore[PL502] -- x until 2026-12-31", None, "", None),
        ("# planlint: ignore[PL502] --", None, "", None),
    ],
)  # fmt: skip
def test_what_means_to_be_a_waiver_is_told_where_it_stands(
    comment: str, column: int | None, message: str, help: str | None
) -> None:
    report = check(LATE.format(before="", after=f" {comment}"), "PL903")
    assert lines(report) == ([f"plan.toml:5:{column} PL903 {message}"] if column else [])
    if help:
        assert report.diagnostics[0].help == help


def test_the_end_of_a_line_covers_all_that_touches_it() -> None:
    plan = """
        [vision.valley]
        title = "Valley"
        purpose = [   # planlint: ignore[PL208] -- the array touches this line, its elements do not
          "x",
          "x",   {waiver}
        ]
        [purpose.x]
        title = "X"
    """
    unused = "4:15 PL901 the waiver for PL208 has nothing to waive"
    assert found(plan.format(waiver=""), "PL208") == [unused, "6:3 PL208 'x' is named twice in `purpose`"]
    plan = plan.replace("# planlint: ignore[PL208] -- the array touches this line, its elements do not", "")
    assert found(plan.format(waiver="# planlint: ignore[PL208] -- on purpose"), "PL208") == []
    assert found(plan.format(waiver="").replace("        ]\n", "        ]   # planlint: ignore[PL203]\n"), "PL203") == [
        "7:5 PL901 the waiver for PL203 has nothing to waive"
    ]
    empty = """
        [purpose.p]
        title = "P"
        [outcome.o]
        title = "O"
        vision = [
        ]   # planlint: ignore[PL203] -- the array ends here
        [vision.v]
        title = "V"
        purpose = "p"
    """
    assert found(empty, "PL203") == []


def test_a_header_covers_its_item_and_a_sub_header_that_table() -> None:
    plan = """
        [key_result.wait]{item}
        title = "Wait"
        status = "done"
        [key_result.wait.metric]{metric}
        name = "days"
        baseline = 2
        target = 2
        [key_result.other]
        title = "Other"
        metric.name = "days"
        metric.baseline = 2
        metric.target = 2
    """
    flat = ["8:10 PL402 the target equals the baseline, 2", "13:17 PL402 the target equals the baseline, 2"]
    waiver = "  # planlint: ignore[PL402] -- x"
    assert found(plan.format(item="", metric=""), "PL402") == flat
    assert found(plan.format(item=waiver, metric=""), "PL402") == flat[1:]
    assert found(plan.format(item="", metric=waiver), "PL402") == flat[1:]
    above = plan.replace("[key_result.wait.metric]", "# planlint: ignore[PL402] -- x\n        [key_result.wait.metric]")
    assert found(above.format(item="", metric=""), "PL402") == ["14:17 PL402 the target equals the baseline, 2"]


def test_a_file_wide_waiver_stands_anywhere_and_alone_covers_what_has_no_line() -> None:
    files: dict[str, str | bytes] = {
        "plan/a.toml": '[tactic.a]\ntitle = "A"\n# planlint: ignore-file[no-parent, PL601, PL306] -- archive\n',
        "plan/b.toml": '[tactic.b]\ntitle = "B"\n',
    }
    report = check(files, "PL203", "PL601", "PL306", "PL901")  # type: ignore[arg-type]
    assert [line for line in lines(report) if "/a.toml" in line] == []
    assert report.summary.suppressed == 3


def test_text_in_a_string_is_no_waiver() -> None:
    plan = """
        [task.late]
        title = "# planlint: ignore[PL502]"
        description = '''
        # planlint: ignore-file[PL502]
        # planlint: ingore
        '''
        due = 2026-09-01
    """
    assert found(plan, "PL502") == ["8:7 PL502 task.late was due on 2026-09-01 and is open"]


def test_an_unused_waiver_is_judged_only_where_its_rule_ran_and_the_plan_is_sound() -> None:
    plan = '[purpose.p]  # planlint: ignore[PL301, PL411] -- x\ntitle = "P"\n[vision.v]\ntitle = "V"\npurpose = "p"\n'
    assert lines(check(plan, "PL901", "PL301")) == ["plan.toml:1:33 PL901 the waiver for PL301 has nothing to waive"]
    assert lines(check(plan, "PL901", "PL302")) == ["plan.toml:3:1 PL302 vision.v has no outcome"]
    assert lines(check(plan + "colour = 1\n", "PL901", "PL301")) == []
    assert lines(check(plan + '[outcome.o]\ntitle = "O"\nvision = "gone"\n', "PL901", "PL301")) == []


GIVING_WAY = {rule.code: rule.gives_way_to for rule in RULES} | {
    "PL5": tuple(code for rule in RULES if rule.code.startswith("PL5") for code in rule.gives_way_to)
}

SOUND = dedent("""\
    [purpose.p]
    title = "P"
    [vision.v]
    title = "V"
    purpose = "p"
    [outcome.o]  {waiver}
    title = "O"
    vision = "v"
    [objective.first]
    title = "Moving in takes weeks"
    outcome = "o"
    period = "2026-H2"
    [objective.second]
    title = "Landlords call us"
    outcome = "o"
    period = "2026-H2"
""")


@pytest.mark.parametrize("code", ["PL301", "PL506", "PL601", "PL703", "PL402", "PL5"])
@pytest.mark.parametrize(
    "fault",
    [
        "colour = 1",
        "period = 2026",
        '[key_result.k]\ntitle = "K"\nobjective = "frist"',
        '[key_result.k]\ntitle = "K"\nobjective = "o"',
        '[key_result.k]\ntitle = "K"',
        '[task.t]\ntitle = "T"\ndue = "2026Q4"',
        '[task.t]\ntitle = "T"\ndepends_on = ["gone"]',
        '[person.ines]\nname = "Ines"\n[task.t]\ntitle = "T"\nassignee = "inse"',
        '[outcome.o]\ntitle = "The same again"\nvision = "v"',
        '[task.t]\ntitle = "T"\ndepends_on = ["u"]\n[task.u]\ntitle = "U"\ndepends_on = ["t"]',
        "nonsense",
    ],
)
def test_while_anything_in_the_plan_is_broken_or_leads_nowhere_no_waiver_is_unused(code: str, fault: str) -> None:
    plan = SOUND.format(waiver=f"# planlint: ignore[{code}] -- x")
    codes = {*codes_of(code), *GIVING_WAY.get(code, ()), "PL901"}
    (unused,) = [line for line in lines(check(plan, *codes)) if "PL901" in line]
    assert unused == f"plan.toml:6:14 PL901 the waiver for {code} has nothing to waive"
    assert [one.code for one in check(f"{plan}{fault}\n", *codes).diagnostics if one.code == "PL901"] == []
    elsewhere: dict[str, str | bytes | Unreadable] = {"plan.toml": plan, "more.toml": fault}
    assert [one.code for one in check(elsewhere, *codes).diagnostics if one.code == "PL901"] == []


@pytest.mark.parametrize("file", [Unreadable("permission denied"), b"\xff", "= 1"])
def test_while_a_file_cannot_be_read_no_waiver_is_unused(file: Unreadable | bytes | str) -> None:
    plan = SOUND.format(waiver="# planlint: ignore[PL402] -- x")
    assert lines(check({"plan.toml": plan, "more.toml": file}, "PL402", "PL901")) == []


@pytest.mark.parametrize(
    ("plan", "code", "found"),
    [
        ('[objective.o]\ntitle = "O"\nperiod = "2026-H1"\n[key_result.k]{}\ntitle = "K"\nobjective = "o"\n', "PL502", "PL504"),
        ('[objective.o]\ntitle = "O"\nperiod = "2026-H2"\n[key_result.k]{}\ntitle = "Ship it"\nobjective = "o"\n', "PL405", "PL401"),
        ('[task.t]{}\ntitle = """\nA title of lines,\nand of more than a few"""\n', "PL701", "PL702"),
        ('[objective.o]\ntitle = "O"\nperiod = "2026-H2"\n[key_result.k]\ntitle = "K"\nobjective = "o"\ndue = 2026-09-01\n[tactic.c]\ntitle = "C"\nkey_result = "k"\n[task.t]{}\ntitle = "T"\ntactic = "c"\ndue = 2026-09-01\n', "PL502", "PL502"),
        ('[key_result.k]{}\ntitle = "K"\nmetric.name = "m"\nmetric.baseline = 2\nmetric.target = 2\nmetric.current = 2\n', "PL407", "PL402"),
    ],
)  # fmt: skip
def test_a_waiver_of_a_rule_that_is_silent_beside_another_is_not_unused(plan: str, code: str, found: str) -> None:
    waived = plan.format(f"  # planlint: ignore[{code}] -- x")
    codes = [one.code for one in check(waived, *EVERY_RULE.codes).diagnostics]
    assert found in codes
    assert "PL901" not in codes
    if found != code:  # the rule it is silent beside did not run, and might have been why
        assert [one.code for one in check(waived, code, "PL901").diagnostics] == []


def test_the_beginning_of_codes_is_unused_only_where_all_of_its_rules_ran() -> None:
    plan = '[purpose.p]  # planlint: ignore[PL3] -- x\ntitle = "P"\n[vision.v]\ntitle = "V"\npurpose = "p"\n'
    assert lines(check(plan, "PL301", "PL407", "PL901")) == []
    unused = "plan.toml:1:14 PL901 the waiver for PL3 has nothing to waive"
    assert unused in lines(check(plan, *codes_of("PL3"), "PL407", "PL419", "PL901"))


def test_what_leads_nowhere_in_the_archive_keeps_a_waiver_too() -> None:
    plan = SOUND.format(waiver="# planlint: ignore[PL303] -- x")
    old = '[objective.old]\ntitle = "Old"\noutcome = "gone"\n'
    settings = load_config("planlint.toml", b'archive = ["old.toml"]\n', CONFIG)
    assert lines(check({"plan.toml": plan, "old.toml": old}, "PL303", "PL901", config=settings)) == []
    assert lines(
        check({"plan.toml": plan, "old.toml": old.replace("gone", "o")}, "PL303", "PL901", config=settings)
    ) == ["plan.toml:6:14 PL901 the waiver for PL303 has nothing to waive"]


def test_only_the_primary_place_counts() -> None:
    plan = """
        [purpose.a]   # planlint: ignore[PL307] -- the first is only the related place
        title = "A"
        [purpose.b]
        title = "B"
    """
    assert found(plan, "PL307") == [
        "2:15 PL901 the waiver for PL307 has nothing to waive",
        "4:1 PL307 the plan already has a purpose: purpose.a",
    ]


def test_a_waiver_cannot_waive_what_is_said_about_waivers_but_the_configuration_can() -> None:
    plan = '[purpose.p]  # planlint: ignore[PL307, PL901, PL903, PL9O1] -- x\ntitle = "P"\n'
    assert found(plan) == [
        "1:33 PL901 the waiver for PL307 has nothing to waive",
        "1:40 PL901 the waiver for PL901 has nothing to waive",
        "1:47 PL901 the waiver for PL903 has nothing to waive",
        "1:54 PL903 there is no rule 'PL9O1'",
    ]
    settings = load_config("planlint.toml", b'[per-file-ignores]\n"*.toml" = ["PL9"]\n', CONFIG)
    assert found(plan, config=settings) == []


def test_what_is_suppressed_is_counted_and_weighs_nothing() -> None:
    plan = LATE.format(before="", after="  # planlint: ignore[PL502] -- x")
    report = check(plan, "PL502")
    assert (report.summary.suppressed, report.diagnostics) == (1, ())
    settings = load_config("planlint.toml", b'[per-file-ignores]\n"plan.toml" = ["PL502"]\n', CONFIG)
    report = check(LATE.format(before="", after=""), "PL502", config=settings)
    assert (report.summary.suppressed, report.diagnostics) == (1, ())
    assert check(LATE.format(before="", after=""), "PL503").summary.suppressed == 0


def test_archived_files_have_no_unused_waivers() -> None:
    settings = load_config("planlint.toml", b'archive = ["plan.toml"]\n', CONFIG)
    assert found(LATE.format(before="", after="  # planlint: ignore[PL503] -- x"), config=settings) == []


@pytest.mark.parametrize(
    ("text", "place", "near"),
    [
        ('ignore = ["PL502", "PL5O1"]', (1, 20), "PL501"),
        ('select = ["overdeu"]', (1, 11), "overdue"),
        ('extend-select = ["PL41x"]', (1, 18), None),
        ('[severity]\nno-ownr = "info"', (2, 1), "no-owner"),
        ('[per-file-ignores]\n"plan/**" = ["PL1", "PL777"]', (2, 21), None),
    ],
)
def test_an_unknown_code_in_the_configuration(text: str, place: tuple[int, int], near: str | None) -> None:
    for path, table, before in (("planlint.toml", "", 0), ("pyproject.toml", "tool.planlint", 1)):
        written = text
        if table:
            written = f"[{table}]\n" + text.replace("[severity]", f"[{table}.severity]")
            written = written.replace("[per-file-ignores]", f"[{table}.per-file-ignores]")
        settings = load_config(path, written.encode(), CONFIG)
        report = lint(load_files({"plan.toml": ""}), settings, RuleSelection(frozenset({"PL903"})), TODAY)
        (one,) = report.diagnostics
        assert one.place.path == path
        assert report.sources[path].position(one.place.span.start) == (place[0] + before, place[1])
        assert one.help == (f"did you mean '{near}'?" if near else one.help)


def waivers(text: str) -> list[Waiver | WaiverMistake]:
    return list(waivers_in(text, read("plan.toml", text.encode()).value))


@pytest.mark.parametrize(
    ("text", "unused", "expected"),
    [
        ("a = 1  # planlint: ignore[PL1, PL2] -- x\n", ["PL1"], "a = 1  # planlint: ignore[PL2] -- x\n"),
        ("a = 1  # planlint: ignore[PL1,PL2,PL3] -- x\n", ["PL2"], "a = 1  # planlint: ignore[PL1, PL3] -- x\n"),
        ("a = 1  # planlint: ignore[PL1] -- x\n", ["PL1"], "a = 1\n"),
        ("a = 1  # why # planlint: ignore[PL1] -- x\r\nb = 2\r\n", ["PL1"], "a = 1  # why\r\nb = 2\r\n"),
        ("a = 1\n  # planlint: ignore[PL1] -- x\nb = 2\n", ["PL1"], "a = 1\nb = 2\n"),
        ("# planlint: ignore[PL1] -- x", ["PL1"], ""),
        ("# planlint: ignore[PL1] # planlint: ignore[PL2]\n", ["PL1"], "# planlint: ignore[PL2]\n"),
    ],
)
def test_what_is_left_when_unused_codes_are_taken_out(text: str, unused: list[str], expected: str) -> None:
    source = read("plan.toml", text.encode()).source
    waiver = waivers(text)[0]
    assert isinstance(waiver, Waiver)
    chosen = tuple(one for one in waiver.selectors if one.text in unused)
    (start, end), instead = removal(source, waiver, chosen)
    assert text[:start] + instead + text[end:] == expected


def added(text: str, reason: str = "later", codes: tuple[str, ...] = ()) -> str:
    loaded = load_files({"plan.toml": text})
    selection = RuleSelection(frozenset(codes)) if codes else AS_CONFIGURED.of(Config())
    report = lint(loaded, Config(), selection, TODAY)
    return add_ignores(loaded.documents, report.diagnostics, reason, TODAY).texts["plan.toml"]


def test_waivers_are_added_where_they_cover_what_was_found() -> None:
    text = dedent("""\
        # A comment.
        [tactic.desk]
        title = '''Two
        lines'''
        key_result = ["x", "x"]  # twice
        due = 2026-09-01  # planlint: ignore[PL503] -- before
        """)
    assert added(text, codes=("PL203", "PL201", "PL208", "PL502", "PL601", "PL702")) == dedent("""\
        # A comment.
        [tactic.desk]
        title = '''Two
        lines'''  # planlint: ignore[PL702] -- later
        key_result = ["x", "x"]  # twice # planlint: ignore[PL201, PL208] -- later
        due = 2026-09-01  # planlint: ignore[PL503, PL502] -- before
        """)


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    assert added("[tactic.a]\r\ntitle = 'A'\r\n", codes=("PL203",)) == (
        "[tactic.a]  # planlint: ignore[PL203] -- later\r\ntitle = 'A'\r\n"
    )
    assert added("tactic.a.title = 'A'\ntactic.a.due = 2026-09-01", codes=("PL502",)) == (
        "tactic.a.title = 'A'\ntactic.a.due = 2026-09-01  # planlint: ignore[PL502] -- later"
    )


def fingerprints(report: Report) -> Counter[tuple[str, str | None, str | None, str]]:
    return Counter((one.code, one.item, one.key, one.message) for one in report.diagnostics)


def judged(files: dict[str, str]) -> Report:
    return lint(load_files(dict(files)), Config(), EVERY_RULE, TODAY)


@settings(deadline=None, max_examples=60)
@given(plans(), st.data())
def test_law_a_waiver_for_a_finding_removes_exactly_that_finding(tables: list[str], data: st.DataObject) -> None:
    text = "".join(tables)
    before = judged({"plan.toml": text})
    documents = load_files({"plan.toml": text}).documents
    waivable = [one for one in before.diagnostics if can_be_waived(one, documents)]
    if not waivable:
        return
    chosen: Diagnostic = data.draw(st.sampled_from(waivable))
    new = add_ignores(documents, [chosen], "for this test", TODAY).texts["plan.toml"]
    after = judged({"plan.toml": new})
    gone = fingerprints(before) - fingerprints(after)
    assert not fingerprints(after) - fingerprints(before)
    assert {one[0] for one in gone} == {chosen.code}
    assert gone[(chosen.code, chosen.item, chosen.key, chosen.message)] >= 1
    # A header waives the code in its whole item; everywhere else nothing but what stands on the line.
    assert all(one[1] == chosen.item for one in gone)


@settings(deadline=None, max_examples=60)
@given(plans(), st.data())
def test_law_a_comment_or_blank_line_moves_findings_and_changes_none(tables: list[str], data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(["", "# a word", "  # another = 1", "\t"]))
    at = data.draw(st.integers(0, len(tables)))
    inside = data.draw(st.booleans())
    new = [*tables]
    if inside and at < len(tables):
        header, _, rest = new[at].partition("\n")
        new[at] = f"{header}  # said\n{line}\n{rest}"
    else:
        new.insert(at, f"{line}\n")
    assert fingerprints(judged({"plan.toml": "".join(new)})) == fingerprints(judged({"plan.toml": "".join(tables)}))


@settings(deadline=None, max_examples=60)
@given(plans(), st.data())
def test_law_it_does_not_matter_how_a_plan_is_split_over_files(tables: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(tables)), max_size=3)))
    edges = [0, *cuts, len(tables)]
    files = {f"plan/{n}.toml": "".join(tables[start:end]) for n, (start, end) in enumerate(pairwise(edges))}
    assert fingerprints(judged(files)) == fingerprints(judged({"plan.toml": "".join(tables)}))


@settings(deadline=None, max_examples=60)
@given(plans(), st.sampled_from(["\n", "\r\n"]))
def test_law_after_adding_waivers_nothing_is_found_and_no_value_has_changed(tables: list[str], end: str) -> None:
    text = "".join(tables).replace("\n", end)
    loaded = load_files({"plan.toml": text})
    report = lint(loaded, Config(), EVERY_RULE, TODAY)
    waived = add_ignores(loaded.documents, report.diagnostics, "for this test", TODAY)
    new = waived.texts.get("plan.toml", text)
    assert read("plan.toml", new.encode()).value == read("plan.toml", text.encode()).value
    again = judged({"plan.toml": new})
    assert [one.code for one in again.diagnostics if one.code != "PL901"] == [
        one.code for one in report.diagnostics if not can_be_waived(one, loaded.documents)
    ]
