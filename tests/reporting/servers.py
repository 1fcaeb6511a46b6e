"""Real servers on 127.0.0.1 that receive reports, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.answering import Answering, QuietServer

# A certificate authority of our own


@dataclass(frozen=True)
class Authority:
    """A local certificate authority, and a server certificate for 127.0.0.1."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem")
        return context


def make_authority(folder: Path) -> Authority:
    folder.mkdir()
    root_key, root = _certificate("Test root", None, None, is_root=True)
    key, certificate = _certificate("127.0.0.1", root, root_key, is_root=False)
    _write(folder / "root.pem", root)
    _write(folder / "server.pem", certificate, key)
    return Authority(folder)


def _certificate(
    name: str,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey | None,
    *,
    is_root: bool,
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signer = issuer_key or key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
    )
    if is_root:
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    else:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        builder = builder.add_extension(names, critical=False)
    return key, builder.sign(signer, hashes.SHA256())


def _write(
    file: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey | None = None
) -> None:
    data = certificate.public_bytes(serialization.Encoding.PEM)
    if key is not None:
        data += key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    file.write_bytes(data)


# HTTPS

Behaviour = Callable[["Handler"], None]


@dataclass
class Posted:
    """What a recipient got."""

    path: str
    headers: dict[str, str]
    body: bytes


class Handler(Answering):
    """Takes a report, or does what it was told."""

    server: Any

    def do_POST(self) -> None:  # noqa: N802
        inbox: HttpsInbox = self.server.inbox
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        inbox.posted.append(Posted(self.path, headers, body))
        behaviour = inbox.behaviours.pop(0) if inbox.behaviours else accept()
        behaviour(self)


@dataclass
class HttpsInbox:
    """A recipient with an address for programs."""

    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    behaviours: list[Behaviour] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/reports?of=incidents"

    @property
    def keys(self) -> set[str]:
        return {one.headers["idempotency-key"] for one in self.posted}


def accept(reference: str = "CASE-1") -> Behaviour:
    """Take the report."""
    return lambda handler: handler.answer(201, f'{{"case": "{reference}"}}'.encode())


def status(number: int, body: bytes = b"trouble", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(number, body, **headers)


def drop(handler: Handler) -> None:
    """Take the report, and end the connection without a word."""
    handler.connection.close()
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Take the report, and never answer."""
    handler.server.inbox.stopped.wait(20)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Answer a byte at a time, for ever, and never with a status."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 ")
    while not handler.server.inbox.stopped.wait(0.05):
        try:
            handler.wfile.write(b"a")
        except OSError:
            return


def flood(handler: Handler) -> None:
    """Take the report, and answer with far too much."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(1 << 40))
    handler.end_headers()
    for _ in range(64):
        handler.wfile.write(b"x" * 4096)
    handler.close_connection = True


@contextmanager
def https_inbox(authority: Authority) -> Iterator[HttpsInbox]:
    server = QuietServer(("127.0.0.1", 0), Handler)
    inbox = HttpsInbox(server.server_address[1])
    server.inbox = inbox  # type: ignore[attr-defined]
    server.socket = authority.context().wrap_socket(server.socket, server_side=True)
    with _running(server, inbox.stopped):
        yield inbox


@contextmanager
def _running(server: QuietServer, stopped: threading.Event) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


# SMTP


@dataclass
class MailInbox:
    """A mail server: each message takes the next reply, and is taken when there is none."""

    port: int = 0
    messages: list[bytes] = field(default_factory=list)
    mailboxes: list[list[str]] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    """A reply in words, or `drop` (takes it, says nothing and goes), or `hold` (never answers)."""
    refused: set[str] = field(default_factory=set)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        reply = self.replies.pop(0) if self.replies else "250 queued as Q1"
        if reply.startswith("250") or reply in ("drop", "hold"):
            assert isinstance(envelope.content, bytes)
            self.messages.append(envelope.content)
            self.mailboxes.append(list(envelope.rcpt_tos))
        if reply == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if reply == "hold":
            await asyncio.sleep(30)
        return reply

    def authenticate(self, server: SMTP, session: Session, *given: Any) -> AuthResult:
        auth = given[-1]
        assert isinstance(auth, LoginPassword)
        pair = auth.login.decode(), auth.password.decode()
        self.logins.append(pair)
        return AuthResult(success=pair == ("glasscase", "correct horse"), handled=False)


class _Mailroom(Controller):
    """A mail server on a free port; its first connection is at that port, not at 0."""

    @property
    def real_port(self) -> int:
        assert isinstance(self.server, asyncio.Server)
        port: int = self.server.sockets[0].getsockname()[1]
        return port

    def _trigger_server(self) -> None:
        with socket.create_connection(("127.0.0.1", self.real_port), timeout=5) as plain:
            if self.ssl_context is None:
                plain.recv(100)
                return
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            with context.wrap_socket(plain) as encrypted:
                encrypted.recv(100)


@contextmanager
def mail_inbox(
    authority: Authority, *, security: str = "starttls", login: bool = False
) -> Iterator[MailInbox]:
    inbox = MailInbox()
    options: dict[str, Any] = {}
    if security == "starttls":
        options = {"tls_context": authority.context(), "require_starttls": True}
    elif security == "tls":
        options = {"ssl_context": authority.context(), "auth_require_tls": False}
    if login:
        options |= {"authenticator": inbox.authenticate, "auth_required": True}
    controller = _Mailroom(inbox, hostname="127.0.0.1", port=0, data_size_limit=None, **options)
    controller.start()
    try:
        inbox.port = controller.real_port
        yield inbox
    finally:
        controller.stop()


# Time stamps


@dataclass
class StampAuthority:
    """A time-stamping authority made with `openssl ts`."""

    folder: Path
    port: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query.tsq").write_bytes(query)
        _openssl(
            self.folder,
            "ts",
            "-reply",
            "-config",
            "ts.cnf",
            "-queryfile",
            "query.tsq",
            "-out",
            "reply.tsr",
        )
        return (self.folder / "reply.tsr").read_bytes()


_CONFIG = """\
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = own
[own]
serial = ./serial
crypto_device = builtin
signer_cert = ./stamper.pem
signer_key = ./stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "OPENSSL_CONF": str(folder / "ts.cnf")}
    subprocess.run(
        ["openssl", *arguments], cwd=folder, check=True, capture_output=True, env=environment
    )


def _make_stamper(folder: Path) -> None:
    folder.mkdir()
    (folder / "ts.cnf").write_text(_CONFIG)
    (folder / "serial").write_text("01\n")
    new = ("req", "-config", "ts.cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    _openssl(
        folder,
        *new,
        "-x509",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=Stamp root",
        "-extensions",
        "ca",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
    )
    _openssl(
        folder,
        *new,
        "-nodes",
        "-subj",
        "/CN=Stamper",
        "-keyout",
        "stamper.key",
        "-out",
        "stamper.csr",
    )
    _openssl(
        folder,
        "x509",
        "-req",
        "-in",
        "stamper.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "ts.cnf",
        "-extensions",
        "stamper",
        "-out",
        "stamper.pem",
    )


class _Stamps(Answering):
    server: Any

    def do_POST(self) -> None:  # noqa: N802
        authority: StampAuthority = self.server.authority
        query = self.rfile.read(int(self.headers["Content-Length"]))
        fault = authority.faults.pop(0) if authority.faults else ""
        if fault == "500":
            self.send_error(500)
            return
        if fault == "drop":
            self.connection.close()
            return
        body = b"no stamp at all" if fault == "rubbish" else authority.reply(query)
        self.answer(200, body, Content_Type="application/timestamp-reply")


@contextmanager
def stamp_authority(folder: Path) -> Iterator[StampAuthority]:
    _make_stamper(folder)
    server = QuietServer(("127.0.0.1", 0), _Stamps)
    authority = StampAuthority(folder, server.server_address[1])
    server.authority = authority  # type: ignore[attr-defined]
    with _running(server, threading.Event()):
        yield authority
