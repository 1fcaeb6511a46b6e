"""Waivers: findings that a record accepts, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, label
from glasscase.checks.registry import rules, similar
from glasscase.reading.load import Loaded
from glasscase.records import Record


def apply(context: Context, all_found: Iterable[Found]) -> tuple[list[Found], int]:
    """Return what no waiver accepts, with the waivers' own problems, and how many were accepted."""
    kept: list[Found] = []
    used: set[tuple[str, int]] = set()
    waived = 0
    for one in all_found:
        matching = list(_matching(one))
        if one.loaded is not None:
            used.update((one.loaded.document.path, number) for number in matching)
        if matching:
            waived += not one.accepted
        elif not one.accepted:
            kept.append(one)
    for loaded in context.records():
        # What a published version says cannot be removed from it, needed or not; and in a file
        # that cannot be read may stand what the finding comes from.
        kept_anyway = bool(loaded.record.waivers) and (
            bool(context.index.broken) or _is_published(context, loaded)
        )
        for number, waiver in enumerate(loaded.record.waivers):
            needed = kept_anyway or (loaded.document.path, number) in used
            kept += _problems(loaded, number, waiver.rule, needed)
    return kept, waived


def unwaived(all_found: Iterable[Found]) -> list[Found]:
    """Return the findings that no waiver accepts; the waivers themselves are not checked."""
    return [one for one in all_found if not one.accepted and next(_matching(one), None) is None]


def _is_published(context: Context, loaded: Loaded[Any]) -> bool:
    record = loaded.record
    return context.archive.find(record.kind, record.id, record.version) is not None


def _matching(one: Found) -> Iterator[int]:
    """Yield the numbers of the waivers that accept a finding."""
    record = one.loaded.record if one.loaded is not None else None
    if not isinstance(record, Record) or one.loaded is None:
        return
    known = rules().get(one.finding.rule)
    if known is None or not known.waivable:
        return
    for number, waiver in enumerate(record.waivers):
        if waiver.rule == one.finding.rule and _covers(waiver.at, one.loaded, one.path):
            yield number


def _covers(at: str | None, loaded: Loaded[Any], path: Path) -> bool:
    if at is None:
        return True
    place = label(loaded.document.data, path)
    return place == at or place.startswith(f"{at}.")


def _problems(loaded: Loaded[Any], number: int, rule_id: str, used: bool) -> Iterator[Found]:
    path: Path = ("waivers", number, "rule")
    known = rules().get(rule_id)
    if known is None:
        close = similar(rule_id)
        yield found(
            "waiver-unknown-rule",
            loaded,
            path,
            f"there is no rule `{rule_id}`",
            f"Did you mean `{close}`?" if close else "Copy the rule from the finding, without [ ].",
        )
    elif not known.waivable:
        yield found(
            "waiver-refused",
            loaded,
            path,
            f"a finding of `{rule_id}` cannot be accepted with a waiver",
            "Mend what it finds, and remove the waiver.",
        )
    elif not used:
        yield found(
            "waiver-unused",
            loaded,
            path,
            f"this waiver accepts nothing: `{rule_id}` finds nothing there",
            "Remove it, or correct `at`. A waiver is published, and readers would wonder.",
        )
