"""What an editor is told about a plan while it is written, without an editor."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from planlint import Where, check
from planlint.app.editor.answers import (
    actions_at,
    all_fixes,
    completion_at,
    hints_in,
    hover_at,
    rename_at,
    renameable_at,
)
from planlint.app.editor.edited_plan import EditedPlan, Judged, SupersededError
from planlint.assist.navigation import definition, references
from planlint.assist.recovery import recovered
from planlint.assist.symbols import symbols_like, symbols_of
from planlint.errors import PlanlintError
from planlint.text import Source, Span
from planlint.trees import root_at

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2026, 11, 30)
PLAN = """\
[purpose.homes]
title = "Every family has a home"

[vision.valley]
title = "Nobody sleeps outside"
purpose = "homes"

[outcome.stay]
title = "Families stay"
vision = "valley"
horizon = "perpetual"

[objective.faster]
title = "Moving in takes weeks"
outcome = "stay"
owner = "ines"
period = "2026-Q4"

[key_result.wait]
title = "The wait is three weeks"
objective = "faster"
metric.name = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
"""
WORK = """\
[tactic.desk]
title = "Run a desk 🏠 für alle"
key_result = "wait"
due = 2026-12-15

[task.call]
title = "List the landlords"
tactic = "desk"
assignee = "tomas"
due = 2026-12-10
"""


def edited(folder: Path, **files: str) -> EditedPlan:
    (folder / "planlint.toml").write_text('ignore = ["PL309"]\n')
    for name, text in files.items():
        path = folder / "plan" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return EditedPlan(root_at(folder))


@pytest.fixture
def plan(tmp_path: Path) -> EditedPlan:
    return edited(tmp_path, goals=PLAN, work=WORK)


def found(judged: Judged) -> dict[str, list[str]]:
    return {path: [f"{one.code} {one.item}" for one in some] for path, some in judged.findings.items()}


def at(text: str, mark: str) -> int:
    return text.index(mark) + 1


@pytest.mark.parametrize("name", ["small", "teams", "broken"])
def test_the_findings_are_those_of_a_check(name: str) -> None:
    judged = EditedPlan(root_at(EXAMPLES / name)).judge(DAY)
    report = check(Where(str(EXAMPLES / name)), DAY)
    assert [one for path in sorted(judged.findings) for one in judged.findings[path]] == list(report.diagnostics)


def test_an_unsaved_text_stands_in_place_of_the_file(plan: EditedPlan) -> None:
    assert found(plan.judge(DAY)) == {}
    plan.edit("plan/work.toml", WORK.replace('tactic = "desk"', 'tactic = "dsek"'))
    assert found(plan.judge(DAY)) == {"plan/work.toml": ["PL201 task.call"]}
    plan.edit("plan/work.toml", None)
    assert found(plan.judge(DAY)) == {}


def test_a_half_typed_line_changes_nothing_in_other_files(plan: EditedPlan) -> None:
    plan.judge(DAY)
    half = PLAN.replace("[key_result.wait]", "[key_result.wa").replace('owner = "ines"', 'owner = "ines')
    plan.edit("plan/goals.toml", half, half[: half.index("[key_result")].count("\n") + 1)
    assert found(plan.judge(DAY)) == {"plan/goals.toml": ["PL001 None"]}


def test_the_rest_of_a_half_typed_file_keeps_its_findings(tmp_path: Path) -> None:
    text = (
        PLAN.replace('period = "2026-Q4"', 'perod = "2026-Q4"')
        + '\n[tactic.x]\ntitle = "A tactic"\nkey_result = "wiat"\n'
    )
    plan = edited(tmp_path, goals=text.replace('owner = "ines"', "owner = "))
    assert found(plan.judge(DAY)) == {"plan/goals.toml": ["PL001 None"]}
    plan.edit("plan/goals.toml", text.replace('owner = "ines"', "owner = "), 16)
    assert found(plan.judge(DAY)) == {
        "plan/goals.toml": ["PL001 None", "PL101 objective.faster", "PL306 tactic.x", "PL201 tactic.x"]
    }


def test_what_cannot_be_recovered_has_its_fault_alone(tmp_path: Path) -> None:
    plan = edited(tmp_path, goals=PLAN)
    plan.edit("plan/goals.toml", "= \n" * 9 + PLAN)
    assert [one.code for one in plan.judge(DAY).findings["plan/goals.toml"]] == ["PL001"]


@pytest.mark.parametrize(
    ("typed", "line"),
    [("[", 1), ("[t", 1), ("[task.", 1), ("[task.a", 1), ('title = "', 2), ("title", 2), ('x = ["a",', 2)],
)
def test_offsets_stay_true_whatever_is_blanked(typed: str, line: int) -> None:
    lines = ["[task.a]", 'title = "T"', "", "[task.b]", 'title = "U"', ""]
    lines[line - 1] = typed
    text = "\n".join(lines)
    rest = recovered("plan.toml", text, line)
    assert rest is not None
    assert len(rest.document.source.text) == len(text)
    assert rest.document.source.text[-20:] == text[-20:]
    assert "b" in rest.document.value["task"]
    if line == 1:
        assert "title" not in rest.document.value  # no key fell out of its table
    else:
        assert "task.a" in rest.broken


def test_no_prefix_of_a_line_brings_down_the_plan_or_a_finding_into_another_file(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "teams", tmp_path / "teams")
    plan = EditedPlan(root_at(tmp_path / "teams"))
    before = found(plan.judge(DAY))
    path = "plan/2026-H2/collections.toml"
    lines = (tmp_path / "teams" / path).read_text("utf-8").split("\n")
    for number in range(0, len(lines), 3):
        for size in range(0, len(lines[number]), 4):
            text = "\n".join([*lines[:number], lines[number][:size], *lines[number + 1 :]])
            plan.edit(path, text, number + 1)
            judged = plan.judge(DAY)
            if any(one.code == "PL001" for one in judged.findings.get(path, ())):
                assert {one: some for one, some in found(judged).items() if one != path} == before


def test_a_newer_text_ends_the_judging_of_an_older_one(plan: EditedPlan) -> None:
    with pytest.raises(SupersededError):
        plan.judge(DAY, lambda: False)


def test_files_that_no_pattern_includes_are_no_part_of_it(plan: EditedPlan, tmp_path: Path) -> None:
    assert plan.path_of(str(tmp_path / "plan" / "goals.toml")) == "plan/goals.toml"
    assert plan.path_of(str(tmp_path / "Cargo.toml")) is None
    assert plan.path_of(str(tmp_path.parent / "plan" / "goals.toml")) is None


def test_settings_that_are_broken_leave_what_was_there(plan: EditedPlan, tmp_path: Path) -> None:
    (tmp_path / "planlint.toml").write_text("ignore = 3\n")
    with pytest.raises(PlanlintError):
        EditedPlan(root_at(tmp_path))
    plan.root = root_at(tmp_path)
    with pytest.raises(PlanlintError):
        plan.refresh()
    assert found(plan.judge(DAY)) == {}


def test_hover_tells_where_an_item_stands_and_the_way_to_its_purpose(plan: EditedPlan) -> None:
    shown = hover_at(plan.judge(DAY), "plan/work.toml", at(WORK, '"wait"'))
    assert shown is not None
    assert shown.text == (
        "**The wait is three weeks**  \nkey result `wait`\n\n"
        "behind · █████░┃░░░ 58 → 40 of 21, 0.66 expected · due 31 Dec 2026, in 31 days\n\n"
        "↑ Moving in takes weeks (objective `faster`)  \n↑ Families stay (outcome `stay`)  \n"
        "↑ Nobody sleeps outside (vision `valley`)  \n↑ Every family has a home (purpose `homes`)"
    )
    assert WORK[shown.span.start : shown.span.end] == '"wait"'


def test_hover_on_a_key_says_what_it_means_and_takes(plan: EditedPlan) -> None:
    plan.edit("plan/work.toml", f'{WORK}status = "doing"\n')
    judged = plan.judge(DAY)
    shown = hover_at(judged, "plan/work.toml", at(f"{WORK}status", "status"))
    assert shown is not None
    assert shown.text.startswith("**status**")
    assert shown.text.endswith("One of `todo`, `doing`, `blocked`, `done`, `dropped`.")
    key = hover_at(judged, "plan/work.toml", at(WORK, "key_result"))
    assert key is not None
    assert key.text.startswith("**key_result**")
    text = f"{PLAN}\n[key_result.stay]\n[key_result.stay.metric]\nunit = 1\n"
    plan.edit("plan/goals.toml", text)
    header = hover_at(plan.judge(DAY), "plan/goals.toml", at(text, "metric]"))
    assert header is not None
    assert header.text.startswith("**metric**")


def test_hover_on_a_code_in_a_waiver_tells_the_rule(plan: EditedPlan) -> None:
    text = f"{WORK}# planlint: ignore[PL502] -- later\n"
    plan.edit("plan/work.toml", text)
    shown = hover_at(plan.judge(DAY), "plan/work.toml", at(text, "PL502"))
    assert shown is not None
    assert shown.text.startswith("**PL502 overdue** (warning)")


def test_plan_text_is_inert_where_it_is_shown(plan: EditedPlan) -> None:
    text = WORK.replace("Run a desk", "[x](http://evil) <b> `c`")
    plan.edit("plan/work.toml", text)
    shown = hover_at(plan.judge(DAY), "plan/work.toml", at(text, '"desk"'))
    assert shown is not None
    assert "[x](" not in shown.text
    assert "<b>" not in shown.text


def test_the_way_from_a_reference_to_its_item_and_back(plan: EditedPlan) -> None:
    judged = plan.judge(DAY)
    place = definition(judged.loaded, "plan/work.toml", at(WORK, '"wait"'))
    assert place is not None
    assert (place.path, PLAN[place.span.start : place.span.end]) == ("plan/goals.toml", "[key_result.wait]")
    places = references(judged.loaded, "plan/goals.toml", at(PLAN, "wait]"))
    texts = {"plan/goals.toml": PLAN, "plan/work.toml": WORK}
    assert [(place.path, texts[place.path][place.span.start : place.span.end]) for place in places] == [
        ("plan/goals.toml", "wait"),
        ("plan/work.toml", '"wait"'),
    ]
    assert definition(judged.loaded, "plan/work.toml", at(WORK, "List the")) is None


def test_a_rename_writes_the_id_everywhere_and_keeps_the_old(plan: EditedPlan) -> None:
    judged = plan.judge(DAY)
    assert renameable_at(judged, "plan/work.toml", at(WORK, '"wait"')) == (
        "wait",
        Span(WORK.index("wait"), WORK.index("wait") + 4),
    )
    edits = rename_at(judged, "plan/work.toml", at(WORK, '"wait"'), "days")
    assert [(edit.path, edit.text) for edit in edits] == [
        ("plan/goals.toml", "[key_result.days]\n"),
        ("plan/goals.toml", 'formerly = ["wait"]\n'),
        ("plan/work.toml", 'key_result = "days"\n'),
    ]
    plan.edit("plan/work.toml", WORK.replace('key_result = "wait"', 'key_result = "wait'))
    with pytest.raises(PlanlintError, match="cannot be read"):
        rename_at(plan.judge(DAY), "plan/goals.toml", at(PLAN, "wait]"), "days")


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ('[task.new]\ntactic = "', ["desk"]),
        ("[task.new]\ntactic = ", ["desk"]),
        ('[tactic.new]\nkey_result = ["', ["wait"]),
        ('[tactic.new]\nkey_result = [\n  "', ["wait"]),
        ('[task.new]\nstatus = "', ["todo", "doing", "blocked", "done", "dropped"]),
        ("[key_result.new]\nmetric.dir", ["direction"]),
        ("[ta", ["tactic", "task"]),
        ('[task.new]\n"tactic" = "', ["desk"]),
        ('[task.new]\ndepends_on = ["task.ca', ["call"]),
        ('# tactic = "', []),
        ("tactic", ["tactic"]),
        ("[key_result.new]\nmetric = { uni", ["unit"]),
        ('[key_result.new]\nmetric = { name = "n", uni', ["unit"]),
        ('[task]\nnew.tactic = "', ["desk"]),
        ('[task]\nnew = { title = "a", tactic = "d', ["desk"]),
        ("[task]\nnew.tac", ["tactic"]),
        ('task.new.tactic = "d', []),  # it goes on from the header above
        ("[key_result.new.metric.path]\n2026-1", ["2026-11", "2026-12"]),
        ("[key_result.new]\nmetric.path.2027-Q", ["2027-Q1"]),
        ("[key_result.new]\nmetric = { path = { 2027-H", ["2027-H1"]),
        ('[objective.new]\nperiod = "2026-', ["2026-Q4", "2026-H2", "2026-11", "2026-12"]),
        ('[tactic.new]\nkey_result = [\n  "x", # one\n  # two\n  "', ["wait"]),
        ('[tactic.new]\nkey_result = ["x", { of = [ "w', []),
        ('[tactic.new]\nkey_result = ["wait"', []),
        ('[[task.new]]\ntactic = "', ["desk"]),
        ("[key_result.new.m", ["milestones", "metric"]),
        ('[task.new]\ndescription = """\ntac', []),
        ('[task.new]\ntitle = "one\ntactic = "', ["desk"]),
        ("[task.new\ntac", ["tactic"]),
        ('[tactic.new]\nkey_result = [\n\n[task.x]\ntactic = "', ["desk", "new"]),
        ('[task.new]\ndepends_on = "key_result.w', ["wait"]),
        ("[task.new]\ntactic = two wo", []),
    ],
)
def test_completion_of_half_typed_lines(plan: EditedPlan, typed: str, labels: list[str]) -> None:
    text = f"{WORK}\n{typed}"
    plan.edit("plan/work.toml", text, text.count("\n") + 1)
    words = completion_at(plan.judge(DAY), Source("plan/work.toml", text), len(text), shape=True)
    written = [text[: word.span.start] + word.text for word in words]
    assert [word.label for word, whole in zip(words, written, strict=True) if whole.startswith(text)] == labels


def test_completion_inside_a_word_replaces_all_of_it(plan: EditedPlan) -> None:
    for typed, after in (('tactic = "de', 'sk"\n'), ("tactic = de", "sk\n"), ("tac", "tic = 1\n")):
        text = f"{WORK}\n[task.new]\n{typed}{after}"
        offset = len(text) - len(after)
        plan.edit("plan/work.toml", text, text.count("\n"))
        words = completion_at(plan.judge(DAY), Source("plan/work.toml", text), offset, shape=True)
        assert {text[word.span.start : word.span.end] for word in words} == {"tactic" if typed == "tac" else "desk"}


def test_without_shape_only_the_plan_is_suggested(plan: EditedPlan) -> None:
    for typed, count in (('[task.new]\nstatus = "', 0), ("[task.new]\n", 0), ('[task.new]\ntactic = "', 1)):
        text = f"{WORK}\n{typed}"
        plan.edit("plan/work.toml", text, text.count("\n") + 1)
        words = completion_at(plan.judge(DAY), Source("plan/work.toml", text), len(text), shape=False)
        assert len(words) == count


def applied(text: str, edits: tuple) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def test_a_missing_item_is_created_where_it_is_named(plan: EditedPlan) -> None:
    text = WORK.replace('tactic = "desk"', 'tactic = "visits"')
    plan.edit("plan/work.toml", text)
    titles = {action.title: action for action in actions_at(plan.judge(DAY), "plan/work.toml", Span(0, len(text)))}
    create = titles["create the tactic 'visits' here"]
    assert applied(text, create.edits) == f'{text}\n[tactic.visits]\ntitle = ""\n'
    waiver = titles["ignore unknown-reference here, with a reason"]
    assert 'tactic = "visits"  # planlint: ignore[PL201] -- REASON\n' in applied(text, waiver.edits)


def test_all_safe_fixes_of_a_file_at_once(plan: EditedPlan) -> None:
    text = WORK.replace("assignee", "assignne").replace("2026-12-15", '"2026-12-15"')
    plan.edit("plan/work.toml", text)
    assert applied(text, all_fixes(plan.judge(DAY), "plan/work.toml")) == WORK


def test_symbols_and_hints(plan: EditedPlan) -> None:
    judged = plan.judge(DAY)
    symbols = list(symbols_of(judged.loaded, "plan/work.toml"))
    assert [WORK[one.whole.start : one.whole.end] for one in symbols] == WORK.strip().split("\n\n")
    assert [one.item.name for one in symbols_like(judged.loaded, "landlords")] == ["task.call"]
    assert dict(hints_in(judged, "plan/work.toml")) == {
        WORK.index("]\n") + 1: "0.00 · ines",
        WORK.index("[task.call]") + 11: "tomas",
    }
