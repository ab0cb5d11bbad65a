"""Ways past a promise, and ordinary work that is none, each at two doors: in other orders of commits than elsewhere."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.conftest import Repo
from tests.support.bench import GOOD, LATELY, NOW

FILE, OLD = "plan/a.toml", "plan/old/a.toml"
COMMITTED = GOOD.replace("[key_result.days]", '[key_result.days]\ncommitment = "committed"')
LATER = '[objective.later]\ntitle = "Keys within a day"\noutcome = "housed"\nperiod = "2027-H1"\n'
RAIL = (
    '[key_result.rail]\ntitle = "Few complaints"\nobjective = "faster"\nmetric.name = "complaints"\n'
    'metric.unit = "complaints"\nmetric.direction = "at-most"\nmetric.target = 5\nmetric.current = 3\n'
)
VISITS = '[key_result.visits]\ntitle = "Every family is visited"\nobjective = "faster"\nmilestones.all = "undated"\n'
DAYS = GOOD[GOOD.index("[key_result.days]") : GOOD.index("[key_result.desk-open]")]
METRIC = DAYS[DAYS.index("metric.name") :]
REST = GOOD.replace(DAYS, "")
EASIER = DAYS.replace("= 21", "= 30")
BARE = GOOD.replace("metric.baseline = 58\n", "")
RENUMBERED = (("[objective.faster]", "[objective.o-7]"), *(('objective = "faster"', 'objective = "o-7"'),) * 2)
TASK = GOOD[GOOD.index("[task.call]") :]
CALL = TASK.replace("[task.call]", '[task.call]\nstatus = "doing"')
CURRENT = "metric.current = 40\n"
DONE = '\nstatus = "done"  # planlint: ignore[PL408] -- we know'
PERIOD = "[period.2026-H2]\nstart = 2026-07-01\nend = 2027-03-31\n"
ARCHIVE = {"planlint.toml": 'archive = ["plan/old/**"]\n'}
WHY = "\n\nPlan-Reason: the office moved"
STAIRS = 'reason = "half the flats need new stairs"'


class Side:
    """A repository whose branch `side` is made by a story; main is the base."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo

    def commit(self, files: dict[str, str | None], message: str = "A change") -> str:
        for path, text in files.items():
            if text is None:
                (self.repo.top / path).unlink()
        kept = {path: text for path, text in files.items() if text is not None}
        return self.repo.commit(kept, message, when=LATELY)

    def plan(self, *changes: tuple[str, str], message: str = "A change", path: str = FILE) -> str:
        """Commit a file of the plan with some words in place of others."""
        text = (self.repo.top / path).read_text()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return self.commit({path: text}, message)

    def on_main(self, work: Callable[[], object]) -> None:
        """Let main go on meanwhile."""
        self.repo.run("switch", "-q", "main")
        work()
        self.repo.run("switch", "-q", "side")

    def git(self, *arguments: str) -> None:
        self.repo.run(*arguments, **WHO)


WHO = {f"GIT_{role}_{key}": "ann@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
WHO |= {f"GIT_{role}_DATE": LATELY for role in ("AUTHOR", "COMMITTER")}
Story = Callable[[Side], object]


@dataclass(frozen=True)
class Case:
    """What a branch does, and the errors that every door names; warnings where they stop nothing."""

    story: Story
    finds: tuple[str, ...] = ()
    base: dict[str, str] = field(default_factory=lambda: {FILE: GOOD})
    is_red: bool | None = None  # None: where there is anything


def lowered(message: str = "Lower it") -> Story:
    return lambda side: side.plan(("metric.target = 21", "metric.target = 30"), message=message)


def then(*stories: Story) -> Story:
    return lambda side: [story(side) for story in stories]


def edited(*changes: tuple[str, str], message: str = "A change", path: str = FILE) -> Story:
    return lambda side: side.plan(*changes, message=message, path=path)


def archived(message: str = "Archive", own: str = "") -> Story:
    def story(side: Side) -> None:
        text = (side.repo.top / FILE).read_text()
        days = text[text.index("[key_result.days]") : text.index("[key_result.desk-open]")]
        side.commit({FILE: text.replace(days, ""), "plan/old/a.toml": days + own}, message)

    return story


def picked(side: Side) -> None:
    """Take over what main did to the target without a reason."""
    oid = ""

    def lower() -> None:
        nonlocal oid
        oid = side.plan(("metric.target = 21", "metric.target = 30"))

    side.commit({"notes.md": "x"})
    side.on_main(lower)
    side.git("cherry-pick", oid)


def merged_ours(side: Side) -> None:
    side.on_main(lambda: side.plan(("metric.target = 21", "metric.target = 15")))
    side.commit({"notes.md": "x"})
    side.git("merge", "-q", "-s", "ours", "-m", f"Merge main{WHY}", "main")


def octopus(work: Story, message: str) -> Story:
    """Let two lines beside this one meet with it, the work being on one of them."""

    def story(side: Side) -> None:
        for name, done in (("one", work), ("two", lambda side: side.commit({"two.md": "x"}))):
            side.repo.run("switch", "-q", "-c", name, "main")
            done(side)
        side.repo.run("switch", "-q", "side")
        side.commit({"notes.md": "x"})
        side.git("merge", "-q", "--no-ff", "-m", message, "one", "two")

    return story


CASES = {
    # An undated step is due with its key result.
    "a far date for an undated step": Case(edited(('"undated"', "2027-06-30")), ("PL802",), {FILE: GOOD + VISITS}),
    "a far step beside an undated one, in two commits": Case(
        then(edited(('"undated"', '"undated"\nmilestones.far = 2026-12-01')), edited(("2026-12-01\n", "2027-06-30\n"))),
        ("PL802",),
        {FILE: GOOD.replace("due = 2026-12-01", "due = 2026-12-02") + VISITS},
    ),
    "an undated step serves what ends later as well": Case(
        edited(('visited"\nobjective = "faster"', 'visited"\nobjective = ["faster", "later"]')),
        ("PL802",),
        {FILE: GOOD + LATER + VISITS},
    ),
    "a near date for an undated step": Case(edited(('"undated"', "2026-12-30")), (), {FILE: GOOD + VISITS}),
    # A bound holds to the end.
    "a bound is called done": Case(
        edited(("[key_result.rail]", '[key_result.rail]\nstatus = "done"')), ("PL805",), {FILE: GOOD + RAIL}
    ),
    "a bound is pulled near and called done": Case(
        then(
            edited(("[key_result.rail]", "[key_result.rail]\ndue = 2026-10-16")),
            edited(("[key_result.rail]", '[key_result.rail]\nstatus = "done"')),
        ),
        ("PL805",),
        {FILE: GOOD + RAIL},
    ),
    # The archive.
    "archived with a reason in the message": Case(archived(f"Archive{WHY}"), (), {FILE: GOOD, **ARCHIVE}),
    "archived with a reason on the item": Case(
        archived("Archive", 'reason = "the office moved"\n'), (), {FILE: GOOD, **ARCHIVE}
    ),
    "lowered with a reason, then archived without": Case(
        then(lowered(f"Lower it{WHY}"), archived()), ("PL805",), {FILE: GOOD, **ARCHIVE}
    ),
    "archived, then a reason for something else of it": Case(
        then(archived(), edited(("metric.unit", 'tags = ["x"]\nmetric.unit'), message=f"Tag{WHY}", path=OLD)),
        ("PL805",),
        {FILE: GOOD, **ARCHIVE},
    ),
    # What main has done as well.
    "main's silent step, picked": Case(picked),
    "main's silent step, picked, and a larger one": Case(then(picked, edited(("= 30", "= 31"))), ("PL801",)),
    "main's stronger promise, left out by a merge that gives a reason": Case(merged_ours, ("PL801",)),
    # Settings that the change writes.
    "what fails is made less": Case(
        then(
            lambda side: side.commit({"planlint.toml": 'fail-on = "error"\n'}),
            edited(('commitment = "committed"\n', ""), message="Commit to less"),
        ),
        ("PL807",),
        {FILE: COMMITTED, "planlint.toml": 'fail-on = "warning"\n'},
    ),
    "what fails is made more": Case(
        then(
            edited(('commitment = "committed"\n', "")),
            lambda side: side.commit({"planlint.toml": 'fail-on = "warning"\n'}),
        ),
        ("PL807",),
        {FILE: COMMITTED, "planlint.toml": 'fail-on = "error"\n'},
    ),
    # An error of the item that somebody waives exempts it from nothing.
    "a target of the wrong type, waived": Case(
        edited(("= 21", '= "21" # planlint: ignore[PL103] -- soon')), ("PL801",)
    ),
    "a measure that is a text, waived, in two commits": Case(
        then(
            edited(("[key_result.days]", "[key_result.days] # planlint: ignore[PL1,PL4] -- soon")),
            edited((METRIC, 'metric = "21 days"\n')),
        ),
        ("PL801",),
    ),
    "a reference of the wrong type, waived": Case(
        edited(('objective = "faster"\nmetric', "objective = 5 # planlint: ignore[PL1] -- soon\nmetric")),
        ("PL802", "PL810"),
    ),
    # An archived twin.
    "what is alive goes, its archived twin stays": Case(
        lambda side: side.commit({FILE: REST}), ("PL805",), {FILE: GOOD, OLD: EASIER, **ARCHIVE}
    ),
    "what is alive goes, and its twin comes out of the archive": Case(
        then(lambda side: side.commit({FILE: REST}), lambda side: side.commit({OLD: None, "plan/b.toml": EASIER})),
        ("PL801",),
        {FILE: GOOD, OLD: EASIER, **ARCHIVE},
    ),
    "what is alive is lowered, its archived twin stays": Case(
        lowered(), ("PL801",), {FILE: GOOD, OLD: EASIER, **ARCHIVE}
    ),
    # A reason of another step.
    "lowered, restored with a reason, lowered": Case(
        then(lowered(), edited(("= 30", "= 21"), message=f"Restore{WHY}"), lowered()), ("PL801",)
    ),
    "dropped with a reason, open again and lowered": Case(
        then(
            edited(("[key_result.days]", '[key_result.days]\nstatus = "dropped"'), message=f"Drop{WHY}"),
            edited(('status = "dropped"\n', ""), ("= 21", "= 30")),
        ),
        ("PL801",),
    ),
    "three lines meet, and the merge alone says why": Case(octopus(lowered(), f"Meet{WHY}"), ("PL801",)),
    # Units.
    "another spelling of the unit, and then of the number": Case(
        then(edited(('"days"', '" DAYS"')), edited(("= 21", "= 30"))), ("PL801",)
    ),
    "another unit, waived, and a lower number": Case(
        edited(('unit = "days"', 'unit = "d" # planlint: ignore[PL804] -- shorter'), ("= 21", "= 30")), ("PL801",)
    ),
    # Periods.
    "a table takes the place of a period by a former id": Case(
        lambda side: side.commit({"plan/p.toml": PERIOD.replace("2026-H2]", 'autumn]\nformerly = ["2026-H2"]')}),
        ("PL802",),
    ),
    "a table takes the place of a period, and ends later in a second commit": Case(
        then(
            lambda side: side.commit({"plan/p.toml": PERIOD.replace("2027-03-31", "2026-12-31")}),
            lambda side: side.commit({"plan/p.toml": PERIOD}),
        ),
        ("PL802",),
    ),
    "a table that ended earlier goes": Case(
        lambda side: side.commit({"plan/p.toml": None}),
        ("PL802",),
        {FILE: GOOD.replace("2026-11-15", "2026-11-01"), "plan/p.toml": PERIOD.replace("2027-03-31", "2026-11-30")},
    ),
    # Work that has begun.
    "a period's table begins tomorrow": Case(
        lambda side: side.commit(
            {"plan/p.toml": PERIOD.replace("2026-07-01", "2026-10-16").replace("2027-03", "2026-12")}
        ),
        ("PL812",),
    ),
    "begun work begins tomorrow, is lowered, and has begun again": Case(
        then(
            edited(("[objective.faster]", "[objective.faster]\nstart = 2026-10-16")),
            lowered(),
            edited(("start = 2026-10-16\n", "")),
        ),
        ("PL801",),
    ),
    # Given up without saying so.
    "it serves what is done": Case(
        edited(('"faster"\nmetric', '"old"\nmetric')),
        ("PL805",),
        {FILE: GOOD + LATER.replace("later", "old").replace("2027-H1", '2026-H1"\nstatus = "done')},
    ),
    "its due is pulled before today, then it is dropped": Case(
        then(
            edited(("[key_result.days]", "[key_result.days]\ndue = 2026-10-14")),
            edited(("[key_result.days]", '[key_result.days]\nstatus = "dropped"')),
        ),
        ("PL805",),
    ),
    "closed with a note where the change pulls the due near": Case(
        edited(("[key_result.days]", '[key_result.days]\ndue = 2026-10-20\nstatus = "closed"\nnote = "we stop"')),
        ("PL805",),
    ),
    # Given up, which says nothing of what goes on.
    "its objective is put off as well": Case(
        edited(("2026-H2", "2027-H1"), ("[key_result.days]", '[key_result.days]\nstatus = "dropped"')),
        ("PL802", "PL805"),
    ),
    "with a reason, and its objective is put off without one": Case(
        edited(("2026-H2", "2027-H1"), ("[key_result.days]", f'[key_result.days]\nstatus = "dropped"\n{STAIRS}')),
        ("PL802",),
    ),
    "its period ends later as well": Case(
        edited(("2026-12-31", "2027-03-31"), ("[key_result.days]", f'[key_result.days]\nstatus = "dropped"\n{STAIRS}')),
        ("PL802",),
        {FILE: GOOD + PERIOD.replace("2027-03-31", "2026-12-31")},
    ),
    "with its objective, of which nothing is told besides": Case(
        edited(("2026-H2", "2027-H1"), ("[objective.faster]", f'[objective.faster]\nstatus = "dropped"\n{STAIRS}')),
    ),
    # No baseline, no direction.
    "no baseline: lower": Case(edited(("= 21", "= 30")), ("PL801",), {FILE: BARE}),
    "no baseline: the value goes first, then the target": Case(
        then(edited(("metric.current = 40\n", "")), edited(("= 21", "= 22"))), ("PL801",), {FILE: BARE}
    ),
    # A bound without its direction.
    "a bound becomes a goal": Case(edited(("at-most", "increase")), ("PL804",), {FILE: GOOD + RAIL}),
    "a bound loses its direction, and is loosened": Case(
        then(edited(('metric.direction = "at-most"\n', "")), edited(("target = 5", "target = 9"))),
        ("PL801", "PL804"),
        {FILE: GOOD + RAIL},
    ),
    # An id that means something else, bit by bit.
    "another key result under the id, in two commits": Case(
        then(
            edited(("The wait from intake to keys is three weeks", "Letters are sent")),
            edited(("median days from intake to keys", "letters"), ('"days"', '"letters"'), ("= 58", "= 0")),
        ),
        ("PL806",),
    ),
    "renamed with its former id, and lowered": Case(
        then(
            edited(("[key_result.days]", '[key_result.wait]\nformerly = ["days"]'), ('["days", ', '["wait", ')),
            lowered(),
        ),
        ("PL801",),
    ),
    "renamed without its former id, and lowered": Case(
        edited(("[key_result.days]", "[key_result.wait]"), ('["days", ', '["wait", '), ("= 21", "= 30")), ("PL801",)
    ),
    "renamed without its former id": Case(
        edited(("[key_result.days]", "[key_result.wait]"), ('["days", ', '["wait", '))
    ),
    "a branch of the plan that has other numbers": Case(
        edited(*RENUMBERED, ("[key_result.days]", "[key_result.kr-7]"), ('["days", ', '["kr-7", '))
    ),
    "a branch of the plan that has other numbers, and asks for less": Case(
        edited(*RENUMBERED, ("[key_result.days]", "[key_result.kr-7]"), ('["days", ', '["kr-7", '), ("= 21", "= 30")),
        ("PL801",),
    ),
    # Done without a number, where what a check says of it is waived.
    "done without a number": Case(
        edited(("[key_result.days]", "[key_result.days]" + DONE)), ("PL805",), {FILE: GOOD.replace(CURRENT, "")}
    ),
    "the number taken out, and done in a second commit": Case(
        then(edited((CURRENT, "")), edited(("[key_result.days]", "[key_result.days]" + DONE))), ("PL805",)
    ),
    # Work under way that goes.
    "a task under way goes in a second commit": Case(
        then(
            edited(("Call the ten largest", "Call all")), edited((CALL.replace("Call the ten largest", "Call all"), ""))
        ),
        ("PL813",),
        {FILE: GOOD.replace(TASK, CALL)},
        is_red=False,
    ),
    "a tactic under way goes with its task": Case(
        lambda side: side.commit({FILE: REST[: REST.index("[tactic.desk]")] + DAYS}),
        ("PL813",),
        {FILE: GOOD.replace("[tactic.desk]", '[tactic.desk]\nstatus = "doing"')},
        is_red=False,
    ),
    "a task under way has another id in another file": Case(
        lambda side: side.commit({FILE: GOOD.replace(TASK, ""), "plan/b.toml": CALL.replace("task.call", "task.ring")}),
        (),
        {FILE: GOOD.replace(TASK, CALL)},
    ),
    # Commits that will be folded into others.
    "lowered by a fixup alone": Case(lowered("fixup! Begin"), ("PL801",)),
    "lowered further by a fixup": Case(
        then(lowered(f"Lower it{WHY}"), edited(("= 30", "= 35"), message="fixup! Lower it")), ("PL801",)
    ),
    "a fixup of something else, and a reason before it": Case(
        then(lowered(f"Lower it{WHY}"), edited(("ten largest", "ten nearest"), message="fixup! Lower it"))
    ),
    # Where rules are off.
    "moved to where rules are off, and lowered there": Case(
        then(
            lambda side: side.commit({FILE: REST, "plan/drafts/b.toml": DAYS}),
            edited(("= 21", "= 30"), path="plan/drafts/b.toml"),
        ),
        ("PL801",),
        {FILE: GOOD, "planlint.toml": 'per-file-ignores."plan/drafts/**" = ["PL8"]\n'},
    ),
    "moved to where no pattern reaches": Case(
        lambda side: side.commit({FILE: REST.replace('["days", "desk-open"]', '"desk-open"'), "notes/b.toml": DAYS}),
        ("PL805",),
    ),
    # What main has promised more meanwhile.
    "a raise of main is taken back": Case(
        then(
            lambda side: side.on_main(lambda: side.plan(("= 21", "= 15"))),
            lambda side: side.git("reset", "-q", "--hard", "main"),
            lambda side: side.git("revert", "--no-edit", "HEAD"),
        ),
        ("PL801",),
    ),
    # Ordinary work.
    "a lowering of main is taken back": Case(
        then(
            lambda side: side.on_main(lambda: lowered(f"Lower it{WHY}")(side)),
            lambda side: side.git("reset", "-q", "--hard", "main"),
            lambda side: side.git("revert", "--no-edit", "HEAD"),
        )
    ),
    "main squashed the branch that this one stands on": Case(
        then(
            lowered(f"Lower it{WHY}"),
            lambda side: side.commit({"notes.md": "x"}),
            lambda side: side.on_main(lambda: side.plan(("= 21", "= 30"), message="Lower it (#4)")),
        )
    ),
    "one file becomes two, in two commits": Case(
        then(lambda side: side.commit({FILE: REST}), lambda side: side.commit({"plan/b.toml": DAYS}))
    ),
    "one file becomes two, and an id another one, in two commits": Case(
        then(
            lambda side: side.commit({FILE: REST}),
            lambda side: side.commit({"plan/b.toml": DAYS.replace("days]", 'wait]\nformerly = ["days"]')}),
            edited(('["days", ', '["wait", ')),
        )
    ),
    "other line ends, and a byte-order mark": Case(
        lambda side: side.commit({FILE: "\ufeff" + GOOD.replace("\n", "\r\n")})
    ),
    "tables in another layout": Case(edited((METRIC, "[key_result.days.metric]\n" + METRIC.replace("metric.", "")))),
    "another folder, with its pattern": Case(
        then(
            lambda side: side.git("mv", "plan", "okrs"),
            lambda side: side.commit({"planlint.toml": 'include = ["okrs/**/*.toml"]\n'}),
        )
    ),
    "a file moves on main, an id changes here, and both meet": Case(
        then(
            edited(("[key_result.days]", '[key_result.wait]\nformerly = ["days"]'), ('["days", ', '["wait", ')),
            lowered(f"Lower it{WHY}"),
            lambda side: side.on_main(lambda: [side.git("mv", FILE, "plan/z.toml"), side.commit({})]),
            lambda side: side.git("merge", "-q", "-m", "Merge main", "main"),
        )
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_door_says_the_same(
    repo: Repo, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = CASES[name]
    monkeypatch.chdir(repo.top)
    side = Side(repo)
    side.commit(dict(case.base), "Begin")
    repo.run("switch", "-q", "-c", "side")
    case.story(side)
    pushed = tmp_path / "push"
    head, base = repo.run("rev-parse", "HEAD"), repo.run("rev-parse", "main")
    pushed.write_text(f"refs/heads/side {head} refs/heads/side {base}\n")
    for door in (
        ("ci", "--base", "main", "--format", "json"),
        ("diff", "--check", "--format", "json", "main...HEAD"),
        ("hook", "pre-push", "origin", "url"),
    ):
        with pushed.open() as line:
            monkeypatch.setattr("sys.stdin", line)
            status = main([*door, "--today", NOW])
        out, said = capfd.readouterr()
        is_red = bool(case.finds) if case.is_red is None else case.is_red
        assert (status, told(out)) == (int(is_red), set(case.finds)), (door, out, said)


def told(out: str) -> set[str]:
    """Return the codes on changes that a door names, without notes."""
    if not out.startswith("{"):
        return set(re.findall(r"^(?:error|warning) (PL8[01]\d)", out, re.MULTILINE))
    found = [one for one in json.loads(out)["findings"] if one["severity"] != "info"]
    return {one["code"] for one in found if one["code"].startswith("PL8") and one["code"] < "PL85"}
