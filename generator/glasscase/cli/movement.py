"""What the change of one record does to the coverage of a project."""

from __future__ import annotations

from datetime import date

from glasscase.checks.configuration import Configuration
from glasscase.law.catalogue import project_catalogue
from glasscase.law.coverage import Covered, Law, cover
from glasscase.law.facts import Facts
from glasscase.law.movement import Moved, moved
from glasscase.reading.load import Collection, collect, read_file
from glasscase.reading.tree import walk
from glasscase.records import Kind, PublicForm


def movement(
    found: Configuration, before: PublicForm, after: PublicForm, day: date
) -> tuple[Moved, ...]:
    """Return the duties whose state differs between two forms of a record, as of a day.

    A model and an incident answer duties of their own, a protocol those of the provider. All
    other records are taken as their files stand. A draft is judged as if it were published. A
    translation answers nothing.
    """
    if "translation_of" in after or "translation_of" in before:
        return ()
    catalogue = project_catalogue(found.project).catalogue
    law = Law.of(catalogue)
    collection = _others(found, Kind(after["kind"]))
    states = [_covered(law, collection, _as_published(form), day) for form in (before, after)]
    return moved(*states)


def _as_published(form: PublicForm) -> PublicForm:
    return {**form, "status": "current"} if form.get("status") == "draft" else form


def _others(found: Configuration, kind: Kind) -> Collection:
    """Return the records that decide about one of a kind; other models say nothing of a model."""
    sources = walk(found.project, found.options.content).sources
    unneeded = {Kind.MODEL, Kind.INCIDENT} if kind is Kind.MODEL else {Kind.INCIDENT}
    return collect(read_file(source) for source in sources if source.kind not in unneeded)


def _covered(law: Law, others: Collection, form: PublicForm, day: date) -> tuple[Covered, ...]:
    provider = others.provider.form if others.provider is not None else None
    protocols = [own.form for own in others.protocols]
    is_protocol = form["kind"] == Kind.PROTOCOL
    if is_protocol:
        protocols = [own for own in protocols if own["id"] != form["id"]]
        protocols.append(form)
    known = law.know(provider, protocols, (own.form for own in others.models))
    whole = law.knowing([known])
    return cover(whole, Facts(provider, None if is_protocol else form, day, known.models))
