"""Why work was done: its commits with the items they name, then each item's chains up to the purpose."""

from collections.abc import Iterator, Sequence

from planlint.bounds import listing
from planlint.commit import Commit
from planlint.json_line import on_lines
from planlint.model.days import day_text
from planlint.model.work_answer import LineRun, NamedItem, WorkAnswer, WorkSource
from planlint.plural import count
from planlint.printable import plain
from planlint.render.plan.why import why_json_parts, why_text
from planlint.render.text.cells import width, wrap
from planlint.render.text.style import Style

_MOST_COMMITS = 20
_MOST_CHAINS = 5
_MOST_NAMES = 5
_MOST_RUNS = 3
_LEAST_SUBJECT = 20  # cells that a subject keeps, whatever stands beside it
_INDENT = "  "


def work_text(answer: WorkAnswer, style: Style) -> str:
    """Return the answer for people: the commits, the items they name, and why each of these exists."""
    lines = list(_head(answer, style))
    shown = sorted(answer.sources, key=lambda source: not source.meant)[:_MOST_COMMITS]
    for source in shown:
        lines += _source(source, answer, style, alone=len(answer.sources) == 1)
    if len(answer.sources) > len(shown):
        lines.append(f"{_INDENT}and {count(len(answer.sources) - len(shown), 'more commit')}")
    for said in answer.gone.values():
        lines += ["", *wrap(f"{plain(said)}; what it served last:", style.room)]
    text = "".join(f"{line.rstrip()}\n" for line in lines)
    for facts in list(answer.whys.values())[:_MOST_CHAINS]:
        text += f"\n{why_text(facts, style)}"
    left = [plain(name) for name in list(answer.whys)[_MOST_CHAINS:]]
    if left:
        text += f"\nand why each of these exists: {listing(left, most=_MOST_NAMES)}\n"
    return text


def work_json(answer: WorkAnswer) -> str:
    """Return the same for programs: as `why` has it of the first item, of the others under `also`, and the commits."""
    first, *others = [*answer.whys.values(), None]
    also = ",".join(f"\n  {{{why_json_parts(one)}}}" for one in others if one is not None)
    work = on_lines(_source_json(one, answer) for one in answer.sources)
    return f'{{"version": 1, {why_json_parts(first)},\n "also": [{also}],\n "work": [{work}]}}\n'


def _head(answer: WorkAnswer, style: Style) -> Iterator[str]:
    asked = plain(answer.asked)
    if answer.text is not None:
        room = style.room - width(asked) - 3
        yield f"{asked}{_INDENT} {style.cut(plain(answer.text.strip()), room)}" if room > 0 else asked
        return
    made = [source for source in answer.sources if source.commit is not None]
    telling = sum(bool(source.meant) for source in made)
    if len(answer.sources) > 1:
        verb = "names" if telling == 1 else "name"
        yield f"{asked}{_INDENT} {count(len(made), 'commit')}, {telling} of them {verb} an item"
    elif answer.path is not None:
        yield asked


def _source(source: WorkSource, answer: WorkAnswer, style: Style, *, alone: bool) -> Iterator[str]:
    room = style.room - len(_INDENT)
    commit = source.commit
    if commit is not None:
        names = "" if alone else f": {_names(source.meant) or f'no {plain(answer.word)}'}"
        lines = f"{_lines(source.lines)}: " if source.lines and not alone else ""
        for line in _commit_lines(commit, room - len(_INDENT), style, lines, names):
            yield _INDENT + line
        if source.through is not None:
            yield f"{_INDENT}came with the merge {source.through.short}, {day_text(source.through.day)}"
        there = next((run.path_there for run in source.lines if run.path_there != answer.path), None)
        if alone and there is not None:
            yield f"{_INDENT}in {plain(there)}, as the file was called then"
    if alone and source.meant:
        yield f"{_INDENT}{plain(answer.word)}: {_names(source.meant)}"
    notes = [source.note] if source.note and (alone or commit is None) else []
    for note in (*notes, *(meant.note for meant in source.meant if meant.name is None)):
        yield from (_INDENT + line for line in wrap(plain(note), room))


def _commit_lines(commit: Commit, room: int, style: Style, before: str, after: str) -> list[str]:
    end = f", {plain(commit.author)}, {day_text(commit.day)}{after}"
    begin = f"{before}{commit.short} "
    left = max(room - width(begin) - width(end) - 2, _LEAST_SUBJECT)
    return wrap(f'{begin}"{style.cut(plain(commit.subject), left)}"{end}', room)


def _names(meant: Sequence[NamedItem]) -> str:
    return listing((plain(one.text) for one in meant), most=_MOST_NAMES)


def _lines(runs: Sequence[LineRun]) -> str:
    words = [str(run.first) if run.first == run.last else f"{run.first}-{run.last}" for run in runs]
    single = len(runs) == 1 and runs[0].first == runs[0].last
    return f"line {words[0]}" if single else f"lines {listing(words, most=_MOST_RUNS)}"


def _source_json(source: WorkSource, answer: WorkAnswer) -> dict[str, object]:
    return {
        "path": answer.path,
        "lines": [[run.first, run.last] for run in source.lines],
        "commit": None if source.commit is None else commit_json(source.commit),
        "through": None if source.through is None else commit_json(source.through),
        "items": [
            {"text": one.text, "item": one.name, "gone": one.name in answer.gone, "note": one.note or None}
            for one in source.meant
        ],
        "note": source.note or None,
    }


def commit_json(commit: Commit) -> dict[str, object]:
    """Return a commit as a JSON object."""
    return {
        "commit": commit.oid,
        "date": commit.date,
        "author": commit.author,
        "email": commit.email,
        "subject": commit.subject,
    }
