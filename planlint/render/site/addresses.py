"""What the files of the pages are called: in lower case, harmless on every file system, and no two alike."""

import re
from collections.abc import Iterable, Mapping

from planlint.model.plan import Plan
from planlint.model.selection import work_items

INDEX, FINDINGS = "index.html", "findings.html"
_OTHERS = re.compile(r"[^a-z0-9._-]+")
_LONGEST = 120
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class Addresses:
    """The address of the page of each item, person, team, owner and period, from the top of the site."""

    def __init__(self, plan: Plan, owners: Iterable[str], periods: Iterable[str]) -> None:
        self.items = _files("item", {item.name: item.name for item in work_items(plan)})
        self.people = _files("people", {owner: owner.partition(".")[2] for owner in owners})
        self.periods = _files("period", {period: period for period in periods})


def _files(folder: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return a file for each key; what is called as its file gets that name, another one a suffix where it is taken."""
    stems = {key: _stem(name) for key, name in names.items()}
    taken: set[str] = set()
    files: dict[str, str] = {}
    for key in sorted(names, key=lambda key: (stems[key] != names[key], key)):
        stem, number = stems[key], 1
        while stem in taken or stem.partition(".")[0] in _DEVICES:
            number += 1
            stem = f"{stems[key]}-{number}"
        taken.add(stem)
        files[key] = f"{folder}/{stem}.html"
    return files


def _stem(name: str) -> str:
    return _OTHERS.sub("-", name.lower()).strip(".-")[:_LONGEST].rstrip(".-") or "page"
