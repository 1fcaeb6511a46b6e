"""Fields of the catalogue that pick reports by their regime name regimes that there are."""

from __future__ import annotations

import json
import re

from glasscase.law.catalogue import package_catalogue
from glasscase.law.plain import plain


def test_reports_are_picked_by_ids_of_the_catalogue_only() -> None:
    """Under any other name a report would stop no clock."""
    regimes = package_catalogue().regimes
    for regime in regimes.values():
        text = json.dumps(plain(regime))
        assert set(re.findall(r"notifications\[regime=([^\]]+)\]", text)) <= set(regimes)
