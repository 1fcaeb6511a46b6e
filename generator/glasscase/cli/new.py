"""`glasscase new`: begins a record, or a row of the provider's file, from a template."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import click

from glasscase.checks.configuration import configuration, find_config
from glasscase.errors import GlasscaseError
from glasscase.exchange.templates import (
    TEMPLATES,
    Template,
    insert,
    named,
    record_text,
    require_free,
    require_id,
    row_lines,
)
from glasscase.exchange.templates.entries import BLANK
from glasscase.exchange.transfer import save
from glasscase.reading.limits import DEFAULT_LIMITS
from glasscase.reading.tree import Source, walk
from glasscase.reading.yaml import parse_yaml
from glasscase.records import Kind

_LONGEST_TITLE = 400


@click.command("new", epilog=f"Kinds: {', '.join(TEMPLATES)}.")
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@click.option("--title", default="", help="Title of the record; name of the model or service.")
def command(kind: str, record_id: str, title: str) -> None:
    """Begin a record: write a draft of that KIND with every field and what to write there.

    A service or a responsibility is a row of provider.yml: it is added to the end of its list,
    and everything else in the file stays as it is. Nothing is ever written over.

    The exit status is 0 if the draft or row was written, and 2 if not.
    """
    template = named(kind)
    require_id(record_id)
    _require_title(title)
    found = configuration(find_config(Path()))
    sources = walk(found.project, found.options.content).sources
    provider = next((source for source in sources if source.kind is Kind.PROVIDER), None)
    text = _text(provider) if provider else None
    records = (source for source in sources if source is not provider)
    data = parse_yaml(text, path="provider").value if text is not None else None
    require_free(record_id, _files(records), data, provider.path if provider else "")
    if template.kind is not None:
        folder = found.project / found.options.content / template.kind.folder
        _record(folder / f"{record_id}{template.suffix}", template, record_id, title)
    elif provider is None or text is None:
        raise GlasscaseError(
            f"there is no {found.options.content}/provider.yml, where this row belongs",
            hint="Describe the provider first; the reference lists the fields.",
        )
    else:
        _row(provider, text, template, record_id, title)


def _require_title(title: str) -> None:
    if len(title) > _LONGEST_TITLE or "\n" in title or "\r" in title or title != title.strip():
        message = (
            f"a title is one line of at most {_LONGEST_TITLE} characters, without spaces around it"
        )
        raise click.BadParameter(message, param_hint="--title")


def _record(path: Path, template: Template, record_id: str, title: str) -> None:
    """Write the file of a new record."""
    if path.exists() or path.is_symlink():
        raise GlasscaseError(
            f"{_shown(path)} exists already and was left as it is", hint="Choose another id."
        )
    save(path, record_text(template, record_id, title))
    click.echo(f"Written to {_shown(path)}, as a draft.")
    click.echo(f"Next: fill in each {BLANK}, then run `glasscase check`.")


def _row(provider: Source, text: str, template: Template, record_id: str, title: str) -> None:
    """Add a row to the provider's file, or print it with what to do with it."""
    path = provider.file
    place = insert(text, template, record_id, title)
    if place is None:
        click.echo("\n".join(row_lines(template, record_id, title)))
        raise GlasscaseError(
            f"{_shown(path)} was left as it is: its `{template.list}` are not in a form to which"
            " a row can be added safely",
            hint=f"Paste the lines above behind the last row of `{template.list}:`, with each"
            " dash below the dash before it.\nIf the list is on one line, write it in lines first;"
            " if the key is missing, write it.",
        )
    mode = stat.S_IMODE(path.stat().st_mode)
    save(path, place.text, force=True)
    path.chmod(mode)
    click.echo(f"Added to {_shown(path)}, lines {place.first} to {place.last}.")
    click.echo(
        f"Next: fill in each {BLANK}, then run `glasscase check`. This file has no drafts: what"
        " stands in it is published next time."
    )


def _files(sources: Iterator[Source]) -> Iterator[tuple[str, bytes]]:
    """Yield paths and bytes of records; a file that cannot be read is left to the check."""
    for source in sources:
        try:
            with source.file.open("rb") as stream:
                yield source.path, stream.read(DEFAULT_LIMITS.size)
        except OSError:
            yield source.path, b""


def _text(source: Source) -> str:
    """Return a file as text, byte for byte."""
    try:
        return source.file.read_bytes().decode()
    except (OSError, ValueError) as error:
        raise GlasscaseError(
            f"{_shown(source.file)} cannot be read", hint="Run `glasscase check`, which says why."
        ) from error


def _shown(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
