"""The language server as an editor has it: a program that is talked to."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient
from pygls.workspace import PositionCodec

from planlint import Where, check
from planlint.diagnostic import Diagnostic
from planlint.lsp.positions import Positions
from planlint.lsp.session import OpenDocument, OpenPlan, Session
from planlint.text import Source

METHODS = [f"textDocument/{name}" for name in ("hover", "completion", "rename", "codeAction", "documentSymbol")]
DAY = "2026-11-30"
PATIENCE = 60
"""Seconds after which a server that says nothing is taken to hang."""
PLAN = """\
[purpose.homes]
title = "Jede Familie hat ein Zuhause 🏠 für immer"

[vision.valley]
title = "Nobody sleeps outside"
purpose = "homes"

[outcome.stay]
title = "Bleiben ist möglich 🏠"
vision = "velley"
horizon = "perpetual"
"""


class Editor(LanguageClient):
    """An editor that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.findings: dict[str, types.PublishDiagnosticsParams] = {}
        self.sent: list[str] = []
        self.logged: list[str] = []
        self.registered: list[types.Registration] = []
        self.came = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.findings[params.uri] = params
            self.sent.append(params.uri.rpartition("/")[2])
            self.came.set()

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def _registered(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

        @self.feature(types.WINDOW_LOG_MESSAGE)
        def _logged(params: types.LogMessageParams) -> None:
            self.logged.append(params.message)

    def codes(self, path: Path) -> list[str]:
        sent = self.findings.get(path.as_uri())
        return [str(one.code) for one in sent.diagnostics] if sent is not None else []

    def opened(self, path: Path) -> types.TextDocumentIdentifier:
        item = types.TextDocumentItem(path.as_uri(), "toml", 1, path.read_text("utf-8"))
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return types.TextDocumentIdentifier(path.as_uri())

    def typed(self, path: Path, version: int, text: str) -> None:
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        document = types.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=version)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds of the findings: how often they are sent until then is up to the server."""
        while not holds():
            await asyncio.wait_for(self.came.wait(), PATIENCE)
            self.came.clear()


def talk(
    folder: Path,
    scene: Callable[[Editor], Awaitable[None]],
    monkeypatch: pytest.MonkeyPatch,
    encodings: list[str] | None = None,
    options: Any = None,
    capabilities: types.ClientCapabilities | None = None,
) -> Editor:
    """Play a scene between an editor and the server, and return the editor."""
    monkeypatch.setenv("PLANLINT_TODAY", DAY)

    async def play() -> Editor:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "planlint", "lsp")
        general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
        await editor.initialize_async(
            types.InitializeParams(
                capabilities or types.ClientCapabilities(general=general),
                root_uri=folder.as_uri(),
                initialization_options=options,
            )
        )
        editor.initialized(types.InitializedParams())
        await scene(editor)
        await asyncio.wait_for(editor.shutdown_async(None), PATIENCE)
        editor.exit(None)
        assert await asyncio.wait_for(editor._server.wait(), PATIENCE) == 0
        await asyncio.wait_for(editor.stop(), PATIENCE)
        return editor

    return asyncio.run(play())


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "planlint.toml").write_text("")
    (tmp_path / "plan").mkdir()
    path = tmp_path / "plan" / "goals.toml"
    path.write_text(PLAN, "utf-8")
    return path


def found_by_check(path: Path) -> list[tuple[str, str, int]]:
    report = check(Where(str(path.parent.parent)), date.fromisoformat(DAY))
    source = report.sources["plan/goals.toml"]
    return [(one.code, one.message, source.position(one.place.span.start).line - 1) for one in report.diagnostics]


@pytest.mark.parametrize("encodings", [["utf-8"], ["utf-16"], ["utf-32"], None])
def test_the_findings_of_a_check_in_the_units_of_the_editor(
    plan: Path, monkeypatch: pytest.MonkeyPatch, encodings: list[str] | None
) -> None:
    async def scene(editor: Editor) -> None:
        document = editor.opened(plan)
        await editor.until(lambda: plan.as_uri() in editor.findings)
        line = PLAN.split("\n").index('title = "Bleiben ist möglich 🏠"')
        start, end = len('title = "Bleiben ist möglich '), len('title = "Bleiben ist möglich 🏠')
        encoding = (encodings or ["utf-16"])[0]
        width = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
        size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
        first, last = (len(PLAN.split("\n")[line][:at].encode(width)) // size for at in (start, end))
        change = types.TextDocumentContentChangePartial(
            range=types.Range(types.Position(line, first), types.Position(line, last)), text="ja"
        )
        named = types.VersionedTextDocumentIdentifier(uri=document.uri, version=2)
        editor.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))
        symbols = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert symbols is not None
        assert symbols[-1].children[0].detail == "Bleiben ist möglich ja"

    editor = talk(plan.parent.parent, scene, monkeypatch, encodings)
    sent = editor.findings[plan.as_uri()].diagnostics
    assert [(str(one.code), one.message, one.range.start.line) for one in sent] == found_by_check(plan)
    pages = {str(one.code): one.code_description.href for one in sent if one.code_description is not None}
    assert pages["PL201"].endswith("/unknown-reference.md")
    assert editor.logged == []


def test_only_files_whose_findings_changed_are_told_of(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = plan.with_name("work.toml")
    other.write_text('[task.x]\ntitle = "Do the thing well"\ntactic = "gone"\n', "utf-8")

    async def scene(editor: Editor) -> None:
        editor.opened(plan)
        await editor.until(lambda: len(editor.findings) == 2)
        editor.sent.clear()
        editor.typed(plan, 2, PLAN.replace("velley", "valley"))
        await editor.until(lambda: "PL201" not in editor.codes(plan))
        await asyncio.sleep(0.3)

    editor = talk(plan.parent.parent, scene, monkeypatch)
    assert set(editor.sent) == {"goals.toml"}
    assert "PL201" not in editor.codes(plan)
    assert "PL201" in editor.codes(other)


def test_what_is_typed_reaches_the_other_files_and_leaves_with_the_document(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(editor: Editor) -> None:
        document = editor.opened(plan)
        await editor.until(lambda: "PL201" in editor.codes(plan))
        editor.typed(plan, 2, PLAN.replace("velley", "valley"))
        await editor.until(lambda: "PL201" not in editor.codes(plan))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(document))
        await editor.until(lambda: "PL201" in editor.codes(plan))
        plan.write_text(PLAN.replace("velley", "valley"), "utf-8")
        event = types.FileEvent(plan.as_uri(), types.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await editor.until(lambda: "PL201" not in editor.codes(plan))

    talk(plan.parent.parent, scene, monkeypatch)


def test_a_fix_and_a_rename_arrive_as_edits(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(PLAN.replace("velley", "valley").replace("horizon", "horizn"), "utf-8")

    async def scene(editor: Editor) -> None:
        document = editor.opened(plan)
        whole = types.Range(types.Position(0, 0), types.Position(99, 0))
        wanted = types.CodeActionContext([], only=["source.fixAll.planlint"])
        actions = await editor.text_document_code_action_async(types.CodeActionParams(document, whole, wanted))
        assert actions is not None
        [action] = actions
        assert action.kind == "source.fixAll.planlint"
        assert action.edit.changes[document.uri][0].new_text == 'horizon = "perpetual"\n'
        line = PLAN.split("\n").index("[vision.valley]")
        name = types.RenameParams(document, types.Position(line, 9), "tal")
        edit = await editor.text_document_rename_async(name)
        assert edit is not None
        assert [one.new_text for one in edit.changes[document.uri]] == [
            "[vision.tal]\n",
            'formerly = ["valley"]\n',
            'vision = "tal"\n',
        ]
        editor.typed(plan, 2, plan.read_text("utf-8") + "title = ")
        assert not await editor.text_document_code_action_async(types.CodeActionParams(document, whole, wanted))
        editor.typed(plan, 3, plan.read_text("utf-8"))
        with pytest.raises(Exception, match="cannot be an id"):
            await editor.text_document_rename_async(types.RenameParams(document, types.Position(line, 9), "a b"))

    talk(plan.parent.parent, scene, monkeypatch)


def test_what_is_no_plan_file_is_silent_and_odd_options_are_named(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cargo = plan.parent.parent / "Cargo.toml"
    cargo.write_text("[package]\nname = 1\n")

    async def scene(editor: Editor) -> None:
        document = editor.opened(cargo)
        position = types.Position(0, 2)
        assert await editor.text_document_hover_async(types.HoverParams(document, position)) is None
        assert await editor.text_document_completion_async(types.CompletionParams(document, position)) is None
        await asyncio.sleep(0.4)

    editor = talk(plan.parent.parent, scene, monkeypatch, options={"schema": False, "colour": 3})
    assert editor.findings == {}
    assert any("'colour'" in line for line in editor.logged)


def test_without_shape_the_schema_is_left_to_others(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(PLAN + "horizn = 3\n", "utf-8")

    async def scene(editor: Editor) -> None:
        editor.opened(plan)
        await editor.until(lambda: plan.as_uri() in editor.findings)

    editor = talk(plan.parent.parent, scene, monkeypatch, options={"schema": False})
    assert not [code for code in editor.codes(plan) if code.startswith("PL1")]
    assert "PL201" in editor.codes(plan)


def test_settings_that_come_break_and_go_decide_at_once_about_open_documents(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, nested = plan.parent.parent / "planlint.toml", plan.parent / "planlint.toml"

    async def scene(editor: Editor) -> None:
        def save(file: Path, text: str | None) -> None:
            file.unlink() if text is None else file.write_text(text)
            event = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
            editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

        settings.write_text("include = [")
        editor.opened(plan)
        editor.typed(plan, 2, PLAN + "\n")
        await asyncio.sleep(0.5)
        assert editor.findings == {}
        save(settings, "")
        await editor.until(lambda: "PL201" in editor.codes(plan))
        for file in (settings, nested):  # left out by the settings there are, then by those of a nearer root
            save(file, 'exclude = ["**"]')
            await editor.until(lambda: editor.codes(plan) == [])
            save(file, "" if file is settings else None)
            await editor.until(lambda: "PL201" in editor.codes(plan))
        plan.unlink()  # and nobody says so
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(plan.as_uri())))
        await editor.until(lambda: editor.codes(plan) == [])

    editor = talk(plan.parent.parent, scene, monkeypatch)
    assert editor.logged[0].startswith("planlint.toml:1:")


def test_without_shape_no_action_mends_what_is_not_shown(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(PLAN.replace("horizon", "horizn"), "utf-8")

    async def actions(editor: Editor) -> None:
        document = editor.opened(plan)
        whole = types.Range(types.Position(0, 0), types.Position(99, 0))
        for only in (None, ["source.fixAll"]):
            asked = types.CodeActionParams(document, whole, types.CodeActionContext([], only=only))
            for action in await editor.text_document_code_action_async(asked) or ():
                edits = [edit.new_text for edit in action.edit.changes[document.uri]] if only else ""
                editor.logged.append(f"{action.title}{edits}")

    titles = talk(plan.parent.parent, actions, monkeypatch).logged
    shape = ["did you mean `horizon`?", "ignore unknown-key here, with a reason"]
    mended = """apply every safe fix['vision = "valley"\\nhorizon = "perpetual"\\n']"""
    assert titles[-3:] == [*shape, mended]
    without = talk(plan.parent.parent, actions, monkeypatch, options={"schema": False}).logged
    assert without == [
        *(title for title in titles[:-1] if title not in shape),
        """apply every safe fix['vision = "valley"\\n']""",
    ]


def test_the_symbols_of_the_workspace_are_there_before_a_file_is_opened(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", plan.parent.parent], check=True)
    below = plan.parent.parent / "services" / "post"
    below.mkdir(parents=True)
    (below / "planlint.toml").write_text("")
    (below / "plan.toml").write_text('[team.post]\nname = "The post"\n')

    async def names(editor: Editor, query: str) -> list[str]:
        found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams(query))
        return [one.name for one in found or ()]

    async def scene(editor: Editor) -> None:
        assert await names(editor, "") == [
            "purpose.homes: Jede Familie hat ein Zuhause 🏠 für immer",
            "vision.valley: Nobody sleeps outside",
            "outcome.stay: Bleiben ist möglich 🏠",
            "team.post: The post",
        ]
        (below / "plan.toml").unlink()
        event = types.FileEvent((below / "plan.toml").as_uri(), types.FileChangeType.Deleted)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        assert "team.post: The post" not in await names(editor, "")
        assert await names(editor, "nosleep") == ["vision.valley: Nobody sleeps outside"]

    assert talk(plan.parent.parent, scene, monkeypatch).findings == {}


def test_a_plan_without_settings_or_repository_belongs_to_the_folder_that_is_open(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent.parent / "planlint.toml").unlink()

    async def scene(editor: Editor) -> None:
        editor.opened(plan)
        await editor.until(lambda: "PL201" in editor.codes(plan))

    talk(plan.parent.parent, scene, monkeypatch)


def test_findings_come_with_the_day(plan: Path) -> None:
    plan.write_text(plan.read_text("utf-8") + '\n[task.x]\ntitle = "Call them"\ndue = 2026-11-30\n', "utf-8")
    days, codes = [date(2026, 11, 30)], []

    async def scene() -> None:
        came = asyncio.Event()

        def publish(open_plan: OpenPlan, path: str, found: tuple[Diagnostic, ...], sources: object) -> None:
            codes.append([one.code for one in found])
            came.set()

        session = Session(publish, lambda: days[0])
        session.delays = (0.0, 0.0)
        session.take(plan.as_uri(), OpenDocument(str(plan), plan.read_text("utf-8"), None))
        await asyncio.wait_for(came.wait(), PATIENCE)
        session.judge_on_a_new_day()
        await asyncio.sleep(0.1)
        came.clear()
        days[0] = date(2026, 12, 1)
        async with asyncio.timeout(PATIENCE):
            while not came.is_set():  # as the server asks each minute: a judgement that is under way is not disturbed
                session.judge_on_a_new_day()
                await asyncio.sleep(0.05)

    asyncio.run(scene())
    assert len(codes) == 2
    assert set(codes[1]) - set(codes[0]) == {"PL502"}


def test_a_request_that_cannot_be_answered_gets_an_error_and_one_line_in_the_log(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(editor: Editor, method: str) -> str:
        answer: Future[object] = Future()
        editor.protocol._request_futures[method] = answer
        asked = {"jsonrpc": "2.0", "id": method, "method": method, "params": {"position": -1}}
        editor.protocol._send_data(asked)
        with pytest.raises(JsonRpcException) as caught:
            await asyncio.wait_for(asyncio.wrap_future(answer), PATIENCE)
        return caught.value.message

    async def scene(editor: Editor) -> None:
        document = editor.opened(plan)
        for method in METHODS:
            assert await refused(editor, method) == f"'{method}' with parameters of another form"
        with pytest.raises(JsonRpcException, match="no item here"):
            await editor.text_document_rename_async(types.RenameParams(document, types.Position(99, 99), "x"))
        nowhere = types.TextDocumentIdentifier("file:///a%00b/plan/x.toml")
        assert await editor.text_document_hover_async(types.HoverParams(nowhere, types.Position(9, 9))) is None
        assert await editor.text_document_hover_async(types.HoverParams(document, types.Position(99, 99))) is None

    editor = talk(plan.parent.parent, scene, monkeypatch)
    assert editor.logged == [
        *(f"a message was not understood: '{method}' with parameters of another form" for method in METHODS),
        r"'/a\x00b/plan/x.toml': no file can have this name",
    ]


NEOVIM = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=["utf-8", "utf-16", "utf-32"]),
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=False)
    ),
)
VS_CODE = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=["utf-16"]),
    workspace=types.WorkspaceClientCapabilities(
        workspace_folders=True,
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities(dynamic_registration=True)
    ),
)
EMACS = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
    )
)


@pytest.mark.parametrize("client", [NEOVIM, VS_CODE, EMACS], ids=["neovim", "vs code", "emacs"])
def test_every_request_has_its_answer(
    plan: Path, monkeypatch: pytest.MonkeyPatch, client: types.ClientCapabilities
) -> None:
    text = PLAN.replace("velley", "valley")
    lines = text.split("\n")

    async def scene(editor: Editor) -> None:
        new = plan.with_name("new.toml")  # not on the disk yet
        new_document = types.TextDocumentItem(new.as_uri(), "toml", 1, '[team.a]\nname = "A"\nlead = "nobody"\n')
        editor.text_document_did_open(types.DidOpenTextDocumentParams(new_document))
        document = editor.opened(plan)
        editor.typed(plan, 2, text)
        await editor.until(lambda: new.as_uri() in editor.findings)
        assert "PL207" in editor.codes(new)
        header = types.Position(lines.index("[vision.valley]"), 9)
        name = types.Position(lines.index('vision = "valley"'), 12)
        shown = await editor.text_document_hover_async(types.HoverParams(document, name))
        assert shown is not None
        assert shown.contents.value.startswith("**Nobody sleeps outside**")
        place = await editor.text_document_definition_async(types.DefinitionParams(document, name))
        assert place.range.start.line == header.line
        both = [header.line, name.line]
        context = types.ReferenceContext(include_declaration=True)
        named = await editor.text_document_references_async(types.ReferenceParams(context, document, name))
        assert [one.range.start.line for one in named or ()] == both
        lit = await editor.text_document_document_highlight_async(types.DocumentHighlightParams(document, header))
        assert [one.range.start.line for one in lit or ()] == both
        ready = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(document, name))
        assert ready.placeholder == "valley"
        assert (ready.range.start.character, ready.range.end.character) == (10, 16)
        words = await editor.text_document_completion_async(types.CompletionParams(document, name))
        assert [one.label for one in words.items] == ["valley"]
        symbols = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert [one.name for one in symbols or ()] == ["purpose", "vision", "outcome"]
        whole = types.Range(types.Position(0, 0), types.Position(99, 0))
        assert not await editor.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
        cancelled = editor.text_document_hover_async(types.HoverParams(document, name))
        editor.cancel_request(types.CancelParams(99))
        assert await cancelled is not None
        editor.typed(new, 2, '[person.nobody]\nname = "N"\n' + new_document.text)
        await editor.until(lambda: "PL207" not in editor.codes(new))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(new.as_uri())))
        await editor.until(lambda: editor.codes(new) == [])
        event = types.WorkspaceFoldersChangeEvent(
            [types.WorkspaceFolder(plan.parent.as_uri(), "plan")], [types.WorkspaceFolder("file:///gone", "gone")]
        )
        editor.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert len(await editor.workspace_symbol_async(types.WorkspaceSymbolParams("")) or ()) == 3

    editor = talk(plan.parent.parent, scene, monkeypatch, capabilities=client)
    assert editor.logged == []
    assert len(editor.registered) == (1 if client is VS_CODE else 0)


@pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0c"])
def test_a_document_is_named_as_the_editor_names_it_and_its_lines_end_at_line_feeds(
    plan: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    link = plan.parent.parent / "a (b)"
    link.symlink_to(plan.parent.parent, target_is_directory=True)
    uri = f"{plan.parent.parent.as_uri()}/a%20(b)/plan/goals.toml"
    text = f"# one{end}line\n{PLAN}"

    async def scene(editor: Editor) -> None:
        document = types.TextDocumentItem(uri, "toml", 1, text)
        editor.text_document_did_open(types.DidOpenTextDocumentParams(document))
        line = text.split("\n").index('vision = "velley"')
        change = types.TextDocumentContentChangePartial(
            range=types.Range(types.Position(line, 11), types.Position(line, 12)), text="a"
        )
        named = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
        editor.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))
        await editor.until(lambda: uri in editor.findings and editor.findings[uri].version == 2)
        where = types.DefinitionParams(types.TextDocumentIdentifier(uri), types.Position(line, 12))
        place = await editor.text_document_definition_async(where)
        assert place is not None
        assert (place.uri, place.range.start.line) == (uri, text.split("\n").index("[vision.valley]"))

    editor = talk(plan.parent.parent, scene, monkeypatch)
    assert list(editor.findings) == [uri]
    assert "PL201" not in [one.code for one in editor.findings[uri].diagnostics]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_there_and_back(encoding: str) -> None:
    positions = Positions(PositionCodec(encoding))
    source = Source("a.toml", 'a = "é🏠n̈"\r\nb = 1\n\n')
    for offset in range(len(source.text) + 1):
        if source.text[offset : offset + 1] != "\n" or source.text[offset - 1 : offset] != "\r":
            assert positions.offset(source, positions.position(source, offset)) == offset
    assert positions.offset(source, types.Position(99, 0)) == len(source.text)
    assert positions.offset(source, types.Position(1, 99)) == source.text.index("\n\n")


def test_without_its_libraries_the_command_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from planlint.cli.main import main

    for name in [name for name in sys.modules if name.startswith("planlint.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    assert main(["lsp"]) == 2
    assert "planlint[lsp]" in capfd.readouterr().err
