"""`planlint check`: lint the plan."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from planlint.app.workspace import Workspace, inside, narrowed, repository_prefix
from planlint.cli.formats import results_of
from planlint.cli.options import Options, day_notes, today_of
from planlint.cli.output import FINDINGS, OK, note, say, say_exactly, shows_results, style_for, style_of
from planlint.cli.plan import open_plan, where_of
from planlint.diagnostic import Severity
from planlint.errors import PlanlintError
from planlint.lint import Report, RuleSelection, lint
from planlint.lint.selection import RuleChoice
from planlint.lint.severity import fails
from planlint.printable import plain
from planlint.render.findings.formats import FOR_SERVICES, render_check, render_statistics

if TYPE_CHECKING:
    from planlint.app.compare.request import CompareRequest
    from planlint.app.history.item_history import ItemHistories
    from planlint.config import Config
    from planlint.lint.baseline import Baseline


def run(options: Options) -> int:
    """Check a plan and print what was found."""
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
    check = _Check(options, workspace, selection, within)
    unstaged = False
    if options.fix or options.diff or options.unsafe_fixes:
        from planlint.app.edit.fix import mended, write_fixes

        _require_sense(options)
        after, done = mended(workspace, check.found, unsafe=options.unsafe_fixes)
        if options.diff:
            return _show_fixes(options, workspace.texts_beside({path: after.tree[path] for path in done.texts}))
        if options.stdin_filename is not None:  # its text goes on with what could be fixed, as from a formatter
            content = after.tree[inside(after.root, options.stdin_filename)]
            say_exactly(content if isinstance(content, bytes) else b"", options.output)
            return check.status(after, check.judge(after))
        written = write_fixes(workspace, after, done, staged=options.staged)
        workspace, unstaged = written.workspace, written.unstaged
        note(*written.refused, *(() if options.quiet else written.notes))
        if unstaged:
            note("the fixes are in the working tree only: review them and stage them with git add")
    if options.add_ignores is not None:
        workspace = _with_ignores(options, workspace, check.judge)
    report = check.judge(workspace)
    _print(options, workspace, report)
    return FINDINGS if unstaged and not options.exit_zero else check.status(workspace, report)


class _Check:
    """What a plan is judged by, beside what it says itself; what only some ask for is imported only then."""

    def __init__(
        self,
        options: Options,
        workspace: Workspace,
        selection: RuleSelection,
        within: Callable[[str], bool],
    ) -> None:
        self.options, self.selection, self.within = options, selection, within
        self.root = workspace.root.folder
        self.older: Config | None = None
        self.past: ItemHistories | None = None
        if options.history and workspace.tree:
            from planlint.app.history.item_history import item_histories

            self.past = item_histories(workspace, where_of(options), today_of(options))
        self.baseline = self._baseline()
        self.request = self._request(workspace)

    def found(self, workspace: Workspace) -> Report:
        today = today_of(self.options)
        return lint(workspace.loaded, workspace.config, self.selection, today, self.within, past=self.past)

    def judge(self, workspace: Workspace) -> Report:
        """Return what counts: of what is found in the plan, and in what has changed where that is asked."""
        report = None
        if self.request is not None and self.request.check is not None:
            from planlint.app.compare.compare import compare

            check = self.request.check._replace(workspace=workspace)
            compared = compare(self.request._replace(check=check))
            note(*compared.notes, quiet=self.options.quiet)
            self.older = compared.base.config
            report = compared.brought if self.options.new_only else compared.report
        return self._held(self.found(workspace) if report is None else report)

    def status(self, workspace: Workspace, report: Report) -> int:
        asked = Severity.parse(self.options.fail_on) if self.options.fail_on else None
        failed = fails(report.diagnostics, asked, workspace.config, self.older)
        return FINDINGS if failed and not self.options.exit_zero else OK

    def _request(self, workspace: Workspace) -> "CompareRequest | None":
        """Return the question what has changed since the version that --base names; None where it is not asked."""
        options = self.options
        if options.base is None:
            if options.new_only is not None:
                option = "--new-only" if options.new_only else "--all"
                raise PlanlintError(f"{option} only makes sense together with --base", "add --base REV")
            return None
        if options.add_ignores is not None:
            raise PlanlintError("--add-ignores cannot be combined with --base", "leave out --base")
        from planlint.app.compare.ends import since_base
        from planlint.app.compare.request import PlanCheck

        check = PlanCheck(workspace, self.past, self.baseline, self.within, new_only=bool(options.new_only))
        return since_base(where_of(options), options.base, today_of(options), _rules(options), check)

    def _baseline(self) -> "Baseline | None":
        """Return the baseline that --baseline names, as far as it counts."""
        options = self.options
        if options.baseline is None:
            return None
        from planlint.app.baseline import not_tracked, read_baseline, tracked_baseline

        if not options.staged:
            return read_baseline(options.baseline, self.root)
        baseline = tracked_baseline(options.baseline, self.root, where_of(options))
        if baseline is None:
            note(not_tracked(options.baseline), quiet=options.quiet)
        return baseline

    def _held(self, report: Report) -> Report:
        """Return what goes beyond the baseline; write the one that is to be written."""
        options = self.options
        if options.baseline is None and options.write_baseline is None:
            return report
        from planlint.app.baseline import BaselineFiles, hold_against

        files = BaselineFiles(self.root, options.baseline, options.write_baseline)
        held = hold_against(report, files, self.baseline, self.selection, self.within, verbose=options.verbose)
        if held.text is not None:
            say(held.text, options.write_baseline, "json")
        note(*held.notes, quiet=options.quiet)
        return held.report


def _print(options: Options, workspace: Workspace, report: Report) -> None:
    results = results_of(options)
    prefix = repository_prefix(workspace) if any(form in FOR_SERVICES for form, _ in results) else ""
    for form, output in results:
        style = style_of(options.color, output)
        if not options.statistics:
            say(render_check(report, form, style, quiet=options.quiet, prefix=prefix), output, form)
        elif form in FOR_SERVICES:
            raise PlanlintError(f"--statistics cannot be written as {form}", "leave out one of them")
        else:
            say(render_statistics(report, form), output, form)


def _with_ignores(options: Options, workspace: Workspace, judge: Callable[[Workspace], Report]) -> Workspace:
    """Waive what is found, and return the workspace as it is then."""
    from planlint.app.edit.fix import waive

    if options.write_baseline is not None:
        raise PlanlintError("--add-ignores cannot be combined with --write-baseline", "choose one of them")
    if options.staged or options.rev is not None or options.stdin_filename is not None:
        raise PlanlintError("--add-ignores changes files of the working tree", "leave out --staged, --rev and `-`")
    waived = waive(workspace, judge(workspace), options.add_ignores, today_of(options))
    note(*waived.notes, quiet=options.quiet)
    return waived.workspace


def _require_sense(options: Options) -> None:
    """Refuse options of fixes that contradict each other."""
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise PlanlintError("--unsafe-fixes needs --fix or --diff")
    if options.fix and options.diff:
        raise PlanlintError("--diff cannot be combined with --fix", "choose one of them")
    if options.base is not None:
        raise PlanlintError("--fix cannot be combined with --base", "leave out --base")
    if options.fix and options.rev is not None:
        raise PlanlintError("a commit cannot be changed", "leave out --rev, or use --diff")
    if (options.fix or options.diff) and (options.add_ignores is not None or options.write_baseline is not None):
        raise PlanlintError("--fix cannot be combined with --add-ignores or --write-baseline", "run --fix first")


def _show_fixes(options: Options, changes: dict[str, tuple[str, str]]) -> int:
    """Print what would change; the exit status says whether anything would."""
    from planlint.render.edits.patch import patch

    on_screen = shows_results(options)
    say(patch(changes, style_for(options), exact=not on_screen), options.output, "text" if on_screen else "patch")
    return FINDINGS if changes and not options.exit_zero else OK


def _rules(options: Options) -> RuleChoice:
    """Return the rules that the options name; an option may not be there, but an empty one is a mistake and no wish."""
    named = {"--select": options.select, "--extend-select": options.extend_select, "--ignore": options.ignore}
    empty = next((option for option, codes in named.items() if codes == []), None)
    if empty is not None:
        raise PlanlintError(f"{empty} names no rule", "`planlint rule` lists all codes and names")
    select, extended, ignored = (None if codes is None else tuple(codes) for codes in named.values())
    return RuleChoice(select, extended or (), ignored or ())


def _paths(options: Options) -> list[str]:
    """Return the paths to report on; `-` only says that standard input is read."""
    paths = [path for path in options.paths if path != "-"]
    if len(paths) != len(options.paths) and options.stdin_filename is None:
        raise PlanlintError(
            "`-` reads standard input, and needs --stdin-filename", "name the path that standard input stands for"
        )
    if options.stdin_filename is not None and not paths:
        return [options.stdin_filename]
    return paths
