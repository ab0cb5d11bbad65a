"""`planlint site`: the plan as pages for everybody."""

from planlint.app.site.build import SiteRequest, site_contents
from planlint.app.site.publish import is_stale_file, publish_file, publish_folder, stale_in_folder
from planlint.bounds import listing
from planlint.cli.options import Options
from planlint.cli.output import FINDINGS, OK, note
from planlint.cli.plan import request_of
from planlint.cli.progress import progress
from planlint.errors import PlanlintError
from planlint.plural import count
from planlint.render.site.contents import SiteContents


def run(options: Options) -> int:
    """Write the pages, or say where they are out of date."""
    folder = _named("-o", options.output) or ("site" if options.single_file is None else None)
    file = _named("--single-file", options.single_file)
    contents = site_contents(request_of(SiteRequest, options, progress=progress))
    if options.check:
        lines = _stale(contents, folder, file)
        note(*lines, quiet=options.quiet)
        return FINDINGS if lines else OK
    note(*contents.notes, quiet=options.quiet)
    if folder is not None:
        pages, changed = publish_folder(contents, folder)
        what = f"{changed} changed" if changed else "nothing changed"
        note(f"{count(pages, 'page')} in {folder}, {what}: open {folder}/index.html", quiet=options.quiet)
    if file is not None:
        publish_file(contents, file)
        note(f"wrote {file}", quiet=options.quiet)
    return OK


def _named(option: str, name: str | None) -> str | None:
    if name in ("", "-"):
        raise PlanlintError(f"{option}: '{name}' is no name for pages", "name the folder or file that is written")
    return name


def _stale(contents: SiteContents, folder: str | None, file: str | None) -> list[str]:
    """Return what to say of the places where the pages are not what would be written now."""
    way_out = "the same command without --check writes the pages anew"
    lines = []
    if folder is not None and (stale := stale_in_folder(contents, folder)):
        lines.append(f"{folder} is out of date: {listing(stale)}; {way_out}")
    if file is not None and is_stale_file(contents, file):
        lines.append(f"{file} is out of date; {way_out}")
    return lines
