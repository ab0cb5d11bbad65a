"""Options that commands share."""

import argparse
import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planlint.errors import PlanlintError

# What commands are told, and what their arguments are added to: they need not know who reads the command line.
Options = argparse.Namespace
Parser = argparse.ArgumentParser
Group = argparse._ActionsContainer

WORDS_ANYWHERE = "words_anywhere"
"""A default of commands whose words may stand behind their options."""


def add_common(parser: Parser, *formats: str) -> None:
    """Add the options every command has that reads a plan; the first format is the default."""
    add_output(add_plan_options(parser), *formats)


def add_plan_options(parser: Parser) -> Group:
    """Add the options that say which plan is read, and on which day; return their group."""
    group = parser.add_argument_group("common options")
    add_value(
        group, "--root", "DIR", "read the plan from this folder (default: the nearest one upward with a configuration)"
    )
    settings = "read the settings from this file (default: `planlint.toml` or `pyproject.toml` in the root folder)"
    add_value(group, "--config", "FILE", settings)
    group.add_argument("-q", "--quiet", action="store_true", help="print results only: no summary and no notes")
    group.add_argument("-v", "--verbose", action="store_true", help="print to standard error what is read")
    add_value(
        group, "--today", "DATE", "judge by this day, as 2026-12-31 (default: PLANLINT_TODAY, else the local date)"
    )
    return group


def add_value(group: Group, name: str, metavar: str, help: str, **settings: Any) -> None:
    """Add an option that takes one word, or an argument that is one; `settings` are argparse's."""
    group.add_argument(name, metavar=metavar, help=help, **settings)


def add_choice(group: Group, option: str, words: Iterable[str], help: str, default: str | None = None) -> None:
    """Add an option that takes one of a few words."""
    group.add_argument(option, choices=words, default=default, help=help)


def add_list(group: Group, option: str, metavar: str, help: str) -> None:
    """Add an option that takes words: several with commas between them, or given several times."""
    group.add_argument(option, action="extend", type=_words, metavar=metavar, help=help)


def add_flag(group: Group, option: str, help: str) -> None:
    """Add an option that is given or not."""
    group.add_argument(option, action="store_true", help=help)


def _words(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def add_new_only(group: Group) -> None:
    """Add the switch that says whether findings count that the base has on the same day."""
    both = group.add_mutually_exclusive_group()
    new_only = "count only findings that the base does not have (judged on the same day)"
    both.add_argument("--new-only", action="store_true", default=None, help=new_only)
    every = "count all findings, also those that the base has"
    both.add_argument("--all", action="store_false", dest="new_only", help=every)


def add_fail_on(group: Group, *words: str, lead: str = "") -> None:
    """Add the option that says from which severity on the exit status is 1; it takes these words as well."""
    from planlint.diagnostic import Severity  # most commands do without

    help = f"{lead}exit with 1 from this severity on (default: `fail-on` of the configuration, else error)"
    add_choice(group, "--fail-on", [*(one.label for one in Severity), *words], help)


def add_output(group: Group, *formats: str) -> None:
    """Add the options that say how and where results are written."""
    add_format(group, formats)
    add_destination(group)


def add_format(group: Group, formats: tuple[str, ...], more: str = "", **settings: Any) -> None:
    """Add the option that says how results are written; `more` ends its help."""
    *others, last = formats
    help = (
        f"write as {', '.join(others)} or {last} (default: by the ending of -o FILE, else PLANLINT_FORMAT if the "
        f"command has that format, else {formats[0]}){more}"
    )
    add_value(group, "--format", "FORMAT", help, choices=formats, **settings)
    group.set_defaults(formats=formats)


def add_destination(group: Group) -> None:
    """Add the options that say where results are written, and whether in colour."""
    help = "write results to a file instead of standard output (-)"
    group.add_argument("-o", "--output", metavar="FILE", type=destination, help=help)
    add_color(group)


def destination(name: str) -> str | None:
    """Return the file that results go to; None for standard output, which is called `-`."""
    return None if name == "-" else name


def add_color(group: Group) -> None:
    """Add the option that says whether there is colour."""
    help = "when to print colours and links (default: auto; NO_COLOR and FORCE_COLOR are honoured)"
    add_choice(group, "--color", ("auto", "always", "never"), help, default="auto")


_BY_ENDING = {
    "html": "html",
    "md": "markdown",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "svg": "svg",
    "sarif": "sarif",
    "xml": "junit",
    "dot": "dot",
    "mmd": "mermaid",
}


def format_by_ending(output: str | None, formats: Sequence[str]) -> str | None:
    """Return the format that the ending of a file's name stands for; None where it is none of these formats."""
    _, dot, ending = (output or "").rpartition(".")
    form = _BY_ENDING.get(ending.lower()) if dot else None
    return form if form in formats else None


def format_of(options: Options) -> str:
    """Return the format in force: asked for, by the ending of the file, from the environment, or the default."""
    asked = options.format or format_by_ending(options.output, options.formats)
    return str(asked or default_format(options.formats))


def default_format(formats: Sequence[str]) -> str:
    """Return the format of what nobody asks a format for: from the environment where that names one, else the first."""
    wished = os.environ.get("PLANLINT_FORMAT", "")
    return wished if wished in formats else formats[0]


def today_of(options: Options) -> date:
    """Return the day to judge by: the only clock there is."""
    text = options.today or os.environ.get("PLANLINT_TODAY")
    return day_of(text, "--today" if options.today else "PLANLINT_TODAY") or date.today()


def day_of(text: str | None, where: str) -> date | None:
    """Return the day that an option or variable names, None where it names none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanlintError(f"{where}: '{text}' is not a date", "write it as 2026-12-31") from None


def is_today(day: date) -> bool:
    """Whether the clock has this day."""
    return day == date.today()


def day_notes(options: Options) -> list[str]:
    """Return on which day everything is judged, where it is not the clock's: whoever reads the result has to know."""
    today = today_of(options)
    if is_today(today):
        return []
    return [f"judged as of {today} ({'--today' if options.today else 'PLANLINT_TODAY'}), which is not today"]
