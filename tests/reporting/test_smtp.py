"""Reports by mail, to a real mail server: encrypted, once, or said to be uncertain."""

from __future__ import annotations

import email
import json
import socket
import threading
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from glasscase.reporting.tls import Patience

from .servers import Authority, MailInbox, mail_inbox
from .stage import CALIFORNIA, Stage

SEND = ("--send", "--confirm")


def test_the_message_arrives_as_it_lies_on_the_disk(stage: Stage, mail: MailInbox) -> None:
    result = stage.run(*SEND)
    assert result.exit_code == 0, result.output
    [message] = mail.messages
    assert message == (stage.folder() / "report.eml").read_bytes()
    assert mail.mailboxes == [["office@oes.example"]]
    receipt = json.loads((stage.folder() / "receipt.json").read_bytes())
    assert receipt["delivered"]["reference"] == "queued as Q1"
    assert receipt["delivered"]["key"] in result.stdout or "queued as Q1" in result.stdout
    [row] = stage.rows()
    assert (row["regime"], row["stage"], row["number"]) == (CALIFORNIA, "initial", 1)
    assert row["duty"] == "incident-report"
    assert row["path"] == f"reports/2026-001-monitor/{CALIFORNIA}/001-initial"


def test_the_message_holds_the_report_and_says_nothing_of_it_outside(
    stage: Stage, mail: MailInbox
) -> None:
    stage.run(*SEND)
    message = email.message_from_bytes(mail.messages[0], policy=SMTP)
    assert isinstance(message, EmailMessage)
    names = [part.get_filename() for part in message.iter_attachments()]
    stem = f"2026-001-monitor-{CALIFORNIA}-001-initial"
    assert names == [f"{stem}.pdf", f"{stem}.json"]
    attached = [part.get_payload(decode=True) for part in message.iter_attachments()]
    assert attached[0] == (stage.folder() / "report.pdf").read_bytes()
    assert attached[1] == (stage.folder() / "report.json").read_bytes()
    assert message["Subject"] == (
        "Initial report 1 under California SB 53: 2026-001-monitor, Lumenforge AI SAS"
    )
    assert message["Message-ID"].endswith("@lumenforge.example>")
    body = message.get_body()
    assert body is not None
    assert "deceived" not in body.get_content()
    assert not message.defects


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_may_ask_for_a_password(stage: Stage, authority: Authority, security: str) -> None:
    with mail_inbox(authority, security=security, login=True) as inbox:
        server = {"security": security, "user": "MAIL_USER", "password": "MAIL_PASSWORD"}
        stage.by_mail(inbox.port, authority.root, server=server)
        stage.environment = {"MAIL_USER": "glasscase", "MAIL_PASSWORD": "wrong horse"}
        refused = stage.run(*SEND)
        stage.environment["MAIL_PASSWORD"] = "correct horse"
        taken = stage.run(*SEND)
    assert refused.exit_code == 2
    assert "does not accept the user and the password" in refused.stdout
    assert "horse" not in refused.output
    assert taken.exit_code == 0, taken.output
    assert len(inbox.messages) == 1


def test_a_server_that_encrypts_nothing_gets_nothing(stage: Stage, authority: Authority) -> None:
    with mail_inbox(authority, security="none") as inbox:
        stage.by_mail(inbox.port, authority.root)
        result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "encrypts nothing, so the report was not sent" in result.stdout
    assert inbox.messages == []


def test_an_untrusted_server_gets_nothing(stage: Stage, mail: MailInbox) -> None:
    text = (stage.private / "recipients.yml").read_text()
    lines = [line for line in text.splitlines() if "authorities" not in line]
    (stage.private / "recipients.yml").write_text("\n".join(lines) + "\n")
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "its certificate is not trusted" in result.stdout
    assert mail.messages == []


def test_a_passing_refusal_is_tried_again_and_a_final_one_is_not(
    stage: Stage, mail: MailInbox
) -> None:
    mail.replies = ["451 come back later", "554 not like this"]
    refused = stage.run(*SEND)
    assert refused.exit_code == 2
    assert "554 not like this" in refused.stdout
    assert stage.pauses == [2.0]
    assert stage.run(*SEND).exit_code == 0
    assert len(mail.messages) == 1


def test_one_unknown_mailbox_stops_the_whole_message(stage: Stage, mail: MailInbox) -> None:
    mail.refused = {"office@oes.example"}
    result = stage.run(*SEND)
    assert result.exit_code == 2
    assert "550 no such mailbox" in result.stdout
    assert mail.messages == []


def test_a_server_that_takes_it_and_goes_is_not_given_it_again(
    stage: Stage, mail: MailInbox
) -> None:
    mail.replies = ["drop"]
    first = stage.run(*SEND)
    assert first.exit_code == 1
    assert "Uncertain" in first.stdout
    second = stage.run(*SEND)
    assert second.exit_code == 1
    message = email.message_from_bytes(mail.messages[0])
    assert message["Message-ID"] in second.stdout
    assert "--send --confirm --resend" in second.stdout
    assert len(mail.messages) == 1
    confirmed = stage.run("--confirm-delivered", "AG-2026-17")
    assert confirmed.exit_code == 0, confirmed.output
    assert stage.rows()[0]["sent"][0]["reference"] == "AG-2026-17"
    assert "nothing was sent" in stage.run(*SEND).stdout
    assert len(mail.messages) == 1


def test_sent_again_on_request_it_is_the_same_message(stage: Stage, mail: MailInbox) -> None:
    mail.replies = ["drop"]
    stage.run(*SEND)
    stage.record.write_text(stage.record.read_text().replace("failed runs", "runs"))
    assert stage.run(*SEND, "--resend").exit_code in (0, 1)
    assert len(mail.messages) == 2
    assert mail.messages[0] == mail.messages[1]


def test_a_server_that_never_answers_is_cut_off(stage: Stage, mail: MailInbox) -> None:
    mail.replies = ["hold"]
    stage.patience = Patience(step=0.6, whole=5.0)
    result = stage.run(*SEND)
    assert result.exit_code == 1
    assert "no answer came: it did not answer in time" in result.stdout


def test_a_server_that_greets_for_ever_is_cut_off(stage: Stage, mail: MailInbox) -> None:
    stop = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
                while not stop.wait(0.02):
                    connection.sendall(b"220-welcome\r\n")
            except OSError:
                continue

    thread = threading.Thread(target=greet, daemon=True)
    thread.start()
    text = (stage.private / "recipients.yml").read_text()
    port = listener.getsockname()[1]
    text = text.replace(f"port: {mail.port}", f"port: {port}")
    (stage.private / "recipients.yml").write_text(text)
    stage.patience = Patience(step=0.5, whole=0.3)
    result = stage.run(*SEND)
    stop.set()
    listener.close()
    assert result.exit_code == 2
    assert "Not sent" in result.stdout


def test_dots_and_bare_line_ends_reach_the_recipient_unharmed() -> None:
    from glasscase.reporting.smtp import _stuffed

    assert _stuffed(b"a\r\n.b\r\n..\r\nc") == b"a\r\n..b\r\n...\r\nc\r\n.\r\n"
    assert _stuffed(b"a\r\n") == b"a\r\n.\r\n"
