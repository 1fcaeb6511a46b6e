"""Make a document: answer each item of a form from a record and its provider.

Only forms of records go in, as they are published; or, for a document that somebody else than
the public receives, with values put in by who called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from glasscase.documents.duties import Duties
from glasscase.documents.filled import (
    PUBLIC,
    Answer,
    Document,
    Filled,
    FilledSection,
    Heading,
    Owing,
    Previous,
    Rows,
    Sealed,
    State,
)
from glasscase.documents.form import Form, Item, Special, Table
from glasscase.documents.marks import is_in
from glasscase.documents.questions import Asked, Question, QuestionSection
from glasscase.documents.tables import STATES, rows_of, value_at
from glasscase.law.model.duty import Reader
from glasscase.law.paths import How
from glasscase.records import Kind, PublicForm

_ORDER = (State.WITHHELD, State.ABSENT, State.MISSING)

AS_ABOVE = "See the answer above."
ANSWERED_NO = "The question above is answered with no."
OF_OTHERS = "It is asked of others only."


class Source(NamedTuple):
    """What a document is made from."""

    record: PublicForm
    provider: PublicForm | None
    digest: str
    """SHA-256 of the record's public form."""
    duties: Duties
    previous: Sequence[Previous] = ()
    owing: tuple[Owing, ...] = ()
    not_owed: frozenset[str] = frozenset()
    """Duties that are asked of others only, by name; see `Item.if_owed`."""
    audience: Reader | None = None
    """For whom it is; None for the public."""
    sealed: Sequence[Sealed] = ()
    """Values in the record that the public does not see."""


def fill(form: Form, source: Source) -> Document:
    """Answer every item of a form. For a reader that is not the public, only the reader's own."""
    record, provider = source.record, source.provider or {}
    filling = _Filling(source)
    sections = tuple([filling.section(section) for section in source.duties.questions(form)])
    if source.audience is not None:
        sections = tuple(_kept(sections))
    return Document(
        form=form,
        provider=provider.get("legal_name", ""),
        demonstration=bool(provider.get("demonstration", False)),
        kind=record["kind"],
        id=record["id"],
        title=record["title"],
        name=record["model"]["name"] if record["kind"] == Kind.MODEL else record["title"],
        version=record["version"],
        status=record["status"],
        language=record["language"],
        digest=source.digest,
        day=day_of(record),
        audience=source.audience.value if source.audience else PUBLIC,
        catalogue=source.duties.version,
        owing=source.owing,
        sections=sections,
    )


def day_of(record: PublicForm) -> str:
    """Return the day of a version, as its record says it; "" if it does not."""
    notes = record.get("changes", ())
    return next((note["date"] for note in notes if note["version"] == record["version"]), "")


def _kept(sections: Sequence[FilledSection]) -> Iterator[FilledSection]:
    """Yield the sections that still hold an item, with those that head such a one."""
    for number, section in enumerate(sections):
        below = []
        for later in sections[number + 1 :]:
            if later.level <= section.level:
                break
            below.append(later)
        if section.items or any(later.items for later in below):
            yield section


class _Filling:
    """Answers the items of one document."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._forms: dict[str, Any] = {"record": source.record, "provider": source.provider or {}}

    def section(self, asked: QuestionSection) -> FilledSection:
        section = asked.section
        return FilledSection(
            section.id,
            section.number or "",
            section.title,
            section.level,
            section.note or "",
            tuple([self.item(one) for one in asked.questions if self._is_for(one)]),
        )

    def _is_for(self, question: Question) -> bool:
        audience = self._source.audience
        return audience is None or not question.clauses or audience in question.readers

    def item(self, question: Question) -> Filled:
        if question.plain and not self._is_in_record(question):
            filled = question.common(self._source.provider, self._filled)
        else:
            filled = self._filled(question)
        if self._source.sealed and (sealed := self._sealed(question.item)):
            return filled._replace(sealed=sealed, common=False)
        return filled

    def _is_in_record(self, question: Question) -> bool:
        """Tell whether anything stands at the record's fields of a question, if only a notice."""
        record = self._source.record
        for part, _ in question.asked:
            if part.of == "record" and value_at(record, part.field).how is not How.MISSING:
                return True
        return False

    def _filled(self, question: Question) -> Filled:
        return question.filled(*self._answered(question))

    def _answered(self, question: Question) -> tuple[State, tuple[Answer, ...], Rows | None, str]:
        item = question.item
        rows = rows_of(item.table, self._source.record) if item.table is not None else None
        answers = self._answers(question)
        if rows is None and item.table is not None:
            answers += (self._no_rows(item.table, named=bool(answers)),)
        state = _together([one.state for one in answers], rows)
        if state is not State.GIVEN and item.when:
            governing, why = self._governing(item.when)
            if governing is not None:
                return governing, (), None, why
        if state is State.MISSING:
            if item.if_owed and self._source.not_owed.issuperset(item.duties):
                return State.NOT_ASKED, (), None, OF_OTHERS
            if item.optional:
                return State.NONE, (), None, ""
        return state, answers, rows, ""

    def _governing(self, paths: Iterable[str]) -> tuple[State | None, str]:
        """Return what becomes of an item by the questions it hangs on; None if it is asked."""
        found = [value_at(self._source.record, path) for path in paths]
        if any(one.how is How.GIVEN and one.value for one in found):
            return None, ""
        for one in found:
            if one.how is not How.GIVEN:
                return STATES[one.how], AS_ABOVE
        return State.NOT_ASKED, ANSWERED_NO

    def _answers(self, question: Question) -> tuple[Answer, ...]:
        item = question.item
        if item.special is Special.PREVIOUS:
            return self._previous(question)
        if item.special is Special.DAY:
            day = day_of(self._source.record)
            return (Answer("", "day", "", State.GIVEN if day else State.MISSING, day or None),)
        if item.topic is not None:
            return self._topic(item.topic)
        found = tuple([self._answer(one) for one in question.asked])
        if question.labelled and not item.either:
            return found
        given = tuple([one for one in found if one.state is State.GIVEN])
        if item.either and not given and found:
            return (min(found, key=lambda one: _ORDER.index(one.state)),)
        return given or found[:1]

    def _no_rows(self, table: Table, *, named: bool) -> Answer:
        """Return what stands in the place of a table without rows."""
        value = value_at(self._source.record, table.rows)
        label = table.columns[0].label or "" if named else ""
        if value.how in (How.GIVEN, How.MISSING):
            return Answer(label, "record", table.rows, State.MISSING)
        return Answer(label, "record", table.rows, STATES[value.how], value.value)

    def _answer(self, asked: Asked) -> Answer:
        part, missing = asked
        value = value_at(self._forms[part.of], part.field)
        if value.how is How.MISSING:
            return missing
        return Answer(missing.label, part.of, part.field, STATES[value.how], value.value)

    def _previous(self, question: Question) -> tuple[Answer, ...]:
        found = [self._answer(one) for one in question.asked]
        found = [one for one in found if one.state is State.GIVEN]
        if self._source.previous:
            earlier = tuple(reversed(self._source.previous))
            found.insert(0, Answer("", "versions", "", State.GIVEN, earlier))
        return tuple(found) or (Answer("", "versions", "", State.MISSING),)

    def _topic(self, topic: str) -> tuple[Answer, ...]:
        path = f"topics[topic={topic}]"
        value = value_at(self._source.record, path)
        if value.how is not How.GIVEN:
            return (Answer("", "record", path, STATES[value.how], value.value),)
        found = [
            Answer("", "record", "topics.summary", State.GIVEN, row["summary"])
            for row in value.value
        ]
        headings = [Heading(row["section"]) for row in value.value if "section" in row]
        if headings:
            found.append(Answer("Section", "headings", "topics.section", State.GIVEN, headings))
        commitments = [
            one for one in self._source.record.get("commitments", ()) if one.get("topic") == topic
        ]
        if commitments:
            answer = Answer("Commitments", "commitments", "commitments", State.GIVEN, commitments)
            found.append(answer)
        return tuple(found)

    def _sealed(self, item: Item) -> tuple[Sealed, ...]:
        return tuple(one for one in self._source.sealed if is_in(item, one))


def _together(states: Sequence[State], rows: Rows | None) -> State:
    """Return the state of an item from those of its values."""
    if rows is not None:
        return State.GIVEN
    if not states or State.GIVEN in states:
        return State.GIVEN if states else State.MISSING
    return min(states, key=_ORDER.index)
