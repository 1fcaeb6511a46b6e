"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The site's configuration; its folder is the project. "
    "Default: mkdocs.yml here or in the nearest folder above.",
)
