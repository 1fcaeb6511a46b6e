"""Coverage as people and programs read it: in a terminal, as JSON, and as a table."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from glasscase.law.advice import File, advice, listed
from glasscase.law.coverage import Covered, Held, State
from glasscase.law.lateness import Late
from glasscase.law.model.duty import Reader, Strength
from glasscase.law.model.regime import Regime
from glasscase.law.outcome import NO_FIELD
from glasscase.law.states import Place
from glasscase.law.wrapped import wrapped

NOTICE = "Readiness, not legal advice."
NOT_MET = (State.MISSING, State.PARTLY, State.ABSENT, State.WITHHELD, State.CANNOT_TELL)
"""States of which the terminal says more than a count."""

_WIDTH = 96
_ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class Report:
    """What `glasscase coverage` says."""

    catalogue: str
    """Version of the catalogue."""
    as_of: date
    covered: tuple[Covered, ...]
    late: tuple[Late, ...]
    file: File
    """Gives the file of a record, from the project on."""

    def by_regime(self) -> Iterator[tuple[Regime, tuple[Covered, ...]]]:
        """Yield the regimes in the order of their ids, with their duties."""
        ordered = sorted(self.covered, key=lambda one: one.regime.id)
        for _, group in groupby(ordered, key=lambda one: one.regime.id):
            own = tuple(group)
            yield own[0].regime, own


def as_text(report: Report) -> str:
    """Return a line of counts for each regime, then what is not met, with what to write where."""
    lines = [f"Coverage on {report.as_of}. Catalogue {report.catalogue}. {NOTICE}"]
    for regime, covered in report.by_regime():
        lines += ["", f"{regime.short} ({regime.id}): {counted(covered)}"]
        lines += [line for text in _coming(covered) for line in _wrapped(text, 2)]
        for place, group in groupby(covered, key=lambda one: one.place):
            own = [one for one in group if one.state in NOT_MET and _can_be_met(one)]
            asked = [one for one in own if not _is_free(one)]
            free = [held for one in own if _is_free(one) for held in one.open]
            if own:
                lines.append(f"  {_name(place, report)}")
                lines += [line for one in asked for line in _duty(one, report)]
            for where, fields in advice(free, report.file).items():
                lines += _wrapped(f"{where}: may also state {listed(fields)}", 4)
    if report.late:
        lines += ["", "Late"]
        for late in report.late:
            lines += _wrapped(f"{_name(late.place, report)}: {late.sentence}", 2)
            lines += [line for clause in late.clauses for line in _wrapped(clause, 4)]
    return "\n".join(lines) + "\n"


def _coming(covered: Iterable[Covered]) -> Iterator[str]:
    """Say of each coming day how many duties towards the public begin, and how many lack something.

    What the text only recommends or allows is left out.
    """
    days: dict[str, list[Covered]] = {}
    for one in covered:
        is_asked = one.duty.strength is Strength.MUST and Reader.PUBLIC in one.duty.readers
        if one.state is State.NOT_YET and is_asked:
            days.setdefault(one.in_force.isoformat(), []).append(one)
    for day, own in sorted(days.items()):
        lacking = sum(bool(one.open) for one in own)
        begins = f"From {day}, {len(own)} more must be met"
        lack = f"{lacking} of them lack{'s' if lacking == 1 else ''} something"
        yield f"{begins}; {lack}: `--on {day}` shows what." if lacking else f"{begins}."


def _can_be_met(one: Covered) -> bool:
    """Tell whether a record can say more to a duty than it does."""
    return bool(one.held) or NO_FIELD not in one.because


def _is_free(one: Covered) -> bool:
    """Tell whether nobody need answer: the text only allows for an answer."""
    return one.duty.strength is Strength.MAY and one.state in (State.MISSING, State.PARTLY)


def counted(covered: Iterable[Covered]) -> str:
    """Return how many duties are in each state: "12 met, 3 missing"."""
    counts = Counter(one.state for one in covered)
    told = [f"{counts[state]} {words(state)}" for state in _ORDER if counts[state]]
    return ", ".join(told)


def words(state: State) -> str:
    """Return a state as sentences have it."""
    return state.value.replace("-", " ")


def _duty(one: Covered, report: Report) -> Iterator[str]:
    yield from _wrapped(f"{words(one.state)}: {one.duty.clause}, {one.duty.title}", 4)
    if one.state is State.CANNOT_TELL:
        for sentence in one.because:
            yield from _wrapped(sentence, 6)
        return
    for where, fields in advice(one.open, report.file).items():
        yield from _wrapped(f"{where}: state {listed(fields)}", 6)
    for held in one.held:
        if held.basis and not held.is_answer and not held.item:
            yield from _wrapped(_ground(held), 6)


def _ground(held: Held) -> str:
    """Say why there is no value: "`compute.operations` is withheld (trade-secret): ..."."""
    how = "given only in part" if held.state is State.PARTLY else words(held.state)
    told = f"`{held.place.field}` is {how} ({held.basis})"
    return f"{told}: {held.reason}" if held.reason else told


def _name(place: Place, report: Report) -> str:
    return report.file(place) or place.kind.value


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrapped(text, _WIDTH, margin, f"{margin}  ")


def as_json(report: Report) -> str:
    """Return everything, with what holds each answer."""
    document = {
        "catalogue": report.catalogue,
        "as_of": report.as_of.isoformat(),
        "notice": NOTICE,
        "regimes": [_regime(regime, covered, report) for regime, covered in report.by_regime()],
        "late": [
            {
                **_place(late.place, report),
                "sentence": late.sentence,
                "clauses": list(late.clauses),
                "due": late.due.isoformat(),
                "days": late.days,
            }
            for late in report.late
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _regime(regime: Regime, covered: tuple[Covered, ...], report: Report) -> dict[str, Any]:
    counts = Counter(one.state for one in covered)
    return {
        "id": regime.id,
        "name": regime.short,
        "checked": regime.checked.isoformat(),
        "unverified": list(regime.unverified),
        "counts": {state.value: counts[state] for state in _ORDER if counts[state]},
        "duties": [
            {
                "subject": {"kind": one.place.kind.value, "id": one.place.id},
                "duty": one.duty.id,
                "clause": one.duty.clause,
                "title": one.duty.title,
                "strength": one.duty.strength.value,
                "confidence": one.duty.confidence.value,
                "readers": [reader.value for reader in one.duty.readers],
                "state": one.state.value,
                "in_force": one.in_force.isoformat(),
                "latest": one.latest.isoformat(),
                "because": list(one.because),
                "held": [_held(held, report) for held in one.held],
            }
            for one in covered
        ],
    }


def _held(held: Held, report: Report) -> dict[str, Any]:
    found = {
        "asks": held.asks,
        **_place(held.place, report),
        "instead": list(held.instead),
        "state": held.state.value,
        "basis": held.basis,
        "reason": held.reason,
        "item": held.item,
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _place(place: Place, report: Report) -> dict[str, str]:
    return {
        "kind": place.kind.value,
        "id": place.id,
        "file": report.file(place),
        "field": place.field,
    }


_SEPARATOR = " | "
"""Between sentences in a cell of the table."""

COLUMNS = (
    "regime",
    "duty",
    "clause",
    "title",
    "kind",
    "id",
    "state",
    "in_force",
    "answered",
    "open",
    "grounds",
    "because",
)


def as_csv(report: Report) -> str:
    """Return a row for each duty of each subject (RFC 4180, with line feeds)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for regime, covered in report.by_regime():
        for one in covered:
            table.writerow(
                (
                    regime.id,
                    one.duty.id,
                    one.duty.clause,
                    one.duty.title,
                    one.place.kind.value,
                    one.place.id,
                    one.state.value,
                    one.in_force.isoformat(),
                    _fields(held for held in one.held if held.state is not State.MISSING),
                    _fields(one.open),
                    _SEPARATOR.join(_ground(held) for held in one.held if held.basis),
                    _SEPARATOR.join(one.because),
                )
            )
    return out.getvalue()


def _fields(all_held: Iterable[Held]) -> str:
    return " ".join(dict.fromkeys(held.place.field for held in all_held))
