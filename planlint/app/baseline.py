"""Baseline files of `planlint check`: what they hide, and how they are written."""

import argparse
from collections.abc import Callable
from pathlib import Path

from planlint.cli.output import note, replace_file
from planlint.config import UNQUOTED
from planlint.errors import PlanlintError
from planlint.lint import Report, Selection
from planlint.lint.baseline import Baseline, Comparison, compare, record
from planlint.lint.baseline_text import BaselineError, from_text, in_words, to_text
from planlint.plural import count
from planlint.trees.links import may_quote
from planlint.trees.named_paths import read_named


def hold_against(
    report: Report, options: argparse.Namespace, selection: Selection, within: Callable[[str], bool], root: Path
) -> Report:
    """Return what of a report goes beyond the baseline the options name; write the one they want.

    `root` is the folder of the plan.
    """
    target = options.write_baseline
    if target is not None:
        _refuse_other_files(target, root)
    if options.baseline is None:
        found = record(report.diagnostics)
        _write(found, options)
        return compare(report, found, selection, within).report
    baseline = _read(options.baseline, root)
    comparison = compare(report, baseline, selection, within)
    if target is not None:
        _write(baseline.without(comparison.gone), options)
    if not options.quiet:
        _tell(comparison, baseline, options, root)
    return comparison.report


def _read(name: str, root: Path) -> Baseline:
    anew = f"`planlint check --write-baseline {name}` writes it anew"
    data = read_named(name, "--baseline", root)
    if data is None:
        anew = f"`planlint check --write-baseline {name}` writes one"
        raise PlanlintError(f"--baseline: there is no file '{name}'", anew)
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PlanlintError(f"--baseline: {name}: it is not UTF-8", anew) from None
    except BaselineError as error:
        where = f":{error.position.line}:{error.position.column}" if error.position else ""
        what = error.message if may_quote(Path(name), root) else UNQUOTED
        raise PlanlintError(f"--baseline: {name}{where}: {what}", anew) from None


def _refuse_other_files(name: str, root: Path) -> None:
    """Refuse to replace a file that never was a baseline: a plan, say, or a configuration."""
    data = read_named(name, "--write-baseline", root)
    if data is None:
        return
    if data.strip() and not (data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"findings"' in data):
        raise PlanlintError(
            f"--write-baseline: '{name}' is there and is no baseline", "choose another name, or remove the file first"
        )


def _write(baseline: Baseline, options: argparse.Namespace) -> None:
    replace_file(Path(options.write_baseline), to_text(baseline))
    if not options.quiet:
        note(f"{options.write_baseline} records {count(baseline.total, 'finding')}")


def _tell(comparison: Comparison, baseline: Baseline, options: argparse.Namespace, root: Path) -> None:
    gone = comparison.gone
    if gone.counts:
        name = options.baseline
        way_out = "" if options.write_baseline else f": `--write-baseline {name}` beside --baseline lets it shrink"
        note(f"{count(gone.total, 'finding')} of {name} no longer {'occurs' if gone.total == 1 else 'occur'}{way_out}")
        if options.verbose and may_quote(Path(name), root):
            for mark in sorted(gone.counts, key=in_words):
                recorded, missing = baseline.counts[mark], gone.counts[mark]
                note(f"  {in_words(mark)}" + (f" ({missing} of {recorded})" if recorded > 1 else ""))
    for mark, found in comparison.exceeded.counts.items():
        recorded = baseline.counts[mark]
        note(f"{in_words(mark)}: {found} found, {recorded} recorded; which are new cannot be told, so all are shown")
