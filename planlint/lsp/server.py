"""The language server: each request of the protocol becomes a question, each answer a message."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from planlint.app.editor import answers
from planlint.app.editor.edited_plan import Judged
from planlint.assist.actions import Action, is_superfluous
from planlint.assist.completion import Suggestion
from planlint.assist.navigation import definition, references
from planlint.assist.symbols import Symbol, symbols_like, symbols_of
from planlint.diagnostic import Diagnostic, Edit, Place, Severity
from planlint.errors import PlanlintError
from planlint.grouped import grouped
from planlint.lsp.positions import Positions
from planlint.lsp.protocol import AnsweringProtocol
from planlint.lsp.session import OpenDocument, OpenPlan, Session
from planlint.model.items import words_of
from planlint.printable import plain
from planlint.rules.pages import page_url
from planlint.text import Source
from planlint.version import __version__

FIX_ALL = "source.fixAll.planlint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_COMPLETIONS = {
    "kind": types.CompletionItemKind.Module,
    "item": types.CompletionItemKind.Reference,
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
}
_MINUTE = 60
"""Seconds after which the day is asked for again: a computer that sleeps at midnight wakes on another day."""
_WATCHED = ("**/*.toml", "**/.git/HEAD", "**/.git/index")

_log = logging.getLogger(__name__)
Ask = TypeVar("Ask", bound=Callable[..., Any])


class PlanServer(LanguageServer):
    """The server of one editor: its session, and how positions are told."""

    def __init__(self) -> None:
        super().__init__(
            "planlint",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=AnsweringProtocol,
        )
        self.session = Session(self.publish)
        self.session.folders = self.opened_folders
        self.is_over = False
        """Whether the editor has asked for the end."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log in one line what pygls would show to people in a window; what is answered needs no line."""
        if not issubclass(source, FeatureRequestError):
            _log.error("a message was not understood: %s", error)

    def opened_folders(self) -> list[str]:
        """Return the names on the disk of the folders that the editor has opened."""
        uris = list(self.workspace.folders) or ([self.workspace.root_uri] if self.workspace.root_uri else [])
        return [name.rstrip("/") for uri in uris if (name := to_fs_path(uri))]

    @property
    def positions(self) -> Positions:
        """The units of positions that this editor wants."""
        return Positions(self.workspace.position_codec)

    def publish(
        self, open_plan: OpenPlan, path: str, found: tuple[Diagnostic, ...], sources: Mapping[str, Source]
    ) -> None:
        """Send the findings of a file to the editor."""
        uri = open_plan.uri(path)
        shown = [self.diagnostic(one, sources, open_plan) for one in found]
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown, version))

    def diagnostic(self, one: Diagnostic, sources: Mapping[str, Source], open_plan: OpenPlan) -> types.Diagnostic:
        """Return a finding as the protocol has it; the way out stands beside it, as a related place."""
        related = [(place, message) for place, message in one.related if place.path in sources]
        if one.help is not None:
            related.insert(0, (one.place, f"help: {one.help}"))
        return types.Diagnostic(
            range=self.range(one.place, sources),
            message=one.message,
            severity=_SEVERITIES[one.severity],
            code=one.code,
            code_description=types.CodeDescription(page_url(one.code)),
            source="planlint",
            tags=[types.DiagnosticTag.Unnecessary] if is_superfluous(one) else None,
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(open_plan.uri(place.path), self.range(place, sources)), message
                )
                for place, message in related
            ]
            or None,
        )

    def range(self, place: Place, sources: Mapping[str, Source]) -> types.Range:
        """Return the range of a place; of a file without a text its beginning."""
        source = sources.get(place.path)
        if source is None:
            return types.Range(types.Position(0, 0), types.Position(0, 0))
        return self.positions.range(source, place.span)

    def location(self, judged: Judged, place: Place) -> types.Location:
        """Return a place in a plan as the protocol has it."""
        uri = self.session.plan_at(judged.workspace.root).uri(place.path)
        return types.Location(uri, self.range(place, judged.sources))

    def edit(self, judged: Judged, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Return edits of plan files as the protocol has them."""
        uri, range = self.session.plan_at(judged.workspace.root).uri, self.positions.range
        texts = ((uri(path), types.TextEdit(range(judged.sources[path], span), text)) for path, span, text in edits)
        return types.WorkspaceEdit(changes=grouped(texts))


server = PlanServer()


def serve() -> int:
    """Answer on standard input and output until the editor ends it; return the exit status."""
    logging.getLogger("planlint").addHandler(_ToEditor())
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what it has to say is said by the server, in one line
    with open(sys.stdout.fileno(), "wb", closefd=False) as stdout:  # pygls closes it at the end
        server.start_io(stdout=stdout)
    return 0 if server.is_over else 1


def _answers(request: str, options: Any = None, *, findings: bool = False) -> Callable[[Ask], Ask]:
    """Make a function answer a request about a document: it is asked with its plan and path, if it is a plan file.

    What goes wrong inside is logged and answered with nothing: the server goes on.
    """

    def register(ask: Ask) -> Ask:
        @server.feature(request, options)
        @wraps(ask)
        def handler(params: Any) -> Any:
            name = to_fs_path(params.text_document.uri)
            found = server.session.plan_of(name) if name else None
            if found is None:
                return None
            open_plan, path = found
            open_plan.judge_on_a_new_day()
            try:
                return ask(open_plan.judge_now() if findings else open_plan.current(), path, params)
            except PlanlintError as error:
                raise JsonRpcException(error.message, code=-32803) from None  # RequestFailed
            except Exception:
                _log.exception("%s failed", ask.__name__)
                return None

        return ask

    return register


def _source(judged: Judged, path: str) -> Source:
    return judged.sources.get(path) or Source(path, "")


def _offset(judged: Judged, path: str, params: Any) -> int:
    return server.positions.offset(_source(judged, path), params.position)


@server.feature(types.INITIALIZE)
def _initialize(params: types.InitializeParams) -> None:
    options = params.initialization_options or {}
    if not isinstance(options, dict):
        _log.warning("initialization options are an object, not %s", type(options).__name__)
        return
    for name, value in options.items():
        if name == "schema" and isinstance(value, bool):
            server.session.shape = value
        elif name == "delay" and type(value) is int and value >= 0:
            server.session.delays = (min(0.1, value / 1000), value / 1000)
        else:
            _log.warning(
                "there is no option '%s' that takes %r; there are schema (true, false) and delay (ms)", name, value
            )


@server.feature(types.SHUTDOWN)
def _shutdown(params: None) -> None:
    server.is_over = True


@server.feature(types.INITIALIZED)
def _initialized(params: types.InitializedParams) -> None:
    watching = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("planlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(types.RegistrationParams([registration]))
    _each_minute()


def _each_minute() -> None:
    server.session.judge_on_a_new_day()
    asyncio.get_running_loop().call_later(_MINUTE, _each_minute)


class _ToEditor(logging.Handler):
    """What is logged goes to the editor's log, in one line."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Warning
        error = record.exc_info[1] if record.exc_info else None
        why = f": {type(error).__name__}: {error}" if error is not None else ""
        server.window_log_message(types.LogMessageParams(kind, plain(f"{record.getMessage()}{why}")))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def _did_open(params: types.DidOpenTextDocumentParams) -> None:
    _take(params.text_document.uri, params.text_document.text, None)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def _did_change(params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    text, line = server.session.text_of(uri), None
    for change in params.content_changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            # Applied here: lines of the protocol end at line feeds, those of pygls' documents at U+2028 and others too.
            start, end = server.positions.span(Source(uri, text), change.range)
            text = text[:start] + change.text + text[end:]
            line = change.range.start.line + change.text.count("\n") + 1
        else:
            text, line = change.text, None
    _take(uri, text, line)


def _take(uri: str, text: str, line: int | None) -> None:
    name = to_fs_path(uri)
    if name:
        server.session.take(uri, OpenDocument(name, text, line))


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
@server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
@server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def _refresh(params: Any) -> None:
    server.session.refresh()


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def _did_close(params: types.DidCloseTextDocumentParams) -> None:
    server.session.close(params.text_document.uri)


@_answers(types.TEXT_DOCUMENT_HOVER)
def _hover(judged: Judged, path: str, params: types.HoverParams) -> types.Hover | None:
    shown = answers.hover_at(judged, path, _offset(judged, path, params))
    if shown is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, shown.text)
    return types.Hover(content, server.positions.range(_source(judged, path), shown.span))


@_answers(types.TEXT_DOCUMENT_DEFINITION)
def _definition(judged: Judged, path: str, params: types.DefinitionParams) -> types.Location | None:
    place = definition(judged.loaded, path, _offset(judged, path, params))
    return server.location(judged, place) if place is not None else None


@_answers(types.TEXT_DOCUMENT_REFERENCES)
def _references(judged: Judged, path: str, params: types.ReferenceParams) -> list[types.Location]:
    wanted = params.context.include_declaration
    places = references(judged.loaded, path, _offset(judged, path, params), declaration=wanted)
    return [server.location(judged, place) for place in places]


@_answers(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
def _highlight(judged: Judged, path: str, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    places = references(judged.loaded, path, _offset(judged, path, params))
    return [types.DocumentHighlight(server.range(place, judged.sources)) for place in places if place.path == path]


@_answers(types.TEXT_DOCUMENT_PREPARE_RENAME)
def _prepare_rename(
    judged: Judged, path: str, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    found = answers.renameable_at(judged, path, _offset(judged, path, params))
    if found is None:
        return None
    identifier, span = found
    return types.PrepareRenamePlaceholder(server.positions.range(_source(judged, path), span), identifier)


@_answers(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
def _rename(judged: Judged, path: str, params: types.RenameParams) -> types.WorkspaceEdit:
    return server.edit(judged, answers.rename_at(judged, path, _offset(judged, path, params), params.new_name))


@_answers(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=['"', "'", ".", "[", "="]))
def _completion(judged: Judged, path: str, params: types.CompletionParams) -> types.CompletionList:
    source = _source(judged, path)
    suggestions = answers.completion_at(judged, source, _offset(judged, path, params), shape=server.session.shape)
    return types.CompletionList(False, [_item(source, rank, one) for rank, one in enumerate(suggestions)])


def _item(source: Source, rank: int, one: Suggestion) -> types.CompletionItem:
    return types.CompletionItem(
        one.label,
        kind=_COMPLETIONS[one.what],
        detail=one.about or None,
        sort_text=f"{rank:06}",
        filter_text=one.text,
        text_edit=types.TextEdit(server.positions.range(source, one.span), one.text),
    )


@_answers(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    findings=True,
)
def _code_actions(judged: Judged, path: str, params: types.CodeActionParams) -> list[types.CodeAction]:
    only = params.context.only
    found = []
    if _wants(only, types.CodeActionKind.QuickFix):
        span = server.positions.span(_source(judged, path), params.range)
        found += [_code_action_of(judged, action) for action in answers.actions_at(judged, path, span)]
    if only and _wants(only, FIX_ALL):
        edits = answers.all_fixes(judged, path)
        if edits:
            found.append(types.CodeAction("apply every safe fix", FIX_ALL, edit=server.edit(judged, edits)))
    return found


def _wants(only: Iterable[str] | None, kind: str) -> bool:
    """Whether an editor asks for actions of a kind, or of a wider one."""
    return not only or any(kind == one or kind.startswith(f"{getattr(one, 'value', one)}.") for one in only)


def _code_action_of(judged: Judged, action: Action) -> types.CodeAction:
    open_plan = server.session.plan_at(judged.workspace.root)
    return types.CodeAction(
        action.title,
        types.CodeActionKind.QuickFix,
        diagnostics=[server.diagnostic(action.finding, judged.sources, open_plan)],
        is_preferred=action.preferred,
        edit=server.edit(judged, action.edits),
    )


@_answers(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def _document_symbols(judged: Judged, path: str, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    source = _source(judged, path)
    kinds: dict[str, types.DocumentSymbol] = {}
    for symbol in symbols_of(judged.loaded, path):
        one = _symbol(source, symbol)
        kind = symbol.item.kind
        if kind not in kinds:
            group = types.SymbolKind.Namespace
            kinds[kind] = types.DocumentSymbol(words_of(kind), group, one.range, one.selection_range)
        above = kinds[kind]
        above.range = types.Range(above.range.start, one.range.end)
        above.children = [*(above.children or ()), one]
    return list(kinds.values())


def _symbol(source: Source, symbol: Symbol) -> types.DocumentSymbol:
    whole, header = (server.positions.range(source, span) for span in (symbol.whole, symbol.header.span))
    return types.DocumentSymbol(symbol.item.id, types.SymbolKind.Object, whole, header, symbol.item.title)


@server.feature(types.WORKSPACE_SYMBOL)
def _workspace_symbols(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    found = []
    for open_plan in server.session.plans_in_folders():
        judged = open_plan.current()
        for symbol in symbols_like(judged.loaded, params.query):
            location = server.location(judged, symbol.header)
            name = f"{symbol.item.name}: {symbol.item.title}"
            found.append(types.WorkspaceSymbol(location, name, types.SymbolKind.Object))
    return found


@_answers(types.TEXT_DOCUMENT_INLAY_HINT)
def _inlay_hints(judged: Judged, path: str, params: types.InlayHintParams) -> list[types.InlayHint]:
    source = _source(judged, path)
    start, end = server.positions.span(source, params.range)
    return [
        types.InlayHint(server.positions.position(source, offset), text, padding_left=True)
        for offset, text in answers.hints_in(judged, path)
        if start <= offset <= end
    ]
