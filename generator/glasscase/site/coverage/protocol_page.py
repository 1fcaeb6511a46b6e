"""The coverage of one protocol: which duties it answers, and which others ask for its like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.covered import Block
from glasscase.law.model.duty import Subject
from glasscase.records import Kind, PublicForm

from .. import fragments
from ..catalogue import Edition
from ..nodes import Anchor
from ..stencils import cut, text
from ..toc import Entry
from . import answered, drawn
from .answered import Elsewhere
from .links import duty_link, regime_link
from .notice import Notice
from .record_page import ABOUT, Laid, heading, page_of
from .standings import Standing, standing
from .table import rooted, row, where


def protocol_page(
    edition: Edition,
    form: PublicForm,
    provider: Sequence[Block],
    law: LawCatalogue,
    notice: Notice,
    elsewhere: Elsewhere,
) -> Laid:
    """Lay out the page of a protocol. `provider` is what is asked of the provider."""
    tables, toc = [], []
    for block in provider:
        rows = "".join(_rows(edition, form, block, elsewhere))
        if rows:
            regime = block.plan.regime
            name = f"{regime.short}: duties that this document answers"
            tables.append(
                cut.covered_section(
                    regime.id,
                    text(regime.short),
                    regime_link(regime.id, "").href,
                    text(drawn.force(regime)),
                    "",
                    "",
                    cut.covered_table(text(name), rows),
                    "",
                )
            )
            toc.append(Entry(2, regime.id, text(regime.short)))
    asked = list(_of_models(law, edition.facts.get("type", "")))
    if asked:
        toc.append(Entry(2, "models", "For models"))
    html = fragments.render(
        "coverage_protocol.html",
        **heading(edition),
        sections="".join(tables),
        asked=asked,
        notice=notice,
    )
    return Laid(page_of(edition, "", [*toc, ABOUT]), rooted(html))


def _rows(edition: Edition, form: PublicForm, block: Block, elsewhere: Elsewhere) -> Iterable[str]:
    """Yield the duties of a regime to which the protocol says something."""
    regime = block.plan.regime
    here = answered.on(form, Kind.PROTOCOL)
    for planned, outcome in zip(block.plan.duties, block.outcomes, strict=True):
        own = tuple(
            held._replace(place=held.place._replace(id=""))
            for held in outcome.held
            if held.place.kind is Kind.PROTOCOL and held.place.id == edition.id
        )
        stands = standing(outcome)
        if not own or stands is Standing.NOT_APPLICABLE:
            continue
        href = partial(where, own=Kind.PROTOCOL, way="../#", here=here, elsewhere=elsewhere)
        answers = drawn.answers(own, planned.duty, stands, href, {})
        yield row(regime, planned.duty, outcome, stands, answers)


def _of_models(law: LawCatalogue, type_: str) -> Iterable[tuple[Anchor, str]]:
    """Yield the duties that ask for a protocol of a type for each model or incident."""
    for regime in law.regimes.values():
        for duty in regime.duties:
            if duty.subject is not Subject.PROVIDER and any(
                answer.of == "protocol" and (not answer.types or type_ in answer.types)
                for answer in duty.answers
            ):
                yield duty_link(regime, duty), duty.title
