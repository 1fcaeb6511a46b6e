"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click


class Form(StrEnum):
    """Forms of most answers: for people, and for programs."""

    TEXT = "text"
    JSON = "json"


Command = TypeVar("Command", bound=Callable[..., Any])


def form_of(forms: type[StrEnum], words: str) -> Callable[[Command], Command]:
    """Return the option --format, whose first form is the default; `words` are its help."""
    names = [form.value for form in forms]
    return click.option(
        "--format",
        "format_",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help=words,
    )


def day_asked(example: str) -> Callable[[Command], Command]:
    """Return the option --on, the day on which something is asked; `example` is one."""
    return click.option(
        "--on",
        type=click.DateTime(["%Y-%m-%d"]),
        help=f"Day on which it is asked, such as {example}. Default: today.",
    )


config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The site's configuration; its folder is the project. "
    "Default: mkdocs.yml here or in the nearest folder above.",
)
