"""The duties of a catalogue by name, and whether a document is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from glasscase.documents.filled import Owing
from glasscase.documents.form import Form, FormId, Owed, forms, forms_of
from glasscase.documents.questions import Named, QuestionSection, questions
from glasscase.law.asks import DutyPlan, RegimePlan
from glasscase.law.catalogue import Catalogue
from glasscase.law.coverage import Law
from glasscase.law.model.duty import Subject
from glasscase.law.verdicts import Holds, Judged, Reasons, worded
from glasscase.records import Kind, PublicForm


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of a catalogue by name: `us-ca-sb53/report-website`."""

    version: str
    """The version of the catalogue."""
    by_name: Mapping[str, Named]
    _questions: dict[FormId, tuple[Form, tuple[QuestionSection, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, catalogue: Catalogue) -> Duties:
        """Index a catalogue."""
        return cls(
            catalogue.version,
            {
                f"{regime.id}/{duty.id}": Named(regime, duty)
                for regime in catalogue.regimes.values()
                for duty in regime.duties
            },
        )

    def named(self, names: tuple[str, ...]) -> tuple[Named, ...]:
        """Return duties by their names; a name that a project's catalogue lacks is left out."""
        return tuple(self.by_name[name] for name in names if name in self.by_name)

    def questions(self, form: Form) -> tuple[QuestionSection, ...]:
        """Return the questions of a form with what the catalogue says of them; worked out once."""
        known = self._questions.get(form.id)
        if known is None or known[0] is not form:
            known = self._questions[form.id] = (form, questions(form, self.named))
        return known[1]


def regimes() -> frozenset[str]:
    """Return the ids of the regimes that ask for a document."""
    return frozenset(one.duty.partition("/")[0] for form in forms().values() for one in form.owed)


class _Spot(NamedTuple):
    """Where a duty is in the plan of a law, and what the form says of it."""

    subject: Subject
    number: int
    regime: RegimePlan
    duty: DutyPlan
    differs: str


class _Standing(NamedTuple):
    """What is owed for records of which the same conditions hold."""

    holds: Holds | None
    """Kept, so that its identity is not used again."""
    owed: frozenset[FormId]
    not_owed: Mapping[FormId, frozenset[str]]
    """Of each form, the duties of items that are asked only where owed, which are not owed."""


_MOST = 1_000
"""Number of different sets of verdicts for which is remembered what is owed."""


class Judge:
    """Tells whether documents are owed, by a law that knows the provider and its models.

    What is the same for many records is worked out once: see `law.verdicts`.
    """

    def __init__(self, law: Law, as_of: date) -> None:
        self._law, self._as_of = law, as_of
        self._spots = {
            form.id: tuple(spot for _, spot in self._find(form.owed)) for form in forms().values()
        }
        self._conditional = {
            form.id: tuple(self._find(Owed(duty=name) for name in _conditional(form)))
            for form in forms().values()
        }
        self._standings: dict[int, _Standing] = {}

    def owing(self, form: Form, record: PublicForm, file: str = "") -> tuple[Owing, ...]:
        """Return for each duty that asks for the document whether it is owed, and why."""
        return tuple(
            self._owing(spot, *self._holds(spot, record), record, file)
            for spot in self._spots[form.id]
        )

    def owed(self, record: PublicForm) -> frozenset[FormId]:
        """Return the documents that are owed for a record."""
        return self._standing(record).owed

    def is_owed(self, form: Form, record: PublicForm) -> bool:
        """Tell whether a document is owed for a record."""
        return form.id in self.owed(record)

    def not_owed(self, form: Form, record: PublicForm) -> frozenset[str]:
        """Return the duties of items that are asked only where owed, which are not owed."""
        if not self._conditional[form.id]:
            return frozenset()
        return self._standing(record).not_owed[form.id]

    def _find(self, wanted: Iterable[Owed]) -> Iterator[tuple[str, _Spot]]:
        for one in wanted:
            regime_id, _, duty_id = one.duty.partition("/")
            for subject, plan in self._law.asked.plans.items():
                for number, regime in enumerate(plan.regimes):
                    if regime.regime.id != regime_id:
                        continue
                    for duty in regime.duties:
                        if duty.duty.id == duty_id:
                            yield one.duty, _Spot(subject, number, regime, duty, one.differs or "")

    def _standing(self, record: PublicForm) -> _Standing:
        """Return what is owed for a record: of models, once for all with the same verdicts."""
        kind = Kind(record["kind"])
        if kind is not Kind.MODEL:
            return self._stand(kind, record, None)
        holds = self._judged(Subject.MODEL, record).holds
        known = self._standings.get(id(holds))
        if known is None:
            if len(self._standings) >= _MOST:
                self._standings.clear()
            known = self._standings[id(holds)] = self._stand(kind, record, holds)
        return known

    def _stand(self, kind: Kind, record: PublicForm, holds: Holds | None) -> _Standing:
        own = [form.id for form in forms_of(kind)]
        return _Standing(
            holds,
            frozenset(
                id_ for id_ in own if any(self._holds(spot, record)[0] for spot in self._spots[id_])
            ),
            {
                id_: frozenset(
                    name
                    for name, spot in self._conditional[id_]
                    if self._holds(spot, record)[0] is False
                )
                for id_ in own
            },
        )

    def _judged(self, subject: Subject, record: PublicForm) -> Judged:
        """Return the verdicts on duties: those about models are about the record."""
        plan = self._law.asked.plans[subject]
        if subject is Subject.MODEL:
            return self._law.verdicts.of(plan, Kind.MODEL, record, self._as_of)
        return self._law.verdicts.of(plan, Kind.PROVIDER, None, self._as_of)

    def _holds(self, spot: _Spot, record: PublicForm) -> tuple[bool | None, Reasons]:
        """Tell whether a duty is owed: the regime's condition and its own must hold."""
        holds, reasons = self._judged(spot.subject, record)
        found = [holds[spot.number][one] for one in (spot.regime.who, spot.duty.who) if one >= 0]
        return (False if False in found else None if None in found else True), reasons

    def _owing(
        self,
        spot: _Spot,
        holds: bool | None,
        reasons: Reasons,
        record: PublicForm,
        file: str,
    ) -> Owing:
        regime, duty = spot.regime.regime, spot.duty.duty
        why = [
            sentence
            for one in (spot.regime.who, spot.duty.who)
            if one >= 0
            for verdict in [reasons.of(spot.number, one)]
            if verdict.holds is holds
            for sentence in verdict.because
        ]
        place = file or f"{record['kind']}s/{record['id']}.yml"
        return Owing(
            regime=regime.id,
            short=regime.short,
            clause=duty.clause,
            jurisdiction=regime.jurisdiction,
            holds=holds,
            in_force=(duty.in_force or regime.in_force).isoformat(),
            because=tuple(dict.fromkeys(worded(one, record["id"], place) for one in why)),
            differs=spot.differs,
            source=next((s.url or "" for s in regime.sources if s.id == duty.source), ""),
        )


def _conditional(form: Form) -> Iterator[str]:
    for section in form.sections:
        for item in section.items:
            if item.if_owed:
                yield from item.duties
