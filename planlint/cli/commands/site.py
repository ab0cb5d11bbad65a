"""`planlint site`: the plan as pages for everybody."""

import argparse

from planlint.app.site.build import SiteRequest
from planlint.app.site.publish import Freshness, Published, check_file, check_folder, publish_file, publish_folder
from planlint.bounds import listing
from planlint.cli.exit_status import FINDINGS, OK
from planlint.cli.options import today_of
from planlint.cli.output import note
from planlint.cli.plan import where_of
from planlint.cli.progress import progress
from planlint.plural import count

_FOLDER = "site"


def run(options: argparse.Namespace) -> int:
    """Write the pages, or say where they are out of date."""
    request = SiteRequest(
        where_of(options),
        today_of(options),
        options.title,
        options.people,
        not options.no_history,
        options.base,
        progress,
    )
    places = _places(options)
    if options.check:
        return max([_check(request, options, place, single) for place, single in places], default=OK)
    for place, single in places:
        made = publish_file(request, place) if single else publish_folder(request, place)
        _told(made, options, place, single)
    return OK


def _places(options: argparse.Namespace) -> list[tuple[str, bool]]:
    """Return where the pages go, and whether that is one file."""
    folder = [(options.output or _FOLDER, False)] if options.output or options.single_file is None else []
    return [*folder, *([(options.single_file, True)] if options.single_file is not None else [])]


def _told(made: Published, options: argparse.Namespace, place: str, single: bool) -> None:
    if options.quiet:
        return
    note(*made.notes)
    changed = f"{made.changed} changed" if made.changed else "nothing changed"
    note(f"wrote {place}" if single else f"{count(made.pages, 'page')} in {place}, {changed}: open {place}/index.html")


def _check(request: SiteRequest, options: argparse.Namespace, place: str, single: bool) -> int:
    found: Freshness = check_file(request, place) if single else check_folder(request, place)
    if found.stale and not options.quiet:
        note(f"{place} is out of date: {listing(found.stale)}; run `planlint site` again")
    return FINDINGS if found.stale else OK
