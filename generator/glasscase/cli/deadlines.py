"""`glasscase deadlines`: what is due, when, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import click

from glasscase.archive.archive import Archive
from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.cli import options
from glasscase.cli.naming import address, choose
from glasscase.cli.terminal import show
from glasscase.disk import write_whole
from glasscase.errors import GlasscaseError
from glasscase.law.catalogue import Catalogue, checked_catalogue
from glasscase.law.clocks import Clock, clocks
from glasscase.law.facts import Facts
from glasscase.law.ics import private_calendar
from glasscase.law.starts import moment_of
from glasscase.law.timetable import Timetable, as_json, as_text, in_order, subject_named
from glasscase.reading.load import Collection, load
from glasscase.reading.private import FOLDER, INCIDENTS, read_private_file
from glasscase.records import Kind, PublicForm, public_form
from glasscase.records.private import PrivateIncident, overlaid
from glasscase.records.record import Status
from glasscase.reporting.sent import with_reports

_SPAN = re.compile(r"(\d{1,6})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}
CALENDAR = Path(FOLDER) / "deadlines.ics"
"""Where the private calendar is written: beside the other private files, never on the site."""


class Form(StrEnum):
    """Forms of the answer."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


class DeadlinesError(GlasscaseError):
    """The deadlines cannot be worked out, or not be written."""


class _Span(click.ParamType[timedelta]):
    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = _SPAN.fullmatch(str(value).strip().lower())
        if match is None:
            self.fail(f"{value!r} is no span of time: write 24h, 7d or 4w.", param, ctx)
        return timedelta(hours=int(match[1]) * _HOURS[match[2]])


class _Moment(click.ParamType[datetime]):
    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        moment = moment_of(value, "--now")
        if moment is None or not isinstance(moment.first, datetime):
            self.fail(f"{value!r} is no time with its zone: 2026-03-29T03:00+02:00.", param, ctx)
        return moment.first.astimezone(UTC)


@click.command("deadlines")
@click.argument("record", metavar="[ID]", required=False)
@click.option(
    "--within",
    type=_Span(),
    default="72h",
    show_default=True,
    help="How far ahead is looked: 24h, 7d, 4w.",
)
@click.option(
    "--now",
    type=_Moment(),
    help="Time to count from, for drills: 2026-03-29T03:00+02:00. Default: the clock.",
)
@options.form_of(Form, "Form of the answer; ics writes a calendar to a file.")
@click.option("--all", "everything", is_flag=True, help="Show what is met or stopped, too.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"File of the calendar. Default: {CALENDAR.as_posix()} of the project.",
)
@options.config_file
@click.pass_context
def command(
    ctx: click.Context,
    record: str | None,
    within: timedelta,
    now: datetime | None,
    format_: str,
    everything: bool,
    output: Path | None,
    config_file: Path | None,
) -> None:
    """Show what is due to authorities and to the public, by when, and how that is counted.

    With ID, only this incident, protocol or model; name the folder of its kind where several
    kinds share it: `models/aurora-2`. Drafts count, and so does what is in `private/incidents/`.

    Exit code 1 if something is late or due within the time that is looked at, else 0. Where the
    texts are silent the earlier reading is taken. This is readiness, not legal advice.
    """
    found = configuration(config_file or find_config(Path()))
    catalogue = checked_catalogue(found.project)
    moment = now or datetime.now(UTC)
    table = _table(found, catalogue, record, moment, within)._replace(
        everything=everything or record is not None
    )
    if Form(format_) is Form.ICS:
        file = output or found.project / CALENDAR
        _write(file, private_calendar(table.clocks, moment))
        click.echo(f"{len(table.pressing)} late or due; the calendar is in {file}")
    else:
        text = as_json(table) if Form(format_) is Form.JSON else as_text(table)
        show(text)
    for warning in table.warnings:
        click.echo(f"warning: {warning}", err=True)
    ctx.exit(1 if table.pressing or table.warnings else 0)


def _table(
    found: Configuration, catalogue: Catalogue, name: str | None, now: datetime, within: timedelta
) -> Timetable:
    collection = load(found.project, found.options.content)
    archive = local_archive(found.project, found.branch, found.remote)
    private, warnings = _private(found.project)
    warnings += [
        f"{broken.path} has errors, so its deadlines are not counted: see `glasscase check`"
        for broken in collection.broken
    ]
    if collection.provider is None:
        raise DeadlinesError(
            f"there is no valid {found.options.content}/provider.yml",
            hint="Who owes what depends on it. `glasscase check` says what is wrong.",
        )
    own = list(_clocks(catalogue, collection, private, archive, now))
    if name is not None:
        own = _only(own, collection, private, name)
    return Timetable(catalogue.version, now, within, in_order(own), warnings=tuple(warnings))


def _clocks(
    catalogue: Catalogue,
    collection: Collection,
    private: dict[str, PrivateIncident],
    archive: Archive,
    now: datetime,
) -> Iterator[Clock]:
    """Yield every clock of a project."""
    provider = collection.provider.form if collection.provider is not None else None
    models = collection.current_models
    base = Facts(provider, None, now.date(), models)
    yield from clocks(catalogue, base, None, now=now)
    for group in (collection.protocols, collection.models):
        for loaded in group:
            one = loaded.record
            if one.status is not Status.CURRENT or one.translation_of is not None:
                continue
            record = loaded.form if one.kind is Kind.MODEL else None
            file = loaded.document.path
            facts = replace(base, record=record, file=file)
            known = archive.days(one.kind, one.id)
            yield from clocks(catalogue, facts, loaded.form, now=now, published=known)
    for file, form in _incidents(collection, private):
        facts = Facts(provider, form, now.date(), models, file)
        yield from clocks(catalogue, facts, form, now=now)


def _incidents(
    collection: Collection, private: dict[str, PrivateIncident]
) -> Iterator[tuple[str, PublicForm]]:
    """Yield file and form of every incident: with its private part, drafts too."""
    seen = set()
    for loaded in collection.incidents:
        one = loaded.record
        seen.add(one.id)
        if one.status is Status.WITHDRAWN or one.translation_of is not None:
            continue
        part = private.get(one.id)
        form = public_form(overlaid(one, part))
        yield loaded.document.path, with_reports(form, part)
    for id_, part in private.items():
        if id_ not in seen and part.dismissed is None:
            held = part.fields.model_dump(mode="json", exclude_none=True) if part.fields else {}
            form = {"kind": Kind.INCIDENT.value, "id": id_, **held}
            yield f"{INCIDENTS}/{id_}.yml", with_reports(form, part)


def _private(project: Path) -> tuple[dict[str, PrivateIncident], list[str]]:
    """Read the private parts of incidents; those that cannot be read are told."""
    parts: dict[str, PrivateIncident] = {}
    warnings: list[str] = []
    folder = project / INCIDENTS
    for file in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        path = f"{INCIDENTS}/{file.name}"
        read = read_private_file(file, path=path)
        if read.part is None:
            first = read.findings[0].message if read.findings else "it cannot be read"
            warnings.append(f"{path} is not counted: {first}")
        else:
            parts[read.part.incident] = read.part
    return parts, warnings


def _only(
    found: list[Clock], collection: Collection, private: dict[str, PrivateIncident], name: str
) -> list[Clock]:
    """Return the clocks of one record. Raises UnknownRecordError where there is none."""
    if name == Kind.PROVIDER.value:
        return [clock for clock in found if clock.subject[0] is Kind.PROVIDER]
    known = {
        (loaded.record.kind, loaded.record.id)
        for group in (collection.protocols, collection.models, collection.incidents)
        for loaded in group
    } | {(Kind.INCIDENT, id_) for id_ in private}
    chosen = choose(name, known, Kind.PROVIDER.value)
    return [clock for clock in found if subject_named(clock) == address(chosen)]


def _write(file: Path, data: bytes) -> None:
    """Write a file as a whole, or leave it as it was."""
    try:
        write_whole(file, data)
    except OSError as error:
        raise DeadlinesError(
            f"{file} cannot be written: {error.strerror}", hint="Name another with --output."
        ) from error
