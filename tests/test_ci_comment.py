"""The comment of `planlint ci`: one for each plan, short enough, harmless, and a service that does not help."""

import re

import pytest

from planlint.cli.main import main
from planlint.forge import client
from planlint.render.text.markdown import COMMENT_LIMIT
from tests.support.bench import ANN, GOOD, LATELY, NEXT, NOW, WEAKER, Bench, change, push
from tests.support.forge_server import BOT, STRANGER, Forge, Reply
from tests.support.hostile import HARMLESS_LOOKING
from tests.test_diff_markdown import OURS, Page


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
