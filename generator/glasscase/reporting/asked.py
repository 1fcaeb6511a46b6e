"""What a regime asks for in a report about an incident, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glasscase.law.answer import Verdict
from glasscase.law.catalogue import Catalogue
from glasscase.law.conditions import evaluate
from glasscase.law.facts import Facts
from glasscase.law.model.duty import Answer, Duty, Reader, Subject
from glasscase.law.model.regime import Regime
from glasscase.law.scope import owed
from glasscase.records.incident import ReportStage

_REPORTED = "notifications"


class Item(NamedTuple):
    """One thing that a report must say."""

    duty: Duty
    asks: str
    """What is asked, in the catalogue's words."""
    answer: Answer | None
    """The fields that hold it; None if only a statement can answer."""


class Asked(NamedTuple):
    """Everything that is asked of a report, and how sure it is that the report is owed."""

    items: tuple[Item, ...]
    duty: Duty | None
    """The duty to report that a report of this stage meets; None if none is found."""
    notes: tuple[str, ...]
    """What a person must know before it is sent, in sentences."""


def asked(catalogue: Catalogue, regime: Regime, facts: Facts, stage: ReportStage) -> Asked:
    """Return what a regime asks for in a report of a stage. `facts` are about the incident.

    `stage` of an amended report is that of the report which it amends.
    """
    duties = [duty for duty in regime.duties if is_reported(duty)]
    verdicts = {duty.id: owed(catalogue, regime, duty, facts).verdict for duty in duties}
    notes = list(_notes(regime, duties, verdicts, facts))
    none = all(verdict.holds is False for verdict in verdicts.values())
    kept = [duty for duty in duties if none or verdicts[duty.id].holds is not False]
    items = [
        item
        for duty in kept
        if not duty.stages or stage in duty.stages
        for item in _items(duty)
        if item.answer is None
        or item.answer.when is None
        or evaluate(item.answer.when, facts, catalogue, regime).holds is not False
    ]
    if not items:
        notes.append(f"The catalogue names no field that {regime.short} asks for in such a report.")
    if stage is not ReportStage.INITIAL and not _knows(duties, stage):
        notes.append(f"{regime.short} asks for no {stage.value} report.")
    return Asked(tuple(items), _met_by(kept, stage), tuple(notes))


def is_reported(duty: Duty) -> bool:
    """Tell whether a duty is about an incident and owed to others than the public alone."""
    others = any(reader is not Reader.PUBLIC for reader in duty.readers)
    return duty.subject is Subject.INCIDENT and others


def asks_anything(regime: Regime) -> bool:
    """Tell whether a regime asks for reports about incidents."""
    return any(is_reported(duty) for duty in regime.duties)


def _items(duty: Duty) -> Iterator[Item]:
    if not duty.answers and duty.deadline is None:
        yield Item(duty, duty.title, None)
    for answer in duty.answers:
        # That a report was made is no part of the report.
        if not all(field.startswith(_REPORTED) for field in answer.fields):
            yield Item(duty, answer.asks or duty.title, answer)


def _met_by(duties: Sequence[Duty], stage: ReportStage) -> Duty | None:
    """Return the first duty to report whose clock a report of this stage stops."""
    for duty in duties:
        done = duty.deadline.done if duty.deadline is not None else ()
        named = [field for field in done if field.startswith(_REPORTED)]
        staged = [field for field in named if "stage=" in field]
        if any(f"stage={stage.value}" in field for field in staged):
            return duty
        if named and not staged and stage is ReportStage.INITIAL:
            return duty
    return None


def _knows(duties: Sequence[Duty], stage: ReportStage) -> bool:
    """Tell whether any duty speaks of reports of a stage."""
    fields = (
        field
        for duty in duties
        for field in (
            *(duty.deadline.done if duty.deadline is not None else ()),
            *(field for answer in duty.answers for field in answer.fields),
        )
    )
    return any(f"stage={stage.value}" in field for field in fields)


def _notes(
    regime: Regime, duties: Sequence[Duty], verdicts: dict[str, Verdict], facts: Facts
) -> Iterator[str]:
    if not duties:
        return
    found = list(verdicts.values())
    if all(verdict.holds is False for verdict in found):
        why = "; ".join(dict.fromkeys(text for one in found for text in one.because))
        yield f"As far as the records say, no report is owed under {regime.short}: {why}."
    elif not any(verdict.holds for verdict in found):
        unknown = (text for one in found if one.holds is None for text in one.because)
        why = "; ".join(dict.fromkeys(unknown))
        yield f"It cannot be told whether a report is owed under {regime.short}: {why}."
    starts = [duty.in_force or regime.in_force for duty in duties]
    if facts.as_of < min(starts):
        yield f"{regime.short} is in force only from {min(starts)}."
