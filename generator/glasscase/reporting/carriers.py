"""From what `recipients.yml` says to a way to hand one report over."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import getaddresses
from pathlib import Path

from glasscase.reporting.delivery import Carrier
from glasscase.reporting.edges import Edges
from glasscase.reporting.errors import ReportError
from glasscase.reporting.folder import Kept
from glasscase.reporting.https import HttpsCarrier, Request
from glasscase.reporting.mail import message_id
from glasscase.reporting.recipients import FILE, Mail, Recipient, Recipients, Server, Web, secret
from glasscase.reporting.smtp import Letter, Login, SmtpCarrier
from glasscase.reporting.tls import trusting

_KINDS = {"json": "application/json", "pdf": "application/pdf", "eml": "message/rfc822"}


def recipient_of(recipients: Recipients, regime: str, private: Path) -> Recipient:
    """Return who receives the reports under a law. Raises ReportError if nobody is named."""
    found = recipients.recipients.get(regime)
    if found is None:
        raise ReportError(
            f"{private.name}/{FILE} names no recipient for `{regime}`",
            hint="Name one under `recipients`; the documentation for adopters shows how.",
        )
    return found


def carrier_for(
    recipient: Recipient, recipients: Recipients, kept: Kept, private: Path, edges: Edges
) -> Carrier:
    """Return the way to hand a report over. Raises ReportError if a secret or a file is missing."""
    if recipient.https is not None:
        return _https(recipient.https, kept, private, edges)
    if recipient.smtp is None or recipients.server is None or recipients.sender is None:
        raise ReportError(f"{FILE} does not say how the report is sent")
    return _smtp(recipient.smtp, recipients.server, recipients.sender, kept, private, edges)


def mailboxes(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return mail addresses without names, each once."""
    return tuple(dict.fromkeys(mailbox for _, mailbox in getaddresses(texts)))


def _https(web: Web, kept: Kept, private: Path, edges: Edges) -> HttpsCarrier:
    headers = {name: secret(edges.environment, held) for name, held in web.headers.items()}
    return HttpsCarrier(
        Request(web.url, _bytes(kept, f"report.{web.body}"), _KINDS[web.body], headers),
        kept.digest,
        trusting(web.authorities, private),
        repeatable=web.idempotent,
        reference=web.reference or "",
        patience=edges.patience,
    )


def _smtp(
    mail: Mail, server: Server, sender: str, kept: Kept, private: Path, edges: Edges
) -> SmtpCarrier:
    login = None
    if server.user is not None or server.password is not None:
        login = Login(*_login(server, edges.environment))
    [mailbox] = mailboxes((sender,))
    return SmtpCarrier(
        Letter(
            mailbox,
            mailboxes((*mail.to, *mail.cc)),
            _bytes(kept, "report.eml"),
            message_id(kept.digest, sender),
        ),
        server.host,
        server.port,
        trusting(server.authorities, private),
        encrypted=server.security == "tls",
        login=login,
        patience=edges.patience,
    )


def _login(server: Server, environment: Mapping[str, str]) -> tuple[str, str]:
    if server.user is None or server.password is None:
        raise ReportError(
            f"{FILE}: `server` names a user or a password, but not both",
            hint="Name both variables, or none.",
        )
    return secret(environment, server.user), secret(environment, server.password)


def _bytes(kept: Kept, name: str) -> bytes:
    try:
        return (kept.folder / name).read_bytes()
    except OSError as error:
        raise ReportError(
            f"{(kept.folder / name).as_posix()} cannot be read: {error.strerror}",
            hint="Without the extra `pdf` there is no report.pdf to be sent."
            if name.endswith(".pdf")
            else "It belongs to the report. Restore it from a backup.",
        ) from error
