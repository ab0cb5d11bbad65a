"""What files held before: their earlier contents in git, the newest first."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from planlint.trees.errors import TreeError
from planlint.trees.git.discovery import Whereabouts, run_git, whereabouts
from planlint.trees.names import path_name
from planlint.trees.root import Root

_AT_ONCE = 32  # contents asked for together: most questions are answered by the newest few
_MOST = 512  # how far back anybody looks
_MOST_NAMED = 500  # files, beyond which a command line grows too long
_RAW = re.compile(rb"\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [A-Z]")
_FILE = b"100"  # how the mode of a file begins; neither link nor submodule


class Version(NamedTuple):
    """The content a file had from a day on, by the committer's clock; None where it was not there."""

    day: date
    data: bytes | None


def versions(root: Root, paths: Collection[str], rev: str = "HEAD") -> Mapping[str, Iterator[Version]]:
    """Return the versions that a commit and those before it gave to files below a root, along first parents.

    Read as far as they are asked for, at most 512 of each file; moves are not followed. Nothing where there is no
    repository, no commit, or no git. `TreeError` where git fails later on.
    """
    where = whereabouts(str(root.folder))
    if where is None or not paths:
        return {}
    # The folder of the plan may not be on the disk: git is asked at the top, where there is one.
    top = where.top or where.git_dir
    below = os.path.relpath(root.folder, top).replace(os.sep, "/") if where.top else "."
    prefix = "" if below == "." else f"{below}/"
    named = [prefix + path for path in sorted(paths)] if len(paths) <= _MOST_NAMED else [below] if prefix else []
    arguments = ["log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames"]
    try:
        said = run_git([*arguments, "--format=%cs", rev, "--", *named], top, where.environment)
    except TreeError:  # no commit yet
        return {}
    blobs: dict[str, list[tuple[date, bytes | None]]] = {}
    day = date.min
    words = iter(said.split(b"\0"))
    for word in words:
        raw = _RAW.fullmatch(word)
        if raw:
            blob = raw[2] if raw[1].startswith(_FILE) else None
            blobs.setdefault(path_name(next(words)).removeprefix(prefix), []).append((day, blob))
        elif word:
            day = date.fromisoformat(word.decode("ascii").strip())
    return {path: _read(top, where, found) for path, found in blobs.items() if path in paths}


def _read(folder: str, where: Whereabouts, found: list[tuple[date, bytes | None]]) -> Iterator[Version]:
    waiting = iter(found[:_MOST])
    while some := list(islice(waiting, _AT_ONCE)):
        asked = b"".join(blob + b"\n" for _, blob in some if blob)
        answers = run_git(["cat-file", "--batch"], folder, where.environment, asked)
        at = 0
        for day, blob in some:
            if blob is None:
                yield Version(day, None)
                continue
            line = answers.index(b"\n", at)
            head = answers[at:line].split(b" ")
            if len(head) < 3:  # missing: this clone is partial, or damaged
                return
            at = line + 1 + int(head[2])
            yield Version(day, answers[line + 1 : at])
            at += 1
