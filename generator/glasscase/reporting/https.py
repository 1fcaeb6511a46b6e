"""A report to an address for programs: one POST over HTTPS, and what the answer means.

No redirect is followed, and no proxy is used: the report goes to the address that is written
down, or nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from glasscase.reporting.delivery import Outcome, Sent, short, wished
from glasscase.reporting.tls import Patience, cut_off, why

MOST = 64 * 1024
"""Bytes of an answer that are read at most."""
_BUSY = {429, 503}
"""The server says that it has not taken the request (RFC 6585, section 4; RFC 9110, 15.6.4)."""
_TIMED_OUT = 408
_EARLY = 425


class Request(NamedTuple):
    """What is sent."""

    url: str
    body: bytes
    kind: str
    """Media type."""
    headers: Mapping[str, str]


class HttpsCarrier:
    """Hands a report over by HTTPS."""

    by = "https"

    def __init__(
        self,
        request: Request,
        key: str,
        context: ssl.SSLContext,
        *,
        repeatable: bool,
        reference: str = "",
        patience: Patience = Patience(),  # noqa: B008 - a constant
    ) -> None:
        self._request = request
        self._context = context
        self._patience = patience
        self._reference = reference
        self._parts = urlsplit(request.url)
        self.to = f"https://{self._parts.netloc}{self._parts.path}"
        self.key = key
        self.is_repeatable = repeatable

    def send(self, sending: Callable[[], None]) -> Sent:
        """Try once; see `Carrier`."""
        connection = HTTPSConnection(
            str(self._parts.hostname),
            self._parts.port or 443,
            timeout=self._patience.step,
            context=self._context,
        )
        try:
            with cut_off(self._patience.whole, lambda: connection.sock):
                try:
                    connection.connect()
                except (OSError, ValueError) as error:
                    return _not_connected(self.to, error)
                sending()
                return self._exchange(connection)
        finally:
            connection.close()

    def _exchange(self, connection: HTTPSConnection) -> Sent:
        path = self._parts.path or "/"
        query = f"?{self._parts.query}" if self._parts.query else ""
        try:
            connection.request("POST", f"{path}{query}", self._request.body, self._headers())
            response = connection.getresponse()
        except (OSError, HTTPException) as error:
            said = f"{self.to} took the connection, but no answer came: {why(error)}."
            return Sent(Outcome.UNKNOWN, said)
        try:
            body = response.read(MOST)
        except (OSError, HTTPException):
            body = b""  # The status says what became of the report.
        return self._judged(response, body)

    def _headers(self) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha256(self._request.body).digest()).decode()
        return {
            "Content-Type": self._request.kind,
            "Content-Digest": f"sha-256=:{digest}:",  # RFC 9530
            "Idempotency-Key": self.key,
            "Accept": "application/json, text/plain;q=0.5, */*;q=0.1",
            "User-Agent": "glasscase",
            **self._request.headers,
        }

    def _judged(self, response: HTTPResponse, body: bytes) -> Sent:
        """Return what a status means for the report (RFC 9110, chapter 15)."""
        status = response.status
        text = short(body.decode("utf-8", "replace"))
        said = f"{self.to} answered {status}"
        if 200 <= status < 300:
            return Sent(
                Outcome.DELIVERED,
                f"{said}.",
                self._reference_of(response, body),
                f"{status} {text}",
            )
        wait = wished(response.headers.get("Retry-After"), datetime.now(UTC))
        answer = f"{status} {text}".strip()
        if status in _BUSY or status == _EARLY:
            return Sent(Outcome.NOT_SENT, f"{said}: it asks to come back.", "", answer, wait)
        if 300 <= status < 400:
            target = short(response.headers.get("Location") or "elsewhere", 200)
            words = f"{said} and leads to {target}. Redirects are not followed."
            return Sent(Outcome.REFUSED, words, "", answer)
        if status >= 500 or status == _TIMED_OUT:
            words = f"{said}: it does not say whether it has taken the report."
            return Sent(Outcome.UNKNOWN, words, "", answer, wait)
        return Sent(Outcome.REFUSED, f"{said}: it does not take the report.", "", answer)

    def _reference_of(self, response: HTTPResponse, body: bytes) -> str:
        if self._reference:
            try:
                value = json.loads(body)
                found = value.get(self._reference) if isinstance(value, dict) else None
            except (ValueError, RecursionError):
                found = None
            if isinstance(found, str | int):
                return short(str(found))
        return short(response.headers.get("Location") or "")


def _not_connected(to: str, error: Exception) -> Sent:
    said = f"{to} was not reached: {why(error)}."
    # A certificate does not mend itself while one waits.
    wrong = isinstance(error, ssl.SSLCertVerificationError | ValueError)
    return Sent(Outcome.REFUSED if wrong else Outcome.NOT_SENT, said)
