"""What a command prints: text that is the same everywhere, with colours where they are wanted."""

from __future__ import annotations

import os

import click


def show(text: str) -> None:
    """Print a text that brings its own line ends.

    The bytes are the same wherever they are written; a terminal's encoding may be another.
    """
    click.echo(text.encode("utf-8", "replace"), nl=False)


def has_colour(terminal: bool) -> bool:
    """Tell whether to use colours (https://no-color.org, https://force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))
