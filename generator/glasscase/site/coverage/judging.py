"""Coverage of a site: judges its records one by one, wherever their pages are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.coverage import Law, blocks, counts
from glasscase.law.covered import Block, Covered
from glasscase.law.facts import Facts
from glasscase.law.lateness import Late, late_model
from glasscase.law.model.duty import Reader, Subject
from glasscase.records import Kind, PublicForm

from ..catalogue import Edition
from ..lineage import Lineage
from .drawn import Titles
from .notice import Notice, day_of_law, notice_of
from .protocol_page import protocol_page
from .record_page import Drawing, Laid, unasked_page


@dataclass(frozen=True)
class Coverage:
    """The law that knows a site's records, and the day on which it is asked."""

    catalogue: LawCatalogue = field(repr=False)
    law: Law = field(repr=False)
    as_of: date
    """See `notice.day_of_law`."""
    today: date
    """The day of the source's time."""
    notice: Notice
    provider: tuple[Block, ...] = field(repr=False)
    """What is asked of the provider."""
    drawing: Drawing = field(repr=False, compare=False)
    _timed: Mapping[str, tuple[int, ...]] = field(repr=False)
    """Of each regime, the duties about models that have a deadline in public."""

    @classmethod
    def of(
        cls, catalogue: LawCatalogue, law: Law, today: date, titles: Titles, *, demonstration: bool
    ) -> Coverage:
        """Judge the provider of a site; `law` knows its records, `titles` are of protocols."""
        as_of = day_of_law(catalogue, today)
        notice = notice_of(catalogue, as_of, demonstration=demonstration)
        facts = Facts(law.known.provider, None, as_of, law.known.models)
        own = blocks(law, facts) if law.known.provider is not None else ()
        drawing = Drawing(notice, titles)
        return cls(catalogue, law, as_of, today, notice, own, drawing, _timed(law))

    def page(self, edition: Edition, form: PublicForm, lineage: Lineage | None) -> Laid:
        """Lay out the coverage page of a record, and tell what is on it."""
        if not counts(form):
            return unasked_page(edition, form, self.notice)
        if edition.kind is Kind.PROTOCOL:
            return protocol_page(edition, form, self.provider, self.catalogue, self.notice)
        found = self.blocks(form)
        late = self._late(form, found, lineage) if edition.kind is Kind.MODEL else ()
        return self.drawing.page(edition, form, found, late)

    def blocks(self, form: PublicForm) -> tuple[Block, ...]:
        """Return what is asked of a record."""
        known = self.law.known
        return blocks(self.law, Facts(known.provider, form, self.as_of, known.models))

    def _late(
        self, form: PublicForm, found: tuple[Block, ...], lineage: Lineage | None
    ) -> tuple[Late, ...]:
        covered = [
            Covered(block.plan.duties[number].duty, block.outcomes[number], block)
            for block in found
            for number in self._timed[block.plan.regime.id]
        ]
        return late_model(covered, form, published(lineage), self.today)


def published(lineage: Lineage | None) -> dict[str, date] | None:
    """Return the day on which each version was published; None where no archive is known."""
    if lineage is None:
        return None
    return {
        release.version: release.published.date()
        for release in lineage.published
        if release.published is not None
    }


def _timed(law: Law) -> Mapping[str, tuple[int, ...]]:
    return {
        plan.regime.id: tuple(
            number
            for number, one in enumerate(plan.duties)
            if one.duty.deadline is not None and Reader.PUBLIC in one.duty.readers
        )
        for plan in law.asked.plans[Subject.MODEL].regimes
    }
