"""A document that was made → its page: a heading like a document's, then item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from glasscase.documents.common import Common
from glasscase.documents.filled import (
    Answer,
    Document,
    Filled,
    FilledSection,
    Heading,
    Previous,
    Rows,
    State,
)
from glasscase.law.model.duty import Reader
from glasscase.records import MODELS, Kind

from . import draw, fragments, house, plan, prose, rows, values, words
from .catalogue import Catalogue, Edition
from .context import Context
from .document_around import READERS, around
from .nodes import Place
from .pages import Addresses, Page
from .prose import ROOT
from .rows import FieldPlan
from .stencils import cut, text
from .toc import Entry


class _Here(NamedTuple):
    """What values are drawn in."""

    context: Context
    headings: Mapping[str, str]
    """Permalinks of the headings of a protocol's text, by their words."""
    record: str
    """Address of the record from the site's root."""
    kind: Kind


@cache
def _readers(readers: tuple[Reader, ...]) -> str:
    names = [READERS[reader] for reader in readers]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Owed to {listed}"


def document_page(
    document: Document, edition: Edition, catalogue: Catalogue, addresses: Addresses
) -> Page:
    """Lay out the page of a document."""
    here = _Here(
        # Links in a record's texts lead on from the record's own page.
        catalogue.context(edition.address),
        _headings(edition) if edition.kind is Kind.PROTOCOL else {},
        edition.address,
        edition.kind,
    )
    sections = "".join([_section(section, here) for section in document.sections])
    html = around(document, draw.in_language(sections, document.language), addresses.site)
    title = f"{document.form.title}: {document.name}"
    description = f"{document.form.about} {document.name}, {document.provider}."
    return Page(html, list(_toc(document)), title, prose.plain(description, 160))


def alone(document: Document, edition: Edition, catalogue: Catalogue, addresses: Addresses) -> str:
    """Return a document as a page by itself, with the site's style and with links to the site."""
    page = document_page(document, edition, catalogue, addresses)
    html = fragments.render(
        "document_alone.html",
        title=page.title,
        language=words.LANGUAGE,
        style=Markup(house.style()),  # noqa: S704
        content=Markup(page.html),  # noqa: S704
        hidden=not document.is_public,
    )
    return html.replace(ROOT, addresses.site or "/")


def _toc(document: Document) -> Iterator[Entry]:
    for section in document.sections:
        if section.level <= 3:
            number = f"{section.number}. " if section.number else ""
            yield Entry(section.level, section.id, f"{number}{text(section.title)}")
        if document.form.indexed:
            for item in section.items:
                if item.number:
                    yield Entry(3, item.id, f"{text(item.number)}. {text(item.label)}")
    if document.owing:
        yield Entry(2, "owed", "Why it is published")
    yield Entry(2, "about", "About this document")


def _headings(edition: Edition) -> Mapping[str, str]:
    body = edition.form().get("body")
    if not isinstance(body, str):
        return {}
    found = prose.to_html(body, edition.address, "body.", 3).headings
    return {prose.plain(heading.title, 400): heading.id for heading in found}


def _section(section: FilledSection, here: _Here) -> str:
    number = _number(section.number)
    head = (cut.form_h2, cut.form_h3, cut.form_h4)[section.level - 2]
    html = head(section.id, number, text(section.title))
    if section.note:
        html += cut.form_note(text(section.note))
    if section.items:
        html += cut.form_items("".join([_item(item, here) for item in section.items]))
    return html


def _number(number: str) -> str:
    return f"{cut.form_number(text(number))} " if number else ""


def _item(item: Filled, here: _Here) -> str:
    return _COMMON.of(item) if item.common else _drawn(item, here)


def _drawn(item: Filled, here: _Here) -> str:
    number = _number(item.number)
    notes = ""
    if item.readers and item.readers != (Reader.PUBLIC,):
        notes = cut.form_readers(text(_readers(item.readers)))
    notes += "".join(
        cut.form_sealed(text(f"{words.BASES[one.basis]}. {one.describe}")) for one in item.sealed
    )
    return cut.form_item(text(item.id), number, text(item.label), _answered(item, here) + notes)


_NOWHERE = _Here(Context("", {}, {}), {}, "", Kind.MODEL)
_COMMON = Common(lambda item: _drawn(item, _NOWHERE))
"""What is asked of providers holds no texts with links, which lead elsewhere from each page."""


def _answered(item: Filled, here: _Here) -> str:
    if item.state is State.NONE:
        return cut.form_none()
    if item.state is State.NOT_ASKED:
        return cut.absent("Not applicable", text(item.why))
    if item.why and item.state is State.MISSING:
        return draw.nothing()
    if item.why:
        title = "Withheld" if item.state is State.WITHHELD else "No value"
        return draw.notice(title, item.why, withheld=item.state is State.WITHHELD)
    table = "" if item.rows is None else _rows(item.rows, item.id, here)
    if item.rows is not None and not item.answers:
        return table
    return _values(item, here) + table


def _values(item: Filled, here: _Here) -> str:
    """Draw the values of an item, by name where there are several."""
    if not any(one.label for one in item.answers):
        return "".join([_shown(one, item.id, here) for one in item.answers])
    lines = [
        cut.fact_plain(text(one.label), _shown(one, f"{item.id}.{number}", here))
        if one.label
        else cut.form_lead(_shown(one, f"{item.id}.{number}", here))
        for number, one in enumerate(item.answers)
    ]
    lead = "".join([line for line, one in zip(lines, item.answers, strict=True) if not one.label])
    named = [line for line, one in zip(lines, item.answers, strict=True) if one.label]
    return lead + draw.facts("".join(named))


def _rows(table: Rows, at: str, here: _Here) -> str:
    if not table.cards:
        return _table(table, at, here)
    drawn = []
    for number, row in enumerate(table.rows):
        _, *cells = (_cell(cell, row.head, f"{at}.{number}", here) for cell in row.cells)
        facts = [
            cut.fact_plain(text(label), html)
            for label, html in zip(table.columns[1:], cells, strict=True)
        ]
        drawn.append(draw.card(Place("", row.head), (), "", facts))
    return "".join(drawn)


def _table(table: Rows, at: str, here: _Here) -> str:
    return draw.table(
        table.columns,
        [
            ("", [_cell(cell, row.head, f"{at}.{number}", here) for cell in row.cells])
            for number, row in enumerate(table.rows)
        ],
    )


def _cell(answers: Sequence[Answer], head: str, at: str, here: _Here) -> str:
    if not answers:
        return text(words.value(head))
    drawn = [_shown(one, f"{at}.{one.field}", here) for one in answers]
    return drawn[0] if len(drawn) == 1 else draw.sequence(drawn)


def _shown(answer: Answer, at: str, here: _Here) -> str:
    """Draw one value, or what stands in its place."""
    if answer.state is State.MISSING:
        return draw.nothing()
    if answer.state in (State.WITHHELD, State.ABSENT):
        return values.show_notice(answer.value)
    if answer.said:
        return text(answer.said)
    special = _SPECIAL.get(answer.of)
    if special is not None:
        return special(answer.value, here)
    owner = Kind.PROVIDER if answer.of == "provider" else here.kind
    field = _field(owner, answer.field)
    return rows.shown(field, answer.value, here.context, text(at))


@cache
def _field(kind: Kind, path: str) -> FieldPlan:
    """Return how the field at a path is shown on its record's page."""
    *groups, key = path.split(".")
    model: Any = MODELS[kind]
    for group in groups:
        model = plan.model_of(model, group)
    return plan.field_of(model, key)


def _versions(value: Sequence[Previous], _here: _Here) -> str:
    items = [
        draw.anchor(f"{ROOT}{one.address}", f"Version {one.version}")
        + (cut.muted(f" {draw.day(one.published)}") if one.published else "")
        for one in value
    ]
    return draw.sequence(items)


def _links_to_headings(value: Sequence[Heading], here: _Here) -> str:
    items = []
    for one in value:
        place = here.headings.get(one.title)
        href = f"{ROOT}{here.record}#{place}" if place else ""
        items.append(draw.anchor(href, one.title))
    return draw.sequence(items)


def _commitments(value: Sequence[Mapping[str, Any]], here: _Here) -> str:
    items = [
        draw.anchor(f"{ROOT}{here.record}#commitments.{one['id']}", one.get("title", one["id"]))
        for one in value
    ]
    return draw.sequence(items)


_SPECIAL: Mapping[str, Callable[[Any, _Here], str]] = {
    "versions": _versions,
    "headings": _links_to_headings,
    "commitments": _commitments,
    "day": lambda value, _here: draw.day(value),
}
