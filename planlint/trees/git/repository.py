"""The index and the commits of a git repository as mappings from paths to bytes."""

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from planlint.nearest import nearest
from planlint.tree import CIRCLES, DANGLES, LEAVES_REPOSITORY, LEAVES_ROOT, NO_FILE, PassedOver, Unreadable
from planlint.trees.errors import TreeError, git_failed, git_text, no_repository, partial_clone
from planlint.trees.git.discovery import RepositoryLocation, is_inside, whereabouts
from planlint.trees.git.modes import LINK, SUBMODULE, is_file
from planlint.trees.git.objects import Objects
from planlint.trees.git.process import Changes, GitResult, ask_git, git_version, run_git, started_git, try_git
from planlint.trees.names import path_name
from planlint.trees.real_name import real_name

INDEX = ":index"
"""The name of the index where a revision may stand."""

Wanted = Callable[[str], bool]
_Chosen = Callable[[bytes], bool]
_Told = Callable[[bytes, "_Entry"], None]

_FULL_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REFINEMENT = re.compile(r"[~^:]|@\{")
_STAGES = (b"0", b"2")  # settled, or our side of a conflict
_NOTHING = (b"", b"")  # mode and id of what is not there
_MOST_LINKS = 40
_LIST = "`git log --all --oneline` lists commits"
_SKIM = 1 << 16
_CHUNK = 1 << 20
_FILE_LIMIT = 1 << 20
_FOLDER_LIMIT = 1 << 26


# The empty file and the empty folder, in either kind of repository. What `git add --intent-to-add` enters is
# an empty file in the index; compared with the empty folder, it alone does not show.
_EMPTY_TREES = {
    b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    b"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813": (
        "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    ),
}


class _Entry(NamedTuple):
    """A file as git knows it: the full path in the repository and the id of its content."""

    path: bytes
    blob: bytes


def _ignore(mode: bytes, entry: _Entry) -> None:
    """Take what nobody asked about."""


class Repository:
    """A git repository, opened for reading; every method raises `TreeError` where git cannot answer.

    `top` is the top of its working tree, None for a bare repository; `git_dir` is where git keeps what belongs to
    that. It is opened for one run, in which every question about revisions and objects is asked once: whoever wants to
    see what has changed meanwhile opens it anew.
    """

    def __init__(self, where: RepositoryLocation) -> None:
        self._changes: Changes = where.environment
        self._folder = where.top or where.git_dir
        self.top = Path(where.top) if where.top else None
        self.git_dir = Path(where.git_dir)
        self._objects = Objects(self._folder, self._changes)
        self._commits: dict[str, str | None] = {}
        self._merge_bases: dict[tuple[str, str], str] = {}
        self._folders: dict[tuple[str, bytes], Mapping[bytes, tuple[bytes, bytes]]] = {}

    @classmethod
    def open(cls, folder: Path) -> "Repository":
        """Open the repository that a folder belongs to."""
        where = whereabouts(str(folder))
        if where is None:
            raise no_repository(str(folder))
        return cls(where)

    @property
    def name(self) -> str:
        """What its folder is called, without the `.git` of a bare one."""
        return Path(real_name(self._folder)).name.removesuffix(".git")

    @property
    def bare(self) -> bool:
        """Whether there is no working tree, and so no index."""
        return self.top is None

    @cached_property
    def _facts(self) -> tuple[bytes, bytes, bytes]:
        """Whether it is shallow, its kind of ids, and the folder of what all its working trees share, as git has it."""
        asked = ("--is-shallow-repository", "--show-object-format", "--git-common-dir")
        shallow, ids, common = self._git("rev-parse", *asked).split(b"\n", 2)
        return shallow, ids, common.removesuffix(b"\n")

    @property
    def shallow(self) -> bool:
        """Whether history was cut off when the repository was cloned."""
        return self._facts[0] == b"true"

    @cached_property
    def partial(self) -> bool:
        """Whether the clone may lack contents, which git would fetch when they are asked for."""
        return any(
            name == "extensions.partialclone" or (name.startswith("remote.") and name.endswith(".promisor"))
            for name in self._settings
        )

    @property
    def shallow_commits(self) -> frozenset[str]:
        """The ids of the commits whose parents a shallow clone lacks."""
        file = self.common_dir / "shallow"
        return frozenset(file.read_text("ascii").split()) if file.is_file() else frozenset()

    def prefix(self, folder: Path) -> str:
        """Return what stands before the paths of a folder's files in the repository: '' or `sub/folder/`."""
        path = real_name(folder)
        if self.top is None:
            return ""
        if not is_inside(path, str(self.top)):
            raise TreeError(f"'{folder}' is not in the working tree at '{self.top}'", "name a folder in it with --root")
        inside = os.path.relpath(path, self.top).replace(os.sep, "/")
        return "" if inside == "." else inside + "/"

    def resolve(self, rev: str) -> str:
        """Return the full id of the commit that a revision names."""
        if not rev or rev.startswith("-") or "\0" in rev:
            raise TreeError(f"'{rev}' is not a revision", _LIST)
        return self.find(rev) or self._verified(rev)

    def find(self, rev: str) -> str | None:
        """Return the full id of the commit that a revision names; None where it names none, or several."""
        if rev not in self._commits:
            # After `:/words` everything counts as words, so the wish for a commit cannot stand behind it.
            wish = rev if rev.startswith(":/") else rev + "^{commit}"
            found = None if "\n" in rev else self._objects.get(wish, 0)
            self._commits[rev] = found.oid.decode("ascii") if found and found.kind == b"commit" else None
        return self._commits[rev]

    def symbolic(self, name: str) -> str | None:
        """Return the full name of the ref that another one stands for; None where it stands for none."""
        status, out, _ = self._try("symbolic-ref", "--quiet", name)
        return None if status else path_name(out.removesuffix(b"\n"))

    def has(self, name: str) -> bool:
        """Whether there is an object, of whatever kind, that a revision names."""
        return self._objects.get(name, 0) is not None

    def setting(self, name: str) -> str | None:
        """Return a value of git's configuration, by its name in small letters; None where it is not set."""
        return self._settings.get(name)

    @cached_property
    def _settings(self) -> Mapping[str, str]:
        """Git's configuration: of several values of one name the last counts."""
        said = self._git("config", "--list", "-z").decode("utf-8", "replace")
        return {name: value for entry in said.split("\0") for name, _, value in [entry.partition("\n")]}

    @property
    def git_version(self) -> tuple[int, ...]:
        """The version of the git program, as far as it consists of numbers."""
        return git_version(self._folder)

    def names(self) -> list[str]:
        """Return the short names of all branches, remote branches and tags."""
        shown = self._git("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        return [path_name(name) for name in shown.splitlines()]

    def merge_base(self, one: str, other: str) -> str:
        """Return the full id of the best common ancestor of two commits, given by their ids."""
        if one == other:
            return one
        if (one, other) not in self._merge_bases:
            self._merge_bases[one, other] = self._merge_base(one, other)
        return self._merge_bases[one, other]

    def leads_to(self, one: str, other: str) -> bool:
        """Whether one commit is another or an ancestor of it; not where this clone lacks the first, or cannot tell."""
        try:
            return self.find(one) is not None and self.merge_base(one, other) == self.resolve(one)
        except TreeError:
            return False

    def _merge_base(self, one: str, other: str) -> str:
        status, out, error = ask_git(["merge-base", one, other], self._folder, self._changes)
        if status == 0:
            return out.decode("ascii").strip()
        if status > 1:
            raise git_failed(error, self._folder)
        way_out = (
            "this clone is shallow: run git fetch --unshallow"
            if self.shallow
            else f"`planlint diff --check {one[:12]}..{other[:12]}` compares them as they are"
        )
        raise TreeError(f"commits {one[:12]} and {other[:12]} have no common ancestor here", way_out)

    def commits_between(self, base: str, tip: str, *, all_commits: bool) -> frozenset[str]:
        """Return the ids of the commits of one that another one lacks, along first parents or all of them."""
        shape = () if all_commits else ("--first-parent",)
        return frozenset(self._git("rev-list", *shape, tip, f"^{base}").decode("ascii").split())

    def log(self, *arguments: str) -> bytes:
        """Return what `git log` prints; the first commits count as changes of everything in them."""
        return self._git("log", *arguments)

    def ask(self, *arguments: str, changes: Changes = {}) -> GitResult:  # noqa: B006 - nobody writes into it
        """Return how a git command ends that may well fail, in an environment with changes, and what it says then."""
        return ask_git(list(arguments), self._folder, {**self._changes, **changes})

    def log_words(self, *arguments: str) -> Iterator[bytes]:
        """Yield what `git log -z` prints, word by word, while it runs; see `log`."""
        rest = b""
        with started_git(["log", *arguments], self._folder, self._changes) as printed:
            while chunk := printed.read(_CHUNK):
                *words, rest = (rest + chunk).split(b"\0")
                yield from words
        yield rest

    def index(self, prefix: str, wanted: Wanted, limit: int, passed: PassedOver | None = None) -> dict[str, bytes]:
        """Return the wanted files of the index below a prefix, by path relative to it.

        At most `limit` + 1 bytes of each. Of a file in conflict our side counts; links, submodules and files
        that are merely intended to be added do not count. `passed` takes the links and submodules below the prefix.
        """
        entries = self._staged((prefix,), _below(prefix, wanted), _into(passed, prefix))
        return self._contents(entries, prefix, limit)

    def commit(
        self, oid: str, prefix: str, wanted: Wanted, limit: int, passed: PassedOver | None = None
    ) -> dict[str, bytes]:
        """Return the wanted files of a commit below a prefix, by path relative to it; see `index`."""
        entries = self._committed(oid, (prefix,), _below(prefix, wanted), _into(passed, prefix))
        return self._contents(entries, prefix, limit)

    def blob_ids(
        self, oid: str | None, prefix: str, wanted: Wanted, passed: PassedOver | None = None
    ) -> dict[str, bytes]:
        """Return the ids of the contents of the wanted files of a commit, for None of the index; see `index`."""
        choice = _below(prefix, wanted), _into(passed, prefix)
        entries = self._staged((prefix,), *choice) if oid is None else self._committed(oid, (prefix,), *choice)
        start = len(os.fsencode(prefix))
        return {path_name(entry.path[start:]): entry.blob for entry in entries}

    def blobs(self, ids: Mapping[str, bytes], limit: int) -> Iterator[tuple[str, bytes]]:
        """Yield contents with the names given to their ids, in byte order of the names; see `index` for the limit."""
        return self._stream([_Entry(name.encode(), blob) for name, blob in ids.items()], "", limit)

    def contents(self, ids: Sequence[bytes], limit: int) -> Iterator[bytes]:
        """Yield the contents with these ids, in the order asked for, at most `limit` + 1 bytes of each."""
        for blob, answer in zip(ids, self._objects.each(ids, limit), strict=True):
            if answer is None or answer.kind != b"blob":
                raise self._missing(_Entry(b"", blob))
            yield answer.content

    def disguises(self) -> bytes:
        """Return what can change the history that git shows: replace refs, grafts, a shallow boundary."""
        replaced = self._git("for-each-ref", "--format=%(refname) %(objectname)", "refs/replace")
        files = [self.common_dir / "info" / "grafts", self.common_dir / "shallow"]
        return b"\0".join((replaced, *(file.read_bytes() for file in files if file.is_file())))

    @property
    def common_dir(self) -> Path:
        """The folder of what all working trees of the repository share."""
        return Path(self._folder, os.fsdecode(self._facts[2]))

    @property
    def hooks_dir(self) -> Path:
        """The folder in which git looks for its hooks, wherever its settings put it."""
        return Path(self._folder, os.fsdecode(self._git("rev-parse", "--git-path", "hooks").removesuffix(b"\n")))

    @property
    def id_digits(self) -> int:
        """The hexadecimal digits of an object's full id: 40, or 64 in a SHA-256 repository."""
        return 64 if self._facts[1] == b"sha256" else 40

    def file(self, rev: str, path: str) -> bytes | None:
        """Return one file of a commit, or of the index for `INDEX`, by its full path; None if there is none.

        At most 1 MiB + 1 byte.
        """
        return self._files(rev, (path,))[0].get(path)

    def modes(self, oid: str, paths: Sequence[str]) -> dict[str, str]:
        """Return the modes that git has for files of a commit, by their full paths."""
        entries = self._git("ls-tree", "-z", "--full-tree", oid, "--", *paths).split(b"\0")
        parts = (entry.partition(b"\t") for entry in entries if entry)
        return {path_name(name): about.split(b" ")[0].decode("ascii") for about, _, name in parts}

    def listing(self, rev: str, names: tuple[str, ...]) -> Callable[[Path], Mapping[str, bytes | Unreadable]]:
        """Return what lets `find_root` look for configuration in a commit or the index, not on the disk.

        Links are followed to other files of the same version; for one that leads elsewhere it is said why it is not.
        """

        def files(folder: Path) -> dict[str, bytes | Unreadable]:
            if self.top is not None and not is_inside(real_name(folder), str(self.top)):
                return {}
            prefix = self.prefix(folder)
            found, links = self._files(rev, tuple(prefix + name for name in names))
            followed = {path: self._behind(rev, path, target, _MOST_LINKS) for path, target in links.items()}
            return {path.removeprefix(prefix): content for path, content in (found | followed).items()}

        return files

    def _files(self, rev: str, paths: tuple[str, ...]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Return files by their full paths, and links with what they lead to."""
        asked = {path_name(os.fsencode(path)): path for path in paths}

        def chosen(raw: bytes) -> bool:
            return path_name(raw) in asked

        links: list[_Entry] = []

        def take(mode: bytes, entry: _Entry) -> None:
            if mode == LINK and chosen(entry.path):
                links.append(entry)

        entries = self._staged(paths, chosen, take) if rev == INDEX else self._named(self._commit_id(rev), paths, take)
        files, ends = (self._contents(some, "", _FILE_LIMIT) for some in (entries, links))
        return {asked[path]: data for path, data in files.items()}, {asked[path]: data for path, data in ends.items()}

    def led_to(self, oid: str | None, prefix: str, link: str) -> str | Unreadable | None:
        """Return the full path of what a link of a commit leads to below a prefix, or why that is nothing.

        None where there is no such link. Without a commit the index is meant.
        """
        rev, name = oid or INDEX, prefix + link
        links = self._files(rev, (name,))[1]
        if name not in links:
            return None
        end = self._end(rev, name, links[name], _MOST_LINKS)
        folder = "" if end == "." else f"{end}/"
        if end is LEAVES_REPOSITORY or (isinstance(end, str) and not folder.startswith(prefix)):
            return LEAVES_ROOT
        if isinstance(end, Unreadable) or self.file(rev, end) is not None:
            return end
        return end if self.blob_ids(oid, folder, lambda path: True) else DANGLES

    def _behind(self, rev: str, link: str, target: bytes, most: int) -> bytes | Unreadable:
        """Return the file of a version that a link in it leads to, or why there is none."""
        end = self._end(rev, link, target, most)
        return end if isinstance(end, Unreadable) else self._files(rev, (end,))[0].get(end, NO_FILE)

    def _end(self, rev: str, link: str, target: bytes, most: int) -> str | Unreadable:
        """Return the path that a link of a version leads to, which need not be there; or why it is none."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(link), path_name(target)))
        if path.startswith(("/", "../")) or path == "..":
            return LEAVES_REPOSITORY
        if not most:
            return CIRCLES
        names = path.split("/")
        above = tuple("/".join(names[:depth]) for depth in range(1, len(names)))
        links = self._files(rev, (*above, path))[1]
        first = min(links, key=len, default=None)  # on the way there
        if first is None:
            return path
        return self._end(rev, first, links[first] + os.fsencode(path.removeprefix(first)), most - 1)

    def _commit_id(self, rev: str) -> str:
        return rev if _FULL_ID.fullmatch(rev) else self.resolve(rev)

    def _staged(self, under: tuple[str, ...], chosen: _Chosen, other: _Told = _ignore) -> list[_Entry]:
        """Return the files of the index at or below paths, of which an empty one is the top."""
        if self.bare:
            raise TreeError(
                f"'{self._folder}' is a bare repository, which has no index",
                "name a revision, for example --rev HEAD",
            )
        entries = []
        for head, path in self._listed("ls-files", "-s", "-z", *_paths(under)):
            mode, blob, stage = head.split(b" ")
            if stage in _STAGES and is_file(mode) and chosen(path):
                entries.append(_Entry(path, blob))
            elif not is_file(mode):
                other(mode, _Entry(path, blob))
        return self._without_intended(entries)

    def _without_intended(self, entries: list[_Entry]) -> list[_Entry]:
        empty = [entry.blob for entry in entries if entry.blob in _EMPTY_TREES]
        if not empty:
            return entries
        options = ["--cached", "--ita-invisible-in-index", "--no-renames", "--name-only", "-z"]
        shown = set(self._git("diff-index", *options, _EMPTY_TREES[empty[0]]).split(b"\0"))
        return [entry for entry in entries if entry.blob not in _EMPTY_TREES or entry.path in shown]

    def _committed(self, oid: str, under: tuple[str, ...], chosen: _Chosen, other: _Told = _ignore) -> list[_Entry]:
        """Return the files of a commit at or below paths, of which an empty one is the top."""
        entries = []
        for head, path in self._listed("ls-tree", "-r", "-z", "--full-tree", oid, *_paths(under)):
            mode, _, blob = head.split(b" ")
            if is_file(mode) and chosen(path):
                entries.append(_Entry(path, blob))
            elif not is_file(mode):
                other(mode, _Entry(path, blob))
        return entries

    def _named(self, oid: str, paths: tuple[str, ...], other: _Told) -> list[_Entry]:
        """Return those of the named files that a commit has."""
        entries = []
        for path in map(os.fsencode, paths):
            folder, _, name = path.rpartition(b"/")
            mode, blob = self._folder_at(oid, folder).get(name, _NOTHING)
            if is_file(mode):
                entries.append(_Entry(path, blob))
            elif mode:
                other(mode, _Entry(path, blob))
        return entries

    def _folder_at(self, oid: str, folder: bytes) -> Mapping[bytes, tuple[bytes, bytes]]:
        """Return what a commit has in a folder: by name the mode and the id of each."""
        if (oid, folder) not in self._folders:
            above, _, name = folder.rpartition(b"/")
            tree = self._folder_at(oid, above).get(name, _NOTHING)[1].decode("ascii") if folder else oid + "^{tree}"
            answer = self._objects.get(tree, _FOLDER_LIMIT) if tree else None
            held = answer.content if answer and answer.kind == b"tree" else b""
            self._folders[oid, folder] = dict(_in_tree(held, self.id_digits // 2))
        return self._folders[oid, folder]

    def _listed(self, *arguments: str) -> Iterator[tuple[bytes, bytes]]:
        """Yield what git lists: what it says of each path, and the path."""
        for line in self._git(*arguments).split(b"\0"):
            head, tab, path = line.partition(b"\t")
            if tab:
                yield head, path

    def _contents(self, entries: list[_Entry], prefix: str, limit: int) -> dict[str, bytes]:
        """Return the contents of files, in byte order of their paths."""
        return dict(self._stream(entries, prefix, limit))

    def _stream(self, entries: list[_Entry], prefix: str, limit: int) -> Iterator[tuple[str, bytes]]:
        """Yield the contents of files through one git process, in byte order of their paths, as git finds them."""
        entries.sort()
        start = len(os.fsencode(prefix))
        answers = self._objects.each([entry.blob for entry in entries], limit)
        for entry, answer in zip(entries, answers, strict=True):
            if answer is None or answer.kind != b"blob":
                raise self._missing(entry)
            yield path_name(entry.path[start:]), answer.content

    def _missing(self, entry: _Entry) -> TreeError:
        blob = entry.blob.decode("ascii")[:12]
        what = f"the content of '{path_name(entry.path)}' (blob {blob})" if entry.path else f"blob {blob}"
        if self.partial:
            return partial_clone(what)
        return TreeError(
            f"{what} is missing or damaged in the repository",
            "run git fsck to see what else",
        )

    def _verified(self, rev: str) -> str:
        """Return the id of the commit that a revision names, by the words of a person; or tell why it names none."""
        name = rev if rev.startswith(":/") else rev + "^{commit}"
        status, out, error = self._try("rev-parse", "--verify", name)
        if status == 0:
            return out.decode("ascii").strip()
        raise self._unknown(rev, error)

    def _unknown(self, rev: str, error: str) -> TreeError:
        if "dubious ownership" in error or "not a git repository" in error:
            return git_failed(error, self._folder)
        if re.search(r"short (object ID|SHA1) .* is ambiguous", error):
            candidates = re.findall(r"^hint:\s+([0-9a-f]{4,})\s+commit", error, re.MULTILINE)
            return TreeError(
                f"revision '{rev}' is ambiguous",
                f"it may be {' or '.join(candidates)}" if candidates else None,
            )
        status, kind, _ = self._try("cat-file", "-t", rev)
        if status == 0:
            return TreeError(f"revision '{rev}' is a {kind.decode('ascii').strip()}, not a commit", _LIST)
        said = git_text(error).replace("^{commit}", "")
        message = f"unknown revision '{rev}'"
        if said != "Needed a single revision":
            message += f": {said}"
        names = self.names()
        base = _REFINEMENT.split(rev, maxsplit=1)[0]
        if base in ("HEAD", "@") and self._try("rev-parse", "--verify", "--quiet", "HEAD")[0]:
            if not names:
                return TreeError("the repository has no commits yet", "make a first commit")
            branch = (self.symbolic("HEAD") or "HEAD").removeprefix("refs/heads/")
            others = f"name another version, as with --rev {names[0]}; {self._names_here(names)}"
            return TreeError(f"the branch '{branch}' has no commits here", f"make a first commit, or {others}")
        return TreeError(message, self._advice(rev, base, names))

    def _advice(self, rev: str, base: str, names: list[str]) -> str:
        known = base in names or base in ("HEAD", "@")
        if not known:
            ends = [name for name in names if base and name.endswith("/" + base)]
            near = ends[0] if ends else nearest(base, names)
            if near:
                return f"did you mean '{near}{rev[len(base) :]}'?"
        if self.shallow:
            return "this clone is shallow: the commit may come with git fetch --unshallow"
        if not known and names:
            return self._names_here(names)
        return _LIST

    def _names_here(self, names: list[str]) -> str:
        return f"branches and tags here: {', '.join(names[:5])}{', …' if len(names) > 5 else ''}"

    def _git(self, *arguments: str) -> bytes:
        """Return what a git command prints."""
        try:
            return run_git(list(arguments), self._folder, self._changes)
        except TreeError as error:
            # Newer git (2.55 does) says no more of a folder that a partial clone lacks.
            if "not a tree object" in error.message and self.partial:
                raise partial_clone(f"part of the repository at '{self._folder}'") from None
            raise

    def _try(self, *arguments: str) -> GitResult:
        """Run a git command that may well fail."""
        return try_git(list(arguments), self._folder, self._changes)


def _paths(under: tuple[str, ...]) -> list[str]:
    return ["--", *under] if all(under) else []


def _below(prefix: str, wanted: Wanted) -> _Chosen:
    """Return the wish for files, said of full paths in the repository."""
    length = len(os.fsencode(prefix))
    return lambda path: wanted(path_name(path[length:]))


def _into(passed: PassedOver | None, prefix: str) -> _Told:
    """Return what adds what is no file to what was passed over, where somebody asks for that."""
    if passed is None:
        return _ignore
    length = len(os.fsencode(prefix))
    lists = {LINK: passed.links, SUBMODULE: passed.submodules}

    def take(mode: bytes, entry: _Entry) -> None:
        if mode in lists:
            lists[mode].append(path_name(entry.path[length:]))

    return take


def _in_tree(held: bytes, id_bytes: int) -> Iterator[tuple[bytes, tuple[bytes, bytes]]]:
    """Yield what a tree object holds: names, each with mode and id."""
    at = 0
    while at < len(held):
        blank, end = held.index(b" ", at), held.index(b"\0", at)
        yield held[blank + 1 : end], (held[at:blank], held[end + 1 : end + 1 + id_bytes].hex().encode("ascii"))
        at = end + 1 + id_bytes
