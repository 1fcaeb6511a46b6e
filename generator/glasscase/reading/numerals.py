"""What to write instead of text that was meant to be a number."""

from __future__ import annotations

import re

_SIGNED = r"[-+]?"
_POWER = r"(?:[eE][-+]?[0-9]+)?"
_PLAIN = re.compile(rf"{_SIGNED}[0-9]+(?:\.[0-9]+)?{_POWER}")
_COMMA_GROUPS = re.compile(rf"{_SIGNED}[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?{_POWER}")
_POINT_GROUPS = re.compile(rf"{_SIGNED}[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]+{_POWER}")
_DECIMAL_COMMA = re.compile(rf"{_SIGNED}[0-9]+,[0-9]+{_POWER}")
_ONE_GROUP = re.compile(rf"{_SIGNED}[1-9][0-9]{{0,2}},(?!000)[0-9]{{3}}")
_LEADING = re.compile(rf"^({_SIGNED})0+(?=[0-9])")
_SEPARATORS = re.compile(r"[\s_'\u2019]")


def readings(text: str) -> tuple[str, ...]:
    """Return the numbers that a text may mean, as YAML writes them; none if it is no number.

    `4,5` has a decimal comma, `1,234.5` groups of thousands; `1,234` may have either, so that
    only its author can tell: both are returned, the larger first. Nobody ends decimals in `,000`.
    """
    bare = _SEPARATORS.sub("", text)
    if _ONE_GROUP.fullmatch(bare):
        return bare.replace(",", ""), bare.replace(",", ".")
    if _COMMA_GROUPS.fullmatch(bare) and not bare.lstrip("-+").startswith("0"):
        return (bare.replace(",", ""),)
    if _POINT_GROUPS.fullmatch(bare):
        return (bare.replace(".", "").replace(",", "."),)
    if _DECIMAL_COMMA.fullmatch(bare):
        return (_LEADING.sub(r"\1", bare.replace(",", ".")),)
    if _PLAIN.fullmatch(bare):
        return (_LEADING.sub(r"\1", bare),)
    return ()


def number_help(text: str, quoted: str) -> str:
    """Return what to write instead of a text; `quoted` is the text as messages show it."""
    found = readings(text)
    if len(found) > 1:
        return f"Write {found[0]} or, if the comma is a decimal one, {found[1]}."
    if not found:
        return f"Write digits only; {quoted} may go into a note."
    if "," in text and "." in found[0]:
        return f"Write {found[0]}: a point before the decimals, no quotes or separators."
    return f"Write {found[0]}, without quotes or separators."
