"""A local server that plays the REST API of GitHub or GitLab: it keeps comments, and fails as it is told."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

BOT = {"user": {"login": "github-actions[bot]", "type": "Bot"}, "author_association": "NONE"}
STRANGER = {"user": {"login": "mallory", "type": "User"}, "author_association": "NONE"}


class Reply(NamedTuple):
    """An answer that is given in place of the usual one; `raw` as it is, for what is not JSON."""

    status: int
    value: Any = None
    headers: Mapping[str, str] = MappingProxyType({})
    raw: bytes | None = None


class Forge:
    """What the service keeps, what it was asked, and how it answers where it is told to do otherwise."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.instead: Callable[[str, str], Reply | None] = lambda method, path: None
        self.address = ""

    def add(self, body: str, **other: Any) -> None:
        number = len(self.entries) + 1
        self.entries.append({"id": number, "number": number, "iid": number, "body": body, "description": body, **other})

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> Reply:
        if path.endswith("/user"):
            return Reply(200, {"id": 7})
        if method == "GET":
            page, size = int(query["page"][0]), int(query["per_page"][0])
            return Reply(200, self.entries[(page - 1) * size : page * size])
        text = str(body.get("body", body.get("description")))
        if method == "POST":
            self.add(text, html_url="https://forge.example/made", author={"id": 7}, **BOT)
            return Reply(201, self.entries[-1])
        wanted = int(path.rpartition("/")[2])
        found = next((entry for entry in self.entries if entry["id"] == wanted), None)
        if found is None:
            return Reply(404, {"message": "Not Found"})
        if method == "DELETE":
            self.entries.remove(found)
            return Reply(204, raw=b"")
        found |= {"body": text, "description": text}
        return Reply(200, found)


@contextmanager
def served(forge: Forge) -> Iterator[Forge]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(size) or b"{}")
            forge.asked.append((self.command, parts.path))
            forge.headers.append({name.lower(): value for name, value in self.headers.items()})
            if body:
                forge.bodies.append(body)
            reply = forge.instead(self.command, parts.path) or forge.answer(
                self.command, parts.path, parse_qs(parts.query), body
            )
            data = json.dumps(reply.value).encode() if reply.raw is None else reply.raw
            self.send_response(reply.status)
            for name, value in {**reply.headers, "content-length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has lost patience, as some tests want it
                self.wfile.write(data)

        do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 the names that the base class looks for

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    forge.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
