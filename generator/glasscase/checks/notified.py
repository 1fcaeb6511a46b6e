"""Reports to authorities name their regime by its id, so that clocks can stop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from glasscase.checks.context import Context, Found, found, given
from glasscase.checks.words import meant
from glasscase.law.catalogue import REGIMES

VOLUNTARY = "voluntary"
"""Stands for a report that no law or code asks for."""


def check(context: Context) -> Iterator[Found]:
    """Check the regimes of the reports of incidents."""
    known: Collection[str] = _package()
    if context.gate is not None:
        known = context.gate.law.catalogue.regimes
    for loaded in context.collection.incidents:
        for number, report in enumerate(given(loaded.record.notifications) or ()):
            if report.regime not in known and report.regime != VOLUNTARY:
                yield found(
                    "notification-regime-unknown",
                    loaded,
                    ("notifications", number, "regime"),
                    f"there is no regime `{report.regime}`, so the report stops no clock",
                    meant(report.regime, known)
                    or "Write an id of `glasscase law list`, or `voluntary` if no law asks for it.",
                )


@cache
def _package() -> frozenset[str]:
    """Return the ids of the catalogue: its files are named by them."""
    return frozenset(file.stem for file in REGIMES.glob("*.yml"))
