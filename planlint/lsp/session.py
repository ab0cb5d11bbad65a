"""The plans that an editor has files of: what is typed, when it is judged, and what has been published of it."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from time import perf_counter
from typing import NamedTuple

from pygls.uris import from_fs_path

from planlint.app.editor.at_once import found_at_once
from planlint.app.editor.edited_plan import (
    EditedPlan,
    Judged,
    PlanRoot,
    SupersededError,
    prepare_for_mistakes,
    root_around,
    roots_in,
)
from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.text import Source

QUICK = 0.05
"""Seconds: a plan that is judged in less is judged as a whole as soon as the edited file is."""

_log = logging.getLogger(__name__)

Publish = Callable[["OpenPlan", str, tuple[Diagnostic, ...], Mapping[str, Source]], None]
"""Takes a plan, the path of a file in it, the file's findings, and the texts that they are measured in."""


class OpenDocument(NamedTuple):
    """A document of the editor: its file's name on the disk, its text, and the line that was typed in, from 1."""

    name: str
    text: str
    line: int | None


def today() -> date:
    """Return the day to judge by, asked anew each time: a server lives for days."""
    try:
        return date.fromisoformat(os.environ.get("PLANLINT_TODAY", ""))
    except ValueError:
        return date.today()


class OpenPlan:
    """A plan with files in an editor; its findings are published once they change."""

    def __init__(self, plan: EditedPlan, session: "Session") -> None:
        self.plan = plan
        self._session = session
        self._today = session.today
        self.judged: Judged | None = None
        self._folder = str(plan.root.folder)
        self._uris: dict[str, str] = {}
        self._documents: dict[str, OpenDocument] = {}
        self.is_used = False
        """Whether the editor has opened a file of it."""
        self._edits = 0
        self._judged_edits = -1
        self._read: tuple[int, Judged] | None = None
        self._seconds = 0.0
        self._published: dict[str, tuple[object, ...]] = {}
        self._task: asyncio.Task[None] | None = None

    def uri(self, path: str) -> str:
        """Return the address of a file as the editor gave it, or would: through the links that it went."""
        return self._uris.get(path) or from_fs_path(f"{self._folder}/{path}") or path

    def name_as(self, path: str, uri: str, name: str) -> None:
        """Remember how the editor names a file."""
        self._uris[path] = uri
        if name.endswith(f"/{path}"):
            self._folder = name.removesuffix(f"/{path}")

    def edit(self, path: str, document: OpenDocument | None) -> None:
        """Take in a document, and judge it once nobody has typed for a while; None where it was closed."""
        self.is_used = True
        if document is None:
            self._documents.pop(path, None)
            self.plan.edit(path, None)
        else:
            self._documents[path] = document
            self.plan.edit(path, document.text, document.line)
        self.judge_soon(path)

    def hold(self, documents: Mapping[str, OpenDocument]) -> None:
        """Have these documents, by path, and no others."""
        for path in [path for path in self._documents if path not in documents]:
            self.edit(path, None)
        for path, document in documents.items():
            if self._documents.get(path) != document:
                self.edit(path, document)

    def withdraw(self, *, everything: bool = False) -> None:
        """Take back what was published of files that belong to a nearer root, or of all, where the plan is left."""
        for path in list(self._published):
            if everything or not self._owns(path):
                self._publish_file(path, (), {})
        if everything:
            self._edits += 1
            if self._task is not None:
                self._task.cancel()

    def judge_soon(self, path: str | None = None) -> None:
        """Judge after a pause; what is under way is dropped."""
        self._edits += 1
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.get_running_loop().create_task(self._judge_later(self._edits, path))

    def refresh(self) -> None:
        """Read the settings again, and the files once they are asked for; `PlanlintError` where that fails."""
        self._edits += 1
        self.plan.refresh()

    def judge_on_a_new_day(self) -> None:
        """Judge again where that was last done on another day: findings come with time."""
        if self.judged is not None and self.judged.day != self._today() and (self._task is None or self._task.done()):
            self.judge_soon()

    def current(self) -> Judged:
        """Return the plan as it is typed at this moment, with the findings that were last worked out."""
        if self.judged is not None and self._is_up_to_date():
            return self.judged
        day = self._today()
        if self._read is None or self._read[0] != self._edits or self._read[1].day != day:
            self._read = self._edits, self.plan.read(day)
        return self._read[1]

    def judge_now(self) -> Judged:
        """Return the plan as it is typed at this moment, with its findings."""
        if not self._is_up_to_date():
            self._keep(self.plan.judge(self._today()), self._edits)
        assert self.judged is not None
        return self.judged

    def _is_up_to_date(self) -> bool:
        return self.judged is not None and self._judged_edits == self._edits and self.judged.day == self._today()

    async def _judge_later(self, edits: int, path: str | None) -> None:
        at_once, whole = self._session.delays
        await asyncio.sleep(at_once)
        if path is not None and self._seconds > QUICK:
            self._publish_edited(path)
            await asyncio.sleep(max(0.0, whole - at_once))
        loop, started = asyncio.get_running_loop(), perf_counter()
        try:
            judged = await loop.run_in_executor(None, self.plan.judge, self._today(), lambda: self._edits == edits)
        except SupersededError:
            return
        except PlanlintError as error:
            _log.warning("%s", error.message)
            return
        except Exception:
            _log.exception("the plan could not be judged")
            return
        self._seconds = perf_counter() - started
        if self._edits == edits:
            self._keep(judged, edits)
        await loop.run_in_executor(None, prepare_for_mistakes)

    def _keep(self, judged: Judged, edits: int) -> None:
        self.judged, self._judged_edits, self._read = judged, edits, None
        for path in (*judged.findings, *(path for path in self._published if path not in judged.findings)):
            self._publish_file(path, judged.findings.get(path, ()), judged.sources)

    def _publish_edited(self, path: str) -> None:
        """Publish what can be said of a file before the whole plan is judged."""
        typed = self.plan.read(self._today())
        if path in typed.sources:
            self._publish_file(path, found_at_once(typed, self.judged, path), typed.sources)

    def _publish_file(self, path: str, found: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> None:
        if found and not self._owns(path):
            return
        source = sources.get(path)
        facts: tuple[object, ...] = tuple(
            (one, source.position(one.place.span.start), source.position(one.place.span.end)) if source else one
            for one in found
        )
        if self._published.get(path, ()) == facts:
            return
        if facts:
            self._published[path] = facts
        else:
            self._published.pop(path, None)
        self._session.publish(self, path, found, sources)

    def _owns(self, path: str) -> bool:
        """Whether no root is nearer to a file than this plan's: what is found in it is published by one plan alone."""
        return self._session.root_of(str(self.plan.root.folder / path)) == self.plan.root


class Session:
    """Every plan that an editor has files of, by its root, and the documents that it has open."""

    def __init__(self, publish: Publish, today: Callable[[], date] = today) -> None:
        self.publish = publish
        self.today = today
        self.delays = (0.1, 0.3)
        self.folders: Callable[[], Iterable[str]] = tuple
        """The folders that the editor has opened, as names on the disk."""
        self.shape = True
        self._plans: dict[PlanRoot, OpenPlan] = {}
        self._roots: dict[str, PlanRoot] = {}
        self._roots_in: dict[str, tuple[PlanRoot, ...]] = {}
        self._unreadable: set[PlanRoot] = set()
        self._documents: dict[str, OpenDocument] = {}

    @property
    def plans(self) -> tuple[OpenPlan, ...]:
        """Every plan that a file was opened of."""
        return tuple(open_plan for open_plan in self._plans.values() if open_plan.is_used)

    def plans_in_folders(self) -> tuple[OpenPlan, ...]:
        """Return every plan that a file was opened of, and those in the folders that the editor has opened."""
        found = {open_plan.plan.root: open_plan for open_plan in self.plans}
        for folder in self.folders():
            try:
                if folder not in self._roots_in:
                    self._roots_in[folder] = roots_in(folder)
            except PlanlintError as error:
                _log.warning("%s", error.message)
                self._roots_in[folder] = ()
            for root in self._roots_in[folder]:
                if (open_plan := self._plan_with(root)) is not None:
                    found[root] = open_plan
        return tuple(found.values())

    def plan_at(self, root: PlanRoot) -> OpenPlan:
        """Return the plan with a root that was asked for before."""
        return self._plans[root]

    def judge_on_a_new_day(self) -> None:
        """Judge every plan again that was last judged on another day."""
        for open_plan in self.plans:
            open_plan.judge_on_a_new_day()

    def text_of(self, uri: str) -> str:
        """Return the text of a document as the editor has it; empty where it is not open."""
        document = self._documents.get(uri)
        return document.text if document is not None else ""

    def plan_of(self, name: str) -> tuple[OpenPlan, str] | None:
        """Return the plan that a file on the disk belongs to, and its path there; None where it is no plan file.

        Neither is one whose settings cannot be read, which is logged once.
        """
        try:
            open_plan = self._plan_with(self.root_of(name))
            path = open_plan.plan.path_of(name) if open_plan is not None else None
        except OSError as error:
            _log.warning("%r: %s", name, error)
            return None
        except ValueError:  # a NUL, of which each Python speaks in its own words
            _log.warning("%r: no file can have this name", name)
            return None
        return (open_plan, path) if open_plan is not None and path is not None else None

    def take(self, uri: str, document: OpenDocument) -> None:
        """Take in a document as it is typed."""
        self._documents[uri] = document
        found = self.plan_of(document.name)
        if found is not None:
            open_plan, path = found
            open_plan.name_as(path, uri, document.name)
            open_plan.edit(path, document)

    def close(self, uri: str) -> None:
        """Leave a document: what the disk has counts again, and that may have changed without a word."""
        document = self._documents.pop(uri, None)
        if document is not None and self.plan_of(document.name) is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read the settings and files of every plan again, see which plan each document belongs to, and judge."""
        self._roots.clear()
        self._roots_in.clear()
        self._unreadable.clear()
        for root, open_plan in list(self._plans.items()):
            try:
                if root_around(str(root.folder)) != root:
                    del self._plans[root]
                    open_plan.withdraw(everything=True)
                    continue
                open_plan.refresh()
            except PlanlintError as error:
                _log.warning("%s", error.message)
            open_plan.withdraw()
        held: dict[PlanRoot, dict[str, OpenDocument]] = {root: {} for root in self._plans}
        for uri, document in self._documents.items():
            found = self.plan_of(document.name)
            if found is not None:
                open_plan, path = found
                open_plan.name_as(path, uri, document.name)
                held.setdefault(open_plan.plan.root, {})[path] = document
        for root, documents in held.items():
            self._plans[root].hold(documents)
        for open_plan in self.plans:
            open_plan.judge_soon()

    def _plan_with(self, root: PlanRoot) -> OpenPlan | None:
        if root not in self._plans and root not in self._unreadable:
            try:
                plan = EditedPlan(root, shape=self.shape)
            except PlanlintError as error:
                self._unreadable.add(root)
                _log.warning("%s", error.message)
            else:
                self._plans[root] = OpenPlan(plan, self)
        return self._plans.get(root)

    def root_of(self, name: str) -> PlanRoot:
        """Return the root around a file; it is looked for once until the next refresh."""
        folder = os.path.dirname(name)  # noqa: PTH120 - a name, not looked for on the disk
        if folder not in self._roots:
            opened = (one for one in self.folders() if folder == one or folder.startswith(f"{one}{os.sep}"))
            self._roots[folder] = root_around(folder, next(opened, None))
        return self._roots[folder]
