"""A record's page: what it shows, and what its frame needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import Markup

from glasscase.records import Kind, PublicForm

from . import draw, fragments, glance, layout, numbers, places, prose, words
from .catalogue import IN_TEXT, Catalogue, Edition, Mention
from .context import Context
from .effect import WITHDRAWN
from .layout import Shown
from .lineage import Lineage, State
from .nodes import Anchor, Block, Cards, Label, Results, Row
from .prose import ROOT
from .record_html import Backlink, RecordView, Translation, record_html
from .standing import Banner, standing
from .toc import Entry

Json = Any


class Page(NamedTuple):
    """A fragment of HTML, its table of contents, and the words for its head."""

    html: str
    toc: list[Entry]
    title: str
    description: str
    documents: tuple[str, ...] = ()
    """Of a record, the documents that are made from it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses outside the pages: of the site, and of the source files ("" if unknown)."""

    site: str
    source: str


_IN_TEXT = "in the text"
_NOTHING_BELOW: Mapping[str, str] = MappingProxyType({})


def record_page(
    edition: Edition,
    catalogue: Catalogue,
    addresses: Addresses,
    lineage: Lineage | None = None,
    form: PublicForm | None = None,
    documents: Sequence[Anchor] = (),
    below: Mapping[str, str] = _NOTHING_BELOW,
) -> Page:
    """Lay out the page of one edition. `lineage` holds it among the versions of its record.

    `form` is its public form, if it was read already; `documents` are those made from it.
    `below` is HTML that stands at the end of sections, by their ids; not in earlier versions.
    """
    release = lineage.release(edition.version) if lineage else None
    stands = None
    if lineage is not None and release is not None:
        stands = standing(release, lineage, catalogue.provider, addresses.site)
    past = release is not None and release.state is State.SUPERSEDED
    form = edition.form() if form is None else form
    context = catalogue.context(edition.address)._replace(form=form)
    singular, plural = words.KINDS[edition.kind.value]
    sections = [
        shown._replace(rows=[*shown.rows, Row("", "", Block(below[shown.id]))])
        if shown.id in below and not past
        else shown
        for shown in layout.sections(edition.kind, form, context)
    ]
    view = RecordView(
        type=words.value(form["type"]) if edition.kind is Kind.PROTOCOL else singular,
        title=edition.title,
        version=edition.version,
        listing=Anchor(f"{ROOT}{edition.kind.folder}/", plural),
        badges=[
            Label("version", f"Version {edition.version}"),
            *_demonstration(catalogue),
            *glance.badges(edition.kind, form),
            *_language(form["language"]),
        ],
        translation=_translation(form, edition.kind, context),
        banners=[*(stands.banners if stands else ()), *_banners(form, edition, catalogue)],
        summary=prose.to_html(form["summary"], edition.address, "summary.", 2).html,
        glance=glance.facts(edition.kind, form, context),
        sections=_drawn(sections, form, edition.kind, catalogue),
        foreign="" if form["language"] == words.LANGUAGE else form["language"],
        backlinks=None if past else _backlinks(edition, catalogue),
        coverage=_coverage(edition) if catalogue.serves and not past else None,
        documents=() if past else documents,
        standing=stands,
        permanent=f"{ROOT}{edition.permanent}",
        permanent_shown=f"{addresses.site or '/'}{edition.permanent}",
        data=f"{ROOT}{edition.permanent}record.json",
        digest=edition.digest,
        source=f"{addresses.source}{edition.path}" if addresses.source else "",
    )
    return Page(
        record_html(view),
        [
            *_toc(sections, form, edition),
            *([Entry(2, "documents", "Documents")] if view.documents else []),
            *([] if past else [Entry(2, "referred", "Where it is mentioned")]),
            Entry(2, "version", "This version"),
        ],
        edition.title,
        prose.plain(form["summary"], 160),
    )


def head(edition: Edition, addresses: Addresses, lineage: Lineage | None = None) -> str:
    """Return what stands in the head of an edition's pages: where its data and its feed are."""
    release = lineage.release(edition.version) if lineage else None
    return draw.head(
        f"{edition.permanent}record.json",
        lineage.feed if lineage and addresses.site else "",
        f"Versions of {lineage.title}" if lineage else "",
        hidden=release is not None and not release.state.indexed,
    )


def provider_page(catalogue: Catalogue) -> Page:
    """Lay out the page of the provider."""
    form = catalogue.provider or {}
    context = catalogue.context("provider/")
    sections = layout.sections(Kind.PROVIDER, form, context)
    view = {
        "title": form["trading_name"],
        "badges": [*_demonstration(catalogue), *_language(form["language"])],
        "summary": prose.to_html(form["summary"], "provider/", "summary.", 2).html,
        "sections": _drawn(sections, form, Kind.PROVIDER, catalogue),
    }
    html = fragments.render("provider.html", view=view)
    toc = [entry for shown in sections for entry in _entries(shown)]
    return Page(html, toc, form["trading_name"], prose.plain(form["summary"], 160))


def _coverage(edition: Edition) -> Anchor:
    return Anchor(
        f"{ROOT}{edition.address}coverage/", "What laws and codes ask of it, and where it answers"
    )


def _demonstration(catalogue: Catalogue) -> list[Label]:
    """Return the label that every page of an invented provider carries."""
    invented = (catalogue.provider or {}).get("demonstration", False)
    return [Label("demonstration", "Demonstration")] if invented else []


def _language(tag: str) -> list[Label]:
    """Return the label of what is not written in English, the language of the site itself."""
    return [Label("language", f"In {places.language(tag)}")] if tag != words.LANGUAGE else []


def _translation(form: Mapping[str, Json], kind: Kind, context: Context) -> Translation | None:
    if "translation_of" not in form:
        return None
    original = form["translation_of"]
    target = context.target(kind, original["id"]) or ("", original["id"])
    return Translation(Anchor(*target), original["version"])


def _drawn(sections: Iterable[Shown], form: PublicForm, kind: Kind, catalogue: Catalogue) -> Markup:
    serves = catalogue.serves(kind, form) if catalogue.serves is not None else _NOTHING_BELOW
    html = "".join(
        [
            draw.section(shown.id, shown.title, shown.rows, serves.get(shown.id, ""))
            for shown in sections
        ]
    )
    return Markup(draw.in_language(html, form["language"]))  # noqa: S704


def _toc(sections: Iterable[Shown], form: Mapping[str, Json], edition: Edition) -> list[Entry]:
    entries: list[Entry] = []
    for shown in sections:
        entries += _entries(shown)
        if shown.id == "body" and isinstance(form.get("body"), str):
            headings = prose.to_html(form["body"], edition.address, "body.", 3).headings
            entries += [Entry(h.level, h.id, h.title) for h in headings if h.level <= 3]
    return entries


def _entries(shown: Shown) -> list[Entry]:
    entries = [Entry(2, shown.id, shown.title)]
    for row in shown.rows:
        if isinstance(row.node, Cards) and not row.label:
            entries += [Entry(3, card.id, escape(card.title)) for card in row.node.items if card.id]
        elif isinstance(row.node, Results):
            entries += [Entry(3, group.id, escape(group.title)) for group in row.node.groups]
    return entries


def _banners(form: Mapping[str, Json], edition: Edition, catalogue: Catalogue) -> Iterator[Banner]:
    if form["status"] == "draft":
        yield Banner("draft", "Draft. This page is only in the preview.")
    if form["status"] != WITHDRAWN or "withdrawal" not in form:
        return
    withdrawal = form["withdrawal"]
    html = prose.to_html(withdrawal["reason"], edition.address, "withdrawal.", 2).html
    replaced = catalogue.targets.get((edition.kind.value, withdrawal.get("replaced_by", "")))
    yield Banner(
        WITHDRAWN,
        f"Withdrawn on {numbers.day(withdrawal['date'])}, as the provider says.",
        html,
        Anchor(*replaced) if replaced else None,
    )


def _backlinks(edition: Edition, catalogue: Catalogue) -> list[Backlink]:
    found: dict[tuple[str, str], list[str]] = {}
    for mention in catalogue.mentions.get((edition.kind.value, edition.id), ()):
        if mention.source != (edition.kind.value, edition.id):
            found.setdefault(mention.source, []).append(_why(mention))
    links = []
    for source, reasons in found.items():
        kind, _ = source
        if kind == "provider":
            name = (catalogue.provider or {}).get("trading_name", "Provider")
            href, title = f"{ROOT}provider/", name
        else:
            href, title = catalogue.targets[source]
        label = Label("kind", words.KINDS[kind][0])
        links.append(
            Backlink(label, Anchor(href, title), ", ".join(sorted(set(reasons), key=_last_in_text)))
        )
    return links


def _last_in_text(reason: str) -> tuple[bool, str]:
    return reason == _IN_TEXT, reason


def _why(mention: Mention) -> str:
    if mention.key == IN_TEXT:
        return _IN_TEXT
    class_name = {"model": "ModelCard", "protocol": "Protocol", "incident": "Incident"}.get(
        mention.source[0], "Provider"
    )
    return words.field(class_name, mention.key).lower()
