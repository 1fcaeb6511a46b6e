"""`glasscase explain`: the page of a rule."""

from __future__ import annotations

import click

from glasscase.checks.registry import rules, similar
from glasscase.errors import GlasscaseError


@click.command("explain")
@click.argument("rule_id", metavar="[RULE]", required=False)
def command(rule_id: str | None) -> None:
    """Explain a rule: why it is there, an example, and how to mend what it finds.

    Without RULE, list all rules.
    """
    if rule_id is None:
        width = max(map(len, rules()))
        for rule in rules().values():
            click.echo(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.title}")
        return
    # What people copy from a report may have the brackets with it.
    known = rules().get(rule_id.strip("[]"))
    if known is None:
        close = similar(rule_id)
        hint = f"Did you mean {close}?" if close else "`glasscase explain` lists all rules."
        raise GlasscaseError(f"there is no rule {rule_id}", hint=hint)
    waiver = "A record may accept it with a waiver." if known.waivable else ""
    click.echo(f"{known.title}\n{known.severity}[{known.id}]  {waiver}".rstrip())
    click.echo(f"\n{known.text}", nl=False)
