"""The pages of documents that duties ask for: which records have them, and what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from glasscase.documents.data import data_of
from glasscase.documents.duties import Duties, Judge, regimes
from glasscase.documents.fill import Source, fill
from glasscase.documents.filled import FOLDER, Document, Previous
from glasscase.documents.form import Form, FormId, forms, forms_of
from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.coverage import Known, Law, counts
from glasscase.law.model.duty import Subject
from glasscase.records import Kind, PublicForm

from .catalogue import IN_TEXT, Catalogue, Edition
from .document_page import document_page
from .effect import WITHDRAWN
from .frames import Depth, Frame, FramePage
from .lineage import Lineage
from .nodes import Anchor
from .pages import Addresses
from .placing import Parts
from .prose import ROOT
from .stencils import Stencil, page_stencil

DATA = "document.json"
"""The data of a document, beside its page."""

_SYSTEMIC = "m10.2-report"
"""The duty of the Code that is owed for each model with systemic risk."""


def address(edition: Edition, form: Form) -> str:
    """Return the address of a document, from the site's root."""
    return f"{edition.address}{FOLDER}/{form.id.value}/"


@dataclass(frozen=True)
class Documents:
    """Which documents the records of a site have, and their pages."""

    duties: Duties
    judge: Judge
    frameworks: Mapping[str, Judge]
    """A judge for each framework: it also knows a model that decides."""
    published: frozenset[str]
    """What is on the public branch: a document that is there is drawn as long as its record is."""
    provider: PublicForm | None = field(repr=False)

    def owed(self, edition: Edition, form: PublicForm) -> tuple[Form, ...]:
        """Return the documents of an edition."""
        owed = self._judge(edition).owed(form) if counts(form) else frozenset()
        stays = form["status"] in ("current", WITHDRAWN)
        found = []
        for one in forms_of(edition.kind):
            if one.types and edition.facts.get("type") not in one.types:
                continue
            if one.id in owed or (stays and f"{address(edition, one)}index.html" in self.published):
                found.append(one)
        return tuple(found)

    def pages(
        self,
        edition: Edition,
        wanted: tuple[str, ...],
        catalogue: Catalogue,
        addresses: Addresses,
        lineage: Lineage | None,
        frames: Mapping[FramePage, Frame],
        record: PublicForm | None = None,
    ) -> Iterator[tuple[str, bytes]]:
        """Yield address and bytes of every file of an edition's documents.

        `record` is its public form, if it was read already.
        """
        form = record or edition.form()
        previous = tuple(_previous(edition, lineage))
        spec = FramePage(edition.kind, Depth.STEP)
        for name in wanted:
            document = self.document(edition, forms()[FormId(name)], form, previous)
            place = address(edition, document.form)
            page = document_page(document, edition, catalogue, addresses)
            head = _head()(f"{place}{DATA}")
            parts = Parts.of(page, edition.id, FOLDER, head=f"{head}\n", step=name)
            yield f"{place}index.html", parts.placed(frames[spec], spec)
            yield f"{place}{DATA}", data_of(document)

    def document(
        self,
        edition: Edition,
        form: Form,
        record: PublicForm,
        previous: tuple[Previous, ...] = (),
    ) -> Document:
        """Make one document, as anyone may read it."""
        judge = self._judge(edition)
        source = Source(
            record,
            self.provider,
            edition.digest,
            self.duties,
            previous=previous,
            owing=judge.owing(form, record, edition.path) if form.explained else (),
            not_owed=judge.not_owed(form, record),
        )
        return fill(form, source)

    def _judge(self, edition: Edition) -> Judge:
        if edition.kind is Kind.PROTOCOL:
            return self.frameworks.get(edition.id, self.judge)
        return self.judge


@cache
def _head() -> Stencil:
    return page_stencil("document_head.html", ("data",))


def documents(
    catalogue: Catalogue,
    law: LawCatalogue,
    as_of: date,
    published: frozenset[str] = frozenset(),
    compiled: Law | None = None,
) -> Documents:
    """Prepare the documents of a site. `as_of` is the day on which it is asked who owes what.

    `compiled` is the whole law, if it was compiled already; what it knows of records is not used.
    """
    known = Known(catalogue.provider, (), {})
    if compiled is None:
        compiled = Law.of(law, [one for one in sorted(regimes()) if one in law.regimes])
    judge = Judge(compiled.knowing([known]), as_of)
    frameworks = {}
    types = {type_ for form in forms_of(Kind.PROTOCOL) for type_ in form.types}
    for edition in catalogue.of_kind(Kind.PROTOCOL):
        if edition.facts.get("type") in types:
            models = _deciding(edition, catalogue, compiled.knowing([known]), as_of)
            own = compiled.know(catalogue.provider, (), models)
            frameworks[edition.id] = Judge(compiled.knowing([own]), as_of)
    return Documents(Duties.of(law), judge, frameworks, published, catalogue.provider)


def _deciding(
    framework: Edition, catalogue: Catalogue, law: Law, as_of: date
) -> tuple[PublicForm, ...]:
    """Return one model with systemic risk that falls under a framework, if there is one.

    Whether a framework's summary is asked for depends on there being such a model.
    """
    plan = law.asked.plans[Subject.MODEL]
    spots = [
        (number, one)
        for number, regime in enumerate(plan.regimes)
        for duty in regime.duties
        if duty.duty.id == _SYSTEMIC
        for one in (regime.who, duty.who)
        if one >= 0
    ]
    for edition in _linked(framework, catalogue):
        form = edition.form()
        if not counts(form):
            continue
        holds, _ = law.verdicts.of(plan, Kind.MODEL, form, as_of)
        if spots and all(holds[number][one] for number, one in spots):
            return (form,)
    return ()


def _linked(framework: Edition, catalogue: Catalogue) -> Iterator[Edition]:
    """Yield the models that name a framework or that it has in scope; if there are none, all."""
    mentions = catalogue.mentions.get((Kind.PROTOCOL.value, framework.id), ())
    ids = {
        one.source[1]
        for one in mentions
        if one.source[0] == Kind.MODEL.value and one.key != IN_TEXT
    }
    ids.update(framework.form().get("scope", {}).get("models", ()))
    found = [catalogue.by_key.get((Kind.MODEL.value, id_)) for id_ in sorted(ids)]
    yield from (one for one in found if one is not None)
    if not ids:
        yield from catalogue.of_kind(Kind.MODEL)


def _previous(edition: Edition, lineage: Lineage | None) -> Iterator[Previous]:
    """Yield the versions that were published before an edition's own, oldest first."""
    if lineage is None:
        return
    for release in lineage.published:
        if release.version == edition.version:
            return
        day = release.published.date().isoformat() if release.published else ""
        yield Previous(release.version, release.address, day)


def links(edition: Edition, wanted: tuple[Form, ...]) -> list[Anchor]:
    """Return what a record's page says of its documents."""
    return [Anchor(f"{ROOT}{address(edition, form)}", form.short) for form in wanted]
