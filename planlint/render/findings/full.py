"""The report for people: each finding with its source, what is at stake, the way out; then the sum."""

from collections.abc import Iterator, Mapping, Sequence

from planlint.diagnostic import Diagnostic
from planlint.grouped import grouped
from planlint.lint.report import Report
from planlint.model.items import Item
from planlint.printable import plain
from planlint.render.findings.locations import location
from planlint.render.findings.snippet import Frame, Mark, last_line, snippet
from planlint.render.findings.summary_line import conclusion
from planlint.render.text.cells import cut_both, width, wrap
from planlint.render.text.columns import Cell, hanging
from planlint.render.text.style import Style, Tone
from planlint.text import Source

_TONES: dict[str, Tone] = {"error": "error", "warning": "warning", "info": "info"}
_LEAST_DIGITS = 3
_INDENT = 2
_LEVELS = 2  # how far up a finding's chain is shown
_LEAST_TITLE = 10  # cells below which a further title says nothing


def full(report: Report, style: Style, *, summary: bool = True) -> str:
    """Return the findings and, where it is wanted, the summary after them.

    No line is wider than the style's room but for two kinds that would be of no use if cut: those with a
    path, and those of a single word (an address, an id) that is itself too long.
    """
    blocks = [finding(report, diagnostic, style) for diagnostic in report.diagnostics]
    if summary:
        blocks.append(conclusion(report, style))
    return "\n".join(blocks)


def finding(report: Report, diagnostic: Diagnostic, style: Style) -> str:
    """Return one finding, without an empty line after it."""
    sources, marks = report.sources_for(diagnostic), _marks(diagnostic)
    last = max((last_line(sources[path], there) for path, there in marks.items() if path in sources), default=0)
    frame = Frame(style, _TONES[diagnostic.severity.label], max(_LEAST_DIGITS, len(str(last))))
    lines = [
        *_headline(diagnostic, frame),
        *_places(sources, marks, frame),
        *_why(report, diagnostic, style),
        *_help(diagnostic, style),
    ]
    return "".join(f"{line}\n" for line in lines)


def _headline(diagnostic: Diagnostic, frame: Frame) -> list[str]:
    """Return severity, code, name, item, message: on one line where they fit, else the message below."""
    style = frame.style
    severity, code, name = diagnostic.severity.label, plain(diagnostic.code), plain(diagnostic.name)
    item, message = plain(diagnostic.item or ""), plain(diagnostic.message)
    head = f"{severity} {code} {name}"
    painted = f"{style.paint(severity, frame.tone)} {style.link(style.paint(code, 'strong'), code)} {name}"
    if width(style.dot.join(part for part in (head, item, message) if part)) <= style.room:
        return [style.dot.join(part for part in (painted, item, message) if part)]
    below = wrap(message, style.room - _INDENT)
    if item and width(style.dot.join((head, item))) <= style.room:
        painted = style.dot.join((painted, item))
    elif item:
        below = [*wrap(item, style.room - _INDENT), *below]
    return [painted, *(" " * _INDENT + line for line in below if line)]


def _marks(diagnostic: Diagnostic) -> dict[str, list[Mark]]:
    """Return the places that a finding speaks of by file, its own first."""
    own = (diagnostic.place.path, Mark(diagnostic.place.span, diagnostic.label, main=True))
    return grouped([own, *((place.path, Mark(place.span, message)) for place, message in diagnostic.related)])


def _places(sources: Mapping[str, Source], marks: Mapping[str, list[Mark]], frame: Frame) -> Iterator[str]:
    """Yield the snippet of the finding's own file with all its places there, then one of each other file."""
    for path, there in marks.items():
        yield frame.arrow("-->" if there[0].main else ":::", location(sources, path, there[0].span.start))
        source = sources.get(path)
        rows = snippet(source, there, frame) if source else []
        yield from (frame.bar(), *rows, frame.bar()) if rows else _unseen(there, frame)


def _unseen(marks: Sequence[Mark], frame: Frame) -> Iterator[str]:
    """Yield what is to be said about places that cannot be shown."""
    for mark in marks:
        sign = "="
        for line in wrap(plain(mark.label), frame.room) if mark.label else ():
            yield frame.arrow(f" {sign}", line)
            sign = " "


def _why(report: Report, diagnostic: Diagnostic, style: Style) -> list[str]:
    """Return the line that says what the item is for: two levels up, and the purpose where it fits."""
    item = report.plan.get(diagnostic.item) if diagnostic.item else None
    above = report.plan.chain(item)[1:] if item else ()
    if not above:
        return []
    label = "  why  "
    return [label + _titles(above, style.room - len(label), style)]


def _titles(above: Sequence[Item], room: int, style: Style) -> str:
    titles = [plain(item.title) for item in above[:_LEVELS]]
    near = style.cut(titles[0], room)
    if len(titles) > 1:
        near = style.chevron.join(cut_both(titles[0], titles[1], room - width(style.chevron), style.ellipsis))
    top = above[-1]
    if len(above) <= _LEVELS or top.kind != "purpose":
        return near
    jump = style.chevron if len(above) == _LEVELS + 1 else f"{style.chevron}{style.ellipsis}{style.chevron}"
    left = room - width(near) - width(jump)
    title = plain(top.title)
    if near != style.chevron.join(titles) or left < min(width(title), _LEAST_TITLE):
        return near
    return near + jump + style.cut(title, left)


def _help(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    label = Cell("  help ")
    lines = wrap(plain(diagnostic.help), style.room - label.width) if diagnostic.help else ()
    return hanging(label, label.width, lines, style)
