"""Reads the grades and sentences that somebody has written down for the end of a period."""

from collections.abc import Iterable, Mapping
from typing import Any

from planlint.app.edit.close import Answer, Closing
from planlint.app.workspace import Workspace
from planlint.bounds import listing
from planlint.errors import PlanlintError
from planlint.model.items import KeyResult, as_number
from planlint.model.naming import did_you_mean, find_item
from planlint.toml import Fault, read
from planlint.trees.named_paths import read_named

_FORM = 'write it as days-to-keys = 0.7, or days-to-keys = { score = 0.7, note = "…" }'
_KEYS = ("score", "note")


def read_scores(workspace: Workspace, name: str, closing: Closing) -> dict[str, Answer]:
    """Return what a file of grades says of the key results that are to be closed, by full name.

    What it does not name is closed with its measured value. `PlanlintError` for anything else that it holds.
    """
    data = read_named(name, "--scores", workspace.root.folder)
    if data is None:
        raise PlanlintError(f"--scores: there is no file '{name}'", _FORM)
    try:
        table = read(name, data).value
    except Fault as fault:
        raise PlanlintError(f"--scores: '{name}' cannot be read: {fault}", _FORM) from None
    answers = {item.name: Answer() for item in closing.key_results}
    graded: set[str] = set()
    for word, value in _entries(table):
        item = find_item(workspace.loaded.plan, word, (KeyResult.kind,))
        if item.name not in answers:
            raise PlanlintError(f"--scores: {item.name} is not among the key results that are closed", _listed(closing))
        if item.name in graded:
            raise PlanlintError(f"--scores: {item.name} stands there twice", "leave one of the two out")
        graded.add(item.name)
        answers[item.name] = _answer(word, value)
    return answers


def _entries(table: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield names and values; `key_result.ID = 0.7` is a table of a table in TOML."""
    for word, value in table.items():
        if word == KeyResult.kind and isinstance(value, dict):
            yield from ((f"{word}.{identifier}", inner) for identifier, inner in value.items())
        else:
            yield word, value


def _answer(word: str, value: Any) -> Answer:
    given = value if isinstance(value, dict) else {"score": value}
    for key in given:
        if key not in _KEYS:
            raise PlanlintError(f"--scores: '{word}' has no '{key}' here", did_you_mean(key, _KEYS, _FORM))
    score, note = given.get("score"), given.get("note")
    if score is not None and (as_number(score) is None or score < 0):
        raise PlanlintError(f"--scores: the grade of '{word}' is not a number from 0 on", _FORM)
    if note is not None and not (isinstance(note, str) and note.strip()):
        raise PlanlintError(f"--scores: the note of '{word}' is not a sentence", _FORM)
    return Answer(None, score, note)


def _listed(closing: Closing) -> str:
    if not closing.key_results:
        return f"no key result of {closing.period} is open"
    return f"they are: {listing(item.id for item in closing.key_results)}"
