"""Every rule against its own examples, and the rule book as a whole."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

import planlint.rules
from planlint.lint.example import judge_example
from planlint.rules import find_rule
from planlint.rules.all_rules import RULES
from planlint.rules.example import bad_and_good, parse_example
from planlint.rules.rule import Family, Rule
from tests.support.planning import PLAN

RELEASED = ["PL001", "PL002", "PL003", "PL004", "PL101", "PL102", "PL103", "PL104", "PL105", "PL106", "PL107", "PL108", "PL201", "PL202", "PL203", "PL204", "PL205", "PL206", "PL207", "PL208", "PL209", "PL301", "PL302", "PL303", "PL304", "PL305", "PL306", "PL307", "PL308", "PL309", "PL310", "PL311", "PL312", "PL401", "PL402", "PL403", "PL404", "PL405", "PL406", "PL407", "PL408", "PL409", "PL410", "PL411", "PL412", "PL413", "PL414", "PL415", "PL416", "PL417", "PL418", "PL419", "PL420", "PL421", "PL422", "PL423", "PL424", "PL501", "PL502", "PL503", "PL504", "PL505", "PL506", "PL507", "PL508", "PL509", "PL510", "PL601", "PL602", "PL603", "PL604", "PL605", "PL606", "PL701", "PL702", "PL703", "PL704", "PL705", "PL801", "PL802", "PL803", "PL804", "PL805", "PL806", "PL807", "PL808", "PL809", "PL810", "PL811", "PL812", "PL813", "PL851", "PL852", "PL853", "PL854", "PL855", "PL856", "PL861", "PL862", "PL863", "PL864", "PL901", "PL902", "PL903", "PL904"]  # fmt: skip  # noqa: E501


def findings(rule: Rule, text: str) -> list[tuple[str, int, str, bool]]:
    report = judge_example(text, rule.code, PLAN)
    found = []
    for one in report.diagnostics:
        source = report.sources_for(one).get(one.place.path)
        line = source.position(one.place.span.start).line if source else 1
        found.append((one.place.path, line, one.message, one.place.source is not None))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_exactly_what_its_bad_example_marks(rule: Rule) -> None:
    expected = parse_example(rule.bad).expected
    found = findings(rule, rule.bad)
    assert expected, "the bad example marks nothing: write `#~ words` behind a line"
    assert [(path, line, gone) for path, line, _, gone in found] == [(one.path, one.line, one.gone) for one in expected]
    for (_, _, message, _), one in zip(found, expected, strict=True):
        assert one.text in message, f"line {one.line} of the bad example marks {one.text!r}, found is {message!r}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_silent_on_its_good_example(rule: Rule) -> None:
    assert findings(rule, rule.good) == []
    assert parse_example(rule.good).expected == ()


def test_an_example_is_two_plans_that_share_lines() -> None:
    example = """
          [task.call-list]   #~ has no due date
        - title = "Call"
        + title = "Call them"
          effort = 2
        +
        + due = 2026-10-30
    """
    assert bad_and_good(example) == (
        '[task.call-list]   #~ has no due date\ntitle = "Call"\neffort = 2',
        '[task.call-list]\ntitle = "Call them"\neffort = 2\n\ndue = 2026-10-30',
    )
    with pytest.raises(ValueError, match="title"):
        bad_and_good("""
            - title = "Call"
            title = "Call them"
        """)


def test_rules_and_arguments_stand_without_their_docstrings() -> None:
    script = "import planlint.rules.all_rules; from planlint.cli.parser import build_parser; build_parser()"
    subprocess.run([sys.executable, "-OO", "-c", script], check=True)


def test_codes_are_unique_sorted_and_none_ever_released_has_vanished() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert set(RELEASED) == set(codes), "a code is a promise: add it to RELEASED, and take none out"
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_rule_is_one_line_in_the_table_and_one_file_named_after_it() -> None:
    folder = Path(planlint.rules.__file__).parent
    with_rule = [
        (path.relative_to(folder).with_suffix("").as_posix().replace("/", "."), node.name)
        for path in folder.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(one).startswith("rule(") for one in node.decorator_list)
    ]
    assert sorted(module for module, _ in with_rule) == sorted(planlint.rules.MODULES.values())
    assert [name for module, name in with_rule if module.rpartition(".")[2] != name] == []


def test_no_two_rules_find_the_same() -> None:
    counts = Counter(rule.what for rule in RULES)
    assert {what: number for what, number in counts.items() if number > 1} == {}


LOADERS = ("load", "schema", "toml")  # they find what the rules on files and on shape are named for


def test_no_file_outside_the_rules_names_a_code_but_the_loaders_findings() -> None:
    package = Path(planlint.rules.__file__).parent.parent
    naming = [
        f"{path.relative_to(package).as_posix()}:{node.lineno}: {node.value}"
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0] not in ("rules", *LOADERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"PL\d+", node.value)
    ]
    assert naming == []


def test_the_family_of_a_rule_is_told_by_the_beginning_of_its_code() -> None:
    families = {rule.family: {one.code[:3] for one in RULES if one.family == rule.family} for rule in RULES}
    assert families.pop("history") == families.pop("changes") == families.pop("work") == {"PL8"}
    assert {rule.code for rule in RULES if rule.on_work} == {
        rule.code for rule in RULES if rule.code.startswith("PL86")
    }
    assert {rule.code for rule in RULES if rule.family == "history"} == {
        rule.code for rule in RULES if rule.code.startswith("PL85")
    }
    assert list(families.values()) == [{f"PL{number}"} for number in (0, 1, 2, 3, 4, 5, 6, 7, 9)]
    assert set(get_args(Family)) == {rule.family for rule in RULES}


def test_a_rule_gives_way_to_rules_that_there_are() -> None:
    codes = {rule.code for rule in RULES}
    assert {rule.code: rule.gives_way_to for rule in RULES if not codes.issuperset(rule.gives_way_to)} == {}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.on_changes], ids=lambda rule: rule.code)
def test_a_rule_on_changes_says_what_its_findings_are_called_in_a_heading(rule: Rule) -> None:
    assert rule.heading is not None
    single, plural = rule.heading
    assert single != plural
    assert rule.counted(1) == f"1 {single}"
    assert rule.counted(2) == f"2 {plural}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_finds_in_one_sentence_and_then_why_on_whose_authority(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`][^.!?\n]{10,100}\.", rule.what)
    assert re.fullmatch(r"[A-Z].{20,}[.?]", rule.why)
    assert rule.source.title
    assert rule.since


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert find_rule("pl201") is find_rule("unknown-reference") is find_rule("PL201")
    assert find_rule("PL2") is None
