"""Time stamps of a local authority made with `openssl ts`."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from glasscase.reporting.timestamp import StampError, verified

from .servers import Authority, HttpsInbox, StampAuthority
from .stage import CALIFORNIA, Stage

SEND = ("--send", "--confirm")


@pytest.fixture
def stamped(stage: Stage, web: HttpsInbox, authority: Authority, stamps: StampAuthority) -> Stage:
    way: dict[str, Any] = {"url": web.url, "authorities": str(authority.root), "idempotent": True}
    stage.address(
        recipients={CALIFORNIA: {"https": way}},
        timestamp={"url": stamps.url, "authorities": str(stamps.root)},
    )
    stamps.faults.clear()
    return stage


def test_the_receipt_is_stamped_and_openssl_agrees(stamped: Stage, stamps: StampAuthority) -> None:
    result = stamped.run(*SEND)
    assert result.exit_code == 0, result.output
    assert stamped.rows()[0]["sent"][0]["timestamp"] == "receipt.tsr"
    receipt, stamp = stamped.folder() / "receipt.json", stamped.folder() / "receipt.tsr"
    assert verified(stamp.read_bytes(), receipt.read_bytes(), stamps.root).year >= 2025
    command = ["openssl", "ts", "-verify", "-data", str(receipt), "-in", str(stamp)]
    command += ["-CAfile", str(stamps.root)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_stamp_over_other_bytes_does_not_hold(stamped: Stage, stamps: StampAuthority) -> None:
    stamped.run(*SEND)
    stamp = (stamped.folder() / "receipt.tsr").read_bytes()
    with pytest.raises(StampError, match="does not hold"):
        verified(stamp, b"another receipt", stamps.root)


def test_a_stamp_of_another_authority_does_not_hold(stamped: Stage, authority: Authority) -> None:
    stamped.run(*SEND)
    stamp = (stamped.folder() / "receipt.tsr").read_bytes()
    receipt = (stamped.folder() / "receipt.json").read_bytes()
    with pytest.raises(StampError, match="does not hold"):
        verified(stamp, receipt, authority.root)


@pytest.mark.parametrize("fault", ["500", "drop", "rubbish"])
def test_without_a_stamp_the_report_is_delivered_and_the_stamp_can_follow(
    stamped: Stage, stamps: StampAuthority, web: HttpsInbox, fault: str
) -> None:
    stamps.faults = [fault]
    result = stamped.run(*SEND)
    assert result.exit_code == 1
    assert "No time stamp" in result.stdout
    assert len(stamped.rows()) == 1
    later = stamped.run("--record")
    assert later.exit_code == 0, later.output
    assert (stamped.folder() / "receipt.tsr").is_file()
    assert len(web.posted) == 1
