"""`glasscase check`: what is wrong with the records."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from glasscase import processes
from glasscase.archive.branch import local_archive, remarks
from glasscase.checks.configuration import Configuration, configuration, find_config
from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey
from glasscase.cli import options
from glasscase.cli.terminal import has_colour, show
from glasscase.errors import GlasscaseError
from glasscase.findings import Finding, Severity

CLEAN, FOUND = 0, 1


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@options.form_of(ReportFormat, "Form of the report.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check as errors do.")
@options.config_file
def command(paths: tuple[Path, ...], format_: str, strict: bool, config_file: Path | None) -> None:
    """Check the records of a project and report what is wrong with them.

    With PATHs, only what is found in these files and folders is reported; all are read, since
    records name each other.

    The exit status is 0 if there is no error, 1 if there is one, and 2 if the check could not
    be made.
    """
    report = _report(paths, config_file, sys.stdout.isatty())
    form = ReportFormat(format_)
    show(render(report, form))
    if form is not ReportFormat.TEXT:
        click.echo(report.summary(), err=True)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(FOUND if any(f.severity in failing for f in report.findings) else CLEAN)


def _report(paths: tuple[Path, ...], config_file: Path | None, terminal: bool) -> Report:
    """Check the project and return what is to be reported."""
    found = configuration(config_file or find_config(paths[0] if paths else Path()))
    wanted = [_within(path, found.project) for path in paths]
    archive = local_archive(found.project, found.branch, found.remote)
    for remark in remarks(archive, found.project, found.branch, found.remote):
        click.echo(f"Note: {remark}", err=True)
    result = survey(
        found,
        today=date.today(),
        take=nothing,
        processes=processes.available(),
        archive=archive,
    )
    sources = Sources(found.project)
    return Report(
        tuple(f for f in result.findings if _is_wanted(f, wanted)),
        checked=sum(not wanted or _is_below(file, wanted) for file in result.files),
        waived=0 if wanted else result.waived,
        source=sources.text,
        docs_url=found.docs_url,
        prefix=_prefix(found),
        colour=has_colour(terminal),
    )


def _within(path: Path, project: Path) -> str:
    """Return a path as findings have it: from the project on."""
    if not path.exists():
        raise GlasscaseError(
            f"there is no file or folder {click.format_filename(path)}",
            hint="Give paths as they are seen from the folder you are in.",
        )
    absolute = Path(os.path.normpath(path.absolute()))
    if not absolute.is_relative_to(project):
        raise GlasscaseError(
            f"{click.format_filename(path)} is not in the project {project}",
            hint="Name the project with --config-file.",
        )
    return absolute.relative_to(project).as_posix()


def _is_wanted(finding: Finding, wanted: list[str]) -> bool:
    return not wanted or _is_below(finding.path, wanted)


def _is_below(file: str, wanted: list[str]) -> bool:
    return any(path in (".", file) or file.startswith(f"{path}/") for path in wanted)


def _prefix(found: Configuration) -> str:
    """Return the way from the working folder to the project, if it lies below."""
    here = Path.cwd()
    if found.project != here and found.project.is_relative_to(here):
        return f"{found.project.relative_to(here).as_posix()}/"
    return ""
