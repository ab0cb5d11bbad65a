"""Baseline files: which one counts, what it hides, and what a new one would hold."""

import shlex
from collections.abc import Callable, Iterator
from typing import NamedTuple

from planlint.app.settings import Where
from planlint.config import UNQUOTED
from planlint.errors import PlanlintError
from planlint.lint import Report, RuleSelection
from planlint.lint.baseline import Baseline, BaselineDiff, compare, record
from planlint.lint.baseline_text import BaselineError, from_text, in_words, to_text
from planlint.plural import count
from planlint.tree import Unreadable
from planlint.trees.links import may_quote
from planlint.trees.named_paths import Folder, read_named, split_name

_BYTE_ORDER_MARK_AND_BLANKS = b"\xef\xbb\xbf \t\r\n"


class BaselineFiles(NamedTuple):
    """The baseline files that a command line names: the one that hides findings, and the one to be written.

    `root` is the folder of the plan.
    """

    root: Folder
    hides: str | None = None
    writes: str | None = None


class BaselinedReport(NamedTuple):
    """A report without what a baseline hides, what there is to say of that, and the text of the baseline to write."""

    report: Report
    notes: tuple[str, ...] = ()
    text: str | None = None


def read_baseline(name: str, root: Folder) -> Baseline:
    """Return the baseline in a file on the disk; `root` is the folder of the plan."""
    data = read_named(name, "--baseline", root)
    if data is None:
        anew = f"`planlint check --write-baseline {shlex.quote(name)}` writes one"
        raise PlanlintError(f"--baseline: there is no file '{name}'", anew)
    return _parsed(name, data, may_quote=may_quote(Folder(name), root))


def tracked_baseline(name: str, root: Folder, where: Where, rev: str | None = None) -> Baseline | None:
    """Return the baseline in a file as the index, or a commit, has it; None where git does not track it there."""
    from planlint.trees.git.repository import INDEX

    if where.repository.bare:
        return read_baseline(name, root)
    folder, last = split_name(name)
    data = where.repository.listing(rev or INDEX, (last,))(folder).get(last)
    if data is None:
        read_baseline(name, root)  # what is not there at all is no baseline either
    if isinstance(data, Unreadable):
        advice = "put the file itself in the place of the link, or leave --baseline out"
        raise PlanlintError(f"--baseline: '{name}' cannot be read: {data.reason}", advice)
    return None if data is None else _parsed(name, data, may_quote=True)


def not_tracked(name: str) -> str:
    """Return that a baseline does not count, because what is judged does not have it."""
    return f"the baseline '{name}' is ignored: git does not track it"


def _parsed(name: str, data: bytes, *, may_quote: bool) -> Baseline:
    anew = f"`planlint check --write-baseline {shlex.quote(name)}` writes it anew"
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PlanlintError(f"--baseline: {name}: it is not UTF-8", anew) from None
    except BaselineError as error:
        where = f":{error.position.line}:{error.position.column}" if error.position else ""
        what = error.message if may_quote else UNQUOTED
        raise PlanlintError(f"--baseline: {name}{where}: {what}", anew) from None


def hold_against(
    report: Report,
    files: BaselineFiles,
    baseline: Baseline | None,
    selection: RuleSelection,
    within: Callable[[str], bool],
    *,
    verbose: bool = False,
) -> BaselinedReport:
    """Return what of a report goes beyond a baseline, and the text of the one that is to be written."""
    if files.writes is not None:
        _refuse_other_files(files.writes, files.root)
    if baseline is None and files.writes is None:
        return BaselinedReport(report)
    known = record(report.diagnostics) if baseline is None else baseline
    comparison = compare(report, known, selection, within)
    notes = () if baseline is None else tuple(_notes(comparison, baseline, files, verbose=verbose))
    if files.writes is None:
        return BaselinedReport(comparison.report, notes)
    kept = known.without(comparison.gone)
    records = f"{files.writes} records {count(kept.total, 'finding')}"
    return BaselinedReport(comparison.report, (records, *notes), to_text(kept))


def _refuse_other_files(name: str, root: Folder) -> None:
    """Refuse to replace a file that never was a baseline: a plan, say, or a configuration."""
    data = read_named(name, "--write-baseline", root) or b""
    if data.strip() and not (data.lstrip(_BYTE_ORDER_MARK_AND_BLANKS).startswith(b"{") and b'"findings"' in data):
        raise PlanlintError(
            f"--write-baseline: '{name}' exists and is not a baseline", "choose another name, or remove the file first"
        )


def _notes(comparison: BaselineDiff, baseline: Baseline, files: BaselineFiles, *, verbose: bool) -> Iterator[str]:
    gone, name = comparison.gone, files.hides
    if gone.counts:
        occur, them = ("occurs", "it") if gone.total == 1 else ("occur", "them")
        way_out = "" if files.writes else f"; remove {them} with --baseline {name} --write-baseline {name}"
        yield f"{count(gone.total, 'finding')} in {name} no longer {occur}{way_out}"
        for mark in sorted(gone.counts, key=in_words) if verbose and may_quote(Folder(name or ""), files.root) else ():
            recorded, missing = baseline.counts[mark], gone.counts[mark]
            yield f"  {in_words(mark)}" + (f" ({missing} of {recorded})" if recorded > 1 else "")
    for mark, found in comparison.exceeded.counts.items():
        recorded = baseline.counts[mark]
        yield f"{in_words(mark)}: {found} found, {recorded} recorded; it is not known which are new, so all are shown"
