"""Training compute of a derived model beside that of its original."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from glasscase.checks.reporters import Report
from tests.cards import BARE

CARD = (
    BARE
    + """\
  dependencies:
    - name: Norrland
      relation: {relation}
      provider: {maker}
      operations: {original}
      systemic_risk: true
compute:
  operations: {total}
  modification_operations: {modified}
"""
)
NOT_APPLICABLE = "{absent: not-applicable, reason: Ours.}"
WITHHELD = "{withheld: trade-secret, describe: A figure of the maker.}"
OTHER, OWN = "Tundralinje AB", "Lumenforge"


@pytest.mark.parametrize(
    ("relation", "maker", "original", "modified", "total", "is_less"),
    [
        ("fine-tuned", OTHER, "2.0e+25", "8.0e+24", "8.0e+24", True),
        ("fine-tuned", OTHER, "2.0e+25", "8.0e+24", "2.7e+25", True),
        ("fine-tuned", OTHER, "2.0e+25", "8.0e+24", "2.8e+25", False),
        ("merged", OTHER, "2.0e+25", "8.0e+24", "3.5e+25", False),
        # Two digits are asked for, at least.
        ("fine-tuned", OTHER, "6.3e+24", "2.5e+22", "6.3e+24", False),
        ("fine-tuned", OTHER, "6.3e+24", "6.5e+22", "6.365e+24", False),
        ("fine-tuned", OTHER, "6.3e+24", "6.5e+22", "6.3e+24", True),
        # What went into one's own model before is in its figure already.
        ("fine-tuned", OWN, "2.0e+25", "8.0e+24", "2.0e+25", False),
        ("quantised", OWN, "2.0e+25", NOT_APPLICABLE, "1.9e+25", True),
        # A new model, or one beside another, has training of its own.
        ("distilled", OTHER, "2.0e+25", NOT_APPLICABLE, "8.0e+24", False),
        ("component", OTHER, "2.0e+25", NOT_APPLICABLE, "8.0e+24", False),
        ("fine-tuned", OTHER, WITHHELD, "8.0e+24", "8.0e+24", False),
    ],
)
def test_all_training_holds_that_of_the_original(
    check_files: Callable[[Mapping[str, str]], Report],
    relation: str,
    maker: str,
    original: str,
    modified: str,
    total: str,
    is_less: bool,
) -> None:
    text = CARD.format(
        relation=relation, maker=maker, original=original, modified=modified, total=total
    )
    report = check_files({"content/models/aurora-2.yml": text})
    found = [one for one in report.findings if one.rule == "figures-disagree"]
    assert bool(found) is is_less


def test_the_sum_is_told_with_its_parts(
    check_files: Callable[[Mapping[str, str]], Report],
) -> None:
    text = CARD.format(
        relation="fine-tuned", maker=OTHER, original="2.0e+25", modified="8.0e+24", total="8.0e+24"
    )
    report = check_files({"content/models/aurora-2.yml": text})
    [found] = [one for one in report.findings if one.rule == "figures-disagree"]
    assert found.message == (
        "8e24 operations are less than the 2e25 of Norrland and the 8e24 of the modification"
        " together"
    )
    assert found.help == (
        "`operations` counts all training up to now, that of the original included."
    )
