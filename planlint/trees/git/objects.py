"""One `git cat-file` that answers every question about a repository's objects while a run lasts."""

import re
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from planlint.trees.git.process import Changes, start_git

if TYPE_CHECKING:
    import subprocess

_FOUND = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (commit|tree|blob|tag) (\d+)")
_AT_ONCE = 32  # names sent before the first answer is read: few enough for the narrowest pipe, so nobody waits
_SKIM = 1 << 16


class GitObject(NamedTuple):
    """An object that is there: its full id, its type, and the beginning of its content."""

    oid: str
    kind: str
    content: bytes


class Objects:
    """The objects of a repository, asked for by any name git knows; git is started with the first question."""

    def __init__(self, folder: str, changes: Changes) -> None:
        self._folder = folder
        self._changes = changes
        self._process: subprocess.Popen[bytes] | None = None

    def get(self, name: str, limit: int) -> GitObject | None:
        """Return the object that a name means, with at most `limit` + 1 bytes; None where there is none here."""
        (answer,) = self.each([name.encode("utf-8", "surrogateescape")], limit)
        return answer

    def each(self, names: Sequence[bytes], limit: int) -> Iterator[GitObject | None]:
        """Yield what each name means, in their order."""
        owed = 0  # answers that git will give
        try:
            for at in range(0, len(names), _AT_ONCE):
                some = names[at : at + _AT_ONCE]
                self._send(some)
                owed += len(some)
                # Git works on these while the answers before are read.
                while owed > len(some):
                    owed -= 1
                    yield self._answer(limit)
            while owed:
                owed -= 1
                yield self._answer(limit)
        except GeneratorExit:
            if owed:  # what nobody took would be taken for the answer to the next question
                self._stop()
            raise

    def _send(self, names: Sequence[bytes]) -> None:
        given = self._running.stdin
        assert given is not None
        with suppress(OSError):  # git has ended: that shows where its answers are read
            given.write(b"".join(name + b"\n" for name in names))
            given.flush()

    def _answer(self, limit: int) -> GitObject | None:
        """Return the next answer, None where the object is not there or git has ended."""
        printed = self._running.stdout
        assert printed is not None
        head = _FOUND.fullmatch(printed.readline().removesuffix(b"\n"))
        if head is None:
            return None
        size = int(head[3])
        kept = min(size, limit + 1)
        content = printed.read(kept)
        if len(content) < kept or not _skipped(printed, size - kept + 1):  # with the line end after the object
            return None
        return GitObject(head[1].decode("ascii"), head[2].decode("ascii"), content)

    def _stop(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = start_git(["cat-file", "--batch"], self._folder, self._changes, takes_questions=True)
            weakref.finalize(self, _end, self._process)
        return self._process


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a git that nobody will ask any more."""
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    process.wait()


def _skipped(printed: IO[bytes], size: int) -> bool:
    """Pass over so many bytes; return whether there were as many."""
    while size > 0:
        some = len(printed.read(min(size, _SKIM)))
        if not some:
            return False
        size -= some
    return True
