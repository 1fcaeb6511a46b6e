"""Time stamps (RFC 3161): an authority signs that a receipt existed at a time."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from glasscase.reporting.errors import ReportError
from glasscase.reporting.tls import Patience, cut_off, why

MOST = 256 * 1024
"""Bytes of an answer that are read at most."""


class StampError(ReportError):
    """There is no time stamp: the authority gave none, or none that holds."""


def stamp(
    data: bytes,
    url: str,
    roots: Path,
    context: ssl.SSLContext | None,
    patience: Patience = Patience(),  # noqa: B008 - a constant
) -> bytes:
    """Return the answer of a time-stamping authority over `data`, after it was verified.

    Its signature is verified up to one of the `roots`, whatever way the answer came.
    Raises StampError.
    """
    client = _client()
    request = (
        client.TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(client.HashAlgorithm.SHA256)
        .build()
    )
    answer = _posted(url, request.as_bytes(), context, patience)
    verified(answer, data, roots, request.nonce)
    return answer


def verified(answer: bytes, data: bytes, roots: Path, nonce: int | None = None) -> datetime:
    """Return the time that a stamp states for `data`. Raises StampError unless it holds."""
    client = _client()
    try:
        response = client.decode_timestamp_response(answer)
        builder = client.VerifierBuilder()
        for certificate in _certificates(roots):
            builder = builder.add_root_certificate(certificate)
        if nonce is not None:
            builder = builder.nonce(nonce)
        builder.build().verify_message(response, data)
        at: datetime = response.tst_info.gen_time
    except (client.VerificationError, ValueError) as error:
        raise StampError(
            f"the time stamp does not hold: {str(error)[:200]}",
            hint="Check `timestamp.authorities` in recipients.yml: the authority's root"
            " certificates as PEM.",
        ) from error
    return at.astimezone(UTC)


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise StampError(
            "rfc3161-client is not installed", hint="Install glasscase[timestamp]."
        ) from error
    return rfc3161_client


def _certificates(file: Path) -> list[Any]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise StampError(f"{file.as_posix()} cannot be read: {error.strerror}") from error


def _posted(url: str, body: bytes, context: ssl.SSLContext | None, patience: Patience) -> bytes:
    parts = urlsplit(url)
    host = str(parts.hostname)
    connection: HTTPConnection
    if parts.scheme == "https":
        connection = HTTPSConnection(
            host, parts.port or 443, timeout=patience.step, context=context
        )
    else:
        connection = HTTPConnection(host, parts.port or 80, timeout=patience.step)
    query = f"?{parts.query}" if parts.query else ""
    try:
        with cut_off(patience.whole, lambda: connection.sock):
            headers = {"Content-Type": "application/timestamp-query", "User-Agent": "glasscase"}
            connection.request("POST", f"{parts.path or '/'}{query}", body, headers)
            response = connection.getresponse()
            answer = response.read(MOST + 1)
    except (OSError, HTTPException) as error:
        raise StampError(f"the authority for time stamps gave no answer: {why(error)}") from error
    finally:
        connection.close()
    if response.status != 200:
        raise StampError(f"the authority for time stamps answered {response.status}")
    if len(answer) > MOST:
        raise StampError("the authority for time stamps answered with too much")
    return answer
