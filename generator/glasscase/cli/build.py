"""`glasscase build`: check the records and build the site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from glasscase.checks.configuration import find_config
from glasscase.cli import options
from glasscase.site.build import AbortedBuildError, build_site, show_log


@click.command("build")
@options.config_file
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site is written. Default: as the configuration says.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the build.")
@click.option("-q", "--quiet", is_flag=True, help="Show only warnings and errors.")
def command(config_file: Path | None, site_dir: Path | None, strict: bool, quiet: bool) -> None:
    """Check the records and build the site.

    The exit status is 0 if the site was built and 1 if the records or pages have errors.
    """
    show_log(quiet=quiet)
    site = _built(config_file or find_config(Path()), site_dir, strict=strict)
    if not quiet:
        click.echo(f"The site is in {click.format_filename(site)}.")


def _built(config_file: Path, site_dir: Path | None, *, strict: bool) -> Path:
    try:
        return build_site(config_file, site_dir, strict=strict)
    except AbortedBuildError:
        sys.exit(1)
