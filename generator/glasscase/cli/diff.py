"""`glasscase diff`: what changed between two versions of a record."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import click

from glasscase.archive import Difference, Words, compare
from glasscase.archive.branch import local_archive
from glasscase.archive.render import render_json, render_markdown, render_text, view
from glasscase.archive.render.phrases import author, title
from glasscase.archive.summary import headline, summary
from glasscase.checks.configuration import configuration, find_config
from glasscase.cli.versions import Versions, find_record
from glasscase.site import fragments, words
from glasscase.site.folding import folded

SAME, DIFFERENT = 0, 1
_WORDS = Words(words.field, words.value)


class Form(StrEnum):
    """Forms of a difference."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@click.command("diff")
@click.argument("record", metavar="ID")
@click.argument("from_", metavar="[FROM]", required=False)
@click.argument("to", metavar="[TO]", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice([form.value for form in Form]),
    default=Form.TEXT.value,
    show_default=True,
    help="Form of the difference.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    help="The site's configuration; its folder is the project. "
    "Default: mkdocs.yml here or in the nearest folder above.",
)
def command(
    record: str,
    from_: str | None,
    to: str | None,
    format_: str,
    exit_code: bool,
    config_file: Path | None,
) -> None:
    """Show what changed in the record ID, field by field and word by word.

    ID is the record's id, with the folder of its kind where several kinds share it:
    `models/aurora-2`. FROM and TO are versions. Published ones are read from the public branch
    as it was last fetched; without TO the file as it stands is compared, and without FROM it is
    compared with the version published last.

    The exit status is 0, and 2 if the difference could not be made. With --exit-code it is 1 if
    anything differs.
    """
    found = configuration(config_file or find_config(Path()))
    archive = local_archive(found.project, found.branch, found.remote)
    kind, id_ = find_record(archive, found, record)
    versions = Versions(archive, found, kind, id_)
    before = versions.form(from_) if from_ else versions.last()
    after = versions.form(to) if to else versions.living()
    difference = compare(before, after, _WORDS)
    text = _RENDERERS[Form(format_)](difference)
    # The bytes are the same wherever they are written; a terminal's encoding may be another.
    click.echo(text.encode("utf-8", "replace"), nl=False)
    sys.exit(DIFFERENT if exit_code and difference.changes else SAME)


def _text(difference: Difference) -> str:
    return render_text(difference, colour=_colour(sys.stdout.isatty()), words=_WORDS)


def _markdown(difference: Difference) -> str:
    return render_markdown(difference, words=_WORDS)


def _html(difference: Difference) -> str:
    return fragments.render(
        "comparison.html",
        title=title(difference),
        headline=headline(summary(difference)),
        notes=[
            {"name": author(note), "summary": note.summary, "reason": note.reason}
            for note in difference.notes
        ],
        groups=folded(view(difference, _WORDS)),
    )


_RENDERERS: dict[Form, Callable[[Difference], str]] = {
    Form.TEXT: _text,
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.JSON: render_json,
}


def _colour(terminal: bool) -> bool:
    """Tell whether to use colours (https://no-color.org, https://force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))
