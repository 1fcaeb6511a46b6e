"""Single values, as nodes."""

from __future__ import annotations

from glasscase.records import Kind

from . import numbers, places, prose, words
from .context import Context, Json, Present, permalink
from .nodes import Amount, Anchor, Label, Moment, Node, Notice, Prose, Text


def show_withheld(given: Json) -> Notice:
    """Return the notice that stands in the place of a withheld value."""
    audience = [words.AUTHORITY_NAMES[name] for name in given.get("audience", ())]
    detail = f"Given in full to {' and '.join(audience)}." if audience else ""
    if since := given.get("since"):
        detail = f"{detail} Withheld since {numbers.day(since)}.".strip()
    return Notice(
        "withheld", f"Withheld: {words.BASES[given['withheld']]}", given["describe"], detail
    )


def show_absent(given: Json) -> Notice:
    """Return the notice that stands in the place of a value that does not exist."""
    expected = given.get("expected")
    detail = f"Expected: {numbers.day(expected)}." if expected else ""
    return Notice(given["absent"], words.ABSENCES[given["absent"]], given["reason"], detail)


def show_text(value: Json, _context: Context, _at: str) -> Node:
    """Show plain text."""
    return Text(str(value))


def show_prose(value: Json, context: Context, at: str) -> Node:
    """Show a Markdown text."""
    return Prose(prose.to_html(value, context.page, f"{at}.", context.top).html)


def show_url(value: Json, _context: Context, _at: str) -> Node:
    """Show an address."""
    return Anchor(value, value.removeprefix("https://").removeprefix("http://").rstrip("/"))


def show_flag(value: Json, _context: Context, _at: str) -> Node:
    """Show yes or no."""
    return Label("yes" if value else "no", "Yes" if value else "No")


def show_label(value: Json, _context: Context, _at: str) -> Node:
    """Show one of a fixed set of values."""
    return Label(value, words.value(value))


def show_day(value: Json, _context: Context, _at: str) -> Node:
    """Show a day, a month or a year."""
    return Moment(value, numbers.day(value))


def show_moment(value: Json, _context: Context, _at: str) -> Node:
    """Show a time, in UTC."""
    return Moment(value, numbers.moment(value))


def show_duration(value: Json, _context: Context, _at: str) -> Node:
    """Show a length of time."""
    return Text(numbers.duration(value))


def show_language(value: Json, _context: Context, _at: str) -> Node:
    """Show a language by its name."""
    return Text(places.language(value))


def show_territory(value: Json, _context: Context, _at: str) -> Node:
    """Show a country or region by its name."""
    return Text(places.territory(value))


def show_amount(unit: str) -> Present:
    """Show numbers with this unit."""

    def present(value: Json, _context: Context, _at: str) -> Node:
        return Amount(numbers.number(value), unit)

    return present


def show_reference(kind: Kind) -> Present:
    """Show references to things of this kind as links."""

    def present(value: Json, context: Context, _at: str) -> Node:
        target = context.target(kind, value)
        return Anchor(*target) if target else Text(value)

    return present


def show_local(at: str) -> Present:
    """Show ids of parts below this field as links to them."""

    def present(value: Json, _context: Context, _at: str) -> Node:
        return Anchor(f"#{permalink(at, value)}", value)

    return present
