"""Rules over records: what is wrong with them beyond their form."""

from __future__ import annotations

from glasscase.checks.context import Options
from glasscase.checks.registry import Rule, RulePageError, rule, rules, similar
from glasscase.checks.run import Result, check

__all__ = [
    "Options",
    "Result",
    "Rule",
    "RulePageError",
    "check",
    "rule",
    "rules",
    "similar",
]
