"""`planlint check`: lint the plan."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.formats import results_of
from planlint.cli.options import day_notes, selectors, today_of
from planlint.cli.plan import open_plan, where_of
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError

if TYPE_CHECKING:
    from planlint.app.compare.compare import Compared
    from planlint.app.compare.request import CompareRequest
    from planlint.app.history.item_history import ItemHistories
    from planlint.app.workspace import Workspace
    from planlint.config import Config
    from planlint.lint import Report, RuleSelection
    from planlint.lint.baseline import Baseline
    from planlint.lint.selection import RuleChoice


def run(options: argparse.Namespace) -> int:
    """Check a plan and print what was found."""
    from planlint.app.workspace import narrowed
    from planlint.cli.output import note, say
    from planlint.lint import lint
    from planlint.printable import plain

    results_of(options)  # what makes no sense is refused before anything is read
    if options.staged and not options.quiet:
        from planlint.cli.hooks.missing import tell_missing

        tell_missing(where_of(options), "pre-commit")
    paths = _paths(options)
    workspace = open_plan(options, allow_empty=options.staged)
    if workspace.links:
        from planlint.app.behind_links import refuse_hidden_plan

        refuse_hidden_plan(workspace, where_of(options))
    selection = _rules(options).of(workspace.config)
    if options.show_files:
        say("".join(f"{plain(path)}\n" for path in workspace.tree), options.output, "paths")
        return OK
    within = narrowed(workspace, paths)
    if not options.quiet:
        note(*workspace.notes, *day_notes(options))
        if not workspace.tree:
            note("no plan files are staged: nothing to check")

    past = _past(options, workspace)
    baseline = _baseline(options, workspace.root.folder)
    request = _request(options, workspace, past, baseline, within)

    def found(one: "Workspace") -> "Report":
        return lint(one.loaded, one.config, selection, today_of(options), within, past=past)

    older: Config | None = None

    def judge(one: "Workspace") -> "Report":
        nonlocal older
        report = None
        if request is not None:
            compared = _compared(request, one, options)
            older = compared.base.config
            report = compared.fresh if options.new_only else compared.report
        if report is None:
            report = found(one)
        return _held(report, options, baseline, selection, within, workspace.root.folder)

    unstaged = False
    if options.fix or options.diff or options.unsafe_fixes:
        from planlint.app.edit.fix import mended, write_fixes
        from planlint.cli.commands import fix

        fix.require_sense(options)
        after, done = mended(workspace, found, unsafe=options.unsafe_fixes)
        if options.diff:
            return fix.show(options, workspace, done)
        if options.stdin_filename is not None:
            fix.pass_on(options, after)
            return _status(options, after, judge(after), older)
        written = write_fixes(workspace, after, done, staged=options.staged)
        workspace, unstaged = written.workspace, written.unstaged
        note(*written.refused, *(() if options.quiet else written.notes))
        if unstaged:
            note("the fixes are in the working tree only: review them and stage them with git add")
    if options.add_ignores is not None:
        workspace = _with_ignores(options, workspace, judge)
    report = judge(workspace)
    _print(options, workspace, report)
    return FINDINGS if unstaged and not options.exit_zero else _status(options, workspace, report, older)


def _print(options: argparse.Namespace, workspace: "Workspace", report: "Report") -> None:
    """Write every result that was asked for."""
    from planlint.cli.output import say, style_for
    from planlint.render.findings.formats import FOR_SERVICES, render_check, render_statistics

    results = results_of(options)
    prefix = ""
    if any(form in FOR_SERVICES for form, _ in results):
        from planlint.app.workspace import repository_prefix

        prefix = repository_prefix(workspace)
    for form, output in results:
        style = style_for(argparse.Namespace(color=options.color, output=output))
        if not options.statistics:
            say(render_check(report, form, style, quiet=options.quiet, prefix=prefix), output, form)
        elif form in FOR_SERVICES:
            raise PlanlintError(f"--statistics cannot be written as {form}", "leave out one of them")
        else:
            say(render_statistics(report, form, style, quiet=options.quiet), output, form)


def _status(
    options: argparse.Namespace, workspace: "Workspace", report: "Report", older: "Config | None" = None
) -> int:
    from planlint.lint.severity import fails

    asked = Severity.parse(options.fail_on) if options.fail_on else None
    failed = fails(report.diagnostics, asked, workspace.config, older)
    return FINDINGS if failed and not options.exit_zero else OK


def _request(
    options: argparse.Namespace,
    workspace: "Workspace",
    past: "ItemHistories | None",
    baseline: "Baseline | None",
    within: Callable[[str], bool],
) -> "CompareRequest | None":
    """Return the question what has changed since the version that --base names; None where it is not asked."""
    if options.base is None:
        if options.new_only is not None:
            option = "--new-only" if options.new_only else "--all"
            raise PlanlintError(f"{option} only makes sense together with --base", "add --base REV")
        return None
    if options.add_ignores is not None:
        raise PlanlintError("--add-ignores cannot be combined with --base", "leave out --base")
    from planlint.app.compare.request import PlanCheck
    from planlint.app.compare.since_base import since_base

    check = PlanCheck(workspace, past, baseline, within, new_only=bool(options.new_only))
    return since_base(where_of(options), options.base, today_of(options), _rules(options), check)


def _compared(request: "CompareRequest", workspace: "Workspace", options: argparse.Namespace) -> "Compared":
    from planlint.app.compare.compare import compare
    from planlint.cli.output import note

    assert request.check is not None
    compared = compare(replace(request, check=replace(request.check, workspace=workspace)))
    note(*compared.notes, quiet=options.quiet)
    return compared


def _baseline(options: argparse.Namespace, root: Path) -> "Baseline | None":
    """Return the baseline that --baseline names, as far as it counts."""
    if options.baseline is None:
        return None
    from planlint.app.baseline import not_tracked, read_baseline, tracked_baseline

    if not options.staged:
        return read_baseline(options.baseline, root)
    from planlint.app.compare.since_base import staged_repository
    from planlint.cli.output import note

    baseline = tracked_baseline(options.baseline, root, *staged_repository(where_of(options)))
    if baseline is None and not options.quiet:
        note(not_tracked(options.baseline))
    return baseline


def _held(
    report: "Report",
    options: argparse.Namespace,
    baseline: "Baseline | None",
    selection: "RuleSelection",
    within: Callable[[str], bool],
    root: Path,
) -> "Report":
    """Return what goes beyond the baseline; write the one that is to be written."""
    if options.baseline is None and options.write_baseline is None:
        return report
    from planlint.app.baseline import BaselineFiles, hold_against
    from planlint.cli.output import note, replace_file

    files = BaselineFiles(root, options.baseline, options.write_baseline)
    held = hold_against(report, files, baseline, selection, within, verbose=options.verbose)
    if held.text is not None:
        replace_file(Path(options.write_baseline), held.text)
    note(*held.notes, quiet=options.quiet)
    return held.report


def _past(options: argparse.Namespace, workspace: "Workspace") -> "ItemHistories | None":
    """Return what git tells of the items, where somebody asked for it."""
    if not options.history or not workspace.tree:
        return None
    from planlint.app.history.item_history import item_histories

    return item_histories(workspace, where_of(options), today_of(options))


def _with_ignores(
    options: argparse.Namespace, workspace: "Workspace", judge: Callable[["Workspace"], "Report"]
) -> "Workspace":
    """Waive what is found, and return the workspace as it is then."""
    from planlint.app.edit.fix import waive
    from planlint.cli.output import note

    if options.write_baseline is not None:
        raise PlanlintError("--add-ignores cannot be combined with --write-baseline", "choose one of them")
    if options.staged or options.rev is not None or options.stdin_filename is not None:
        raise PlanlintError("--add-ignores changes files of the working tree", "leave out --staged, --rev and `-`")
    waived = waive(workspace, judge(workspace), options.add_ignores, today_of(options))
    note(*waived.notes, quiet=options.quiet)
    return waived.workspace


def _rules(options: argparse.Namespace) -> "RuleChoice":
    """Return the rules that the options name."""
    from planlint.lint.selection import RuleChoice

    chosen = _codes("--select", options.select)
    return RuleChoice(
        None if chosen is None else tuple(chosen),
        tuple(_codes("--extend-select", options.extend_select) or ()),
        tuple(_codes("--ignore", options.ignore) or ()),
    )


def _codes(option: str, values: list[str] | None) -> list[str] | None:
    """The selectors an option was given; it may not be there, but an empty one is a mistake and no wish."""
    found = selectors(values)
    if found == []:
        raise PlanlintError(f"{option} names no rule", "`planlint rule` lists all codes and names")
    return found


def _paths(options: argparse.Namespace) -> list[str]:
    """The paths to report on; `-` only says that standard input is read."""
    paths = [path for path in options.paths if path != "-"]
    if len(paths) != len(options.paths) and options.stdin_filename is None:
        raise PlanlintError(
            "`-` reads standard input, and needs --stdin-filename", "name the path that standard input stands for"
        )
    if options.stdin_filename is not None and not paths:
        return [options.stdin_filename]
    return paths
