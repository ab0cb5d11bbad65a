"""The pages of a plan as files, or as one file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.grouped import grouped
from planlint.model.items import words_of
from planlint.model.naming import WORK_KINDS
from planlint.render.findings.locations import start_of
from planlint.render.history import pictures, review_words
from planlint.render.history.pages import drawn
from planlint.render.html import content_policy, templates, text_of
from planlint.render.site.addresses import FINDINGS, INDEX, Addresses
from planlint.render.site.changes import recent_changes, recent_words
from planlint.render.site.contents import SiteContents
from planlint.render.site.items import item_page, results_of
from planlint.render.site.map import map_lines
from planlint.render.site.people import People, without_addresses
from planlint.render.site.persons import OwnerPage, owner_pages
from planlint.render.site.preview import ChangeMark, preview_of
from planlint.render.site.published import is_link
from planlint.render.site.rows import Facets, ItemRow, facets, row_of
from planlint.render.text.style import PLAIN

STYLE_FILE, SCRIPT_FILE = "site.css", "site.js"
_STYLE, _SCRIPT = "site/site.css.jinja", "site/site.js.jinja"
_MOST_RECENT = 200  # changes of the last days that are listed
_FILTERS = ("teams", "periods", "status", "tags")
_FIRST = ("open", "closed")
_SEVERITIES = ("error", "warning", "info")


class Page(NamedTuple):
    """A page: where it stands, what it is called, what is in it."""

    address: str
    title: str
    body: str


class FindingLine(NamedTuple):
    """A finding as a line of a page; what it says of people is left out where they are not shown."""

    finding: Diagnostic
    message: str
    help: str
    line: int
    link: str | None


def site_files(contents: SiteContents) -> dict[str, bytes]:
    """Return the files of the site by their path in its folder."""
    files = {STYLE_FILE: text_of(_STYLE), SCRIPT_FILE: text_of(_SCRIPT)}
    policy = content_policy("'self'", "'self'")
    shell = templates().get_template("site/page.html.jinja")
    for page in _pages(contents, _from_folder):
        files[page.address] = shell.render(page=page, policy=policy, to=_from_folder(page.address), site=contents)
    encoded = {path: text.encode("utf-8", "backslashreplace") for path, text in files.items()}
    return {**encoded, ".nojekyll": b""}


def single_file(contents: SiteContents) -> bytes:
    """Return all pages in one file, which needs nothing beside it."""
    shell = templates().get_template("site/single.html.jinja")
    pages, policy = list(_pages(contents, _within)), content_policy(_STYLE, _SCRIPT)
    text = shell.render(pages=pages, page=pages[0], policy=policy, to=_within(INDEX), site=contents)
    return text.encode("utf-8", "backslashreplace")


To = Callable[[str], str]
"""Returns what leads to a page, or to a place on the first page (`#periods`), from the page it stands on."""


def _from_folder(address: str) -> To:
    root = "../" * address.count("/")
    return lambda page: f"{root}{INDEX}{page}" if page.startswith("#") else root + page


def _within(address: str) -> To:
    return lambda page: page if page.startswith("#") else f"#{page.removesuffix('.html')}"


def _pages(contents: SiteContents, ways: Callable[[str], To]) -> Iterator[Page]:
    """Yield every page, the map first."""
    from markupsafe import Markup

    people = People(contents.plan, contents.people)
    owners = people.owners(list(contents.states.values()))
    where = Addresses(
        contents.plan, [one.key for one in owners], [review.span.period or "" for review in contents.reviews]
    )
    rows = {name: row_of(one, where.items[name], people) for name, one in contents.states.items()}
    lines = list(_finding_lines(contents, people))
    by_item = grouped((line.finding.item, line) for line in lines)
    pages = owner_pages(contents, rows, people)
    common = {"site": contents, "where": where, "rows": rows, "w": review_words, "p": pictures, "style": PLAIN}
    common |= {"is_link": is_link, "unaddressed": without_addresses, "people": people}

    def page(template: str, address: str, title: str, **values: Any) -> Page:
        key = address.removesuffix(".html").replace("/", "-")
        body = templates().get_template(f"site/{template}.html.jinja")
        # What a template has rendered is escaped already.
        return Page(address, title, Markup(body.render(to=ways(address), key=key, **common, **values)))

    preview = preview_of(contents.change, people) if contents.change else None
    recent, found = recent_changes(contents, people), facets(contents, rows)
    yield page(
        "map",
        INDEX,
        contents.title,
        lines=list(map_lines(contents, rows, preview)),
        preview=preview,
        with_work=bool(contents.history and contents.history.work),
        facets=found,
        **_options(contents, rows, found, pages, preview.marks if preview else {}),
        recent=recent,
        most_recent=_MOST_RECENT,
        recent_words=recent_words(contents),
        pages=pages,
    )
    results = results_of(contents)
    for row in rows.values():
        facts = item_page(contents, rows, results, people, row.item)
        yield page("item", row.page, row.item.title, page=facts, row=row, found=by_item.get(row.item.name, ()))
    for owner in pages:
        yield page("person", where.people[owner.who.key], owner.who.label, page=owner)
    for review in contents.reviews:
        title = " · ".join(review_words.title_parts(review, PLAIN))
        yield page("period", where.periods[review.span.period or ""], title, **drawn(review))
    yield page(
        "findings",
        FINDINGS,
        "Findings",
        found=[(word, [one for one in lines if one.finding.severity.label == word]) for word in _SEVERITIES],
        summary=contents.report.summary,
    )


def _options(
    contents: SiteContents,
    rows: Mapping[str, ItemRow],
    found: Mapping[str, Facets],
    pages: Iterable[OwnerPage],
    marks: Mapping[str, ChangeMark],
) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers: the value that rows have, and what it is called."""
    plan = contents.plan
    kinds = {row.item.kind for row in rows.values()}
    words = {
        key: {word for one in found.values() for word in getattr(one, key).split("\n") if word} for key in _FILTERS
    }
    answering = {row.owner.key for row in rows.values() if row.owner}
    words["status"] |= {one.word for one in marks.values()}
    named = {team: plan.resolve("team", team) for team in words["teams"]}
    return {
        "kinds": [(kind, words_of(kind)) for kind in WORK_KINDS if kind in kinds],
        "owners": [(page.who.key, page.who.label) for page in pages if page.who.key in answering],
        "teams": [(team, item.title if item else team) for team, item in sorted(named.items())],
        "periods": [(word, word) for word in sorted(words["periods"])],
        "statuses": [(word, word) for word in sorted(words["status"], key=lambda word: (word not in _FIRST, word))],
        "tags": [(word, word) for word in sorted(words["tags"])],
    }


def _finding_lines(contents: SiteContents, people: People) -> Iterator[FindingLine]:
    report = contents.report
    for one in report.diagnostics:
        line = start_of(report, one).line
        yield FindingLine(
            one,
            people.without_persons(one.message) or one.name.replace("-", " "),
            people.without_persons(one.help or ""),
            line,
            contents.link(one.place.path, line),
        )
