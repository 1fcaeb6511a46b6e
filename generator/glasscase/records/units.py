"""Units: one spelling for each, and which of them can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

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
_SCALES = {
    "%": (0.01, "fraction"),
    **dict.fromkeys(_FRACTIONS, (1.0, "fraction")),
    "seconds": (1.0, "seconds"),
    "minutes": (60.0, "seconds"),
    "hours": (3_600.0, "seconds"),
    "days": (86_400.0, "seconds"),
    "week": (604_800.0, "seconds"),
    "weeks": (604_800.0, "seconds"),
    # A month has no fixed number of days.
    "month": (1.0, "months"),
    "months": (1.0, "months"),
    "year": (12.0, "months"),
    "years": (12.0, "months"),
}
"""How many of the base unit one of a unit is, and the base unit."""

_PREFIXES = {
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "P": 1e15,
    "E": 1e18,
    "Z": 1e21,
    "Y": 1e24,
    "kilo": 1e3,
    "mega": 1e6,
    "giga": 1e9,
    "tera": 1e12,
    "peta": 1e15,
    "exa": 1e18,
    "zetta": 1e21,
    "yotta": 1e24,
}
"""Decimal prefixes of the SI."""
_PREFIXED = frozenset({"FLOP", "FLOP/s", "Wh", "B"})
_PREFIX = re.compile(rf"({'|'.join(sorted(_PREFIXES, key=len, reverse=True))})(.+)")
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FACTOR = re.compile(
    r"(?:10(?:\^|\*\*)(?P<power>\d{1,2})|10(?P<raised>[⁰¹²³⁴-⁹]{1,2})"
    r"|(?P<plain>\d{1,12}(?:\.\d{1,12})?(?:e\+?\d{1,2})?)"
    rf"|(?P<word>{'|'.join(_TIMES)}))\s*(?:[×x*·]\s*)?(?<!\w)(?P<unit>[^\W\d].*|%)",
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MACHINE_TIME = re.compile(r"(accelerator|chip|core|CPU|device|GPU|node|NPU|TPU)[ -](\w+)", re.I)


def canonical(unit: str) -> str:
    """Return the spelling that the site uses throughout."""
    unit = " ".join(unit.split())
    return _CANONICAL.get(unit, unit)


def convert(value: float, unit: str, wanted: str) -> float | None:
    """Return a value in another unit; None if the two cannot be compared."""
    one, two = canonical(unit), canonical(wanted)
    if one.casefold() == two.casefold():
        return value
    (scale, base), (other_scale, other_base) = _scale(one), _scale(two)
    if base != other_base:
        return None
    # Twelve digits: 0.07 × 100 must not become 7.000000000000001.
    return float(f"{value * scale / other_scale:.12g}") if scale != other_scale else value


@lru_cache(maxsize=512)
def _scale(unit: str) -> tuple[float, str]:
    """Return how many of a base unit one of a unit is, and the base unit."""
    factor = _FACTOR.fullmatch(unit)
    if factor is None:
        return _plain_scale(unit)
    times = _factor(factor)
    scale, base = _plain_scale(canonical(factor["unit"]))
    return (times * scale, base) if times else (1.0, unit.casefold())


def _plain_scale(unit: str) -> tuple[float, str]:
    known = _SCALES.get(unit) or _SCALES.get(unit.casefold())
    if known:
        return known
    prefixed = _PREFIX.fullmatch(unit)
    if prefixed and canonical(prefixed[2]) in _PREFIXED:
        return _PREFIXES[prefixed[1]], canonical(prefixed[2])
    machine = _MACHINE_TIME.fullmatch(unit)
    if machine:
        seconds, base = _SCALES.get(canonical(machine[2]), (1.0, ""))
        if base == "seconds":
            return seconds, f"{machine[1].casefold()} seconds"
    return 1.0, unit if unit in _PREFIXED else unit.casefold()


def _factor(found: re.Match[str]) -> float:
    if found["word"]:
        return _TIMES[found["word"]]
    if found["plain"]:
        return float(found["plain"])
    return float(f"1e{found['power'] or found['raised'].translate(_SUPERSCRIPT)}")
