"""The duties of a catalogue by name, and whether a document is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from glasscase.documents.filled import Owing
from glasscase.documents.form import Form, Owed, forms
from glasscase.law.asks import DutyPlan, RegimePlan
from glasscase.law.catalogue import Catalogue
from glasscase.law.coverage import Law
from glasscase.law.model import Duty, Regime, Subject
from glasscase.law.verdicts import Reasons, worded
from glasscase.records import Kind, PublicForm


class Named(NamedTuple):
    """A duty and its regime."""

    regime: Regime
    duty: Duty


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of a catalogue by name: `us-ca-sb53/report-website`."""

    version: str
    """The version of the catalogue."""
    by_name: Mapping[str, Named]

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

    def owing(self, form: Form, record: PublicForm, file: str = "") -> tuple[Owing, ...]:
        """Return for each duty that asks for the document whether it is owed, and why."""
        return tuple(
            self._owing(spot, holds, reasons, record, file)
            for spot, holds, reasons in self._judged(form, record)
        )

    def is_owed(self, form: Form, record: PublicForm) -> bool:
        """Tell whether a document is owed for a record."""
        return any(holds for _, holds, _ in self._judged(form, record))

    def not_owed(self, form: Form, record: PublicForm) -> frozenset[str]:
        """Return the duties of items that are asked only where owed, which are not owed."""
        return frozenset(
            name
            for name, spot in self._conditional[form.id]
            if self._holds(spot, record)[0] is False
        )

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

    def _judged(
        self, form: Form, record: PublicForm
    ) -> Iterator[tuple[_Spot, bool | None, Reasons]]:
        for spot in self._spots[form.id]:
            yield (spot, *self._holds(spot, record))

    def _holds(self, spot: _Spot, record: PublicForm) -> tuple[bool | None, Reasons]:
        """Tell whether a duty is owed: the regime's condition and its own must hold."""
        plan = self._law.asked.plans[spot.subject]
        is_model = spot.subject is Subject.MODEL
        kind, own = (Kind.MODEL, record) if is_model else (Kind.PROVIDER, None)
        holds, reasons = self._law.verdicts.of(plan, kind, own, self._as_of)
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
