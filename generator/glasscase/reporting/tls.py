"""Encrypted connections: certificates are always verified, and nothing takes longer than told."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from glasscase.reporting.errors import ReportError


class Patience(NamedTuple):
    """How long another system may take, in seconds."""

    step: float = 30.0
    """Without any byte from it."""
    whole: float = 180.0
    """For one attempt as a whole."""


def trusting(authorities: str | None, private: Path) -> ssl.SSLContext:
    """Return a context that verifies certificates: by the system's authorities, or by a file.

    The file is relative to the folder of private files. Raises ReportError.
    """
    if authorities is None:
        return ssl.create_default_context()
    file = private / authorities
    try:
        return ssl.create_default_context(cafile=str(file))
    except (OSError, ssl.SSLError) as error:
        raise ReportError(
            f"{file.as_posix()} holds no certificates that can be read",
            hint="recipients.yml names it. It is a PEM file, relative to the private folder.",
        ) from error


@contextlib.contextmanager
def cut_off(seconds: float, wire: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Break a connection after a time, however many bytes still come."""

    def cut() -> None:
        held = wire()
        if held is not None:
            with contextlib.suppress(OSError):
                # The plain socket: an encrypted one would wait for the other side.
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def why(error: BaseException) -> str:
    """Return in a few words what was wrong with a connection."""
    if isinstance(error, smtplib.SMTPServerDisconnected) and error.__context__ is not None:
        error = error.__context__  # It hides what was wrong with the connection.
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, ssl.SSLError):
        return f"no encrypted connection: {error.reason or 'TLS failed'}"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "it ended the connection"
