"""A line that fails: a proxy on loopback between an office and its register."""

import http.client
import time
from collections import deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

CUT_BEFORE = "cut before"
"""The request never arrives."""
LOST = "lost answer"
"""The request arrives, and its answer doesn't."""
HALF = "half an answer"
"""The answer is cut in the middle of its body."""
REPEATED = "repeated"
"""The request arrives twice, and the second answer is given."""
FAILED = "failed"
"""Something on the way answers 500."""
LATE = "late"
"""The answer comes late."""
PORTAL = "portal"
"""Something on the way answers for the register, as the wireless network of a hotel does."""
FAULTS = (CUT_BEFORE, LOST, HALF, REPEATED, FAILED, LATE, PORTAL)


class Proxy:
    """Passes requests on to ``url``; each takes the next of :attr:`faults`, if there is one."""

    def __init__(self, url: str) -> None:
        self.target = urlsplit(url)
        self.faults: deque[str] = deque()
        self.seen: list[tuple[str, str, int]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _exc: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def ask(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection(str(self.target.hostname), self.target.port)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = proxy.faults.popleft() if proxy.faults else ""
            if fault == CUT_BEFORE:
                self._cut()
                return
            if fault in {FAILED, PORTAL}:
                self._send(500 if fault == FAILED else 200, [("Content-Type", "text/html")], b"<p>")
                return
            if fault == REPEATED:
                proxy.ask(self.command, self.path, self.headers, body)
            status, headers, content = proxy.ask(self.command, self.path, self.headers, body)
            proxy.seen.append((self.command, self.path.split("?")[0], len(body) + len(content)))
            if fault == LOST:
                self._cut()
                return
            if fault == LATE:
                time.sleep(0.05)
            self._send(status, headers, content, half=fault == HALF)

        def _send(self, status: int, headers: Any, content: bytes, *, half: bool = False) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if half else content)
            if half:
                self._cut()

        def _cut(self) -> None:
            self.close_connection = True
            self.connection.close()

        def finish(self) -> None:
            with suppress(OSError, ValueError):  # cut on purpose
                super().finish()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is there
            return

    for method in ("GET", "POST", "PUT", "HEAD"):
        setattr(Handler, f"do_{method}", Handler._pass)
    return Handler
