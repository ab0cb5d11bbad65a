"""A plan as an editor has it: the files on the disk, with the texts of open editors laid over them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import NamedTuple

from planlint.app.plan_schema import plan_schema
from planlint.app.settings import config_at
from planlint.app.workspace import Workspace
from planlint.assist.recovery import Recovered, recovered
from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.grouped import grouped
from planlint.lint import Report, RuleSelection, lint
from planlint.lint.selection import AS_CONFIGURED
from planlint.load import FileReading, Loaded, load
from planlint.load.plan import in_order, read_file
from planlint.model.plan import Plan
from planlint.rules import BOOK
from planlint.text import Source
from planlint.toml import MAX_BYTES
from planlint.tree import PassedOver, Unreadable
from planlint.trees import Root, find_root, worktree
from planlint.trees.named_paths import Folder, path_in_root
from planlint.trees.worktree import roots_below

Content = bytes | Unreadable
Findings = Mapping[str, tuple[Diagnostic, ...]]
PlanRoot = Root
"""The root of a plan as doors have it: two are the same where folder and settings file are."""
_SHAPE = frozenset(rule.code for rule in BOOK if rule.family == "shape")


@dataclass(frozen=True)
class Judged:
    """A plan judged on a day: what answers are given from, and the findings of each file that has any.

    `sources` has the texts that the findings are measured in, as the editor has them, and `selection` the rules.
    """

    day: date
    workspace: Workspace
    selection: RuleSelection
    findings: Findings
    sources: Mapping[str, Source]

    @property
    def loaded(self) -> Loaded:
        """The plan, with what can be read of half-typed files."""
        return self.workspace.loaded


class SupersededError(Exception):
    """A newer text came in while an older one was judged."""


def root_around(folder: str, opened: str | None = None) -> Root:
    """Return the root of the plan that a file in a folder belongs to: the nearest one upward with settings.

    Where there are none and no repository, that is the folder around it that somebody has `opened` to work in.
    """
    root = find_root(Folder(folder))
    return find_root(Folder(opened)) if opened is not None and root.config is None and root.top is None else root


def roots_in(folder: str) -> tuple[Root, ...]:
    """Return the root that a folder belongs to, and those below it."""
    around = root_around(folder)
    below = (root_around(str(Folder(folder) / path)) for path in roots_below(Folder(folder)))
    return tuple(dict.fromkeys((around, *below)))


@cache
def prepare_for_mistakes() -> None:
    """Load what only a text with a mistake needs: the first one that is typed does not wait for it then."""
    read_file("plan.toml", b"[task.title-missing]\n", plan_schema())


class EditedPlan:
    """A plan that is read once, and then follows what is typed.

    Texts come in as they are; what they mean is worked out by `judge`. What a file said is kept while its bytes stay.
    Without `shape` the rules on the shape of files are left to others.
    """

    def __init__(self, root: Root, *, shape: bool = True) -> None:
        self.root = root
        self.config = config_at(root)
        self._left_out = frozenset() if shape else _SHAPE
        self._disk: dict[str, Content] = {}
        self._unsaved: dict[str, bytes] = {}
        self._lines: dict[str, int | None] = {}
        self._readings: dict[str, FileReading] = {}
        self._reading = Lock()
        self._last: tuple[tuple[object, ...], Report] | None = None  # a report, and what it was made of
        self._schema = plan_schema()
        self._outdated = True

    def refresh(self) -> None:
        """Read the settings again, and the files once they are asked for; `PlanlintError` where that fails.

        Then everything is as it was.
        """
        self._outdated = True
        self.config = config_at(self.root)

    def path_of(self, name: str) -> str | None:
        """Return the path of a plan file by its name on the disk; None for a file that is not part of the plan."""
        path = path_in_root(self.root, name)
        return path if path is not None and self.config.wants(path) else None

    def edit(self, path: str, text: str | None, line: int | None = None) -> None:
        """Take in the text of an editor, and the line that was typed in, from 1; None where the file was closed."""
        with self._reading:
            if text is None:
                self._unsaved.pop(path, None)
                self._lines.pop(path, None)
            else:
                self._unsaved[path] = text.encode("utf-8", "replace")
                self._lines[path] = line

    def read(self, today: date) -> Judged:
        """Return the plan as it is typed, without a look at what is wrong with it."""
        config = self.config
        typed = self._typed(lambda: True)
        workspace = Workspace(self.root, config, typed.tree, typed.loaded)
        return Judged(today, workspace, self._selection(config), {}, typed.sources)

    def _selection(self, config: Config) -> RuleSelection:
        codes, named = AS_CONFIGURED.of(config)
        return RuleSelection(codes - self._left_out, named - self._left_out)

    def judge(self, today: date, go_on: Callable[[], bool] = lambda: True) -> Judged:
        """Return the plan as it is typed, and what is found in it; `SupersededError` once it may not `go_on`.

        A text that is not TOML is judged by what can be read of it, and does not change what is found in other files:
        they are judged with what it said before.
        """
        config = self.config
        typed = self._typed(go_on)
        _require(go_on)
        selection = self._selection(config)
        report = self._report(typed, config, selection, today)
        sound = (one for one in report.diagnostics if one.place.path not in typed.half_typed)
        findings = {path: tuple(ones) for path, ones in grouped((one.place.path, one) for one in sound).items()}
        if typed.half_typed:
            _require(go_on)
            found = lint(typed.loaded, config, selection, today).diagnostics
            for path, rest in typed.half_typed.items():
                readable = (one for one in found if rest is not None and not rest.hides(one.place.span))
                own = [one for one in readable if one.place.path == path and one not in typed.faults[path]]
                findings[path] = in_order([*typed.faults[path], *own])
        workspace = Workspace(self.root, config, typed.tree, typed.loaded)
        return Judged(today, workspace, selection, findings, {**report.sources, **typed.sources})

    def _report(self, typed: "_Typed", config: Config, selection: RuleSelection, today: date) -> Report:
        """Return what is found in the plan that can be read; while a line is half-typed, that is found once."""
        made_of = today, config, typed.before_tree
        last = self._last
        if last is None or last[0] != made_of:
            last = self._last = made_of, lint(typed.before, config, selection, today)
        return last[1]

    def _typed(self, go_on: Callable[[], bool]) -> "_Typed":
        with self._reading:
            if self._outdated:
                self._outdated = False
                self._disk = dict(worktree(self.root, self.config.wants, MAX_BYTES, PassedOver()))
            tree: dict[str, Content] = {**self._disk, **self._unsaved}
            half_typed: dict[str, Recovered | None] = {}
            faults: dict[str, tuple[Diagnostic, ...]] = {}
            sources: dict[str, Source] = {}
            before = dict(tree)
            for path, data in self._unsaved.items():
                reading = self._readings.get(path)
                if reading is None or reading.data != data:
                    reading = read_file(path, data, self._schema)
                sources[path] = reading.source
                if reading.document is not None:
                    self._readings[path] = reading
                    continue
                half_typed[path] = recovered(path, reading.source.text, self._lines.get(path))
                faults[path] = reading.faults
                # What it said when it could last be read: in this editor, or on the disk.
                last = self._readings.get(path)
                before[path] = (
                    last.data if last is not None and last.document is not None else self._disk.get(path, data)
                )
            _require(go_on)
            sound = load(before, self._schema, self._readings)
            _require(go_on)
            loaded = self._with_recovered(tree, half_typed, faults) if half_typed else sound
        return _Typed(tree, half_typed, faults, {**loaded.sources, **sources}, before, sound, loaded)

    def _with_recovered(
        self,
        tree: Mapping[str, Content],
        half_typed: Mapping[str, Recovered | None],
        faults: Mapping[str, tuple[Diagnostic, ...]],
    ) -> Loaded:
        """Return the plan with what can be read of half-typed texts; their incomplete items count as broken."""
        texts = {path: rest.document.source.text.encode() for path, rest in half_typed.items() if rest is not None}
        readings = {path: reading for path, reading in self._readings.items() if path not in half_typed}
        loaded = load({**tree, **texts}, self._schema, readings)
        broken = {name for rest in half_typed.values() if rest is not None for name in rest.broken}
        plan = loaded.plan
        plan = Plan.of_items(plan.laid_out, plan.broken | broken, plan.shadowed, plan.unread, plan.unopened)
        # The faults belong to it: while a file cannot be read, nobody can say that a waiver is of no use.
        rests = ((one, half_typed.get(one.place.path)) for one in loaded.diagnostics)
        shown = (one for one, rest in rests if rest is None or not rest.hides(one.place.span))
        found = {*shown, *(one for some in faults.values() for one in some)}
        return loaded._replace(plan=plan, diagnostics=in_order(list(found)))


class _Typed(NamedTuple):
    """What is typed: the files, those that are not TOML with what can be read of them, and why the rest cannot be read.

    `before` is the plan with what these said when they could last be read, `loaded` the one with what can be read.
    """

    tree: Mapping[str, Content]
    half_typed: Mapping[str, Recovered | None]
    faults: Mapping[str, tuple[Diagnostic, ...]]
    sources: Mapping[str, Source]
    before_tree: Mapping[str, Content]
    before: Loaded
    loaded: Loaded


def _require(go_on: Callable[[], bool]) -> None:
    if not go_on():
        raise SupersededError
