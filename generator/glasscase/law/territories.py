"""Which territories contain which: the Union its member states, a country its parts."""

from __future__ import annotations

EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
"""Member states of the European Union (ISO 3166-1; checked 2026-11-21)."""

EEA = EU | {"IS", "LI", "NO"}
"""Members of the European Economic Area."""

_UNIONS = {"EU": EU, "EEA": EEA}


def contains(whole: str, part: str) -> bool:
    """Tell whether a territory is, or contains, another: `EU` contains `FR`, `US` `US-CA`."""
    if whole in (part, "WORLD"):
        return True
    if whole in _UNIONS:
        members = _UNIONS[whole]
        inner = _UNIONS.get(part)
        return inner <= members if inner is not None else part.partition("-")[0] in members
    return part.startswith(f"{whole}-")


def overlap(one: str, other: str) -> bool:
    """Tell whether something offered in one territory is offered in the other, too.

    What is offered in one member state is offered in the Union, and the other way round.
    """
    return contains(one, other) or contains(other, one)
