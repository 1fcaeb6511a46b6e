"""Coverage: of each duty, whether it is owed, whether it is met, and where.

Nothing here is worked out twice. What a record says at all paths is one tuple; duties whose
fields say the same under the same conditions share one outcome, whichever record they are of; so
do regimes, and whole records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from glasscase.law.asks import Asked, DutyPlan, Plan, RegimePlan, States, asked
from glasscase.law.catalogue import Catalogue
from glasscase.law.covered import Block, Covered
from glasscase.law.facts import Facts
from glasscase.law.model.duty import KINDS
from glasscase.law.needed import Tree, cut, lines, needed
from glasscase.law.outcome import Outcome, ProtocolStates, Situation, outcome
from glasscase.law.states import Held, Place, State
from glasscase.law.verdicts import Holds, Verdicts
from glasscase.records import Kind, PublicForm

__all__ = [
    "Block",
    "Covered",
    "Held",
    "Known",
    "Law",
    "Outcome",
    "Place",
    "State",
    "blocks",
    "counts",
    "cover",
]

_SUBJECTS = {kind: subject for subject, kind in KINDS.items()}

_MOST = 1_000
"""Number of different outcomes of a regime, and of all, that are remembered."""


class Known(NamedTuple):
    """What of some records every subject is judged with: compact, and the same for all."""

    provider: PublicForm | None
    protocols: tuple[ProtocolStates, ...]
    models: dict[str, PublicForm]
    """Of each model, what conditions look at."""


_NOTHING = Known(None, (), {})


@lru_cache(maxsize=8)
def _compiled(
    catalogue: Catalogue, wanted: frozenset[str]
) -> tuple[Asked, dict[Kind, Tree], frozenset[float]]:
    """Compile some regimes: a build asks for the same ones at several of its stages."""
    chosen = [regime for id_, regime in catalogue.regimes.items() if id_ in wanted]
    trees = {kind: needed(chosen, catalogue, kind) for kind in (Kind.MODEL, Kind.INCIDENT)}
    return asked(chosen), trees, lines(catalogue.regimes.values())


class Subjected(NamedTuple):
    """What decides the outcomes of all regimes for one subject; all else is the same for all."""

    kind: Kind
    own: States
    """What its record says."""
    named: frozenset[str]
    """Ids of the protocols that apply to a model."""
    holds: Holds
    """Whether the conditions of each regime hold."""
    as_of: date


@dataclass(frozen=True)
class Law:
    """The regimes of a catalogue, compiled, and what is known of a site's records.

    Without records it is empty; `know` says what is to be known of some of them, and `knowing`
    gives the law with it.
    """

    catalogue: Catalogue
    asked: Asked = field(repr=False)
    trees: dict[Kind, Tree] = field(repr=False)
    lines: frozenset[float] = field(repr=False)
    """Lines that training compute is held against."""
    known: Known = _NOTHING
    _outcomes: dict[int, dict[object, tuple[Outcome, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _single: dict[int, dict[object, Outcome]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _alike: dict[object, tuple[Subjected, tuple[tuple[Outcome, ...], ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, catalogue: Catalogue, regimes: Iterable[str] | None = None) -> Law:
        """Compile a catalogue, or some `regimes` of it by their ids."""
        wanted = catalogue.regimes if regimes is None else regimes
        return cls(catalogue, *_compiled(catalogue, frozenset(wanted)))

    def know(
        self,
        provider: PublicForm | None,
        protocols: Iterable[PublicForm],
        models: Iterable[PublicForm],
    ) -> Known:
        """Return what is to be known of some records.

        Only current ones count, and of translations only the original.
        """
        return Known(
            provider,
            tuple(
                ProtocolStates(
                    form["id"],
                    form["type"],
                    frozenset(_list(_dict(form.get("scope")).get("models"))),
                    self.asked.protocol.answers(form),
                )
                for form in protocols
                if counts(form)
            ),
            {form["id"]: cut(form, self.trees[Kind.MODEL]) for form in models if counts(form)},
        )

    def knowing(self, parts: Iterable[Known]) -> Law:
        """Return the law with what is known of a site's records, in parts."""
        provider: PublicForm | None = None
        protocols: list[ProtocolStates] = []
        models: dict[str, PublicForm] = {}
        for part in parts:
            provider = part.provider or provider
            protocols += part.protocols
            models.update(part.models)
        known = Known(provider, tuple(protocols), models)
        return Law(self.catalogue, self.asked, self.trees, self.lines, known)

    @cached_property
    def provider_states(self) -> States:
        """What the provider's record says."""
        return self.asked.provider.answers(self.known.provider or {})

    @cached_property
    def verdicts(self) -> Verdicts:
        """Judges conditions, each once for all subjects of which the same is known."""
        known = self.known
        return Verdicts(self.catalogue, known.provider, known.models, self.trees, self.lines)

    def outcomes(self, plan: Plan, facts: Subjected) -> tuple[tuple[Outcome, ...], ...]:
        """Return what comes out for the duties of each regime of a plan, in their order."""
        # The plan lives as long as the law; `facts` is kept, and with it `holds`.
        key = (id(plan), facts.own, facts.named, id(facts.holds), facts.as_of)
        known = self._alike.get(key)
        if known is None:
            found = tuple(
                [
                    self._outcomes_of(regime, facts, holds)
                    for regime, holds in zip(plan.regimes, facts.holds, strict=True)
                ]
            )
            if len(self._alike) >= _MOST:
                self._alike.clear()
            known = self._alike[key] = (facts, found)
        return known[1]

    def _outcomes_of(
        self, plan: RegimePlan, facts: Subjected, holds: tuple[bool | None, ...]
    ) -> tuple[Outcome, ...]:
        """Return what comes out for the duties of a regime, in their order."""
        store = self._outcomes.setdefault(id(plan), {})  # The plan lives as long as the law.
        # The provider and its protocols are the same for all.
        key = (plan.own(facts.own), facts.named, holds, facts.as_of)
        known = store.get(key)
        if known is None:
            situation = Situation(
                facts.kind,
                facts.own,
                self.provider_states,
                self.known.protocols,
                facts.named,
                holds,
                facts.as_of,
            )
            known = tuple([self._outcome_of(plan, duty, situation) for duty in plan.duties])
            if len(store) >= _MOST:
                store.clear()
            store[key] = known
        return known

    def _outcome_of(self, plan: RegimePlan, duty: DutyPlan, situation: Situation) -> Outcome:
        """Return what comes out for a duty: the same one where it is decided by the same."""
        store = self._single.setdefault(id(duty), {})
        key = situation.key(duty)
        known = store.get(key)
        if known is None:
            if len(store) >= _MOST:
                store.clear()
            known = store[key] = outcome(plan, duty, situation)
        return known


def counts(form: PublicForm) -> bool:
    """Tell whether a record answers to duties: a current original, not a translation."""
    return form.get("status") == "current" and "translation_of" not in form


def cover(law: Law, facts: Facts) -> tuple[Covered, ...]:
    """Return the state of every duty that is asked of a subject, in the catalogue's order.

    The subject is the record of `facts`, or the provider if there is none. What is known of other
    records is taken from the law.
    """
    return tuple(covered for block in blocks(law, facts) for covered in block.covered)


def blocks(law: Law, facts: Facts) -> tuple[Block, ...]:
    """Return the same, regime by regime, without looking at single duties."""
    form, kind = facts.record, facts.kind
    subject = _SUBJECTS.get(kind)
    if subject is None:
        return ()
    plan = law.asked.plans[subject]
    own = law.provider_states if form is None else plan.fields.answers(form)
    named = _named(law, form) if kind is Kind.MODEL and form is not None else frozenset()
    id_ = "" if form is None else form["id"]
    file = facts.file or f"{kind.folder}/{id_}.yml"
    holds, reasons = law.verdicts.of(plan, kind, form, facts.as_of)
    found = law.outcomes(plan, Subjected(kind, own, named, holds, facts.as_of))
    return tuple(
        [
            Block(regime, number, found[number], reasons, id_, file)
            for number, regime in enumerate(plan.regimes)
        ]
    )


def _named(law: Law, form: PublicForm) -> frozenset[str]:
    """Return the protocols that a model names, or that have it in scope."""
    own = _list(form.get("protocols"))
    id_ = form["id"]
    return frozenset(p.id for p in law.known.protocols if p.id in own or id_ in p.models)


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[str]:
    return value if isinstance(value, list) else []
