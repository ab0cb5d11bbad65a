"""A check-in by a comment on the issue: who may ask, for what, and that nothing of a comment acts anywhere."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planlint.app.ci.checkin_by_comment import MOST_TEXT, MOST_VALUES, MOST_WAITING
from planlint.app.starter import starting_files
from planlint.cli.main import main
from planlint.trees.installation import Installation
from tests.support.bench import GOOD, LATELY, NEXT, Bench
from tests.support.forge_server import BOT, Forge, Reply, served
from tests.support.hostile import HARMLESS_LOOKING
from tests.test_diff_markdown import OURS, Page
from tests.test_docs import blocks

PAGE = (Path(__file__).parent.parent / "docs" / "checkin.md").read_text(encoding="utf-8")
PULL = "https://forge.example/org/plans/pull/9"
COMMENT = "https://forge.example/org/plans/issues/4#issuecomment-77"


class GitHub(Forge):
    """Keeps branches, commits and pull requests as well, and knows what ines may do."""

    permission = "write"
    user = 12
    branches = 0
    closed = False

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> Reply:
        made = {"git/trees": "7ree", "git/commits": "c0ffee"}
        where = path.removeprefix("/repos/org/plans/")
        if where == "collaborators/ines/permission":
            return Reply(200, {"permission": self.permission, "user": {"id": self.user}})
        if where.startswith("collaborators/"):
            return Reply(404, {"message": "Not Found"})
        if where == "git/matching-refs/heads/planlint-checkin/":
            return Reply(200, [{"ref": f"refs/heads/planlint-checkin/{one}"} for one in range(self.branches)])
        if method == "POST" and where in made:
            return Reply(201, {"sha": made[where]})
        if method == "POST" and where == "git/refs":
            return Reply(201, {"ref": body["ref"]})
        if method == "POST" and where == "pulls":
            return Reply(201, {"html_url": PULL})
        return super().answer(method, path, query, body)

    def sent(self, where: str) -> Any:
        """Return the one body that was sent to a path."""
        posts = [path for method, path in self.asked if method in ("POST", "PATCH")]
        (found,) = [body for path, body in zip(posts, self.bodies, strict=True) if path.endswith(where)]
        return found

    def wrote(self, where: str) -> bool:
        return any(method != "GET" and path.endswith(where) for method, path in self.asked)


@pytest.fixture
def github(bench: Bench) -> Iterator[GitHub]:
    """A plan with the issue that lists what is owed."""
    with served(GitHub()) as forge:
        assert isinstance(forge, GitHub)
        bench.set(GITHUB_API_URL=forge.address, GITHUB_TOKEN="t0ken")
        bench.repo.commit({"plan.toml": GOOD}, when=LATELY)
        bench.github("schedule", {})
        bench.run("--checkin", "--fail-on=never")
        forge.asked.clear()
        forge.bodies.clear()
        yield forge


def says(text: str, forge: Forge, **more: Any) -> dict[str, Any]:
    """Return the event of a comment by ines on the issue."""
    user = {"login": "ines", "id": 12, "type": "User"}
    return {
        "action": "created",
        "issue": {"number": 4, "body": forge.entries[0]["body"]},
        "comment": {"id": 77, "body": text, "html_url": COMMENT, "user": user, "author_association": "NONE"},
        "repository": {"default_branch": "main"},
        **more,
    }


def ask(bench: Bench, forge: Forge, text: str, status: int = 0, **more: Any) -> str:
    bench.github("issue_comment", says(text, forge, **more))
    return bench.run("--checkin", status=status)[1]


def answer(forge: GitHub) -> str:
    return str(forge.sent("/issues/4/comments")["body"])


def test_the_issue_says_how_a_comment_answers_only_where_it_can(bench: Bench, github: GitHub) -> None:
    bench.set(PLANLINT_TODAY="2026-12-20")
    bench.github("schedule", {})
    bench.run("--checkin", "--fail-on=never")
    assert "write a comment `/planlint set ITEM current=…" in github.entries[0]["body"]
    bench.run("--fail-on=never")
    assert "/planlint" not in github.entries[0]["body"]


def test_a_comment_becomes_one_commit_on_a_branch_and_a_pull_request(bench: Bench, github: GitHub) -> None:
    said = ask(bench, github, "/planlint set days current=38\nThank you!")
    assert said == f"ines asked for a check-in: it waits to be merged: {PULL}\n"
    assert github.sent("/git/trees") == {
        "base_tree": bench.repo.run("rev-parse", "HEAD^{tree}"),
        "tree": [{"path": "plan.toml", "mode": "100644", "type": "blob", "content": NEXT}],
    }
    commit = github.sent("/git/commits")
    assert (commit["parents"], commit["tree"]) == ([bench.repo.run("rev-parse", "HEAD")], "7ree")
    assert commit["message"] == (
        "Check-in: days\n\nRecorded as a comment asked for: metric.current.\n\n"
        "Co-authored-by: ines <12+ines@users.noreply.github.com>\n"
    )
    assert github.sent("/git/refs") == {"ref": "refs/heads/planlint-checkin/77", "sha": "c0ffee"}
    table = "| item | key | before | after |\n| --- | --- | --- | --- |\n"
    row = "| `key_result.days` | `metric.current` | 40 | 38 |\n"
    assert github.sent("/pulls") == {
        "title": "Check-in: days",
        "head": "planlint-checkin/77",
        "base": "main",
        "body": f"{table}{row}\nAsked for by **ines**, [in a comment]({COMMENT}).\n",
    }
    assert answer(github) == f"1 value waits to be merged: {PULL}\n\n{table}{row}"
    assert bench.outputs == {"exit-code": "0"}
    assert bench.repo.run("status", "--porcelain") == ""  # nothing is written here
    assert bench.repo.run("branch", "--format=%(refname:short)") == "main"


def test_two_commands_in_one_comment_are_one_commit(bench: Bench, github: GitHub) -> None:
    text = '/planlint set days current=38 note="We don\'t \\ wait"\r\n\r\n/planlint set desk-open reached=one-street'
    ask(bench, github, text)
    (entry,) = github.sent("/git/trees")["tree"]
    results = tomllib.loads(entry["content"])["key_result"]
    assert results["days"]["metric"]["current"] == 38
    assert results["days"]["note"] == "We don't \\ wait"
    assert results["desk-open"]["reached"] == ["one-street"]
    assert github.sent("/pulls")["title"] == "Check-in: days, desk-open"


def test_a_file_keeps_its_mode_its_line_ends_and_its_mark(bench: Bench, github: GitHub) -> None:
    bench.repo.commit({"plan.toml": b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()}, when=LATELY)
    bench.repo.run("update-index", "--chmod=+x", "plan.toml")
    bench.repo.run("commit", "--quiet", "--message", "x", "--no-verify")
    ask(bench, github, "/planlint set days current=38")
    (entry,) = github.sent("/git/trees")["tree"]
    assert entry["mode"] == "100755"
    assert entry["content"] == "\ufeff" + NEXT.replace("\n", "\r\n")


def test_of_two_commands_of_which_one_is_wrong_none_is_done(bench: Bench, github: GitHub) -> None:
    said = ask(bench, github, "/planlint set days current=38\n/planlint set dais current=1", status=2)
    assert "did you mean" in said
    assert "Nothing was recorded" in answer(github)
    assert not github.wrote("/git/trees")


def test_only_who_may_write_is_heard(bench: Bench, github: GitHub) -> None:
    answers: list[tuple[Any, Any]] = [("read", 12), ("none", 12), ("triage", 12), ("write", 13), ("admin", None)]
    for github.permission, github.user in [*answers, (None, 12)]:
        github.asked.clear()
        said = ask(bench, github, "/planlint set days current=38")
        assert said == "nothing was recorded: ines may not write to this repository\n"
        assert [method for method, _ in github.asked] == ["GET"]  # a stranger does not make this program write


def test_what_the_event_says_of_the_author_lets_nobody_in(bench: Bench, github: GitHub) -> None:
    event = says("/planlint set days current=38", github)
    event["comment"] |= {"author_association": "OWNER", "user": {"login": "mallory", "id": 12, "type": "User"}}
    bench.github("issue_comment", event)
    assert "mallory may not write" in bench.run("--checkin")[1]
    assert "may not write to this repository" in answer(github)  # who is known here is told
    assert not github.wrote("/git/trees")


def test_another_event_is_left_alone(bench: Bench, github: GitHub) -> None:
    events: list[dict[str, Any]] = [
        {"action": "edited"},
        {"action": "deleted"},
        {"issue": {"number": 4, "body": "an issue of somebody"}},
        {"issue": {"number": 4, "body": None}},
        {"comment": None},
        {"repository": {}},
        {"repository": {"default_branch": "main\nx"}},
    ]
    for more in events:
        assert ask(bench, github, "/planlint set days current=38", **more).startswith("nothing to do: "), more
        assert github.asked == []


def test_what_is_no_comment_of_a_person_with_a_command(bench: Bench, github: GitHub) -> None:
    changes: list[dict[str, Any]] = [
        {"user": {"login": "helper[bot]", "id": 12, "type": "Bot"}},
        {"user": {"login": "../../orgs", "id": 12, "type": "User"}},
        {"user": {"login": "ines", "id": "12", "type": "User"}},
        {"user": None},
        {"id": True},
        {"body": 7},
        {"body": "I wrote /planlint set days current=38"},
        {"body": "> /planlint set days current=38"},
    ]
    for change in changes:
        event = says("/planlint set days current=38", github)
        event["comment"] |= change
        bench.github("issue_comment", event)
        assert bench.run("--checkin")[1].startswith("nothing to do: "), change
        assert github.asked == []


def test_a_comment_on_a_pull_request_is_left_alone(bench: Bench, github: GitHub) -> None:
    event = says("/planlint set days current=38", github)
    event["issue"]["pull_request"] = {"url": "…"}
    bench.github("issue_comment", event)
    assert bench.run("--checkin")[1].startswith("nothing to do: ")


def test_without_the_option_a_comment_is_an_event_like_others(bench: Bench, github: GitHub) -> None:
    bench.github("issue_comment", says("/planlint set days current=38", github))
    assert "issue_comment is not a change" in bench.run("--fail-on=never")[1]
    assert github.asked == []


def test_what_a_comment_may_not_say_is_answered(bench: Bench, github: GitHub) -> None:
    wrong = [
        ("set days target=60", "a comment cannot change `metric.target` of key_result.days so"),
        ("set days title=x", "a comment cannot change `title` of key_result.days so"),
        ("set days status=dropped", "a comment cannot change `status` of key_result.days so"),
        ("set days reached=beta", "new error"),
        ("set call status=done", "a comment cannot change `status` of task.call so"),
        ("set days current=38 baseline=70", "a comment cannot change `metric.baseline` of key_result.days so"),
        ("set days current=many", "is not a number"),
        ("set days current=38 current=39", "two values are given for `current` of key_result.days"),
        ("set dais current=38", "'dais'"),
        ("set current=38", "this is not a command"),
        ("set", "this is not a command"),
        ("close", "this is not a command"),
        ("", "is missing in"),
        ('set days note="one', "a quotation mark or a command is missing"),
        ("set days --root=/ current=38", "cannot change|has no key|is not a key"),
        ("set days x-made=up", "a comment cannot change `x-made` of key_result.days so"),
    ]
    for words, said in wrong:
        github.asked.clear()
        github.bodies.clear()
        assert re.search(said, ask(bench, github, f"/planlint {words}", status=2))
        assert answer(github).startswith("Nothing was recorded: ")
        assert not github.wrote("/git/trees")
        assert bench.outputs == {"exit-code": "2"}


def test_values_that_are_there_already_make_no_pull_request(bench: Bench, github: GitHub) -> None:
    assert "has these values already" in ask(bench, github, "/planlint set days current=40")
    assert not github.wrote("/pulls")


def test_bounds(bench: Bench, github: GitHub) -> None:
    assert "10000 characters" in ask(bench, github, "/planlint set days current=38 " + "x" * MOST_TEXT, status=2)
    many = "".join(f'[key_result.k{n}]\ntitle = "K"\nobjective = "faster"\n' for n in range(MOST_VALUES + 1))
    bench.repo.commit({"plan.toml": GOOD + many}, when=LATELY)
    text = "\n".join(f"/planlint set k{n} confidence=0.5" for n in range(MOST_VALUES + 1))
    github.asked.clear()
    assert f"at most {MOST_VALUES} values" in ask(bench, github, text, status=2)
    github.branches = MOST_WAITING
    assert "20 check-ins by comment wait already" in ask(bench, github, "/planlint set days current=38", status=2)
    assert not github.wrote("/git/trees")


def test_no_word_of_a_comment_acts(bench: Bench, github: GitHub) -> None:
    for text in HARMLESS_LOOKING:
        github.asked.clear()
        github.bodies.clear()
        words = json.loads(f'"{text}"') if "\\u" in text else text
        said = ask(bench, github, f'/planlint set days current=38 note="{words}"', status=0 if "\n" not in words else 2)
        assert "\n::" not in f"\n{said}{bench.summary}"
        if not github.wrote("/pulls"):
            continue
        message = github.sent("/git/commits")["message"]
        assert message.splitlines()[2] == "Recorded as a comment asked for: metric.current, note."
        for shown in (github.sent("/pulls")["body"], answer(github)):
            page = Page(shown.replace(PULL, "").replace(COMMENT, "https://github.example/"))
            assert page.tags <= OURS | {"a", "strong"}
            assert not re.search(r"(?<![\w`])@\w", shown)


def test_a_second_run_finds_what_the_first_one_made(bench: Bench, github: GitHub) -> None:
    taken = Reply(422, {"message": "Reference already exists"})
    github.instead = lambda method, path: taken if path.endswith(("/git/refs", "/pulls")) else None
    assert "it waits to be merged" in ask(bench, github, "/planlint set days current=38")
    assert answer(github).startswith("1 value waits to be merged: a pull request\n")


def test_a_repository_that_lets_no_workflow_make_pull_requests_is_told_where_to_allow_it(
    bench: Bench,
    github: GitHub,
    capfd: pytest.CaptureFixture[str],
) -> None:
    no = Reply(403, {"message": "GitHub Actions is not permitted to create or approve pull requests."})
    github.instead = lambda method, path: no if path.endswith("/pulls") else None
    said = ask(bench, github, "/planlint set days current=38", status=2)
    assert "help: allow it in the repository's settings" in said
    assert "no pull request could be made" in answer(github)
    github.instead = lambda method, path: Reply(403, {"message": "Resource not accessible by integration"})
    assert "contents: write" in ask(bench, github, "/planlint set days current=38", status=2)


def test_without_a_token_nothing_is_done_and_that_is_said(bench: Bench, github: GitHub) -> None:
    bench.monkeypatch.delenv("GITHUB_TOKEN")
    assert "cannot be answered without a token" in ask(bench, github, "/planlint set days current=38", status=2)


def test_two_plans_of_a_repository_each_hear_their_own_issue(bench: Bench, github: GitHub) -> None:
    bench.repo.commit({"sub/plan.toml": GOOD, "sub/planlint.toml": ""}, when=LATELY)
    bench.github("issue_comment", says("/planlint set days current=38", github))
    assert bench.run("--checkin", "--root=sub")[1].startswith("nothing to do: the issue is not the one")
    bench.github("schedule", {})
    bench.run("--checkin", "--root=sub", "--fail-on=never")
    other = [entry for entry in github.entries if entry["user"] == BOT["user"]][-1]
    event = says("/planlint set days current=38", github, issue={"number": 4, "body": other["body"]})
    bench.github("issue_comment", event)
    github.asked.clear()
    github.bodies.clear()
    bench.run("--checkin", "--root=sub")
    assert [one["path"] for one in github.sent("/git/trees")["tree"]] == ["sub/plan.toml"]


def test_the_page_shows_the_workflow_that_init_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (shown,) = blocks(PAGE, "yaml")
    name = ".github/workflows/plan-checkin.yml"
    written = starting_files("", "main", Installation(True), checkin=True)[name]
    assert re.sub(r"(planlint@v\S+) #.*", r"\1", written) == shown
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--checkin"]) == 0
    assert (tmp_path / name).is_file()
    assert main(["init"]) == 0
    assert name not in starting_files("", "main", Installation(True))
    capfd.readouterr()
