"""Asks a service's REST API over HTTP: one request, one answer, or one sentence about what kept it away."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlencode, urlsplit

from planlint.version import __version__

if TYPE_CHECKING:
    import urllib3

Method = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
ALL_SECONDS = 120.0
"""How long all requests of a client may take: a status check does not wait for its comment."""

_MOST_BYTES = 64 << 20
_BACKOFF = 0.5
_ATTEMPTS = 2  # beyond the first, and only where the service cannot have done anything yet
_TOO_MANY = 429  # also what a rate limit counts as that comes with another status


class ForgeError(Exception):
    """The service did not do what was asked: `message` says so in one line; `status` is its HTTP status, if any."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True)
class Client:
    """A REST API at an address, with a token in the header that it wants it in.

    `proxy` is the address of a proxy, which may hold a name and a password, None for the direct way.
    """

    address: str
    headers: Mapping[str, str] = field(repr=False)
    proxy: str | None = field(default=None, repr=False)

    def ask(
        self, method: Method, path: str, query: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the JSON of an answer, None of an empty one; `ForgeError` for every other way it can end."""
        import urllib3

        url = f"{self.address.rstrip('/')}{path}" + (f"?{urlencode(query)}" if query else "")
        host = urlsplit(url).hostname or url
        try:
            answer = self._pool.request(
                method,
                url,
                headers={"User-Agent": f"planlint/{__version__}", "Content-Type": "application/json", **self.headers},
                body=None if body is None else json.dumps(body).encode("ascii"),
                preload_content=False,
            )
            data = self._read(answer, host)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise ForgeError(_why(error, host)) from None
        if not 200 <= answer.status < 300:
            raise _refusal(answer.status, answer.headers, data)
        try:
            return json.loads(data) if data else None
        except (ValueError, RecursionError):
            raise ForgeError(f"the answer to {method} is not JSON", answer.status) from None

    def _read(self, answer: "urllib3.BaseHTTPResponse", host: str) -> bytes:
        """Return the whole body of an answer; `ForgeError` where it takes too long, or does not end."""
        data = b""
        while piece := answer.read1(1 << 16):
            data += piece
            if time.monotonic() > self._deadline:
                raise ForgeError(f"{host} takes more than {ALL_SECONDS:g} seconds to answer")
            if len(data) > _MOST_BYTES:
                raise ForgeError(f"{host} sends an answer that is too large")
        answer.release_conn()
        return data

    @cached_property
    def _deadline(self) -> float:
        return time.monotonic() + ALL_SECONDS

    @cached_property
    def _pool(self) -> "urllib3.PoolManager":
        import urllib3

        again = urllib3.Retry(
            connect=_ATTEMPTS,
            read=0,  # a comment may have been written although no answer came
            other=0,
            redirect=2,
            status=_ATTEMPTS,
            status_forcelist=(502, 503, 504),
            allowed_methods=frozenset({"GET"}),
            respect_retry_after_header=False,  # a rate limit may last an hour; a status check does not wait for it
            raise_on_status=False,
            backoff_factor=_BACKOFF,
            remove_headers_on_redirect=("Authorization", "Private-Token", "Cookie"),
        )
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        if self.proxy:
            name = urlsplit(self.proxy).netloc.rpartition("@")[0]
            secret = urllib3.make_headers(proxy_basic_auth=unquote(name)) if name else None
            return urllib3.ProxyManager(self.proxy, proxy_headers=secret, retries=again, timeout=timeout)
        return urllib3.PoolManager(retries=again, timeout=timeout)


def _why(error: Exception, host: str) -> str:
    """Return what keeps a request from its service, without the address: that may hold a secret of a proxy."""
    import urllib3.exceptions as http

    reason = error.reason if isinstance(error, http.MaxRetryError) and error.reason else error
    words = {
        http.ProxyError: f"the proxy on the way to {host} cannot be used",
        http.NewConnectionError: f"{host} cannot be reached",
        http.ResponseError: f"{host} sends requests round in circles",
        http.ConnectTimeoutError: f"{host} cannot be reached: no connection in {CONNECT_SECONDS:g} seconds",
        http.ReadTimeoutError: f"{host} did not answer in {READ_SECONDS:g} seconds",
        http.SSLError: f"the certificate of {host} cannot be trusted",
    }
    found = (said for kind, said in words.items() if isinstance(reason, kind))
    return next(found, f"{host} cannot be reached ({type(reason).__name__})")


def _refusal(status: int, headers: Mapping[str, str], data: bytes) -> ForgeError:
    said = _message(data)
    waits = _wait(status, headers, said)
    if waits:
        return ForgeError(waits, _TOO_MANY)
    words = {
        401: "the token is not accepted",
        403: "the token may not do that",
        404: "it is not there, or the token may not see it",
        407: "the proxy wants to know who asks",
    }
    what = words.get(status, "the service refused" if status < 500 else "the service is out of order")
    return ForgeError(f"{what} (HTTP {status}{f': {said}' if said else ''})", status)


def _wait(status: int, headers: Mapping[str, str], said: str) -> str | None:
    """Return that a rate limit was met, and when requests are taken again; None where none was met.

    GitHub has a second limit, for bursts: it names the seconds to wait, or only says so, which means a minute. The
    headers then speak of the first one, of which something remains.
    """
    if status not in (403, _TOO_MANY):
        return None
    after = _whole(headers.get("retry-after"))
    remaining, reset = headers.get("x-ratelimit-remaining"), headers.get("x-ratelimit-reset")
    if remaining is None:  # as GitLab calls them
        remaining, reset = headers.get("ratelimit-remaining"), headers.get("ratelimit-reset")
    in_words = any(words in said.lower() for words in ("rate limit", "abuse detection"))
    if remaining != "0" and (after is not None or in_words):
        again = f"in {after} seconds" if after is not None else "in a minute"
        heard = f": {said}" if said else ""
        return f"the rate limit for bursts is met; requests are taken again {again} (HTTP {status}{heard})"
    if status != _TOO_MANY and remaining != "0":
        return None
    moment = _whole(reset)
    if moment is not None:
        try:
            return f"the rate limit is used up until {datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"
        except (OverflowError, ValueError, OSError):
            pass
    return "the rate limit is used up" + (f" for {after} seconds" if after is not None else "")


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None


def _message(data: bytes) -> str:
    """Return what the service itself says, cut; nothing where it says nothing that can be read."""
    try:
        value = json.loads(data)
    except ValueError:
        return ""
    said = value.get("message") or value.get("error") if isinstance(value, dict) else None
    text = said if isinstance(said, str) else json.dumps(said) if said else ""
    return " ".join(text.split())[:200]
