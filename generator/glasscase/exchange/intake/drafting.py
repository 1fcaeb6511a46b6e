"""The draft of an event in a project: its id, its file, and what to say of it."""

from __future__ import annotations

from pathlib import Path

from glasscase.exchange.ids import LONGEST, slug
from glasscase.exchange.intake.adapters import Understood
from glasscase.exchange.intake.draft import draft_text, is_sound, leave_out_personal_data
from glasscase.exchange.intake.known import Known, known_of
from glasscase.exchange.intake.moments import written
from glasscase.exchange.intake.names import Names, names_of
from glasscase.exchange.intake.outcome import Place
from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.store import Store
from glasscase.exchange.transfer import save

_LONGEST_SLUG = 48
_TOLD = ("title", "state", "times", "severity", "harms", "models", "services")
"""Fields of which is said at once what the draft says of them."""


def write_draft(
    incident: str, known: Known, understood: Understood, store: Store, place: Place
) -> tuple[Path, list[str]]:
    """Write a draft; return its file and what to say of it."""
    file = place.incidents / f"{incident}.yml"
    shown = file.relative_to(place.project).as_posix()
    header = (
        f"A draft, made from {understood.title} received at {written(place.received)}.",
        "`glasscase check` looks at it, and it is not on the site.",
        "The event itself is not for the public. It is kept in",
        f"{store.shown(store.incidents / file.name)}",
        "",
        "Lines with an arrow say where a value comes from. Look at each of them, and delete them.",
        "A key behind a `#` is optional. To use it, remove the first `#` of its lines.",
        "When all is said, write `status: current`. It is public after the next publication.",
    )
    text = draft_text(incident, known, header)
    notes = []
    if not is_sound(text, shown):
        text = draft_text(incident, _bare(known), header)
        notes.append("The words of the event make no valid record, so the draft is without them.")
    if known.left_out:
        notes.append(
            f"Left out of the draft, as it looks like personal data: {known.left_out}"
            f" {'places' if known.left_out > 1 else 'place'}. The private part has it."
        )
    if not place.dry_run:
        save(file, text)
    notes += [
        f"{'.'.join(path)}: {words}"
        for path, comments in known.comments.items()
        if path[0] in _TOLD
        for words in comments
    ]
    return file, notes


def _bare(known: Known) -> Known:
    kept = {key: known.values[key] for key in ("times", "state", "severity", "harms")}
    kept["times"] = {"discovered": kept["times"]["discovered"]}
    kept["state"] = "investigating"
    texts = {
        "title": "Event whose words are in the private part",
        "summary": "The event is kept as it came, in the private part.",
    }
    return Known({**texts, **kept}, known.comments)


def known_in(understood: Understood, place: Place) -> Known:
    """Return what the draft of an event will say, without what looks like personal data."""
    signal = understood.signal
    wanted = bool(signal.models or signal.services)
    names = names_of(place.project, place.content) if wanted else Names()
    known = known_of(understood, place.received, place.zone, names)
    leave_out_personal_data(known, place.received.date())
    return known


def new_id(signal: Signal, known: Known, digest: str, taken: set[str]) -> str:
    """Return an id that no record has: the one that the source wishes, or day and title."""
    times = known.values["times"]
    day = str(times.get("occurred") or times["discovered"])[:10]
    words = slug(known.values["title"]) if signal.understood and signal.title else ""
    if len(words) > _LONGEST_SLUG:
        words = words[:_LONGEST_SLUG].rsplit("-", 1)[0].rstrip("-.")
    base = signal.record_id or f"{day}-{words or f'event-{digest[:8]}'}"
    if signal.record_id or base not in taken:
        return base
    numbered = (f"{base[: LONGEST - 4]}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in numbered if one not in taken)
