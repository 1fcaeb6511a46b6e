"""`glasscase coverage`: which duties are met, and what is to be written where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import click

from glasscase.archive.archive import Archive
from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.words import meant
from glasscase.cli import options
from glasscase.cli.naming import choose
from glasscase.cli.terminal import show
from glasscase.law.catalogue import Catalogue, CatalogueError, checked_catalogue
from glasscase.law.coverage import Covered, Known, Law, counts, cover
from glasscase.law.facts import Facts
from glasscase.law.lateness import Late, late_model, late_protocols
from glasscase.law.report import Report, as_csv, as_json, as_text
from glasscase.reading.load import Collection, load
from glasscase.records import Kind, PublicForm

PROVIDER = Kind.PROVIDER.value


class Form(StrEnum):
    """Forms of the answer."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


_RENDERERS: Mapping[Form, Callable[[Report], str]] = {
    Form.TEXT: as_text,
    Form.JSON: as_json,
    Form.CSV: as_csv,
}


@click.command("coverage")
@click.argument("record", metavar="[ID]", required=False)
@click.option("--regime", metavar="R", help="Only this regime, by its id: us-ca-sb53.")
@options.form_of(Form, "Form of the answer.")
@options.day_asked("2027-01-01")
@options.config_file
def command(
    record: str | None,
    regime: str | None,
    format_: str,
    on: datetime | None,
    config_file: Path | None,
) -> None:
    """Show which duties are met, and what to write where for those that are not.

    With ID, only the record of this id is asked about, a draft too; name the folder of its kind
    where several kinds share it: `models/aurora-2`. `provider` stands for the provider. Of a
    protocol, the provider's duties are shown that ask for it. Only what is public is looked at.
    With --on, the records of today are held against the law of another day.

    This is readiness, not legal advice.
    """
    found = configuration(config_file or find_config(Path()))
    catalogue = checked_catalogue(found.project)
    _require_regime(catalogue, regime)
    collection = load(found.project, found.options.content)
    archive = local_archive(found.project, found.branch, found.remote)
    law = Law.of(catalogue, [regime] if regime else None)
    day = on.date() if on is not None else date.today()
    report = _report(law, collection, found, archive, record, day)
    show(_RENDERERS[Form(format_)](report))


def _require_regime(catalogue: Catalogue, regime: str | None) -> None:
    if regime is not None and regime not in catalogue.regimes:
        raise CatalogueError(
            f"there is no regime `{regime}`", hint=meant(regime, catalogue.regimes)
        )


def _report(
    law: Law,
    collection: Collection,
    found: Configuration,
    archive: Archive,
    name: str | None,
    day: date,
) -> Report:
    """Judge the records of a project, or one of them."""
    groups = (collection.protocols, collection.models, collection.incidents)
    originals = {
        (loaded.record.kind, loaded.record.id): loaded
        for group in groups
        for loaded in group
        if loaded.record.translation_of is None
    }
    files = {key: loaded.document.path for key, loaded in originals.items()}
    forms = {key: loaded.form for key, loaded in originals.items()}
    provider = collection.provider.form if collection.provider is not None else None
    law = law.knowing([_known(law, provider, forms)])
    wanted = _wanted(name, forms)
    files[Kind.PROVIDER, ""] = f"{found.options.content}/provider.yml"
    covered: list[Covered] = []
    late: list[Late] = []
    for kind, id_ in wanted:
        is_protocol = kind is Kind.PROTOCOL
        form = None if is_protocol else forms.get((kind, id_))
        own = cover(law, Facts(provider, form, day, law.known.models, files[kind, id_]))
        if is_protocol:
            own = tuple(one for one in own if _asks_for(one, id_))
        covered += own
        if kind is Kind.MODEL and form is not None:
            late += late_model(own, form, archive.days(kind, id_), day)
        elif kind in (Kind.PROVIDER, Kind.PROTOCOL):
            late += _late_protocols(own, forms, archive, day, id_)
    return Report(
        law.catalogue.version,
        day,
        tuple(covered),
        tuple(sorted(late, key=lambda one: -one.days)),
        lambda place: files.get((place.kind, place.id), ""),
    )


def _known(
    law: Law, provider: PublicForm | None, forms: Mapping[tuple[Kind, str], PublicForm]
) -> Known:
    return law.know(
        provider,
        (form for (kind, _), form in forms.items() if kind is Kind.PROTOCOL),
        (form for (kind, _), form in forms.items() if kind is Kind.MODEL),
    )


def _wanted(
    name: str | None, forms: Mapping[tuple[Kind, str], PublicForm]
) -> list[tuple[Kind, str]]:
    """Return kind and id of what is asked about: all that is current, or the record named."""
    provider = (Kind.PROVIDER, "")
    if name is None:
        own = [key for key, form in forms.items() if counts(form) and key[0] is not Kind.PROTOCOL]
        return [provider, *own]
    return [provider] if name == PROVIDER else [choose(name, forms.keys(), PROVIDER)]


def _asks_for(covered: Covered, protocol: str) -> bool:
    return any(
        held.place.kind is Kind.PROTOCOL and held.place.id == protocol for held in covered.held
    )


def _late_protocols(
    covered: Iterable[Covered],
    forms: Mapping[tuple[Kind, str], PublicForm],
    archive: Archive,
    day: date,
    only: str,
) -> tuple[Late, ...]:
    own = [
        form
        for (kind, id_), form in forms.items()
        if kind is Kind.PROTOCOL and counts(form) and only in ("", id_)
    ]
    published = {
        form["id"]: known
        for form in own
        if (known := archive.days(Kind.PROTOCOL, form["id"])) is not None
    }
    return late_protocols(covered, own, published if archive.versions else None, day)
