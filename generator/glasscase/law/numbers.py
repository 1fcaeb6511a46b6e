"""Counts of operations in sentences, and the lines that they are compared with."""

from __future__ import annotations

from decimal import Decimal


def power(value: float | Decimal) -> str:
    """Write a count with a power of ten: `10^26`, `3.1 × 10^26`; every digit that was stated."""
    digits, _, exponent = f"{exact(value).normalize():e}".partition("e")
    head = digits.rstrip("0").rstrip(".") if "." in digits else digits
    tail = f"10^{int(exponent)}"
    return tail if head == "1" else f"{head} × {tail}"


def rounded(value: Decimal) -> str:
    """As `power`, with three digits: for results of a division."""
    return power(Decimal(f"{value:.2e}"))


def exact(value: float | Decimal) -> Decimal:
    """Return a number as it was written, without what binary floats add or take away."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))
