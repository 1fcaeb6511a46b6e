"""Who receives reports, and how: `recipients.yml` among the private files. It holds no secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from glasscase.findings import Finding, Severity
from glasscase.reading.document import read_document
from glasscase.reading.explain import explain
from glasscase.records import Kind
from glasscase.records.base import Model
from glasscase.records.plain import Flag, Identifier, Line
from glasscase.reporting.errors import ReportError

FILE = "recipients.yml"
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")


def _mailbox(text: str) -> str:
    found = getaddresses([text])
    wanted = "write one address: incidents@lumenforge.example, or Name <address>"
    if len(found) != 1 or not _MAILBOX.fullmatch(found[0][1]):
        raise ValueError(wanted)
    try:
        Address(*found[0][:1], addr_spec=found[0][1])
    except (ValueError, IndexError, HeaderParseError) as error:
        raise ValueError(wanted) from error
    return text


def _https(text: str) -> str:
    parts = _parts(text)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("write an address that starts with https://")
    return text


def _web(text: str) -> str:
    parts = _parts(text)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("write an address that starts with https:// or http://")
    return text


def _parts(text: str) -> Any:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise ValueError("write a whole web address") from error
    if parts.username or parts.password:
        raise ValueError("an address holds no user and no password: use `headers`")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("write the address in ASCII, without spaces")
    return parts


Mailbox = Annotated[Line, AfterValidator(_mailbox)]
"""A mail address in ASCII, with or without a name."""

Variable = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,99}$")]
"""The name of an environment variable."""

Header = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,99}$")]


class Server(Model):
    """The mail server that takes messages of the provider."""

    host: Line
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls"] = Field(
        "starttls", description="`tls`: encrypted from the first byte, usually on port 465."
    )
    user: Variable | None = Field(None, description="Variable that holds the user's name.")
    password: Variable | None = Field(None, description="Variable that holds the password.")
    authorities: Line | None = Field(
        None, description="File of certificates (PEM) to trust; default: those of the system."
    )


class Mail(Model):
    """A recipient by mail."""

    to: tuple[Mailbox, ...] = Field(min_length=1)
    cc: tuple[Mailbox, ...] = ()
    subject: Line | None = Field(None, description="What the subject begins with.")


class Web(Model):
    """A recipient with an address for programs."""

    url: Annotated[Line, AfterValidator(_https)]
    headers: dict[Header, Variable] = Field(
        default_factory=dict, description="Headers, and the variables that hold their values."
    )
    body: Literal["json", "pdf", "eml"] = Field("json", description="Which file is sent.")
    idempotent: Flag = Field(
        False,
        description="True if the recipient takes a second request with the same"
        " `Idempotency-Key` for the first one.",
    )
    reference: Line | None = Field(
        None, description="Key of the answer's JSON that holds the recipient's reference."
    )
    authorities: Line | None = Field(
        None, description="File of certificates (PEM) to trust; default: those of the system."
    )


class Recipient(Model):
    """Who receives the reports under one law or code: by mail or by HTTPS."""

    smtp: Mail | None = None
    https: Web | None = None
    name: Line | None = Field(None, description="Who that is, for the record of notifications.")


class Stamping(Model):
    """An authority for time stamps (RFC 3161)."""

    url: Annotated[Line, AfterValidator(_web)]
    authorities: Line = Field(description="File of the root certificates (PEM) of its signatures.")
    certificates: Line | None = Field(
        None, description="File of certificates (PEM) to trust for its web server."
    )


class Recipients(Model):
    """The whole file."""

    schema_: Literal[1] = Field(1, alias="schema")
    sender: Mailbox | None = Field(None, description="From whom messages are.")
    server: Server | None = None
    timestamp: Stamping | None = None
    recipients: dict[Identifier, Recipient] = Field(default_factory=dict)


def read_recipients(private: Path) -> Recipients:
    """Return who receives reports; nobody if there is no file. Raises ReportError."""
    file = private / FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Recipients.model_validate({})
    except OSError as error:
        raise ReportError(f"{file.as_posix()} cannot be read: {error.strerror}") from error
    path = f"{private.name}/{FILE}"
    document, findings = read_document(data, path=path, kind=Kind.PROVIDER)
    if document is not None and not _errors(findings):
        try:
            found = Recipients.model_validate(document.data)
        except ValidationError as error:
            _require_names(error, path)
            findings = (*findings, *explain(error, document, Recipients, document.data))
        else:
            _require_one_way(found, path)
            return found
    hint = "\n".join(map(_told, _errors(findings)))
    raise ReportError(f"{path} has errors", hint=hint)


def secret(environment: Mapping[str, str], variable: str) -> str:
    """Return what an environment variable holds. Raises ReportError if it is not set."""
    value = environment.get(variable, "")
    if not value or not value.isascii() or not value.isprintable():
        raise ReportError(
            f"the environment variable {variable} is not set, or holds no single line in ASCII",
            hint="recipients.yml names it. Set it to the secret and run the command again.",
        )
    return value


def _require_names(error: ValidationError, path: str) -> None:
    """Stop at what stands where the name of a variable belongs: it may be a secret."""
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        place = [str(step) for step in one["loc"]]
        if "headers" in place or place[-1:] in (["user"], ["password"]):
            raise ReportError(
                f"{path}: `{'.'.join(place)}` is not the name of an environment variable",
                hint="Write the name there, such as OFFICE_TOKEN, and put the secret into the"
                " environment. If a secret stood there, it is to be replaced by a new one.",
            ) from None


def _require_one_way(found: Recipients, path: str) -> None:
    for regime, one in found.recipients.items():
        if (one.smtp is None) == (one.https is None):
            raise ReportError(
                f"{path}: `{regime}` needs either `smtp` or `https`",
                hint="One of them, not both: a report is sent once.",
            )
        if one.smtp is not None and (found.sender is None or found.server is None):
            raise ReportError(
                f"{path}: mail for `{regime}` needs `sender` and `server`",
                hint="`sender` is the address of the provider, `server` its mail server.",
            )


def _errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [one for one in findings if one.severity is Severity.ERROR]


def _told(one: Finding) -> str:
    at = f":{one.position.line}:{one.position.column}" if one.position else ""
    return f"{one.path}{at}: {one.message}. {one.help}".strip()
