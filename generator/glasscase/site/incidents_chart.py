"""The chart of the register: incidents over time, by severity."""

from __future__ import annotations

from collections.abc import Sequence

from . import periods, words
from .catalogue import Edition
from .stencils import cut, text

_MOST_BARS = 24
_PLOT, _TOP = 110, 18
_LETTER = 2.1


def chart(editions: Sequence[Edition]) -> str:
    """Draw incidents over time, by severity; "" where there is nothing to compare."""
    facts = [edition.facts for edition in editions]
    found = periods.quarters(facts)
    if len(found) > _MOST_BARS:
        found = periods.years(facts)
    if len(found) < 2:
        return ""
    most = max(period.incidents for period in found)
    used = [one for one in periods.SEVERITIES if any(p.by_severity.get(one) for p in found)]
    step = 100 / len(found)
    width = min(step * 0.72, 12.0)
    bars, labels, free = [], [], 0.0
    for position, period in enumerate(found):
        middle = step * (position + 0.5)
        bottom = float(_TOP + _PLOT)
        for severity in reversed(used):
            count = period.by_severity.get(severity, 0)
            if count:
                height = _PLOT * count / most
                bottom -= height
                x = _short(middle - width / 2)
                bars.append(
                    cut.history_bar(severity, x, _short(width), _short(bottom), _short(height))
                )
        if period.incidents:
            labels.append(
                cut.history_count(_short(middle), _short(bottom - 5), str(period.incidents))
            )
        half = len(period.title) * _LETTER / 2
        if middle - half >= free - 1 and (middle + half <= 101):
            labels.append(
                cut.history_name(_short(middle), str(_TOP + _PLOT + 17), text(period.title))
            )
            free = middle + half + 2
    legend = [cut.history_key(one, text(words.value(one))) for one in used]
    said = "; ".join(f"{period.title}: {period.incidents}" for period in found)
    return cut.history(
        str(_TOP + _PLOT + 24),
        text(f"Incidents by the quarter of their discovery. {said}.")
        if "Q" in found[0].title
        else text(f"Incidents by the year of their discovery. {said}."),
        str(_TOP + _PLOT),
        "".join(bars),
        "".join(labels),
        "".join(legend),
    )


def _short(value: float) -> str:
    return f"{value:.4g}"
