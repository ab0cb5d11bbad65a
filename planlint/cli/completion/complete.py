"""Answers a shell that asks how the command line may go on; imported only then."""

import argparse
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

from argcomplete.completers import BaseCompleter
from argcomplete.finders import CompletionFinder
from argcomplete.lexers import split_line

from planlint.cli.completion.words import LISTS, WORDS, Suggest, Words, nothing
from planlint.cli.parser import build_parser


def complete() -> NoReturn:
    """Write the words that may follow to where the shell's script listens, and end the process."""
    # Somebody is typing: whatever goes wrong, no words are the only answer that does not disturb.
    with suppress(BaseException):
        _Finder()(build_parser(_command()), always_complete_options=False, default_completer=_Completer())
    os._exit(1)


def _command() -> str | None:
    """Return the command that stands before the word being typed."""
    before = split_line(os.environ["COMP_LINE"], int(os.environ["COMP_POINT"]))[3]
    return before[1] if len(before) > 1 else None


class _Finder(CompletionFinder):
    """Finds completions as argcomplete does; a word without a description is shown without one."""

    def filter_completions(self, completions: list[str]) -> list[str]:
        for word in completions:
            self.get_display_completions().setdefault(word, "")
        return super().filter_completions(completions)


class _Completer(BaseCompleter):
    """Completes what is no choice among fixed words: what is wanted, an argument's metavar tells."""

    def __call__(
        self, *, prefix: str, action: argparse.Action, parsed_args: argparse.Namespace, **_: Any
    ) -> Mapping[str, str]:
        wanted = str(action.metavar)
        if wanted in LISTS:
            words = _last_of_list(LISTS[wanted], parsed_args, prefix)
        else:
            words = WORDS.get(wanted, nothing)(parsed_args, prefix)
        # What a plan holds goes to a terminal here, and onto a command line.
        return {word: said for word, said in words.items() if word and word.isprintable()}


def _last_of_list(suggest: Suggest, options: argparse.Namespace, typed: str) -> Words:
    """Return completions of the last of several words that commas separate, but for those already there."""
    before, comma, last = typed.rpartition(",")
    there = before.split(",")
    words = suggest(options, last)
    return {f"{before}{comma}{word}": said for word, said in words.items() if word not in there}
