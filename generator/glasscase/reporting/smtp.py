"""A report by mail: handed over to the provider's mail server (RFC 5321), always encrypted.

From the moment at which the text of the message is handed over until the server answers, nobody
can know whether it was taken. Everything before that moment is certain not to be sent.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from typing import NamedTuple

from glasscase.reporting.delivery import Outcome, Sent, short
from glasscase.reporting.tls import Patience, cut_off, why

_READY = 354
_DONE = 250
_LINES = re.compile(rb"\r\n|\r|\n")


class Letter(NamedTuple):
    """What is sent, from whom and to whom (mailboxes alone)."""

    sender: str
    to: tuple[str, ...]
    data: bytes
    key: str
    """Its Message-ID."""


class Login(NamedTuple):
    """What the server asks of its users."""

    user: str
    password: str


class SmtpCarrier:
    """Hands a report over to a mail server."""

    by = "smtp"
    is_repeatable = False
    """A second message with the same Message-ID is a second message."""

    def __init__(
        self,
        letter: Letter,
        host: str,
        port: int,
        context: ssl.SSLContext,
        *,
        encrypted: bool,
        login: Login | None = None,
        patience: Patience = Patience(),  # noqa: B008 - a constant
    ) -> None:
        self._letter = letter
        self._host = host
        self._port = port
        self._context = context
        self._encrypted = encrypted
        self._login = login
        self._patience = patience
        self.to = ", ".join(letter.to)
        self.key = letter.key

    def send(self, sending: Callable[[], None]) -> Sent:
        """Try once; see `Carrier`."""
        name = self._letter.sender.rpartition("@")[2]
        server = (
            smtplib.SMTP_SSL(
                local_hostname=name, timeout=self._patience.step, context=self._context
            )
            if self._encrypted
            else smtplib.SMTP(local_hostname=name, timeout=self._patience.step)
        )
        # Made without an address, so that nothing is connected before the time is running.
        server._host = self._host  # type: ignore[attr-defined]
        try:
            with cut_off(self._patience.whole, lambda: server.sock):
                refused = self._prepared(server)
                return refused or self._hand_over(server, sending)
        finally:
            with contextlib.suppress(OSError):
                server.close()

    def _prepared(self, server: smtplib.SMTP) -> Sent | None:
        """Connect, encrypt, log in and name sender and recipients; return what was refused."""
        at = f"{self._host}:{self._port}"
        try:
            code, answer = server.connect(self._host, self._port)
            if code != 220:
                return _said(at, code, answer)
            server.ehlo_or_helo_if_needed()
            if not self._encrypted:
                code, answer = server.starttls(context=self._context)
                if code != 220:
                    return _said(at, code, answer)
            if self._login is not None:
                server.login(self._login.user, self._login.password)
            server.ehlo_or_helo_if_needed()
            for code, answer in self._named(server):
                if code not in (250, 251):
                    return _said(at, code, answer)
        except smtplib.SMTPAuthenticationError as error:
            words = f"{at} does not accept the user and the password."
            return Sent(Outcome.REFUSED, words, "", f"{error.smtp_code}")
        except smtplib.SMTPNotSupportedError:
            is_encrypted = isinstance(server.sock, ssl.SSLSocket)
            what = "takes no password" if is_encrypted else "encrypts nothing"
            return Sent(Outcome.REFUSED, f"{at} {what}, so the report was not sent.")
        except smtplib.SMTPResponseException as error:
            return _said(at, error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            wrong = isinstance(error, ssl.SSLCertVerificationError | ValueError)
            outcome = Outcome.REFUSED if wrong else Outcome.NOT_SENT
            return Sent(outcome, f"{at} was not reached: {why(error)}.")
        return None

    def _named(self, server: smtplib.SMTP) -> list[tuple[int, bytes]]:
        """Name sender and recipients. All must be taken: half a delivery is none."""
        found = [server.mail(self._letter.sender)]
        for mailbox in self._letter.to:
            if found[-1][0] not in (250, 251):
                break
            found.append(server.rcpt(mailbox))
        return found

    def _hand_over(self, server: smtplib.SMTP, sending: Callable[[], None]) -> Sent:
        at = f"{self._host}:{self._port}"
        try:
            code, answer = server.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            return Sent(Outcome.NOT_SENT, f"{at} ended the connection: {why(error)}.")
        if code != _READY:
            return _said(at, code, answer)
        sending()
        try:
            server.send(_stuffed(self._letter.data))
            code, answer = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            words = f"{at} was given the message, and no answer came: {why(error)}."
            return Sent(Outcome.UNKNOWN, words)
        if code != _DONE:
            return _said(at, code, answer)
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
        text = short(answer.decode("utf-8", "replace"))
        return Sent(Outcome.DELIVERED, f"{at} has taken the message.", text, f"{code} {text}")


def _said(at: str, code: int, answer: bytes | str) -> Sent:
    """Return what a reply means: 4xx is passing, all others are not (RFC 5321, 4.2.1)."""
    text = short(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
    if 400 <= code < 500 or code == -1:
        return Sent(Outcome.NOT_SENT, f"{at} cannot take it now: {code}.", "", f"{code} {text}")
    return Sent(Outcome.REFUSED, f"{at} does not take it: {code}.", "", f"{code} {text}")


def _stuffed(data: bytes) -> bytes:
    """Return a message as DATA wants it: CRLF, dots at line starts doubled, closed by a dot."""
    lines = _LINES.split(data.removesuffix(b"\r\n"))
    return b"".join(b"." * line.startswith(b".") + line + b"\r\n" for line in lines) + b".\r\n"
