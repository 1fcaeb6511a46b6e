"""Reports and filings name what asked for them, so that clocks can stop and start."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from glasscase.checks.context import Context, Found, found, given
from glasscase.checks.words import meant
from glasscase.law.catalogue import REGIMES, package_catalogue

VOLUNTARY = "voluntary"
"""Stands for a report that no law or code asks for."""


def check(context: Context) -> Iterator[Found]:
    """Check the regimes of the reports of incidents, and the duties of the provider's filings."""
    yield from _filings(context)
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


def _filings(context: Context) -> Iterator[Found]:
    loaded = context.collection.provider
    if loaded is None or not loaded.record.filings:
        return
    catalogue = context.gate.law.catalogue if context.gate is not None else package_catalogue()
    known = {
        f"{regime.id}/{duty.id}" for regime in catalogue.regimes.values() for duty in regime.duties
    }
    for number, filing in enumerate(loaded.record.filings):
        if filing.duty not in known:
            yield found(
                "filing-duty-unknown",
                loaded,
                ("filings", number, "duty"),
                f"there is no duty `{filing.duty}`, so the filing starts no clock",
                meant(filing.duty, known)
                or "Write the regime and the duty: us-ny-raise/disclosure-statement.",
            )


@cache
def _package() -> frozenset[str]:
    """Return the ids of the catalogue: its files are named by them."""
    return frozenset(file.stem for file in REGIMES.glob("*.yml"))
