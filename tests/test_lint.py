"""Selection, weights, archive, cascades: what of all findings is shown, and how it weighs."""

import pytest

from planlint.config import Config, matches
from planlint.diagnostic import Severity
from planlint.lint import RuleSelection, UnknownRule, lint
from planlint.lint.selection import AS_CONFIGURED, RuleChoice, codes_of
from planlint.load import load_config
from planlint.rules.all_rules import RULES
from tests.support.planning import CONFIG, TODAY, check, lines, load_files

BROKEN = """
    [purpose.homes]
    title = "Every family has a safe home"

    [tactic.desk]
    title = "Run a weekly landlord desk"
    key_result = "gone"
    status = "started"
"""


def config(text: str) -> Config:
    return load_config("planlint.toml", text.encode(), CONFIG)


def codes(report: object) -> list[str]:
    return [line.split(" ")[1] for line in lines(report)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        ("PL201", {"PL201"}),
        ("pl201", {"PL201"}),
        ("unknown-reference", {"PL201"}),
        ("PL0", {"PL001", "PL002", "PL003", "PL004"}),
        ("PL00", {"PL001", "PL002", "PL003", "PL004"}),
    ],
)
def test_a_selector_is_a_code_a_name_or_a_prefix(selector: str, meant: set[str]) -> None:
    assert codes_of(selector) == meant


def test_a_prefix_means_the_rules_that_are_on_by_default_and_all_means_all() -> None:
    assert codes_of("PL") == {rule.code for rule in RULES if rule.default}
    assert codes_of("ALL") == {rule.code for rule in RULES}


@pytest.mark.parametrize(
    ("selector", "help"),
    [
        ("PL999", None),
        ("unknown-refrence", "did you mean 'unknown-reference'?"),
        ("PL2x", None),
        ("XX", None),
        ("", None),
    ],
)
def test_an_unknown_selector_is_an_error_that_names_the_nearest(selector: str, help: str | None) -> None:
    with pytest.raises(UnknownRule) as caught:
        codes_of(selector)
    if help:
        assert caught.value.help == help


def test_the_command_line_replaces_select_and_ignore_still_applies() -> None:
    settings = config('select = ["PL1"]\nignore = ["PL104", "PL9999"]\n')
    assert codes(check(BROKEN, config=settings)) == []
    selection = RuleChoice(["PL201", "PL104"], ["PL301"], ["purpose-without-vision"]).of(settings)
    assert selection.codes == {"PL201"}


def test_severities_and_ignores_of_the_configuration() -> None:
    settings = config("""
        [severity]
        PL201 = "info"
        invalid-value = "warning"
        [per-file-ignores]
        "plan.toml" = ["PL3"]
    """)
    report = check(BROKEN, config=settings)
    assert {one.code: one.severity for one in report.diagnostics} == {
        "PL201": Severity.INFO,
        "PL104": Severity.WARNING,
    }
    assert (report.summary.errors, report.summary.warnings, report.summary.infos) == (0, 1, 1)


def test_archived_files_are_read_for_references_and_not_judged() -> None:
    files = {
        "plan/2025.toml": '[key_result.old]\ntitle = "Old"\nowner = 3\n[tactic.lost]\ntitle = "x"\nkey_result = "no"\n',
        "plan/now.toml": '[tactic.desk]\ntitle = "Desk"\nkey_result = "old"\n',
    }
    settings = config('archive = ["plan/2025.toml"]\n')
    assert codes(check(dict(files), "PL103", "PL201", "PL203")) == ["PL203", "PL103", "PL201"][1:]
    assert codes(check(dict(files), "PL103", "PL201", "PL203", config=settings)) == []


def test_paths_narrow_the_report_and_not_the_plan() -> None:
    loaded = load_files({
        "plan/a.toml": '[key_result.days]\ntitle = "Days"\n',
        "plan/b.toml": '[tactic.desk]\ntitle = "Desk"\nkey_result = "days"\n'
        '[tactic.other]\ntitle = "x"\nkey_result = "gone"\n',
    })  # fmt: skip
    selection = RuleChoice(["PL2"]).of(Config())
    inside = lint(loaded, Config(), selection, TODAY, lambda path: path == "plan/b.toml")
    assert codes(inside) == ["PL201"]
    assert inside.summary.errors == 1
    assert inside.summary.files == 2


# No cascades: one fault is one finding.


def test_on_a_broken_item_only_its_sound_references_are_judged() -> None:
    report = check("""
        [objective.bad]
        title = "Bad"
        status = "maybe"
        outcome = "gone"
    """)
    assert codes(report) == ["PL104", "PL201"]


def test_broken_is_not_absent() -> None:
    report = check("""
        [objective.one]
        title = "One"
        owner = "ines"
        [key_result.bad]
        objective = "one"
        [tactic.fine]
        title = "Fine"
        key_result = "bad"
        links = ["https://example.org"]
    """)
    assert codes(report) == ["PL203", "PL102"]


def test_has_no_child_is_silent_while_a_child_names_an_unknown_parent() -> None:
    text = """
        [objective.one]
        title = "One"
        [key_result.days]
        title = "Days"
        objective = "oen"
    """
    assert codes(check(text, "PL201", "PL304")) == ["PL201"]
    assert codes(check(text.replace("oen", "one"), "PL201", "PL304")) == []


def test_a_parent_that_is_claimed_twice_is_not_taken_for_closed() -> None:
    files = {
        "plan/a.toml": '[tactic.desk]\ntitle = "Old desk"\nstatus = "done"\n',
        "plan/b.toml": '[tactic.desk]\ntitle = "Desk"\n[task.list]\ntitle = "List"\ntactic = "desk"\nstatus = "todo"\n',
    }
    assert codes(check(dict(files), "PL107", "PL310")) == ["PL107"]
    assert codes(check({**files, "plan/a.toml": ""}, "PL107", "PL310")) == []
    closed = files["plan/b.toml"].replace('"Desk"', '"Desk"\nstatus = "done"')
    assert codes(check({"plan/b.toml": closed}, "PL107", "PL310")) == ["PL310"]


def test_a_plan_without_a_level_is_told_once() -> None:
    report = check({
        "b.toml": '[objective.two]\ntitle = "Two"\n',
        "a.toml": '[key_result.k]\ntitle = "K"\nobjective = "one"\n[objective.one]\ntitle = "One"\n',
    }, "PL203")  # fmt: skip
    assert lines(report) == ["a.toml:4:1 PL203 the plan has no outcome, so nothing says what its objectives are for"]
    assert report.diagnostics[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("plan.toml", "plan.toml", True),
        ("sub/plan.toml", "plan.toml", False),
        ("plan/a.toml", "plan/**/*.toml", True),
        ("plan/a/b/c.toml", "plan/**/*.toml", True),
        ("plan/a.txt", "plan/**/*.toml", False),
        ("a.plan.toml", "**/*.plan.toml", True),
        ("x/y/a.plan.toml", "**/*.plan.toml", True),
        ("plan/drafts/a.toml", "plan/drafts", True),
        ("plan/drafts/x/a.toml", "plan/drafts/", True),
        ("plan/draftsman.toml", "plan/drafts", False),
        ("plan/drafts/a.toml", "plan/drafts/**", True),
        ("Plan/a.toml", "plan/*.toml", False),
        ("plan/x/a.toml", "plan/*.toml", False),
        ("plan/a.toml", "plan/?.toml", True),
        ("plan/b.toml", "plan/[ab].toml", True),
        ("plan/c.toml", "plan/[!ab].toml", True),
        ("plan/a+b.toml", "plan/a+b.toml", True),
        ("plan/a\nb.toml", "plan/*.toml", True),
        ("anything/at/all.toml", ".", True),
        ("./x", "x", False),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, (pattern,)) is expected


def test_planlint_toml_never_is_a_plan_file() -> None:
    everything = Config(include=("**/*.toml",), exclude=("drafts",))
    assert everything.wants("a/b.toml")
    assert not everything.wants("planlint.toml")
    assert not everything.wants("plan/planlint.toml")
    assert not everything.wants("drafts/x.toml")


_PERIODS = "write a date or a period: 2026-12-31, 2026, 2026-H2, 2026-Q4, 2026-11 or the id of a [period.ID] table"


def test_values_on_the_way_have_dates_or_periods() -> None:
    report = check(
        """
        [period.first-winter]
        start = 2026-10-01
        end = 2027-03-31

        [key_result.x]
        title = "Three weeks"
        metric.name = "days"
        metric.target = 21
        metric.path.2026-Q4 = 50
        metric.path.first-winter = 40
        metric.path.2027-02-30 = 30
        metric.path.2027Q3 = 25
        metric.path.soon = 22
        """,
        "PL209",
    )
    assert [(line, one.help) for line, one in zip(lines(report), report.diagnostics, strict=True)] == [
        ("plan.toml:12:13 PL209 `2027-02-30` is not a date and not a period", _PERIODS),
        ("plan.toml:13:13 PL209 `2027Q3` is not a date and not a period", "did you mean `2027-Q3`?"),
        ("plan.toml:14:13 PL209 `soon` is not a date and not a period", _PERIODS),
    ]


ONE = """
[objective.o]
title = "O"
[key_result.k]
title = "K"
objective = "o"
"""


@pytest.mark.parametrize(
    ("selectors", "finds"),
    [
        (["PL"], False),
        (["PL3"], False),
        (["ALL"], False),
        (["PL309"], True),
        (["key-result-count"], True),
        (["PL3", "pl309"], True),
    ],
)
def test_one_key_result_is_asked_about_only_where_that_rule_is_named(selectors: list[str], finds: bool) -> None:
    def found(selection: RuleSelection) -> list[str]:
        report = lint(load_files({"plan.toml": ONE}), Config(), selection, TODAY)
        return [f"{one.severity.label} {one.message}" for one in report.diagnostics if one.code == "PL309"]

    told = ["info objective.o has one key result, key_result.k"] if finds else []
    assert found(RuleChoice(selectors).of(Config())) == told
    assert found(AS_CONFIGURED.of(Config(extend_select=tuple(selectors)))) == told
    assert found(RuleChoice(selectors).of(Config(ignore=("PL309",)))) == []


NO_KEY_RESULT = "warning the plan has no key result, so nothing says what its tactics are for"
NO_OUTCOME = "warning the plan has no outcome, so nothing says what its objectives are for"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[tactic.t]\ntitle = "T"\n', NO_KEY_RESULT),
        ('[tactic.t]\ntitle = "T"\n[objective.o]\ntitle = "O"\noutcome = "x"', "error tactic.t serves nothing"),
        ('[tactic.t]\ntitle = "T"\n[key_result.k]\ntitle = "K"\nobjective = "x"', "error tactic.t serves nothing"),
        ('[objective.o]\ntitle = "O"\n[key_result.k]\ntitle = "K"\nobjective = "o"', NO_OUTCOME),
    ],
)  # fmt: skip
def test_what_serves_nothing_is_an_error_where_there_is_something_to_serve(text: str, found: str) -> None:
    assert [f"{one.severity.label} {one.message}" for one in check(text, "PL203").diagnostics] == [found]


RENAMED = """
[person.ines-m]
name = "Ines"
formerly = ["ines"]
[team.office]
name = "Office"
formerly = ["desk"]
[period.winter]
start = 2026-10-01
end = 2027-03-31
formerly = ["p7"]
[objective.o]
title = "O"
owner = "ines"
with = ["desk", "ines-m"]
period = "p7"
[key_result.k]
title = "K"
objective = "o"
start = "p7"
milestones = { a = "p7" }
asks = { desk = "a room" }
agreed = { desk = "ines" }
[key_result.l]
title = "L"
objective = "o"
metric = { name = "n", target = 3, path = { p7 = 2 } }
[task.t]
title = "T"
assignee = "ines"
"""


def test_people_teams_and_periods_under_former_ids_are_found_and_told_once() -> None:
    report = check(RENAMED, "PL201", "PL205", "PL207", "PL209", "PL606")
    assert [(one.code, f"{one.item}.{one.key}", one.message) for one in report.diagnostics] == [
        ("PL205", "objective.o.owner", "'ines' is now 'ines-m'"),
        ("PL205", "objective.o.with", "'desk' is now 'office'"),
        ("PL205", "objective.o.period", "'p7' is now 'winter'"),
        ("PL205", "key_result.k.start", "'p7' is now 'winter'"),
        ("PL205", "key_result.k.milestones.a", "'p7' is now 'winter'"),
        ("PL205", "key_result.k.asks.desk", "'desk' is now 'office'"),
        ("PL205", "key_result.k.agreed.desk", "'ines' is now 'ines-m'"),
        ("PL205", "key_result.l.metric.path.p7", "'p7' is now 'winter'"),
        ("PL205", "task.t.assignee", "'ines' is now 'ines-m'"),
    ]
