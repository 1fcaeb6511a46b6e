"""A real web server for a folder, which can be told to misbehave at single addresses."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from tests.answering import Answering, QuietServer

Behaviour = Callable[["Handler"], None]


class Handler(Answering):
    """Answers with a file, or as a behaviour says."""

    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:  # noqa: N802
        site = self.server.site
        path = unquote(self.path)
        site.requests.append(path)
        behaviour = site.behaviours.get(path)
        if behaviour is None:
            self.file()
        else:
            behaviour(self)

    def file(self) -> None:
        """Answer with the file."""
        file = self.server.site.folder / unquote(self.path).lstrip("/")
        if file.is_file():
            self.answer(200, file.read_bytes())
        else:
            self.answer(404, b"not found")


class Server(QuietServer):
    site: SiteServer


class SiteServer:
    """Serves a folder on 127.0.0.1 while it is used as a context manager."""

    def __init__(self, folder: Path, context: ssl.SSLContext | None = None) -> None:
        self.folder = folder
        self.behaviours: dict[str, Behaviour] = {}
        self.requests: list[str] = []
        self.stopped = threading.Event()
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.site = self
        self._scheme = "https" if context else "http"
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def at(self, path: str, behaviour: Behaviour) -> None:
        """Let the server behave like this at an address."""
        self.behaviours[f"/{path}"] = behaviour

    def silent(self, handler: Handler) -> None:
        """Never answer."""
        self.stopped.wait()

    def dripping(self, handler: Handler) -> None:
        """Answer a byte at a time, for ever."""
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Filler: ")
        while not self.stopped.wait(0.02):
            handler.wfile.write(b"a")


def status(number: int, times: int = 1_000, **headers: str) -> Behaviour:
    """Answer with a status so many times, and with the file from then on."""
    left = [number] * times

    def behaviour(handler: Handler) -> None:
        if left:
            handler.answer(left.pop(), b"trouble", **headers)
        else:
            handler.file()

    return behaviour


def content(body: bytes, **headers: str) -> Behaviour:
    """Answer with this body."""
    return lambda handler: handler.answer(200, body, **headers)


def redirect(location: str) -> Behaviour:
    """Redirect to this address."""
    return status(302, Location=location)


def dropping(times: int = 1_000, after: bytes = b"") -> Behaviour:
    """End the connection within the answer so many times."""
    left = [after] * times

    def behaviour(handler: Handler) -> None:
        if not left:
            handler.file()
            return
        handler.wfile.write(left.pop())
        handler.close_connection = True

    return behaviour
