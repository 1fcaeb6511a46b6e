"""One connection to a web server: bounded in time and in size, whatever the server does."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeAlias, cast

from glasscase.log.address import Address
from glasscase.log.faults import (
    ANSWER_BROKEN,
    ANSWER_TOO_LARGE,
    SERVER_DROPPED,
    SERVER_SLOW,
    SERVER_UNREACHABLE,
    SERVER_UNTRUSTED,
)
from glasscase.log.source import SourceError

_CHUNK = 1 << 16
_SMALL = 1 << 16
"""Bytes of an answer that is no file which are read, so that the connection can be used again."""
_OVERHEAD = 1 << 23
"""Bytes of an answer's headers, and of how its body is cut into chunks, at most."""
_HEADERS = {
    "User-Agent": "glasscase-verify",
    "Accept": "*/*",
    # tlog-tiles, "Log entries": clients should accept both.
    "Accept-Encoding": "gzip, identity",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a server is waited for. Times are in seconds."""

    silence: float = 20.0
    """Between two pieces of an answer, and for a connection to be made."""
    grace: float = 20.0
    """For an answer before its rate counts."""
    rate: float = 1_024.0
    """Bytes a second that an answer must have brought from then on."""
    answer: float = 120.0
    """For one whole answer."""
    attempts: int = 4
    """How often one file is asked for before it is given up."""
    silences: int = 2
    """How often, if the server says nothing at all."""
    pause: float = 0.5
    """Before the second attempt; doubled each time."""
    redirects: int = 5
    parallel: int = 8
    """Connections at a time."""


class TrickleError(SourceError):
    """An answer comes, but too slowly: another attempt would only take as long again."""

    def __init__(self, message: str) -> None:
        super().__init__(SERVER_SLOW, f"the server was too slow: {message}")


class Answer(NamedTuple):
    """What a server said; `body` is empty unless the status is 200."""

    status: int
    body: bytes
    location: str
    retry_after: str


_Allowed: TypeAlias = Callable[[int], float]


class Connection:
    """A connection to one server, used for one request at a time."""

    def __init__(self, address: Address, limits: Limits, context: ssl.SSLContext | None) -> None:
        self._limits = limits
        self._began = 0.0
        self._received = 0
        self._allowance = 0
        if address.scheme == "https":
            self._http: http.client.HTTPConnection = http.client.HTTPSConnection(
                address.host, address.port, timeout=limits.silence, context=context
            )
        else:
            self._http = http.client.HTTPConnection(
                address.host, address.port, timeout=limits.silence
            )
        self._http.response_class = cast(
            "type[http.client.HTTPResponse]", partial(_Response, self._allowed)
        )

    def get(self, target: str, limit: int) -> Answer:
        """Return the answer to a request. Raises SourceError; the connection is then closed."""
        self._began = time.monotonic()
        self._received = 0
        self._allowance = 2 * limit + _OVERHEAD
        try:
            self._http.request("GET", target, headers=_HEADERS)
            response = self._http.getresponse()
            body = _body(response, limit) if response.status == http.client.OK else b""
            if response.status != http.client.OK:
                response.read(_SMALL)
            if not response.isclosed():
                self._http.close()
        except SourceError:
            self.close()
            raise
        except (OSError, ValueError, http.client.HTTPException) as error:
            self.close()
            if isinstance(error, TimeoutError) and self._left() <= 0:
                raise self._too_long() from None
            raise _explained(error, self._limits) from None
        return Answer(
            response.status,
            body,
            response.getheader("Location", ""),
            response.getheader("Retry-After", ""),
        )

    def close(self) -> None:
        """Close the connection, also from another thread: a request under way then fails."""
        if (sock := self._http.sock) is not None:
            with suppress(OSError):  # It may not be open.
                sock.shutdown(socket.SHUT_RDWR)
        self._http.close()

    def _allowed(self, received: int) -> float:
        """Return how long the server may stay silent, given how many bytes came last.

        Raises TrickleError if it takes too long, SourceError if it has sent too much.
        """
        self._received += received
        if self._received > self._allowance:
            raise SourceError(ANSWER_TOO_LARGE, "the server's answer does not end")
        left = self._left()
        if left <= 0:
            raise self._too_long()
        spent = self._limits.answer - left
        if spent > self._limits.grace and self._received < self._limits.rate * spent:
            raise TrickleError(f"less than {self._limits.rate:,g} bytes a second")
        return min(left, self._limits.silence)

    def _left(self) -> float:
        return self._began + self._limits.answer - time.monotonic()

    def _too_long(self) -> TrickleError:
        return TrickleError(f"more than {self._limits.answer:g} seconds for one file")


class _Response(http.client.HTTPResponse):
    """A response each read of which is bounded, its headers included."""

    def __init__(self, allowed: _Allowed, sock: socket.socket, **more: Any) -> None:
        super().__init__(cast("socket.socket", _Bounded(sock, allowed)), **more)


class _Bounded(io.RawIOBase):
    """Reads from a socket, and allows each read no more time than is left."""

    def __init__(self, sock: socket.socket, allowed: _Allowed) -> None:
        self._sock, self._allowed = sock, allowed
        self._received = 0
        self._file = sock.makefile("rb", buffering=0)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._allowed(self._received))
        self._received = self._file.readinto(buffer) or 0
        return self._received

    def close(self) -> None:
        self._file.close()
        super().close()


def _body(response: http.client.HTTPResponse, limit: int) -> bytes:
    """Return the whole body, decoded. Raises SourceError if it is too large or cut off."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise SourceError(ANSWER_BROKEN, "the server's answer is in an encoding not asked for")
    parts, size = [], 0
    while part := response.read(_CHUNK):
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    if response.length:
        raise SourceError(SERVER_DROPPED, "the server ended the connection within its answer")
    body = b"".join(parts)
    return body if encoding == "identity" else _gunzipped(body, limit)


def _gunzipped(body: bytes, limit: int) -> bytes:
    decoder = zlib.decompressobj(wbits=31)
    try:
        data = decoder.decompress(body, limit + 1)
    except zlib.error:
        raise SourceError(ANSWER_BROKEN, "the server's answer cannot be decompressed") from None
    if len(data) > limit:
        raise _too_large(limit)
    if not decoder.eof:
        raise SourceError(ANSWER_BROKEN, "the server's answer is cut off")
    return data


def _too_large(limit: int) -> SourceError:
    return SourceError(ANSWER_TOO_LARGE, f"the server's answer has more than {limit:,} bytes")


def _explained(error: Exception, limits: Limits) -> SourceError:
    """Return the error in words for people; nothing that the server sent is quoted."""
    match error:
        case TimeoutError():
            silence = f"{limits.silence:g} seconds of silence"
            return SourceError(SERVER_SLOW, f"the server was too slow: {silence}")
        case ssl.SSLCertVerificationError():
            reason = f"the server's certificate is not valid: {error.verify_message}"
            return SourceError(SERVER_UNTRUSTED, reason)
        case socket.gaierror():
            return SourceError(SERVER_UNREACHABLE, "there is no server of this name")
        case ConnectionRefusedError():
            return SourceError(SERVER_UNREACHABLE, "the server refuses the connection")
        case ConnectionError() | http.client.IncompleteRead() | ssl.SSLEOFError():
            return SourceError(SERVER_DROPPED, "the server ended the connection")
        case ssl.SSLError():
            return SourceError(SERVER_UNTRUSTED, "no secure connection could be made")
        case OSError():
            return SourceError(SERVER_UNREACHABLE, f"no connection: {error.strerror}")
        case _:
            return SourceError(ANSWER_BROKEN, "the server's answer is not HTTP")
