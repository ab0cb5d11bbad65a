"""What may lead to plan files and is not followed: git keeps nothing behind a link, and a submodule is not its own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from planlint.config import Config
from planlint.tree import LEAVES_ROOT, PassedOver, Unreadable

if TYPE_CHECKING:
    from planlint.trees.git.repository import Repository


class Passed(NamedTuple):
    """What a commit, or the index, has that may lead to plan files: `blind` are links that are told as unreadable."""

    links: tuple[str, ...]
    submodules: tuple[str, ...]
    blind: dict[str, Unreadable]


def passed_in(repository: "Repository", oid: str | None, prefix: str, config: Config, passed: PassedOver) -> Passed:
    """Return what of a commit, or of the index, may lead to plan files, of all that a reading of it passed over."""
    links, submodules = (tuple(filter(config.wants_behind, some)) for some in (passed.links, passed.submodules))
    blind = unreadable_links(repository, oid, prefix, config, links)
    return Passed(tuple(link for link in links if link not in blind), submodules, blind)


def unreadable_links(
    repository: "Repository", oid: str | None, prefix: str, config: Config, links: Iterable[str]
) -> dict[str, Unreadable]:
    """Return those links of a commit, or of the index, that stand for plan files and lead nowhere or out of the root.

    The disk has the same ones, so that a check says the same of them everywhere.
    """
    ends = {link: repository.led_to(oid, prefix, link) for link in links}
    return {
        link: end
        for link, end in ends.items()
        if isinstance(end, Unreadable) and (config.wants(link) or end is LEAVES_ROOT)
    }


def passed_over(links: Iterable[str], submodules: Iterable[str], followed: Iterable[str] = ()) -> list[str]:
    """Return what there is to say of what leads to plan files; the `followed` ones are so on the disk alone."""
    link, submodule = "a symbolic link, and git keeps nothing behind it", "a submodule, which is another repository"
    why = {**dict.fromkeys(links, link), **dict.fromkeys(submodules, submodule)}
    here = "followed here alone: git keeps nothing behind it, and hooks and `ci` refuse it"
    return [
        *(f"{path} is {what}, so it was skipped" for path, what in why.items()),
        *(f"{path} is a symbolic link, {here}" for path in followed),
    ]
