"""`glasscase key`: a key that signs the log."""

from __future__ import annotations

import click

from glasscase.log import ENVIRONMENT, generate


@click.command("key")
@click.argument("name")
def command(name: str) -> None:
    """Make a key pair that signs the log. NAME is the site's address without https://.

    The secret half is for the build service's store of secrets, and is never written to a file
    here. The public half stands in mkdocs.yml, and those who watch the log keep it.
    """
    signer = generate(name)
    click.echo(f"# Secret. Store it as {ENVIRONMENT} where the site is published:")
    click.echo(signer.secret())
    click.echo("# Public. List it under `log_keys` of the plugin glasscase in mkdocs.yml:")
    click.echo(str(signer.verifier))
