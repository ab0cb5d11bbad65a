"""The tables of a history: a row a change, a point of a key result's series, a commit that was made for an item."""

from collections.abc import Iterable, Iterator, Mapping

from planlint.commit import Commit, utc_day
from planlint.history.goalposts import GoalpostMove
from planlint.history.line_format import LogEntry
from planlint.history.series import Series
from planlint.history.work import PlanWork
from planlint.render.export.typed import Row, RowOrigin, any_value, day, number, texts, utc


def change_rows(
    entries: Iterable[LogEntry], moves: Iterable[GoalpostMove], source: RowOrigin, *, addresses: bool
) -> Iterator[Row]:
    """Yield the rows of changes, oldest first. `moves` are those of goalposts, with the reasons that were given."""
    moved = {(move.entry.commit, move.item): move for move in moves}
    for entry in entries:
        move = moved.get((entry.commit, entry.item))
        is_move = move is not None and _is_part(move, entry)
        yield {
            **source.row("changes", entry.commit),
            "head": source.commit,
            **_commit(entry, addresses=addresses),
            "verb": entry.verb,
            "kind": entry.item.partition(".")[0],
            "item": entry.item,
            "title": entry.title,
            "path": entry.path,
            "key": entry.key,
            **any_value("before", entry.before),
            **any_value("after", entry.after),
            "goalpost": is_move,
            "reason": move.reason if move is not None and is_move else None,
        }


def work_rows(work: PlanWork, source: RowOrigin, *, addresses: bool) -> Iterator[Row]:
    """Yield the rows of work, oldest first: one for each commit and item that it names, by the item's newest name."""
    made = [(commit, name) for name, commits in work.own.items() for commit in commits]
    for commit, name in sorted(made, key=lambda one: (utc(one[0].date), one[0].oid, one[1])):
        yield {
            **source.row("work", commit.oid),
            "head": source.commit,
            **_commit(commit, addresses=addresses),
            "kind": name.partition(".")[0],
            "item": name,
        }


def _commit(one: LogEntry | Commit, *, addresses: bool) -> Row:
    return {
        "date": utc(one.date),
        "day": one.day.isoformat(),
        "author_date": utc(one.author_date),
        "author": one.author,
        "email": one.email if addresses else None,
        "subject": one.subject,
    }


def _is_part(move: GoalpostMove, entry: LogEntry) -> bool:
    if move.is_dropped:
        return entry.verb == "removed" or (entry.key == "status" and entry.after == "dropped")
    return any(shift.key == entry.key for shift in move.shifts)


def point_rows(series: Iterable[Series], source: RowOrigin) -> Iterator[Row]:
    """Yield the rows of the points of key results, each by its newest name, oldest first."""
    for one in series:
        for point in one.points:
            yield {
                **source.row("points", str(point["commit"])),
                "head": source.commit,
                "date": utc(point["date"]),
                "day": utc_day(point["date"]).isoformat(),
                "item": one.item,
                "title": one.title,
                **{name: number(point[name]) for name in ("baseline", "target", "current")},
                "current_as_of": day(point["as_of"]),
                **{name: number(point[name]) for name in ("progress", "score", "confidence")},
                "status": point["status"] if isinstance(point["status"], str) else None,
                "due": point["due"],
                "reached": texts(point["reached"]),
                **_steps(point["milestones"]),
            }


def _steps(milestones: object) -> Row:
    steps = milestones if isinstance(milestones, Mapping) else {}
    return {"steps": list(steps), "steps_due": [day(value) for value in steps.values()]}
