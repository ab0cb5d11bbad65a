"""`planlint history --log` end to end: what changed in which commit, filters, formats, odd repositories, the store."""

import csv
import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planlint.cli.main import main
from planlint.trees import schema_dict
from tests.conftest import Repo
from tests.support.hostile import HARMLESS_LOOKING

SCHEMA = Draft202012Validator(schema_dict("history"))
MERGER = {f"GIT_{role}_{key}": "m@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
BEN = {"NAME": "Ben Beispiel", "EMAIL": "ben@example.org"}


@pytest.fixture
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(repo.top)
    return repo


def history(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, Any]:
    """Return what the command prints as JSON, which fits its schema."""
    assert main(["history", "--format", "json", *arguments]) == status
    value: dict[str, Any] = json.loads(capfd.readouterr().out)
    SCHEMA.validate(value)
    return value


def changes(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, Any, Any, Any]]:
    """Return verb, item, key, before and after of every change of any kind."""
    keys = ("verb", "item", "key", "before", "after")
    return [tuple(one[key] for key in keys) for one in history(capfd, "--kind", "all", *arguments)["changes"]]  # type: ignore[misc]


def output(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Return what the command prints."""
    assert main(["history", *arguments]) == status
    return capfd.readouterr().out


def refused(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the message of a command that cannot do its work."""
    assert main(["history", "--log", *arguments]) == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    return shown.err


def task(name: str, status: str = "todo", **more: str) -> str:
    fields = {"title": name.upper(), "status": status, **more}
    return f"[task.{name}]\n" + "".join(f'{key} = "{value}"\n' for key, value in fields.items())


def key_result(current: float, *, target: int = 20, due: str = "2026-12-31", name: str = "wait") -> str:
    return (
        f'[key_result.{name}]\ntitle = "Wait less"\nobjective = "fast"\nowner = "ines"\ndue = {due}\n'
        f'metric = {{ name = "days", baseline = 60, target = {target}, current = {current} }}\n'
    )


OBJECTIVE = '[objective.fast]\ntitle = "Fast"\n'


# What changed


def test_every_change_has_its_commit_and_every_value_its_point(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    first = here.commit({"plan.toml": OBJECTIVE + key_result(60)}, "Promise", "2026-01-05T09:00:00+01:00")
    here.commit({"readme.md": "Nothing of the plan"}, "Aside", "2026-01-06T09:00:00+01:00")
    second = here.commit({"plan.toml": OBJECTIVE + key_result(50)}, "Measure", "2026-02-05T09:00:00-03:30", BEN)
    third = here.commit({"plan.toml": OBJECTIVE + key_result(50, target=30)}, "Ease", "2026-03-05T09:00:00+00:00")
    found = history(capfd)
    assert {key: found[key] for key in ("version", "rev", "oid", "commits", "shallow", "unreadable")} == {
        "version": 1,
        "rev": "HEAD",
        "oid": third,
        "commits": 4,
        "shallow": False,
        "unreadable": [],
    }
    assert found["changes"][1:] == [
        {
            "verb": "changed",
            "item": "key_result.wait",
            "title": "Wait less",
            "key": "metric.current",
            "before": 60,
            "after": 50,
            "path": "plan.toml",
            "commit": second,
            "date": "2026-02-05T09:00:00-03:30",
            "author_date": "2026-02-05T09:00:00-03:30",
            "author": "Ben Beispiel",
            "email": "ben@example.org",
            "subject": "Measure",
        },
        {
            "verb": "changed",
            "item": "key_result.wait",
            "title": "Wait less",
            "key": "metric.target",
            "before": 20,
            "after": 30,
            "path": "plan.toml",
            "commit": third,
            "date": "2026-03-05T09:00:00+00:00",
            "author_date": "2026-03-05T09:00:00+00:00",
            "author": "Ann Example",
            "email": "ann@example.org",
            "subject": "Ease",
        },
    ]
    added = found["changes"][0]
    assert (added["verb"], added["item"], added["commit"]) == ("added", "key_result.wait", first)
    assert added["after"]["metric"] == {"name": "days", "baseline": 60, "target": 20, "current": 60}
    common = {
        "baseline": 60,
        "reached": None,
        "as_of": None,
        "milestones": None,
        "score": None,
        "confidence": None,
        "status": None,
        "due": "2026-12-31",
    }
    assert found["series"] == [
        {
            "item": "key_result.wait",
            "title": "Wait less",
            "points": [
                {"commit": first, "date": "2026-01-05T09:00:00+01:00", "current": 60, "target": 20, "progress": 0}
                | common,
                {"commit": second, "date": "2026-02-05T09:00:00-03:30", "current": 50, "target": 20, "progress": 0.25}
                | common,
                {
                    "commit": third,
                    "date": "2026-03-05T09:00:00+00:00",
                    "current": 50,
                    "target": 30,
                    "progress": 0.333333,
                }
                | common,
            ],
        }
    ]


def test_a_merge_tells_along_the_first_parents_what_came_in(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"a.plan.toml": task("a"), "b.plan.toml": task("b")}, "Begin")
    here.run("switch", "--quiet", "-c", "side")
    side = here.commit({"a.plan.toml": task("a", "doing")}, "Side")
    here.run("switch", "--quiet", "main")
    main_line = here.commit({"b.plan.toml": task("b", "done")}, "Main")
    here.run("merge", "--quiet", "--no-ff", "--no-commit", "side", **MERGER)
    merge = here.commit({"b.plan.toml": task("b", "dropped")}, "Merge")
    found = history(capfd)
    assert found["commits"] == 3
    assert [(one["item"], one["after"], one["commit"]) for one in found["changes"][2:]] == [
        ("task.b", "done", main_line),
        ("task.a", "doing", merge),
        ("task.b", "dropped", merge),
    ]
    found = history(capfd, "--all-commits")
    assert found["commits"] == 4
    rest = sorted((one["item"], one["before"], one["after"], one["commit"]) for one in found["changes"][2:])
    # What the merge itself decided stands against both parents, with what the first one had.
    assert rest == sorted(
        [
            ("task.a", "todo", "doing", side),
            ("task.b", "todo", "done", main_line),
            ("task.b", "done", "dropped", merge),
        ]
    )


def test_an_octopus_and_two_roots(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"a.plan.toml": task("a")}, "Begin")
    for name in "bc":
        here.run("switch", "--quiet", "-c", name, "main")
        here.commit({f"{name}.plan.toml": task(name)}, f"Add {name}")
    here.run("switch", "--quiet", "--orphan", "other")
    here.commit({"d.plan.toml": task("d")}, "Another root")
    here.run("switch", "--quiet", "main")
    here.run("merge", "--quiet", "--no-edit", "--no-ff", "b", "c", **MERGER)
    here.run("merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "other", **MERGER)
    assert [(one["item"], one["subject"]) for one in history(capfd)["changes"]] == [
        ("task.a", "Begin"),
        ("task.b", "Merge branches 'b' and 'c'"),
        ("task.c", "Merge branches 'b' and 'c'"),
        ("task.d", "Merge branch 'other'"),
    ]
    assert sorted((one["item"], one["subject"]) for one in history(capfd, "--all-commits")["changes"]) == [
        ("task.a", "Begin"),
        ("task.b", "Add b"),
        ("task.c", "Add c"),
        ("task.d", "Another root"),
    ]


def test_a_version_that_does_not_parse_keeps_what_the_file_held(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("a")})
    broken = here.commit({"plan.toml": task("a", "done") + "[task.b\n"}, "Break")
    here.commit({"plan.toml": task("a", "done")}, "Mend")
    born = here.commit({"b.plan.toml": "<<<<<<< ours\n"}, "Born broken")
    found = history(capfd)
    assert [(one["verb"], one["key"], one["subject"]) for one in found["changes"]] == [
        ("added", None, "a change"),
        ("changed", "status", "Mend"),
    ]
    assert [(one["commit"], one["path"]) for one in found["unreadable"]] == [
        (broken, "plan.toml"),
        (born, "b.plan.toml"),
    ]
    assert found["unreadable"][0]["message"].startswith("line 4: ")


def test_of_two_items_with_one_name_the_first_path_counts(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"b.plan.toml": task("x", "doing")})
    here.commit({"a.plan.toml": task("x", "done")})
    here.commit({"a.plan.toml": None})
    assert changes(capfd)[1:] == [
        ("moved", "task.x", None, "b.plan.toml", "a.plan.toml"),
        ("changed", "task.x", "status", "doing", "done"),
        ("moved", "task.x", None, "a.plan.toml", "b.plan.toml"),
        ("changed", "task.x", "status", "done", "doing"),
    ]


def test_a_rename_is_followed_and_series_stand_under_the_newest_name(
    here: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    here.commit({"plan.toml": OBJECTIVE + key_result(60)})
    here.commit({"plan.toml": OBJECTIVE + key_result(60, name="delay")})
    here.commit({"plan.toml": OBJECTIVE + key_result(40, name="delay")})
    verbs = [("added", "key_result.wait"), ("renamed", "key_result.delay"), ("changed", "key_result.delay")]
    for name in ("delay", "key_result.delay", "wait"):
        found = history(capfd, name)
        assert [(one["verb"], one["item"]) for one in found["changes"]] == verbs
        (series,) = found["series"]
        assert (series["item"], [point["current"] for point in series["points"]]) == ("key_result.delay", [60, 40])


def test_a_point_has_no_value_of_the_wrong_type(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = 'status = 3\nconfidence = "high"\nscore = true\nreached = "a"\nmilestones = ["a"]\n'
    wrong += 'metric = { baseline = "58", target = true, current = "40", as_of = "today" }\n'
    here.commit({"plan.toml": f'{OBJECTIVE}[key_result.wait]\ntitle = "W"\nobjective = "o"\ndue = 2026-12-01\n{wrong}'})
    found = history(capfd)
    SCHEMA.validate(found)
    [point] = found["series"][0]["points"]
    assert {key for key, value in point.items() if value is not None} == {"commit", "date", "due"}


def test_a_removed_item_still_has_its_history(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("a") + task("b")})
    here.commit({"plan.toml": task("a")})
    assert [(one["verb"], one["item"]) for one in history(capfd, "b")["changes"]] == [
        ("added", "task.b"),
        ("removed", "task.b"),
    ]
    assert "there has never been an item 'c'" in refused(capfd, "c")


def test_a_field_may_have_any_type_over_time(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    texts = ['status = "todo"', "status = 3", "status = [1, { a = 2026-01-01 }]", "[task.x.status]\nb = true", ""]
    for text in texts:
        here.commit({"plan.toml": f'[task.x]\ntitle = "X"\n{text}\n'})
    assert [change[2:] for change in changes(capfd)[1:]] == [
        ("status", "todo", 3),
        ("status", 3, [1, {"a": "2026-01-01"}]),
        ("status", [1, {"a": "2026-01-01"}], None),
        ("status.b", None, True),
        ("status.b", True, None),
    ]


def test_an_item_that_is_no_table_is_none(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": "task = 5\n"})
    here.commit({"plan.toml": "[task]\nx = 5\n"})
    here.commit({"plan.toml": task("x")})
    assert [(verb, item) for verb, item, *_ in changes(capfd)] == [("added", "task.x")]


# What is asked for


@pytest.fixture
def told(here: Repo) -> Repo:
    """A plan of two tasks and a key result, over four months."""
    people = '[person.ines]\nname = "Ines"\n[person.tom]\nname = "Tom"\n'
    plan = OBJECTIVE + people + task("a", assignee="tom")
    here.commit({"plan.toml": plan + key_result(60)}, "Promise", "2026-01-05T09:00:00Z")
    here.commit({"plan.toml": plan + key_result(50)}, "February", "2026-02-28T23:30:00-01:00")
    done = plan.replace("todo", "done")
    here.commit({"plan.toml": done + key_result(50)}, "March", "2026-03-05T09:00:00Z")
    here.commit({"plan.toml": done + key_result(40)}, "April", "2026-04-07T09:00:00Z")
    here.commit({"plan.toml": done + key_result(30)}, "April again", "2026-04-09T09:00:00Z")
    return here


@pytest.mark.parametrize(
    ("arguments", "subjects"),
    [
        ([], ["Promise", "Promise", "February", "March", "April", "April again"]),
        (["--kind", "key_result"], ["Promise", "February", "April", "April again"]),
        (["--kind", "task,objective"], ["Promise", "Promise", "March"]),
        (["--kind", "person"], ["Promise", "Promise"]),
        (["--owner", "tom"], ["Promise", "March"]),
        (["--owner", "ines", "--limit", "2"], ["April", "April again"]),
        (["--since", "2026-03-01", "--until", "2026-03-31"], ["February", "March"]),  # days are UTC
        (["--period", "2026-Q2"], ["April", "April again"]),
        (["--period", "2026-Q2", "--until", "2026-04-08"], ["April"]),
        (["--rev", "HEAD~3..HEAD~1"], ["March", "April"]),
        (["--rev", "HEAD~3...HEAD~1"], ["March", "April"]),
        (["--rev", "HEAD~3"], ["Promise", "Promise", "February"]),
        (["a"], ["Promise", "March"]),
        (["a", "wait", "--limit", "3"], ["March", "April", "April again"]),
    ],
)
def test_what_is_told_can_be_narrowed(
    told: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str], subjects: list[str]
) -> None:
    assert [one["subject"] for one in history(capfd, *arguments)["changes"]] == subjects
    shown = output(capfd, "--log", "--format", "jsonl", *arguments)
    assert [json.loads(line)["subject"] for line in shown.splitlines()] == subjects


def test_series_follow_the_window_and_spans_keep_the_last_value(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    def values(*arguments: str) -> list[int]:
        return [point["current"] for series in history(capfd, *arguments)["series"] for point in series["points"]]

    assert values() == [60, 50, 40, 30]
    assert values("--by", "week") == [60, 50, 30]
    assert values("--by", "month") == [60, 50, 30]
    assert values("--by", "day") == [60, 50, 40, 30]
    assert values("--since", "2026-04-01") == [40, 30]
    assert values("--kind", "task") == []
    assert values("a") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--owner", "nobody"], "there is no person or team 'nobody'"),
        (["--period", "soon"], "--period: there is no period 'soon'"),
        (["--since", "yesterday"], "--since: 'yesterday' is not a date"),
        (["--kind", "story"], "story"),
        (["--limit", "0"], "--limit"),
        (["--rev", "nowhere"], "nowhere"),
        (["--rev", ":worktree"], "':worktree' has no history"),
        (["--rev", "HEAD..:index"], "':index' has no history"),
        (["wiat"], "there has never been an item 'wiat'"),
    ],
)
def test_what_cannot_be_asked_is_said(
    told: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert message in refused(capfd, *arguments)


# Formats


def test_the_text_groups_the_changes_of_a_commit(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    shown = output(capfd, "--log", "--since", "2026-02-01")
    commits = [told.run("rev-parse", "--short=7", f"HEAD~{back}") for back in (3, 2, 1, 0)]
    lines = shown.splitlines()
    for commit, day, subject in zip(
        commits,
        ("1 Mar 2026", "5 Mar 2026", "7 Apr 2026", "9 Apr 2026"),
        ("February", "March", "April", "April again"),
        strict=True,
    ):
        (line,) = [line for line in lines[1:] if commit in line]
        assert day in line
        assert "Ann Example" in line
        assert line.endswith(subject)


def test_csv_has_a_row_a_change(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(output(capfd, "--log", "--format", "csv"))))
    assert [(row["verb"], row["item"], row["key"], row["before"], row["after"]) for row in rows[2:]] == [
        ("changed", "key_result.wait", "metric.current", "60", "50"),
        ("changed", "task.a", "status", "todo", "done"),
        ("changed", "key_result.wait", "metric.current", "50", "40"),
        ("changed", "key_result.wait", "metric.current", "40", "30"),
    ]


@pytest.mark.parametrize("words", [json.loads(f'"{text}"') for text in HARMLESS_LOOKING])
def test_nothing_in_a_plan_or_a_commit_reaches_the_terminal_or_the_page_as_code(
    here: Repo, capfd: pytest.CaptureFixture[str], words: str
) -> None:
    subject = words.replace("\0", "").strip() or "x"
    here.commit({"plan.toml": f"[task.x]\ntitle = {json.dumps(words)}\n"}, subject, who={**BEN, "NAME": f"B {subject}"})
    for form in ("text", "markdown"):
        shown = output(capfd, "--log", "--format", form)
        assert not {character for character in shown if character < " " or "\x7f" <= character < "\xa0"} - {"\n"}
        assert "\u202e" not in shown
        if form == "markdown":
            assert "<script" not in shown
            assert "<img" not in shown
    assert history(capfd)["changes"][0]["title"] == words


def test_a_closed_pipe_ends_quietly(told: Repo) -> None:
    command = [sys.executable, "-m", "planlint", "history", "--log", "--format", "jsonl"]
    with subprocess.Popen(command, cwd=told.top, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


# Odd repositories


def test_a_terminal_sees_how_far_a_long_reading_has_come(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(70):
        repo.commit({"plan.toml": f'[task.x]\ntitle = "X"\npriority = {number}\n'})

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def seen(seconds: float) -> str:
        clock = itertools.count(0, seconds)
        terminal = Terminal()
        monkeypatch.setattr("planlint.cli.progress.time.monotonic", lambda: next(clock))
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["history", "--log", "--root", str(repo.top), "--no-cache"]) == 0
        return terminal.getvalue()

    assert "reading:" in seen(1.5)
    assert "/70 [" in seen(1.5)
    assert seen(0.5) == ""


def test_a_shallow_clone_is_refused_or_marked(told: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told.run("clone", "--quiet", "--depth=2", told.top.resolve().as_uri(), str(tmp_path / "shallow"))
    os.chdir(tmp_path / "shallow")
    message = refused(capfd)
    assert "shallow" in message
    assert "fetch-depth: 0" in message
    found = history(capfd, "--allow-shallow", "--kind", "key_result")
    assert (found["shallow"], found["commits"]) == (True, 2)
    assert [one["verb"] for one in found["changes"]] == ["added", "changed"]
    assert "shallow" in output(capfd, "--log", "--allow-shallow")
    # Once the rest is there, what was read without it is not used.
    subprocess.run(["git", "fetch", "--quiet", "--unshallow"], check=True)
    assert history(capfd)["commits"] == 5


def test_no_commit_no_repository_and_no_plan_are_said(
    here: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no commit" in refused(capfd)
    here.commit({"readme.md": "words"})
    assert "no plan files" in refused(capfd)
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    assert "git" in refused(capfd)


@pytest.mark.parametrize("way", ["bare", "detached", "linked", "sha256", "submodule", "below"])
def test_every_shape_of_repository(way: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "repo", *(["--object-format=sha256"] if way == "sha256" else []))
    repo.commit({"plan.toml": task("a"), "sub/b.plan.toml": task("b")})
    repo.commit({"plan.toml": task("a", "done"), "sub/b.plan.toml": task("b", "done")})
    at = repo.top
    items = ["task.a", "task.b"]
    if way == "bare":
        at = tmp_path / "bare.git"
        repo.run("clone", "--quiet", "--bare", ".", str(at))
    elif way == "detached":
        repo.run("checkout", "--quiet", "--detach")
    elif way == "linked":
        at = tmp_path / "linked"
        repo.run("worktree", "add", "--quiet", str(at), "HEAD", "--detach")
    elif way == "submodule":
        outer = Repo(tmp_path / "outer")
        outer.run("submodule", "--quiet", "add", str(repo.top), "inner")
        outer.commit({"plan.toml": task("z")}, "Take it in")
        os.chdir(outer.top)
        assert [one["item"] for one in history(capfd)["changes"]] == ["task.z"]
        at = outer.top / "inner"
    elif way == "below":
        repo.commit({"sub/planlint.toml": ""})
        at, items = repo.top / "sub", ["task.b"]
    os.chdir(at)
    for _ in range(2):  # the second time from the store
        found = history(capfd)
        assert [one["item"] for one in found["changes"]] == items * 2
        assert len(found["oid"]) == (64 if way == "sha256" else 40)


def test_replaced_and_grafted_commits_are_read_as_git_shows_them(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.commit({"plan.toml": task("a")})
    middle = here.commit({"plan.toml": task("a", "doing")})
    here.commit({"plan.toml": task("a", "done")})
    assert [change[4] for change in changes(capfd)[1:]] == ["doing", "done"]
    here.run("replace", "--graft", "HEAD", "HEAD~2")
    assert [change[3:] for change in changes(capfd)[1:]] == [("todo", "done")]
    here.run("replace", "--delete", "HEAD")
    assert [change[4] for change in changes(capfd)[1:]] == ["doing", "done"]
    (here.top / ".git" / "info").mkdir(exist_ok=True)
    (here.top / ".git" / "info" / "grafts").write_text(f"{middle}\n")
    assert [(change[0], change[4]) for change in changes(capfd)[1:]] == [("changed", "done")]


@pytest.mark.parametrize(
    "name",
    [b"a b.plan.toml", b"q\"u\\o'te.plan.toml", b"new\nline.plan.toml", b"caf\xe9.plan.toml", "ü✓.plan.toml".encode()],
)
def test_paths_may_hold_any_byte(here: Repo, capfd: pytest.CaptureFixture[str], name: bytes) -> None:
    path = os.fsdecode(name)
    here.commit({path: task("a")})
    here.commit({path: task("a", "done")})
    for _ in range(2):
        found = history(capfd)
        assert [one["path"] for one in found["changes"]] == [name.decode("utf-8", "backslashreplace")] * 2
    assert main(["history", "--log"]) == 0


def crafted(repo: Repo, header: bytes, subject: bytes, *, parent: bool = True) -> None:
    """Put a commit of the index on top of the branch, its header as it is written here."""
    lines = [b"tree " + repo.run("write-tree").encode()]
    if parent:
        lines.append(b"parent " + repo.run("rev-parse", "HEAD").encode())
    body = b"\n".join([*lines, header, b"", subject, b""])
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repo.top,
        input=body,
        capture_output=True,
        check=True,
    )
    repo.run("update-ref", "refs/heads/main", done.stdout.decode().strip())


@pytest.mark.parametrize(
    ("who", "when", "subject", "told"),
    [
        (
            b"J\xfcrgen <j@x>",
            b"1700000000 +0100",
            b"Caf\xe9",
            ("J\ufffdrgen", "2023-11-14T23:13:20+01:00", "Caf\ufffd"),
        ),
        (b" <>", b"1700000000 +0000", b"", ("", "2023-11-14T22:13:20+00:00", "")),
        (b"A <a@x>", b"0 +0000", b"epoch", ("A", "1970-01-01T00:00:00+00:00", "epoch")),
        (b"A <a@x>", b"253402300799 +0000", b"far", ("A", "9999-12-31T23:59:59+00:00", "far")),
        (b"A <a@x>", b"1700000000 +1400", b"east", ("A", "2023-11-15T12:13:20+14:00", "east")),
    ],
)
def test_broken_names_and_far_dates(
    here: Repo, capfd: pytest.CaptureFixture[str], who: bytes, when: bytes, subject: bytes, told: tuple[str, str, str]
) -> None:
    here.commit({"plan.toml": task("a")})
    here.write("plan.toml", task("a", "done"))
    here.run("add", "plan.toml")
    crafted(here, b"author %b %b\ncommitter %b %b" % (who, when, who, when), subject)
    for _ in range(2):
        last = history(capfd)["changes"][-1]
        assert (last["author"], last["date"], last["subject"]) == told
    assert main(["history", "--log", "--by", "week"]) == 0
    assert main(["history", "--log", "--since", "2023-11-14"]) == 0


def test_a_declared_encoding_is_read_as_such(here: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    here.write("plan.toml", task("a"))
    here.run("add", "plan.toml")
    person = b"J\xfcrgen <j@x> 1700000000 +0000"
    crafted(here, b"author %b\ncommitter %b\nencoding ISO-8859-1" % (person, person), b"Caf\xe9", parent=False)
    (change,) = history(capfd)["changes"]
    assert (change["author"], change["subject"]) == ("Jürgen", "Café")


def test_a_missing_object_is_named_with_the_way_out(
    here: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here.commit({"plan.toml": task("a")})
    old = here.run("rev-parse", "HEAD:plan.toml")
    here.commit({"plan.toml": task("a", "done")})
    loose = here.top / ".git" / "objects" / old[:2] / old[2:]
    loose.chmod(0o600)
    loose.unlink()
    message = refused(capfd, "--no-cache")
    assert old[:7] in message or "missing" in message


def test_a_partial_clone_fetches_nothing_on_its_own(
    told: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told.run("config", "uploadpack.allowFilter", "true")
    url = told.top.resolve().as_uri()
    told.run("clone", "--quiet", "--filter=blob:none", "--no-checkout", url, str(tmp_path / "part"))
    os.chdir(tmp_path / "part")
    status = main(["history", "--log", "--format", "jsonl"])
    shown = capfd.readouterr()
    # Either git may still fetch what is missing, and all is there; or it is said what to do.
    assert (status, len(shown.out.splitlines())) == (0, 6) or (status == 2 and "clone" in shown.err)


def test_a_repository_of_somebody_else_is_refused_as_git_does(
    told: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "safe.directory" in refused(capfd)


# The store


def store_files(repo: Repo) -> list[Path]:
    return sorted((repo.top / ".git" / "planlint" / "history").glob("*"))


def test_the_store_never_shows(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    def everything(*more: str) -> list[str]:
        return [output(capfd, "--format", form, "--kind", "all", *more) for form in ("json", "jsonl")]

    without = everything("--no-cache")
    assert store_files(told) == []
    every = everything("--no-cache", "--all-commits")
    output(capfd, "--log", "--rev", "HEAD~2")  # an older run
    assert len(store_files(told)) == 1
    assert everything() == without
    assert everything() == without
    assert everything("--all-commits") == every
    assert everything("--all-commits") == every


@pytest.mark.parametrize("steps", ["milestones.a = 2030-01-01", 'milestones = "soon"', 'milestones = ["a"]'])
def test_a_later_run_adds_no_point_where_nothing_moved(
    here: Repo, capfd: pytest.CaptureFixture[str], steps: str
) -> None:
    plan = f'[key_result.k]\ntitle = "K"\nmetric = {{ name = "n", target = 3 }}\n{steps}\n'  # one of the two too many
    here.commit({"plan.toml": plan}, when="2026-01-01T00:00:00Z")
    output(capfd, "--log")
    here.commit({"plan.toml": plan + 'note = "slow"\n'}, when="2026-01-02T00:00:00Z")
    assert [len(one["points"]) for one in history(capfd)["series"]] == [1]
    assert output(capfd, "--format", "json") == output(capfd, "--format", "json", "--no-cache")


def test_a_store_that_does_not_fit_is_thrown_away(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    without = output(capfd, "--format", "json", "--no-cache")
    output(capfd, "--log")
    (file,) = store_files(told)
    whole = file.read_bytes()
    for spoilt in (b"", b"{}", whole[:-1], whole[: len(whole) // 2], whole.replace(b"task.a", b"task.b"), b"\0" * 99):
        file.write_bytes(spoilt)
        assert output(capfd, "--format", "json") == without
    assert output(capfd, "--format", "json") == without


def test_the_store_follows_the_configuration(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    output(capfd, "--log")
    assert [one["item"] for one in history(capfd)["changes"]][:2] == ["key_result.wait", "task.a"]
    told.commit({"planlint.toml": 'include = ["other.toml"]\n', "other.toml": task("z")}, when="2026-05-01T00:00:00Z")
    assert [one["item"] for one in history(capfd)["changes"]] == ["task.z"]


def test_a_store_that_cannot_be_written_is_done_without(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    (told.top / ".git" / "planlint").write_text("in the way")
    assert len(history(capfd)["changes"]) == 6


def test_a_rewritten_history_is_read_anew(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    output(capfd, "--log")
    told.run("reset", "--quiet", "--hard", "HEAD~2")
    told.commit({"plan.toml": task("n")}, "Another way", "2026-06-01T00:00:00Z")
    assert output(capfd, "--format", "json") == output(capfd, "--format", "json", "--no-cache")


def test_several_runs_at_once_do_not_disturb_one_another(told: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "planlint", "history", "--format", "json"]
    running = [subprocess.Popen(command, cwd=told.top, stdout=subprocess.PIPE) for _ in range(4)]
    shown = {process.communicate()[0] for process in running}
    assert shown == {output(capfd, "--format", "json", "--no-cache").encode()}
    assert len(store_files(told)) == 1
