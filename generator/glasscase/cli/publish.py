"""`glasscase publish`: check, build, and commit the site to the public branch."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from glasscase.archive.archive import Archive
from glasscase.checks.configuration import configuration, find_config
from glasscase.cli import options
from glasscase.disk import MEMORY
from glasscase.log import ENVIRONMENT, parse_signers
from glasscase.publish import Built, Changes, Outcome, PublishError, State, preflight, publish
from glasscase.publish.memory import Remembered
from glasscase.publish.served import SERVED, kept_checkpoint, served_checkpoint
from glasscase.site.build import AbortedBuildError, build_to_publish, show_log
from glasscase.site.ledger import Publishing

_SHOWN = 5
"""How many paths of each kind a dry run names."""


@click.command("publish")
@options.config_file
@click.option(
    "--remote",
    metavar="REMOTE",
    help="A remote's name, an address or a path. Default: `remote` of the plugin in mkdocs.yml, "
    "else the checkout's own remote, or its own repository where it has none.",
)
@click.option(
    "--branch",
    metavar="BRANCH",
    help="The public branch. Default: `branch` of the plugin in mkdocs.yml, else public.",
)
@click.option(
    "--edition",
    metavar="NAME",
    help="Also freeze the whole site under /NAME/, for ever, and list it in versions.json.",
)
@click.option(
    "--since",
    metavar="FILE|URL|served",
    help="A checkpoint that the log must continue: in a file, at the address of a site, or of the "
    "site that is served at `site_url` of mkdocs.yml.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be published; change nothing.")
def command(
    config_file: Path | None,
    remote: str | None,
    branch: str | None,
    edition: str | None,
    since: str | None,
    dry_run: bool,
) -> None:
    """Check and build the site, commit it to the public branch and push it.

    The branch is only ever moved forward. Where nothing changed, no commit is made. If
    anything fails, the checkout and the remote stay as they were. What forbids a publication
    whatever the site holds is told before anything is built.
    """
    config = (config_file or find_config(Path())).absolute()
    project = config.parent
    site = site_folder(config)
    found = configuration(config)
    now = click.get_current_context().find_object(datetime)  # Only a caller in Python gives one.
    request = preflight(
        site,
        project,
        remote=remote or found.remote,
        branch=branch or found.branch,
        dry_run=dry_run,
        edition=edition,
        since=_earlier(since, config) if since else None,
        memory=project / MEMORY,
    )
    signers = parse_signers(os.environ.get(ENVIRONMENT, ""))

    def build(archive: Archive, time: datetime) -> Built:
        return _built(config, Publishing(archive, time, signers))

    outcome = publish(build, request, now=now)
    for line in describe(outcome):
        click.echo(line)


def _built(config: Path, publishing: Publishing) -> Built:
    """Build the site, and end the program if the records have errors: the log has said which."""
    show_log(quiet=True)
    try:
        return Built(*build_to_publish(config, publishing))
    except AbortedBuildError:
        sys.exit(1)


def site_folder(config_file: Path) -> Path:
    """Return the folder that a configuration names for the site, without loading its plugins.

    A file that cannot be read is left to the build, which says what is wrong with it.
    """
    return config_file.parent / str(_settings(config_file).site_dir)


def _settings(config_file: Path) -> MkDocsConfig:
    config = MkDocsConfig(config_file_path=str(config_file))
    with suppress(ConfigurationError, OSError), config_file.open("rb") as file:
        config.load_file(file)
    return config


def _earlier(since: str, config_file: Path) -> Remembered | None:
    """Return the checkpoint that --since names; None, with a note, where a site gives none."""
    if since != SERVED and "://" not in since:
        return kept_checkpoint(Path(since))
    url = str(_settings(config_file).site_url or "") if since == SERVED else since
    if not url:
        raise PublishError(
            "The site has no address, so nothing is served there.",
            hint="Set `site_url` in mkdocs.yml, or leave out --since.",
        )
    earlier, note = served_checkpoint(url)
    if note:
        click.echo(f"Note: {note}", err=True)
    return earlier


def describe(outcome: Outcome) -> list[str]:
    """Return the lines that tell a person what a publication did or would do."""
    place = f"{outcome.branch} of {outcome.remote}"
    if outcome.state is State.UNCHANGED:
        return [f"Nothing to do: {place} already holds this site."]
    if outcome.state is State.OVERTAKEN:
        mine, newer = outcome.source_commit[:10], outcome.newer[:10]
        return [
            f"Nothing to do: {place} was already published from {newer}, which builds on {mine}.",
            "To take a change back, commit its reverse and publish that.",
        ]
    lines = [f"  {_summary(outcome.changes)}"]
    if outcome.replaced_edits:
        lines.append(
            f"  {_plural(outcome.replaced_edits, 'commit')} made by hand on {outcome.branch}: "
            "where they differ from the build, the build counts"
        )
    if outcome.edition:
        lines.append(
            f"  edition {outcome.edition}: the site as it stands, under {outcome.edition}/"
        )
    if outcome.state is State.WOULD_PUBLISH:
        first = f"Would publish {outcome.source_commit[:10]} to {place}:"
        return [first, *lines, *_paths(outcome.changes)]
    commit = outcome.commit or ""
    return [f"Published {outcome.source_commit[:10]} to {place} as {commit[:10]}:", *lines]


def _summary(changes: Changes) -> str:
    return (
        f"{_plural(len(changes.added), 'file')} added, {len(changes.changed)} changed, "
        f"{len(changes.removed)} removed, {changes.unchanged} unchanged, "
        f"{len(changes.kept)} kept from earlier versions"
    )


def _paths(changes: Changes) -> list[str]:
    lines: list[str] = []
    kinds = (("add", changes.added), ("change", changes.changed), ("remove", changes.removed))
    for verb, paths in kinds:
        lines += [f"  {verb} {_printable(path)}" for path in paths[:_SHOWN]]
        if len(paths) > _SHOWN:
            lines.append(f"  {verb} {len(paths) - _SHOWN} more")
    return lines


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _printable(path: str) -> str:
    """Return `path` fit for a terminal; a branch edited by hand can hold any name."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    return shown if shown.isprintable() else ascii(path)
