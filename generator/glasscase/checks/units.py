"""Units: one spelling for each, and which of them can be compared."""

from __future__ import annotations

_SPELLINGS = {
    "%": ("percent", "per cent", "pct", "percentage", "percents"),
    "percentage points": ("pp", "percentage point", "pct points"),
    "FLOP": ("flop", "flops", "FLOPs", "FLOPS", "floating-point operations"),
    "FLOP/s": ("flop/s", "FLOPs/s", "FLOPS/s", "flops/s"),
    "tokens": ("token", "Tokens", "toks", "tok"),
    "parameters": ("params", "Params", "parameter"),
    "hours": ("hour", "hrs", "h", "Hours"),
    "days": ("day", "Days"),
    "minutes": ("minute", "mins", "min"),
    "seconds": ("second", "secs", "sec", "s"),
    "images": ("image", "Images", "pictures"),
    "MWh": ("mwh", "Mwh", "megawatt-hours", "megawatt hours"),
    "GPU hours": ("GPU-hours", "gpu hours", "gpu-hours", "GPUh"),
    "Elo": ("elo", "ELO", "Elo points"),
    "points": ("point", "pts"),
}
_CANONICAL = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
# Parts of one: 0.43 and 43 % are the same result.
_FRACTIONS = frozenset({"fraction", "share", "ratio", "proportion", "probability", "1"})


def canonical(unit: str) -> str:
    """Return the spelling that the site uses throughout."""
    unit = " ".join(unit.split())
    return _CANONICAL.get(unit, unit)


def convert(value: float, unit: str, wanted: str) -> float | None:
    """Return a value in another unit; None if the two cannot be compared."""
    one, two = canonical(unit), canonical(wanted)
    if one.casefold() == two.casefold() or (_fraction(one) and _fraction(two)):
        return value
    if _fraction(one) and two == "%":
        # Twelve digits: 0.07 × 100 must not become 7.000000000000001.
        return float(f"{value * 100:.12g}")
    if one == "%" and _fraction(two):
        return float(f"{value / 100:.12g}")
    return None


def _fraction(unit: str) -> bool:
    return unit.casefold() in _FRACTIONS
