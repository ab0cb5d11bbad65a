"""Ways past a promise, and ordinary work that is none, each at two doors: in other orders of commits than elsewhere."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.conftest import Repo
from tests.test_ci import GOOD, LATELY, NOW

FILE, OLD = "plan/a.toml", "plan/old/a.toml"
COMMITTED = GOOD.replace("[key_result.days]", '[key_result.days]\ncommitment = "committed"')
LATER = '[objective.later]\ntitle = "Keys within a day"\noutcome = "housed"\nperiod = "2027-H1"\n'
RAIL = (
    '[key_result.rail]\ntitle = "Few complaints"\nobjective = "faster"\nmetric.name = "complaints"\n'
    'metric.unit = "complaints"\nmetric.direction = "at-most"\nmetric.target = 5\nmetric.current = 3\n'
)
VISITS = '[key_result.visits]\ntitle = "Every family is visited"\nobjective = "faster"\nmilestones.all = "undated"\n'
ARCHIVE = {"planlint.toml": 'archive = ["plan/old/**"]\n'}
WHY = "\n\nPlan-Reason: the office moved"


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
    """What a branch does, and the errors that every door names."""

    story: Story
    finds: tuple[str, ...] = ()
    base: dict[str, str] = field(default_factory=lambda: {FILE: GOOD})


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
        assert (status, told(out)) == (int(bool(case.finds)), set(case.finds)), (door, out, said)


def told(out: str) -> set[str]:
    """Return the codes on changes that a door names, without notes."""
    if not out.startswith("{"):
        return set(re.findall(r"^(?:error|warning) (PL8[01]\d)", out, re.MULTILINE))
    found = [one for one in json.loads(out)["findings"] if one["severity"] != "info"]
    return {one["code"] for one in found if one["code"].startswith("PL8") and one["code"] < "PL85"}
