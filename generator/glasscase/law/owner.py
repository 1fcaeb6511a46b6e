"""Whose field a condition names."""

from __future__ import annotations

from functools import cache

from glasscase.law.paths import spot
from glasscase.records import Kind


@cache
def field_of(field: str, kind: Kind) -> tuple[Kind, str]:
    """Return whose field a condition names, asked about a kind of record, and its path there.

    `provider.sme` is the provider's. Any other is the subject's own, or else its model's.
    """
    first, _, rest = field.partition(".")
    if first == "provider" and rest:
        return Kind.PROVIDER, rest
    for owner in (kind, Kind.MODEL, Kind.PROVIDER):
        if spot(owner, field) is not None:
            return owner, field
    return kind, field
