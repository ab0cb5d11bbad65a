"""How often each rule speaks."""

from collections import Counter

from planlint.json_line import on_lines
from planlint.lint.report import Report
from planlint.printable import plain


def statistics(report: Report) -> str:
    """Return count, code and name of each rule that speaks, the most frequent first; empty for none."""
    counted = _counted(report)
    digits = max((len(str(count)) for count, _, _ in counted), default=0)
    lines = [f"{count:>{digits}}  {plain(code)}  {plain(name)}\n" for count, code, name in counted]
    if report.summary.suppressed:
        lines.append(f"{report.summary.suppressed} suppressed\n")
    return "".join(lines)


def statistics_json(report: Report) -> str:
    """Return the same as a JSON array of objects with `code`, `name` and `count`."""
    rows = ({"code": code, "name": name, "count": count} for count, code, name in _counted(report))
    return f"[{on_lines(rows, ' ')}]\n"


def _counted(report: Report) -> list[tuple[int, str, str]]:
    counts = Counter((diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics)
    return sorted(((count, *rule) for rule, count in counts.items()), key=lambda row: (-row[0], *row[1:]))
