"""The command `glasscase`. One module per command; each is thin."""

from __future__ import annotations

import errno
import importlib

import click

from glasscase import __version__
from glasscase.errors import GlasscaseError
from glasscase.garbage import no_garbage_collection

_COMMANDS = {
    "build": "glasscase.cli.build",
    "check": "glasscase.cli.check",
    "coverage": "glasscase.cli.coverage",
    "deadlines": "glasscase.cli.deadlines",
    "diff": "glasscase.cli.diff",
    "document": "glasscase.cli.document",
    "explain": "glasscase.cli.explain",
    "import": "glasscase.cli.import_",
    "intake": "glasscase.cli.intake",
    "key": "glasscase.cli.key",
    "law": "glasscase.cli.law",
    "new": "glasscase.cli.new",
    "publish": "glasscase.cli.publish",
    "report": "glasscase.cli.report",
    "scope": "glasscase.cli.scope",
    "serve": "glasscase.cli.serve",
    "verify": "glasscase.cli.verify",
}
_OUTSIDE = frozenset(
    {
        errno.EACCES,
        errno.EDQUOT,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOSPC,
        errno.EPERM,
        errno.EROFS,
    }
)
"""Errors that say what is wrong with the machine: no disk space, no permission."""


class _Commands(click.Group):
    """Loads a command when it is called, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        with no_garbage_collection():  # It takes a fifth of the time.
            command: click.Command = importlib.import_module(module).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except GlasscaseError as error:
            click.echo(f"error: {error.message}", err=True)
            for line in error.hint.splitlines():
                click.echo(f"  {line}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno not in _OUTSIDE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"error: {where}{error.strerror}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glasscase")
def main() -> None:
    """Publish AI safety protocols, model cards and incident summaries as a public site."""
