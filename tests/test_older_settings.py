"""A change that changes the settings as well: its base is read as the base has them, so nothing hides behind that."""

import os
from pathlib import Path

import pytest

from planlint.cli.main import main
from tests.support.bench import GOOD, LATELY, NOW, WEAKER, Bench

HIDDEN = 'include = ["other/*.toml"]\n'
WIDE = 'include = ["plan/*.toml"]\n'
REST = {"other/b.toml": ""}  # a plan file that stays when only those in `other` are met
NOTHING = "nothing has changed from HEAD~1 to HEAD\n"


def propose(bench: Bench, old: dict[str, str | bytes | None], new: dict[str, str | bytes | None]) -> None:
    """Put files on main, and others in their place on a branch that asks to be pulled."""
    bench.repo.commit(old, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit(new, when=LATELY)
    bench.pull_request()


def test_what_a_change_takes_out_of_the_plan_was_given_up(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD, **REST}, {"planlint.toml": HIDDEN})
    out, said = bench.run(status=1)
    assert "title=PL805 key-result-dropped::objective.faster is gone" in out
    assert "8 items changed, and these settings: include\n" in said
    assert "**Settings changed as well:** `include`. They control what is checked" in bench.summary


def test_a_plan_that_moves_with_its_settings_is_compared(bench: Bench) -> None:
    propose(
        bench,
        {"plan/a.toml": GOOD, "planlint.toml": WIDE},
        {"plan/a.toml": None, "other/a.toml": WEAKER, "planlint.toml": HIDDEN},
    )
    out, _ = bench.run(status=1)
    assert out.startswith("::error file=other/a.toml,line=22,endLine=22,col=17,endColumn=19,title=PL801")


def test_a_draft_that_takes_the_place_of_the_plan_is_compared_with_the_plan(bench: Bench) -> None:
    """The draft was in the repository before, and did not count then."""
    propose(bench, {"plan/a.toml": GOOD, "other/a.toml": WEAKER}, {"plan/a.toml": None, "planlint.toml": HIDDEN})
    out, _ = bench.run(status=1)
    assert "title=PL801 target-weakened::key_result.days promised 21 days and now promises 30" in out


def test_what_a_change_puts_into_the_archive_is_judged(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD}, {"plan/a.toml": WEAKER, "planlint.toml": 'archive = ["plan/*"]\n'})
    out, said = bench.run(status=1)
    assert "title=PL805" in out
    assert "1 item changed, and these settings: archive\n" in said


def test_what_moves_into_the_archive_is_judged(bench: Bench) -> None:
    settings = 'archive = ["plan/old/*"]\n'
    propose(bench, {"plan/a.toml": GOOD, "planlint.toml": settings}, {"plan/a.toml": None, "plan/old/a.toml": WEAKER})
    out, _ = bench.run(status=1)
    assert out.startswith("::error file=plan/a.toml,line=11,")
    assert "objective.faster is in the archive now (plan/old/a.toml)" in out


def test_other_settings_are_named_and_hold_as_the_change_has_them(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD}, {"planlint.toml": 'ignore = ["PL305"]\nfail-on = "info"\n'})
    out, said = bench.run()
    assert out == ""
    assert "0 items changed, and these settings: ignore, fail-on\n" in said
    assert bench.summary.startswith("## Plan: settings changed\n")


def test_the_first_settings_of_a_repository_compare_the_files_that_were_there(bench: Bench) -> None:
    """Without them there was no plan, so nothing can have been hidden."""
    propose(bench, {"other/a.toml": GOOD}, {"other/a.toml": WEAKER, "planlint.toml": HIDDEN})
    _, said = bench.run(status=1)
    assert "1 item changed" in said


def test_settings_of_the_base_that_cannot_be_read_do_not_hold_up_their_mending(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD, "planlint.toml": "include = 1\n"}, {"planlint.toml": WIDE})
    _, said = bench.run()
    assert "so those of HEAD say which files are the plan: planlint.t" in said
    assert "0 items changed" in said


def test_a_root_that_moves_is_never_green(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(
        bench,
        {"team/plan/a.toml": GOOD, "team/planlint.toml": WIDE, "plan/b.toml": ""},
        {"team/planlint.toml": None, "team/plan/a.toml": WEAKER},
    )
    monkeypatch.chdir(bench.repo.top / "team")
    _, said = bench.run(status=2)
    assert "error: this change moves the root of the plan, from 'team' to '.'" in said
    _, said = bench.run("--root", ".", status=1)
    assert "1 item changed" in said


def test_a_file_that_config_names_counts_as_each_version_has_it(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD, "ci/plan.toml": WIDE, **REST}, {"ci/plan.toml": HIDDEN})
    out, _ = bench.run("--config", "ci/plan.toml", status=1)
    assert "title=PL805" in out


@pytest.mark.parametrize(
    "arguments", [["diff", "--check", "HEAD~1..HEAD"], ["check", "--rev", "HEAD", "--base", "main"]]
)
def test_every_comparison_does_so(bench: Bench, arguments: list[str]) -> None:
    propose(bench, {"plan/a.toml": GOOD, "other/b.toml": ""}, {"planlint.toml": HIDDEN})
    assert main([*arguments, "--today", NOW]) == 1
    assert "PL805" in bench.capfd.readouterr().out


def test_a_commit_that_narrows_the_plan_needs_a_reason(bench: Bench, tmp_path: Path) -> None:
    bench.repo.commit({"plan/a.toml": GOOD, **REST}, when=LATELY)
    bench.repo.write("planlint.toml", HIDDEN)
    bench.repo.run("add", "-A")
    message = tmp_path / "message"
    message.write_text("Tidy up\n")
    assert main(["hook", "commit-msg", str(message)]) == 1
    assert "PL805" in bench.capfd.readouterr().out
    message.write_text("Tidy up\n\nPlan-Reason: the team is gone\n")
    assert main(["hook", "commit-msg", str(message)]) == 0


def test_a_diff_of_old_versions_is_read_with_the_settings_of_today(bench: Bench) -> None:
    """Where the change itself leaves the settings alone, both sides are read as everything else is."""
    bench.repo.commit({"plan/a.toml": GOOD, "notes/a.toml": ""}, when=LATELY)
    bench.repo.commit({"plan/a.toml": WEAKER}, when=LATELY)
    bench.repo.write("planlint.toml", 'include = ["notes/*.toml"]\n')
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert bench.capfd.readouterr().err == NOTHING


def test_a_root_that_came_later_moves_nothing_in_older_versions(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.repo.commit({"plan/plan.toml": GOOD}, when=LATELY)
    bench.repo.commit({"plan/plan.toml": WEAKER}, when=LATELY)
    bench.repo.write("plan/planlint.toml", "")
    monkeypatch.chdir(bench.repo.top / "plan")
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert "target" in bench.capfd.readouterr().out


def test_settings_of_today_hold_for_older_versions_that_differ_in_theirs(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD, "team/t.toml": "", "planlint.toml": 'include = ["plan.toml", "team/**"]\n'})
    settings = 'include = ["plan.toml", "team/**"]\n[limits]\ntitle-length = 100\n'
    bench.repo.commit(
        {"plan.toml": GOOD.replace("current = 40", "current = 38"), "planlint.toml": settings}, when=LATELY
    )
    bench.repo.commit({"planlint.toml": settings.replace("team/", "teams/")}, when=LATELY)
    assert main(["diff", "--check", "HEAD~2", "HEAD~1", "--today", NOW]) == 0
    out = bench.capfd.readouterr().out
    assert "REMOVED" not in out
    assert "current  40 → 38" in out


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_settings_behind_a_link_are_followed(bench: Bench) -> None:
    (bench.repo.top / "planlint.toml").symlink_to("conf/planlint.toml")
    propose(bench, {"plan/a.toml": GOOD, "conf/planlint.toml": WIDE, **REST}, {"conf/planlint.toml": HIDDEN})
    out, said = bench.run(status=1)
    assert "title=PL805" in out
    assert "and these settings: include" in said


def test_settings_that_come_with_the_change_are_none_of_the_base(bench: Bench) -> None:
    propose(bench, {"plan/a.toml": GOOD, "ci/old.toml": WIDE, **REST}, {"ci/old.toml": None, "ci/new.toml": HIDDEN})
    out, _ = bench.run("--config", "ci/new.toml", status=1)
    assert "title=PL805" in out
    (bench.repo.top / "made.toml").write_text(HIDDEN)  # by the job itself, in no version
    bench.run("--config", "made.toml")


def test_a_new_plan_below_one_that_stays_moves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(bench, {"plan/a.toml": GOOD}, {"q/plan.toml": GOOD, "q/planlint.toml": ""})
    monkeypatch.chdir(bench.repo.top / "q")
    assert "8 items changed" in bench.run()[1]


def test_what_stands_in_for_settings_is_told_everywhere(bench: Bench) -> None:
    propose(
        bench, {"plan/a.toml": GOOD, "planlint.toml": "include = 1\n"}, {"plan/a.toml": WEAKER, "planlint.toml": WIDE}
    )
    bench.run(status=1)
    assert bench.summary.count("could not be read, so those of") == 2  # in the comment's part as well


@pytest.mark.parametrize("stays", [WEAKER, ""])
def test_a_plan_that_stays_only_by_name_has_moved(bench: Bench, monkeypatch: pytest.MonkeyPatch, stays: str) -> None:
    propose(
        bench,
        {"plan/a.toml": GOOD, "team/x": ""},
        {"plan/a.toml": stays, "team/planlint.toml": "", "team/plan/a.toml": WEAKER},
    )
    monkeypatch.chdir(bench.repo.top / "team")
    assert "this change moves the root of the plan" in bench.run(status=2)[1]


def test_a_plan_that_moves_on_the_disk_has_moved(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.repo.commit({"plan/a.toml": GOOD, "team/x": ""}, when=LATELY)
    bench.repo.write("team/plan/a.toml", WEAKER)
    bench.repo.write("team/planlint.toml", "")
    monkeypatch.chdir(bench.repo.top / "team")
    assert main(["check", "--base", "main", "--today", NOW, "--fail-on", "error"]) == 0  # beside one that stays
    (bench.repo.top / "plan" / "a.toml").unlink()
    assert main(["check", "--base", "main", "--today", NOW]) == 2


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_a_link_that_config_names_leads_where_each_version_says(bench: Bench) -> None:
    link = bench.repo.write("ci/plan.toml", "")
    link.unlink()
    link.symlink_to("wide.toml")
    bench.repo.commit({"plan/a.toml": GOOD, "ci/wide.toml": WIDE, "ci/narrow.toml": HIDDEN, **REST}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    link.unlink()
    link.symlink_to("narrow.toml")
    bench.repo.commit({"plan/a.toml": WEAKER}, when=LATELY)
    bench.pull_request()
    out, said = bench.run("--config", "ci/plan.toml", status=1)
    assert "title=PL805" in out
    assert "and these settings: include" in said


def test_settings_outside_of_every_version_hold_for_all(bench: Bench, tmp_path: Path) -> None:
    other = GOOD.replace("days]", "other]").replace('"days"', '"other"')
    bench.repo.commit({"plan/a.toml": GOOD, "plan/drafts/e.toml": other}, when=LATELY)
    for settings in (tmp_path / "s.toml", bench.repo.top / "made.toml"):
        settings.write_text('exclude = ["plan/drafts/**"]\n')
        assert main(["diff", "--check", "--config", str(settings), "--today", NOW]) == 0
        assert "nothing has changed" in bench.capfd.readouterr().err
