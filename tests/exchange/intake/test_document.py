"""A pushed document replaces the text of a protocol and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from glasscase.exchange.intake import Outcome, What

Send = Callable[..., Outcome]


def document(markdown: str, record_id: str = "framework") -> bytes:
    return json.dumps(
        {"type": "document", "kind": "protocol", "id": record_id, "markdown": markdown}
    ).encode()


@pytest.fixture
def protocol(project: Path) -> Path:
    return project / "content/protocols/framework.md"


def test_the_front_matter_stays_to_the_byte(send: Send, protocol: Path) -> None:
    before = protocol.read_bytes()
    front = before[: before.index(b"\n---\n", 4) + len(b"\n---\n")]
    outcome = send(document("## Purpose\r\n\r\nNew words.\r\n"))
    assert outcome.what is What.DOCUMENT
    assert protocol.read_bytes() == front + b"\n## Purpose\n\nNew words.\n"
    [finding] = outcome.findings
    assert finding.rule == "document-version"
    assert finding.position is not None
    line = protocol.read_text().splitlines()[finding.position.line - 1]
    assert line.startswith("version:")


def test_front_matter_of_the_document_is_left_out(send: Send, protocol: Path) -> None:
    send(document("---\nid: other\nversion: 9\n---\n\nNew words.\n"))
    text = protocol.read_text()
    assert "id: other" not in text
    assert text.endswith("---\n\nNew words.\n")


def test_windows_line_ends_stay(send: Send, protocol: Path) -> None:
    protocol.write_bytes(protocol.read_bytes().replace(b"\n", b"\r\n"))
    send(document("One.\n\nTwo."))
    assert protocol.read_bytes().endswith(b"---\r\n\r\nOne.\r\n\r\nTwo.\r\n")
    assert send(document("One.\n\nTwo.")).what is What.REPEATED


def test_an_unknown_document_is_kept_and_told(send: Send, project: Path) -> None:
    data = document("Text.", "framwork")
    outcome = send(data)
    assert outcome.what is What.REFUSED
    assert [one.rule for one in outcome.findings] == ["document-unplaced"]
    assert outcome.files[0].read_bytes() == data
