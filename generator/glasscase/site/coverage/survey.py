"""Everything that the pages of the whole site are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.coverage import counts
from glasscase.law.covered import Block
from glasscase.law.lateness import Late, late_protocols
from glasscase.law.model.duty import Duty, Subject
from glasscase.law.model.regime import Force, Regime
from glasscase.records import Kind, PublicForm

from ..catalogue import Catalogue, Edition
from .judging import Coverage
from .standings import Counts, Standings, added, counted, standing
from .tally import Tally

FEW = 12
"""Records of a kind up to which each is named beside every duty."""

SUBJECTS = {
    Subject.PROVIDER: Kind.PROVIDER,
    Subject.MODEL: Kind.MODEL,
    Subject.INCIDENT: Kind.INCIDENT,
}


@dataclass(frozen=True)
class Site:
    """The coverage of all records of a site."""

    coverage: Coverage
    catalogue: Catalogue
    tallies: tuple[Tally, ...]
    """In the order of kinds and ids."""
    published: Mapping[str, Mapping[str, date]] | None
    """When each version of each protocol was published; None where no archive is known."""

    @property
    def law(self) -> LawCatalogue:
        """The catalogue of duties."""
        return self.coverage.catalogue

    @property
    def provider(self) -> str:
        """The provider's name."""
        return str((self.catalogue.provider or {}).get("trading_name", "The provider"))

    def duties(self, regime: Regime, subject: Subject) -> tuple[Duty, ...]:
        """Return the duties of a regime that are asked of a kind of subject, in their order."""
        return tuple(duty for duty in regime.duties if duty.subject is subject)

    def own(self, regime: Regime) -> Block | None:
        """Return what a regime asks of the provider; None if that is nothing."""
        found = (one for one in self.coverage.provider if one.plan.regime.id == regime.id)
        return next(found, None)

    def of_kind(self, kind: Kind) -> tuple[Tally, ...]:
        """Return what is known of the records of a kind that answer to duties."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Tally, ...]]:
        return {kind: tuple(own) for kind, own in groupby(self.tallies, key=lambda one: one.kind)}

    def _alike(self, kind: Kind) -> list[tuple[Tally, int]]:
        """Return the first record of all that share their standings, and how many they are."""
        count = Counter(id(tally.standings) for tally in self.of_kind(kind))
        first = {id(tally.standings): tally for tally in reversed(self.of_kind(kind))}
        return [(first[one], count[one]) for one in count]

    def standings(self, regime: Regime, subject: Subject) -> Counter[Standings]:
        """Return where the duties of a regime stand, and for how many subjects of a kind."""
        return self._standings.get((regime.id, subject), Counter())

    @cached_property
    def _standings(self) -> Mapping[tuple[str, Subject], Counter[Standings]]:
        found: dict[tuple[str, Subject], Counter[Standings]] = defaultdict(Counter)
        for block in self.coverage.provider:
            key = (block.plan.regime.id, Subject.PROVIDER)
            found[key][tuple(map(standing, block.outcomes))] += 1
        for subject in (Subject.MODEL, Subject.INCIDENT):
            for tally, count in self._alike(SUBJECTS[subject]):
                for id_, own in tally.standings.items():
                    found[id_, subject][own] += count
        return found

    def counts(self, regime: Regime) -> Counts:
        """Return how many duties of a regime are in each standing, once for each subject."""
        return added(
            tuple([number * count for number in counted(own)])
            for subject in Subject
            for own, count in self.standings(regime, subject).items()
        )

    @cached_property
    def titles(self) -> Mapping[tuple[Kind, str], str]:
        """The titles of protocols, by kind and id."""
        return {(one.kind, one.id): one.title for one in self.catalogue.of_kind(Kind.PROTOCOL)}

    @cached_property
    def binding(self) -> tuple[str, ...]:
        """The ids of the regimes that are not voluntary."""
        return tuple(
            one.id for one in self.law.regimes.values() if one.force is not Force.VOLUNTARY
        )

    def bound(self, tally: Tally) -> Counts:
        """Return how many duties of a record, voluntary ones left out, are in each standing."""
        known = self._bound.get(id(tally.standings))
        if known is None:
            own = (counted(tally.standings[one]) for one in self.binding if one in tally.standings)
            known = self._bound[id(tally.standings)] = added(own)
        return known

    @cached_property
    def _bound(self) -> dict[int, Counts]:
        return {}

    @cached_property
    def whole(self) -> Counts:
        """How many duties of all regimes are in each standing."""
        return added(self.counts(regime) for regime in self.law.regimes.values())

    def blocks(self, kind: Kind) -> Mapping[str, Mapping[str, Block]]:
        """Return what is asked of each record of a kind, by id and regime; only if they are few."""
        known = self._blocks
        return known.get(kind, {})

    @cached_property
    def _blocks(self) -> Mapping[Kind, Mapping[str, Mapping[str, Block]]]:
        return {
            kind: {
                one.id: {
                    block.plan.regime.id: block
                    for block in self.coverage.blocks(self.edition(one).form())
                }
                for one in own
            }
            for kind in (Kind.MODEL, Kind.INCIDENT)
            if len(own := self.of_kind(kind)) <= FEW
        }

    def edition(self, tally: Tally) -> Edition:
        """Return the record that a tally is of."""
        return self.catalogue.by_key[tally.kind.value, tally.id]

    @cached_property
    def late(self) -> tuple[Late, ...]:
        """What is late on the site: of protocols first, then of models."""
        covered = tuple(one for block in self.coverage.provider for one in block.covered)
        forms = [edition.form() for edition in self.catalogue.of_kind(Kind.PROTOCOL)]
        own = [form for form in forms if counts(form)]
        found = late_protocols(covered, own, self.published, self.coverage.today)
        return (*found, *(late for one in self.tallies for late in one.late))

    def representatives(self, regime: Regime) -> tuple[PublicForm, ...]:
        """Return models that stand for all: all if they are few, else one for each outcome."""
        models = self.of_kind(Kind.MODEL)
        if len(models) > FEW:
            firsts = tuple(self._firsts.get(regime.id, {}).values())
            models = firsts[:FEW] or models[:1]
        return tuple(self.edition(one).form() for one in models)

    @cached_property
    def _firsts(self) -> Mapping[str, Mapping[Standings, Tally]]:
        """Of each regime, the first model with each outcome."""
        found: dict[str, dict[Standings, Tally]] = {}
        for tally, _ in self._alike(Kind.MODEL):
            for id_, own in tally.standings.items():
                found.setdefault(id_, {}).setdefault(own, tally)
        return found
