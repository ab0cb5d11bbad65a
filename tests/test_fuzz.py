"""Any repository: no internal error, one answer, and nothing half-written.

A few examples run with the suite. `python -m tests.support.fuzz MINUTES` looks for others as long as it is let.
"""

import csv
import io
import json
import os
import shutil
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
from tests.support.fuzzing import DAY, Ended, Scene, contents, ran, scenes

FINDINGS = ("full", "concise", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "markdown")
READERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "check": (("check", "--extend-select", "ALL"), FINDINGS),
    "check staged": (("check", "--staged"), ("json", "full")),
    "check a change": (("check", "--base", "HEAD~1", "--history", "--new-only"), FINDINGS),
    "what a fix would do": (("check", "--diff", "--unsafe-fixes"), ("full",)),
    "numbers": (("check", "--statistics"), ("full", "json")),
    "diff": (("diff", "HEAD~1", "--check", "--kind", "all"), ("text", "markdown", "json", "github", "sarif")),
    "diff of branches": (("diff", "c0...main"), ("text", "json")),
    "review": (("history", "--kind", "all"), ("text", "json", "markdown", "svg", "html")),
    "log": (("history", "--log", "--kind", "all"), ("text", "json", "jsonl", "csv", "markdown")),
    "every commit": (("history", "--log", "--all-commits", "--by", "day"), ("text", "jsonl")),
    "why": (("why", "a"), ("text", "json", "mermaid", "dot")),
    "tree": (("tree", "--tasks"), ("text", "json", "mermaid", "dot", "csv")),
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
    ("rename", "task.a", "z-1"),
    ("rename", "key_result.b", "a"),
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


def require_one_answer(arguments: tuple[str, ...], form: str) -> Ended:
    """Run a command twice: it answers alike, and with status 2 it says why."""
    first = ran(*arguments, "--format", form, "--today", DAY)
    again = ran(*arguments, "--format", form, "--today", DAY)
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
        for name in data.draw(st.lists(st.sampled_from(sorted(READERS)), min_size=2, max_size=4, unique=True)):
            arguments, forms = READERS[name]
            for form in data.draw(st.lists(st.sampled_from(forms), min_size=1, max_size=3, unique=True)):
                told = require_one_answer(arguments, form)
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
            assert after.keys() - before.keys() <= {"baseline.json"}
            assert before.keys() <= after.keys()
            for path, old in before.items():
                if path.endswith(".toml") and is_toml(old):
                    assert is_toml(after[path]), path
                else:
                    assert after[path] == old or path == "baseline.json"
            if arguments[0] != "rename":
                ran(*arguments, "--today", DAY)
                assert contents(repo.top) == after
