"""Any repository: no internal error, one answer, and nothing half-written.

A few examples run with the suite. `python -m tests.support.fuzz MINUTES` looks for others as long as it is let.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.toml import Fault, read
from planlint.tree import TEMPORARY_SUFFIX
from tests.conftest import Repo
from tests.support.fuzzing import DAY, LOOKS, Ended, Scene, contents, ran, scenes

FINDINGS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")
READERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "check": (("check", "--extend-select", "ALL"), FINDINGS),
    "check staged": (("check", "--staged"), ("json", "full")),
    "check a change": (("check", "--base", "HEAD~1", "--history", "--new-only"), FINDINGS),
    "what a fix would do": (("check", "--diff", "--unsafe-fixes"), ("full",)),
    "check a commit": (("check", "--rev", "HEAD~1"), FINDINGS),
    "check what changed": (("check", "--base", "c0", "--all", "--fail-on", "info"), FINDINGS),
    "numbers": (("check", "--statistics"), ("full", "json")),
    "diff": (("diff", "HEAD~1", "--check", "--kind", "all"), ("text", "markdown", "json", "github", "sarif")),
    "diff of branches": (("diff", "c0...main"), ("text", "json")),
    "review": (("history", "--kind", "all"), ("text", "json", "markdown", "svg", "html")),
    "log": (("history", "--log", "--kind", "all"), ("text", "json", "jsonl", "csv", "markdown")),
    "every commit": (("history", "--log", "--all-commits", "--by", "day"), ("text", "jsonl")),
    "one key result": (("history", "key_result.b"), ("text", "json", "svg", "markdown")),
    "commits for an item": (("history", "a", "--work"), ("text", "json")),
    "a range": (("history", "--log", "--rev", "c0..HEAD", "--kind", "all"), ("text", "jsonl", "csv")),
    "a period": (("history", "--period", "2026-Q1"), ("text", "json", "markdown", "svg", "html")),
    "why": (("why", "a"), ("text", "json", "mermaid", "dot")),
    "why a line": (("why", "plan.toml:1"), ("text", "json")),
    "why commits": (("why", "HEAD~2..HEAD"), ("text", "json")),
    "tree": (("tree", "--tasks"), ("text", "json", "mermaid", "dot", "csv")),
    "tree with work": (("tree", "--work", "--kind", "task,key_result"), ("text", "json", "csv")),
    "tables": (("export", "--kind", "all"), ("jsonl", "csv")),
    "ci": (("ci", "--base", "HEAD~1", "--comment", "never"), ("json", "full", "markdown")),
}
WRITERS = (
    ("check", "--fix"),
    ("check", "--fix", "--unsafe-fixes", "--extend-select", "ALL"),
    ("check", "--add-ignores", "we know"),
    ("check", "--write-baseline", "baseline.json"),
    ("set", "a", "status=done"),
    ("set", "key_result.a", "current=7", "confidence=0.5", "reached=one"),
    ("set", "task.a", "tags=x,y", "due=2026-05-01", "task.b", "title=It is \"said\" 'so'"),
    ("set", "key_result.b", "note=", "due="),
    ("set", "a", "metric.current=8", "metric.as_of=2026-03-01"),
    ("set", "b", "milestones.new=2026-06-01"),
    ("set", "objective.a", "formerly=q,r", "title= ::error::x "),
    ("new", "task", 'A new "one"', "--under", "tactic.a", "--id", "new-one"),
    ("new", "key_result", "Another", "--under", "objective.a"),
    ("carry", "2026-Q1", "2026-Q2"),
    ("rename", "task.a", "z-1"),
    ("rename", "key_result.b", "a"),
    ("rename", "person.a", "person.z"),
    ("rename", "period.mine", "period.ours"),
    ("rename", "objective.a", "key_result.a"),
)
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def rows(text: str) -> object:
    return list(csv.reader(io.StringIO(text), strict=True))


READABLE: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("json", "sarif", "gitlab", "rdjson"), json.loads),
    "jsonl": lambda text: [json.loads(line) for line in text.split("\n") if line],
    "junit": ElementTree.fromstring,
    "svg": ElementTree.fromstring,
    "csv": rows,
}


@contextmanager
def made(scene: Scene) -> Iterator[Repo]:
    """Make a repository and work at its top."""
    before, top = Path.cwd(), Path(tempfile.mkdtemp())
    try:
        repo = scene.made(top / "repo")
        os.chdir(repo.top)
        yield repo
    finally:
        os.chdir(before)
        shutil.rmtree(top)


def require_one_answer(repo: Repo, arguments: tuple[str, ...], form: str, look: Mapping[str, str]) -> Ended:
    """Run a command twice: it answers alike, whatever the reader's git prints for people; with status 2 it says why."""
    first = ran(*arguments, "--format", form, "--today", DAY)
    for name, value in look.items():
        repo.run("config", name, value)
    again = ran(*arguments, "--format", form, "--today", DAY)
    for name in look:
        repo.run("config", "--unset", name)
    assert first == again
    assert first.status in (0, 1, 2)
    if first.status == 2:
        assert b"error" in first.err
    elif form in READABLE and first.out:
        READABLE[form](first.out.decode("utf-8"))
    return first


@fuzzed
@given(scenes(), st.data())
def test_any_repository_is_read_without_an_internal_error_and_twice_alike(scene: Scene, data: st.DataObject) -> None:
    with made(scene) as repo:
        before = contents(repo.top)
        look = dict(data.draw(st.lists(st.sampled_from(LOOKS), max_size=3)))
        for name in data.draw(st.lists(st.sampled_from(sorted(READERS)), min_size=2, max_size=4, unique=True)):
            arguments, forms = READERS[name]
            for form in data.draw(st.lists(st.sampled_from(forms), min_size=1, max_size=3, unique=True)):
                told = require_one_answer(repo, arguments, form, look)
                if arguments[0] == "history":
                    alone = ran(*arguments, "--no-cache", "--format", form, "--today", DAY)
                    assert alone == told
                if form in ("github", "full") and told.status < 2 and arguments[0] != "ci":
                    assert form == "github" or b"\n::" not in told.out
        assert contents(repo.top) == before


def is_toml(data: bytes) -> bool:
    try:
        read("plan.toml", data)
    except Fault:
        return False
    return True


@fuzzed
@given(scenes(), st.lists(st.sampled_from(WRITERS), min_size=1, max_size=4))
def test_whatever_is_written_is_whole_and_a_second_time_nothing(scene: Scene, commands: list[tuple[str, ...]]) -> None:
    with made(scene) as repo:
        for arguments in commands:
            before = contents(repo.top)
            first = ran(*arguments, "--today", DAY)
            after = contents(repo.top)
            assert not [path for path in after if path.endswith(TEMPORARY_SUFFIX)]
            assert first.status in (0, 1, 2)
            if first.status == 2:
                assert after == before
                continue
            added = after.keys() - before.keys()
            assert added <= {"baseline.json"} or (arguments[0] in ("new", "carry") and len(added) == 1)
            assert before.keys() <= after.keys()
            for path, old in before.items():
                if path.endswith(".toml") and is_toml(old):
                    assert is_toml(after[path]), path
                else:
                    assert after[path] == old or path == "baseline.json"
            if arguments[0] not in ("rename", "new", "carry"):
                ran(*arguments, "--today", DAY)
                assert contents(repo.top) == after


@fuzzed
@given(scenes())
def test_what_a_fix_would_do_is_what_it_does(scene: Scene) -> None:
    with made(scene) as repo:
        would = ran("check", "--diff", "--unsafe-fixes", "--extend-select", "ALL", "--today", DAY)
        before = contents(repo.top)
        plain, attributes = repo.top.parent / "plain", ".gitattributes"  # by them git would write other line ends
        shutil.copytree(repo.top, plain, symlinks=True, ignore=shutil.ignore_patterns(".git", attributes))
        done = ran("check", "--fix", "--unsafe-fixes", "--extend-select", "ALL", "--today", DAY)
        after = contents(repo.top)
        if done.status == 2 or not would.out:
            assert after == before
            return
        Repo(plain)
        subprocess.run(["git", "apply", "-"], cwd=plain, input=would.out, check=True)
        assert contents(plain) == {path: data for path, data in after.items() if path != attributes}


FOUND: Mapping[str, Callable[[str], list[str]]] = {
    "json": lambda text: [one["code"] for one in json.loads(text)["findings"]],
    "jsonl": lambda text: [json.loads(line)["code"] for line in text.split("\n") if line],
    "sarif": lambda text: [one["ruleId"] for one in json.loads(text)["runs"][0]["results"]],
    "gitlab": lambda text: [one["check_name"].split()[0] for one in json.loads(text)],
    "rdjson": lambda text: [one["code"]["value"] for one in json.loads(text)["diagnostics"]],
}


@fuzzed
@given(scenes())
def test_every_format_has_the_same_findings(scene: Scene) -> None:
    with made(scene):
        told = {
            form: ran("check", "--extend-select", "ALL", "--quiet", "--format", form, "--today", DAY)
            for form in FINDINGS
        }
        assert len({one.status for one in told.values()}) == 1
        if told["json"].status < 2:
            found = {form: sorted(codes(told[form].out.decode())) for form, codes in FOUND.items()}
            assert all(codes == found["json"] for codes in found.values()), found


@fuzzed
@given(scenes(most_states=0))
def test_what_is_staged_is_checked_as_the_commit_of_it(scene: Scene) -> None:
    with made(scene) as repo:
        check = ("check", "--extend-select", "ALL", "--format", "json", "--today", DAY)
        repo.run("add", "--all", "--force")
        staged, files = ran(*check, "--staged"), ran(*check)
        person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        repo.run(*person, "commit", "--quiet", "--allow-empty", "--message", "all of it")
        committed = ran(*check, "--rev", "HEAD")
        assert staged.status == files.status == committed.status
        assert staged.out == files.out == committed.out


@fuzzed
@given(scenes(), st.integers(0, 10**6), st.binary(max_size=8))
def test_a_history_goes_on_from_whatever_was_kept(scene: Scene, at: int, damage: bytes) -> None:
    with made(scene) as repo:
        log = ("history", "--log", "--kind", "all", "--all-commits", "--format", "jsonl", "--today", DAY)
        ran(*log)
        kept = sorted(path for path in (repo.top / ".git" / "planlint").rglob("*") if path.is_file())
        if kept and damage:
            path = kept[at % len(kept)]
            data = path.read_bytes()
            cut = at % (len(data) + 1)
            path.write_bytes(data[:cut] + damage + data[cut + len(damage) :])
        person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        repo.run("add", "--all", check=False)
        repo.run(*person, "commit", "--quiet", "--allow-empty", "--message", "more", check=False)
        for command in (log, ("history", "--kind", "all", "--format", "json", "--today", DAY)):
            assert ran(*command) == ran(*command, "--no-cache") == ran(*command)
