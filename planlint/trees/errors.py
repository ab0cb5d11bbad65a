"""What keeps a tree from being read, in one line for a person, and the way out."""

import re

from planlint.errors import PlanlintError

_LONGEST = 300  # characters of a message of git


class TreeError(PlanlintError):
    """A tree that cannot be read or written."""


def no_git() -> TreeError:
    """Return the error for a missing git program."""
    return TreeError("git cannot be run", "install git, or put it on the PATH")


def no_repository(folder: str) -> TreeError:
    """Return the error for a folder that does not belong to a repository where one is needed."""
    return TreeError(f"'{folder}' is not in a git repository", "run this inside a repository, or name one with --root")


def no_worktree(folder: str) -> TreeError:
    """Return the error for a repository without files on the disk where these are wanted."""
    return TreeError(
        f"'{folder}' is in a repository, but not in its working tree",
        "`git worktree add FOLDER` makes one; commands that take --rev read a revision instead, for example --rev HEAD",
    )


def partial_clone(what: str) -> TreeError:
    """Return the error for something that a partial clone left behind; reading never fetches."""
    return TreeError(f"{what} is missing: the clone is partial", "fetch everything: git fetch --refetch --no-filter")


def git_failed(stderr: str, folder: str) -> TreeError:
    """Return the error behind git's own message, which was printed in the C locale."""
    owned = re.search(r"dubious ownership in repository at '(.+?)'", stderr)
    if owned:
        path = owned[1]
        return TreeError(
            f"git does not trust the repository at '{path}': it belongs to another user",
            f"if you trust it, run: git config --global --add safe.directory '{path}'",
        )
    if "not a git repository (or any" in stderr:
        return no_repository(folder)
    if "not a git repository:" in stderr:  # git 2.55 says `(null)` for the place
        return TreeError(
            f"the `.git` at '{folder}', or above it, names a repository that is not there",
            "in the main working tree, `git worktree repair` mends it; else clone again",
        )
    if "promisor remote" in stderr or "lazy fetching disabled" in stderr:
        return partial_clone(f"part of the repository at '{folder}'")
    if "must be run in a work tree" in stderr:
        return no_worktree(folder)
    advice = "`git fsck` says whether the repository is whole, `git status` whether git can read it"
    return TreeError(f"git failed in '{folder}': {git_text(stderr)}", advice)


def git_text(stderr: str) -> str:
    """Return what git says in one line, without its prefix; the fatal line where there are several.

    It may name an address of which only git was to know the password.
    """
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith("fatal:")]
    said = (fatal or lines or ["it gave no reason"])[0]
    said = re.sub(r"(?<=://)[^/@\s]*@", "", said.removeprefix("fatal:").removeprefix("error:").strip())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
