"""What `glasscase report` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from glasscase.law.clock import Clock, ClockState
from glasscase.law.model.regime import Regime
from glasscase.reporting.absence import absent_at
from glasscase.reporting.answers import Reply, State
from glasscase.reporting.delivery import Carrier
from glasscase.reporting.desk import Finished, Prepared
from glasscase.reporting.drawing import STAGES
from glasscase.reporting.folder import Kept
from glasscase.reporting.outbox import STAMP, Standing
from glasscase.reporting.report import Known

_MARKS = {
    State.GIVEN: "given",
    State.NOT_APPLICABLE: "not applicable",
    State.NOT_YET: "not yet available",
    State.NOT_AVAILABLE: "not available",
    State.WITHHELD: "WITHHELD",
    State.MISSING: "MISSING",
}
_STANDINGS = {
    Standing.READY: "Not sent.",
    Standing.NOT_SENT: "Not sent: the last attempt did not reach the recipient.",
    Standing.REFUSED: "Not sent: the recipient refused it.",
    Standing.UNKNOWN: "Uncertain: nobody knows whether the recipient has taken it.",
    Standing.DELIVERED: "Delivered.",
}


def as_text(
    prepared: Prepared,
    known: Known,
    regime: Regime,
    project: Path,
    due: Sequence[Clock],
    finished: Finished | None,
    lines: Iterable[str],
) -> str:
    """Return the answer for people: what the report says, what is missing, where it stands."""
    kept, content = prepared.kept, prepared.content
    said = [
        f"{STAGES[kept.stage.value]} {kept.number} under {regime.short}: {known.id}",
        f"in {_shown(kept.folder, project)}",
        "",
    ]
    clauses = [one.item.duty.clause for one in content.replies]
    width = max(map(len, clauses), default=0)
    for one in content.replies:
        clause = one.item.duty.clause.ljust(width)
        if one not in content.missing and not one.state.is_stated:
            said.append(f"  {clause}  {'not stated':<17}  {one.item.asks}, which is optional")
            continue
        said.append(f"  {clause}  {_MARKS[one.state]:<17}  {one.item.asks}")
    said += ["", *_to_state(content.missing, known)]
    said += [f"Note: {note}" for note in prepared.notes]
    said += [_due(clock) for clock in due if kept.standing is not Standing.DELIVERED]
    said += _standing(kept, finished)
    said += lines
    return "\n".join(said).replace("\n\n\n", "\n\n") + "\n"


def as_document(
    prepared: Prepared, finished: Finished | None, due: Sequence[Clock]
) -> dict[str, Any]:
    """Return the answer for programs."""
    kept = prepared.kept
    return {
        "report": kept.document["report"],
        "folder": kept.folder.as_posix(),
        "digest": kept.digest,
        "state": kept.standing.value,
        "has_changed": prepared.has_changed,
        "missing": [
            {"clause": one.item.duty.clause, "asks": one.item.asks, "fields": _fields(one)}
            for one in prepared.content.missing
        ],
        "not_yet_available": [one.item.asks for one in prepared.content.not_yet],
        "due": [clock.due.isoformat() for clock in due if clock.due is not None],
        "receipt": finished.receipt if finished is not None else None,
        "notes": [*prepared.notes, *(finished.notes if finished is not None else ())],
    }


def dry_run(kept: Kept, carrier: Carrier, missing: bool) -> list[str]:
    """Say what would be sent, and that nothing was."""
    names = ["report.json", "report.md", "report.pdf", "report.eml"]
    sizes = [
        f"  {name}, {(kept.folder / name).stat().st_size:,} bytes"
        for name in names
        if (kept.folder / name).is_file()
    ]
    key = "Message-ID" if carrier.by == "smtp" else "Idempotency-Key"
    last = (
        "Nothing was sent. Something that is asked is missing: add --confirm and --incomplete to"
        " send it as it is."
        if missing
        else "Nothing was sent. Add --confirm to send it."
    )
    return [
        f"Would be sent by {carrier.by} to {carrier.to}",
        f"{key}: {carrier.key}",
        f"SHA-256 of report.json: {kept.digest}",
        *sizes,
        last,
    ]


def uncertain(kept: Kept, incident: str, regime: str) -> list[str]:
    """Say what to check after an attempt of which nobody knows what came of it."""
    last = [one for one in kept.outbox.attempts() if one.outcome is Standing.UNKNOWN][-1]
    began = last.began
    command = f"glasscase report {incident} --regime {regime}"
    by_mail = began.get("by") == "smtp"
    check = (
        "Look in the log of your mail server, or ask the recipient, for this Message-ID:"
        if by_mail
        else "Ask the recipient for the request with this Idempotency-Key:"
    )
    return [
        f"Attempt {last.number}, {last.at}, by {began.get('by')} to {began.get('to')}:",
        f"  {last.words}",
        check,
        f"  {began.get('key')}",
        "If it arrived, keep that, with the reference that you were given:",
        f"  {command} --confirm-delivered REFERENCE",
        "If it did not arrive, send it again:",
        f"  {command} --send --confirm --resend",
    ]


def _to_state(missing: Iterable[Reply], known: Known) -> Iterator[str]:
    for one in missing:
        yield f"Missing: {one.item.asks} ({one.item.duty.clause})"
        fields = _fields(one)
        if one.state is State.WITHHELD:
            yield (
                f"  {' and '.join(f'`{field}`' for field in fields)} is withheld: give its `value`,"
                f" or the value under `fields` in {known.part}."
            )
        elif fields:
            joined = " or " if one.item.answer is not None and one.item.answer.either else ", "
            yield f"  State {joined.join(f'`{field}`' for field in fields)}"
            also = "" if known.record is None else f", or under `fields` in {known.part}"
            yield f"  in {known.facts.file}{also}."
            yield from _not_yet(one.item.asks, fields, known)
        else:
            yield f"  Write it under `statements` in {known.part}:"
            yield f"    {one.item.asks}: ..."


def _not_yet(asks: str, fields: Iterable[str], known: Known) -> Iterator[str]:
    """Say where it can stand that something is not known yet; not each field can say so."""
    if known.record is not None and (place := next(filter(None, map(absent_at, fields)), "")):
        value = '{absent: not-yet, reason: "..."}'
        yield f"  If it is not known yet, write `{value}` as `{place}` in {known.facts.file}."
    else:
        yield f"  If it is not known yet, write that under `statements` in {known.part}:"
        yield f'    {asks}: "Not known yet: ..."'


def _fields(one: Reply) -> list[str]:
    if one.parts:
        return [part.field for part in one.parts if not part.state.is_stated]
    return list(one.item.answer.fields) if one.item.answer is not None else []


def _due(clock: Clock) -> str:
    at = clock.due_local.strftime("%Y-%m-%d %H:%M %Z") if clock.due_local is not None else ""
    utc = clock.due.strftime("%Y-%m-%dT%H:%MZ") if clock.due is not None else ""
    if clock.state is ClockState.CANNOT_TELL:
        words = next((one for one in clock.words if one.startswith("Cannot tell")), "")
        return " ".join(
            part
            for part in (f"Perhaps due: {clock.title}.", at and f"{at} ({utc}).", words)
            if part
        )
    late = "LATE" if clock.state is ClockState.LATE else "Due"
    words = clock.words[-1] if clock.due is None and clock.words else ""
    return f"{late}: {clock.title}: {at} ({utc})" if at else f"{late}: {clock.title}: {words}"


def _standing(kept: Kept, finished: Finished | None) -> list[str]:
    if finished is None:
        return [_STANDINGS[kept.standing]]
    delivered = finished.receipt["delivered"]
    reference = delivered.get("reference") or delivered.get("key") or "none"
    said = [
        f"Delivered on {delivered['at']} by {delivered['by']} to {delivered['to']}.",
        f"Reference: {reference}",
    ]
    if (kept.folder / STAMP).is_file():
        said.append(f"Time stamp: {STAMP}")
    return [*said, *finished.notes]


def _shown(folder: Path, project: Path) -> str:
    root = project.resolve()
    return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()
