"""Single values → HTML."""

from __future__ import annotations

from collections.abc import Mapping

from glasscase.records import Kind

from . import draw, numbers, places, regimes, words
from .context import Context, Json, Present, permalink
from .stencils import text

_LOCAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "evaluations": ("benchmark", "benchmark_version", "metric")
}
"""What names a part of a record, by the field that holds it; its `name` elsewhere."""


def show_notice(given: Json) -> str:
    """Return the notice that stands in the place of a value that is withheld or absent."""
    return _withheld(given) if "withheld" in given else _absent(given)


def _withheld(given: Json) -> str:
    audience = [words.AUTHORITY_NAMES[name] for name in given.get("audience", ())]
    parts = [given["describe"]]
    if audience:
        parts.append(f"Given in full to {' and '.join(audience)}.")
    if since := given.get("since"):
        parts.append(f"Withheld since {numbers.day(since)}.")
    title = f"Withheld: {words.BASES[given['withheld']]}"
    return draw.notice(title, " ".join(parts).strip(), withheld=True)


def _absent(given: Json) -> str:
    expected = given.get("expected")
    detail = f" Expected: {numbers.day(expected)}." if expected else ""
    reason = f"{given['reason']}{detail}".strip()
    return draw.notice(words.ABSENCES[given["absent"]], reason, withheld=False)


def show_text(value: Json, _context: Context, _at: str) -> str:
    """Show plain text."""
    return text(str(value))


def show_prose(value: Json, context: Context, at: str) -> str:
    """Show a Markdown text."""
    return draw.markdown(value, context.page, at, context.top)


def show_url(value: Json, _context: Context, _at: str) -> str:
    """Show an address."""
    return draw.anchor(value, value.removeprefix("https://").removeprefix("http://").rstrip("/"))


def show_flag(value: Json, _context: Context, _at: str) -> str:
    """Show yes or no."""
    return draw.label("yes", "Yes") if value else draw.label("no", "No")


def show_label(value: Json, _context: Context, _at: str) -> str:
    """Show one of a fixed set of values."""
    return draw.label(value, words.value(value))


def show_day(value: Json, _context: Context, _at: str) -> str:
    """Show a day, a month or a year."""
    return draw.day(value)


def show_moment(value: Json, _context: Context, _at: str) -> str:
    """Show a time, in UTC."""
    return draw.time(value)


def show_duration(value: Json, _context: Context, _at: str) -> str:
    """Show a length of time."""
    return text(numbers.duration(value))


def show_language(value: Json, _context: Context, _at: str) -> str:
    """Show a language by its name."""
    return text(places.language(value))


def show_territory(value: Json, _context: Context, _at: str) -> str:
    """Show a country or region by its name."""
    return text(places.territory(value))


def show_amount(unit: str) -> Present:
    """Show numbers with this unit."""

    def present(value: Json, _context: Context, _at: str) -> str:
        return draw.amount(numbers.number(value), unit)

    return present


def show_reference(kind: Kind) -> Present:
    """Show references to things of this kind as links."""

    def present(value: Json, context: Context, _at: str) -> str:
        target = context.target(kind, value)
        return draw.anchor(*target) if target else text(value)

    return present


def show_regime(value: Json, context: Context, _at: str) -> str:
    """Show a law or code by its short name, as a link to its page; by its id without one."""
    return draw.anchor(*context.targets.get((regimes.KIND, value), ("", value)))


def show_local(at: str) -> Present:
    """Show ids of parts below this field as links to them, by their names."""
    keys = _LOCAL_NAMES.get(at, ("name",))

    def present(value: Json, context: Context, _at: str) -> str:
        part = _part(context.form, at, value)
        named = [part[key] for key in keys if type(part.get(key)) is str]
        return draw.anchor(f"#{permalink(at, value)}", ", ".join(named) or value)

    return present


def _part(form: Json, at: str, identifier: str) -> Mapping[str, Json]:
    """Return a part of a form, by the path of the list that holds it and by its id; {} if none."""
    for step in at.split("."):
        form = form.get(step, ()) if isinstance(form, Mapping) else ()
    found = (part for part in form if isinstance(part, dict) and part.get("id") == identifier)
    return next(found, {})
