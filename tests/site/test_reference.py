"""Reference pages that are made from the program itself."""

from __future__ import annotations

import re

from glasscase.law.catalogue import package_catalogue
from glasscase.site import reference

PAGES = dict(reference.pages(guide=True))


def test_the_page_of_duties_has_a_row_for_each_regime_and_their_sum() -> None:
    page = PAGES["documentation/reference/duties.md"]
    regimes = package_catalogue().regimes
    rows = re.findall(r"^\| .+ \(`(\S+)`\) \| \S+ \| (\d+) \|", page, re.MULTILINE)
    assert rows == [(id_, str(len(regime.duties))) for id_, regime in regimes.items()]
    total = sum(len(regime.duties) for regime in regimes.values())
    assert f"| All | | {total} |" in page
    assert package_catalogue().version in page


def test_it_lists_fields_that_no_duty_names_by_kind() -> None:
    page = PAGES["documentation/reference/duties.md"]
    cards = page.partition("### Model card")[2].partition("### ")[0]
    assert "\n- `waivers`\n" in cards
    assert "compute.operations" not in cards
