"""What the records answer to an item of a report: values, what is withheld, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from glasscase.law.fields import steps
from glasscase.law.model.duty import Answer, Reader
from glasscase.law.paths import How, look, walked
from glasscase.records import PublicForm
from glasscase.records.base import Model
from glasscase.records.disclosure import Absence, Basis, Withheld
from glasscase.records.words import field as words_of
from glasscase.reporting.asked import Item

_AUTHORITIES = {Reader.AI_OFFICE, Reader.NATIONAL_AUTHORITIES, Reader.STATE_AUTHORITIES}


class State(StrEnum):
    """How an item is answered, the best first."""

    GIVEN = "given"
    NOT_APPLICABLE = "not-applicable"
    NOT_YET = "not-yet"
    NOT_AVAILABLE = "not-available"
    WITHHELD = "withheld"
    """It exists, and this recipient is not among those who get it, or it is not in the files."""
    MISSING = "missing"

    @property
    def is_stated(self) -> bool:
        """Whether the report says something: a value, or why there is none."""
        return self not in (State.WITHHELD, State.MISSING)


_ORDER = list(State)
_WHOLE = {"timeline.what": "timeline"}
"""Fields of rows that say little without the rest of their row: an event, without its time."""


class Part(NamedTuple):
    """What one field says."""

    field: str
    label: str
    state: State
    value: Any = None
    public: bool = True
    """False if the public does not see this value."""
    reason: str = ""
    """Why there is no value, or on what ground the public does not get it."""
    expected: str = ""


class Reply(NamedTuple):
    """What is answered to an item."""

    item: Item
    state: State
    parts: tuple[Part, ...] = ()
    statement: str = ""
    """An answer in prose; it takes the place of fields."""


class Sources(NamedTuple):
    """What answers are taken from."""

    incident: PublicForm
    """With the private part, and with what this recipient is owed of withheld values."""
    provider: PublicForm
    public: PublicForm
    """The public record alone; empty if there is none."""
    statements: Mapping[str, str]


def reply(item: Item, sources: Sources, regime: str) -> Reply:
    """Return what the records answer. Nothing is made up: what they do not say is missing."""
    said = statement(sources.statements, regime, item.asks)
    if said:
        return Reply(item, State.GIVEN, (), said)
    if item.answer is None:
        return Reply(item, State.MISSING)
    parts = [_part(item.answer, field, sources) for field in item.answer.fields]
    states = sorted((part.state for part in parts), key=_ORDER.index)
    if not item.answer.either:
        return Reply(item, states[-1], tuple(parts))
    best = states[0]
    kept = [part for part in parts if part.state is State.GIVEN]
    kept = kept or [part for part in parts if part.state is best]
    return Reply(item, best, tuple(kept))


def statement(statements: Mapping[str, str], regime: str, asks: str) -> str:
    """Return the statement that answers what is asked: for this regime, or for any."""
    known = {_key(key): text for key, text in statements.items()}
    return known.get(_key(f"{regime}: {asks}"), "") or known.get(_key(asks), "")


def unused(statements: Iterable[str], asks: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys of statements that answer nothing of what is asked by (regime, words)."""
    known = {_key(text) for regime, words in asks for text in (words, f"{regime}: {words}")}
    return tuple(key for key in statements if _key(key) not in known)


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _part(answer: Answer, field: str, sources: Sources) -> Part:
    field = _WHOLE.get(field, field)
    label = label_of(field)
    form = sources.provider if answer.of == "provider" else sources.incident
    found = look(form, walked(field))
    if found.how is How.MISSING or found.value in (None, [], ()):
        return Part(field, label, State.MISSING)
    if found.how is How.WITHHELD:
        return Part(field, label, State.WITHHELD, reason=str(found.value.get("describe", "")))
    if found.how is How.ABSENT:
        state = _ABSENCES.get(str(found.value.get("absent", "")), State.MISSING)
        reason = str(found.value.get("reason", ""))
        return Part(
            field, label, state, reason=reason, expected=str(found.value.get("expected", ""))
        )
    if answer.of == "provider":
        return Part(field, label, State.GIVEN, found.value)
    seen = look(sources.public, walked(field))
    ground = str(seen.value.get("withheld", "")) if seen.how is How.WITHHELD else ""
    return Part(field, label, State.GIVEN, found.value, seen.value == found.value, ground)


_ABSENCES = {
    Absence.NOT_APPLICABLE.value: State.NOT_APPLICABLE,
    Absence.NOT_YET.value: State.NOT_YET,
    Absence.NOT_AVAILABLE.value: State.NOT_AVAILABLE,
}


def label_of(path: str) -> str:
    """Return what a field is called, such as "Corrective actions"."""
    keys = [step.key for step in steps(path) or ()]
    owner = {"times": "Times", "impact": "Impact", "circumstances": "Circumstances"}
    model = owner.get(keys[0], "Incident") if len(keys) > 1 else "Incident"
    if not keys:
        return path
    return words_of(model, keys[-1] if len(keys) > 1 and keys[0] in owner else keys[0])


# Withheld values that a recipient is owed.


def owed_to(readers: Iterable[Reader]) -> Callable[[Withheld], bool]:
    """Return the test whether a withheld value goes into a report to such readers.

    A value that names its audiences goes to those only. One that names none goes to authorities;
    personal data only where an audience is named (Reg. (EU) 2016/679, Art. 5(1)(c)).
    """
    wanted = {reader.value for reader in readers}
    is_authority = bool(wanted) and wanted <= {reader.value for reader in _AUTHORITIES}

    def is_owed(notice: Withheld) -> bool:
        if notice.audience:
            return bool(wanted & {one.value for one in notice.audience})
        return is_authority and notice.withheld is not Basis.PERSONAL_DATA

    return is_owed


def revealed(held: Any, form: Any, is_owed: Callable[[Withheld], bool]) -> Any:
    """Return the public form of a record with the withheld values that a recipient is owed.

    `held` is the record, or a part of it, that `form` was made from.
    """
    if isinstance(held, Withheld):
        return _plain(held.value) if held.value is not None and is_owed(held) else form
    if isinstance(held, Model) and isinstance(form, dict):
        names = {info.alias or name: name for name, info in type(held).model_fields.items()}
        return {
            key: revealed(getattr(held, names[key]), value, is_owed) if key in names else value
            for key, value in form.items()
        }
    if isinstance(held, tuple | list) and isinstance(form, list) and len(held) == len(form):
        pairs = zip(held, form, strict=True)
        return [revealed(inner, value, is_owed) for inner, value in pairs]
    return form


def _plain(value: Any) -> Any:
    """Return a value of a file as JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)
