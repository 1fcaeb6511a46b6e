"""`glasscase law`: the catalogue of duties."""

from __future__ import annotations

import json
from pathlib import Path

import click

from glasscase.checks.configuration import CONFIG_FILE, configuration, find_config
from glasscase.cli import options
from glasscase.cli.terminal import show
from glasscase.law.catalogue import Catalogue, checked_catalogue, package_catalogue, read_catalogue
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
    catalogue = _catalogue(config_file)
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
@click.argument("from_", metavar="FROM", type=click.Path(exists=True, path_type=Path))
@click.argument("to", metavar="TO", type=click.Path(exists=True, path_type=Path))
@_form
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
@click.pass_context
def diff(context: click.Context, from_: Path, to: Path, format_: str, exit_code: bool) -> None:
    """Show which duties were added, removed or changed between two catalogues.

    FROM and TO are folders of regimes, or single files.
    """
    before, after = read_catalogue(from_), read_catalogue(to)
    changes = compare(before, after)
    if options.Form(format_) is options.Form.JSON:
        document = as_document(before, after, changes)
        show(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        show(as_text(before, after, changes))
    context.exit(DIFFERENT if exit_code and changes else SAME)


@command.command("schema")
def schema_() -> None:
    """Print the JSON Schema of a regime's file."""
    show(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")


def _catalogue(config_file: Path | None) -> Catalogue:
    """Return the project's catalogue; outside of a project, the package's."""
    if config_file is None and not any(
        (folder / CONFIG_FILE).is_file() for folder in (Path.cwd(), *Path.cwd().parents)
    ):
        return package_catalogue()
    return checked_catalogue(configuration(config_file or find_config(Path())).project)
