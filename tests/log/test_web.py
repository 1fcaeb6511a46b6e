"""A site on a real web server that is slow, broken or lying."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from glasscase.log.checkpoint import checkpoint_of
from glasscase.log.errors import LogError
from glasscase.log.files import CHECKPOINT, log_files
from glasscase.log.source import SourceError
from glasscase.log.transport import Limits
from glasscase.log.verdict import State, Verdict
from glasscase.log.verify import Expectations, verify
from glasscase.log.web import WebSource

from .samples import NEXT_SIGNER, ORIGIN, SIGNER, Site, subjects
from .serving import Behaviour, Handler, SiteServer, content, dropping, redirect, status

SECOND = subjects(2)[1]
BUNDLE = "log/tile/entries/000.p/6"
TILE = "log/tile/0/000.p/6"
PATIENT = Limits(pause=0.001)
HASTY = Limits(silence=0.3, answer=0.6, attempts=1)
PAGE = b"<!DOCTYPE html>\n<html><title>Welcome</title></html>\n"


@contextmanager
def opened(server: SiteServer, limits: Limits = PATIENT) -> Iterator[WebSource]:
    source = WebSource(server.url, limits)
    try:
        yield source
    finally:
        source.close()


def verdict_of(
    server: SiteServer, limits: Limits = PATIENT, expected: Expectations | None = None
) -> Verdict:
    with opened(server, limits) as source:
        return verify(source, expected)


def found(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in verdict.findings]


def test_a_served_site_is_verified(server: SiteServer) -> None:
    verdict = verdict_of(server)
    assert verdict.findings == ()
    assert (verdict.address, verdict.unchanged) == (server.url, 6)


def test_connections_are_used_again(server: SiteServer) -> None:
    served: set[object] = set()
    counted = threading.Lock()

    def count(handler: Handler) -> None:
        with counted:
            served.add(handler.client_address)
        handler.file()

    for subject in subjects(6):
        server.at(subject.record, count)
    verdict_of(server, Limits(parallel=1))
    assert len(served) == 1


def test_a_site_may_lie_below_the_root_of_its_server(site: Site) -> None:
    with SiteServer(site.folder.parent) as server:
        source = WebSource(f"{server.url}site", PATIENT)
        assert verify(source).state is State.VERIFIED
        source.close()


# Broken answers


@pytest.mark.parametrize("path", [CHECKPOINT, BUNDLE, TILE, SECOND.record, "api/v1/index.json"])
@pytest.mark.parametrize(
    "trouble",
    [
        lambda: status(500, times=2),
        lambda: status(503, times=1, Retry_After="0"),
        lambda: status(429, times=1, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
        lambda: dropping(times=2),
        lambda: dropping(times=1, after=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    ],
    ids=["500", "503", "429", "dropped", "cut off"],
)
def test_passing_trouble_is_got_over(
    server: SiteServer, path: str, trouble: Callable[[], Behaviour]
) -> None:
    server.at(path, trouble())
    assert verdict_of(server).findings == ()


@pytest.mark.parametrize(
    ("behaviour", "rule"),
    [
        (status(500), "server-error"),
        (status(429), "server-error"),
        (status(403), "server-refused"),
        (status(418), "answer-broken"),
        (dropping(), "server-dropped"),
        (dropping(after=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), "server-dropped"),
        (
            dropping(after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"),
            "server-dropped",
        ),
        (
            dropping(after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-9\r\nabc"),
            "answer-broken",
        ),
        (
            dropping(after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nabc"),
            "server-dropped",
        ),
        (dropping(after=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200), "answer-broken"),
        (dropping(after=b"This is not HTTP.\r\n\r\n"), "answer-broken"),
        (content(b"abc", Content_Encoding="gzip"), "answer-broken"),
        (content(gzip.compress(b"abc")[:-2], Content_Encoding="gzip"), "answer-broken"),
        (content(b"abc", Content_Encoding="br"), "answer-broken"),
        (content(bytes(8_193)), "answer-too-large"),
        (content(gzip.compress(bytes(1 << 22)), Content_Encoding="gzip"), "answer-too-large"),
        (redirect(f"/{TILE}"), "redirect-refused"),
        (redirect("http://localhost:9/"), "redirect-refused"),
        (redirect("file:///etc/passwd"), "redirect-refused"),
        (redirect(""), "redirect-refused"),
    ],
    ids=range(20),
)
def test_a_file_that_cannot_be_read_leaves_the_site_unverified(
    server: SiteServer, behaviour: Behaviour, rule: str
) -> None:
    server.at(TILE, behaviour)
    verdict = verdict_of(server, Limits(pause=0.001, attempts=2))
    assert found(verdict) == [(rule, TILE)]
    assert verdict.state is State.INCOMPLETE
    assert verdict.findings[0].help


def test_a_file_may_be_compressed_on_the_way(server: SiteServer, site: Site) -> None:
    for path in (CHECKPOINT, BUNDLE, TILE, SECOND.record):
        server.at(path, content(gzip.compress(site.read(path)), Content_Encoding="gzip"))
    assert verdict_of(server).findings == ()


def test_a_file_may_come_without_its_length(server: SiteServer, site: Site) -> None:
    body = site.read(SECOND.record)
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    server.at(SECOND.record, dropping(after=head + body))
    chunk = f"{len(site.read(TILE)):x}\r\n".encode() + site.read(TILE) + b"\r\n0\r\n\r\n"
    server.at(
        TILE, dropping(after=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)
    )
    assert verdict_of(server).findings == ()


@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_a_slow_server_is_not_waited_for(server: SiteServer, how: str) -> None:
    server.at(TILE, getattr(server, how))
    verdict = verdict_of(server, HASTY)
    assert ("server-slow", TILE) in found(verdict)
    assert verdict.state is State.INCOMPLETE


def test_a_trickle_is_ended_early_and_not_asked_for_again(server: SiteServer) -> None:
    """A byte now and then is never silent, and would take hours."""
    server.at(SECOND.record, server.dripping)
    verdict = verdict_of(server, Limits(grace=0.1, pause=0.001))
    assert found(verdict) == [("server-slow", SECOND.record)]
    assert verdict.findings[0].message == "the server was too slow: less than 1,024 bytes a second"
    assert server.requests.count(f"/{SECOND.record}") == 1


def test_an_answer_that_keeps_the_least_rate_may_take_longer(server: SiteServer) -> None:
    body = (server.folder / TILE).read_bytes()

    def unhurried(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Filler: " + b"a" * 2_000 + b"\r\n\r\n")
        for at in range(0, len(body), 40):
            server.stopped.wait(0.05)
            handler.wfile.write(body[at : at + 40])

    server.at(TILE, unhurried)
    assert verdict_of(server, Limits(grace=0.1, rate=1_000)).findings == ()


def test_a_server_that_is_silent_is_asked_twice(server: SiteServer) -> None:
    server.at(TILE, server.silent)
    verdict = verdict_of(server, Limits(silence=0.2, pause=0.001))
    assert verdict.findings[0].message == "the server was too slow: 0.2 seconds of silence"
    assert server.requests.count(f"/{TILE}") == 2


def test_trickles_between_good_answers_end_a_verification(site: Site) -> None:
    """Each of them takes the whole grace: a lying server could go on for hours."""
    site.publish(*subjects(40)[6:])
    with SiteServer(site.folder) as server:
        for subject in subjects(40)[::3]:
            server.at(subject.record, server.dripping)
        verdict = verdict_of(server, Limits(grace=0.1, parallel=4))
    rules = [rule for rule, _ in found(verdict)]
    assert 4 <= rules.count("server-slow") < 8
    assert rules.count("server-gave-up") == 1


@pytest.mark.parametrize(
    "head",
    [b"", b"Content-Length: 8000000000\r\n", b"Transfer-Encoding: chunked\r\n\r\n-1\r\n"],
    ids=["no length", "length", "chunk without end"],
)
def test_an_answer_without_end_is_not_read(server: SiteServer, head: bytes) -> None:
    def endless(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
        while not server.stopped.is_set():
            handler.wfile.write(bytes(1 << 16))

    server.at(TILE, endless)
    assert found(verdict_of(server)) == [("answer-too-large", TILE)]


def test_a_server_that_stops_answering_is_left_alone(site: Site) -> None:
    site.publish(*subjects(40)[6:])
    with SiteServer(site.folder) as server:
        for subject in subjects(40):
            server.at(subject.record, status(500))
        verdict = verdict_of(server, Limits(pause=0.001, attempts=1, parallel=4))
        asked = sum("record.json" in request for request in server.requests)
    assert asked < 40
    [end] = [finding for finding in verdict.findings if finding.rule == "server-gave-up"]
    assert "others were not asked for" in end.message
    assert verdict.state is State.INCOMPLETE


# Lies


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        (CHECKPOINT, "checkpoint-unreadable"),
        (BUNDLE, "tile-wrong"),
        (TILE, "tile-wrong"),
        (SECOND.record, "record-altered"),
        ("api/v1/index.json", "index-unreadable"),
    ],
)
def test_a_web_page_in_place_of_a_file_is_found(server: SiteServer, path: str, rule: str) -> None:
    server.at(path, content(PAGE))
    verdict = verdict_of(server)
    assert found(verdict) == [(rule, path)]
    if path != "api/v1/index.json":
        assert "web page" in verdict.findings[0].message


def test_a_tampered_byte_is_found(server: SiteServer, site: Site) -> None:
    site.flip(SECOND.record)
    assert found(verdict_of(server)) == [("record-altered", SECOND.record)]


def test_a_missing_tile_is_found(server: SiteServer, site: Site) -> None:
    site.remove(TILE)
    assert found(verdict_of(server)) == [("tile-missing", TILE)]
    assert "/log/tile/0/000" in server.requests, "the full tile may stand in"


def test_a_forked_log_is_found(server: SiteServer, site: Site) -> None:
    earlier = checkpoint_of(ORIGIN, [*site.entries[:2], b"another"])
    verdict = verdict_of(server, expected=Expectations(since=earlier))
    assert found(verdict) == [("log-forked", CHECKPOINT)]


def test_a_truncated_list_is_found(server: SiteServer, site: Site) -> None:
    earlier = checkpoint_of(ORIGIN, [*site.entries, b"one more"])
    verdict = verdict_of(server, expected=Expectations(since=earlier))
    assert found(verdict) == [("log-truncated", CHECKPOINT)]
    server.at(BUNDLE, content(log_files(site.entries[:3], ORIGIN)["log/tile/entries/000.p/3"]))
    assert found(verdict_of(server)) == [("log-truncated", BUNDLE)]


def test_a_wrong_key_is_found(server: SiteServer, site: Site) -> None:
    site.signers = [SIGNER]
    site.write_log()
    expected = Expectations(keys=(NEXT_SIGNER.verifier,))
    assert found(verdict_of(server, expected=expected)) == [("key-wrong", CHECKPOINT)]


def test_an_erased_version_that_nobody_may_read_is_gone(server: SiteServer, site: Site) -> None:
    site.erase(SECOND, "It named a person.")
    site.write_index()
    server.at(SECOND.record, status(403))
    assert verdict_of(server).findings == ()
    server.at(SECOND.record, status(500))
    assert found(verdict_of(server, Limits(attempts=1))) == [("server-error", SECOND.record)]


def test_no_address_leaves_the_site(server: SiteServer, site: Site) -> None:
    site.entries.append(site.entries[0].replace(b"record-0", b"../../x"))
    site.write_log()
    assert [rule for rule, _ in found(verdict_of(server))] == ["entry-unreadable"]
    assert not [request for request in server.requests if ".." in request]


# Redirects


def test_redirects_within_the_site_are_followed(server: SiteServer, site: Site) -> None:
    site.write("elsewhere/record.json", site.read(SECOND.record))
    server.at(SECOND.record, redirect("/hop"))
    server.at("hop", redirect(f"{server.url}elsewhere/record.json"))
    assert verdict_of(server).findings == ()


def test_another_server_is_not_asked_for_a_file(server: SiteServer, site: Site) -> None:
    with SiteServer(site.folder) as other:
        server.at(SECOND.record, redirect(f"{other.url}{SECOND.record}"))
        assert found(verdict_of(server)) == [("redirect-refused", SECOND.record)]
        assert other.requests == []


def test_a_site_that_moved_is_verified_where_it_is(server: SiteServer, tmp_path: Path) -> None:
    with SiteServer(tmp_path) as old:
        old.at(f"old/{CHECKPOINT}", redirect(server.url + CHECKPOINT))
        source = WebSource(f"{old.url}old/", PATIENT)
        assert (source.address, verify(source).findings) == (server.url, ())
        source.close()


def test_a_front_page_that_moved_is_enough(server: SiteServer, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with SiteServer(tmp_path / "empty") as old:
        old.at("", redirect(server.url))
        source = WebSource(old.url, PATIENT)
        assert (source.address, verify(source).findings) == (server.url, ())
        source.close()


def test_a_checkpoint_from_elsewhere_is_not_taken(server: SiteServer, tmp_path: Path) -> None:
    """A redirect to a file of another name moves no site."""
    with SiteServer(tmp_path / "site") as other:
        server.at(CHECKPOINT, redirect(f"{other.url}other/file"))
        other.at("other/file", content((tmp_path / "site" / CHECKPOINT).read_bytes()))
        assert found(verdict_of(server)) == [("redirect-refused", CHECKPOINT)]


# No server


def test_where_nothing_listens_nothing_can_be_verified() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(LogError, match="refuses the connection") as caught:
        WebSource(url)
    assert caught.value.hint


@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_where_no_checkpoint_ever_comes_nothing_can_be_verified(
    server: SiteServer, how: str
) -> None:
    server.at(CHECKPOINT, getattr(server, how))
    with pytest.raises(LogError, match="too slow"):
        WebSource(server.url, HASTY)


def test_a_source_that_was_closed_asks_for_nothing(server: SiteServer) -> None:
    with opened(server) as source:
        source.close()
        server.requests.clear()
        with pytest.raises(SourceError, match="ended"):
            source.fetch(TILE, 8_192)
    assert server.requests == []


def test_closing_ends_what_is_under_way(server: SiteServer) -> None:
    asked = threading.Event()

    def hang(handler: Handler) -> None:
        asked.set()
        server.silent(handler)

    server.at(TILE, hang)
    errors: list[SourceError] = []
    with opened(server) as source:

        def fetch() -> None:
            try:
                source.fetch(TILE, 8_192)
            except SourceError as error:
                errors.append(error)

        thread = threading.Thread(target=fetch)
        thread.start()
        asked.wait()
        source.close()
        thread.join()
    assert len(errors) == 1


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that nobody but its holder trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    start = datetime.now(UTC) - timedelta(days=1)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def secure(site: Site, certificate: Path) -> Iterator[SiteServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with SiteServer(site.folder, context) as server:
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: SiteServer) -> None:
    with pytest.raises(LogError, match="certificate is not valid"):
        WebSource(secure.url, PATIENT)


def test_a_trusted_site_is_verified_over_https(secure: SiteServer, certificate: Path) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    source = WebSource(secure.url, PATIENT, context)
    assert verify(source).findings == ()
    source.close()


def test_https_is_never_left(secure: SiteServer, server: SiteServer, certificate: Path) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    secure.at(CHECKPOINT, redirect(server.url + CHECKPOINT))
    source = WebSource(secure.url, PATIENT, context)
    verdict = verify(source)
    source.close()
    assert found(verdict) == [("redirect-refused", CHECKPOINT)]
    assert server.requests == []
