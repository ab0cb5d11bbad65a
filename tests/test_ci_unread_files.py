"""`planlint ci` where files of the base or the change cannot be read: what stands in for them."""

from planlint.cli.main import main
from tests.support.bench import GOOD, LATELY, WEAKER, Bench, change, shallow
from tests.support.forge_server import Forge

WELL = "2026-09-01T12:00:00+00:00"
LOST = GOOD + "x = [\n"


def broken_base(bench: Bench, files: dict[str, str], broken: dict[str, str], new: dict[str, str | None]) -> None:
    """Put files on main that are broken then, and what a change makes of them on a branch."""
    bench.repo.commit(files, when=WELL)
    bench.repo.commit(broken, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit(new, when=LATELY)
    bench.pull_request()


def test_a_file_that_cannot_be_read_is_never_green(bench: Bench) -> None:
    change(bench, GOOD, GOOD + "[task.x")
    bench.pull_request()
    out, said = bench.run(status=1)
    assert "title=PL001 invalid-toml::" in out
    assert "plan.toml cannot be read in HEAD (line 38: " in said
    assert "what it held on 2026-10-01 is compared" in said
    assert "`plan.toml` in the head: line 38" in bench.summary
    assert "not checked" not in bench.summary


def test_settings_that_the_change_writes_do_not_hide_a_file_that_cannot_be_read(bench: Bench) -> None:
    settings = '[per-file-ignores]\n"plan.toml" = ["PL001"]\n'
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": LOST, "planlint.toml": settings}, when=LATELY)
    bench.pull_request()
    out, _ = bench.run(status=1)
    assert "title=PL001 invalid-toml::" in out


def test_what_mends_a_file_is_judged_by_what_it_held_before_it_broke(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD, "other.toml": ""}, when="2026-09-01T12:00:00+00:00")
    bench.repo.commit({"plan.toml": GOOD + "x = \n"}, when=LATELY)
    bench.repo.commit({"other.toml": "# nothing\n"}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    bench.pull_request()
    out, said = bench.run("--new-only", status=1)
    assert out.startswith("::error file=plan.toml,line=22,endLine=22,col=17,endColumn=19,title=PL801 target-weakened::")
    line = "plan.toml cannot be read in main (line 38: `x` has no value): what it held on 2026-09-01 is compared"
    assert f"1 item changed\n{line}\nplanlint: 1 error, 1 suppressed · " in said
    assert "is compared\n" in bench.summary
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.pull_request()
    bench.run()


def test_a_file_that_the_base_never_had_in_order_is_named_in_the_log(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD + "x = \n"}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.pull_request()
    _, said = bench.run()
    assert "plan.toml cannot be read in main (line 38: `x` has no value): nothing of it is compared\n" in said


def test_a_file_that_the_change_breaks_is_told_with_its_line(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, GOOD + "x = \n")
    bench.pull_request()
    bench.run(status=1)
    assert "- `plan.toml` in the head: line 38: \\`x\\` has no value\n" in forge.entries[0]["body"]


def test_a_value_of_the_wrong_type_in_an_old_version_holds_up_nobody(bench: Bench) -> None:
    unit = 'metric.unit = "days"'
    bench.repo.commit({"plan.toml": GOOD.replace(unit, f'{unit}\nmetric.direction = ["decrease"]')}, when=LATELY)
    bench.github("schedule", {})
    out, _ = bench.run("--issue", "never", status=1)
    assert "title=PL103 wrong-type::" in out
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.run("--issue", "never")


def test_a_broken_plan_that_is_taken_away_had_promised_something(bench: Bench) -> None:
    other = {"team/plans/b.toml": '[person.ines]\nname = "Ines"\n'}
    broken_base(bench, {"team/plan.toml": GOOD, **other}, {"team/plan.toml": LOST}, {"team/plan.toml": None})
    out, _ = bench.run("--root", "team", status=1)
    assert "title=PL805" in out


def test_a_bare_repository_remembers_as_well(bench: Bench) -> None:
    broken_base(bench, {"plan.toml": GOOD}, {"plan.toml": LOST}, {"plan.toml": WEAKER})
    bare = bench.repo.top.parent / "bare.git"
    bench.repo.run("clone", "-q", "--bare", ".", str(bare))
    bench.monkeypatch.chdir(bare)
    assert main(["check", "--rev", "side", "--base", "main"]) == 1
    assert "PL801" in bench.capfd.readouterr().out


def test_what_stands_in_hides_no_finding(bench: Bench) -> None:
    """The base knew `tactic.x` from its broken file; what the change restores never had it."""
    task = '[task.y]\ntitle = "Paint"\ntactic = "x"\n'
    tactic = '[tactic.x]\ntitle = "Y"\nkey_result = "days"\n'
    broken_base(
        bench, {"plan/a.toml": GOOD}, {"plan/a.toml": LOST + tactic, "plan/b.toml": task}, {"plan/a.toml": GOOD}
    )
    out, _ = bench.run("--new-only", status=1)
    assert "title=PL201 unknown-reference::there is no tactic 'x'" in out


def test_a_file_that_stays_broken_is_told_once(bench: Bench, forge: Forge) -> None:
    broken_base(bench, {"plan.toml": GOOD}, {"plan.toml": LOST}, {"plan.toml": LOST + "# more\n"})
    _, said = bench.run()
    assert said.count("what it held on 2026-09-01 is compared") == 2
    assert "1 error is on main already\n" in said
    assert "new finding" not in forge.entries[0]["body"]
    assert "### 1 finding that the base has too" in bench.summary


def test_the_comment_says_what_was_compared_instead(bench: Bench, forge: Forge) -> None:
    broken_base(bench, {"plan.toml": GOOD}, {"plan.toml": LOST}, {"plan.toml": WEAKER})
    bench.run(status=1)
    assert "what it held on 2026-09-01 is compared\n" in forge.entries[0]["body"]


def test_an_archived_file_that_was_broken_long_ago_holds_up_nobody(bench: Bench) -> None:
    archive = {"planlint.toml": 'archive = ["plan/old.toml"]\n', "plan/a.toml": GOOD}
    broken_base(bench, {**archive, "plan/old.toml": ""}, {"plan/old.toml": "x = [\n"}, {"plan/old.toml": "x = [ #\n"})
    bench.run()


def test_a_commit_that_mends_and_weakens_is_excused_by_its_reason(bench: Bench) -> None:
    broken_base(bench, {"plan.toml": GOOD}, {"plan.toml": LOST}, {})
    bench.repo.commit({"plan.toml": WEAKER}, "Mend\n\nPlan-Reason: the landlords are fewer", when=LATELY)
    bench.pull_request()
    bench.run()
    assert "with a reason" in bench.summary


def test_a_branch_that_breaks_and_mends_with_a_reason_is_excused(bench: Bench) -> None:
    change(bench, GOOD, LOST)
    bench.repo.commit({"plan.toml": WEAKER}, "Mend\n\nPlan-Reason: the landlords are fewer", when=LATELY)
    bench.pull_request()
    bench.run()
    assert "with a reason" in bench.summary


def test_a_shallow_clone_cannot_tell_what_a_broken_file_promised(bench: Bench) -> None:
    broken_base(bench, {"plan.toml": GOOD}, {"plan.toml": LOST}, {"README.md": "x"})
    bench.repo.run("branch", "-f", "main")
    bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    bench.pull_request()
    shallow(bench, 2)
    _, said = bench.run("--base", "HEAD~1", status=2)
    assert "cannot tell what the unreadable files promised in HEAD~1: this clone is shallow" in said


def test_what_has_moved_before_a_file_broke_is_not_taken_for_what_it_was(bench: Bench) -> None:
    """A merge left its marker in the file, and the key result in another one."""
    head, _, tail = GOOD.partition("[key_result.days]")
    days, _, rest = tail.partition("[key_result.desk-open]")
    left = f"{head}[key_result.desk-open]{rest}"
    moved = f"[key_result.days]{days}".replace("metric.target = 21", "metric.target = 30")
    broken_base(
        bench,
        {"plan/a.toml": GOOD},
        {"plan/a.toml": f"{left}<<<<<<< HEAD\n", "plan/b.toml": moved},
        {"plan/a.toml": left},
    )
    bench.run()
