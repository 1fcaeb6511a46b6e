"""Details of training data that a card says was not used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from glasscase.checks.reporters import Report
from tests.cards import BARE

Check = Callable[[Mapping[str, str]], Report]


def found(check_files: Check, data: str) -> list[str]:
    report = check_files({"content/models/aurora-2.yml": f"{BARE}data:\n  {data}\n"})
    return [one.message for one in report.findings if one.rule == "source-unused"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "crawled: {used: false, crawlers: [Bot]}",
            "`crawlers` is given, but `used` is false",
        ),
        (
            "private_datasets: {licensed: false, obtained: false, description: Some.}",
            "`description` is given, but `licensed` and `obtained` are false",
        ),
        (
            "user_data: {interactions: false, other_services: false, services: Mail.}",
            "`services` is given, but `interactions` and `other_services` are false",
        ),
        (
            "synthetic: {used: false, purpose: {withheld: trade-secret, describe: Why.}}",
            "`purpose` is given, but `used` is false",
        ),
    ],
)
def test_details_of_what_was_not_used_are_found(
    check_files: Check, data: str, message: str
) -> None:
    assert found(check_files, data) == [message]


@pytest.mark.parametrize(
    "data",
    [
        "crawled: {used: true, crawlers: [Bot]}",
        "crawled: {used: false, comments: Nor will be.}",
        "crawled: {used: false, content: {absent: not-applicable, reason: Nothing crawled.}}",
        "private_datasets: {licensed: false, obtained: true, description: Some.}",
        "user_data: {interactions: true, other_services: false, services: Chat.}",
        "crawled: {absent: not-yet, reason: We are still counting what was collected.}",
    ],
)
def test_other_details_are_not(check_files: Check, data: str) -> None:
    assert found(check_files, data) == []
