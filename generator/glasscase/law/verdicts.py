"""The verdicts on all conditions of a catalogue, worked out once for what is the same.

Whether conditions hold is worked out first, for all records on the same side of every line. The
sentences that say why name exact figures; they are worked out when somebody asks for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import repeat
from typing import NamedTuple, TypeVar

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.asks import Plan, RegimePlan
from glasscase.law.conditions import Regimes, evaluate, judge, needs_model, one_of
from glasscase.law.facts import Case, Facts
from glasscase.law.model.condition import Condition
from glasscase.law.needed import Tree, cut, key
from glasscase.records import Kind, PublicForm

ID_MARK, FILE_MARK = "\x03", "\x04"
"""Stand for a record's id and file in sentences that are shared. No record holds such."""

_MOST = 1_000
"""Number of different facts whose verdicts are remembered."""
_NAMED = 4
"""Of models of which the same is so, those that sentences can name."""

_NOBODY = Verdict(None)

V = TypeVar("V")

Holds = tuple[tuple[bool | None, ...], ...]
"""Whether each condition of each regime of a plan holds."""


Why = tuple[int | str, ...]
"""Sentences, or the numbers of the conditions whose verdicts hold them."""


class Reasons:
    """The verdicts on the conditions of a plan, for one set of facts, each on demand.

    Their sentences name the record by marks, for which `worded` puts its id and its file.
    """

    __slots__ = ("_facts", "_found", "_plan", "_told", "_verdicts")

    def __init__(self, verdicts: Verdicts, plan: Plan, facts: Facts) -> None:
        self._verdicts, self._plan, self._facts = verdicts, plan, facts
        self._found: dict[tuple[int, int], Verdict] = {}
        self._told: dict[tuple[int, Why], tuple[tuple[str, ...], bool]] = {}

    def of(self, regime: int, number: int) -> Verdict:
        """Return the verdict on a condition of a regime, both by their numbers."""
        known = self._found.get((regime, number))
        if known is None:
            own = self._plan.regimes[regime]
            known = self._verdicts.judge(own.conditions[number], own, self._facts)
            self._found[regime, number] = known
        return known

    def told(self, regime: int, why: Why) -> tuple[tuple[str, ...], bool]:
        """Return the sentences behind an outcome, and whether one has a mark in it."""
        known = self._told.get((regime, why))
        if known is None:
            found: dict[str, None] = {}
            for one in why:
                said = (one,) if isinstance(one, str) else self.of(regime, one).because
                found.update(dict.fromkeys(said))
            known = (tuple(found), any(ID_MARK in text or FILE_MARK in text for text in found))
            self._told[regime, why] = known
        return known


class Judged(NamedTuple):
    """What is known of one set of facts."""

    holds: Holds
    reasons: Reasons


class Group(NamedTuple):
    """Models of which conditions see the same."""

    form: PublicForm
    ids: tuple[str, ...]
    side: bytes
    """What is seen of it with the compute only as the lines that it is beyond."""


class Verdicts:
    """Judges the conditions of plans for one subject after the other."""

    def __init__(
        self,
        regimes: Regimes,
        provider: PublicForm | None,
        models: Mapping[str, PublicForm],
        trees: Mapping[Kind, Tree],
        lines: Iterable[float],
    ) -> None:
        self._regimes, self._provider, self._models = regimes, provider, models
        self._trees, self._lines = trees, sorted(set(lines))
        self._judged: dict[object, Judged] = {}
        self._holds: dict[object, Holds] = {}
        services = (provider or {}).get("services", ())
        self._offered = frozenset(id_ for one in services for id_ in one.get("models", ()))

    def of(self, plan: Plan, kind: Kind, form: PublicForm | None, as_of: date) -> Judged:
        """Return what is known of a record, or of the provider if there is none."""
        shared = self._shared(kind, form) if form is not None else None
        exact = (kind, as_of, shared and key(shared))
        known = self._judged.get(exact)
        if known is None:
            file = FILE_MARK if form is not None else ""
            facts = Facts(self._provider, shared, as_of, self._models, file)
            reasons = Reasons(self, plan, facts)
            sided = (kind, as_of, shared and key(self._sided(shared)))
            holds = self._holds.get(sided)
            if holds is None:
                holds = tuple(
                    tuple(reasons.of(number, one).holds for one in range(len(regime.conditions)))
                    for number, regime in enumerate(plan.regimes)
                )
                _keep(self._holds, sided, holds)
            known = Judged(holds, reasons)
            _keep(self._judged, exact, known)
        return known

    def judge(self, condition: Condition, plan: RegimePlan, facts: Facts) -> Verdict:
        """Judge a condition, as `evaluate` does, each group of models once."""
        home = plan.regime.id
        if (
            facts.kind is Kind.MODEL
            or (facts.kind is Kind.INCIDENT and facts.names_models)
            or not self._groups
            or not needs_model(condition, self._regimes, home, facts.kind)
        ):
            return evaluate(condition, facts, self._regimes, plan.regime)
        found = one_of(self._each(condition, home, facts))
        if found.holds and facts.kind is Kind.INCIDENT:
            return cannot_tell(f"name the models involved in `models` in {FILE_MARK}")
        return found

    def _each(self, condition: Condition, home: str, facts: Facts) -> Iterator[Verdict]:
        """Yield a verdict for each model; of many alike, only the first are named.

        Models on the same side of every line have the same answer; of all but the first of them
        the sentences are never told, so that they are not worked out.
        """
        alike: dict[bytes, tuple[int, Verdict]] = {}
        for group, case in self._cases(facts):
            count, verdict = alike.get(group.side, (0, _NOBODY))
            if count >= _NAMED:
                yield from repeat(verdict, len(group.ids))
                continue
            verdict = judge(condition, case, self._regimes, home)
            alike[group.side] = (count + len(group.ids), verdict)
            for id_ in group.ids[:_NAMED]:
                because = tuple(worded(text, id_, FILE_MARK) for text in verdict.because)
                yield Verdict(verdict.holds, because)
            yield from repeat(verdict, len(group.ids) - _NAMED)

    def _cases(self, facts: Facts) -> tuple[tuple[Group, Case], ...]:
        """Return the question once for each group; kept, since terms are."""
        known = getattr(self, "_last", None)
        if known is None or known[0] is not facts:
            cases = tuple(
                (
                    group,
                    Case(
                        facts.provider,
                        facts.record,
                        group.form,
                        facts.as_of,
                        file=facts.file,
                        about=f"{ID_MARK}: ",
                    ),
                )
                for group in self._groups
            )
            self._last = known = (facts, cases)
        return known[1]

    @property
    def different_models(self) -> tuple[PublicForm, ...]:
        """One model for all that are on the same side of every line, and alike in all else."""
        return tuple({group.side: group.form for group in self._groups}.values())

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        """The models, those together of which conditions see the same, in the order of ids."""
        groups: dict[bytes, tuple[PublicForm, list[str]]] = {}
        for id_, form in sorted(self._models.items()):
            shared = self._shared(Kind.MODEL, form)
            groups.setdefault(key(shared), (shared, []))[1].append(id_)
        return tuple(
            Group(form, tuple(ids), key(self._sided(form))) for form, ids in groups.values()
        )

    def _shared(self, kind: Kind, form: PublicForm) -> PublicForm:
        """Return what conditions see of a record; its id only where the provider names it."""
        shared = cut(form, self._trees[kind])
        if form["id"] not in self._offered:
            shared["id"] = ID_MARK
        return shared

    def _sided(self, shared: PublicForm) -> PublicForm:
        """Return what is seen, with the compute only as the lines that it is beyond."""
        compute = shared.get("compute", {})
        value = compute.get("operations")
        if type(value) is not float and type(value) is not int:
            return shared
        side = (bisect_left(self._lines, value), bisect_right(self._lines, value))
        return {**shared, "compute": {**compute, "operations": side}}


def worded(sentence: str, id_: str, file: str) -> str:
    """Return a sentence with the id and the file of its record."""
    return sentence.replace(FILE_MARK, file).replace(ID_MARK, id_)


def _keep(store: dict[object, V], marker: object, value: V) -> None:
    if len(store) >= _MOST:
        store.clear()
    store[marker] = value
