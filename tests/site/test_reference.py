"""Reference pages that are made from the program itself."""

from __future__ import annotations

import re

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.site import reference


@pytest.fixture(scope="module")
def duties() -> str:
    """The page of all duties."""
    return dict(reference.pages(guide=True))["documentation/reference/duties.md"]


def test_the_page_of_duties_has_a_row_for_each_regime_and_their_sum(duties: str) -> None:
    regimes = package_catalogue().regimes
    rows = re.findall(r"^\| .+ \(`(\S+)`\) \| \S+ \| (\d+) \|", duties, re.MULTILINE)
    assert rows == [(id_, str(len(regime.duties))) for id_, regime in regimes.items()]
    total = sum(len(regime.duties) for regime in regimes.values())
    assert f"| All | | {total} |" in duties
    assert package_catalogue().version in duties


def test_it_lists_fields_that_no_duty_names_by_kind(duties: str) -> None:
    cards = duties.partition("### Model card")[2].partition("### ")[0]
    assert "\n- `waivers`\n" in cards
    assert "compute.operations" not in cards
