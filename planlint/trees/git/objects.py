"""One `git cat-file` that answers every question about a repository's objects while a run lasts."""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from planlint.trees.git.process import Changes, start_git

if TYPE_CHECKING:
    import subprocess

_AT_ONCE = 32  # names sent before the first answer is read: few enough for the narrowest pipe, so nobody waits
_MANY = 512  # names from which on a git of their own answers faster than one that lets each answer go at once
_SKIM = 1 << 16


class GitObject(NamedTuple):
    """An object that is there: its full id, its type, and the beginning of its content."""

    oid: bytes
    kind: bytes
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
        return self._many(names, limit) if len(names) >= _MANY else self._few(names, limit)

    def _many(self, names: Sequence[bytes], limit: int) -> Iterator[GitObject | None]:
        from threading import Thread

        arguments = ["cat-file", "--batch", "--buffer"]
        process = start_git(arguments, self._folder, self._changes, takes_questions=True)
        assert process.stdout is not None
        asking = Thread(target=_ask, args=(process.stdin, names), daemon=True)
        asking.start()
        try:
            for _ in names:
                yield _answer(process.stdout, limit)
        finally:
            process.stdout.close()  # ends a git that has more to say, and with it the questions
            process.wait()
            asking.join()

    def _few(self, names: Sequence[bytes], limit: int) -> Iterator[GitObject | None]:
        owed = 0  # answers that git will give
        try:
            for at in range(0, len(names), _AT_ONCE):
                some = names[at : at + _AT_ONCE]
                self._send(some)
                owed += len(some)
                # Git works on these while the answers before are read.
                while owed > len(some):
                    owed -= 1
                    yield _answer(self._printed, limit)
            while owed:
                owed -= 1
                yield _answer(self._printed, limit)
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

    @property
    def _printed(self) -> IO[bytes]:
        printed = self._running.stdout
        assert printed is not None
        return printed

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


def _ask(given: IO[bytes], names: Sequence[bytes]) -> None:
    """Send all names, and say that there are no more."""
    with suppress(OSError), given:  # nobody listens any more
        given.write(b"\n".join((*names, b"")))


def _answer(printed: IO[bytes], limit: int) -> GitObject | None:
    """Return the next answer, None where the object is not there or git has ended."""
    words = printed.readline().split()
    if len(words) != 3 or not words[2].isdigit():  # the last word else is "missing" or "ambiguous"
        return None
    oid, kind, size = words[0], words[1], int(words[2])
    if size > limit:
        content = printed.read(limit + 1)
        whole = len(content) > limit and _skipped(printed, size - limit)  # with the line end after the object
    else:
        content = printed.read(size + 1)[:-1]
        whole = len(content) == size
    return GitObject(oid, kind, content) if whole else None


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
