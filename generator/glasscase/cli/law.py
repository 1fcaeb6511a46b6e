"""`glasscase law`: the catalogue of duties."""

from __future__ import annotations

import json
from pathlib import Path

import click

from glasscase.archive.render.text import safe
from glasscase.cli import options
from glasscase.cli.catalogues import catalogue_in_use, named
from glasscase.cli.terminal import show
from glasscase.law.difference import as_document, as_text, compare
from glasscase.law.schema import schema

SAME, DIFFERENT = 0, 1


_form = options.form_of(options.Form, "Form of the report.")


@click.group("law")
def command() -> None:
    """List the laws and codes that are known, and compare two catalogues of them."""


@command.command("list")
@_form
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    help="The site's configuration; regimes in the project's `law/` count. "
    "Default: mkdocs.yml here or in the nearest folder above, if there is one.",
)
def list_(format_: str, config_file: Path | None) -> None:
    """List all regimes, with the day on which their texts were checked."""
    catalogue = catalogue_in_use(config_file)
    regimes = catalogue.regimes.values()
    if options.Form(format_) is options.Form.JSON:
        document = {
            "catalogue": catalogue.version,
            "regimes": [
                {
                    "id": regime.id,
                    "short": regime.short,
                    "title": regime.title,
                    "force": regime.force.value,
                    "jurisdiction": regime.jurisdiction,
                    "in_force": regime.in_force.isoformat(),
                    "checked": regime.checked.isoformat(),
                    "terms": len(regime.terms),
                    "duties": len(regime.duties),
                    "unverified": list(regime.unverified),
                }
                for regime in regimes
            ],
        }
        show(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return
    width = max((len(regime.id) for regime in regimes), default=0)
    lines = [f"Catalogue {catalogue.version}"]
    for regime in regimes:
        duties = f"{len(regime.duties)} duties"
        lines.append(
            f"{regime.id:<{width}}  {regime.force.value:<9}  in force {regime.in_force}"
            f"  checked {regime.checked}  {duties:>10}"
        )
    show("\n".join(lines) + "\n")


@command.command("diff")
@click.argument("from_", metavar="FROM")
@click.argument("to", metavar="[TO]", required=False)
@_form
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
@options.config_file
@click.pass_context
def diff(
    context: click.Context,
    from_: str,
    to: str | None,
    format_: str,
    exit_code: bool,
    config_file: Path | None,
) -> None:
    """Show which duties were added, removed or changed between two catalogues.

    FROM and TO are folders of regimes or single files, the folder of a built site or the
    api/v1/law.json of one, a version such as 2026-11-21+3f9a2c1b, or a commit of the public
    branch such as origin/public. Without TO it is the catalogue in use. Versions are looked for
    on the public branch as it was last fetched.
    """
    before = named(from_, config_file)
    after = named(to, config_file) if to else catalogue_in_use(config_file).plain
    changes = compare(before, after)
    if options.Form(format_) is options.Form.JSON:
        document = as_document(before, after, changes)
        show(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        show(safe(as_text(before, after, changes)))
    context.exit(DIFFERENT if exit_code and changes else SAME)


@command.command("schema")
def schema_() -> None:
    """Print the JSON Schema of a regime's file."""
    show(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
