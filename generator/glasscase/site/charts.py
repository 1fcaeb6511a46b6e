"""Drawings of numbers: a result on its scale, and training compute beside the laws' thresholds.

Positions are in percent of the scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from . import numbers
from .context import Context
from .stencils import cut, text

Json = Any


def bar(element: Json, context: Context) -> str:
    """Draw a result on its scale, beside what it is compared with; "" if it has no scale."""
    low, high = element.get("scale_low"), element.get("scale_high")
    if element["unit"] == "%":
        low, high = low if low is not None else 0, high if high is not None else 100
    if low is None or high is None or high <= low:
        return ""

    def position(number: float) -> float:
        at: float = min(max(100.0 * (number - low) / (high - low), 0.0), 100.0)
        return at

    value = element["value"]
    extras = []
    bounds = element.get("uncertainty") or {}
    half = bounds.get("plus_minus")
    lower = value - half if half is not None else bounds.get("low")
    upper = value + half if half is not None else bounds.get("high")
    if lower is not None and upper is not None:
        start = position(lower)
        extras.append(cut.bar_spread(_short(start), _short(max(position(upper) - start, 0))))
    extras += [
        cut.bar_mark("other", _start(position(other["value"]), 0.3))
        for other in element.get("comparisons", ())
    ]
    for reference in element.get("commitments", ()):
        line = context.thresholds.get(reference)
        if line and line["unit"] == element["unit"] and line["metric"] == element["metric"]:
            extras.append(cut.bar_mark("line", _start(position(line["value"]), 0.3)))
    return cut.bar(_short(position(value)), "".join(extras))


_RULER = (21.0, 28.0)
_TICKS = (
    (23.0, "10²³", "general-purpose model, indicative (EU guidelines)"),
    (25.0, "10²⁵", "systemic risk presumed (EU AI Act, Art. 51(2))"),
    (26.0, "10²⁶", "frontier model (California, New York, Illinois)"),
)


def ruler(compute: Mapping[str, Json]) -> str:
    """Place training compute on a logarithmic scale beside the thresholds of the laws."""
    operations, magnitude = compute.get("operations"), compute.get("magnitude")
    if isinstance(operations, int | float):
        start = end = _on_ruler(math.log10(operations))
        shown = f"{numbers.number(operations)} FLOP"
    elif isinstance(magnitude, int):
        start, end = _on_ruler(magnitude), _on_ruler(magnitude + 1)
        powers = [numbers.number(10.0**exponent) for exponent in (magnitude, magnitude + 1)]
        shown = f"between {powers[0]} and {powers[1]} FLOP"
    else:
        return ""
    points = [(_on_ruler(at), label, meaning) for at, label, meaning in _TICKS]
    ticks = [cut.ruler_tick(_start(at, 0.15)) for at, _, _ in points]
    said = [
        cut.ruler_words(text(label), text(meaning), _verdict(start, end, at))
        for at, label, meaning in points
    ]
    width = _short(end - start) if end > start else "1"
    x = _short(start) if end > start else _start(start, 0.5)
    return cut.ruler(text(shown), x, width, "".join(ticks), "".join(said))


def _on_ruler(exponent: float) -> float:
    start, end = _RULER
    return 100.0 * (min(max(exponent, start), end) - start) / (end - start)


def _verdict(start: float, end: float, at: float) -> str:
    if start > at:
        return "above"
    return "not above" if end <= at else "cannot tell"


def _start(at: float, half: float) -> str:
    """Return where a mark begins whose middle is at a position."""
    return _short(max(at - half, 0))


def _short(position: float) -> str:
    return f"{position:.4g}"
