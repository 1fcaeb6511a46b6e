"""Takes one delivery in: the private part first, then the draft. Twice the same changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from glasscase.exchange.intake.adapters import Understood, document_of, understand
from glasscase.exchange.intake.document import pushed
from glasscase.exchange.intake.drafting import known_in, new_id, write_draft
from glasscase.exchange.intake.known import Known, differences, known_of
from glasscase.exchange.intake.moments import written
from glasscase.exchange.intake.names import Names
from glasscase.exchange.intake.outcome import Outcome, Place, What
from glasscase.exchange.intake.payload import Payload, Unreadable, loads, read
from glasscase.exchange.intake.store import Kept, Store, key_of, save_bytes, taken_ids
from glasscase.findings import Finding, Severity
from glasscase.reading.private import PrivateRead
from glasscase.records.event import DocumentNotice


def take(data: bytes, name: str, place: Place) -> Outcome:
    """Take the bytes of a delivery in. `name` is the name of its file, if it has one."""
    store = Store(place.private)
    payload = read(data, name)
    if isinstance(payload, Unreadable):
        with store.locked():
            return _unread(data, payload, store, place)
    document = document_of(payload.value)
    if document is not None:
        with store.locked():
            return _document(data, document, store, place)
    understood = understand(payload.value)
    key = key_of(understood.signal.key, payload.digest)
    branch = f"intake/{_digest(f'{understood.source} {key}')[:16]}"
    with store.locked():
        kept = store.find(understood.source, key)
        if kept is None:
            return replace(_new(payload, understood, key, store, place), branch=branch)
        outcome = _again(data, payload, understood, kept, store, place)
    return replace(outcome, branch=f"{branch}-{payload.digest[:8]}")


def _new(payload: Payload, understood: Understood, key: str, store: Store, place: Place) -> Outcome:
    known = known_in(understood, place)
    taken = taken_ids(place.incidents, place.private)
    incident = place.record_id or new_id(understood.signal, known, payload.digest, set(taken))
    notes, findings = [], _unknown(understood, store, incident)
    # A record that exists already may be the very one: then only its private part is begun.
    existing = taken.get(incident)
    file = store.incidents / f"{incident}.yml"
    delivery = _delivery(understood.source, key, payload, place)
    if file.exists():
        files: tuple[Path, ...] = (file,)
        if not place.dry_run and not store.append(file, delivery, payload):
            return _blocked(payload.json.encode(), Kept(file, PrivateRead(None, ())), store, place)
    else:
        files = (file,)
        if not place.dry_run:
            store.begin(incident, delivery, payload)
    if existing is not None:
        notes.append(
            f"The record {incident} exists and was left as it is. The event lies in"
            f" {store.shown(file)}."
        )
        return Outcome(
            What.UPDATED, incident, understood.source, tuple(notes), tuple(findings), files
        )
    draft, told = write_draft(incident, known, understood, store, place)
    notes += told
    findings += _unused(known, draft, place)
    return Outcome(
        What.NEW, incident, understood.source, tuple(notes), tuple(findings), (*files, draft)
    )


def _again(
    data: bytes,
    payload: Payload,
    understood: Understood,
    kept: Kept,
    store: Store,
    place: Place,
) -> Outcome:
    """Take in what belongs to an incident that is known."""
    part = kept.read.part
    if part is None:
        return _blocked(data, kept, store, place)
    incident, source = part.incident, understood.source
    key = key_of(understood.signal.key, payload.digest)
    same = [one for one in part.events if one.source == source and one.key == key]
    if any(one.digest == payload.digest for one in same):
        if part.dismissed:
            note = f"{incident}: this event came before. It was dismissed: {part.dismissed}"
            return Outcome(What.DISMISSED, incident, source, (note,))
        if incident not in taken_ids(place.incidents, Path()):
            # An earlier intake was interrupted between the two files.
            first = understand(loads(part.events[0].event)) if part.events else understood
            draft, told = write_draft(incident, known_in(first, place), first, store, place)
            note = f"{incident}: this event came before, but its draft was not there."
            return Outcome(What.RESTORED, incident, source, (note, *told), (), (draft,))
        note = f"{incident}: this event came before. Nothing was changed."
        return Outcome(What.REPEATED, incident, source, (note,))
    before = known_of(understand(loads(same[-1].event)), place.received, place.zone, Names())
    after = known_of(understood, place.received, place.zone, Names())
    if not place.dry_run:
        delivery = _delivery(source, key, payload, place)
        if not store.append(kept.file, delivery, payload):
            return _blocked(data, kept, store, place)
    told = differences(
        {**before.values, "state": understand(loads(same[-1].event)).signal.state},
        {**after.values, "state": understood.signal.state},
    )
    notes = [
        f"{incident}: a later event. It was added to {store.shown(kept.file)}; the record was left"
        " as it is.",
        *(["New in it:", *(f"  {line}" for line in told)] if told else ["It says nothing new."]),
    ]
    return Outcome(What.UPDATED, incident, source, tuple(notes), (), (kept.file,))


def _delivery(source: str, key: str, payload: Payload, place: Place) -> dict[str, str]:
    return {
        "source": source,
        "key": key,
        "received": written(place.received),
        "digest": payload.digest,
    }


def _unknown(understood: Understood, store: Store, incident: str) -> list[Finding]:
    if understood.signal.understood:
        return []
    return [
        Finding(
            "event-unknown",
            Severity.WARNING,
            store.shown(store.incidents / f"{incident}.yml"),
            "the form of the event is not known, so nothing was taken from it",
            "Fill in the draft by hand. The forms that are known are listed in the documentation.",
        )
    ]


def _unused(known: Known, draft: Path, place: Place) -> Iterator[Finding]:
    for told in known.unused:
        yield Finding(
            "event-unused",
            Severity.WARNING,
            draft.relative_to(place.project).as_posix(),
            told,
            "Write it into the draft; the event itself is in the private part. `--zone` is for"
            " times that are written without one.",
        )


def _blocked(data: bytes, kept: Kept, store: Store, place: Place) -> Outcome:
    """Keep an event whose private part cannot be added to."""
    files: tuple[Path, ...] = ()
    if not place.dry_run:
        files = (store.keep_unread(data)[0],)
    blocked = Finding(
        "event-unread",
        Severity.ERROR,
        store.shown(kept.file),
        "an event belongs here and could not be added; its bytes are kept in `unread`",
        "Mend this file, and send the event again. Then delete the bytes.",
    )
    return Outcome(What.UNREAD, kept.file.stem, "", (), (*kept.read.findings, blocked), files)


def _unread(data: bytes, why: Unreadable, store: Store, place: Place) -> Outcome:
    digest = hashlib.sha256(data).hexdigest()
    file = store.incidents / "unread" / f"{digest}.bin"
    files: tuple[Path, ...] = (file,)
    if not place.dry_run and not store.keep_unread(data)[1]:
        files = ()
    finding = Finding(
        "event-unread",
        Severity.ERROR,
        store.shown(file),
        f"this is no event: {why.why}; its bytes are kept as they came",
        f"{why.help} If it tells of an incident, begin a record with `glasscase new incident`.",
    )
    branch = f"intake/unread-{digest[:16]}"
    return Outcome(What.UNREAD, "", "", (), (finding,), files, branch)


def _document(data: bytes, document: object, store: Store, place: Place) -> Outcome:
    try:
        notice = DocumentNotice.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        why = f"it says that it is a document, but `{where}` is wrong: {first['msg'].lower()}"
        return _unread(data, Unreadable(why, "See schemas/event.json."), store, place)
    done = pushed(place.project, place.content, notice.id, notice.markdown)
    digest = _digest(notice.markdown)
    branch = f"intake/document-{notice.id}-{digest[:8]}"
    if done.file is None:
        kept = () if place.dry_run else (store.keep_unread(data)[0],)
        return Outcome(What.REFUSED, notice.id, "", (), done.findings, kept, branch)
    if not done.text:
        note = f"{notice.id}: the text is the same. Nothing was changed."
        return Outcome(What.REPEATED, notice.id, "", (note,), done.findings, (), branch)
    if not place.dry_run:
        save_bytes(done.file, done.text.encode())
    note = f"{notice.id}: the text was replaced; the front matter was left as it is."
    return Outcome(What.DOCUMENT, notice.id, "", (note,), done.findings, (done.file,), branch)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
