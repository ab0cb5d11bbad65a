"""What a review says, in words that every form of it shares."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from planlint.commit import short_id
from planlint.grouped import grouped
from planlint.history.goalposts import GoalpostMove, Shift
from planlint.history.review import (
    BROKEN,
    DROPPED,
    HOLDS,
    REACHED,
    STATES,
    UNDER_WAY,
    KeyResultReview,
    MileStone,
    PeriodReview,
)
from planlint.model.days import day_text
from planlint.model.figures.pace import pace_word
from planlint.model.figures.progress import Score
from planlint.plural import count
from planlint.printable import plain
from planlint.render.changes.values import label_of, short_day, value_text
from planlint.render.text.bars import amount, bar, in_unit, measure_without_sign, share
from planlint.render.text.style import Style

_MOST_SIGNS = 8  # of a sparkline


def title_parts(review: PeriodReview, style: Style) -> list[str]:
    """Return the period, its days (`1 Aug – 31 Oct 2019`), and whether it is over."""
    span = review.span
    parts = [plain(span.called)] if span.called else []
    parts.append(f"{short_day(span.first, span.last)} {'–' if style.unicode else '-'} {day_text(span.last)}")
    if review.is_over:
        parts.append(f"over for {count((review.today - span.last).days, 'day')}")
    elif span.period:
        left = (span.last - review.today).days
        parts.append(f"{count(left, 'day')} left" if left else "ends today")
    return parts


def version_text(review: PeriodReview) -> str:
    """Return which version of the plan is told of: the branch or revision, and its commit."""
    short = short_id(review.oid)
    return short if review.oid.startswith(review.rev) else f"{plain(review.rev)} {short}"


def head_texts(review: PeriodReview) -> tuple[str, str, str, str]:
    """Return what a review says first: its counts, its score, what was moved, its tasks; nothing where it has none."""
    return counts_text(review), score_text(review), moves_text(review), tasks_text(review)


def counts_text(review: PeriodReview) -> str:
    """Return how many key results are in which state."""
    results = review.results
    states = Counter(result.state for result in results)
    said = [_state_counted(states[state], state) for state in STATES if states[state]]
    return f"{count(len(results), 'key result')}: {', '.join(said)}"


def _state_counted(number: int, state: str) -> str:
    if number > 1 and state in (HOLDS, BROKEN):
        return f"{number} guard-rails {'hold' if state == HOLDS else 'broken'}"
    return f"{number} {state}"


def score_text(review: PeriodReview) -> str:
    """Return the score of what was measured, and the one in which silence counts."""
    mark = review.mark
    if mark.value is None:
        return "Nothing was measured" if mark.asked else "Nothing that could be scored"
    if mark.known == mark.asked:
        return f"Score {share(mark.value)}"
    return f"Score {share(mark.value)} of what was measured, {share(review.with_silence)} with silence as zero"


def moves_text(review: PeriodReview) -> str:
    """Return how many goalposts moved, and how much work was put off, and whether anybody said why."""
    first = day_text(review.span.first)
    if review.span.last - review.span.first < timedelta(days=366):  # which year it was is plain
        first = first.rpartition(" ")[0]
    goals, actions = review.goal_moves, review.action_moves
    given_up = sum(move.is_dropped for move in goals)
    parts = [_counted(len(goals) - given_up, "goalpost", "moved"), f"{given_up} given up" if given_up else ""]
    dropped, back = sum(move.is_dropped for move in actions), sum(move.is_set_back for move in actions)
    parts += [
        _counted(sum(move.is_put_off for move in actions), "action", "put off"),
        f"{back} set back" if back else "",
        _counted(dropped, "action", "given up"),
    ]
    said = ", ".join(filter(None, parts))
    if not goals:
        said = f"No goalpost moved, {said}" if said else "No goalpost moved"
    return f"{said} after {first}{_reasons(review.moves)}"


def _counted(number: int, noun: str, verb: str) -> str:
    return f"{count(number, noun)} {verb}" if number else ""


def _reasons(moves: Sequence[GoalpostMove]) -> str:
    silent = sum(move.reason is None for move in moves)
    total = len(moves)
    if not total:
        return ""
    if not silent:
        return f", a reason given{' for each' if total > 1 else ''}"
    return f", no reason given{' for any' if total > 1 else ''}" if silent == total else f", {silent} without a reason"


def mark_text(result_mark: Score, *, is_short: bool = False) -> str:
    """Return a score with what it rests on: `0.77 from 4 of 5 key results`."""
    value, known, asked = result_mark
    if not asked:
        return ""
    return f"{share(value)} from {known} of {asked if is_short else count(asked, 'key result')}"


def result_words(result: KeyResultReview, style: Style) -> str:
    """Return what a key result measures and how far it came, with what was promised where a goalpost moved."""
    said = measure_words(result, style)
    promise = promise_words(result)
    return f"{said}, {promise}" if promise else said


def measure_words(result: KeyResultReview, style: Style) -> str:
    """Return what a key result measures and how far it came."""
    item, metric = result.item, result.item.metric
    if result.is_graded and metric is not None and metric.current is None and metric.target is not None:
        return in_unit(f"graded, target {amount(metric.target)}", metric)
    if result.is_graded and metric is None and not item.milestones:
        return "graded, no measure"
    if not result.is_measured and metric is not None and not item.is_guard_rail:
        if metric.target is None:
            return f"target by {day_text(metric.target_by)}" if metric.target_by else "no target"
        start = f"{amount(metric.baseline)} {style.arrow} " if metric.baseline is not None else ""
        return in_unit(f"{start}? of {amount(metric.target)}", metric)
    measured = measure_without_sign(item, style)
    if not result.is_graded:
        return measured
    return f"graded{style.dot}{measured}" if item.is_guard_rail else f"graded, {measured}"


def promise_words(result: KeyResultReview) -> str:
    """Return the score against what stood on the first day; nothing where no goalpost moved."""
    if result.before is None or result.promised is None:
        return ""
    last, was = result.points[-1], result.promised
    ways = (("target", "promised", amount), ("baseline", "from", amount), ("due", "promised by", _iso))
    moved = (f"{how} {said(was[key])}" for key, how, said in ways if was[key] is not None and was[key] != last[key])
    return f"{next(moved, 'as promised')}: {share(result.before)}"


def _iso(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return plain(text)


def shift_text(shift: Shift, style: Style) -> str:
    """Return one goalpost that moved: `beta v1-36 → v1-37, 126 days later (2nd time)`."""
    before, after = (
        _iso(value) if isinstance(value, str) else value_text(value) for value in (shift.before, shift.after)
    )
    if shift.key == "status":
        return f"set back from {before} to {after}"
    said = f"{label_of(shift.key)} {before} {style.arrow} {after}"
    if shift.days:
        how = "later" if shift.days > 0 else "earlier"
        said += f", {count(abs(shift.days), 'day')} {how}"
    return with_times(said, shift.times)


def move_text(move: GoalpostMove, style: Style) -> str:
    """Return what was done to the goalposts of an item."""
    if move.is_dropped:
        return "removed" if move.entry.verb == "removed" else "dropped"
    return "; ".join(shift_text(shift, style) for shift in move.shifts)


def reason_text(move: GoalpostMove) -> str:
    """Return the reason given for a move."""
    return "no reason given" if move.reason is None else plain(move.reason)


def with_times(said: str, times: int) -> str:
    """Return what was done with how often it was: `… (2nd time)`; the first time without."""
    ending = "th" if times % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(times % 10, "th")
    return f"{said} ({times}{ending} time)" if times > 1 else said


def spark(result: KeyResultReview, style: Style) -> str:
    """Return the check-ins as a sparkline of progress, the latest last; nothing for fewer than two values."""
    shares = [point["progress"] for point in result.points if point["progress"] is not None]
    values = [value for at, value in enumerate(shares) if at == 0 or value != shares[at - 1]]
    if len(values) < 2:
        return ""
    signs = "▁▂▃▄▅▆▇█" if style.unicode else ".:-=+*#@"
    return "".join(signs[min(len(signs) - 1, int(value * len(signs)))] for value in values[-_MOST_SIGNS:])


def state_words(result: KeyResultReview) -> str:
    """Return what became of a key result in a word or two; while it runs, whether it is on pace."""
    if result.state == UNDER_WAY and result.pace is not None:
        return pace_word(result.pace)
    return result.state.removeprefix("guard-rail ")


def bar_of(result: KeyResultReview, style: Style) -> str:
    """Return the bar of a key result, with a mark where it should be today; nothing where there is no measure."""
    item = result.item
    if item.metric is None and not item.milestones:
        return ""
    is_running = result.is_measured and not result.is_graded and result.state not in (DROPPED, REACHED)
    return bar(result.score, result.expected if is_running else None, style)


def step_words(step: MileStone) -> str:
    """Return how a step is, and since or until when."""
    if step.reached is not None:
        return f"reached {day_text(step.reached)}"
    if step.state == "reached":
        return step.state
    return f"{step.state}, {'undated' if step.due is None else f'due {day_text(step.due)}'}"


def coming_days(review: PeriodReview) -> dict[date, list[str]]:
    """Return what is due next by its day: key results, or steps of them."""
    return grouped(
        (one.day, f"{plain(one.step)} of {plain(one.item.id)}" if one.step else plain(one.item.id))
        for one in review.coming
    )


def tasks_text(review: PeriodReview) -> str:
    """Return what became of the tasks; nothing where there are none."""
    done, left, within = review.tasks
    if not done + left:
        return ""
    return f"{done} of {count(done + left, 'task')} done, {within} in this period"
