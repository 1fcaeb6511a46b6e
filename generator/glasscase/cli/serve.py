"""`glasscase serve`: a preview that follows the sources."""

from __future__ import annotations

from pathlib import Path

import click

from glasscase.checks.configuration import find_config
from glasscase.cli import options
from glasscase.site.build import serve_site, show_log


@click.command("serve")
@options.config_file
@click.option("-a", "--address", metavar="HOST:PORT", help="Default: 127.0.0.1:8000.")
def command(config_file: Path | None, address: str | None) -> None:
    """Show a preview in a browser and renew it whenever a source file changes.

    Drafts are shown, and errors are printed instead of ending the preview.
    """
    show_log(quiet=False)
    serve_site(config_file or find_config(Path()), address)
