"""One step of a protocol with every kind of change in it."""

from __future__ import annotations

from glasscase.archive import Difference, compare

from ..forms import COMMITMENT, LINE, WITHHELD, protocol

LINKS = [{"title": name, "url": f"https://{name}.example/"} for name in ("one", "two")]
TABLE = "| Test | Line |\n|---|---|\n| VCT-2 | {} % |\n| Bio | 20 % |\n"
BODY = "# Tests\n\nWe test each model.\n\nA council decides.\n\n"
NOTE = {
    "version": "2",
    "date": "2026-02-01",
    "announced": "2026-01-15",
    "material": True,
    "summary": "One line\nmoves.",
    "reason": "It was too low.",
}


def step() -> Difference:
    """Return the difference of the step."""
    before = protocol(
        commitments=[
            {**COMMITMENT, "threshold": LINE},
            {"id": "tell", "title": "Tell the public", "text": "We tell.\n\nAnd we listen."},
        ],
        links=LINKS,
        review={"cadence": "P1Y"},
        scope={"models": ["aurora-2", "aurora-3"]},
        approvals=[{"role": "Council", "date": "2026-01-01"}],
        body=BODY + TABLE.format(50),
    )
    after = protocol(
        version="2",
        changes=[NOTE],
        commitments=[{**COMMITMENT, "threshold": {**LINE, "value": 60}}],
        links=LINKS[::-1],
        review={"cadence": "P6M"},
        scope={"models": ["aurora-3"]},
        approvals=WITHHELD,
        body=BODY.replace("each model", "each new model") + TABLE.format(60),
    )
    return compare(before, after)
