"""`glasscase scope`: which regimes and duties apply, and why."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path

import click

from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.words import meant, quoted
from glasscase.cli import options
from glasscase.errors import GlasscaseError
from glasscase.findings import Severity
from glasscase.law.catalogue import Catalogue, project_catalogue, report
from glasscase.law.facts import Facts
from glasscase.law.render import as_document, as_text
from glasscase.law.scope import Applies, scope
from glasscase.reading.load import Collection, Loaded, load
from glasscase.records import Record
from glasscase.records.record import Status


class Form(StrEnum):
    """Forms of the answer."""

    TEXT = "text"
    JSON = "json"


class ScopeError(GlasscaseError):
    """Nothing can be said: no provider, no such record, or a catalogue with errors."""


@click.command("scope")
@click.argument("record", metavar="[ID]", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice([form.value for form in Form]),
    default=Form.TEXT.value,
    show_default=True,
    help="Form of the answer.",
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which it is asked, such as 2027-08-02. Default: today.",
)
@options.config_file
def command(record: str | None, format_: str, on: object, config_file: Path | None) -> None:
    """Show which laws and codes apply to the provider and its models, and why.

    With ID, only the model, incident or protocol of this id is asked about; name the folder of
    its kind where several kinds share it: `models/aurora-2`. Only what is public is looked at.
    What cannot be told is said, with the field to state.

    This is readiness, not legal advice.
    """
    found = configuration(config_file or find_config(Path()))
    catalogue = read_law(found)
    collection = load(found.project, found.options.content)
    day = on.date() if hasattr(on, "date") else date.today()
    question = _question(collection, found, record, day)
    answers = scope(catalogue, question)
    cards = {} if record else _cards(catalogue, question)
    if Form(format_) is Form.JSON:
        document = as_document(catalogue, question, answers, cards)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_text(catalogue, question, answers, cards)
    # The bytes are the same wherever they are written; a terminal's encoding may be another.
    click.echo(text.encode("utf-8", "replace"), nl=False)


def read_law(found: Configuration) -> Catalogue:
    """Return the project's catalogue. Raises ScopeError where one of its files has errors."""
    loaded = project_catalogue(found.project)
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
    if errors:
        raise ScopeError("the project's catalogue has errors", hint="\n".join(map(report, errors)))
    return loaded.catalogue


def _cards(catalogue: Catalogue, question: Facts) -> dict[str, tuple[Applies, ...]]:
    return {
        id_: scope(catalogue, Facts(question.provider, form, question.as_of))
        for id_, form in question.models.items()
    }


def _question(collection: Collection, found: Configuration, name: str | None, day: date) -> Facts:
    """Return what is asked about: published and current records, and the file of the one asked."""
    if collection.provider is None:
        raise ScopeError(
            f"there is no valid {found.options.content}/provider.yml",
            hint="`glasscase check` says what is wrong.",
        )
    models = {
        loaded.record.id: loaded.form
        for loaded in collection.models
        if loaded.record.status is Status.CURRENT and loaded.record.translation_of is None
    }
    provider = collection.provider.form
    if name is None:
        return Facts(provider, None, day, models)
    one = _named(collection, name)
    path = one.document.path.removeprefix(f"{found.options.content}/")
    return Facts(provider, one.form, day, models, path)


def _named(collection: Collection, name: str) -> Loaded[Record]:
    folder, _, id_ = name.strip("/").rpartition("/")
    records: list[Loaded[Record]] = [
        loaded
        for group in (collection.protocols, collection.models, collection.incidents)
        for loaded in group
        if loaded.record.translation_of is None
    ]
    fitting = [
        loaded
        for loaded in records
        if loaded.record.id == id_
        and folder in ("", loaded.record.kind.folder, loaded.record.kind.value)
    ]
    if len(fitting) == 1:
        return fitting[0]
    known = {f"{one.record.kind.folder}/{one.record.id}" for one in fitting or records}
    if fitting:
        raise ScopeError(
            f"several records have the id `{id_}`", hint=f"Choose one of {quoted(sorted(known))}."
        )
    known |= set() if folder else {loaded.record.id for loaded in records}
    raise ScopeError(f"no valid file holds a record `{name}`", hint=meant(name, known))
