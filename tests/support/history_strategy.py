"""Histories for hypothesis: small plans changed, broken, moved, renamed, merged; made by one `git fast-import`."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from tests.conftest import Repo

PATHS = ("plan.toml", "plan/a.toml", "plan/b/c.toml", "x.plan.toml", "elsewhere.toml", 'plan/ü "q".toml')
BROKEN = ('[task.x\ntitle = "X"\n', "<<<<<<< ours\n", '[task.x]\ntitle = "X"\n[task.x]\n', "a = 1\na = 2\n", "\ufeff[")
_BEGUN = 1_760_000_000  # seconds


class Made(NamedTuple):
    """A commit to be made: its parents by number, the files it holds, its message, its day and its author's name."""

    parents: tuple[int, ...]
    files: Mapping[str, bytes]
    message: bytes = b"c\n"
    when: str = ""
    who: bytes = b"Ann"


def _fields(kind: str) -> st.SearchStrategy[str]:
    lines = {
        "task": (
            'status = "todo"',
            'status = "done"',
            'tactic = "t"',
            "due = 2026-03-01",
            "status = 3",
            "due = 'nowhere'",
        ),
        "objective": ('period = "2026-Q1"', 'period = "mine"', "due = 2026-05-01", 'outcome = "o"', "period = 7"),
        "period": ("start = 2026-01-01\nend = 2026-06-30", "start = 2026-01-01\nend = 2026-07-31", "start = 1"),
        "key_result": (
            'objective = "a"',
            'objective = ["a", "b"]',
            "metric = { baseline = 0, target = 10, current = 5 }",
            "metric = { baseline = 0, target = 20, current = 5 }",
            'metric = { baseline = 3, target = 1, direction = "at-most" }',
            "metric = 'none'",
            "metric.baseline = 0\nmetric.target = 10\nmetric.current = 5",
            'milestones = { alpha = 2026-02-01, beta = "mine" }\nreached = ["alpha"]',
            'milestones = { alpha = 2026-02-01, beta = "undated" }',
            "confidence = 0.5",
            'status = "done"',
            "due = 2026-04-01",
        ),
    }[kind]
    own = st.lists(st.sampled_from(lines), max_size=3, unique_by=lambda line: line.partition(" ")[0])
    former = st.sampled_from(("", "", "", 'formerly = ["a"]', 'formerly = ["b", "c"]'))
    title = st.sampled_from(('title = "One"', 'title = "Two"', ""))
    return st.tuples(title, own, former).map(lambda parts: "\n".join([parts[0], *parts[1], parts[2]]) + "\n")


@st.composite
def _text(draw: st.DrawFn) -> bytes:
    if draw(st.integers(0, 6)) == 0:
        return draw(st.sampled_from(BROKEN)).encode()
    names = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("task", "key_result", "objective", "period")), st.sampled_from(("a", "b", "c", "mine"))
            ),
            max_size=4,
            unique=True,
        )
    )
    if draw(st.integers(0, 15)) == 0:
        return b"key_result = 5\n"
    return "".join(f"[{kind}.{name}]\n{draw(_fields(kind))}" for kind, name in names).encode()


_VALUE = re.compile(rb"(?m)^([a-z.]+ = )(?![{\\[]).*$")
_VALUES = st.sampled_from(
    (b'"One"', b'"a"', b'"todo"', b'"done"', b"2026-03-01", b"0.5", b"5", b"5.0", b"true", b"[1]")
)


@st.composite
def _set_anew(draw: st.DrawFn, text: bytes) -> bytes:
    """Draw values for some of the lines that set one."""
    return _VALUE.sub(lambda line: line[1] + draw(_VALUES) if draw(st.booleans()) else line[0], text)


@st.composite
def histories(draw: st.DrawFn, most: int = 7) -> list[Made]:
    """Draw commits, each after its parents; the last one is the head."""
    made: list[Made] = []
    for number in range(draw(st.integers(1, most))):
        kind = draw(st.integers(0, 9)) if number else 9
        others = st.integers(0, max(number - 1, 0))
        if number == 0 or kind == 0:
            parents: tuple[int, ...] = ()
        elif kind < 6:
            parents = (number - 1,)
        elif kind < 8:
            parents = tuple(dict.fromkeys([number - 1, draw(others)]))
        else:
            parents = tuple(dict.fromkeys([draw(others), number - 1, draw(others)]))
        files: dict[str, bytes] = {}
        for parent in reversed(parents):
            files |= made[parent].files
        for path in draw(st.lists(st.sampled_from(PATHS), max_size=2, unique=True)):
            if path in files and draw(st.integers(0, 3)) == 0:
                text = files.pop(path)
                if draw(st.booleans()):  # it moves
                    files[draw(st.sampled_from(PATHS))] = text
            elif path in files and draw(st.booleans()):
                files[path] = draw(_set_anew(files[path]))
            else:
                files[path] = draw(_text())
        made.append(Made(parents, files))
    return made


def build(top: Path, commits: Sequence[Made]) -> Repo:
    """Make the repository."""
    repo = Repo(top)
    stream = b"".join(_commit(number, one, last=number == len(commits) - 1) for number, one in enumerate(commits))
    (top / "stream").write_bytes(stream)
    with (top / "stream").open("rb") as data:
        subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=top, stdin=data, check=True)
    return repo


def _commit(number: int, one: Made, *, last: bool) -> bytes:
    branch = "main" if last else f"c{number}"
    person = one.who + f" <ann@example.org> {one.when or f'{_BEGUN + number * 86_400} +0100'}".encode()
    lines = [f"commit refs/heads/{branch}\nmark :{number + 1}\n".encode()]
    lines.append(b"author " + person + b"\ncommitter " + person + b"\n")
    lines.append(f"data {len(one.message)}\n".encode() + one.message + b"\n")
    for at, parent in enumerate(one.parents):
        lines.append(f"{'merge' if at else 'from'} :{parent + 1}\n".encode())
    lines.append(b"deleteall\n")
    for path, text in one.files.items():
        quoted = path.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'M 100644 inline "{quoted}"\ndata {len(text)}\n'.encode() + text + b"\n")
    return b"".join(lines)
