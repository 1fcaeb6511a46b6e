"""`glasscase document`: makes a document that a law or code asks for, from one record."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import click

from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.words import meant, quoted
from glasscase.cli import options
from glasscase.documents.data import data_of
from glasscase.documents.destination import require_private, write_private
from glasscase.documents.duties import Duties, Judge
from glasscase.documents.fill import Source, fill
from glasscase.documents.filled import PUBLIC, Document, Previous, Sealed
from glasscase.documents.form import Form, FormError, FormId, forms
from glasscase.documents.marks import shows
from glasscase.documents.sealed import Unsealed, unsealed
from glasscase.documents.text import markdown_of
from glasscase.errors import GlasscaseError
from glasscase.law.catalogue import checked_catalogue
from glasscase.law.coverage import Law
from glasscase.law.model.duty import Reader
from glasscase.reading.load import Collection, Loaded, load
from glasscase.records import Record
from glasscase.site.catalogue import catalogue, published
from glasscase.site.document_page import alone
from glasscase.site.pages import Addresses


class Output(StrEnum):
    """Forms in which a document is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_AUDIENCES = (Reader.AI_OFFICE, Reader.NATIONAL_AUTHORITIES, Reader.DOWNSTREAM_PROVIDERS)


class _Made(NamedTuple):
    """A document, what stayed withheld in it, and whether anything asks for it."""

    document: Document
    kept: tuple[Sealed, ...]
    owed: bool


@click.command("document")
@click.argument("record", metavar="ID")
@click.option(
    "--form",
    "form_id",
    type=click.Choice([one.value for one in FormId]),
    required=True,
    help="Which document.",
)
@options.form_of(Output, "How it is written.")
@click.option(
    "--audience",
    type=click.Choice([PUBLIC, *(one.value for one in _AUDIENCES)]),
    default=PUBLIC,
    show_default=True,
    help="For whom it is. Any but the public needs --out.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: the terminal.",
)
@options.config_file
def command(
    record: str,
    form_id: str,
    format_: str,
    audience: str,
    out: Path | None,
    config_file: Path | None,
) -> None:
    """Make a document that a law or code asks for, from the record ID.

    The public documents are pages of the site, too. With --audience, the model documentation holds
    what is owed to that reader, with the withheld values whose `audience` in the record names it.
    Such a document is never printed, and never written into the content, the site, or a folder
    that Git does not ignore.

    The exit status is 0 if the document was made, and 2 if not. This is readiness, not legal
    advice.
    """
    found = configuration(config_file or find_config(Path()))
    form = forms()[FormId(form_id)]
    reader = None if audience == PUBLIC else Reader(audience)
    target = _target(found, form, reader, out)
    collection = load(found.project, found.options.content)
    loaded = _record(collection, form, record)
    made = _made(found, collection, loaded, form, reader)
    text = _written(found, collection, made.document, Output(format_))
    _tell(made, form, reader)
    if target is None:
        click.echo(text, nl=False)
    elif reader is not None:
        write_private(target, text)
    else:
        _write(target, text)


def _target(
    found: Configuration, form: Form, reader: Reader | None, out: Path | None
) -> Path | None:
    """Return where the document goes; None for the terminal."""
    if reader is None:
        return out
    if form.id is not FormId.MODEL_DOCUMENTATION:
        raise FormError(
            f"the form {form.id} is for the public only",
            hint=f"--audience goes with --form {FormId.MODEL_DOCUMENTATION}.",
        )
    if out is None:
        raise FormError(
            "a document that is not for the public is not printed",
            hint="Name a file with --out, outside of the project.",
        )
    folders = (found.options.content, found.site, "overrides")
    return require_private(out, [found.project / folder for folder in folders])


def _record(collection: Collection, form: Form, name: str) -> Loaded[Record]:
    group: tuple[Loaded[Record], ...] = (
        tuple(collection.models) if form.kind == "model" else tuple(collection.protocols)
    )
    fitting = [
        one
        for one in group
        if one.record.translation_of is None
        and (not form.types or one.form.get("type") in form.types)
    ]
    folder, _, id_ = name.strip("/").rpartition("/")
    for one in fitting:
        if one.record.id == id_ and folder in ("", form.kind, form.record_kind.folder):
            return one
    known = sorted(one.record.id for one in fitting)
    kinds = f" of the type {quoted(form.types)}" if form.types else ""
    raise FormError(
        f"no valid file holds a {form.kind}{kinds} `{name}`",
        hint=meant(id_, known) if known else "`glasscase check` says what is wrong.",
    )


def _made(
    found: Configuration,
    collection: Collection,
    loaded: Loaded[Record],
    form: Form,
    reader: Reader | None,
) -> _Made:
    law = Law.of(checked_catalogue(found.project))
    provider = collection.provider.form if collection.provider is not None else None
    protocols = [one.form for one in collection.protocols]
    models = [one.form for one in collection.models]
    judge = Judge(law.knowing([law.know(provider, protocols, models)]), date.today())
    seen = Unsealed(loaded.form, (), ())
    if reader is not None:
        seen = unsealed(loaded.record, reader)
    source = Source(
        seen.form,
        provider,
        loaded.digest,
        Duties.of(law.catalogue),
        previous=_previous(found, loaded),
        owing=judge.owing(form, loaded.form, loaded.document.path) if form.explained else (),
        not_owed=judge.not_owed(form, loaded.form),
        audience=reader,
        sealed=seen.given,
    )
    kept = tuple(one for one in seen.kept if shows(form, one))
    return _Made(fill(form, source), kept, judge.is_owed(form, loaded.form))


def _previous(found: Configuration, loaded: Loaded[Record]) -> tuple[Previous, ...]:
    archive = local_archive(found.project, found.branch, found.remote)
    earlier = []
    for version in archive.of(loaded.record.kind, loaded.record.id):
        if version.version == loaded.record.version:
            break
        day = version.published.date().isoformat()
        earlier.append(Previous(version.version, version.address, day))
    return tuple(earlier)


def _written(
    found: Configuration, collection: Collection, document: Document, output: Output
) -> bytes:
    if output is Output.JSON:
        return data_of(document)
    if output is Output.MARKDOWN:
        return markdown_of(document, found.address).encode()
    site = catalogue([published(collection, drafts=True)])
    edition = site.by_key[document.kind, document.id]
    return alone(document, edition, site, Addresses(found.address, "")).encode()


def _tell(made: _Made, form: Form, reader: Reader | None) -> None:
    """Say what the reader of the document should know, beside it."""
    if not made.owed:
        click.echo(f"note: nothing in the catalogue asks for this form ({form.id}) here.", err=True)
    if reader is not None:
        shown = sum(len(item.sealed) for part in made.document.sections for item in part.items)
        click.echo(f"note: {shown} answers hold values that the public does not see.", err=True)
    for one in made.kept:
        click.echo(
            f"note: `{one.field}` stays withheld: its `audience` does not name {reader},"
            " or the source has no `value`.",
            err=True,
        )


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise GlasscaseError(f"{file} cannot be written", hint=f"{error.strerror}.") from error
