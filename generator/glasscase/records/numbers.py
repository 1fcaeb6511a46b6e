"""How numbers are written in plain text: in messages, reports and lists of changes."""

from __future__ import annotations


def number(value: float) -> str:
    """Write a number without needless digits: `7`, `43.1`, `1,500,000`, `3.1e26`."""
    if abs(value) < 1e9:
        return f"{int(value):,}" if value == int(value) else f"{value:,.12g}"
    digits, exponent = f"{value:.11e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
