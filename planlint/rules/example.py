"""The examples of rules: small plans in which the expected findings are marked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from textwrap import dedent
from typing import NamedTuple

FIRST_FILE = "plan/plan.toml"
_THEN = "#--- then"
_ON = re.compile(r"^#--- on (\d{4}-\d{2}-\d{2})\n", re.MULTILINE)
_MARK = re.compile(r"\s*#~\s*")
_FILE = re.compile(r"#--- (file|unreadable|commit): (\S+)(.*)")


class ExampleCommit(NamedTuple):
    """A commit of an example: the file it touches, and its message."""

    path: str
    message: str


class Expected(NamedTuple):
    """A finding starts on this line of this file, of the version before where it is `gone`; its message says this."""

    path: str
    line: int
    text: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """The files of an example without its marks, the files in it that cannot be opened, and what is expected.

    `before` has the files as they were, where the example is of a change. `past` has every version with the day it
    was committed, oldest first and the one that is judged included, where the example is of a history. `commits` are
    those of a range, where the example is of work.
    """

    files: Mapping[str, str]
    unreadable: Mapping[str, str]
    expected: tuple[Expected, ...]
    before: Mapping[str, str] = field(default_factory=dict)
    past: tuple[tuple[date, Mapping[str, str]], ...] = ()
    commits: tuple[ExampleCommit, ...] = ()

    @property
    def contents(self) -> dict[str, bytes]:
        r"""The files as bytes; an escape such as `\udcfc` stands for a byte that is not UTF-8."""
        return _as_bytes(self.files)

    @property
    def contents_before(self) -> dict[str, bytes]:
        """The files as they were, as bytes."""
        return _as_bytes(self.before)


def _as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode("utf-8", "surrogateescape") for path, text in files.items()}


def bad_and_good(text: str) -> tuple[str, str]:
    """Return a rule's bad example and its good one: lines behind `-` are of the first, lines behind `+` of the other.

    All others stand in both, behind two blanks; the marks in them are of the bad one.
    """
    lines = dedent(text).splitlines()
    stray = next((line for line in lines if line[:2] not in ("", "  ", "- ", "+ ", "-", "+")), None)
    if stray is not None:
        raise ValueError(f"a line of an example begins with `- `, `+ ` or two blanks: {stray}")
    bad = [line[2:] for line in lines if not line.startswith("+")]
    good = [
        line[2:] if line.startswith("+") else _MARK.split(line[2:])[0] for line in lines if not line.startswith("-")
    ]
    return "\n".join(bad).strip("\n"), "\n".join(good).strip("\n")


def parse_example(text: str) -> Example:
    """Read an example: `#~ TEXT` marks a finding on its line, `#--- file: PATH` begins another file.

    `#--- unreadable: PATH #~ REASON` stands for a file that cannot be opened; `#--- then` ends a first version, and
    what follows is the second. `#--- commit: PATH` begins the message of a commit that touches a file, in comments, and
    ends what stands before it. `#--- on DATE` at the very beginning and further on begins a version committed that day.
    """
    if _ON.match(text):
        _, *parts = _ON.split(text)
        versions = [
            (date.fromisoformat(day), _version(part)) for day, part in zip(parts[::2], parts[1::2], strict=True)
        ]
        last = versions[-1][1]
        return Example(last.files, {}, last.expected, past=tuple((day, one.files) for day, one in versions))
    first, then, second = text.partition(f"{_THEN}\n")
    if not then:
        return _version(text)
    before, after = _version(first), _version(second)
    gone = (one._replace(gone=True) for one in before.expected)
    expected = tuple(sorted((*gone, *after.expected)))
    return Example(after.files, after.unreadable, expected, before.files, commits=after.commits)


def _version(text: str) -> Example:
    path = FIRST_FILE
    files: dict[str, list[str]] = {path: []}
    unreadable: dict[str, str] = {}
    expected: list[Expected] = []
    commits: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        directive = _FILE.match(line)
        if directive and directive[1] == "file":
            path = directive[2]
            files[path] = []
        elif directive and directive[1] == "commit":
            commits.append((directive[2], []))
            expected.extend(Expected(directive[2], 1, mark) for mark in _MARK.split(directive[3])[1:])
        elif commits:
            commits[-1][1].append(line.removeprefix("#").removeprefix(" "))
        elif directive:
            reason = _MARK.split(directive[3])[-1]
            unreadable[directive[2]] = reason
            expected.append(Expected(directive[2], 1, reason))
        else:
            content, *marks = _MARK.split(line)
            files[path].append(content)
            expected.extend(Expected(path, len(files[path]), mark) for mark in marks)
    texts = {path: "\n".join(lines) + "\n" for path, lines in files.items()}
    made = tuple(ExampleCommit(touched, "\n".join(lines)) for touched, lines in commits)
    return Example(texts, unreadable, tuple(expected), commits=made)
