"""Training compute beside that of the models from which a model is derived."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from glasscase.checks.context import Found, found, given
from glasscase.law.numbers import exact
from glasscase.reading.load import Loaded
from glasscase.records import Provider
from glasscase.records.identity import DERIVING, Dependency
from glasscase.records.numbers import number


def inherited(loaded: Loaded[Any], own: frozenset[str]) -> Iterator[Found]:
    """Compare all training of a model with its original's, the modification included.

    Each original is looked at alone, as several may have one in common.
    """
    total = given(loaded.record.compute.operations)
    if total is None:
        return
    modified = given(loaded.record.compute.modification_operations)
    for row in given(loaded.record.model.dependencies) or ():
        original = given(row.operations)
        if original is None or row.relation not in DERIVING:
            continue
        # What went into a model of one's own is in its own figure already.
        on_top = modified if not _is_own(row, own) else None
        if not _is_less(total, exact(original) + exact(on_top or 0)):
            continue
        parts = f"the {number(original)} of {row.name}"
        if on_top is not None:
            parts += f" and the {number(on_top)} of the modification together"
        yield found(
            "figures-disagree",
            loaded,
            ("compute", "operations"),
            f"{number(total)} operations are less than {parts}",
            "`operations` counts all training up to now, that of the original included.",
        )
        return


def own_names(provider: Loaded[Provider] | None) -> frozenset[str]:
    """Return the names under which a provider may stand as the maker of a model."""
    if provider is None:
        return frozenset()
    record = provider.record
    return frozenset({record.legal_name.casefold(), record.trading_name.casefold()})


def _is_own(row: Dependency, own: frozenset[str]) -> bool:
    return row.model is not None if row.provider is None else row.provider.casefold() in own


def _is_less(total: float, least: Decimal) -> bool:
    """Tell whether a total is less than a sum, and than the sum rounded to two digits."""
    return exact(total) < min(least, Decimal(f"{least:.1e}"))
