"""The plans that an editor has files of: what is typed, when it is judged, and what has been published of it."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from time import perf_counter

from planlint.app.editor.edited_plan import EditedPlan, Judged, SupersededError, root_around
from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.rules import rule_by_code
from planlint.text import Source

QUICK = 0.05
"""Seconds: a plan that is judged in less is judged as a whole as soon as the edited file is."""

_log = logging.getLogger(__name__)

Publish = Callable[[str, tuple[Diagnostic, ...], Mapping[str, Source]], None]
"""Takes the name of a file on the disk, its findings, and the texts that they are measured in."""


def today() -> date:
    """Return the day to judge by, asked anew each time: a server lives for days."""
    try:
        return date.fromisoformat(os.environ.get("PLANLINT_TODAY", ""))
    except ValueError:
        return date.today()


class OpenPlan:
    """A plan with files in an editor; its findings are published once they change."""

    def __init__(self, plan: EditedPlan, publish: Publish, delays: tuple[float, float], shape: bool) -> None:
        self.plan = plan
        self.judged: Judged | None = None
        self._publish = publish
        self._delays = delays
        self._shape = shape
        self._edits = 0
        self._judged_edits = -1
        self._seconds = 0.0
        self._published: dict[str, tuple[object, ...]] = {}
        self._task: asyncio.Task[None] | None = None

    def edit(self, path: str, text: str | None, line: int | None = None) -> None:
        """Take in a text, and judge it once nobody has typed for a while."""
        self.plan.edit(path, text, line)
        self.judge_soon(path)

    def judge_soon(self, path: str | None = None) -> None:
        """Judge after a pause; what is under way is dropped."""
        self._edits += 1
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.get_running_loop().create_task(self._judge_later(self._edits, path))

    def current(self) -> Judged:
        """Return the plan as it is typed at this moment, with the findings that were last worked out."""
        if self.judged is not None and self._judged_edits == self._edits:
            return self.judged
        return self.plan.read(today())

    def judge_now(self) -> Judged:
        """Return the plan as it is typed at this moment, with its findings."""
        if self.judged is None or self._judged_edits != self._edits or self.judged.day != today():
            self._keep(self.plan.judge(today()), self._edits)
        assert self.judged is not None
        return self.judged

    async def _judge_later(self, edits: int, path: str | None) -> None:
        at_once, whole = self._delays
        await asyncio.sleep(at_once)
        if path is not None and self._seconds > QUICK:
            self._publish_edited(path)
            await asyncio.sleep(max(0.0, whole - at_once))
        loop, started = asyncio.get_running_loop(), perf_counter()
        try:
            judged = await loop.run_in_executor(None, self.plan.judge, today(), lambda: self._edits == edits)
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

    def _keep(self, judged: Judged, edits: int) -> None:
        self.judged, self._judged_edits = judged, edits
        for path in (*judged.findings, *(path for path in self._published if path not in judged.findings)):
            self._publish_file(path, judged.findings.get(path, ()), judged.sources)

    def _publish_edited(self, path: str) -> None:
        """Publish what can be said of a file by itself, and what was found in it before where that still stands."""
        typed = self.plan.read(today())
        source = typed.sources.get(path)
        if source is None:
            return
        shape = [one for one in typed.loaded.diagnostics if one.place.path == path]
        before = [] if self.judged is None else list(self._still_there(self.judged, path, source))
        self._publish_file(path, (*shape, *before), typed.sources)

    def _still_there(self, judged: Judged, path: str, source: Source) -> Iterable[Diagnostic]:
        """Yield the findings of rules whose place was not touched since, moved to where it is now."""
        old = judged.sources.get(path)
        shape = set(judged.loaded.diagnostics)
        if old is None:
            return
        most = min(len(old.text), len(source.text))
        head = next((at for at in range(most) if old.text[at] != source.text[at]), most)
        tail = next((at for at in range(most - head) if old.text[-1 - at] != source.text[-1 - at]), most - head)
        shift = len(source.text) - len(old.text)
        for one in judged.findings.get(path, ()):
            span = one.place.span
            if one in shape:
                continue
            if span.end <= head:
                yield one
            elif span.start >= len(old.text) - tail:
                yield one._replace(place=one.place._replace(span=type(span)(span.start + shift, span.end + shift)))

    def _publish_file(self, path: str, found: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> None:
        shown = tuple(one for one in found if self._shape or rule_by_code(one.code).family != "shape")
        source = sources.get(path)
        facts: tuple[object, ...] = tuple(
            (one, source.position(one.place.span.start), source.position(one.place.span.end)) if source else one
            for one in shown
        )
        if self._published.get(path, ()) == facts:
            return
        if facts:
            self._published[path] = facts
        else:
            self._published.pop(path, None)
        self._publish(str(self.plan.root.folder / path), shown, sources)


class Session:
    """Every plan that an editor has files of, by its root."""

    def __init__(self, publish: Publish) -> None:
        self.delays = (0.1, 0.3)
        self.shape = True
        self._publish = publish
        self._plans: dict[str, OpenPlan] = {}

    @property
    def plans(self) -> tuple[OpenPlan, ...]:
        """Every plan that was opened."""
        return tuple(self._plans.values())

    def plan_of(self, name: str) -> tuple[OpenPlan, str] | None:
        """Return the plan that a file on the disk belongs to, and its path there; None where it is no plan file.

        `PlanlintError` where the plan cannot be read.
        """
        root = root_around(os.path.dirname(name))  # noqa: PTH120 - a name, not looked for on the disk
        key = str(root.folder)
        if key not in self._plans:
            plan = EditedPlan(root)
            if plan.path_of(name) is None:
                return None
            self._plans[key] = OpenPlan(plan, self._publish, self.delays, self.shape)
        path = self._plans[key].plan.path_of(name)
        return (self._plans[key], path) if path is not None else None

    def refresh(self) -> None:
        """Read the files of every plan again, and judge them."""
        for open_plan in self.plans:
            try:
                open_plan.plan.refresh()
            except PlanlintError as error:
                _log.warning("%s", error.message)
            open_plan.judge_soon()
