"""Groups of values that read best as one phrase → HTML."""

from __future__ import annotations

from . import draw, numbers, values
from .context import Context, Json, Present
from .stencils import text


def _quantity(value: Json, _context: Context, _at: str) -> str:
    shown = numbers.number(value["value"])
    if value.get("approximate"):
        shown = f"about {shown}"
    unit = "" if value["unit"] == numbers.UNITLESS else value["unit"]
    if "note" in value:
        unit = f"{unit} ({value['note']})".lstrip()
    return draw.amount(shown, unit)


def _range(value: Json, _context: Context, _at: str) -> str:
    low, high = value.get("low"), value.get("high")
    if low is None:
        shown = f"up to {numbers.number(high)}" if high is not None else "not bounded"
    elif high is None:
        shown = f"{numbers.number(low)} or more"
    else:
        shown = f"{numbers.number(low)} to {numbers.number(high)}"
    return draw.amount(shown, value["unit"])


def _period(value: Json, _context: Context, _at: str) -> str:
    start, end = value.get("start"), value.get("end")
    shown = numbers.day(start) if start else ""
    if end:
        shown = f"{shown} to {numbers.day(end)}" if shown else f"until {numbers.day(end)}"
    if value.get("ongoing"):
        shown = f"since {shown}, ongoing" if start and not end else f"{shown}, ongoing".strip(", ")
    return text("; ".join(part for part in (shown, value.get("note", "")) if part))


def _link(value: Json, _context: Context, _at: str) -> str:
    return draw.anchor(value["url"], value["title"])


def _contact(value: Json, _context: Context, _at: str) -> str:
    items = [text(value["role"])]
    if email := value.get("email"):
        items.append(draw.anchor(f"mailto:{email}", email))
    if url := value.get("url"):
        items.append(values.show_url(url, _context, _at))
    items += [text(value[key]) for key in ("phone", "postal", "note") if key in value]
    return draw.sequence(items)


def uncertainty(value: Json) -> str:
    """Write an uncertainty: `± 1.2 (95 % interval)`."""
    if "plus_minus" in value:
        bounds = f"± {numbers.number(value['plus_minus'])}"
    else:
        ends = [numbers.number(value[key]) for key in ("low", "high") if key in value]
        bounds = " to ".join(ends)
    return f"{bounds} ({value['kind']})"


def threshold(value: Json) -> str:
    """Write a threshold: `pass@1 on VCT-2 ≥ 50 %`."""
    operator = {">=": "≥", "<=": "≤"}.get(value["operator"], value["operator"])
    where = f" on {value['benchmark']}" if "benchmark" in value else ""
    return f"{value['metric']}{where} {operator} {numbers.measured(value['value'], value['unit'])}"


def _review(value: Json, _context: Context, _at: str) -> str:
    parts = [f"Every {numbers.duration(value['cadence']).removeprefix('1 ')}"]
    if "last" in value:
        parts.append(f"last {numbers.day(value['last'])}")
    if "next" in value:
        parts.append(f"next due {numbers.day(value['next'])}")
    if "responsible" in value:
        parts.append(f"by the {value['responsible']}")
    return text(", ".join(parts))


SHORT: dict[str, Present] = {
    "Quantity": _quantity,
    "Range": _range,
    "Period": _period,
    "Link": _link,
    "ContactPoint": _contact,
    "Uncertainty": lambda value, _context, _at: text(uncertainty(value)),
    "Threshold": lambda value, _context, _at: text(threshold(value)),
    "Review": _review,
}
"""Models that are shown as one phrase."""
