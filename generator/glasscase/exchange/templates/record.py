"""The file of a new record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasscase.records import Absent, Kind, Protocol, Record, Withheld

from .entries import BLANK, entries
from .kinds import Template
from .outline import Use, commented, indented, outline

_LATER = frozenset({"schema", "withdrawal", "erase", "waivers", "changes"})
"""Fields that a new record has no use for."""

_FIRST = frozenset({"id", "version", "status", "title", "summary"})
_LAST = frozenset(Record.model_fields) - _FIRST
"""Fields of every record that stand below those of its kind."""

_HEAD = f"""\
This is a draft: `glasscase check` looks at it, and it is not on the site.

Fill in each {BLANK} below. A key behind a `#` is optional. To use it, remove the first `#` of its
lines; delete what you do not use. The page says of what is left out that it is not disclosed.

Where `# or` stands behind a value, the value may be withheld, or absent with a reason. Then write
below the key, instead of the value, either"""

_FINALLY = "When all is said, write `status: current`. It is public after the next publication."


def record_text(template: Template, record_id: str, title: str = "") -> str:
    """Return the text of a new record's file. An empty title is left to be filled in."""
    lines = [*_head(), "", *_fields(template, record_id, title)]
    if template.kind is not Kind.PROTOCOL:
        return "\n".join(lines) + "\n"
    body = next(entry.says for entry in entries(Protocol) if entry.key == "body")
    lines += ["", *commented([body, "Begin headings with ##."], " ")]
    return "\n".join(["---", *lines, "---", "", BLANK]) + "\n"


def known_values(template: Template, record_id: str, title: str) -> dict[str, Any]:
    """Return the values that are known from the start."""
    known: dict[str, Any] = {"id": record_id}
    for path in template.titled if title else ():
        *groups, key = path.split(".")
        holder = known
        for group in groups:
            holder = holder.setdefault(group, {})
        holder[key] = title
    return known


def _fields(template: Template, record_id: str, title: str) -> list[str]:
    known: Mapping[str, Any] = {
        **known_values(template, record_id, title),
        "version": "1.0",
        "status": "draft",
        **({"type": template.name} if template.kind is Kind.PROTOCOL else {}),
    }
    use = Use(known, template.begun, template.whole, apart=True)
    skipped = _LATER | template.skipped
    own = frozenset(template.model.model_fields) - _LAST
    first = outline(template.model, use._replace(skipped=skipped | _LAST))
    last = outline(template.model, use._replace(skipped=skipped | own))
    return [*first, "", *last]


def _head() -> list[str]:
    lines = _HEAD.splitlines()
    withheld = outline(Withheld, Use(skipped=frozenset({"value"})))
    lines += ["", *indented(withheld, 4), "", "or", "", *indented(outline(Absent), 4), ""]
    return commented([*lines, _FINALLY], " ")
