"""Who receives reports: what recipients.yml may say, and what it may not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from glasscase.reporting.delivery import Pace, pause, wished
from glasscase.reporting.recipients import read_recipients

from .stage import CALIFORNIA, Stage

MAIL = {"smtp": {"to": ["office@oes.example"]}}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"recipients": {CALIFORNIA: {}}}, "needs either `smtp` or `https`"),
        ({"recipients": {CALIFORNIA: MAIL}}, "needs `sender` and `server`"),
        (
            {"recipients": {CALIFORNIA: {"https": {"url": "http://oes.example/"}}}},
            "starts with https://",
        ),
        (
            {"recipients": {CALIFORNIA: {"https": {"url": "https://u:p@oes.example/"}}}},
            "no user and no password",
        ),
        (
            {
                "recipients": {
                    CALIFORNIA: {
                        "https": {
                            "url": "https://oes.example/",
                            "headers": {"Authorization": "Bearer abc"},
                        }
                    }
                }
            },
            "headers.Authorization` is not the name of an environment variable",
        ),
        (
            {"recipients": {CALIFORNIA: {"smtp": {"to": ["a@b.example\nBcc: c@d.example"]}}}},
            "right form",
        ),
        ({"server": {"host": "x", "security": "none"}}, "security"),
        ({"sender": "nobody"}, "Write one address"),
        ({"recipient": {}}, "recipient"),
    ],
)
def test_a_slip_is_told_with_its_place(stage: Stage, values: dict[str, Any], message: str) -> None:
    stage.address(**values)
    result = stage.run("--send")
    assert result.exit_code == 2
    assert message in result.stderr
    assert "private/recipients.yml" in result.stderr
    assert "Bearer" not in result.output


def test_a_regime_without_a_recipient_is_told(stage: Stage) -> None:
    result = stage.run("--send", "--confirm")
    assert result.exit_code == 2
    assert f"names no recipient for `{CALIFORNIA}`" in result.stderr


def test_an_incomplete_report_is_sent_only_on_request(stage: Stage) -> None:
    stage.address(recipients={"eu-code-safety": {"https": {"url": "https://127.0.0.1:1/"}}})
    shown = stage.run("--send", regime="eu-code-safety")
    kept = stage.run("--send", "--confirm", regime="eu-code-safety")
    assert (shown.exit_code, kept.exit_code) == (1, 1)
    assert "send it as it is" in shown.stdout
    assert "Nothing was sent: something that is asked is missing." in kept.stdout
    tried = stage.run("--send", "--confirm", "--incomplete", regime="eu-code-safety")
    assert "was not reached" in tried.stdout


@pytest.mark.parametrize(
    ("number", "asked", "chance", "expected"),
    [
        (0, None, 0.0, 1.0),
        (0, None, 1.0, 2.0),
        (2, None, 1.0, 8.0),
        (9, None, 1.0, 60.0),
        (0, 30.0, 1.0, 30.0),
        (3, 5.0, 1.0, 16.0),
    ],
)
def test_pauses_grow_and_are_never_shorter_than_asked(
    number: int, asked: float | None, chance: float, expected: float
) -> None:
    assert pause(Pace(), number, asked, chance) == expected


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 29 Mar 2026 01:31:00 GMT", 60.0),
        ("Sun, 29 Mar 2026 01:00:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("", None),
        ("9" * 5_000, 999_999_999.0),
    ],
)
def test_retry_after_is_seconds_or_a_time(header: str, seconds: float | None) -> None:
    assert wished(header, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == seconds


def test_the_example_of_the_documentation_is_right(stage: Stage) -> None:
    page = Path(__file__).parents[2] / "content/documentation/adopters/reports.md"
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    [example] = [block for block in blocks if "recipients:" in block]
    (stage.private / "recipients.yml").write_text(example)
    found = read_recipients(stage.private)
    assert set(found.recipients) == {CALIFORNIA, "eu-code-safety"}
    assert found.timestamp is not None
