"""Links to the pages of regimes, and to duties on them."""

from __future__ import annotations

from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Regime

from ..nodes import Anchor
from ..prose import ROOT

FOLDER = "coverage"
"""Folder of the pages of coverage: of the site, and below each record."""


def regime_link(id_: str, short: str) -> Anchor:
    """Return the link to the page of a regime."""
    return Anchor(f"{ROOT}{FOLDER}/{id_}/", short)


def duty_link(regime: Regime, duty: Duty) -> Anchor:
    """Return the link to a duty on the page of its regime."""
    return Anchor(f"{ROOT}{FOLDER}/{regime.id}/#{duty.id}", f"{regime.short}, {duty.clause}")
