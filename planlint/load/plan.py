"""Plan files from bytes: values, places, items, and findings about their shape."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from planlint.bounds import MOST_NAMES, bounded
from planlint.diagnostic import Diagnostic, Fix, Place, Problem, Related
from planlint.model import KINDS, Item, Plan
from planlint.schema import Schema
from planlint.text import Pointer, Site, Source, Span
from planlint.toml import Document, Fault, declared, read
from planlint.tree import Tree, Unreadable, path_order

if TYPE_CHECKING:
    from planlint.rules.rule import Rule


class Loaded(NamedTuple):
    """A plan, the documents it stands in, and the findings about their shape (PL0 and PL1), by path and position.

    `documents` are the files that are TOML; `sources` has the text of every file that could be opened.
    """

    plan: Plan
    documents: Mapping[str, Document]
    sources: "Sources"
    diagnostics: tuple[Diagnostic, ...]

    def place(self, site: Site) -> Place:
        """Measure a site: the entry it names, or the nearest written ancestor; a file without places is meant whole."""
        document = self.documents.get(site.path)
        span = document.locate(site.pointer, site.part) if document else Span(0, 0)
        return Place(site.path, span)

    def diagnose(self, code: str, problem: Problem) -> Diagnostic:
        """Return a problem measured, under a rule's code, with the severity the rule or the case gives it."""
        return self.measured(named(code, problem), problem)

    def measured(self, one: Diagnostic, problem: Problem) -> Diagnostic:
        """Return the diagnostic of a problem with what only those look at who see it: its places, and the fix."""
        related = [Related(self.place(site), bounded(message)) for site, message in problem.related[:MOST_NAMES]]
        return one._replace(place=self.place(problem.site), related=tuple(related), fix=self._fix(problem))

    def _fix(self, problem: Problem) -> Fix | None:
        document = self.documents.get(problem.site.path)
        if problem.remedy is None or document is None:
            return None
        from planlint.load.fix_edits import measured  # a clean plan needs no remedy

        return measured(document, problem.remedy)


class FileReading(NamedTuple):
    """What one file says, whatever stands in the others; `data` are the bytes that it was read from.

    `problems` are about its shape, each with the code of its rule; `faults` say why it cannot be read, and `unread` is
    what it is then. `broken` are the full names of the items that are known and cannot be trusted.
    """

    data: bytes
    document: Document | None
    items: tuple[Item, ...] = ()
    broken: frozenset[str] = frozenset()
    problems: tuple[tuple[str, Problem], ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    unread: Source | None = None

    @property
    def source(self) -> Source:
        """Its text, as far as it could be decoded."""
        source = self.unread if self.document is None else self.document.source
        assert source is not None
        return source


class _InAFile(Protocol):
    """What has a text of its own."""

    @property
    def source(self) -> Source: ...


class Sources(Mapping[str, Source]):
    """Texts of files, by path: each is decoded when somebody asks for it, and of a clean plan hardly anybody does."""

    def __init__(self, files: Mapping[str, _InAFile]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> Source:
        return self._files[path].source

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def beside(self, path: str, file: _InAFile) -> "Sources":
        """Return these texts, and that of one more file."""
        return Sources({**self._files, path: file})


def load(tree: Tree, schema: Schema, readings: dict[str, FileReading] | None = None) -> Loaded:
    """Make a plan of files. Bad input becomes findings; whatever can be read is read.

    `readings` keeps what each file said, by path, for a caller that loads nearly the same files again and again.
    """
    return _Loading(schema, readings).run(tree)


def named(code: str, problem: Problem) -> Diagnostic:
    """Return the diagnostic of a problem with the site of its place, not measured: enough to tell if it is waived."""
    rule = _rule(code)
    item, key = item_and_key(problem.site.pointer)
    return Diagnostic(
        place=Place(problem.site.path, Span(0, 0)),
        code=code,
        name=rule.name,
        severity=problem.severity or rule.severity,
        message=bounded(problem.message),
        item=item,
        key=key,
        label=bounded(problem.label),
        help=None if problem.help is None else bounded(problem.help),
        site=problem.site,
        brief=bounded(problem.brief),
    )


def item_at(pointer: Pointer) -> str | None:
    """Return the full name of the item that a pointer leads into, or None."""
    return f"{pointer[0]}.{pointer[1]}" if len(pointer) >= 2 and pointer[0] in KINDS else None


def item_and_key(pointer: Pointer) -> tuple[str | None, str | None]:
    """Return the full name of the item a pointer leads into, and the dotted key inside it; None where there is none."""
    item = item_at(pointer)
    key = "" if item is None else ".".join([part for part in pointer[2:] if isinstance(part, str)])
    return item, key or None


class _Loading:
    """What is gathered while files are read one after the other."""

    def __init__(self, schema: Schema, readings: dict[str, FileReading] | None) -> None:
        self.schema = schema
        self.readings = readings
        self.documents: dict[str, Document] = {}
        self.files: dict[str, FileReading] = {}
        self.items: dict[str, Item] = {}
        self.shadowed: list[Item] = []
        self.broken: set[str] = set()
        self.faults: list[Diagnostic] = []
        self.problems: list[tuple[str, Problem]] = []
        self.unread: dict[str, str] = {}
        self.unopened: list[str] = []

    def run(self, tree: Tree) -> Loaded:
        for path in sorted(tree, key=path_order):
            content = tree[path]
            if isinstance(content, Unreadable):
                self._unopened(path, content)
            else:
                self._file(path, self._reading(path, content))
        unopened = tuple(self.unopened)
        plan = Plan.of_items(self.items.values(), self.broken, self.shadowed, self.unread, unopened)
        measuring = Loaded(plan, self.documents, Sources(self.files), ())
        found = [*self.faults, *(measuring.diagnose(code, problem) for code, problem in self.problems)]
        return measuring._replace(diagnostics=in_order(found))

    def _unopened(self, path: str, content: Unreadable) -> None:
        self.unopened.append(path)
        self.unread[path] = content.reason
        message = f"the file cannot be read: {content.reason}"
        self.faults.append(_fault("PL004", Place(path, Span(0, 0)), message, None))

    def _reading(self, path: str, data: bytes) -> FileReading:
        if self.readings is None:
            return read_file(path, data, self.schema)
        reading = self.readings.get(path)
        if reading is None or reading.data != data:
            reading = self.readings[path] = read_file(path, data, self.schema)
        return reading

    def _file(self, path: str, reading: FileReading) -> None:
        self.files[path] = reading
        if reading.document is not None:
            self.documents[path] = reading.document
        if reading.faults:
            self.unread[path] = reading.faults[0].message
        self.problems += reading.problems
        self.faults += reading.faults
        self.broken |= reading.broken
        for item in reading.items:
            if self.items.setdefault(item.name, item) is not item:
                self._shadowed(item, self.items[item.name])

    def _shadowed(self, item: Item, first: Item) -> None:
        self.shadowed.append(item)
        self.broken.add(item.name)
        problem = Problem(
            item.site,
            f"{item.name} is declared twice",
            label="declared again",
            help="give one of them another id, or make the two one",
            related=((first.site, f"first declared in {first.site.path}"),),
        )
        self.problems.append(("PL107", problem))


def read_file(path: str, data: bytes, schema: Schema) -> FileReading:
    """Return what one file says, whatever stands in the others."""
    try:
        document = read(path, data, schema.narrow.shapes)
    except Fault as fault:
        return _unread(path, data, fault)
    items = tuple(items_of(document))
    if document.shapes is not None or schema.accepts(document.value):
        return FileReading(data, document, items)
    problems = tuple((violation.code, violation.problem) for violation in schema.explain(document))
    names = (item_at(problem.site.pointer) for _, problem in problems)
    broken = frozenset(name for name in names if name is not None)
    return FileReading(data, document, items, broken, problems)


def _unread(path: str, data: bytes, fault: Fault) -> FileReading:
    related = tuple(Related(Place(path, span), message) for span, message in fault.related)
    place = Place(path, fault.span)
    headers = declared(fault.source.text)
    item = next((declared_name(header.parts) for header in headers if header.span == fault.span), None)
    broken = frozenset(name for header in headers if (name := declared_name(header.parts)) is not None)
    diagnostic = _fault(fault.code, place, fault.message, fault.help, related, item)
    return FileReading(data, None, broken=broken, faults=(diagnostic,), unread=fault.source)


def items_of(document: Document) -> Iterator[Item]:
    """Yield an item for every table at `kind.id`, in the order written."""
    path, shapes = document.path, iter(document.shapes or ())
    for kind, table in document.value.items():
        view = KINDS.get(kind)
        if view is None or not isinstance(table, dict):
            continue
        for identifier, fields in table.items():
            if isinstance(fields, dict):
                yield view(identifier, fields, path, next(shapes, None))


def declared_name(parts: tuple[str, ...]) -> str | None:
    """Return the full name of the item that a header's names lead into, or None."""
    return f"{parts[0]}.{parts[1]}" if len(parts) >= 2 and parts[0] in KINDS else None


def _fault(
    code: str,
    place: Place,
    message: str,
    help: str | None,
    related: tuple[Related, ...] = (),
    item: str | None = None,
) -> Diagnostic:
    rule = _rule(code)
    return Diagnostic(place, code, rule.name, rule.severity, bounded(message), item=item, help=help, related=related)


def _rule(code: str) -> "Rule":
    from planlint.rules import rule_by_code  # the whole rule book: commands that find nothing do without

    return rule_by_code(code)


def in_order(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings sorted by path, position, code."""
    return tuple(sorted(found, key=lambda one: (path_order(one.place.path), one.place.span, one.code, one.message)))
