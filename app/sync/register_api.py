"""The calls that an office makes to its register: HTTPS, retried where that is safe, told in words when refused."""

import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

import httpx
import msgspec
import zstandard

from app.sync import protocol
from app.sync.link import local_now
from app.sync.protocol import Code, Fault
from app.sync.trouble import ANSWER, OFFLINE, Stopped, Trouble

A = TypeVar("A")
_TRIES = 3
PAUSE = 0.4
"""Seconds before a second try; twice as long before each further one."""
_SMALL = 600
"""A body below this size in bytes isn't worth compressing."""
_LEVEL = 3
_TIMEOUT = httpx.Timeout(60, connect=10)
_OK = 300
_BUSY = frozenset({500, 502, 503, 504})


class Refused(Exception):
    """The register refused a request; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


class Body(NamedTuple):
    """The body of a request as it goes over the line."""

    content: bytes
    headers: Mapping[str, str]


_NOTHING = Body(b"", {})


def packed(said: msgspec.Struct) -> Body:
    """What is to be said, in JSON, compressed where that is worth it."""
    content, headers = protocol.encode(said), {"Content-Type": "application/json"}
    if len(content) > _SMALL:
        content = zstandard.ZstdCompressor(level=_LEVEL).compress(content)
        headers["Content-Encoding"] = "zstd"
    return Body(content, headers)


class Register:
    """A register as one office reaches it, with one connection that is kept open.

    Attributes:
        bytes: so many have gone over the line in both directions, heads included.
    """

    def __init__(self, url: str, token: str = "") -> None:
        headers = {
            protocol.VERSION_HEADER: str(protocol.VERSION),
            "User-Agent": "Kumppani",
            "Accept-Encoding": "zstd",
        }
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.bytes = 0
        self._client = httpx.Client(
            base_url=url.rstrip("/"),
            headers=headers,
            timeout=_TIMEOUT,
            follow_redirects=False,
            verify=_trusted(url),
        )

    def __enter__(self) -> "Register":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _exc: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, path: str, answer: type[A], params: Mapping[str, Any] | None = None) -> A:
        """Ask for something.

        Raises:
            Refused: the register said no, and why.
            Stopped: there is no connection, or what answers isn't a register.
        """
        return self._decoded(self._try("GET", path, _NOTHING, params), answer)

    def post(self, path: str, said: msgspec.Struct | Body, answer: type[A]) -> A:
        """Tell something; saying it twice does no harm. Raises as :meth:`get`."""
        body = said if isinstance(said, Body) else packed(said)
        return self._decoded(self._try("POST", path, body, None), answer)

    def put_bytes(self, path: str, content: bytes) -> protocol.BlobAnswer:
        """Send a file. Raises as :meth:`get`."""
        body = Body(content, {"Content-Type": "application/octet-stream"})
        return self._decoded(self._try("PUT", path, body, None), protocol.BlobAnswer)

    def get_bytes(self, path: str) -> bytes:
        """Fetch a file. Raises as :meth:`get`."""
        return self._try("GET", path, _NOTHING, None)

    def _decoded(self, content: bytes, answer: type[A]) -> A:
        try:
            return msgspec.json.decode(content, type=answer)
        except (msgspec.DecodeError, RecursionError) as fault:
            raise Stopped(Trouble(ANSWER, local_now())) from fault

    def _try(self, method: str, path: str, body: Body, params: Mapping[str, Any] | None) -> bytes:
        for left in reversed(range(_TRIES)):
            try:
                return self._ask(method, path, body, params)
            except httpx.HTTPError as fault:
                if not left:
                    raise Stopped(Trouble(OFFLINE, local_now())) from fault
            except Refused as fault:
                if fault.fault.code != Code.BUSY or not left:
                    raise
            time.sleep(PAUSE * 2 ** (_TRIES - 1 - left))
        raise AssertionError("the last try returns or raises")

    def _ask(self, method: str, path: str, body: Body, params: Mapping[str, Any] | None) -> bytes:
        content = body.content or None
        request = self._client.build_request(
            method, path, content=content, params=params, headers=body.headers
        )
        self.bytes += len(body.content) + _size(request.headers)
        with closing(self._client.send(request, stream=True)) as response:
            # Unpacked here and not by httpx, which unpacks however much a small answer holds.
            parts, size = [], 0
            for part in response.iter_raw():
                size += len(part)
                if size > protocol.MOST_ANSWER:
                    raise Stopped(Trouble(ANSWER, local_now()))
                parts.append(part)
            self.bytes += response.num_bytes_downloaded + _size(response.headers)
        return _accepted(response, _unpacked(response, b"".join(parts)))


def _trusted(url: str) -> ssl.SSLContext | bool:
    """Whose certificates to believe; no one's where none is asked for: no answer leads to another address."""
    return _certificates() if httpx.URL(url).scheme == "https" else False


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust, read once: it takes longer than a synchronisation that has nothing to do."""
    return httpx.create_ssl_context()


def _unpacked(response: httpx.Response, content: bytes) -> bytes:
    """The content of an answer without its compression.

    Raises:
        Stopped: it is packed in another way, or holds more than an answer may.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "zstd":
        unpacking = zstandard.ZstdDecompressor(max_window_size=protocol.MOST_ANSWER)
        try:
            with unpacking.stream_reader(content) as reader:
                content = reader.read(protocol.MOST_ANSWER + 1)
        except zstandard.ZstdError:
            encoding = ""
    if encoding not in {"zstd", "identity"} or len(content) > protocol.MOST_ANSWER:
        raise Stopped(Trouble(ANSWER, local_now()))
    return content


def _accepted(response: httpx.Response, content: bytes) -> bytes:
    """The content of an answer that is a register's and says yes."""
    ours = protocol.VERSION_HEADER in response.headers
    if response.status_code < _OK and ours:
        return content
    try:
        fault = msgspec.json.decode(content, type=Fault)
    except (msgspec.DecodeError, RecursionError):
        busy = response.status_code in _BUSY
        fault = Fault(Code.BUSY, "") if busy else None
    if fault is None or not (ours or fault.code == Code.BUSY):
        raise Stopped(Trouble(ANSWER, local_now()))
    raise Refused(fault)


def _size(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)
