"""How numbers, dates and sizes are written for readers."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@lru_cache(maxsize=4096, typed=True)
def number(value: float) -> str:
    """Write a number: grouped by commas up to a billion, powers of ten beyond.

    The digits are the shortest that give back the same number, so nothing is rounded.
    """
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e9:
        whole = int(value)
        return f"{whole if value == whole else value:,}".replace("-", "\u2212")
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        mantissa, _, exponent = f"{float(value):.16e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
    mantissa = mantissa.removesuffix(".0").replace("-", "\u2212")
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPT)}"
    return power if mantissa == "1" else f"{mantissa}\u202f×\u202f{power}"


UNITLESS = "1"
"""The unit of plain numbers, such as an area under a curve (SI Brochure, section 2.3.3)."""


def measured(value: float, unit: str) -> str:
    """Write a number with its unit, on one line; one of unit 1 stands alone."""
    return number(value) if unit == UNITLESS else f"{number(value)}\u00a0{unit}"


def day(iso: str) -> str:
    """Write `2026-04-30`, `2026-04` or `2026` the way it is read: `30 April 2026`."""
    parts = iso.split("-")
    words = [str(int(part)) for part in parts[2:3]]
    words += [_MONTHS[int(part) - 1] for part in parts[1:2]]
    return " ".join([*words, parts[0]])


def instant(iso: str) -> datetime:
    """Return the moment that an ISO 8601 text with a zone names."""
    return datetime.fromisoformat(iso)


def moment(iso: str) -> str:
    """Write a time in UTC: `30 April 2026, 12:05 UTC`."""
    at = instant(iso).astimezone(UTC)
    return f"{day(at.date().isoformat())}, {at:%H:%M} UTC"


def span(start: str, end: str) -> str:
    """Write the time between two moments: `2 h 14 min`, `3 days 4 h`."""
    seconds = (instant(end) - instant(start)).total_seconds()
    sign = "" if seconds >= 0 else "\u2212"
    minutes = round(abs(seconds) / 60)
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(f"{days} day{'s' if days != 1 else ''}")
    if hours:
        parts.append(f"{hours} h")
    if minutes and not days:
        parts.append(f"{minutes} min")
    return sign + (" ".join(parts) or "0 min")


def duration(iso: str) -> str:
    """Write `P1Y` as `1 year`, `P6M` as `6 months`."""
    count, unit = int(iso[1:-1]), {"Y": "year", "M": "month", "W": "week", "D": "day"}[iso[-1]]
    return f"{count} {unit}{'s' if count != 1 else ''}"
