"""The text of a model card: its title, its headings, and the fields that they fill."""

from __future__ import annotations

import re
from dataclasses import replace

from glasscase.exchange.bullets import Bullet, bullets, link_lines
from glasscase.exchange.draft import EMPTY_HEADING, Draft, Piece
from glasscase.exchange.fields import map_base_models, map_language, map_licence
from glasscase.exchange.headings import SECTION, normal, target
from glasscase.exchange.outline import Heading, Part, outline
from glasscase.exchange.prose import is_filler, settle, trim
from glasscase.exchange.references import definitions
from glasscase.exchange.report import Assumed, Dropped, Kept, Mapped
from glasscase.exchange.results import UNIT_UNKNOWN
from glasscase.exchange.tables import evaluations

INTRODUCTION = SECTION + "introduction"
EVALUATION = SECTION + "evaluation"

_REASONS = {
    EVALUATION: "results are kept as text",
    INTRODUCTION: "the text before the first heading",
}
_COVERS_MORE = re.compile(r"limitations?\b.*\band\b|\band\b.*\blimitations?|,")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DATE = re.compile(r"(?:(?P<month>[a-z]+)\.?\s+)?(?:(?P<day>\d{1,2}),?\s+)?(?P<year>\d{4})", re.I)
_ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_BULLET_FIELDS = {
    "license": "distribution.licence",
    "licence": "distribution.licence",
    "language": "languages",
    "languages": "languages",
    "language(s)": "languages",
    "language(s) (nlp)": "languages",
    "model language": "languages",
    "finetuned from model": "model.dependencies",
    "fine-tuned from": "model.dependencies",
    "base model": "model.dependencies",
    "hardware type": "compute.hardware",
    "compute region": "energy.location",
}
_ROLE_MAILBOX = re.compile(
    r"(?:mailto:)?(?P<email>(?:ai|contact|feedback|hello|help|info|legal|models?|press|privacy"
    r"|research|safety|security|support|team)[\w+-]*@[\w.-]+\.[a-z]{2,})",
    re.IGNORECASE,
)


def map_body(text: str, first_line: int, draft: Draft) -> str:
    """Put a card's text into fields and sections; return its title, or nothing."""
    known = definitions(text)
    parts = outline(text, first_line)
    title = _title(parts)
    above: list[tuple[int, str]] = []
    """The headings above the current one: level, and what they fill; nothing for the author's."""
    for part in parts:
        heading = part.heading
        if heading is title and heading is not None:
            draft.report.append(Mapped(heading.source.strip(), heading.line, "title"))
        settled = settle(known.complete(part.text), _name(part)[0], part.line)
        draft.report += settled.notes
        if heading is None or heading is title:
            _place(draft, INTRODUCTION, Piece(settled.text), part, "Introduction")
            continue
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if above else None
        place = target(heading.text, parent)
        piece = Piece(settled.text, heading)
        if not place and parent:
            place = parent
            piece = replace(piece, nested=True)
        elif not place:
            place = f"{SECTION}#{len(draft.shelves)}"
        _place(draft, place, piece, part, heading.text)
        if part is not parts[0] or heading.level > 1:
            above.append((heading.level, place))
    return _cleaned_title(title.text) if title else ""


def partial_date(text: str) -> str:
    """Return `January 2021` or `3 May 2021` as `2021-01` or `2021-05-03`; nothing if unsure."""
    text = text.strip().rstrip(".")
    if _ISO_DATE.fullmatch(text):
        return text
    turned = re.sub(r"^(\d{1,2})\s+([a-z]+)", r"\2 \1", text, flags=re.IGNORECASE)
    match = _DATE.fullmatch(turned)
    if match is None or not match["month"]:
        return ""
    short = match["month"].lower()
    month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(short)), 0)
    if len(short) < 3 or not month:
        return ""
    day = int(match["day"]) if match["day"] else 0
    if day > 31:
        return ""
    return f"{match['year']}-{month:02}" + (f"-{day:02}" if day else "")


def _title(parts: tuple[Part, ...]) -> Heading | None:
    """Return the card's title: the first heading, unless it names a part of a card."""
    first = next((part.heading for part in parts if part.heading), None)
    if first is None or not _cleaned_title(first.text):
        return None
    return None if target(first.text) or is_filler(first.text) else first


def _cleaned_title(text: str) -> str:
    """Return a title without the template's placeholders; nothing if no word is left."""
    text = re.sub(r"\{\{.*?\}\}", "", text).strip()
    return text if normal(text) not in ("", "model card", "model card for", "readme") else ""


def _place(draft: Draft, place: str, piece: Piece, part: Part, title: str) -> None:
    """Put a piece into its field or section, and report it."""
    heading = part.heading
    source, line = _name(part)
    if not piece.text and not piece.nested:
        if place.startswith(SECTION) and place != INTRODUCTION:
            draft.add(place, piece, title)
            draft.report.append(Kept(source, line, place.removeprefix(SECTION)))
        elif heading is not None and place != INTRODUCTION:
            draft.report.append(Dropped(source, line, source, EMPTY_HEADING))
        return
    if place == "release.first":
        date = partial_date(piece.text)
        if date:
            draft.put(place, date)
            draft.report.append(Mapped(source, line, place, piece.text))
            return
        place = SECTION + "release-date"
    if place == SECTION + "links":
        piece = _take_links(draft, piece, part)
        if not piece.text:
            draft.report.append(Mapped(source, line, "links"))
            return
    reason = _look_inside(draft, place, piece, part)
    draft.add(place, piece, title)
    if place.startswith(SECTION):
        reason = reason or _REASONS.get(place, "no field holds this")
        draft.report.append(Kept(source, line, place.removeprefix(SECTION), reason))
        return
    note = "below the heading that names the field" if piece.nested else ""
    if not note and _COVERS_MORE.search(normal(title)):
        note = "may hold more than the field's own matter"
    draft.report.append(Mapped(source, line, place, note=note))


def _take_links(draft: Draft, piece: Piece, part: Part) -> Piece:
    found, rest = link_lines(piece.text)
    rows: dict[str, list[int]] = {}
    for row, text in enumerate(part.text.split("\n")):
        rows.setdefault(text.strip(), []).append(row)
    for title, url, raw in found:
        draft.link(title, url)
        known = rows.get(raw)
        line = part.line + (known.pop(0) if known else 0)
        draft.report.append(Mapped(raw, line, "links", raw))
    return replace(piece, text=trim(rest))


def _line_of(raw: str, part: Part) -> int:
    """Return the line of the source where a line of a part stands first."""
    rows = [row.strip() for row in part.text.split("\n")]
    return part.line + (rows.index(raw) if raw in rows else 0)


def _look_inside(draft: Draft, place: str, piece: Piece, part: Part) -> str:
    """Fill further fields from what a text says in a fixed form; the text stays as it is.

    Returns why something that looks as if it fitted a field was left alone, or nothing.
    """
    source, line = _name(part)
    if place == EVALUATION:
        return _tables(draft, piece, source, line)
    if place == SECTION + "licence":
        if not draft.has("distribution.licence") and len(piece.text) <= 60:
            _note(draft, map_licence(piece.text, draft), source, line, "distribution.licence")
    elif place == SECTION + "contact":
        match = _ROLE_MAILBOX.fullmatch(piece.text.strip(" <>"))
        if match:
            draft.put("contact", {"role": "Model card contact", "email": match["email"]})
            _note(draft, True, source, line, "contact")
    elif place in ("architecture.description", "energy.method"):
        for bullet in bullets(piece.text):
            field = _bullet(draft, bullet)
            if field:
                _note(draft, True, bullet.raw, _line_of(bullet.raw, part), field)
    return ""


def _name(part: Part) -> tuple[str, int]:
    """Return what reports call a part, and its line."""
    if part.heading is None:
        return "first lines", part.line
    return part.heading.source.strip(), part.heading.line


def _note(draft: Draft, done: bool, source: str, line: int, field: str) -> None:
    if done:
        draft.report.append(Mapped(source, line, field, note="the text stays too"))


def _tables(draft: Draft, piece: Piece, source: str, line: int) -> str:
    found, passed_over = evaluations(piece.text, draft.ids)
    if found:
        draft.put("evaluations", [*draft.fields.get("evaluations", ()), *found])
        note = f"{len(found)} results of a table; the table stays too"
        draft.report.append(Mapped(source, line, "evaluations", note=note))
        reason = "the table does not say who evaluated"
        draft.report.append(Assumed("evaluations.evaluator", "internal", reason))
        if any(row["unit"] == UNIT_UNKNOWN for row in found):
            reason = "the table gives results without units"
            draft.report.append(Assumed("evaluations.unit", UNIT_UNKNOWN, reason))
    if not passed_over:
        return ""
    tables = "a table" if passed_over == 1 else f"{passed_over} tables"
    return f"{tables} can be read in more than one way, so no evaluation is made of it"


def _bullet(draft: Draft, bullet: Bullet) -> str:
    """Put the value of a line such as `- **License:** MIT` into its field; return the field."""
    field = _BULLET_FIELDS.get(bullet.key, "")
    if not field or draft.has(field) or len(bullet.value) > 200:
        return ""
    if field == "distribution.licence":
        return field if map_licence(bullet.value, draft) else ""
    if field == "languages":
        return field if map_language(bullet.value, draft) else ""
    if field == "model.dependencies":
        map_base_models([bullet.value], "fine-tuned", draft)
    elif field == "compute.hardware":
        draft.put(field, [{"type": bullet.value}])
    else:
        draft.put(field, bullet.value)
    return field
