"""`glasscase verify`: whether a site shows every version as it was published."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from glasscase import __version__
from glasscase.archive.difference import weakenings
from glasscase.cli import options
from glasscase.cli.terminal import has_colour, show
from glasscase.errors import GlasscaseError
from glasscase.log.keys import parse_verifier
from glasscase.log.report import headline, render_json, render_text
from glasscase.log.saved import saved_checkpoint
from glasscase.log.source import FolderSource, Source
from glasscase.log.verdict import State, Verdict
from glasscase.log.verify import Expectations, verify
from glasscase.log.web import WebSource

VERIFIED, FOUND = 0, 1


@click.command("verify")
@click.argument("site", metavar="FOLDER|URL")
@click.option(
    "--since",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="An earlier checkpoint of the site; the log must extend it.",
)
@click.option(
    "--key",
    "keys",
    metavar="KEY",
    multiple=True,
    help="A verifier key that must have signed the checkpoint. May be given several times.",
)
@click.option(
    "--save",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write the checkpoint if the site is verified, for the next --since.",
)
@options.form_of(options.Form, "Form of the report.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    site: str,
    since: Path | None,
    keys: tuple[str, ...],
    save: Path | None,
    format_: str,
    as_json: bool,
) -> None:
    """Verify that a published site shows every version as it was published.

    Reads the log at FOLDER or URL, recomputes it, and compares with it the data of every
    version, in each edition too, and the list of changes. Nothing is needed from the provider
    but the site. Whether the pages show what the data say is not looked at.

    The exit status is 0 if all is verified, 1 if something is wrong or could not be looked at,
    and 2 if the verification could not be made.
    """
    verifiers = tuple(parse_verifier(key) for key in keys)
    earlier = saved_checkpoint(since, click.format_filename(since)) if since else None
    expected = Expectations(verifiers, earlier, weakenings)
    source = _source(site)
    try:
        verdict = verify(source, expected, _steps)
    finally:
        source.close()
    if as_json or format_ == "json":
        click.echo(render_json(verdict, tool_version=__version__).encode(), nl=False)
        click.echo(headline(verdict), err=True)
    else:
        text = render_text(verdict, colour=has_colour(sys.stdout.isatty()))
        show(text)
    if save:
        _save(save, verdict)
    sys.exit(VERIFIED if verdict.state is State.VERIFIED else FOUND)


def _source(site: str) -> Source:
    return WebSource(site) if "://" in site else FolderSource(Path(site))


def _save(file: Path, verdict: Verdict) -> None:
    """Keep the checkpoint, unless something is wrong: then the earlier one is worth more."""
    shown = click.format_filename(file)
    if verdict.state is not State.VERIFIED:
        click.echo(f"The checkpoint was not saved: {shown} is as it was.", err=True)
        return
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.write_bytes(verdict.checkpoint_file)
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise GlasscaseError(
            f"the checkpoint cannot be written to {shown}: {error.strerror}",
            hint="Name a file in a folder that you may write to.",
        ) from None
    click.echo(f"Saved the checkpoint to {shown}.", err=True)


@contextmanager
def _steps(label: str, count: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
