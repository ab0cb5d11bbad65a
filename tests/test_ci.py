"""`planlint ci` end to end: what is compared, what is said where, the exit status, a service that does not help."""

import html
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planlint.cli.main import main
from planlint.forge import client
from planlint.render.text.comment_limit import COMMENT_LIMIT
from tests.conftest import Repo
from tests.support.forge_server import BOT, STRANGER, Forge, Reply, served
from tests.support.hostile import HARMLESS_LOOKING
from tests.test_diff_markdown import OURS, Page

GOOD = """
[purpose.homes]
title = "Everybody has a home"
[vision.valley]
title = "By 2030 nobody in the valley sleeps outside"
purpose = "homes"
[outcome.housed]
title = "Families who move in stay housed"
vision = "valley"
serves = "families"
[objective.faster]
title = "Moving in takes weeks, not months"
outcome = "housed"
owner = "ines"
period = "2026-H2"
[key_result.days]
title = "The wait from intake to keys is three weeks"
objective = "faster"
metric.name = "median days from intake to keys"
metric.unit = "days"
metric.baseline = 58
metric.target = 21
metric.current = 40
[key_result.desk-open]
title = "The desk is open to every landlord"
objective = "faster"
milestones.one-street = 2026-11-15
milestones.all-streets = 2026-12-15
[tactic.desk]
title = "One person at the desk for all landlords"
key_result = ["days", "desk-open"]
owner = "ines"
[task.call]
title = "Call the ten largest landlords"
tactic = "desk"
assignee = "ines"
due = 2026-12-01
"""
WEAKER = GOOD.replace("metric.target = 21", "metric.target = 30")
NEXT = GOOD.replace("metric.current = 40", "metric.current = 38")
BROKEN_LINK = GOOD.replace('key_result = ["days", ', 'key_result = ["dais", ')
NOW = "2026-10-15"
LATELY = "2026-10-01T12:00:00+00:00"
ANN = {f"GIT_{role}_{key}": "ann@b" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


class Bench:
    """A repository with a run in it: variables are set as a service sets them, and what comes out is kept."""

    def __init__(self, repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.repo = repo
        self.monkeypatch = monkeypatch
        self.capfd = capfd
        self.summary_file = repo.top.parent / "summary.md"
        self.output_file = repo.top.parent / "outputs.txt"
        monkeypatch.chdir(repo.top)
        monkeypatch.setenv("PLANLINT_TODAY", NOW)
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.delenv(name, raising=False)

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def github(self, name: str, payload: Any, **more: str) -> None:
        event = self.repo.top.parent / "event.json"
        event.write_text(payload if isinstance(payload, str) else json.dumps(payload))
        self.set(
            GITHUB_ACTIONS="true",
            GITHUB_EVENT_NAME=name,
            GITHUB_EVENT_PATH=str(event),
            GITHUB_REPOSITORY="org/plans",
            GITHUB_SERVER_URL="https://github.example",
            GITHUB_STEP_SUMMARY=str(self.summary_file),
            GITHUB_OUTPUT=str(self.output_file),
            **more,
        )

    def pull_request(self, base: str | None = None, *, fork: bool = False, **more: str) -> None:
        repo = {"full_name": "org/plans"}
        request = {
            "number": 5,
            "base": {"ref": "main", "sha": base or self.repo.run("rev-parse", "main"), "repo": repo},
            "head": {"sha": self.repo.run("rev-parse", "HEAD"), "repo": {"full_name": "mallory/p"} if fork else repo},
        }
        self.github("pull_request", {"pull_request": request}, **more)

    def run(self, *arguments: str, status: int = 0) -> tuple[str, str]:
        """Run the command, and return what it printed and what it said."""
        for file in (self.summary_file, self.output_file):
            file.unlink(missing_ok=True)
        got = main(["ci", *arguments])
        out, said = self.capfd.readouterr()
        assert got == status, (out, said)
        return out, said

    @property
    def summary(self) -> str:
        return self.summary_file.read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        found = re.findall(r"^([\w-]+)<<(end-\w+)\n(.*?)\n\2$", self.output_file.read_text(), re.MULTILINE | re.DOTALL)
        return {name: value for name, _, value in found}


@pytest.fixture
def bench(repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Bench:
    return Bench(repo, monkeypatch, capfd)


@pytest.fixture
def forge(bench: Bench) -> Iterator[Forge]:
    with served(Forge()) as forge:
        bench.set(GITHUB_API_URL=forge.address, GITHUB_TOKEN="t0ken")
        yield forge


def change(bench: Bench, old: str, new: str, message: str = "a change") -> None:
    """Put one version on main, and the other on a branch that is checked out."""
    bench.repo.commit({"plan.toml": old}, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit({"plan.toml": new}, message, when=LATELY)


# What is compared.


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


def push(bench: Bench, before: str, **more: Any) -> None:
    payload = {"ref": "refs/heads/main", "before": before, "repository": {"default_branch": "main"}, **more}
    bench.github("push", payload)


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


def shallow(bench: Bench, depth: int) -> None:
    """Go on in a clone of what there is, cut off at a depth."""
    top = bench.repo.top
    copy = top.parent / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", str(depth), "--no-single-branch", f"file://{top}", str(copy)], check=True
    )
    bench.monkeypatch.chdir(copy)


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


def test_a_shallow_clone_that_reaches_the_base_is_enough(bench: Bench) -> None:
    before = bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": NEXT})
    bench.repo.commit({"plan.toml": NEXT + "# end\n"})
    push(bench, before)
    shallow(bench, 3)
    bench.run()


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


# The comment.


def test_one_comment_is_written_and_then_brought_up_to_date(bench: Bench, forge: Forge) -> None:
    forge.add("Nice", **STRANGER)
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    _, said = bench.run(status=1)
    assert said.endswith("the comment is written\n")
    assert forge.asked == [
        ("GET", "/repos/org/plans/issues/5/comments"),
        ("POST", "/repos/org/plans/issues/5/comments"),
        ("GET", "/repos/org/plans/issues/5/comments"),  # another run may have written one at the same time
    ]
    assert forge.headers[0]["authorization"] == "Bearer t0ken"
    assert bench.outputs["comment-url"] == "https://forge.example/made"
    first = forge.entries[1]["body"]
    assert re.fullmatch(r"<!-- planlint-comment:\w{16} -->", first.splitlines()[0])
    assert first.splitlines()[1] == f"<!-- planlint-head:{bench.repo.run('rev-parse', 'HEAD')} -->"
    assert first.splitlines()[2] == "## Plan: 1 target weakened, no reason given"
    link = f"https://github.example/org/plans/blob/{bench.repo.run('rev-parse', 'HEAD')}/plan.toml#L22"
    assert f"[`plan.toml:22`]({link})" in first
    _, said = bench.run(status=1)
    assert said.endswith("the comment is up to date already\n")
    bench.repo.commit({"plan.toml": NEXT}, when=LATELY)
    bench.pull_request()
    _, said = bench.run()
    assert said.endswith("the comment is brought up to date\n")
    assert forge.asked[-1] == ("PATCH", "/repos/org/plans/issues/comments/2")
    assert "1 check-in" in forge.entries[1]["body"]
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.pull_request()
    bench.run()
    assert "## Plan: nothing left to report" in forge.entries[1]["body"]
    assert len(forge.entries) == 2


def test_no_comment_where_there_is_nothing_to_say(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, GOOD + "# a comment\n")
    bench.pull_request()
    bench.run()
    assert forge.entries == []
    bench.run("--comment", "never")
    assert len(forge.asked) == 1
    bench.run("--comment", "always")
    assert len(forge.entries) == 1


def test_the_comment_is_found_on_a_later_page_and_a_stranger_cannot_forge_it(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    ours = forge.entries.pop()["body"]
    forge.add(ours, **STRANGER)
    for _ in range(149):
        forge.add("Nice", **STRANGER)
    forge.add(ours + "old", **BOT)
    forge.asked.clear()
    bench.run(status=1)
    assert [method for method, _ in forge.asked] == ["GET", "GET", "PATCH"]
    assert forge.asked[-1][1].endswith("/151")


def test_a_comment_that_was_deleted_meanwhile_is_made_anew(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    forge.entries[0]["body"] += "edited"
    forge.instead = lambda method, path: Reply(404, {"message": "Not Found"}) if method == "PATCH" else None
    _, said = bench.run(status=1)
    assert said.endswith("the comment is written\n")
    assert len(forge.entries) == 2


def test_a_comment_is_taken_back_where_nothing_could_be_compared(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request()
    bench.run()
    bench.pull_request(base="f" * 40)
    bench.run(status=2)
    assert "## Plan: not checked" in forge.entries[0]["body"]
    assert forge.entries[0]["body"].endswith("\n\nThe previous result in this comment is out of date.\n")
    assert "## Plan: not checked" in bench.summary
    assert "stood here before" not in bench.summary
    forge.entries.clear()
    bench.run(status=2)
    assert forge.entries == []


LIMIT = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1792065600"}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(401, {"message": "Bad credentials"}), "the token is not accepted (HTTP 401: Bad credentials)"),
        (
            Reply(403, {"message": "Resource not accessible by integration"}),
            "the token may not do that (HTTP 403: Resource not accessible by integration); "
            "give the job `permissions: pull-requests: write`",
        ),
        (Reply(403, {"message": "locked"}), "the token may not do that (HTTP 403: locked)"),
        (Reply(403, {"message": "x"}, LIMIT), "the rate limit is used up until 2026-10-15 12:00 UTC"),
        (Reply(429, None, {"ratelimit-remaining": "0", "retry-after": "9"}), "the rate limit is used up for 9 seconds"),
        (
            Reply(403, {"message": "secondary"}, {"retry-after": "60"}),
            "the rate limit for bursts is met; requests are taken again in 60 seconds (HTTP 403: secondary)",
        ),
        (
            Reply(429, None, {**LIMIT, "x-ratelimit-remaining": "4980", "retry-after": "7"}),
            "the rate limit for bursts is met; requests are taken again in 7 seconds (HTTP 429)",
        ),
        (Reply(429, None, {"x-ratelimit-reset": "9" * 11}), "the rate limit is used up"),
        (
            Reply(403, {"message": "You have exceeded a secondary rate limit."}, {"x-ratelimit-remaining": "4000"}),
            "the rate limit for bursts is met; requests are taken again in a minute "
            "(HTTP 403: You have exceeded a secondary rate limit.)",
        ),
        (
            Reply(403, {"message": "You have triggered an abuse detection mechanism."}),
            "the rate limit for bursts is met; requests are taken again in a minute "
            "(HTTP 403: You have triggered an abuse detection mechanism.)",
        ),
        (Reply(404), "it is not there, or the token may not see it (HTTP 404)"),
        (Reply(422, {"message": "a\n::error::b"}), "the service refused (HTTP 422: a ::error::b)"),
        (Reply(500, raw=b"<html>"), "the service is out of order (HTTP 500)"),
        (Reply(503), "the service is out of order (HTTP 503)"),
        (Reply(200, raw=b"<html>"), "the answer to GET is not JSON"),
        (Reply(200, {"a": 1}), "the service's list has an unknown form"),
        (Reply(301, None, {"location": "/elsewhere"}), "127.0.0.1 sends requests round in circles"),
    ],
)
def test_what_the_service_refuses_is_told_and_no_error(bench: Bench, forge: Forge, reply: Reply, said: str) -> None:
    bench.monkeypatch.setattr(client, "_BACKOFF", 0)
    change(bench, GOOD, NEXT)
    bench.pull_request()
    forge.instead = lambda method, path: reply
    out, told = bench.run()
    assert "the comment could not be written: " in told
    assert told.splitlines()[-1].endswith(said)
    assert "- the comment could not be written" in bench.summary
    assert "t0ken" not in out + told + bench.summary


def test_a_fork_may_only_read(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request(fork=True)
    forge.instead = lambda method, path: Reply(403, {"message": "no"}) if method == "POST" else None
    _, told = bench.run()
    assert told.endswith("; a pull request from a fork may only read, so look into the job summary\n")
    assert "1 check-in" in bench.summary


def test_a_service_that_is_out_of_reach(bench: Bench) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request(GITHUB_TOKEN="t0ken", GITHUB_API_URL="http://127.0.0.1:9")
    bench.monkeypatch.setattr(client, "_BACKOFF", 0)
    _, told = bench.run()
    assert told.endswith("the comment could not be written: 127.0.0.1 cannot be reached\n")
    bench.set(GITHUB_API_URL="http://api.example", http_proxy="http://me:s3cret@127.0.0.1:9")
    _, told = bench.run()
    assert told.endswith("the comment could not be written: the proxy on the way to api.example cannot be used\n")
    bench.set(no_proxy="api.example", GITHUB_API_URL="nonsense")
    _, told = bench.run()
    assert told.endswith("the comment could not be written: the address of the service's API is not set\n")
    bench.set(GITHUB_TOKEN="two\nlines")
    _, told = bench.run()
    assert "the token is not valid" in told


def test_a_service_that_does_not_answer(bench: Bench, forge: Forge) -> None:
    import threading

    change(bench, GOOD, NEXT)
    bench.pull_request()
    bench.monkeypatch.setattr(client, "READ_SECONDS", 0.2)
    done = threading.Event()

    def wait(method: str, path: str) -> Reply:
        done.wait(5)
        return Reply(200, [])

    forge.instead = wait
    _, told = bench.run()
    done.set()
    assert "the comment could not be written: 127.0.0.1 did not answer in" in told


def test_a_service_that_answers_without_end(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request()
    forge.instead = lambda method, path: Reply(200, raw=b"[" + b" " * (3 << 16) + b"]")
    bench.monkeypatch.setattr(client, "_MOST_BYTES", 2 << 16)
    assert bench.run()[1].endswith("127.0.0.1 sends an answer that is too large\n")
    bench.monkeypatch.setattr(client, "ALL_SECONDS", 0)
    assert bench.run()[1].endswith("127.0.0.1 takes more than 0 seconds to answer\n")


@pytest.mark.parametrize(("proxy", "sent"), [("http://me:s3cret%40@{}", "Basic bWU6czNjcmV0QA=="), ("{}", None)])
def test_a_proxy_is_asked_as_the_environment_has_it(bench: Bench, forge: Forge, proxy: str, sent: str | None) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request()
    bench.set(GITHUB_API_URL="http://api.example", http_proxy=proxy.format(forge.address.removeprefix("http://")))
    bench.run()
    assert forge.entries
    assert {headers.get("proxy-authorization") for headers in forge.headers} == {sent}


def test_a_fault_of_our_own_does_not_fail_the_check(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, NEXT)
    bench.pull_request()

    def broken(*arguments: object, **others: object) -> None:
        raise KeyError("x")

    bench.monkeypatch.setattr("planlint.app.ci.post.keep", broken)
    _, told = bench.run()
    assert told.endswith("the comment could not be written: KeyError: 'x'\n")


# Hostile plans, and large ones.


def hostile(text: str) -> str:
    return (
        f'[purpose.p]\ntitle = "{text}"\n[objective.o]\ntitle = "{text}"\nowner = "{text}"\nperiod = "2026-H2"\n'
        f'[key_result."{text}"]\ntitle = "{text}"\nobjective = "o"\nmetric.unit = "{text}"\nmetric.target = 9\n'
        f'metric.baseline = 1\nnote = "{text}"\n"{text}" = 1\n'
    )


@pytest.mark.parametrize("text", [*HARMLESS_LOOKING, "##[error]x ##[add-mask]y"])
def test_nothing_in_a_plan_or_a_commit_acts(bench: Bench, forge: Forge, text: str) -> None:
    bench.repo.commit({"plan.toml": hostile(text)})
    bench.repo.run("switch", "-q", "-c", "x@octocat-1-GH-2")
    words = text.encode("ascii", "ignore").decode()
    old = hostile(text).replace("target = 9", "target = 4")
    bench.repo.commit({"plan.toml": old, "::error::@all.toml": hostile(text) + "["}, words.replace("\\", "") or "x")
    payload = {"number": 5, "base": {"ref": f"{words}", "sha": bench.repo.run("rev-parse", "main")}, "head": {}}
    bench.github("pull_request", {"pull_request": payload})
    forge.instead = lambda method, path: Reply(403, {"message": f"@octocat {words}"}) if method == "GET" else None
    out, said = bench.run("--all", "--issue", "always", status=1)
    forge.instead = lambda method, path: None
    bench.run("--all", "--issue", "always", status=1)
    for line in out.splitlines():
        assert re.match(r"::(error|warning|notice) (file|title)=[^:]*::|- |\d+ more", line), line
        if not line.startswith("::"):
            assert "##[" not in line
    for line in said.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    for shown in (bench.summary, *(body["body"] for body in forge.bodies)):
        page = Page(shown)
        assert page.tags <= OURS | {"h3", "br"}
        assert all(
            link.startswith(("https://github.com/planlint/", "https://github.example/org/")) for link in page.links
        )
        outside = re.sub(r"(`+).*?\1", "", re.sub(r"^<!-- planlint-\w+:\w+ -->$", "", shown, flags=re.MULTILINE))
        assert not re.search(
            r"(?<!\w)@\w|(?<![&\w])#\d|:tada:|^::|^\s*/|^    ", re.sub(r"\(https?:\S+\)", "", outside), re.MULTILINE
        )
        assert len(shown) <= 2 * COMMENT_LIMIT


def test_five_thousand_changes_fit_and_what_is_left_out_is_said(bench: Bench, forge: Forge) -> None:
    def many(target: int) -> str:
        return GOOD + "".join(
            f'[key_result.k{n}]\ntitle = "Result {n}"\nobjective = "faster"\nmetric.baseline = 90\n'
            f"metric.unit = 'days'\nmetric.name = 'd'\nmetric.target = {target}\nmetric.current = 90\n"
            for n in range(5000)
        )

    change(bench, many(10), many(20))
    bench.pull_request()
    out, _ = bench.run(status=1)
    body = forge.entries[0]["body"]
    assert COMMENT_LIMIT // 2 < len(body) <= 65_536
    assert re.search(r"\*\*\d+ more changes left out here:\*\*", body)
    assert out.count("::error ") == 10
    assert len(bench.summary.encode()) < 1 << 20


def test_the_summary_has_a_limit_of_its_own(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.forge.runner._MOST_SUMMARY", 60)
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    assert bench.summary == ("## Plan: 1 target weakened, no reason given\n\n\n… the rest is in the log of this job.\n")
    bench.set(GITHUB_STEP_SUMMARY=str(bench.repo.top / "gone" / "x"))
    _, said = bench.run(status=1)
    assert "cannot be written: No such file or directory" in said


# The weekly issue.


def another(forge: Forge, head: str) -> None:
    """Add the comment that a run on another commit has written."""
    mark, _, *rest = forge.entries[0]["body"].splitlines()
    forge.add("\n".join((mark, f"<!-- planlint-head:{head} -->", *rest)), **BOT)


def test_of_two_comments_that_two_runs_wrote_at_once_the_older_one_stays(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    another(forge, bench.repo.run("rev-parse", "HEAD"))
    bench.repo.commit({"plan.toml": NEXT}, when=LATELY)
    bench.pull_request()
    bench.run()
    assert [entry["id"] for entry in forge.entries] == [1]
    assert "1 check-in" in forge.entries[0]["body"]


def test_the_comment_that_another_run_wrote_first_is_taken_over(bench: Bench, forge: Forge) -> None:
    """Both runs have seen no comment, and each has written its own."""
    change(bench, GOOD, WEAKER)
    bench.pull_request()

    def meanwhile(method: str, path: str) -> Reply | None:
        if method == "POST" and not forge.entries:
            forge.add(f"{forge.bodies[-1]['body']}\nwritten by the other run", **BOT)
        return None

    forge.instead = meanwhile
    bench.run(status=1)
    assert len(forge.entries) == 1
    assert "written by the other run" not in forge.entries[0]["body"]


def test_what_a_later_commit_is_told_is_left_alone(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    later = bench.repo.commit({"plan.toml": NEXT}, when=LATELY)
    forge.entries.clear()
    forge.add("x\ny\n## told later", **BOT)
    forge.entries[0]["body"] = forge.bodies[0]["body"].replace(bench.repo.run("rev-parse", "HEAD~1"), later)
    bench.repo.run("switch", "-q", "--detach", "HEAD~1")
    bench.pull_request()
    before = forge.entries[0]["body"]
    _, said = bench.run(status=1)
    assert forge.entries[0]["body"] == before
    assert "the comment is left as it is: it is about a later commit\n" in said


@pytest.mark.parametrize(("status", "left"), [("ahead", True), ("diverged", False)])
def test_of_a_commit_that_is_not_here_the_service_is_asked(bench: Bench, forge: Forge, status: str, left: bool) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    bench.run(status=1)
    head = bench.repo.run("rev-parse", "HEAD")
    forge.entries[0]["body"] = forge.entries[0]["body"].replace(head, "f" * 40).replace("weakened", "WEAKENED")
    path = f"/repos/org/plans/compare/{head}...{'f' * 40}"
    forge.instead = lambda method, asked: Reply(200, {"status": status}) if asked == path else None
    bench.run(status=1)
    assert ("WEAKENED" in forge.entries[0]["body"]) == left


def test_on_a_schedule_one_issue_says_who_owes_which_number(bench: Bench, forge: Forge) -> None:
    forge.add("<!-- planlint-issue: is no mark -->", **BOT)
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.github("schedule", {"schedule": "0 6 * * 1"})
    _, said = bench.run()
    assert said.endswith("the issue is written\n")
    assert ("POST", "/repos/org/plans/issues") in forge.asked
    assert forge.bodies[-1]["title"] == "Plan review"
    mark, text = forge.entries[1]["body"].split("\n", 1)
    assert mark.startswith("<!-- planlint-issue:")
    owed, review = text.split("## Plan review: ")
    assert owed == (
        "## 1 of 2 open key results is due for a check-in\n\n"
        "| who | key result | where it stands | last reported | due |\n| --- | --- | --- | --- | --- |\n"
        "| **ines** | `days` The wait from intake to keys is three weeks | 58 → 40 of 21 days | "
        "3 Jul 2026, 104 days ago | 31 Dec 2026, in 77 days |\n\n"
        "`planlint checkin` asks for them one by one, `planlint set ITEM current=…` records a single one. "
        "Nobody was notified by this text.\n\n"
    )
    assert review.startswith("2026-H2 · 1 Jul – 31 Dec 2026 · 77 days left\n\n**Everybody has a home**\n\n")
    assert "\n- 2 key results" in review
    assert "\n### Comes next\n\n- 15 Nov 2026: one-street of desk-open\n" in review
    assert text in bench.summary
    bench.repo.commit({"plan.toml": NEXT}, when="2026-10-14T12:00:00+00:00")
    _, said = bench.run()
    assert said.endswith("the issue is brought up to date\n")
    assert "## Nothing is due for a check-in\n" in forge.entries[1]["body"]
    assert len(forge.entries) == 2
    del forge.entries[1]
    bench.run()
    assert len(forge.entries) == 2  # the review itself is told as long as a period runs


def test_the_issue_and_the_summary_tell_where_work_went(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.github("schedule", {})
    bench.run()
    assert "### Work" not in forge.entries[0]["body"]
    message = "Ask for the visit\n\nPlan-Item: days\nPlan-Item: desk-open"
    bench.repo.commit({"src/desk.py": "one\n"}, message, "2026-10-05T12:00:00+00:00")
    bench.repo.commit({"src/desk.py": "two\n"}, "Again\n\nPlan-Item: days", "2026-10-12T12:00:00+00:00")
    bench.run()
    _, _, work = forge.entries[0]["body"].partition("### Work")
    assert work.split("\n### ")[0] == (
        "\n\n| | | |\n| --- | --- | --- |\n"
        "| `days` | 2 commits by 1 person, last 12 Oct 2026 | did not move |\n"
        "| `desk-open` | 1 commit by 1 person, last 5 Oct 2026 | no step reached |\n"
    )
    assert "### Work" + work in bench.summary


def test_what_cannot_be_read_is_not_taken_for_nothing_owed(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.repo.commit({"plan.toml": "[purpose.homes\n"}, when=LATELY)
    bench.github("schedule", {})
    bench.run("--fail-on", "never")
    _, text = forge.entries[0]["body"].split("\n", 1)
    said = "\nIt is not known what is due in files that cannot be read; `planlint check` shows why: `plan.toml`\n"
    assert text.startswith(f"## 1 plan file cannot be read\n{said}")
    bench.repo.commit({"plan.toml": GOOD, "plan/more.toml": "[\n", "plan/a.toml": "[\n"}, when=LATELY)
    bench.run("--fail-on", "never")
    _, text = forge.entries[0]["body"].split("\n", 1)
    assert text.startswith("## 1 of 2 open key results is due for a check-in\n\nIt is not known what is due in files")
    assert "shows why: `plan/a.toml`, `plan/more.toml`\n\n| who |" in text


def test_pull_requests_among_the_issues_do_not_count(bench: Bench, forge: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.github("schedule", {})
    bench.run()
    forge.entries[0]["pull_request"] = {}
    bench.run()
    assert len(forge.entries) == 2


def test_the_issue_needs_the_whole_history(bench: Bench) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": NEXT})
    bench.github("schedule", {})
    shallow(bench, 1)
    _, said = bench.run(status=2)
    assert "Cannot tell when values were last reported: the clone is shallow" in said
    bench.run("--issue", "never")


# GitLab.


@pytest.fixture
def gitlab(bench: Bench) -> Iterator[Forge]:
    with served(Forge()) as forge:
        bench.set(GITLAB_CI="true", CI_API_V4_URL=forge.address + "/api/v4", CI_PROJECT_ID="42", GITLAB_TOKEN="t0ken")
        bench.set(CI_PROJECT_URL="https://gitlab.example/org/plans")
        yield forge


def test_a_merge_request(bench: Bench, gitlab: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.set(
        CI_PIPELINE_SOURCE="merge_request_event",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=bench.repo.run("rev-parse", "main"),
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID="42",
    )
    out, said = bench.run("--format", "gitlab", "-o", "quality.json", status=1)
    assert "error PL801 target-weakened" in out
    assert json.loads(Path("quality.json").read_text())[0]["check_name"]
    assert said.endswith("the comment is written\n")
    notes = "/api/v4/projects/42/merge_requests/9/notes"
    assert gitlab.asked == [("GET", "/api/v4/user"), ("GET", notes), ("POST", notes), ("GET", notes)]
    assert gitlab.headers[0]["private-token"] == "t0ken"
    assert "https://gitlab.example/org/plans/-/blob/" in gitlab.entries[0]["body"]
    bench.repo.commit({"plan.toml": NEXT})
    bench.run()
    assert gitlab.asked[-1] == ("PUT", f"{notes}/1")
    gitlab.entries[0]["author"] = {"id": 8}  # somebody else has copied it
    bench.run()
    assert len(gitlab.entries) == 2


def test_a_scheduled_pipeline(bench: Bench, gitlab: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD}, when="2026-07-03T12:00:00+00:00")
    bench.set(CI_PIPELINE_SOURCE="schedule")
    bench.run()
    assert ("POST", "/api/v4/projects/42/issues") in gitlab.asked
    assert "1 of 2 open key results" in gitlab.bodies[-1]["description"]
    gitlab.instead = lambda method, path: Reply(200, {}) if path.endswith("/user") else None
    _, said = bench.run()
    assert "the service does not say who the token belongs to" in said


def test_gitlab_says_how_to_clone_deeper(bench: Bench, gitlab: Forge) -> None:
    bench.repo.commit({"plan.toml": GOOD})
    bench.repo.commit({"plan.toml": NEXT})
    bench.set(CI_PIPELINE_SOURCE="push", CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA="f" * 40)
    shallow(bench, 1)
    _, said = bench.run(status=2)
    assert '  help: set the variable GIT_DEPTH: "0"\n' in said


# Files of the base that cannot be read.


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


def test_a_value_of_the_wrong_type_in_an_old_version_holds_up_nobody(bench: Bench) -> None:
    unit = 'metric.unit = "days"'
    bench.repo.commit({"plan.toml": GOOD.replace(unit, f'{unit}\nmetric.direction = ["decrease"]')}, when=LATELY)
    bench.github("schedule", {})
    out, _ = bench.run("--issue", "never", status=1)
    assert "title=PL103 wrong-type::" in out
    bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    bench.run("--issue", "never")


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


# At a desk.


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


# What stands in for a file of the base that cannot be read.

WELL = "2026-09-01T12:00:00+00:00"
LOST = GOOD + "x = [\n"


def broken_base(bench: Bench, files: dict[str, str], broken: dict[str, str], new: dict[str, str | None]) -> None:
    """Put files on main that are broken then, and what a change makes of them on a branch."""
    bench.repo.commit(files, when=WELL)
    bench.repo.commit(broken, when=LATELY)
    bench.repo.run("switch", "-q", "-c", "side")
    bench.repo.commit(new, when=LATELY)
    bench.pull_request()


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


# What is checked out.


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


def test_a_train_of_gitlab_holds_what_was_squashed(bench: Bench, gitlab: Forge) -> None:
    change(bench, GOOD, NEXT)
    side = bench.repo.run("rev-parse", "HEAD")
    bench.repo.run("switch", "-q", "main")
    main_tip = bench.repo.commit({"README.md": "x"}, when=LATELY)
    bench.repo.run("switch", "-q", "--detach")
    train = bench.repo.commit({"plan.toml": NEXT}, when=LATELY)
    bench.set(
        CI_PIPELINE_SOURCE="merge_request_event",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_EVENT_TYPE="merge_train",
        CI_MERGE_REQUEST_TARGET_BRANCH_SHA=main_tip,
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=side,
        CI_COMMIT_SHA=train,
    )
    assert "1 item changed" in bench.run()[1]


# What the reviewer has to know.

WAIVED = GOOD.replace("metric.target = 21", "metric.target = 30 # planlint: ignore[PL801] -- agreed")


def test_what_a_change_waives_stands_on_top_of_comment_and_summary(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WAIVED)
    bench.pull_request()
    out, _ = bench.run()
    assert "PL801" not in out
    top = "## Plan: 1 target weakened, waived\n\n**Waived by this change:**\n\n- `days` target 21 → 30 days (PL801)\n"
    for text in (bench.summary, forge.entries[0]["body"]):
        assert top in text


def test_a_diff_shows_first_what_the_change_waives(bench: Bench) -> None:
    change(bench, GOOD, WAIVED)
    assert main(["diff", "--check", "main...", "--color", "never"]) == 0
    out = bench.capfd.readouterr().out
    assert out.splitlines()[2] == "WAIVED BY THIS CHANGE"
    assert "1 target weakened" in out.splitlines()[0]
    assert "Plan-Reason" not in out  # it needs none


@pytest.mark.parametrize(
    ("subject", "parents", "is_told"),
    [("Be realistic (#12)", 1, True), ("Be realistic", 1, False), ("Merge (#12)", 2, False)],
)
def test_a_squash_is_told_to_have_lost_the_reasons(bench: Bench, subject: str, parents: int, is_told: bool) -> None:
    base = bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
    lowered = bench.repo.commit({"plan.toml": WEAKER}, subject, when=LATELY)
    if parents == 2:
        side = bench.repo.run("commit-tree", "-p", base, "-m", "side", f"{base}^{{tree}}", **ANN)
        tree = f"{lowered}^{{tree}}"
        lowered = bench.repo.run("commit-tree", "-p", base, "-p", side, "-m", subject, tree, **ANN)
        bench.repo.run("reset", "-q", "--hard", lowered)
    bench.github("merge_group", {"merge_group": {"base_sha": base, "base_ref": "refs/heads/main", "head_sha": lowered}})
    _, said = bench.run(status=1)
    assert (f"{lowered[:7]} looks squashed: " in said, "looks squashed" in bench.summary) == (is_told, is_told)
    push(bench, base)
    assert ("looks squashed" in bench.run(status=1)[1]) == is_told


def test_a_pull_request_of_one_commit_is_no_squash(bench: Bench) -> None:
    change(bench, GOOD, WEAKER, "Be realistic (#12)")
    bench.pull_request()
    assert "squashed" not in bench.run(status=1)[1]


@pytest.mark.on_the_clock
def test_another_day_than_the_clocks_is_named_in_log_summary_and_comment(bench: Bench, forge: Forge) -> None:
    change(bench, GOOD, WEAKER)
    bench.pull_request()
    line = f"judged as of {NOW} (PLANLINT_TODAY), which is not today"
    _, said = bench.run(status=1)
    assert f"{line}\n" in said
    for text in (bench.summary, forge.entries[0]["body"]):
        assert line in text.replace("\\", "")
    _, said = bench.run("--today", "2026-10-16", status=1)
    assert "judged as of 2026-10-16 (--today)" in said


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


@pytest.mark.parametrize("source", ["merge_request_event", "push"])
def test_on_gitlab_the_checkout_is_held_against_the_pipelines_commit(bench: Bench, gitlab: Forge, source: str) -> None:
    change(bench, GOOD, WEAKER)
    head, base = bench.repo.run("rev-parse", "HEAD"), bench.repo.run("rev-parse", "main")
    bench.repo.run("update-ref", "refs/remotes/origin/main", base)
    bench.set(
        CI_PIPELINE_SOURCE=source,
        CI_COMMIT_BRANCH="side",
        CI_COMMIT_BEFORE_SHA=base,
        CI_DEFAULT_BRANCH="main",
        CI_MERGE_REQUEST_IID="9",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
        CI_COMMIT_SHA=head,
    )
    bench.run("--comment", "never", status=1)
    bench.repo.run("switch", "-q", "main")
    _, said = bench.run("--comment", "never", status=2)
    assert f"what is checked out is not the change that {source} is about" in said
    _, said = bench.run("--comment", "never", "--base", "main", status=2)


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
