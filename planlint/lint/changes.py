"""The rules on changes, applied to a review: what is found, what excuses it, which commit did it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planlint.config import Config
from planlint.diagnostic import Diagnostic, Problem, Severity
from planlint.diff.commits import Step, Work
from planlint.diff.matching import Pair
from planlint.lint.causes import Cause, cause_of
from planlint.lint.comparison import Judgement, Review
from planlint.lint.selection import Selection
from planlint.lint.severity import weighed
from planlint.lint.suppression import Suppression
from planlint.load.plan import Loaded
from planlint.model.effective import has_begun
from planlint.model.items import Item
from planlint.rules import RULES
from planlint.rules.changes.context import ChangeContext
from planlint.rules.rule import Rule
from planlint.tree import path_order


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the newer plan says by itself, so that the change need not be judged as well.

    `broken` are items whose shape is wrong; `unlinked` those that serve nothing known.
    """

    broken: frozenset[str] = frozenset()
    unlinked: frozenset[str] = frozenset()


_NOTHING_CHECKED = Checked()


def judge(
    review: Review,
    config: Config,
    selection: Selection,
    today: date,
    steps: Sequence[Step] = (),
    checked: Checked = _NOTHING_CHECKED,
    older: Config | None = None,
) -> tuple[Judgement, ...]:
    """Judge the changes of a review on a day by the rules in force: what is found, by path, position and code.

    `steps` are the commits between the versions, oldest first: they may give reasons. Items that the older plan has in
    the archive are not judged; `older` are the settings it is read by, where they are others.
    """
    old, new = review.both.base.plan, review.both.head.plan
    context = ChangeContext(old, new, today, review.matching, checked.unlinked)
    work = Work(steps)
    found = []
    for rule, problem, item in _problems(context, older or config, selection, checked):
        finding = _measured(review, rule, problem)
        found.append(_judgement(config, finding, cause_of(finding, item, context, work)))
    return tuple(sorted(found, key=_order))


def not_waived(judgements: Sequence[Judgement], head: Loaded, today: date) -> tuple[Judgement, ...]:
    """Return what no comment in the newer plan waives."""
    paths = {one.finding.place.path for one in judgements}
    waivers = Suppression((head.documents[path] for path in paths if path in head.documents), today)
    return tuple(one for one in judgements if not waivers.waives(one.finding))


def against_all(judged: Sequence[Sequence[Judgement]]) -> tuple[Judgement, ...]:
    """Return what was found against every one of several older versions of a plan, of which there is at least one.

    What stands against some of them only came with the others, and is not the work of whoever joined them. Each
    finding is as it was against the version that gave it the least weight.
    """
    first, *others = judged
    known = [{_subject(one): one for one in found} for found in others]
    return tuple(
        min((one, *(found[_subject(one)] for found in known)), key=_weight)
        for one in first
        if all(_subject(one) in found for found in known)
    )


def _subject(one: Judgement) -> tuple[str, str, str | None]:
    return one.finding.code, one.item, one.finding.key


def _weight(one: Judgement) -> Severity:
    return one.finding.severity


def _problems(
    context: ChangeContext, older: Config, selection: Selection, checked: Checked
) -> Iterator[tuple[Rule, Problem, Item]]:
    """Yield what the rules find, each with the item as the older plan has it."""
    rules = [rule for rule in RULES if rule.on_changes and rule.code in selection.codes]
    for item in _candidates(context):
        if older.archives(item.site.path) or not has_begun(context.old, item, context.today):
            continue
        now = context.now(item)
        if now is not None and now.name in checked.broken:
            continue
        for rule in rules:
            if not isinstance(rule.subject, tuple) or type(item) not in rule.subject:
                continue
            if rule.scope == "before":
                found = rule.check(item, context)
            elif now is not None:
                found = rule.check(Pair(item, now), context)
            else:
                continue
            for problem in found:
                yield rule, problem, item


def _candidates(context: ChangeContext) -> list[Item]:
    """Return the items of the older plan that differ or are gone, and those that lost the purpose without a change."""
    matching = context.found
    differing = [*(pair.old for pair in matching.pairs), *matching.removed]
    known = {item.name for item in differing}
    return differing + [item for name in sorted(context.lost - known) if (item := context.old.get(name)) is not None]


def _measured(review: Review, rule: Rule, problem: Problem) -> Diagnostic:
    side = review.both.base if problem.gone else review.both.head
    finding = side.diagnose(rule.code, problem)
    if not problem.gone:
        return finding
    return finding._replace(place=finding.place._replace(source=side.sources.get(finding.place.path)))


def _judgement(config: Config, finding: Diagnostic, cause: Cause) -> Judgement:
    """Weigh a finding: with a reason it is a note, and its help is no longer to give one."""
    finding = weighed(finding, config)
    weight = finding.severity
    if cause.reason is not None:
        finding = finding._replace(severity=min(finding.severity, Severity.INFO), help=f"reason given: {cause.reason}")
    return Judgement(finding, cause.item, weight, cause.reason, cause.commit)


def _order(one: Judgement) -> tuple[bytes, int, str, str]:
    finding = one.finding
    return path_order(finding.place.path), finding.place.span.start, finding.code, finding.message
