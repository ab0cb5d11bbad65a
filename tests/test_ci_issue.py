"""The weekly issue of `planlint ci`: who owes which number, and where work went."""

from tests.support.bench import GOOD, LATELY, NEXT, Bench, shallow
from tests.support.forge_server import BOT, Forge


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
