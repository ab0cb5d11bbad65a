"""PL7 rule by rule; what is not found matters as much as what is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.rules.rule import Rule
from planlint.rules.titles import TITLED, core
from planlint.rules.wording.lists import PLACEHOLDERS, VAGUE_TASKS
from planlint.rules.wording.long_title import long_title
from planlint.rules.wording.multi_line_title import multi_line_title
from planlint.rules.wording.placeholder import placeholder
from planlint.rules.wording.placeholders import placeholders_of
from planlint.rules.wording.same_title import same_title
from planlint.rules.wording.vague_task import vague_task
from tests.support.rulecheck import findings


def placeholder_in(title: str, listed: tuple[str, ...]) -> str | None:
    return placeholders_of(listed).found_in(title, core(title))


def task(title: str) -> str:
    return '[task.t]\ntitle = "' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def messages(rule: Rule, title: str) -> list[str]:
    return [message for _, _, message in findings(rule, task(title))]


def test_titles_of_all_seven_kinds_are_judged_and_those_of_people_and_periods_are_not() -> None:
    assert [kind.kind for kind in TITLED] == [
        "purpose",
        "vision",
        "outcome",
        "objective",
        "key_result",
        "tactic",
        "task",
    ]


@pytest.mark.parametrize(
    ("title", "count"),
    [("x" * 120, None), ("x" * 121, 121), ("é" * 120, None), ("🚲" * 121, 121), ("x" * 100 + "\n" + "x" * 100, None)],
)
def test_long_title(title: str, count: int | None) -> None:
    expected = [("PL701", "task.t.title", f"the title of task.t has {count} characters, more than 120")]
    assert findings(long_title, task(title)) == (expected if count else [])


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("one\ntwo", 2),
        ("one\n\nthree", 3),
        ("one\u2028two", 2),
        ("one", None),
        ("one\n", None),
        ("\n one", None),
        ("one\ttwo", None),
        ("", None),
    ],
)
def test_multi_line_title(title: str, count: int | None) -> None:
    expected = [("PL702", "task.t.title", f"the title of task.t has {count} lines")]
    assert findings(multi_line_title, task(title)) == (expected if count else [])


def test_wording_speaks_of_open_items_with_a_title_only() -> None:
    rules = (long_title, multi_line_title, placeholder, vague_task, same_title)
    assert [findings(rule, "[task.t]\n[objective.o]\ntitle = 3") for rule in rules] == [[]] * 5
    done = task("TODO") + '\nstatus = "done"\n[tactic.a]\nstatus = "dropped"\ntitle = "a\\nb"'
    assert [findings(rule, done) for rule in rules] == [[]] * 5


TWO = """
    [tactic.a]
    [tactic.b]
    [task.first]
    title = "List the landlords"
    tactic = "a"
    [task.again]
    title = "{title}"
    tactic = {tactic}
    {more}
"""


@pytest.mark.parametrize(
    ("title", "tactic", "more", "is_found"),
    [
        ("List the landlords", '"a"', "", True),
        ("  list  the LANDLORDS ", '"a"', "", True),
        ("List the landlords", '["b", "a"]', "", True),
        ("List the landlords", '"b"', "", False),
        ("List the landlords", '"gone"', "", False),
        ("List the landlord", '"a"', "", False),
        ("List the landlords.", '"a"', "", False),
        ("List the landlords", '"a"', 'status = "done"', False),
    ],
)
def test_same_title(title: str, tactic: str, more: str, is_found: bool) -> None:
    message = "task.again has the title of task.first, and both serve the same"
    expected = [("PL703", "task.again.title", message)]
    assert findings(same_title, TWO.format(title=title, tactic=tactic, more=more)) == expected * is_found


def test_same_title_reports_each_later_one_against_the_first() -> None:
    third = '[task.z]\ntactic = "a"\ntitle = "List the landlords"'
    plan = TWO.format(title="List the landlords", tactic='"a"', more=third)
    assert findings(same_title, plan) == [
        ("PL703", f"task.{later}.title", f"task.{later} has the title of task.first, and both serve the same")
        for later in ("again", "z")
    ]


def test_same_title_is_silent_about_other_kinds_orphans_placeholders_and_what_is_not_judged() -> None:
    assert findings(same_title, '[task.a]\ntitle = "T"\n[task.b]\ntitle = "T"\n[tactic.c]\ntitle = "T"') == []
    below = '\ntactic = "a"\n'
    todo = f'[tactic.a]\n[task.a]\ntitle = "Todo"{below}[task.b]\ntitle = "TODO"{below}'
    assert findings(same_title, todo) == []
    plan = TWO.format(title="List the landlords", tactic='"a"', more="")
    assert findings(same_title, plan, archived=["task.first"]) == []
    assert findings(same_title, plan, broken=["task.first"]) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        # The whole title.
        ("TBD", "TBD"),
        ("tbd", "tbd"),
        ("<TODO>", "<TODO>"),
        ("[ XX ]", "[ XX ]"),
        ("to be  defined …", "to be defined …"),
        ("New key result", "New key result"),
        ("new key result 2", "new key result 2"),
        ("KR1", "KR1"),
        ("Objective #3", "Objective #3"),
        ("Untitled", "Untitled"),
        ("???", "???"),
        ("…", "…"),
        ("N/A", "N/A"),
        ("Lorem ipsum dolor sit amet", "Lorem ipsum dolor sit amet"),
        ("", ""),
        # A word in it.
        ("Reach beta in TBD", "TBD"),
        ("Owner TBD", "TBD"),
        ("TBD: a second metric", "TBD"),
        ("Raise coverage to TBD %", "TBD"),
        ("TODO: name the number", "TODO"),
        ("Coverage of the parser (TODO)", "TODO"),
        ("Coverage – TBA", "TBA"),
        ("Second location - TBC.", "TBC"),
        ("XX % of families stay for a year", "XX"),
        ("Revenue grows to $XX", "XX"),
        ("The wait falls from XX to XX", "XX"),
        ("Sign XX partners", "XX"),
        ("At least XXX people come", "XXX"),
        ("Churn falls by X%", "X"),
        ("Close the TBD items and raise coverage to XX", "XX"),
    ],
)
def test_placeholder_speaks(title: str, found: str) -> None:
    assert placeholder_in(title, PLACEHOLDERS) == found
    assert len(findings(placeholder, task(title))) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Ship the TODO app",
        "To-do lists are shared",
        "TODO list with reminders",
        "Every TODO in the parser has an issue",
        "Remove the last TODO",
        "Close the TBD items of the specification",
        "Linter forbids `TODO` and 'FIXME'",
        "TODO-free code base",
        "TODO EL EQUIPO USA LA HERRAMIENTA",
        "Todo el equipo usa la herramienta",
        "Tout le monde peut s'inscrire",
        "XX chromosome panel is validated",
        "Sequence from XX individuals to XY ones",
        "El museo del siglo XX abre en Lindow",
        "Le XXe siècle au musée",
        "Il museo del XX secolo",
        "Super Bowl XX posters are archived",
        "Screening for TBC reaches every school",
        "X11 is replaced by Wayland",
        "OS X",
        "Presence on X and Mastodon",
        "Move our posts from X to Mastodon",
        "XXL shirts for volunteers",
        "Vision 2030",
        "Goal 17 partnerships",
        "New objectives are agreed in a workshop",
        "Task force for winter shelter",
        "A new task board for the workshop",
        "Unknown callers are answered",
        "None of the families waits longer than 3 weeks",
        "Title deeds are digitised",
        "Key results are reviewed monthly",
        "Objective-C code is gone",
        "The wait from intake to keys is three weeks",
        "Graduate: Priority and Fairness for API Server Requests",
        "C++",
        "2026",
        "待办事项应用上线",
        "Neues Ziel finden",
    ],
)
def test_placeholder_is_silent(title: str) -> None:
    assert messages(placeholder, title) == []


def test_a_placeholder_is_told_as_what_it_is() -> None:
    assert messages(placeholder, "New  key result") == ["'New key result' stands where the title of task.t should"]
    assert messages(placeholder, "Reach beta in TBD") == ["the title of task.t has a gap: 'TBD'"]
    assert messages(placeholder, "") == ["the title of task.t is empty"]


def test_listed_words_can_be_added_and_replaced() -> None:
    added = (*PLACEHOLDERS, "ZZ", "neues ziel")
    assert placeholder_in("Invite ZZ guests", added) == "ZZ"
    assert placeholder_in("Neues Ziel", added) == "Neues Ziel"
    assert placeholder_in("Invite zz guests", added) is None
    assert placeholder_in("TBD", ("later",)) is None
    assert placeholder_in("TBD", ()) is None
    assert placeholder_in("Invite ZZ guests", ("zz",)) is None


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Work on the landlord portal", "work on"),
        ("work  on", "work on"),
        ("WORK ON IT", "work on"),
        ("Keep working on the portal", "keep working on"),
        ("Look into the complaints", "look into"),
        ("Do the work", "do the work"),
        ("Finalize remaining items", "finalize remaining"),
        ("Misc.", "misc"),
        ("Follow up", "follow up"),
        ("Follow-up!", "follow-up"),
        ("Fix bugs", "fix bugs"),
        ("Testing", "testing"),
        ("Next steps", "next steps"),
    ],
)
def test_vague_task_speaks(title: str, words: str) -> None:
    assert messages(vague_task, title) == [f"'{words}' does not say when task.t is finished"]


@pytest.mark.parametrize(
    "title",
    [
        "Work on-call on two Sundays",
        "Workshop on the lease",
        "Network on every floor",
        "Let landlords work on their own postings",
        "Follow up with the landlord in Harmen",
        "Fix bugs 12 to 20 in the tracker",
        "Testing lab opens in Lindow",
        "Research paper is submitted",
        "Miscarriage leaflet is printed",
        "Various artists sign the contract",
        "List the 40 landlords with vacancies",
        "Print colour tags for easy, long and spare-parts repairs",
        "Reach beta in v1.27",
        "Clean up the yard before the fair",
        "Planning permission is filed",
        "Arbeit an der Schnittstelle",
        "Travailler sur le portail",
        "继续工作",
    ],
)
def test_vague_task_is_silent(title: str) -> None:
    assert messages(vague_task, title) == []


def test_vague_words_can_be_added_and_replaced() -> None:
    def found(title: str, *words: str) -> list[str]:
        return [message for _, _, message in findings(vague_task, task(title), words=lambda name, built_in: words)]

    assert found("Tackle the rest", "tackle") == ["'tackle' does not say when task.t is finished"]
    assert found("Tackle the rest", "tackle.") == []
    assert found("Work on it", "tackle") == []
    assert found("Work on it") == []


def test_only_tasks_are_vague() -> None:
    assert findings(vague_task, '[tactic.a]\ntitle = "Work on the portal"') == []


def test_the_lists_are_closed_and_say_nothing_twice() -> None:
    for words in (PLACEHOLDERS, VAGUE_TASKS):
        cores = [core(entry) for entry in words]
        assert all(cores)
        assert len(set(cores)) == len(cores)
    assert all(entry == entry.casefold() for entry in VAGUE_TASKS)
    assert not {core(entry) for entry in PLACEHOLDERS} & {core(entry) for entry in VAGUE_TASKS}


@given(st.text(max_size=200))
def test_any_text_is_judged_and_what_is_found_is_in_it(title: str) -> None:
    found = placeholder_in(title, PLACEHOLDERS)
    assert found is None or found in " ".join(title.split())
