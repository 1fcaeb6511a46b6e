"""`glasscase diff`: what changed between two versions of a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

import click

from glasscase.archive import Difference, compare
from glasscase.archive.branch import local_archive
from glasscase.archive.render import render_markdown, render_text, view
from glasscase.archive.render.json import document
from glasscase.archive.render.markdown import escaped
from glasscase.archive.render.phrases import author, title
from glasscase.archive.render.text import safe
from glasscase.archive.summary import summary
from glasscase.checks.configuration import configuration, find_config
from glasscase.cli import options
from glasscase.cli.movement import movement
from glasscase.cli.terminal import has_colour, show
from glasscase.cli.versions import Versions, find_record
from glasscase.law.movement import Moved, as_markdown, as_text, as_values
from glasscase.site import fragments
from glasscase.site.changes import derived_of
from glasscase.site.folding import folded

SAME, DIFFERENT = 0, 1


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
@options.form_of(Form, "Form of the difference.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
@options.config_file
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
    compared with the version published last. The duties that the change answers, or does not
    answer any more, are listed too.

    The exit status is 0, and 2 if the difference could not be made. With --exit-code it is 1 if
    anything differs.
    """
    found = configuration(config_file or find_config(Path()))
    archive = local_archive(found.project, found.branch, found.remote)
    kind, id_ = find_record(archive, found, record)
    versions = Versions(archive, found, kind, id_)
    before = versions.form(from_) if from_ else versions.last()
    after = versions.form(to) if to else versions.living()
    difference = compare(before, after)
    coverage = movement(found, before, after, date.today())
    text = _RENDERERS[Form(format_)](difference, coverage)
    show(text)
    sys.exit(DIFFERENT if exit_code and difference.changes else SAME)


Coverage = tuple[Moved, ...]


def _text(difference: Difference, coverage: Coverage) -> str:
    text = render_text(difference, colour=has_colour(sys.stdout.isatty()))
    return text + as_text(coverage, safe)


def _markdown(difference: Difference, coverage: Coverage) -> str:
    return render_markdown(difference) + as_markdown(coverage, escaped)


def _json(difference: Difference, coverage: Coverage) -> str:
    whole = {**document(difference), "coverage": as_values(coverage)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _html(difference: Difference, coverage: Coverage) -> str:
    return fragments.render(
        "comparison.html",
        title=title(difference),
        derived=derived_of(difference, summary(difference)),
        notes=[
            {"name": author(note), "summary": note.summary, "reason": note.reason}
            for note in difference.notes
        ],
        groups=folded(view(difference)),
        coverage=coverage,
    )


_RENDERERS: dict[Form, Callable[[Difference, Coverage], str]] = {
    Form.TEXT: _text,
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
    Form.JSON: _json,
}
