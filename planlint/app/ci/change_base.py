"""Finds the version that a change in CI is compared with: what the event says, as far as this clone has it."""

import shlex
from collections.abc import Sequence

from planlint.app.compare.ends import base_named
from planlint.app.compare.request import Base
from planlint.errors import PlanlintError
from planlint.forge.event import ChangeStart, Event, Service
from planlint.load.two_versions import NamedVersion
from planlint.trees import TreeError
from planlint.trees.git.repository import Repository

_BRANCHES = "refs/remotes/"

_NAME_ONE = "name a version to compare with, as in `planlint ci --base HEAD~1`"

DEEPER: dict[Service, str] = {
    "github": "give actions/checkout `fetch-depth: 0`",
    "gitlab": 'set the variable GIT_DEPTH: "0"',
    "none": "run git fetch --unshallow",
}
"""How each service is told to clone the whole history."""


def bases_of(repository: Repository, event: Event, named: str | None) -> tuple[tuple[Base, ...], ...]:
    """Return the commits that HEAD is compared with; none where there is nothing to compare.

    `named` is what a person asks for, and goes before the event. A branch that is pushed is compared with where it left
    the default branch as well: the newest status of a branch speaks for all of it. `PlanlintError` where there should
    be something to compare with and it is not here, or only a part of the history in between.
    """
    tip = repository.resolve("HEAD")
    holds = _holds_the_change(repository, event, tip)
    if holds is False:
        raise _not_the_change(event)
    if named is not None:
        bases = [base_named(repository, named, tip)]
    elif event.incomplete:
        raise PlanlintError(f"there is nothing to compare with: {event.incomplete}", _NAME_ONE)
    else:
        bases = [_first(repository, event.service, starts, tip) for starts in (event.starts, event.left) if starts]
    if bases and holds is None:  # and the base is here all the same: then it is the base that was checked out
        raise _not_the_change(event)
    for base in bases:
        _require_history(repository, event, base.version, tip)
    if len(bases) == 2:
        pushed, left = bases
        # What was merged from the default branch into the pushed one is no work of the push.
        bases = [pushed._replace(theirs=(*pushed.theirs, *left.theirs)), left]
        bases = bases[:1] if pushed.version.oid == left.version.oid else bases
    return tuple((base,) for base in bases)


def _not_the_change(event: Event) -> PlanlintError:
    return PlanlintError(
        f"what is checked out is not the change that {event.name} is about: there is nothing to check",
        "in the workflow write `pull_request` in place of `pull_request_target`"
        if event.must_contain
        else "`git checkout $CI_COMMIT_SHA` before it"
        if event.service == "gitlab"
        else "remove `ref` from the checkout step",
    )


def _first(repository: Repository, service: Service, starts: Sequence[ChangeStart], tip: str) -> Base:
    """Return the first of these places that is here."""
    for start in starts:
        try:
            oid = _resolved(repository, start, tip)
        except TreeError:
            continue
        if oid is not None:
            begun = repository.resolve(start.rev)
            return Base(NamedVersion(start.name, oid), (begun,), None if start.replaced else begun)
    wanted = next(start for start in starts if start.merges is None)
    if repository.shallow:
        raise PlanlintError(
            f"{_named(wanted)}, where this change begins, is missing: the clone is shallow", DEEPER[service]
        )
    branch = next((start for start in starts if start.rev.startswith(_BRANCHES)), None)
    why = "" if wanted is branch else ": a force push may have removed it"
    raise PlanlintError(
        f"{_named(wanted)}, where this change begins, is not in this clone{why}",
        f"`git fetch origin {shlex.quote(f'{branch.name}:{branch.rev}')}` gets the branch" if branch else _NAME_ONE,
    )


def _resolved(repository: Repository, start: ChangeStart, tip: str) -> str | None:
    """Return the commit of a place where the change may begin, None where it is none."""
    if start.merges is not None and repository.resolve("HEAD^2") != start.merges:
        return None
    oid = repository.resolve(start.rev)
    return oid if start.replaced else repository.merge_base(oid, tip)


def _named(start: ChangeStart) -> str:
    rev = start.rev.removeprefix(_BRANCHES)
    return f"{start.name} ({rev[:12]})" if rev != start.name else start.name


def _holds_the_change(repository: Repository, event: Event, tip: str) -> bool | None:
    """Whether what is checked out has the commit in it that the event names; None where a shallow clone does not tell.

    A shallow clone of a merge lacks what was merged.
    """
    if event.checkout is None:
        return not event.must_contain
    if event.checkout == tip:
        return True
    if repository.find(event.checkout) is None:
        return None if repository.shallow and not event.must_contain else False
    return repository.leads_to(event.checkout, tip)


def _require_history(repository: Repository, event: Event, base: NamedVersion, tip: str) -> None:
    """Refuse a range that is cut off: what its commits did, and the reasons they give, could not be told.

    Where a shallow clone ends, a commit seems to have no parent.
    """
    if repository.shallow and repository.log("--max-parents=0", "--format=%H", f"{base.oid}..{tip}").strip():
        raise PlanlintError(
            f"the commits since {base.rev} are not all in this clone: it is shallow", DEEPER[event.service]
        )
