"""When a material modification of a framework is due in public: as the catalogue says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from glasscase.checks.reporters import Report

Check = Callable[[Mapping[str, str]], Report]

FILE = "content/protocols/frontier.md"
FIRST = """\
---
id: frontier
version: "1.0"
status: current
title: Frontier framework
summary: How we handle risk.
type: {type}
---
"""
SECOND = """\
---
id: frontier
version: "1.1"
status: current
title: Frontier framework
summary: How we handle all risks.
type: {type}
changes:
  - version: "1.1"
    date: {day}
    summary: All risks are handled.
    reason: Some had been left out.
    material: true
---
"""
SHORTER = """\
extends: us-ca-sb53
duties:
  - id: framework-change
    clause: 22757.12(b)(2)
    title: Changed framework and justification
    what: Publish the modified framework and the justification for the change.
    subject: provider
    who: {term: large-frontier-developer}
    readers: [public]
    answers:
      - fields: [changes.reason]
        of: protocol
        types: [frontier-framework]
    deadline:
      kind: within
      trigger: A material modification of the framework
      start: ["changes[material=true].date"]
      length: P10D
      recipient: Public
    source: ca53
    confidence: verified
"""


def overdue(
    check: Check, day: str, type_: str = "frontier-framework", **more: str
) -> tuple[str, ...]:
    """Return what is said on 2026-11-21 of a modification that is not published."""
    early = f"{FILE}, published on 2025-06-10"
    files = {early: FIRST.format(type=type_), FILE: SECOND.format(type=type_, day=day), **more}
    found = check(files).findings
    return tuple(one.message for one in found if one.rule == "material-overdue")


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-10-21", "2026-11-20"),
        ("2026-10-22", None),  # 30 days: until today
        ("2025-09-01", None),  # before a law was in force
        ("2026-01-01", "2026-01-31"),
    ],
)
def test_it_is_due_within_the_days_of_the_law(
    check_files: Check, day: str, due: str | None
) -> None:
    """Cal. Bus. & Prof. Code 22757.12(b)(2): within 30 days, since 2026-01-01."""
    told = (
        f"the framework was materially modified on {day}, was due in public by {due}, and is not"
        " published"
    )
    assert overdue(check_files, day) == ((told,) if due else ())


def test_a_protocol_of_a_type_that_no_law_names_is_never_due(check_files: Check) -> None:
    assert overdue(check_files, "2026-01-01", "safety-policy") == ()


def test_an_override_of_the_project_sets_its_own_days(check_files: Check) -> None:
    law = {"law/us-ca-sb53.yml": SHORTER}
    [told] = overdue(check_files, "2026-11-10", **law)
    assert "due in public by 2026-11-20" in told
