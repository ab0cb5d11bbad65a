"""What can be said of a file at once, while the whole plan is judged anew."""

from collections.abc import Iterator
from itertools import takewhile

from planlint.app.editor.edited_plan import Judged
from planlint.diagnostic import Diagnostic
from planlint.lint.severity import ignored_in, weighed
from planlint.lint.suppression import FileWaivers
from planlint.text import Source


def found_at_once(typed: Judged, before: Judged | None, path: str) -> tuple[Diagnostic, ...]:
    """Return what a file shows by itself, and what was found in it `before` where that still stands.

    `typed` is the plan as it was read, not judged.
    """
    return (*_by_itself(typed, path), *(_still_there(before, typed.sources[path]) if before is not None else ()))


def _by_itself(typed: Judged, path: str) -> Iterator[Diagnostic]:
    config, document = typed.workspace.config, typed.loaded.documents.get(path)
    left_out = ignored_in(path, config)
    waivers = FileWaivers(document, typed.day) if document is not None else None
    for one in typed.loaded.diagnostics:
        in_force = one.code in typed.selection.codes and one.code not in left_out
        if (
            one.place.path == path
            and in_force
            and not (waivers and waivers.waives(one.code, one.site))
            and not config.archives(path)
        ):
            yield weighed(one, config)


def _still_there(judged: Judged, source: Source) -> Iterator[Diagnostic]:
    """Yield the findings of rules whose place was not touched since, moved to where it is now."""
    old = judged.sources.get(source.path)
    if old is None:
        return
    by_itself = {(one.code, one.place) for one in judged.loaded.diagnostics}
    before, after = old.text, source.text
    most = min(len(before), len(after))
    head = sum(1 for _ in takewhile(lambda at: before[at] == after[at], range(most)))
    tail = sum(1 for _ in takewhile(lambda at: before[-1 - at] == after[-1 - at], range(most - head)))
    shift = len(after) - len(before)
    for one in judged.findings.get(source.path, ()):
        span = one.place.span
        if (one.code, one.place) in by_itself:
            continue
        if span.end <= head:
            yield one
        elif span.start >= len(before) - tail:
            yield one._replace(place=one.place._replace(span=span.moved(shift)))
