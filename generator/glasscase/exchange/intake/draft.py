"""The file of a draft: every field with what to write there, what is known filled in."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from glasscase.checks.run import check
from glasscase.exchange.intake.known import Known
from glasscase.exchange.templates.outline import Use, outline
from glasscase.findings import Finding, Severity
from glasscase.reading.document import read_document
from glasscase.reading.load import FileRead, collect, validate
from glasscase.reading.tree import Source
from glasscase.records import Incident, Kind, Record

_LATER = frozenset({"schema", "withdrawal", "erase", "waivers", "changes"})
_FIRST = frozenset({"id", "version", "status", "title", "summary"})
_LAST = frozenset(Record.model_fields) - _FIRST
_TIME = re.compile(r'^(\s*(?:- )?\w+: )"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))"$')
_WIDTH = 92
_LEFT_OUT = "[left out: personal data]"
_MOST_ROUNDS = 30


def draft_text(record_id: str, known: Known, header: Iterable[str]) -> str:
    """Return the text of a draft."""
    values = {"id": record_id, "version": "1.0", "status": "draft", **known.values}
    use = Use(values, apart=True)
    own = frozenset(Incident.model_fields) - _LAST
    lines = [
        *outline(Incident, use._replace(skipped=_LATER | _LAST)),
        "",
        *outline(Incident, use._replace(skipped=_LATER | own)),
    ]
    lines = [_TIME.sub(r"\1\2", line) for line in lines]
    for path, comments in known.comments.items():
        _insert(lines, path, comments)
    head = [f"# {line}".rstrip() for line in header]
    return "\n".join([*head, "", *lines]) + "\n"


def _insert(lines: list[str], path: tuple[str, ...], comments: list[str]) -> None:
    """Put comments above the field at a path, whether it is in use or not."""
    start, indent = 0, 0
    for step in path:
        place = re.compile(rf"^{' ' * indent}#?{step}:")
        found = [n for n in range(start, len(lines)) if place.match(lines[n])]
        if not found:
            return
        start, indent = found[0], indent + 2
    pad = " " * (indent - 2)
    lines[start:start] = [
        f"{pad}# {line}"
        for comment in comments
        for line in textwrap.wrap(f"→ {comment}", _WIDTH - len(pad), break_on_hyphens=False)
    ]


def faults(text: str, path: str, today: date) -> tuple[Finding, ...]:
    """Return what reading and checking find in a draft, as far as it stands by itself."""
    source = Source(path, Kind.INCIDENT, Path(path))
    document, found = read_document(text.encode(), path=path, kind=Kind.INCIDENT)
    if document is None:
        return found
    record, more = validate(document)
    if record is None:
        return (*found, *more)
    collection = collect([FileRead(source, record, document, (*found, *more))])
    return check(collection, today=today, lines=lambda _: text.splitlines()).findings


def leave_out_personal_data(known: Known, today: date) -> None:
    """Take out of the values what the rules on personal data find in a draft, and count it.

    The private part still has it.
    """
    for _ in range(_MOST_ROUNDS):
        text = draft_text("draft", known, ())
        found = [f for f in faults(text, "draft.yml", today) if f.rule.startswith("personal-")]
        if not found:
            return
        known.left_out += len(found)
        pieces = {_piece(text, finding) for finding in found}
        changed = _replaced(known.values, pieces)
        if changed == known.values:
            # It crosses a line, or stands in a form that cannot be found again.
            changed = {**known.values, "summary": _LEFT_OUT, "title": _LEFT_OUT}
            for key in ("description", "timeline", "materials"):
                changed.pop(key, None)
        known.values = changed
        for at, comments in known.comments.items():
            known.comments[at] = [_replaced(one, pieces) for one in comments]


def _piece(text: str, finding: Finding) -> str:
    if finding.position is None:
        return ""
    line = text.splitlines()[finding.position.line - 1]
    start = finding.position.column - 1
    return line[start : start + finding.length]


def _replaced(value: Any, pieces: set[str]) -> Any:
    """Return a value in whose texts no piece stands any more."""
    if isinstance(value, Mapping):
        return {key: _replaced(one, pieces) for key, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, pieces) for one in value]
    if isinstance(value, str):
        for piece in sorted(pieces, key=len, reverse=True):
            if piece.strip():
                value = value.replace(piece, _LEFT_OUT)
    return value


def is_sound(text: str, path: str) -> bool:
    """Tell whether a draft can be read without an error."""
    document, found = read_document(text.encode(), path=path, kind=Kind.INCIDENT)
    if document is None:
        return False
    record, more = validate(document)
    return record is not None and not any(f.severity is Severity.ERROR for f in (*found, *more))
