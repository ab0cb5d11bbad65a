"""What a CI runner gives and takes in files: the event, the job summary, the outputs of a step."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from planlint.forge.event import Event, event_of

_MOST_EVENT = 64 << 20  # bytes; the service sends no more than 25 MiB
_MOST_SUMMARY = 900_000  # bytes; a step may write 1 MiB, and beyond that nothing of it is shown


def environment() -> Mapping[str, str]:
    """Return the variables that the service sets for a run."""
    return os.environ


def read_event() -> tuple[Event, tuple[str, ...]]:
    """Return what this run is about, and what there is to say of an event that cannot be read.

    Of such a one it is what the environment tells.
    """
    payload: Mapping[str, object] | None = None
    notes: tuple[str, ...] = ()
    if os.environ.get("GITHUB_ACTIONS") == "true":
        try:
            payload = _payload(os.environ.get("GITHUB_EVENT_PATH", ""))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            notes = (f"the event cannot be read: {reason}",)
    return event_of(os.environ, payload), notes


def _payload(name: str) -> Mapping[str, object]:
    if not name:
        raise ValueError("GITHUB_EVENT_PATH names no file")
    with Path(name).open("rb") as file:
        data = file.read(_MOST_EVENT + 1)
    if len(data) > _MOST_EVENT:
        raise ValueError("it is too large")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    return value


def has_summary() -> bool:
    """Whether the service shows a summary of the job."""
    return bool(os.environ.get("GITHUB_STEP_SUMMARY"))


def add_summary(text: str) -> list[str]:
    """Add Markdown to the job's summary, where the service has one; what does not fit is left out, line by line.

    Return what there is to say of a summary that cannot be written.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name or not text:
        return []
    kept, size = [], 0
    for line in text.splitlines(keepends=True):
        size += len(line.encode("utf-8", "backslashreplace"))
        if size > _MOST_SUMMARY:
            kept.append("\n… the rest is in the log of this job.\n")
            break
        kept.append(line)
    return _append(name, "".join(kept))


def put_outputs(values: Mapping[str, object]) -> list[str]:
    """Give a step its outputs, where the service has them; no value can pass itself off as another output.

    Return what there is to say of outputs that cannot be written.
    """
    name = os.environ.get("GITHUB_OUTPUT")
    if not name:
        return []
    end = f"end-{secrets.token_hex(16)}"
    return _append(name, "".join(f"{key}<<{end}\n{value}\n{end}\n" for key, value in values.items()))


def _append(name: str, text: str) -> list[str]:
    try:
        with Path(name).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        return [f"'{name}' cannot be written: {error.strerror or error}"]
    return []
