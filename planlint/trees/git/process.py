"""The one place that starts git: it answers alike whatever the configuration and the environment of the reader say."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from planlint.trees.errors import git_failed, no_git
from planlint.trees.names import path_name

if TYPE_CHECKING:
    import subprocess

Changes = Mapping[str, str | None]
"""What has to change in the environment of git; None stands for "unset"."""

LOCATING = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_INTERNAL_SUPER_PREFIX",
)
"""What git sets for its hooks to say which repository is meant (`git rev-parse --local-env-vars`, but for settings)."""

# Of the reader's variables only those stay that say where something is. Settings stay as well: whom git trusts
# (`safe.directory`) is written there, and what of them would change an answer is overruled below.
_KEPT = (*LOCATING, "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_KEPT_BEGINNINGS = ("GIT_CONFIG_", "GIT_TEST_ASSUME_")  # the latter stands for another owner of the repository

_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",  # reading must not get into the way of a person's own git
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks; linting uses no network
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}

_BUFFER = 1 << 16  # as much as a pipe holds: thousands of small answers are read by a few calls

_NOTHING = "/dev/null"  # git knows it on every system
_SETTINGS = {
    "blame.showRoot": "false",
    "color.ui": "false",
    "core.attributesFile": _NOTHING,
    "core.excludesFile": _NOTHING,  # which files are ignored is the repository's to say
    "core.fsmonitor": "false",
    "core.useReplaceRefs": "true",
    "core.warnAmbiguousRefs": "true",  # or short names of branches are shortened further
    "diff.algorithm": "default",  # it and the next decide which lines blame takes for moved
    "diff.indentHeuristic": "true",
    "diff.orderFile": _NOTHING,
    "diff.relative": "false",
    "diff.renames": "false",
    "grep.extendedRegexp": "false",
    "grep.patternType": "basic",
    "i18n.logOutputEncoding": "UTF-8",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",  # the first commits count as changes of everything in them
    "log.showSignature": "false",
    "submodule.recurse": "false",
}
WITHOUT_SETTINGS: Changes = {
    "GIT_CONFIG_GLOBAL": _NOTHING,
    "GIT_CONFIG_SYSTEM": _NOTHING,
    "GIT_CONFIG_COUNT": None,
    "GIT_CONFIG_PARAMETERS": None,
}
"""What leaves git the settings of the repository alone; whom it trusts may stand in the others."""
_COMMAND = ("git", *(word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")))


class GitResult(NamedTuple):
    """How a git command ended: its exit status, what it printed, and its messages."""

    status: int
    out: bytes
    error: str


def run_git(arguments: list[str], folder: str, changes: Changes, given: bytes = b"") -> bytes:
    """Return what a git command prints, given something to read. `TreeError` where git is missing or fails."""
    status, printed, error = ask_git(arguments, folder, changes, given)
    if status:
        raise git_failed(error, folder)
    return printed


def ask_git(arguments: list[str], folder: str, changes: Changes, given: bytes = b"") -> GitResult:
    """Return how a git command ends, given something to read. `TreeError` where git is missing."""
    import subprocess  # costs 13 ms: not every command needs it

    try:
        done = subprocess.run(
            [*_COMMAND, *arguments],
            cwd=folder,
            env=_environment(changes),
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise no_git() from error
    return GitResult(done.returncode, done.stdout, path_name(done.stderr))


@contextmanager
def started_git(arguments: list[str], folder: str, changes: Changes) -> Iterator[IO[bytes]]:
    """Give what a git command prints while it runs, to be read to its end; `TreeError` where it fails."""
    process = start_git(arguments, folder, changes, takes_questions=False)
    assert process.stdout is not None
    with process:
        yield process.stdout
    if process.returncode:
        run_git(arguments, folder, changes)  # which fails again, and tells why
        raise git_failed("", folder)


def start_git(
    arguments: list[str], folder: str, changes: Changes, *, takes_questions: bool
) -> "subprocess.Popen[bytes]":
    """Return a git command that runs, and may be asked on its standard input; `TreeError` where git is missing."""
    import subprocess

    try:
        return subprocess.Popen(
            [*_COMMAND, *arguments],
            _BUFFER,
            cwd=folder,
            env=_environment(changes),
            stdin=subprocess.PIPE if takes_questions else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise no_git() from error


def try_git(arguments: list[str], folder: str, changes: Changes) -> GitResult:
    """Return how a git command ends that may well fail, as GitPython runs it; `TreeError` where git is missing.

    GitPython can add to the environment of git, but leave nothing out of it: where a variable has to go, it is left out
    of the matter, so that the environment of this process, which other threads may look at, stays as it is.
    """
    environment = _environment(changes)
    if not environment.keys() >= os.environ.keys():
        return ask_git(arguments, folder, changes)
    try:
        import git  # costs about 90 ms: most commands do without
    except ImportError as error:  # so GitPython says that there is no git program
        raise no_git() from error
    try:
        status, out, said = git.Git(folder).execute(
            [*_COMMAND, *arguments],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=environment,
        )
    except (git.GitCommandNotFound, OSError) as missing:
        raise no_git() from missing
    return GitResult(status, out, said)


def git_version(folder: str) -> tuple[int, ...]:
    """Return the version of the git program, as far as it consists of numbers."""
    import re

    words = run_git(["version"], folder, {}).decode("ascii", "replace")
    found = re.search(r"\d+(?:\.\d+)*", words)
    return tuple(int(number) for number in found[0].split(".")) if found else ()


def _environment(changes: Changes) -> dict[str, str]:
    """Return the environment that git gets."""
    kept = {name: value for name, value in os.environ.items() if _stays(name)}
    kept.update(_ENVIRONMENT)
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    return kept


def _stays(name: str) -> bool:
    return not name.startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_BEGINNINGS)
