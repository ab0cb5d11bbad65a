"""Finds the version that a change in CI is compared with: what the event says, as far as this clone has it."""

from planlint.errors import PlanlintError
from planlint.forge.event import Event, Service, Start
from planlint.load.two_versions import Version
from planlint.trees import TreeError
from planlint.trees.git.repository import Repository

_BRANCHES = "refs/remotes/"

DEEPER: dict[Service, str] = {
    "github": "give actions/checkout `fetch-depth: 0`",
    "gitlab": 'set the variable GIT_DEPTH: "0"',
    "none": "run git fetch --unshallow",
}
"""How each service is told to clone the whole history."""


def base_of(repository: Repository, event: Event, named: str | None) -> Version | None:
    """Return the commit that HEAD is compared with, None where there is nothing to compare.

    `named` is what a person asks for, and goes before the event. `PlanlintError` where there should be something to
    compare with and it is not here, or only a part of the history in between.
    """
    tip = repository.resolve("HEAD")
    asked = named is None or event.must_contain
    holds = _holds_the_change(repository, event, tip) if asked else True
    if holds is False:
        raise _not_the_change(event)
    if named is not None:
        found = Version(named, repository.merge_base(repository.resolve(named), tip))
    elif event.incomplete:
        raise PlanlintError(f"there is nothing to compare with: {event.incomplete}", "name a version with --base")
    elif not event.starts:
        return None
    else:
        found = _first(repository, event, tip)
    if holds is None:  # and the base is here all the same: then it is the base that was checked out
        raise _not_the_change(event)
    _require_history(repository, event, found, tip)
    return found


def _not_the_change(event: Event) -> PlanlintError:
    return PlanlintError(
        f"what is checked out is not the change that {event.name} is about: there is nothing of it to check",
        "run this on pull_request instead" if event.must_contain else "leave the `ref` of the checkout out",
    )


def _first(repository: Repository, event: Event, tip: str) -> Version:
    for start in event.starts:
        try:
            oid = _resolved(repository, start, tip)
        except TreeError:
            continue
        if oid is not None:
            return Version(start.name, oid)
    wanted = next(start for start in event.starts if start.merges is None)
    if repository.shallow:
        raise PlanlintError(
            f"{_named(wanted)}, where this change begins, is not here: this clone is shallow", DEEPER[event.service]
        )
    if wanted.rev.startswith(_BRANCHES):
        raise PlanlintError(
            f"{_named(wanted)}, where this change begins, is not in this clone",
            "fetch that branch as well, or name another version with --base",
        )
    raise PlanlintError(
        f"{_named(wanted)}, where this change begins, is not in this clone: a force push may have thrown it away",
        "name another version with --base",
    )


def _resolved(repository: Repository, start: Start, tip: str) -> str | None:
    """Return the commit of a place where the change may begin, None where it is none."""
    if start.merges is not None and repository.resolve("HEAD^2") != start.merges:
        return None
    oid = repository.resolve(start.rev)
    return oid if start.replaced else repository.merge_base(oid, tip)


def _named(start: Start) -> str:
    rev = start.rev.removeprefix(_BRANCHES)
    return f"{start.name} ({rev[:12]})" if rev != start.name else start.name


def _holds_the_change(repository: Repository, event: Event, tip: str) -> bool | None:
    """Whether what is checked out has the event's head in it; None where a shallow clone does not tell.

    GitLab builds trains of what it has squashed or rebased. A shallow clone of a merge lacks what was merged.
    """
    if event.service != "github" or event.head is None:
        return not event.must_contain
    if repository.find(event.head) is None:
        return None if repository.shallow and not event.must_contain else False
    try:
        return repository.merge_base(event.head, tip) == event.head
    except TreeError:
        return False


def _require_history(repository: Repository, event: Event, base: Version, tip: str) -> None:
    """Refuse a range that is cut off: what its commits did, and the reasons they give, could not be told.

    Where a shallow clone ends, a commit seems to have no parent.
    """
    if repository.shallow and repository.log("--max-parents=0", "--format=%H", f"{base.oid}..{tip}").strip():
        raise PlanlintError(
            f"the commits since {base.rev} are not all here: this clone is shallow", DEEPER[event.service]
        )
