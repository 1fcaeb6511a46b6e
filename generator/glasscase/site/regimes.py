"""Where the laws and codes of the catalogue stand on the site, and what they are called there."""

from __future__ import annotations

from glasscase.law.catalogue import Catalogue as LawCatalogue

from .context import Target
from .prose import ROOT

KIND = "regime"
"""Stands for the kind in the keys of targets."""
_FOLDER = "coverage"


def targets(law: LawCatalogue) -> dict[tuple[str, str], Target]:
    """Return address and short name of each regime, by its key among the targets of references."""
    return {
        (KIND, regime.id): (f"{ROOT}{_FOLDER}/{regime.id}/", regime.short)
        for regime in law.regimes.values()
    }
