"""The rules: each is known by its page in `rules/`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from glasscase.errors import GlasscaseError
from glasscase.findings import Severity

RULES_DIR = Path(__file__).parent / "rules"


class RulePageError(GlasscaseError):
    """A rule's page cannot be read, or a rule has none: the installation is damaged."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked, as its page describes it."""

    id: str
    title: str
    severity: Severity
    waivable: bool
    """True if a record may accept the finding with a waiver."""
    text: str
    """The page's Markdown below its front matter."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by id, in the order of their ids."""
    pages = sorted(RULES_DIR.glob("*.md"))
    return MappingProxyType({page.stem: _read(page) for page in pages})


def rule(rule_id: str) -> Rule:
    """Return a rule; raise `RulePageError` if it has no page."""
    try:
        return rules()[rule_id]
    except KeyError:
        raise RulePageError(
            f"the rule {rule_id} has no page", hint="Install Glasscase again."
        ) from None


def similar(rule_id: str) -> str | None:
    """Return the id of the rule that was probably meant."""
    close = difflib.get_close_matches(rule_id, rules(), n=1, cutoff=0.6)
    return close[0] if close else None


def _read(page: Path) -> Rule:
    try:
        _, front, text = page.read_text(encoding="utf-8").split("---\n", 2)
        head = yaml.safe_load(front)
        return Rule(
            page.stem,
            head["title"],
            Severity(head["severity"]),
            bool(head.get("waivable", False)),
            text.strip() + "\n",
        )
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise RulePageError(
            f"the page of the rule {page.stem} cannot be read", hint="Install Glasscase again."
        ) from error
