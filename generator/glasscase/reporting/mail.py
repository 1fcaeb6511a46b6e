"""A report as a message that any mail program can open and send (RFC 5322)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from typing import Any

from glasscase.reporting.drawing import letter, title_of
from glasscase.reporting.recipients import Mail

_TYPES = {
    "pdf": ("application", "pdf"),
    "json": ("application", "json"),
    "md": ("text", "markdown"),
}
_NOWHERE = "glasscase.invalid"


def message_id(digest: str, sender: str) -> str:
    """Return the stable id of the message that carries the report of this digest."""
    domain = sender.rpartition("@")[2].rstrip("> ") or _NOWHERE
    return f"<{digest[:40]}@{domain}>"


def to_mail(
    document: Mapping[str, Any],
    digest: str,
    attachments: Mapping[str, bytes],
    sender: str,
    recipient: Mail | None,
) -> bytes:
    """Return the message, with lines that end as SMTP wants them.

    Without a sender or recipients it is a draft for a mail program, which asks for them.
    """
    message = EmailMessage(policy=SMTP)
    message["Date"] = format_datetime(datetime.fromisoformat(document["report"]["made"]))
    if sender:
        message["From"] = addresses((sender,))
    if recipient is not None:
        message["To"] = addresses(recipient.to)
        if recipient.cc:
            message["Cc"] = addresses(recipient.cc)
    else:
        message["X-Unsent"] = "1"
    message["Subject"] = subject(document, recipient)
    message["Message-ID"] = message_id(digest, sender)
    message.set_content(letter(document, list(attachments)), cte="quoted-printable")
    for name, data in attachments.items():
        main, sub = _TYPES[name.rpartition(".")[2]]
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    message.set_boundary(f"=_{digest[:32]}")
    # Long headers stay on one line: some programs keep the space of a folded one.
    return message.as_bytes(policy=SMTP.clone(max_line_length=998))


def subject(document: Mapping[str, Any], recipient: Mail | None) -> str:
    """Return the subject of the message: nothing of what happened is in it."""
    prefix = f"{recipient.subject} " if recipient is not None and recipient.subject else ""
    head = document["report"]
    return f"{prefix}{title_of(document)}: {head['incident']}, {document['provider']['legal_name']}"


def addresses(texts: tuple[str, ...]) -> list[Address]:
    """Return addresses as headers want them."""
    return [Address(name, addr_spec=mailbox) for name, mailbox in getaddresses(texts)]
