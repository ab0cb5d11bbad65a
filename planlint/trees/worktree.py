"""The plan files of a working tree, as they are on the disk."""

# ruff: noqa: PTH112, PTH114, PTH115, PTH116, PTH118
# Names are bytes here, and thousands of them: objects for paths would take most of the time.
import errno
import os
import stat
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from planlint.model.items import KINDS
from planlint.tree import CIRCLES, CLOSED, DANGLES, INTO_GIT, LEAVES_ROOT, UNTRACKED_END, PassedOver, Unreadable
from planlint.trees.errors import TreeError, git_failed, no_worktree
from planlint.trees.git.discovery import RepositoryLocation, is_git_dir, is_inside, whereabouts
from planlint.trees.git.modes import LINK, SUBMODULE
from planlint.trees.git.process import ask_git, run_git
from planlint.trees.names import path_name, raw_name
from planlint.trees.real_name import real_name
from planlint.trees.root import OWN_FILE, Root

Wanted = Callable[[str], bool]
Content = bytes | Unreadable

_NOT_OURS = {b".git", b".hg", b".svn"}

# Not every system has all of these. A pipe must not keep us waiting; links are looked at before they are
# followed.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_OPEN_FLAGS = (
    os.O_RDONLY
    | _NO_FOLLOW
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

_PIECE = 1 << 16
_HEAD = 8  # bytes, in which text in two bytes a character shows
_ENCODING = "working-tree-encoding"
_NO_ENCODING = "take that out of .gitattributes"
_NOT_GIVEN = {b"unspecified", b"unset", b"set"}

_NO_PLAN = Unreadable(
    "git does not track it, and no item stands in it, so its text is not shown; add it if it is a plan"
)
_NOT_HERE = Unreadable("a sparse checkout leaves it out, and this partial clone does not have it")
_MANY_LINKS = {errno.ELOOP, getattr(errno, "EMLINK", errno.ELOOP)}


def worktree(root: Root, wanted: Wanted, limit: int, passed: PassedOver | None = None) -> dict[str, Content]:
    """Return the wanted files below a root, by path relative to it, in byte order of the paths.

    In a repository these are the tracked files and those that are untracked and not ignored, elsewhere all.
    At most `limit` + 1 bytes of each are read. Links are followed while they stay inside the root, in a repository to
    such files alone; a file that can be reached under several names counts once. An untracked file counts as a plan
    file where an item stands in it: settings may be proposed that name any file, and findings show what they find.
    Files that a sparse checkout leaves out are read from the index. `passed` takes the submodules below the root.
    `TreeError` where git cannot tell, or where there is no working tree.
    """
    folder = os.fsencode(real_name(root.folder))
    where = whereabouts(os.fsdecode(folder))
    if where and where.top is None:
        raise no_worktree(str(root.folder))
    listed = _listed_by_git(folder, where) if where else _listed_by_walk(folder)
    if passed is not None:
        passed.submodules.extend(map(path_name, listed.submodules))
    reading = _Reading(folder, where, listed, wanted, limit)
    tree = reading.tree()
    if passed is not None and where:
        passed.followed.extend(map(path_name, sorted(reading.followed - listed.untracked)))
    return tree


def ignored(root: Root, paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of some paths that git ignores below a root, so that `worktree` would not have them."""
    where = whereabouts(str(root.folder))
    folder = os.fsencode(root.folder)
    names = b"\0".join(os.path.relpath(raw_name(folder, path), folder) for path in paths)
    if where is None or not names:
        return ()
    # It reads paths, not patterns, and fails where it is told to take them literally.
    environment = {**where.environment, "GIT_LITERAL_PATHSPECS": None}
    found = ask_git(["check-ignore", "-z", "--stdin"], str(root.folder), environment, names)
    return tuple(path_name(name) for name in found.out.split(b"\0") if name)


def refuse_misread(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Refuse to write files that git would read as another text than they are in UTF-8, by path below a folder."""
    where = whereabouts(str(folder)) if contents else None
    if where is None:
        return
    for name, encoding in _encodings(os.fsencode(folder), where, map(os.fsencode, contents)).items():
        path, called = path_name(name), path_name(encoding)
        if not _is_utf8_in(called, contents[path]):
            message = f"git reads '{path}' in the {_ENCODING} {called}, and plan files are UTF-8; nothing was written"
            raise TreeError(message, _NO_ENCODING)


def roots_below(folder: Path) -> list[str]:
    """Return the folders below one that have settings of their own, as git knows them, by path from there."""
    where = whereabouts(str(folder))
    if where is None or where.top is None or not os.path.isdir(folder):
        return []
    options = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = dict.fromkeys(ask_git(options, str(folder), where.environment).out.split(b"\0"))
    ending = f"/{OWN_FILE}".encode()
    return [path_name(name.removesuffix(ending)) for name in listed if name.endswith(ending)]


class _Listed(NamedTuple):
    """All names below a folder, in byte order, and which of them are links, and which git does not track.

    `left_out` are those that a sparse checkout leaves out, with the ids of what the index has of them; `closed` are
    folders that may not be looked into, so that nothing in them has a name here.
    """

    names: list[bytes]
    links: set[bytes]
    untracked: set[bytes]
    left_out: dict[bytes, bytes]
    submodules: list[bytes]
    closed: list[bytes]


class _Reading:
    """One reading of a working tree: all names in it, which of them are links, what was found so far."""

    def __init__(
        self, folder: bytes, where: RepositoryLocation | None, listed: _Listed, wanted: Wanted, limit: int
    ) -> None:
        self.folder = folder
        self.where = where
        self.names, self.links, self.untracked, self.left_out, _, self.closed = listed
        self.wanted = wanted
        self.limit = limit
        self.found: dict[bytes, Content] = {}
        self.in_index: dict[bytes, bytes] = {}
        self.followed: set[bytes] = set()

    def tree(self) -> dict[str, Content]:
        self._read_files()
        self._name_closed_folders(b"", b"")
        if self.links:
            self._read_through_links()
        if self.where:
            self._name_encodings(self.where)
        if self.where and self.in_index:
            self._read_left_out(self.where)
        return {path_name(name): self.found[name] for name in sorted(self.found)}

    def _read_files(self) -> None:
        wanted, links, found, prefix = self.wanted, self.links, self.found, os.path.join(self.folder, b"")
        behind_links: dict[bytes, bool] = {}
        for name in self.names:
            if name in links or not wanted(path_name(name)):
                continue
            parent = name.rpartition(b"/")[0]
            if parent and self._is_behind_link(parent, behind_links):
                continue  # a link took the place of a folder: for git, too, this file is gone
            path = prefix + name
            try:
                content: Content | None = _read(path, self.limit)
            except OSError as error:
                if os.path.islink(path):
                    links.add(name)
                    continue
                content = _why_not(error)
            if content is not None:
                found[name] = self._as_plan(name, content)
            elif name in self.left_out:
                self.in_index[name] = self.left_out[name]

    def _name_closed_folders(self, real: bytes, alias: bytes) -> None:
        """Tell of folders in a folder that cannot be looked into, as far as they may hold plan files by that name."""
        for folder in self.closed:
            if not os.path.join(folder, b"").startswith(os.path.join(real, b"")):
                continue
            name = alias + folder.removeprefix(real)
            is_told = folder in self.found or self._below(folder)  # that is said of each file that git tracks there
            if not is_told and self._wants_in(name):
                self.found[name] = CLOSED

    def _as_plan(self, name: bytes, content: Content) -> Content:
        """Return the content of a file; of one that may be anything, why it is not read."""
        if name not in self.untracked or isinstance(content, Unreadable):
            return content
        return content if _has_item(content) else _NO_PLAN

    def _is_behind_link(self, parent: bytes, known: dict[bytes, bool]) -> bool:
        if parent not in known:
            above = parent.rpartition(b"/")[0]
            known[parent] = os.path.islink(os.path.join(self.folder, parent)) or (
                above != b"" and self._is_behind_link(above, known)
            )
        return known[parent]

    def _read_through_links(self) -> None:
        """Add what only links lead to, under its real path if that is wanted, else the first link path."""
        first: dict[bytes, bytes] = {}
        through: dict[bytes, bytes] = {}
        for link in sorted(self.links):
            for alias, real in self._reachable(link, link, set()):
                if real in self.found or not self.wanted(path_name(alias)):
                    continue
                if real not in first or alias < first[real]:
                    first[real], through[real] = alias, link
        for real, alias in first.items():
            name = real if self.wanted(path_name(real)) else alias
            if name == alias:
                self.followed.add(through[real])
            try:
                content: Content | None = _read(os.path.join(self.folder, real), self.limit)
            except OSError as error:
                content = _why_not(error)
            if content is not None:
                self.found[name] = self._as_plan(real, content)
            elif real in self.left_out:
                self.in_index[name] = self.left_out[real]

    def _read_left_out(self, where: RepositoryLocation) -> None:
        """Add what the index holds of files that are not on the disk, though nobody deleted them."""
        from planlint.trees.git.objects import Objects

        contents = Objects(os.fsdecode(self.folder), where.environment).each(list(self.in_index.values()), self.limit)
        for name, answer in zip(self.in_index, contents, strict=True):
            self.found[name] = answer.content if answer else _NOT_HERE

    def _name_encodings(self, where: RepositoryLocation) -> None:
        """Tell of files that are not UTF-8 because git was told to write them to the disk in another encoding."""
        odd = [name for name, content in self.found.items() if isinstance(content, bytes) and not _is_utf8(content)]
        if not odd:
            return
        for name, encoding in _encodings(self.folder, where, odd).items():
            reason = f"git writes it in the {_ENCODING} {path_name(encoding)}, and plan files are UTF-8"
            self.found[name] = Unreadable(f"{reason}; {_NO_ENCODING}")

    def _reachable(self, alias: bytes, link: bytes, seen: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the files that a link leads to: the name they have through it, and their real name.

        `alias` is the name under which the link itself was reached, `seen` the folders gone through before.
        """
        target = self._target(link)
        if isinstance(target, Unreadable):
            if self.wanted(path_name(alias)) or self._may_be_plan_folder(alias, link):
                self.found.setdefault(alias, target)
            return
        if not os.path.isdir(os.path.join(self.folder, target)) and not self._below(target):
            if self.where and not self._is_listed(target):
                if self.wanted(path_name(alias)):
                    self.found.setdefault(alias, UNTRACKED_END)
                return
            yield alias, target
            return
        if target in seen or target == b"" or link.startswith(target + b"/"):
            return  # a circle: nothing is to be found on the second way round
        seen.add(target)
        self._name_closed_folders(target, alias)
        for name in self._below(target):
            through = alias + b"/" + name.removeprefix(target + b"/")
            if name in self.links:
                yield from self._reachable(through, name, seen)
            else:
                yield through, name

    def _target(self, link: bytes) -> bytes | Unreadable:
        """Return the real name, relative to the root, of what a link leads to, or why not."""
        path = real_name(os.path.join(self.folder, link))
        if not is_inside(os.fsdecode(path), os.fsdecode(self.folder)):
            return LEAVES_ROOT  # whether anything is there on this machine or not
        try:
            os.path.realpath(path, strict=True)
        except OSError as error:
            return self._left_out_target(link) or _why_not_followed(error)
        name = _with_slashes(os.path.relpath(path, self.folder))
        if self._is_in_git_folder(name):
            return INTO_GIT  # its configuration may hold passwords, and findings show what they find
        return b"" if name == b"." else name

    def _left_out_target(self, link: bytes) -> bytes | None:
        """Return the name of what a link leads to where a sparse checkout leaves that out."""
        if not self.left_out:
            return None
        try:
            text = os.readlink(os.path.join(self.folder, link))
        except OSError:
            return None
        name = _with_slashes(os.path.normpath(os.path.join(link.rpartition(b"/")[0], text)))
        return name if name in self.left_out or any(below in self.left_out for below in self._below(name)) else None

    def _below(self, folder: bytes) -> list[bytes]:
        inside, beyond = folder + b"/", folder + b"0"  # "0" is the character after "/"
        return self.names[bisect_left(self.names, inside) : bisect_left(self.names, beyond)]

    def _is_listed(self, name: bytes) -> bool:
        at = bisect_left(self.names, name)
        return self.names[at : at + 1] == [name]

    def _is_in_git_folder(self, name: bytes) -> bool:
        while name:
            if name.rpartition(b"/")[2].lower() == b".git" or is_git_dir(os.fsdecode(os.path.join(self.folder, name))):
                return True
            name = name.rpartition(b"/")[0]
        return False

    def _wants_in(self, folder: bytes) -> bool:
        """Whether files in a folder of this name would be wanted."""
        return self.wanted(path_name(folder) + "/plan.toml")

    def _may_be_plan_folder(self, alias: bytes, link: bytes) -> bool:
        """Tell whether a link that is not followed leads to a folder of wanted files, as far as one may see."""
        if not self._wants_in(alias):
            return False
        try:
            return stat.S_ISDIR(os.stat(os.path.join(self.folder, link)).st_mode)
        except PermissionError:
            return True
        except OSError:
            return False


def _encodings(folder: bytes, where: RepositoryLocation, names: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return those of some files that git was told to write to the disk in another encoding, and in which."""
    asked = ["check-attr", "-z", "--stdin", _ENCODING]
    said = run_git(asked, os.fsdecode(folder), where.environment, b"\0".join(names)).split(b"\0")
    found = zip(said[::3], said[2::3], strict=False)
    return {name: encoding for name, encoding in found if encoding not in _NOT_GIVEN}


def _is_utf8_in(encoding: str, content: bytes) -> bool:
    """Whether bytes are the same text in an encoding as in UTF-8."""
    try:
        return content.decode(encoding) == content.decode()
    except (LookupError, UnicodeDecodeError):
        return False


def _is_utf8(content: bytes) -> bool:
    if b"\0" in content[:_HEAD]:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_item(content: bytes) -> bool:
    """Tell whether a file says nothing, or an item of a plan stands in it, whatever else is wrong with it."""
    import re

    kinds = "|".join(KINDS).encode()
    header = rb"""^[ \t]*\[{0,2}[ \t]*["']?(?:%b)["']?[ \t]*[.\]=]""" % kinds
    return re.search(header, content, re.MULTILINE) is not None or not re.search(
        rb"^[ \t]*[^#\s]", content, re.MULTILINE
    )


def _listed_by_git(folder: bytes, where: RepositoryLocation) -> _Listed:
    """Return what git counts below a folder."""
    arguments = ["ls-files", "-z", "-s", "-t", "-c", "-o", "--exclude-standard"]
    files: dict[bytes, None] = {}
    links: set[bytes] = set()
    untracked: set[bytes] = set()
    left_out: dict[bytes, bytes] = {}
    submodules: list[bytes] = []
    status, printed, said = ask_git(arguments, os.fsdecode(folder), where.environment)
    if status:
        raise git_failed(said, os.fsdecode(folder))
    for entry in printed.split(b"\0"):
        if entry.startswith(b"? "):
            name = entry[2:]
            untracked.add(name)
            if os.path.islink(os.path.join(folder, name)):
                links.add(name)
        else:
            head, _, name = entry.partition(b"\t")
            if head[2:8] == SUBMODULE:
                submodules.append(name)
                continue
            if head[2:8] == LINK:
                links.add(name)
            elif head[:1] == b"S":
                left_out[name] = head.split(b" ")[2]
        if name and not name.endswith(b"/"):
            files[name] = None
    return _Listed(sorted(files), links, untracked, left_out, submodules, _closed(folder, where, said))


def _closed(folder: bytes, where: RepositoryLocation, said: str) -> list[bytes]:
    """Return the folders below one that git could not look into for untracked files, as its warnings name them."""
    if not said:
        return []
    import re

    top = os.fsencode(where.top or "")
    named = re.findall(r"(?m)^warning: could not open directory '(.*)/': ", said)
    closed = {_with_slashes(os.path.relpath(os.path.join(top, os.fsencode(name)), folder)) for name in named}
    return sorted(closed - {b"."})


def _listed_by_walk(folder: bytes) -> _Listed:
    files: list[bytes] = []
    links: set[bytes] = set()
    closed: list[bytes] = []
    waiting = [b""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, inside)) as reading:
                entries = list(reading)  # a folder that can be opened may still refuse to be read
        except (FileNotFoundError, NotADirectoryError):  # it has gone meanwhile
            continue
        except OSError:
            closed.append(inside)
            continue
        for entry in entries:
            name = inside + entry.name
            if entry.is_symlink():
                links.add(name)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name not in _NOT_OURS:
                    waiting.append(name + b"/")
                continue
            files.append(name)
    return _Listed(sorted(files), links, set(), {}, [], [name.removesuffix(b"/") for name in sorted(closed) if name])


def _read(path: bytes, limit: int) -> bytes | None:
    """Return the first `limit` + 1 bytes of a file, None if there is no regular one; `OSError` for a link."""
    if not _NO_FOLLOW and os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    try:
        file = os.open(path, _OPEN_FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        if _is_special(path):
            return None
        raise
    try:
        data = os.read(file, min(_PIECE, limit + 1))
        if len(data) == _PIECE:
            while len(data) <= limit and (more := os.read(file, min(_PIECE, limit + 1 - len(data)))):
                data += more
        # A pipe that nobody writes to looks like an empty file.
        return data if data or stat.S_ISREG(os.fstat(file).st_mode) else None
    except (IsADirectoryError, BlockingIOError):
        return None
    finally:
        os.close(file)


def _is_special(path: bytes) -> bool:
    """Tell whether here is neither file nor link: a socket, or a folder where opening one fails."""
    try:
        kind = stat.S_IFMT(os.lstat(path).st_mode)
    except OSError:
        return False
    return kind not in (stat.S_IFREG, stat.S_IFLNK)


def _why_not(error: OSError) -> Unreadable:
    return Unreadable((error.strerror or "it cannot be opened").lower())


def _why_not_followed(error: OSError) -> Unreadable:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return DANGLES
    if error.errno in _MANY_LINKS:
        return CIRCLES
    return _why_not(error)


def _with_slashes(path: bytes) -> bytes:
    return path if os.sep == "/" else path.replace(os.fsencode(os.sep), b"/")
