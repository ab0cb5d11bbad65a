"""`planlint ci` end to end: what is checked out, what is compared, the exit status, what it costs."""

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.main import main
from tests.support.bench import ANN, BROKEN_LINK, GOOD, LATELY, NEXT, NOW, WEAKER, Bench, change, push, shallow
from tests.support.forge_server import Forge


def test_a_pull_request_is_judged_and_told(bench: Bench) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    out, said = bench.run(status=1)
    assert out == (
        "::error file=plan.toml,line=22,endLine=22,col=17,endColumn=19,title=PL801 target-weakened::key_result.days "
        "promised 21 days and now promises 30%0Asay why: `reason` on the item, or amend "
        f"`{bench.repo.run('rev-parse', 'HEAD')[:7]}` with a line `Plan-Reason: WHY`\n"
    )
    base = bench.repo.run("rev-parse", "main")[:7]
    assert said == (
        f"pull_request: compared with main ({base}): 1 item changed\n"
        "planlint: 1 error · 8 items, all reach the purpose\n"
        "no comment: there is no token in GITHUB_TOKEN\n"
    )
    assert bench.outputs == {
        "exit-code": "1",
        "errors": "1",
        "warnings": "0",
        "notes": "0",
        "changed-items": "1",
        "comment-url": "",
        "issue-url": "",
        "sarif-file": "",
        "report-file": "",
    }
    assert bench.summary.startswith("## Plan: 1 target weakened, no reason given\n")
    assert "1 error · 8 items" in bench.summary


@pytest.mark.parametrize(
    ("arguments", "status"), [(["--fail-on", "never"], 0), (["--fail-on", "error"], 1), (["--fail-on", "info"], 1)]
)
def test_the_exit_status_is_what_fail_on_says(bench: Bench, arguments: list[str], status: int) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(*arguments, status=status)
    assert bench.outputs["exit-code"] == str(status)


def test_a_reason_in_a_commit_of_the_change_excuses_it(bench: Bench) -> None:
    change(bench, GOOD, WEAKER, "A change\n\nPlan-Reason: the landlords are fewer")
    bench.pull_request()
    bench.run()
    assert "with a reason" in bench.summary


def test_the_merge_that_github_checks_out_is_compared_with_the_base_as_it_is(bench: Bench) -> None:
    """The base has moved since the event, and what it brought is not the pull request's."""
    change(bench, GOOD, GOOD + "# side\n")
    old_base, head = bench.repo.run("rev-parse", "main"), bench.repo.run("rev-parse", "HEAD")
    bench.repo.run("switch", "-q", "main")
    bench.repo.commit({"other.toml": '[task.more]\ntitle = "Write"\ntactic = "desk"\n'})
    tip = bench.repo.run("rev-parse", "HEAD")
    bench.repo.run("switch", "-q", "--detach")
    bench.repo.run("-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "--no-ff", "-m", "m", "side")
    repo = {"full_name": "org/plans"}
    request = {"number": 5, "base": {"ref": "main", "sha": old_base, "repo": repo}, "head": {"sha": head, "repo": repo}}
    bench.github("pull_request", {"pull_request": request})
    _, said = bench.run()
    assert f"compared with main ({tip[:7]}): 0 items changed" in said
    request["base"] = {"ref": "main", "sha": "f" * 40, "repo": repo}  # a force push has thrown the old base away
    bench.github("pull_request", {"pull_request": request})
    _, said = bench.run()
    assert f"compared with main ({tip[:7]}): 0 items changed" in said


def test_where_the_base_was_thrown_away_its_branch_stands_in(bench: Bench) -> None:
    change(bench, GOOD, NEXT)
    bench.repo.run("update-ref", "refs/remotes/origin/main", "main")
    bench.pull_request(base="f" * 40)
    _, said = bench.run()
    assert "1 item changed" in said


def test_a_base_that_is_nowhere_is_an_error(bench: Bench) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request(base="f" * 40)
    out, said = bench.run(status=2)
    assert said == (
        "planlint: error: main (ffffffffffff), where this change begins, is not in this clone: a force push may have "
        "removed it\n  help: `git fetch origin main:refs/remotes/origin/main` gets the branch\n"
    )
    assert out.startswith("::error title=planlint ci::main (ffffffffffff), where this change begins")
    assert bench.outputs == {"exit-code": "2"}
    assert bench.summary.startswith("## Plan: not checked\n")


def test_a_branch_that_was_not_fetched_is_not_taken_for_thrown_away(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    push(bench, "0" * 40, ref="refs/heads/side")
    _, said = bench.run(status=2)
    assert said == (
        "planlint: error: main (origin/main), where this change begins, is not in this clone\n"
        "  help: `git fetch origin main:refs/remotes/origin/main` gets the branch\n"
    )


def test_a_push_is_compared_with_what_was_there(bench: Bench) -> None:
    before = bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": WEAKER})
    push(bench, before)
    _, said = bench.run(status=1)
    assert f"push: compared with main before the push ({before[:7]}): 1 item changed\n" in said
    assert "comment" not in said


@pytest.mark.parametrize("subject", ["Be realistic (#5)", "Be realistic"])
def test_a_commit_that_looks_squashed_is_said_to_have_lost_its_reason(bench: Bench, subject: str) -> None:
    before = bench.repo.commit({"plan.toml": GOOD})
    after = bench.repo.commit({"plan.toml": WEAKER}, subject)
    push(bench, before)
    _, said = bench.run(status=1)
    told = f"{after[:7]} looks squashed: what the messages of its branch said is gone; a `reason` on the item survives"
    assert (told in said) is subject.endswith("(#5)")
    assert ("looks squashed" in bench.summary) is subject.endswith("(#5)")


def test_a_forced_push_that_goes_back_is_a_change(bench: Bench) -> None:
    first = bench.repo.commit({"plan.toml": GOOD})
    before = bench.repo.commit({"plan.toml": NEXT})
    bench.repo.run("branch", "kept")
    bench.repo.run("reset", "-q", "--hard", first)
    push(bench, before, forced=True)
    _, said = bench.run()
    assert "1 item changed" in said


def test_a_forced_push_that_lost_what_was_there_is_never_green(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    push(bench, "f" * 40, forced=True)
    _, said = bench.run(status=2)
    assert "main before the push (ffffffffffff), where this change begins, is not in this clone" in said
    bench.repo.run("update-ref", "refs/remotes/origin/main", "HEAD")
    push(bench, "f" * 40, forced=True, ref="refs/heads/side")
    _, said = bench.run()
    assert "compared with main" in said


def test_a_new_branch_is_compared_with_the_default_one(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    push(bench, "0" * 40, created=True)
    _, said = bench.run()
    assert "push: nothing is compared: the branch is new and the first one\n" in said
    bench.repo.run("update-ref", "refs/remotes/origin/main", "HEAD")
    bench.repo.commit({"plan.toml": NEXT})
    push(bench, "0" * 40, created=True, ref="refs/heads/side")
    _, said = bench.run()
    assert "1 item changed" in said


def test_a_deleted_branch_has_nothing_to_check(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": BROKEN_LINK})
    push(bench, "f" * 40, deleted=True, after="0" * 40)
    assert bench.run() == ("", "push: the branch 'main' was deleted, there is nothing to check\n")
    assert bench.outputs == {"exit-code": "0"}


def test_a_merge_queue_is_compared_with_its_base_and_gets_no_comment(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    base, head = bench.repo.run("rev-parse", "main"), bench.repo.run("rev-parse", "HEAD")
    group = {"base_sha": base, "base_ref": "refs/heads/main", "head_sha": head}
    bench.github("merge_group", {"merge_group": group})
    _, said = bench.run(status=1)
    assert "merge_group: compared with main" in said
    assert forge.asked == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "No such file or directory"),
        ("{", "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ("[" * 9999, "JSON"),
    ],
)
def test_an_event_that_cannot_be_read_is_never_green(bench: Bench, text: str | None, reason: str) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    bench.github("push", text or "{}", GITHUB_REF="refs/heads/main")
    if text is None:
        bench.set(GITHUB_EVENT_PATH="gone.json")
    _, said = bench.run(status=2)
    assert f"the event cannot be read: {reason}" in said or reason == "JSON"
    assert "there is nothing to compare with: the event does not say what the branch was before the push" in said
    _, said = bench.run("--base", "HEAD")
    assert "compared with HEAD" in said


def test_pull_request_target_checks_nothing_of_the_change(bench: Bench) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.set(GITHUB_EVENT_NAME="pull_request_target")
    bench.run(status=1)  # somebody checked the change out
    bench.repo.run("switch", "-q", "main")
    _, said = bench.run(status=2)
    assert "what is checked out is not the change that pull_request_target is about" in said
    bench.repo.run("update-ref", "refs/remotes/origin/main", "main")
    bench.set(GITHUB_EVENT_PATH="gone.json", GITHUB_BASE_REF="main")
    _, said = bench.run(status=2)
    assert "what is checked out is not the change that pull_request_target is about" in said


def test_a_checkout_without_the_change_is_never_green(bench: Bench) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.repo.run("switch", "-q", "main")
    _, said = bench.run(status=2)
    assert "what is checked out is not the change that pull_request is about: there is nothing to check" in said
    assert "help: remove `ref` from the checkout step" in said


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_clone_is_an_error_with_its_way_out(bench: Bench, depth: int) -> None:
    change(bench, GOOD, GOOD + "# one\n")
    for number in range(3):
        bench.repo.commit({"plan.toml": f"{GOOD}# {number}\n"})
    bench.pull_request()
    shallow(bench, depth)
    _, said = bench.run(status=2)
    assert "where this change begins, is missing: the clone is shallow\n" in said
    assert "  help: give actions/checkout `fetch-depth: 0`\n" in said


def test_a_shallow_clone_that_has_the_base_but_not_what_came_since(bench: Bench) -> None:
    """The merge has the base as its first parent, and of the other side only the last commit."""
    change(bench, GOOD, GOOD + "# one\n")
    bench.repo.commit({"plan.toml": NEXT})
    head = bench.repo.run("rev-parse", "HEAD")
    bench.pull_request()
    bench.repo.run("switch", "-q", "main")
    bench.repo.run("-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "--no-ff", "-m", "m", head)
    shallow(bench, 2)
    _, said = bench.run(status=2)
    assert "error: the commits since main are not all in this clone: it is shallow\n" in said


def test_a_shallow_clone_that_reaches_the_base_is_enough_but_for_what_needs_the_history(bench: Bench) -> None:
    bench.repo.commit({"README.md": "older than what is cloned"})
    before = bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": NEXT})
    bench.repo.commit({"plan.toml": NEXT + "# end\n"})
    push(bench, before)
    shallow(bench, 3)
    _, said = bench.run()
    assert "this clone is shallow: the rules on history (PL85) are left out\n" in said


def test_outside_any_service_a_base_is_compared_or_nothing(bench: Bench) -> None:
    change(bench, GOOD, WEAKER)
    out, said = bench.run()
    assert said.startswith("a run outside GitHub and GitLab: nothing is compared: no base is named\n")
    out, said = bench.run("--base", "main", status=1)
    assert "error PL801 target-weakened" in out
    bench.run("--base", "gone", status=2)


def test_no_plan_on_either_side_is_said_and_no_error(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, GOOD)
    bench.repo.run("rm", "-q", "plan.toml")
    bench.repo.commit({})
    bench.pull_request()
    _, said = bench.run(status=2)  # the plan was deleted, so from now on nothing would be checked
    assert "no plan files are left after this change: `include` (plan.toml, " in said
    bench.repo.run("switch", "-q", "main")
    bench.repo.run("switch", "-q", "--orphan", "bare")
    bench.repo.commit({"README": "x"})
    bench.repo.run("branch", "-f", "main")
    bench.pull_request()
    out, said = bench.run()
    assert out == ""
    assert "nothing to check" in said
    assert "nothing to check" in bench.summary


def test_what_the_base_has_already(bench: Bench, forge: Forge) -> None:
    change(bench, BROKEN_LINK, BROKEN_LINK.replace("current = 40", "current = 39"))
    bench.pull_request()
    out, said = bench.run()
    assert out == ""
    assert "1 error is on main already\n" in said
    assert "new finding" not in forge.entries[0]["body"]
    assert "### 1 finding that the base has too" in bench.summary
    out, _ = bench.run("--all", status=1)
    assert "title=PL201" in out


def test_what_one_finding_tells_of_several_items_is_known_item_by_item(bench: Bench, forge: Forge) -> None:
    def plan(*names: str) -> str:
        return GOOD + "".join(f'[objective.{n}]\ntitle = "{n}"\noutcome = "housed"\nperiod = "2025"\n' for n in names)

    change(bench, plan("a", "b", "c"), plan("a", "b", "c").replace('title = "a"', 'title = "a"\nstatus = "planned"'))
    bench.pull_request()
    assert "PL504" not in bench.run("--new-only", "--fail-on", "warning")[0]
    bench.repo.run("reset", "-q", "--hard", "main")
    bench.repo.commit(
        {"plan.toml": plan("a", "b", "c").replace('title = "a"', 'title = "a"\nstatus = "closed"')}, when=LATELY
    )
    bench.pull_request()
    assert "PL504" not in bench.run("--new-only", "--fail-on", "warning")[0]
    bench.repo.run("reset", "-q", "--hard", "main")
    bench.repo.commit({"plan.toml": plan("d", "a", "b", "c")}, when=LATELY)
    bench.pull_request()
    out, _ = bench.run("--new-only", "--fail-on", "warning", status=1)
    assert "2025 ended on 2025-12-31, and objective.d is open" in out
    assert "2025 ended on 2025-12-31, and 3 objectives of it are open: a, b, c" in bench.summary


def test_on_the_default_branch_what_was_there_counts(bench: Bench) -> None:
    change(bench, BROKEN_LINK, BROKEN_LINK + "# x\n")
    bench.repo.run("branch", "-f", "main")
    push(bench, bench.repo.run("rev-parse", "HEAD~1"))
    bench.run(status=1)
    bench.run("--new-only")


def test_what_the_history_says_is_told_but_is_not_new(bench: Bench) -> None:
    change(bench, GOOD, GOOD.replace("ten largest", "nine largest"))
    bench.set(PLANLINT_TODAY="2026-12-20")
    bench.pull_request()
    out, _ = bench.run("--all")
    assert "::warning file=plan.toml,line=16,endLine=16,col=1,endColumn=18,title=PL851 stale-key-result::" in out
    out, _ = bench.run()
    assert "PL851" not in out


def test_the_same_view_is_named_with_the_plans_folder(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"a plan/plan.toml": GOOD}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"a plan/plan.toml": NEXT}, when=LATELY)
    bench.pull_request()
    bench.run("--root", "a plan")
    assert "same view: `planlint diff main... --root 'a plan'`" in forge.entries[0]["body"]


def test_a_baseline_file_holds(bench: Bench) -> None:
    change(bench, BROKEN_LINK, BROKEN_LINK + "# x\n")
    assert main(["check", "--write-baseline", "b.json"]) == 0
    bench.pull_request()
    _, said = bench.run("--all", "--baseline", "b.json", status=1)
    assert "the baseline 'b.json' is ignored: git does not track it\n" in said
    bench.repo.commit({}, when=LATELY)
    bench.pull_request()
    bench.run("--all", "--baseline", "b.json")
    bench.run("--all", status=1)


def test_files_and_the_log(bench: Bench) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    out, _ = bench.run("--format", "sarif", "-o", "plan.sarif", "--format", "markdown", "-o", "plan.md", status=1)
    assert out.startswith("::error file=plan.toml")
    assert json.loads(Path("plan.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "PL801"
    assert bench.outputs["sarif-file"] == str(Path("plan.sarif").resolve())
    assert bench.outputs["report-file"] == str(Path("plan.md").resolve())
    out, _ = bench.run("--format", "concise", status=1)
    word = re.fullmatch(r"::stop-commands::(\w{32})\nplan.toml:22:17: PL801 .*\n::(\w{32})::\n", out)
    assert word is not None
    assert word[1] == word[2]
    bench.set(PLANLINT_FORMAT="json")
    out, _ = bench.run(status=1)
    assert json.loads(out)["summary"]["errors"] == 1


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "gitlab", "rdjson", "junit"])
def test_what_programs_read_is_whole_and_commands_nothing(bench: Bench, form: str) -> None:
    harmful = BROKEN_LINK.replace("dais", "##[error]x")
    change(bench, harmful, harmful)
    bench.pull_request()
    out, _ = bench.run("--all", "--format", form, status=1)
    assert "##[" not in out
    assert not out.startswith("::")
    read = html.unescape(out) if form == "junit" else json.dumps(json.loads(out))
    assert "##[error]x" in read
    bench.run("--all", "--format", form, "-o", "out", status=1)
    assert "##[error]x" in Path("out").read_text()


def test_a_file_that_cannot_be_written_hides_nothing(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    out, said = bench.run("--format", "sarif", "-o", "gone/plan.sarif", status=2)
    assert "title=PL801" in out
    assert "::error title=planlint ci::'gone/plan.sarif' cannot be written" in out
    assert "target weakened" in bench.summary
    assert bench.outputs["exit-code"] == "2"
    assert "target weakened" in forge.entries[0]["body"]
    assert len(forge.bodies) == 1
    assert "error: 'gone/plan.sarif' cannot be written" in said


def test_a_fault_that_nobody_thought_of_is_told_everywhere(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)

    def broken(*arguments: object, **others: object) -> None:
        raise KeyError("x")

    bench.monkeypatch.setattr("planlint.app.compare.compare.judge", broken)
    out, _ = bench.run(status=2)
    assert out == "::error title=planlint ci::internal error: KeyError: 'x'\n"
    assert bench.outputs == {"exit-code": "2"}
    assert bench.summary.startswith("## Plan: not checked\n")
    assert "The previous result in this comment is out of date." in forge.entries[0]["body"]


def test_each_configuration_has_a_comment_of_its_own(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.repo.write("a.toml", 'include = ["plan.toml"]\n')
    bench.repo.write("b.toml", 'include = ["none.toml"]\n')
    bench.pull_request()
    bench.run("--config", "a.toml", status=1)
    bench.run("--config", "b.toml")
    (only,) = forge.entries
    assert "1 target weakened" in only["body"]
    assert "`planlint diff main... --config a.toml`" in only["body"]


def test_a_folder_that_the_change_takes_away_is_judged(bench: Bench) -> None:
    bench.repo.commit({"team/plan.toml": GOOD, "README.md": "x"}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"team/plan.toml": None}, when=LATELY)
    (bench.repo.top / "team").rmdir()
    bench.pull_request()
    _, said = bench.run("--root", "team", status=2)
    assert "no plan files are left after this change: `include` (plan.toml, " in said
    _, said = bench.run("--root", "taem", status=2)
    assert "--root: there is no folder 'taem'" in said


def test_a_plan_below_the_top_has_paths_from_the_top(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"sub/planlint.toml": "", "sub/plan.toml": GOOD})
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"sub/plan.toml": WEAKER})
    bench.pull_request()
    out, _ = bench.run("--root", "sub", status=1)
    assert "file=sub/plan.toml," in out
    mark = forge.entries[0]["body"].splitlines()[0]
    bench.repo.commit({"planlint.toml": "", "plan.toml": GOOD.replace("21", "22")})
    bench.run(status=0)
    assert forge.entries[-1]["body"].splitlines()[0] != mark


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
def test_a_plan_behind_a_link_alone_is_never_green(bench: Bench) -> None:
    bench.repo.write("quarters/q4.toml", GOOD)
    (bench.repo.top / "plan").symlink_to("quarters")
    bench.repo.commit({"README.md": "a plan"}, when=LATELY)
    bench.github("schedule", {})
    line = "'plan' is a symbolic link, and git keeps nothing behind it: 'quarters/q4.toml' is not checked\n"
    assert line in bench.run("--issue", "never", status=2)[1]
    assert "is not checked" in bench.summary
    assert main(["check", "--staged"]) == 2
    assert line in bench.capfd.readouterr().err
    assert main(["check"]) == 0
    assert bench.capfd.readouterr().err == (
        "plan is a symbolic link, followed here alone: git keeps nothing behind it, and hooks and `ci` refuse it\n"
    )
    bench.repo.commit({"planlint.toml": 'include = ["quarters/q4.toml"]\n'}, when=LATELY)
    bench.run("--issue", "never")
    assert main(["check"]) == 0
    assert bench.capfd.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
@pytest.mark.parametrize(
    ("link", "target", "reason"),
    [
        ("plan/more.toml", "../store/a.toml", "git keeps nothing behind it: 'store/a.toml' is not checked"),
        ("plan/2026", "../store", "git keeps nothing behind it: 'store/a.toml' is not checked"),
        ("next.plan.toml", "plan.toml", ""),
        ("plan/again.toml", "../plan.toml", ""),
        ("notes", "../outside", ""),
        ("notes.md", "nowhere", ""),
        ("plan/all", "..", ""),
        ("plan/old", "nowhere", ""),
    ],
)
def test_a_link_says_the_same_at_the_desk_and_in_the_status_check(
    bench: Bench, link: str, target: str, reason: str
) -> None:
    bench.repo.write("store/a.toml", "x = 1")
    file = bench.repo.write(link, "")
    file.unlink()
    file.symlink_to(target)
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    desk = main(["check"])
    bench.capfd.readouterr()
    assert reason in bench.run(status=2 if reason else 0)[1]
    assert bool(desk) == bool(reason)


@pytest.mark.skipif(os.name != "posix", reason="links that every user may make")
@pytest.mark.parametrize("root", ["", "team/"])
@pytest.mark.parametrize(
    ("link", "target", "why"),
    [
        ("plan/more.toml", "nowhere.toml", "it is a link to something that does not exist"),
        ("plan/more.toml", "more.toml", "it is a link that leads back to itself"),
        ("plan/more.toml", "../../../away.toml", "it is a link that leads out of the root"),
        ("plan/more", "../../../away", "it is a link that leads out of the root"),
        ("more.plan.toml", "/etc/hostname", "it is a link that leads out of the root"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error_at_every_door(
    bench: Bench, root: str, link: str, target: str, why: str
) -> None:
    """What main has already is red for nobody who joins it; whoever brings it is told, also in the first push."""
    bench.repo.commit({f"{root}plan.toml": GOOD, f"{root}planlint.toml": ""}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.write(f"{root}{link}", "").unlink()
    (bench.repo.top / root / link).symlink_to(target)
    for folder in ("../away", "../../away"):
        (bench.repo.top / root / folder).mkdir(exist_ok=True)
    bench.repo.run("add", f"{root}{link}")
    where = ["--root", root] if root else []
    line = f"{link}:1:1: PL004 unreadable-file the file cannot be read: {why}\n"

    def asked(*arguments: str) -> tuple[int, str]:
        status = main([*arguments, *where, "--today", NOW, "--format", "concise"])
        return status, bench.capfd.readouterr().out

    for door in (["check"], ["check", "--staged"], ["check", "--base", "main"]):
        status, out = asked(*door)
        assert (status, out.removeprefix(root).startswith(line)) == (1, True), (door, out)
    bench.repo.run("commit", "-q", "-m", "A link", GIT_AUTHOR_NAME="A", GIT_COMMITTER_NAME="A")
    for door in (["check", "--rev", "HEAD"], ["ci", "--base", "main"]):
        status, out = asked(*door)
        assert (status, out.removeprefix(root).startswith(line)) == (1, True), (door, out)
    bench.repo.run("switch", "-q", "-c", "later")
    bench.repo.commit({f"{root}notes.txt": "x"}, when=LATELY)
    for door in (["check", "--rev", "HEAD", "--base", "side", "--new-only"], ["check", "--base", "side", "--new-only"]):
        assert asked(*door)[0] == 0, door


def sure(confidence: float) -> str:
    return GOOD.replace('objective = "faster"\nmetric', f'objective = "faster"\nconfidence = {confidence}\nmetric')


@pytest.mark.parametrize("arguments", [[], ["--new-only"]])
def test_what_the_history_says_of_a_change_is_new(bench: Bench, forge: Forge, arguments: list[str]) -> None:
    """Confidence has fallen twice on main, and falls a third time with the change."""
    for month, confidence in ((7, 0.9), (8, 0.8), (9, 0.7)):
        bench.repo.commit({"plan.toml": sure(confidence)}, when=f"2026-{month:02}-20T12:00:00+00:00")
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": sure(0.5)}, when=LATELY)
    bench.pull_request()
    out, _ = bench.run("--fail-on", "warning", *arguments, status=1)
    assert "title=PL855 confidence-falling::" in out
    for text in (bench.summary, forge.entries[0]["body"]):
        assert "### 1 new finding\n" in text
        assert "that the base has too" not in text


def test_what_the_history_says_of_the_base_is_not_new(bench: Bench, forge: Forge) -> None:
    """Nobody said anything for a month; the change is about something else."""
    bench.repo.commit({"plan.toml": GOOD}, when="2026-08-01T12:00:00+00:00")
    bench.repo.run("switch", "-q", "-c", "side")
    other = GOOD.replace("Call the ten largest", "Call the twelve largest")
    bench.repo.commit({"plan.toml": other}, when=LATELY)
    bench.pull_request()
    bench.run("--fail-on", "warning")
    assert "### 1 finding that the base has too\n" in bench.summary
    assert "PL851" not in forge.entries[0]["body"]
    bench.run("--fail-on", "warning", "--all", status=1)


def test_what_is_not_committed_does_not_count_and_that_is_said(bench: Bench) -> None:
    change(bench, GOOD, NEXT)
    _, said = bench.run("--base", "main")
    assert "not committed" not in said
    bench.repo.write("plan.toml", WEAKER)
    _, said = bench.run("--base", "main")
    assert "only HEAD was checked: uncommitted changes were ignored\n" in said
    bench.repo.run("rm", "-q", "--cached", "plan.toml")
    bench.repo.run("commit", "-q", "-m", "x", **ANN)
    _, said = bench.run()
    assert said.startswith("no plan files in HEAD below ")
    assert "uncommitted changes were ignored" in said


def test_what_git_converts_or_links_is_no_difference(bench: Bench) -> None:
    bench.repo.run("config", "core.autocrlf", "true")
    bench.repo.write("plan/store/a.toml", "")
    if os.name == "posix":
        (bench.repo.top / "plan" / "more.toml").symlink_to("store/a.toml")
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    (bench.repo.top / "plan.toml").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert "uncommitted changes were ignored" not in bench.run()[1]


def test_standard_output_has_a_name(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    for arguments in (
        ["ci", "--format", "json", "-o", "-"],
        ["check", "-o", "-", "--format", "json"],
        ["why", "call", "-o", "-"],
    ):
        assert main(arguments) == 0
        assert bench.capfd.readouterr().out
    assert not Path("-").exists()


def test_new_errors_stand_in_the_heading(bench: Bench, forge: Forge) -> None:
    change(
        bench, GOOD, WEAKER.replace('tactic = "desk"', 'tactic = "dask"').replace('vision = "valley"', 'vision = "v"')
    )
    bench.pull_request()
    bench.run(status=1)
    assert forge.entries[0]["body"].splitlines()[2].endswith("1 target weakened, no reason given, 2 new errors")


def test_whoever_reports_is_not_blamed_for_a_long_silence(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-08-01T12:00:00+00:00")
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": NEXT}, when="2026-09-20T12:00:00+00:00")
    bench.pull_request()
    out, _ = bench.run("--new-only", "--fail-on", "warning")
    assert "PL851" not in out


def test_what_is_put_off_once_more_is_new(bench: Bench, forge: Forge) -> None:
    def until(day: str) -> str:
        return GOOD.replace("all-streets = 2026-12-15", f"all-streets = {day}")

    for month, day in ((5, "2026-10-15"), (6, "2026-10-25"), (7, "2026-11-05")):
        bench.repo.commit({"plan.toml": until(day)}, when=f"2026-{month:02}-20T12:00:00+00:00")
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": until("2026-12-05")}, "Later\n\nPlan-Reason: rain", when=LATELY)
    bench.pull_request()
    out, _ = bench.run("--new-only", "--fail-on", "warning", status=1)
    assert "title=PL852 slipped-again::" in out
    bench.repo.run("reset", "-q", "--hard", "main")
    bench.repo.commit({"plan.toml": until("2026-11-05") + "# the same\n"}, when=LATELY)
    bench.pull_request()
    bench.run("--new-only", "--fail-on", "warning")
    bench.repo.run("reset", "-q", "--hard", "main")
    renamed = until("2026-12-05").replace("desk-open]", 'desk-is-open]\nformerly = ["desk-open"]')
    bench.repo.commit({"plan.toml": renamed.replace('"desk-open"]\nowner', '"desk-is-open"]\nowner')}, when=LATELY)
    bench.pull_request()
    out, _ = bench.run("--new-only", "--fail-on", "warning", status=1)
    assert "title=PL852 slipped-again::" in out


def test_a_push_or_a_fork_that_is_not_checked_out_is_never_green(bench: Bench) -> None:
    before = bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    after = bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    bench.repo.run("switch", "-q", "--detach", before)
    push(bench, before, after=after)
    assert "what is checked out is not the change that push is about" in bench.run(status=2)[1]
    bench.pull_request(base=before, fork=True)
    event = json.loads((bench.repo.top.parent / "event.json").read_text())
    event["pull_request"]["head"]["sha"] = "f" * 40
    bench.github("pull_request", event)
    assert "what is checked out is not the change that pull_request is about" in bench.run(status=2)[1]


@pytest.mark.parametrize("event", ["pull_request", "push", "merge_group"])
def test_a_shallow_checkout_of_the_base_is_never_green(bench: Bench, event: str) -> None:
    change(bench, GOOD, WEAKER)
    base, head = (bench.repo.run("rev-parse", name) for name in ("main", "HEAD"))
    top = bench.repo.top
    copy = top.parent / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", "-b", "main", f"file://{top}", str(copy)], check=True)
    bench.monkeypatch.chdir(copy)
    repo = {"full_name": "org/plans"}
    payloads = {
        "pull_request": {
            "pull_request": {"number": 5, "base": {"ref": "main", "sha": base, "repo": repo}, "head": {"sha": head}}
        },
        "push": {
            "ref": "refs/heads/side",
            "before": "0" * 40,
            "after": head,
            "repository": {"default_branch": "main"},
        },
        "merge_group": {"merge_group": {"base_sha": base, "base_ref": "refs/heads/main", "head_sha": head}},
    }
    bench.github(event, payloads[event])
    _, said = bench.run(status=2)
    assert f"what is checked out is not the change that {event} is about" in said


def test_a_push_of_a_branch_answers_for_all_of_it(bench: Bench) -> None:
    """The first push lowers a target; the second only adds a file."""
    main_tip = bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("update-ref", "refs/remotes/origin/main", main_tip)
    bench.repo.run("switch", "-q", "-c", "side")
    first = bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    bench.repo.commit({"README": "x"}, when=LATELY)
    push(bench, first, ref="refs/heads/side")
    out, _ = bench.run(status=1)
    assert "title=PL801" in out
    bench.repo.commit({"plan.toml": GOOD.replace("= 21", "= 15")}, when=LATELY)
    raised = bench.repo.run("rev-parse", "HEAD")
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    push(bench, raised, ref="refs/heads/side")
    bench.run(status=1)  # main has not promised 15, and the branch had


def test_reasons_of_an_earlier_push_still_count(bench: Bench) -> None:
    main_tip = bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("update-ref", "refs/remotes/origin/main", main_tip)
    bench.repo.run("switch", "-q", "-c", "side")
    first = bench.repo.commit({"plan.toml": WEAKER}, "Lower it\n\nPlan-Reason: the landlords are fewer", when=LATELY)
    bench.repo.commit({"README": "x"}, when=LATELY)
    push(bench, first, ref="refs/heads/side")
    bench.run()


def test_a_clone_without_contents_compares_what_is_there(bench: Bench, tmp_path: Path) -> None:
    """Contents of old versions are missing, and the change is about something else."""
    bench.repo.commit({"plan.toml": GOOD.replace("current = 40", "current = 44")}, when="2026-08-01T12:00:00+00:00")
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"README": "x"}, when=LATELY)
    bench.repo.run("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    bench.repo.run("clone", "-q", "--filter=blob:none", f"file://{bench.repo.top}", str(clone))
    bench.pull_request()
    bench.monkeypatch.chdir(clone)
    _, said = bench.run()
    assert "this clone is partial: the rules on history (PL85) are left out\n" in said
    bench.monkeypatch.chdir(bench.repo.top)
    bench.repo.commit({"plan.toml": WEAKER}, when=LATELY)
    bench.pull_request()
    bench.repo.run("clone", "-q", "--filter=blob:none", f"file://{bench.repo.top}", str(tmp_path / "another"))
    bench.monkeypatch.chdir(tmp_path / "another")
    _, said = bench.run(status=2)
    assert "the clone is partial" in said


def test_work_in_a_clone_without_contents_is_compared_with_what_was_checked_out(bench: Bench, tmp_path: Path) -> None:
    bench.repo.commit({"plan.toml": GOOD.replace("current = 40", "current = 44")}, when="2026-08-01T12:00:00+00:00")
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.repo.run("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    bench.repo.run("clone", "-q", "--filter=blob:none", f"file://{bench.repo.top}", str(clone))
    bench.monkeypatch.chdir(clone)
    (clone / "plan.toml").write_text(WEAKER)
    bench.repo.run("-C", str(clone), "commit", "-qam", "Lower it", **ANN)
    for door in (
        ("ci", "--base", "origin/main"),
        ("check", "--base", "origin/main"),
        ("diff", "--check", "origin/main"),
    ):
        assert main([*door, "--today", NOW]) == 1, door
        assert "PL801" in bench.capfd.readouterr().out


@pytest.mark.parametrize("event", ["pull_request", "merge_group"])
def test_a_day_that_makes_an_error_of_what_is_on_main_stops_no_change_of_something_else(
    bench: Bench, event: str
) -> None:
    owed = GOOD.replace("metric.target = 21", "metric.target_by = 2026-09-30")
    change(bench, owed, owed.replace("ten largest", "ten nearest"))
    base, head = bench.repo.run("rev-parse", "main"), bench.repo.run("rev-parse", "HEAD")
    bench.pull_request()
    if event == "merge_group":
        bench.github(event, {event: {"base_sha": base, "base_ref": "refs/heads/main", "head_sha": head}})
    _, said = bench.run()
    assert "1 error is on main already" in said
    assert main(["check", "--base", "main", "--new-only"]) == 0
    assert main(["check", "--base", "main"]) == 1
    assert "PL422" in bench.capfd.readouterr().out


def test_an_objective_that_is_called_done_while_it_is_not_is_told_once(bench: Bench) -> None:
    done = GOOD.replace('period = "2026-H2"', 'period = "2026-H2"\nstatus = "done"')
    change(bench, GOOD, done)
    bench.pull_request()
    out, _ = bench.run(status=1)
    assert "title=PL805" in out
    assert "PL424" not in out
    assert main(["check", "--today", NOW, "--format", "concise"]) == 0
    assert "PL424 objective-done-unmet objective.faster is done, and 2 key results" in bench.capfd.readouterr().out


def test_a_small_change_is_checked_with_ten_calls_of_git(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD, "a.txt": "a"}, when="2026-10-01T09:00:00+00:00")
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": GOOD + "\n# looked at again\n"}, "Look\n\nPlan-Item: days")
    bench.repo.commit({"a.txt": "b"}, "Say b")
    started: list[object] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, arguments: Any, *more: Any, **options: Any) -> None:
            started.append(arguments)
            super().__init__(arguments, *more, **options)

    bench.monkeypatch.setattr(subprocess, "Popen", Counted)
    bench.run("--base", "main")
    assert len(started) <= 10, started
