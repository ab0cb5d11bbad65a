"""The examples of rules, judged."""

from planlint.commit import Commit
from planlint.config import Config
from planlint.diff.named_items import ITEM_WORD, items_named
from planlint.history.fold import step_between
from planlint.history.item_history import ItemHistories
from planlint.history.line_format import write_lines
from planlint.lint.changes import Settings, judge, judge_work
from planlint.lint.comparison import review
from planlint.lint.report import Report, report_on
from planlint.lint.run import lint
from planlint.lint.selection import EVERYTHING, RuleSelection, codes_of, only
from planlint.load import load
from planlint.load.two_versions import NamedVersion, both_sides, read_files
from planlint.model import Plan
from planlint.model.figures.effective import is_open
from planlint.model.naming import WORK_KINDS, item_named
from planlint.rules import rule_by_code
from planlint.rules.example import Example, ExampleCommit, parse_example
from planlint.rules.rule import EXAMPLE_DAY
from planlint.rules.work.context import NameInCommit, RangeCommit, RangeWork, WorkContext
from planlint.schema import Schema
from planlint.text import Site
from planlint.tree import Unreadable


def judge_example(text: str, code: str, schema: Schema) -> Report:
    """Return what one rule finds in an example, on the day all examples are judged."""
    example = parse_example(text)
    if rule_by_code(code).on_work:
        return _judged_work(example, code, schema)
    if example.before:
        return _judged_change(example, code)
    if example.past:
        return _judged_history(example, code, schema)
    unreadable = {path: Unreadable(reason) for path, reason in example.unreadable.items()}
    loaded = load({**example.contents, **unreadable}, schema)
    if rule_by_code(code).family != "housekeeping":
        return lint(loaded, Config(), only(code), EXAMPLE_DAY)
    # What is said about waivers depends on what the other rules find.
    report = lint(loaded, Config(), RuleSelection(codes_of(EVERYTHING) | {code}), EXAMPLE_DAY)
    return report.showing([one for one in report.diagnostics if one.code == code])


def _judged_change(example: Example, code: str) -> Report:
    both = both_sides(read_files(example.contents_before.items()), read_files(example.contents.items()))
    found = review(NamedVersion("before", None), NamedVersion("after", None), both, EXAMPLE_DAY)
    judged = judge(found, Config(), only(code), EXAMPLE_DAY)
    return report_on(both.head, [one.finding for one in judged])


def _judged_work(example: Example, code: str, schema: Schema) -> Report:
    head, before = load(example.contents, schema), load(example.contents_before or example.contents, schema)
    commits = tuple(_range_commit(one, before.plan) for one in example.commits)
    worked = {name for one in commits for named in one.named for name in named.names}
    done = [item for item in head.plan.items.values() if item.status == "done"]
    became = tuple(item for item in done if (old := before.plan.get(item.name)) is None or old.status != "done")
    work = RangeWork(WorkContext(head.plan, ITEM_WORD, worked.__contains__), commits, len(commits), became)
    return report_on(head, judge_work(work, head, Settings(Config(), only(code))))


def _range_commit(one: ExampleCommit, plan: Plan) -> RangeCommit:
    def named(text: str) -> NameInCommit:
        item = item_named(plan, text, WORK_KINDS)
        if item is None:
            return NameInCommit(text)
        return NameInCommit(
            text, (item.name,), ended=None if is_open(plan, item) or item.status == "done" else item.status
        )

    texts = items_named(one.message)
    required = None if texts else one.path
    commit = Commit("a1b2c3d" + "0" * 33, message=one.message)
    return RangeCommit(commit, tuple(map(named, texts)), Site(one.path), required)


def _judged_history(example: Example, code: str, schema: Schema) -> Report:
    lines = b""
    before = read_files(())
    for number, (day, texts) in enumerate(example.past):
        after = read_files((path, text.encode()) for path, text in texts.items())
        both = both_sides(before, after)
        when = f"{day}T12:00:00+00:00"
        commit = Commit(f"{number:040x}", (), when, when, "Ines", "", "a change")
        lines += write_lines(step_between(commit, both.base.plan, both.head.plan))
        before = after
    loaded = load(example.contents, schema)
    return lint(loaded, Config(), only(code), EXAMPLE_DAY, past=ItemHistories(lines))
