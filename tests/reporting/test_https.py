"""Reports over HTTPS, to a real server with faults: delivered once, or said not to be."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from datetime import timedelta

import pytest

from glasscase.reporting.tls import Patience

from .servers import Authority, Behaviour, HttpsInbox, accept, drip, drop, flood, silent, status
from .stage import SECRET, Stage

SEND = ("--send", "--confirm")


def test_a_report_is_delivered_with_its_digest_and_receipted(stage: Stage, web: HttpsInbox) -> None:
    result = stage.run(*SEND)
    assert result.exit_code == 0, result.output
    data = (stage.folder() / "report.json").read_bytes()
    digest = hashlib.sha256(data)
    [posted] = web.posted
    assert posted.body == data
    assert posted.path == "/reports?of=incidents"
    assert posted.headers["idempotency-key"] == digest.hexdigest()
    assert posted.headers["content-digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
    receipt = json.loads((stage.folder() / "receipt.json").read_bytes())
    assert receipt["delivered"]["reference"] == "CASE-1"
    assert receipt["delivered"]["at"] == "2026-03-29T01:30:00Z"
    assert receipt["sha256"]["report.json"] == digest.hexdigest()
    [row] = stage.rows()
    assert row["sent"][0]["reference"] == "CASE-1"
    assert row["digest"] == digest.hexdigest()
    assert "Reference: CASE-1" in result.stdout


def test_nothing_is_sent_without_being_confirmed(stage: Stage, web: HttpsInbox) -> None:
    result = stage.run("--send")
    assert result.exit_code == 0
    assert "Would be sent by https to https://127.0.0.1" in result.stdout
    assert "Nothing was sent. Add --confirm to send it." in result.stdout
    assert web.posted == []
    assert not list(stage.folder().glob("attempt-*"))


def test_a_second_run_sends_nothing(stage: Stage, web: HttpsInbox) -> None:
    stage.run(*SEND)
    result = stage.run(*SEND)
    assert result.exit_code == 0
    assert "It was delivered before; nothing was sent." in result.stdout
    assert len(web.posted) == 1
    assert len(stage.rows()) == 1


def test_a_busy_server_is_asked_again_when_it_says(stage: Stage, web: HttpsInbox) -> None:
    web.behaviours = [status(429, Retry_After="7"), status(503), accept()]
    assert stage.run(*SEND).exit_code == 0
    assert stage.pauses == [7.0, 4.0], "as long as it asks; then as long as we would wait"
    assert len(web.keys) == 1
    outcomes = sorted(stage.folder().glob("outcome-*.json"))
    states = [json.loads(file.read_bytes())["outcome"] for file in outcomes]
    assert states == ["not-sent", "not-sent", "delivered"]


def test_a_server_that_asks_for_hours_is_left_for_a_later_run(
    stage: Stage, web: HttpsInbox
) -> None:
    web.behaviours = [status(503, Retry_After="7200")]
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "Nothing was delivered." in result.stdout
    assert stage.pauses == []
    assert stage.run(*SEND).exit_code == 0


@pytest.mark.parametrize("fault", [status(500), drop], ids=["500", "dropped"])
def test_an_uncertain_outcome_is_asked_again_with_the_same_key(
    stage: Stage, web: HttpsInbox, fault: Behaviour
) -> None:
    web.behaviours = [fault]
    assert stage.run(*SEND).exit_code == 0
    assert len(web.posted) == 2
    assert len(web.keys) == 1


@pytest.mark.parametrize("fault", [status(500), drop], ids=["500", "dropped"])
def test_a_recipient_that_knows_no_keys_is_never_sent_it_twice(
    stage: Stage, web: HttpsInbox, authority: Authority, fault: Behaviour
) -> None:
    stage.by_https(web.url, authority.root, idempotent=False)
    web.behaviours = [fault]
    first = stage.run(*SEND)
    second = stage.run(*SEND)
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert len(web.posted) == 1
    assert "--confirm-delivered REFERENCE" in second.stdout
    assert web.posted[0].headers["idempotency-key"] in second.stdout
    assert stage.run(*SEND, "--resend").exit_code == 0
    assert len(web.posted) == 2


def test_what_a_person_found_out_is_kept(
    stage: Stage, web: HttpsInbox, authority: Authority
) -> None:
    stage.by_https(web.url, authority.root, idempotent=False)
    web.behaviours = [drop]
    stage.run(*SEND)
    result = stage.run("--confirm-delivered", "CASE-9")
    assert result.exit_code == 0, result.output
    receipt = json.loads((stage.folder() / "receipt.json").read_bytes())
    assert receipt["delivered"]["reference"] == "CASE-9"
    assert receipt["delivered"]["by"] == "https"
    assert stage.rows()[0]["sent"][0]["reference"] == "CASE-9"
    assert len(web.posted) == 1


@pytest.mark.parametrize(
    ("options", "at"),
    [((), "2026-03-29T01:30:00Z"), (("--at", "2026-03-29T04:00+02:00"), "2026-03-29T02:00:00Z")],
)
def test_it_was_delivered_at_the_attempt_unless_a_person_knows_better(
    options: tuple[str, ...], at: str, stage: Stage, web: HttpsInbox, authority: Authority
) -> None:
    stage.by_https(web.url, authority.root, idempotent=False)
    web.behaviours = [drop]
    stage.run(*SEND)
    stage.now += timedelta(days=3)
    stage.run("--confirm-delivered", "CASE-9", *options)
    assert stage.rows()[0]["sent"][0]["at"] == at


@pytest.mark.parametrize("fault", [silent, drip], ids=["silent", "dripping"])
def test_a_server_that_does_not_end_is_cut_off(
    stage: Stage, web: HttpsInbox, authority: Authority, fault: Behaviour
) -> None:
    stage.by_https(web.url, authority.root, idempotent=False)
    stage.patience = Patience(step=0.6, whole=1.2)
    web.behaviours = [fault]
    result = stage.run(*SEND)
    assert result.exit_code == 1
    assert "Uncertain" in result.stdout


def test_too_long_an_answer_is_not_read_to_its_end(stage: Stage, web: HttpsInbox) -> None:
    web.behaviours = [flood]
    assert stage.run(*SEND).exit_code == 0
    receipt = (stage.folder() / "receipt.json").read_bytes()
    assert len(receipt) < 4_000


def test_a_redirect_is_not_followed(stage: Stage, web: HttpsInbox) -> None:
    web.behaviours = [status(307, Location="https://elsewhere.example/")]
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "leads to https://elsewhere.example/. Redirects are not followed." in result.stdout
    assert len(web.posted) == 1


def test_a_refusal_is_not_tried_again(stage: Stage, web: HttpsInbox) -> None:
    web.behaviours = [status(422, b"no such field")]
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "Its answer: 422 no such field" in result.stdout
    assert len(web.posted) == 1


def test_an_untrusted_certificate_ends_it_before_anything_is_sent(
    stage: Stage, web: HttpsInbox
) -> None:
    stage.address(recipients={"us-ca-sb53": {"https": {"url": web.url}}})
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "its certificate is not trusted" in result.stdout
    assert web.posted == []


def test_a_server_that_is_not_there_is_tried_four_times(stage: Stage, authority: Authority) -> None:
    stage.by_https("https://127.0.0.1:1/", authority.root, idempotent=False)
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert len(list(stage.folder().glob("attempt-*"))) == 4
    assert not list(stage.folder().glob("sending-*"))
    assert stage.pauses == [2.0, 4.0, 8.0]


def test_secrets_come_from_the_environment_and_are_written_nowhere(
    stage: Stage, web: HttpsInbox, authority: Authority
) -> None:
    stage.by_https(web.url, authority.root, headers={"Authorization": "OFFICE_TOKEN"})
    missing = stage.run(*SEND)
    assert missing.exit_code == 2
    assert "OFFICE_TOKEN is not set" in missing.stderr
    assert web.posted == []
    stage.environment = {"OFFICE_TOKEN": "Bearer s3cr3t-token"}
    web.behaviours = [status(401, b"who are you")]
    outputs = [stage.run(*SEND).output, stage.run(*SEND).output]
    assert web.posted[-1].headers["authorization"] == "Bearer s3cr3t-token"
    written = b"".join(file.read_bytes() for file in stage.private.rglob("*") if file.is_file())
    assert b"s3cr3t" not in written
    assert all("s3cr3t" not in output for output in outputs)


def test_no_answer_and_no_terminal_shows_what_is_withheld(stage: Stage, web: HttpsInbox) -> None:
    assert (
        SECRET in json.loads(web.posted[0].body)["items"][1]["fields"][0]["value"]
        if (stage.run(*SEND).exit_code == 0)
        else False
    )
    assert SECRET not in stage.run("--format", "json").output
    assert SECRET not in stage.run().output
