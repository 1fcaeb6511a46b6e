"""`glasscase intake`: an event of another system becomes a private part and a draft."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.sources import Sources
from glasscase.cli import options
from glasscase.exchange.ids import is_identifier
from glasscase.exchange.intake import IntakeError, Outcome, Place, What, take
from glasscase.exchange.intake.moments import moment
from glasscase.reading.private import FOLDER

CLEAN, FOUND = 0, 1


@click.command("intake")
@click.argument("event", metavar="FILE|-")
@click.option("--id", "record_id", metavar="ID", help="Id of the incident. Default: made up.")
@click.option(
    "--received",
    metavar="TIME",
    help="When the event was received, with its zone. Default: now.",
)
@click.option(
    "--zone",
    metavar="ZONE",
    help="Zone of times that have none, such as Europe/Paris. Default: such times are not used.",
)
@click.option(
    "--private",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder for what is not for the public. Default: {FOLDER}/ in the project.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@options.form_of(options.Form, "Form of the report.")
@options.config_file
def command(
    event: str,
    record_id: str | None,
    received: str | None,
    zone: str | None,
    private: Path | None,
    dry_run: bool,
    format_: str,
    config_file: Path | None,
) -> None:
    """Take an event in: a draft for the public record, and the event itself for the private part.

    The event is JSON in FILE or on standard input. What the source does not say is not guessed:
    the draft marks it. The same event a second time changes nothing, and a later one about the
    same incident is added to the private part only.

    The exit status is 0 if the event was taken in, 1 if there is something in it that a person
    must look at, and 2 if it could not be taken in.
    """
    if record_id is not None and not is_identifier(record_id):
        message = "an id is made of a to z, digits, and single hyphens or dots between them"
        raise click.BadParameter(message, param_hint="--id")
    found = configuration(config_file or find_config(Path()))
    folder = _private(found, private)
    place = Place(
        found.project,
        found.options.content,
        folder,
        _received(received),
        _zone(zone),
        record_id or "",
        dry_run,
    )
    name, data = _read(event)
    outcome = take(data, name, place)
    show = _as_json if format_ == "json" else _as_text
    show(outcome, found.project, dry_run)
    sys.exit(FOUND if outcome.findings else CLEAN)


def _private(found: Configuration, wanted: Path | None) -> Path:
    """Return the folder of private files; raise where it would be public."""
    folder = (wanted or found.project / FOLDER).resolve()
    project = found.project.resolve()
    if folder.is_relative_to(project / found.options.content):
        raise IntakeError(
            "the private part cannot lie in the content folder, which is published",
            hint="Give a folder elsewhere with --private.",
        )
    if found.options.public_source and folder.is_relative_to(project):
        raise IntakeError(
            "this repository is declared public (`public_source: true`), so the event was not"
            " written into it",
            hint="Give a folder of a private repository with --private.",
        )
    return folder


def _read(event: str) -> tuple[str, bytes]:
    """Return the name and the bytes of an event."""
    try:
        if event == "-":
            return "", sys.stdin.buffer.read()
        return Path(event).name, Path(event).read_bytes()
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise IntakeError(
            f"{event} cannot be read: {why}", hint="Check its path and who may read it."
        ) from error


def _received(said: str | None) -> datetime:
    if said is None:
        return datetime.now(UTC).replace(microsecond=0)
    found = moment(said, None)
    if not found.at or found.estimated:
        message = "write it as 2026-03-29T03:00:00+02:00, with its zone"
        raise click.BadParameter(message, param_hint="--received")
    return datetime.fromisoformat(found.at)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError) as error:
        message = f"{name!r} is no zone; write it as Europe/Paris"
        raise click.BadParameter(message, param_hint="--zone") from error


def _as_text(outcome: Outcome, project: Path, dry_run: bool) -> None:
    for note in outcome.notes:
        click.echo(note)
    verb = "Would write" if dry_run else "Written"
    for file in outcome.files:
        click.echo(f"{verb}: {_shown(file, project)}")
    if outcome.findings:
        report = Report(outcome.findings, checked=1, source=Sources(project).text)
        click.echo(render(report, ReportFormat.TEXT), nl=False)
    if outcome.what in (What.NEW, What.RESTORED) and not dry_run:
        click.echo("Next: look at the draft, then run `glasscase check`.")


def _as_json(outcome: Outcome, project: Path, dry_run: bool) -> None:
    value = {
        "outcome": outcome.what.value,
        "incident": outcome.incident,
        "source": outcome.source,
        "branch": outcome.branch,
        "title": f"Intake: {outcome.incident or 'what could not be read'} ({outcome.what.value})",
        "text": "\n".join(_markdown(outcome, project)),
        "written": [] if dry_run else [_shown(file, project) for file in outcome.files],
        "notes": list(outcome.notes),
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "path": one.path,
                "message": one.message,
                "help": one.help,
            }
            for one in outcome.findings
        ],
    }
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _markdown(outcome: Outcome, project: Path) -> Iterator[str]:
    """Yield the text of a pull request. The words of the event stand in the files alone."""
    if outcome.findings:
        yield "Look at these first:"
        yield from (f"- `{one.path}`: {one.message}. {one.help}" for one in outcome.findings)
        yield ""
    yield "Written:"
    yield from (f"- `{_shown(file, project)}`" for file in outcome.files)


def _shown(file: Path, project: Path) -> str:
    inside = file.is_relative_to(project)
    return (file.relative_to(project) if inside else file).as_posix()
