"""`glasscase scope`: which regimes and duties apply, and why."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.cli import options
from glasscase.cli.naming import choose
from glasscase.cli.terminal import show
from glasscase.errors import GlasscaseError
from glasscase.law.catalogue import Catalogue, checked_catalogue
from glasscase.law.facts import Facts
from glasscase.law.render import as_document, as_text
from glasscase.law.scope import Applies, scope
from glasscase.reading.load import Collection, Loaded, load
from glasscase.records import Kind, Record


class ScopeError(GlasscaseError):
    """Nothing can be said: there is no provider."""


@click.command("scope")
@click.argument("record", metavar="[ID]", required=False)
@options.form_of(options.Form, "Form of the answer.")
@options.day_asked("2027-08-02")
@options.config_file
def command(
    record: str | None, format_: str, on: datetime | None, config_file: Path | None
) -> None:
    """Show which laws and codes apply to the provider and its models, and why.

    With ID, only the model, incident or protocol of this id is asked about; name the folder of
    its kind where several kinds share it: `models/aurora-2`. Only what is public is looked at.
    What cannot be told is said, with the field to state.

    This is readiness, not legal advice.
    """
    found = configuration(config_file or find_config(Path()))
    catalogue = checked_catalogue(found.project)
    collection = load(found.project, found.options.content)
    day = on.date() if on is not None else date.today()
    question = _question(collection, found, record, day)
    answers = scope(catalogue, question)
    cards = {} if record else _cards(catalogue, question)
    if options.Form(format_) is options.Form.JSON:
        document = as_document(catalogue, question, answers, cards)
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_text(catalogue, question, answers, cards)
    show(text)


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
    models = collection.current_models
    provider = collection.provider.form
    if name is None:
        return Facts(provider, None, day, models)
    one = _named(collection, name)
    path = one.document.path.removeprefix(f"{found.options.content}/")
    return Facts(provider, one.form, day, models, path)


def _named(collection: Collection, name: str) -> Loaded[Record]:
    groups = (collection.protocols, collection.models, collection.incidents)
    records: dict[tuple[Kind, str], Loaded[Record]] = {
        (loaded.record.kind, loaded.record.id): loaded
        for group in groups
        for loaded in group
        if loaded.record.translation_of is None
    }
    return records[choose(name, records.keys())]
