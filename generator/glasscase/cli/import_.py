"""`glasscase import`: model cards of other formats as files of the content folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from glasscase.checks.configuration import configuration, find_config
from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.sources import Sources
from glasscase.errors import GlasscaseError
from glasscase.exchange import IMPORTERS, ExchangeError
from glasscase.exchange.ids import is_identifier
from glasscase.exchange.telling import tell
from glasscase.exchange.transfer import Transfer, choose, save, transfer
from glasscase.findings import Finding, Severity

CLEAN, FOUND, FAILED = 0, 1, 2


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the new files. Default: models/ in the project's content folder.",
)
@click.option("--id", "record_id", metavar="ID", help="Id of the record, for a single FILE.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([importer.name for importer in IMPORTERS]),
    help="Format of the files. Default: told by their names.",
)
@click.option("--dry-run", is_flag=True, help="Report, and print the record; write nothing.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
def command(
    files: tuple[Path, ...],
    folder: Path | None,
    record_id: str | None,
    format_: str | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Turn model cards of other formats into model card files.

    What maps, maps; what does not is kept word for word in sections, and a report says which
    is which. The new records are drafts. A file that exists is never written over, unless
    with --force.

    The exit status is 0 if all went well, 1 if there is an error in a FILE, and 2 if a FILE
    could not be imported or a record not be written.
    """
    if record_id is not None and len(files) > 1:
        message = "it names one record, but there are several files"
        raise click.BadParameter(message, param_hint="--id")
    if record_id is not None and not is_identifier(record_id):
        message = "an id is made of a to z, digits, and single hyphens or dots between them"
        raise click.BadParameter(message, param_hint="--id")
    target = folder or _models_folder()
    wanted = [importer for importer in IMPORTERS if importer.name == format_]
    status = CLEAN
    written: set[Path] = set()
    for file in files:
        try:
            importer = wanted[0] if wanted else choose(IMPORTERS, file)
            done = transfer(file, importer, record_id)
            status = max(status, _show(done))
            _finish(done, target, written, dry_run=dry_run, force=force)
        except GlasscaseError as error:
            click.echo(f"error: {error.message}", err=True)
            if error.hint:
                click.echo(f"  {error.hint}", err=True)
            status = FAILED
    if written:
        click.echo("Next: fill in what is missing, then run `glasscase check`.")
    sys.exit(status)


def _models_folder() -> Path:
    """Return the folder of model cards of the project that we are in."""
    found = configuration(find_config(Path()))
    models = found.project / found.options.content / "models"
    return models.relative_to(Path.cwd()) if models.is_relative_to(Path.cwd()) else models


def _show(done: Transfer) -> int:
    """Print the report and the findings on one file; return its exit status."""
    click.echo(f"{done.source}:")
    for line in tell(done.result):
        click.echo(line)
    findings = done.result.findings
    if findings:
        report = Report(findings, checked=1, source=Sources(Path()).text)
        click.echo(render(report, ReportFormat.TEXT), nl=False)
    return FOUND if any(map(_is_error, findings)) else CLEAN


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _finish(
    done: Transfer, folder: Path, written: set[Path], *, dry_run: bool, force: bool
) -> None:
    """Write the new file, or print it."""
    if not done.name:
        click.echo("  Nothing was written.")
        return
    path = folder / done.name
    if path in written:
        raise ExchangeError(
            f"{done.source} has the same id as a file before it, so it was not written",
            hint="Import it by itself, with another --id.",
        )
    if dry_run:
        click.echo(f"  Would write {path.as_posix()}:")
        click.echo(done.text, nl=False)
        return
    save(path, done.text, force=force)
    written.add(path)
    click.echo(f"  Written to {path.as_posix()}.")
