"""Settings: which files, which rules, how severe, which limits and words."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from planlint.diagnostic import Severity
from planlint.diff.named_items import ITEM_WORD
from planlint.errors import PlanlintError
from planlint.text import Position, Site
from planlint.toml import Document
from planlint.tree import TEMPORARY_SUFFIX

FILE_NAME = "planlint.toml"
UNQUOTED = "git does not track this file, so what is wrong here is not quoted"
_GROUP = r"\[(!?)([^]/]+)\]"
_SIGN = re.compile(r"\[!?[^]/]+\]|\*+|.", re.DOTALL)
_FOLDERS = "(?:[^/]++/)*?"
MOST_CHARACTERS = 500  # of a pattern
MOST_PATTERNS = 1000  # of all settings together: to read more takes seconds
DEFAULT_INCLUDE = ("plan.toml", "plan/**/*.toml", "plans/**/*.toml", "**/*.plan.toml")
DEFAULT_LIMITS: Mapping[str, int] = {
    "objectives-per-person": 5,
    "key-results-per-objective": 5,
    "open-tasks-per-person": 10,
    "title-length": 120,
    "stale-days": 14,
    "idle-tasks": 3,
}


class ConfigError(PlanlintError):
    """A configuration that cannot be used: where, what is wrong, and the way out; no position where it is not read."""

    def __init__(self, path: str, position: Position | None, message: str, help: str | None = None) -> None:
        place = (
            f"{path}:{position.line}:{position.column}" if position else f"the configuration '{path}' cannot be read"
        )
        super().__init__(f"{place}: {message}", help or "`planlint check` says when it is mended")
        self.path = path
        self.position = position

    def without_text(self) -> "ConfigError":
        """Return the error as it may be told of a file whose text is nobody's business: it says where, and not what."""
        import shlex  # few settings are wrong

        return ConfigError(
            self.path, self.position, UNQUOTED, f"`git add {shlex.quote(self.path)}` lets the text be shown"
        )


class Words(NamedTuple):
    """A change to one of the built-in word lists."""

    words: tuple[str, ...] = ()
    replace: bool = False

    def applied_to(self, built_in: Iterable[str]) -> tuple[str, ...]:
        """Return the list in force."""
        return self.words if self.replace else (*built_in, *self.words)


class WorkSettings(NamedTuple):
    """What commits say of the plan: the word that begins the lines which name items, and which files ask for one.

    `is_written` says that somebody has settings for this at all.
    """

    trailer: str = ITEM_WORD
    require: tuple[str, ...] = ()
    is_written: bool = False


class Config(NamedTuple):
    """The settings in force. `path` and `document` say where they were written, if anywhere."""

    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    severity: Mapping[str, Severity] = MappingProxyType({})
    per_file_ignores: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    limits: Mapping[str, int] = DEFAULT_LIMITS
    words: Mapping[str, Words] = MappingProxyType({})
    work: WorkSettings = WorkSettings()
    path: str | None = None
    document: Document | None = None
    table: tuple[str, ...] = ()

    def wants(self, path: str) -> bool:
        """Whether a file is a plan file; the path is relative to the root, with `/`."""
        if path == FILE_NAME or path.endswith(("/" + FILE_NAME, TEMPORARY_SUFFIX)):
            return False
        return matches(path, self.include) and not matches(path, self.exclude)

    def wants_behind(self, link: str) -> bool:
        """Whether a symbolic link may lead to plan files, by its path: it is called as one, or as a folder of theirs.

        A folder's name has no dot here. Below a pattern that begins with `**` anything might be a folder of theirs.
        """
        if self.wants(link):
            return True
        if matches(link, self.exclude):
            return False
        patterns = [one.removeprefix("./").split("/") for one in self.include]
        depth = link.count("/") + 1
        above = ["/".join(parts[:depth]) for parts in patterns if len(parts) > depth and "**" not in parts[:depth]]
        if above and matches(link, tuple(above)):
            return True
        deep = tuple("/".join(parts[: parts.index("**")]) for parts in patterns if "**" in parts and parts[0] != "**")
        return bool(deep) and "." not in link.rpartition("/")[2] and matches(link, deep)

    def archives(self, path: str) -> bool:
        """Whether a plan file is kept for history and references only."""
        return bool(self.archive) and matches(path, self.archive)

    def site(self, *keys: str | int) -> Site:
        """Return the site of a setting in the file it was written in."""
        return Site(self.path or FILE_NAME, (*self.table, *keys))


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path matches a pattern: `*` stays within a folder, `**/` is any depth, a folder is all below."""
    return _matcher(patterns).fullmatch(path) is not None


@cache
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_regex(pattern)})" for pattern in patterns) or r"(?!)", re.DOTALL)


def _regex(pattern: str) -> str:
    """Translate one glob pattern; `fnmatch` knows no folders and `glob.translate` came with Python 3.13.

    What stands between two wildcards is taken where it first fits, and never sought again: were there a match with it
    further on, there is one with it here, as the wildcard behind it takes the rest. So no pattern makes anybody wait.
    """
    pattern = pattern.removeprefix("./").rstrip("/")
    if pattern in ("", "."):
        return ".*"
    runs: list[list[str]] = [[]]  # of names, with `**` between them
    for name in pattern.split("/"):
        if name != "**":
            runs[-1].append(_name_regex(name))
        elif runs[-1] or len(runs) == 1:
            runs.append([])
    first, *rest = ("/".join(run) for run in runs)
    if not rest:
        return f"{first}(?:/.*)?"
    *between, last = rest
    begin = f"{first}/" if first else ""
    middle = "".join(f"(?>{_FOLDERS}{run}/)" for run in between)
    return begin + middle + (rf"(?>{_FOLDERS}{last}(?=/|\Z))(?:/.*)?" if last else ".+")


def _name_regex(name: str) -> str:
    """Translate the part of a pattern that stands for one name in a folder; see `_regex`."""
    pieces = [""]  # with `*` between them
    for sign in _SIGN.findall(name):
        if sign[0] == "*":
            pieces.append("")
        else:
            pieces[-1] += _character(sign)
    first, *rest = pieces
    if not rest:
        return first
    *between, last = rest
    return first + "".join(f"(?>[^/]*?{piece})" for piece in between) + f"[^/]*{last}"


def _character(sign: str) -> str:
    if group := re.fullmatch(_GROUP, sign):
        inside = re.sub(r"([\\^\[\]&~|])", r"\\\1", group[2])  # only its ranges stay special
        return f"[{'^/' if group[1] else ''}{inside}]"
    return "[^/]" if sign == "?" else re.escape(sign)


def trailer_fault(word: str) -> str | None:
    """Return why lines of a message cannot begin with a word, and the way out; None where they can."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", word):
        return 'git takes letters, digits and `-` before the colon, as in "Plan-Item"'
    from planlint.diff.reasons import REASON_WORD  # who has no such setting does without

    return "this word gives reasons; choose another one" if word.casefold() == REASON_WORD.casefold() else None


def pattern_fault(pattern: str) -> str | None:
    """Return why a pattern cannot mean any file, and the way out; None where it can."""
    if len(pattern) > MOST_CHARACTERS:
        return f"a pattern has at most {MOST_CHARACTERS} characters, and this one has {len(pattern):,}"
    if not pattern.strip():
        return 'a pattern cannot be empty; "." means everything'
    if pattern.startswith("!"):
        return "a pattern cannot begin with `!`; what is left out stands in `exclude`"
    if "\\" in pattern:
        return "folders are separated by `/`, on Windows too"
    if pattern.startswith(("/", "~")) or re.match(r"[A-Za-z]:", pattern):
        return "a pattern begins at the root of the plan, not at that of the disk"
    if ".." in pattern.split("/"):
        return "a pattern cannot leave the root of the plan"
    if re.search(r"\{[^{}]*,[^{}]*\}", pattern):
        return "braces mean no choice in a pattern; write one pattern for each"
    if "[" in re.sub(_GROUP, "", pattern):
        return "`[` is never closed; for the sign itself write `[[]`"
    if "[" in pattern and not _is_regex(_regex(pattern)):
        return "a range between `[` and `]` runs from the lower character to the higher"
    return None


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def config_of(settings: Mapping[str, Any], path: str, document: Document, table: tuple[str, ...]) -> Config:
    """Return the settings in a table that fits the configuration's schema, found in a document below `table`."""
    lists = ("include", "exclude", "archive", "select", "extend-select", "ignore")
    return Config(
        **{key.replace("-", "_"): tuple(settings[key]) for key in lists if key in settings},
        fail_on=Severity.parse(settings.get("fail-on", "error")),
        severity={code: Severity.parse(label) for code, label in settings.get("severity", {}).items()},
        per_file_ignores={glob: tuple(codes) for glob, codes in settings.get("per-file-ignores", {}).items()},
        limits={**DEFAULT_LIMITS, **settings.get("limits", {})},
        words={name: _words(value) for name, value in settings.get("words", {}).items()},
        work=_work(settings.get("work")),
        path=path,
        document=document,
        table=table,
    )


def _work(table: Mapping[str, Any] | None) -> WorkSettings:
    if table is None:
        return WorkSettings()
    return WorkSettings(table.get("trailer", ITEM_WORD), tuple(table.get("require", ())), is_written=True)


def _words(value: Any) -> Words:
    if isinstance(value, dict):
        return Words(tuple(value.get("words", ())), bool(value.get("replace", False)))
    return Words(tuple(value))
