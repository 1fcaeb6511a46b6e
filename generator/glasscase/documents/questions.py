"""The questions of a form, with what a catalogue says of each: the same for all records."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from glasscase.documents.filled import Answer, Clause, Filled, Rows, State
from glasscase.documents.form import Form, Item, Part, Section
from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Regime
from glasscase.records import PublicForm


class Named(NamedTuple):
    """A duty and its regime."""

    regime: Regime
    duty: Duty


class Asked(NamedTuple):
    """A value that is asked for, and what stands in its place if there is none."""

    part: Part
    missing: Answer


class Question:
    """An item of a form, with who reads its answer and which clauses ask for it."""

    __slots__ = ("_common", "_silent", "asked", "clauses", "item", "labelled", "plain", "readers")

    def __init__(self, item: Item, duties: tuple[Named, ...]) -> None:
        self.item = item
        self.readers = tuple(dict.fromkeys(reader for one in duties for reader in one.duty.readers))
        self.clauses = tuple(Clause(one.regime.short, one.duty.clause) for one in duties)
        self.asked = tuple(
            Asked(part, Answer(part.label or "", part.of, part.field, State.MISSING))
            for part in item.fields
        )
        self.labelled = any(part.label for part in item.fields)
        self.plain = not (item.table or item.special or item.topic or item.when or item.if_owed)
        """Whether nothing but its own fields decides what becomes of it."""
        self._silent: dict[tuple[State, str], Filled] = {}
        self._common: tuple[PublicForm | None, Filled] | None = None

    def common(self, provider: PublicForm | None, make: Callable[[Question], Filled]) -> Filled:
        """Return the item as the provider alone answers it, made once for the same provider."""
        known = self._common
        if known is None or known[0] is not provider:
            known = self._common = (provider, make(self)._replace(common=True))
        return known[1]

    def filled(
        self, state: State, answers: tuple[Answer, ...], rows: Rows | None, why: str
    ) -> Filled:
        """Return the item with its answers, its rows, or the reason why it has none.

        Where nothing answers it, it is the same object for the same state and reason.
        """
        if rows is not None or any(one.state is not State.MISSING for one in answers):
            return self._filled(state, answers, rows, why, common=False)
        known = self._silent.get((state, why))
        if known is None:
            known = self._filled(state, answers, None, why, common=True)
            self._silent[state, why] = known
        return known

    def _filled(
        self,
        state: State,
        answers: tuple[Answer, ...],
        rows: Rows | None,
        why: str,
        *,
        common: bool,
    ) -> Filled:
        item = self.item
        return Filled(
            item.id,
            item.number or "",
            item.label,
            state,
            answers,
            rows,
            why,
            self.readers,
            self.clauses,
            common=common,
        )


class QuestionSection(NamedTuple):
    """A section of a form, with its questions."""

    section: Section
    questions: tuple[Question, ...]


def questions(
    form: Form, named: Callable[[tuple[str, ...]], tuple[Named, ...]]
) -> tuple[QuestionSection, ...]:
    """Return the questions of a form; `named` gives the duties of a catalogue by their names."""
    return tuple(
        QuestionSection(
            section, tuple(Question(item, named(item.duties)) for item in section.items)
        )
        for section in form.sections
    )
