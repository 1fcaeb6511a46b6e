"""Coverage of a site: judges its records one by one, wherever their pages are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.coverage import Law, blocks, counts
from glasscase.law.covered import Block, Covered
from glasscase.law.facts import Facts
from glasscase.law.lateness import Late, can_be_late, late_model
from glasscase.records import Kind, PublicForm

from ..catalogue import Catalogue, Edition
from ..lineage import Lineage
from .answered import Elsewhere
from .notice import Notice, day_of_law, notice_of
from .once import Once, by_record, by_regime
from .protocol_page import protocol_page
from .record_page import Drawing, Laid, unasked_page

Timed = Once[tuple[Block, ...], tuple[tuple[int, int], ...]]

_MOST = 4_000
"""Records of which what is asked is kept."""


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
    elsewhere: Elsewhere = field(repr=False, compare=False)
    _begun: dict[tuple[Kind, str, str], tuple[Block, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What is asked of records whose own pages are laid out, but not yet those of coverage."""
    _timed: Timed = field(default_factory=lambda: by_record(_timed(), _MOST), repr=False)
    """The duties that a record can be late with, by their regimes' numbers and their own."""

    @classmethod
    def of(cls, catalogue: LawCatalogue, law: Law, today: date, records: Catalogue) -> Coverage:
        """Judge the provider of a site; `law` knows its records."""
        as_of = day_of_law(catalogue, today)
        demonstration = bool((records.provider or {}).get("demonstration", False))
        notice = notice_of(catalogue, as_of, demonstration=demonstration)
        facts = Facts(law.known.provider, None, as_of, law.known.models)
        own = blocks(law, facts) if law.known.provider is not None else ()
        titles = {(one.kind, one.id): one.title for one in records.of_kind(Kind.PROTOCOL)}
        elsewhere = Elsewhere(partial(_form, records))
        drawing = Drawing(notice, titles, elsewhere)
        return cls(catalogue, law, as_of, today, notice, own, drawing, elsewhere)

    def page(self, edition: Edition, form: PublicForm, lineage: Lineage | None) -> Laid:
        """Lay out the coverage page of a record, and tell what is on it."""
        if not counts(form):
            return unasked_page(edition, form, self.notice)
        if edition.kind is Kind.PROTOCOL:
            return protocol_page(
                edition, form, self.provider, self.catalogue, self.notice, self.elsewhere
            )
        begun = self._begun.pop((edition.kind, edition.id, edition.version), None)
        found = self.blocks(form) if begun is None else begun
        late = self._late(form, found, lineage) if edition.kind is Kind.MODEL else ()
        return self.drawing.page(edition, form, found, late)

    def begin(self, kind: Kind, form: PublicForm) -> tuple[Block, ...]:
        """Return what is asked of a record, and keep it until its page is laid out."""
        found = self.blocks(form)
        if len(self._begun) >= _MOST:
            self._begun.clear()
        self._begun[kind, form["id"], form["version"]] = found
        return found

    def blocks(self, form: PublicForm) -> tuple[Block, ...]:
        """Return what is asked of a record."""
        known = self.law.known
        return blocks(self.law, Facts(known.provider, form, self.as_of, known.models))

    def _late(
        self, form: PublicForm, found: tuple[Block, ...], lineage: Lineage | None
    ) -> tuple[Late, ...]:
        covered = [
            Covered(found[at].plan.duties[number].duty, found[at].outcomes[number], found[at])
            for at, number in self._timed(found)
        ]
        return late_model(covered, form, published(lineage), self.today)


def _form(records: Catalogue, kind: Kind, id_: str) -> PublicForm | None:
    if kind is Kind.PROVIDER:
        return records.provider
    edition = records.by_key.get((kind.value, id_))
    return edition.form() if edition is not None else None


def published(lineage: Lineage | None) -> dict[str, date] | None:
    """Return the day on which each version was published; None where no archive is known."""
    if lineage is None:
        return None
    return {
        release.version: release.published.date()
        for release in lineage.published
        if release.published is not None
    }


def _timed() -> Callable[[tuple[Block, ...]], tuple[tuple[int, int], ...]]:
    """Return what finds the duties that a record can be late with."""
    own = by_regime(
        lambda block: [
            number
            for number, one in enumerate(block.outcomes)
            if can_be_late(block.plan.duties[number].duty, one.state)
        ]
    )
    return lambda found: tuple((block.number, number) for block in found for number in own(block))
