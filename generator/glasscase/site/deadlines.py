"""`/deadlines.ics`: the dates that may be public. Nothing of an incident is among them.

Reviews of protocols, updates of training-content summaries, the days from which protocols take
effect and those from which laws bind the provider. It is a function of the records and of the
catalogue of laws alone: a commit without effect on them does not change it. What lies before the
newest day that they state is left out, and no entry says whether it is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from urllib.parse import urlsplit

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.clock import Asked, Clock
from glasscase.law.clocks import clocks, protocol_types, review
from glasscase.law.coverage import Block, Law, State, blocks, cover
from glasscase.law.evidence import Record
from glasscase.law.facts import Facts
from glasscase.law.ics import Entry, calendar, public_entry
from glasscase.law.model.deadline import DeadlineKind
from glasscase.law.model.duty import Duty, Reader, Subject
from glasscase.law.model.regime import Regime
from glasscase.law.starts import moment_of
from glasscase.law.ticking import tick
from glasscase.records import Kind, PublicForm, Status

from .catalogue import Catalogue, Edition
from .feeds import author

ADDRESS = "deadlines.ics"
_MOST_MODELS = 500
"""How many model cards are asked for the days from which laws bind; the first ones by id."""
_RENEWED = b'"summary_updated"'
_TRANSLATION = b'"translation_of"'
_OWED = (State.MET, State.PARTLY, State.WITHHELD, State.ABSENT, State.MISSING, State.NOT_YET)


def public_calendar(catalogue: Catalogue, law: LawCatalogue, site: str) -> bytes:
    """Return the calendar. `site` is the site's address with its final slash, or empty."""
    current = [edition for edition in catalogue.editions if _counts(edition)]
    time = _stated(law, current)
    entries: list[Entry] = []
    if catalogue.provider is not None:
        models = _models(current)
        entries += _reviews(law, catalogue.provider, models, current, time, site)
        entries += _summaries(law, catalogue.provider, current, time, site)
        entries += _coming(law, catalogue.provider, models, time.date(), site)
    entries += _effective(current, site)
    name = f"{author(catalogue.provider)}: dates of AI transparency"
    wanted = [one for one in entries if _day(one.at) >= time.date()]
    return calendar(name, wanted, time, urlsplit(site).hostname or "deadlines.invalid")


def _stated(law: LawCatalogue, current: Iterable[Edition]) -> datetime:
    """Return the newest day that laws were checked or a protocol was changed, as a time in UTC.

    It is the revision of every entry (RFC 5545, 3.8.7.2: without a method, `DTSTAMP` is that).
    """
    days = [regime.checked for regime in law.regimes.values()]
    for edition in current:
        if edition.kind is Kind.PROTOCOL:
            for note in edition.form().get("changes", ()):
                stated = moment_of(note.get("date"), "changes.date")
                if stated is not None:
                    days.append(_day(stated.first))
    newest = max(days, default=date(1970, 1, 1))
    return datetime(newest.year, newest.month, newest.day, tzinfo=UTC)


def _reviews(
    law: LawCatalogue,
    provider: PublicForm,
    models: Iterable[PublicForm],
    current: Iterable[Edition],
    time: datetime,
    site: str,
) -> Iterator[Entry]:
    """Yield the reviews that protocols promise, and those that laws ask for in public."""
    facts = Facts(provider, None, time.date(), {form["id"]: form for form in models})
    for edition in current:
        if edition.kind is Kind.PROTOCOL:
            form = edition.form()
            found = (
                clocks(law, facts, form, now=time) if _is_asked(law, form) else review(form, time)
            )
            yield from _entries(found, edition, site)


def _summaries(
    law: LawCatalogue, provider: PublicForm, current: list[Edition], time: datetime, site: str
) -> Iterator[Entry]:
    """Yield what is to be renewed in model cards, in public and again and again."""
    wanted = [regime.id for regime in law.regimes.values() if any(_renewals(regime))]
    # Most cards of a large site hold no such day, and need not be parsed for it.
    renewed = [one for one in current if one.kind is Kind.MODEL and _RENEWED in one.data]
    forms = [one.form() for one in renewed]
    compiled = Law.of(law, wanted)
    compiled = compiled.knowing([compiled.know(provider, (), forms)])
    editions = {one.id: one for one in renewed}
    for form in forms:
        record = Record(Kind.MODEL, form["id"], form, f"models/{form['id']}.yml")
        for one in cover(compiled, Facts(provider, form, time.date(), compiled.known.models)):
            if one.state in _OWED and _is_renewal(one.duty) and one.duty.deadline is not None:
                asked = Asked(one.regime, one.duty, True, (), one.in_force)
                found = tick(asked, one.duty.deadline, record, time)
                yield from _entries(found, editions[form["id"]], site)


def _coming(
    law: LawCatalogue, provider: PublicForm, models: list[PublicForm], day: date, site: str
) -> Iterator[Entry]:
    """Yield the days from which laws and codes bind the provider, or ask for more."""
    later = [
        regime.id for regime in law.regimes.values() if any(one > day for one in _days(regime))
    ]
    compiled = Law.of(law, later)
    compiled = compiled.knowing([compiled.know(provider, (), models)])
    found: dict[tuple[str, date], dict[str, Duty]] = {}
    # Most cards of a large site have the same outcomes, which then are one and the same tuple.
    known: dict[int, Block] = {}
    for form in (None, *models):
        for block in blocks(compiled, Facts(provider, form, day, compiled.known.models)):
            known.setdefault(id(block.outcomes), block)
    for one in (covered for block in known.values() for covered in block.covered):
        if one.state is State.NOT_YET:
            found.setdefault((one.regime.id, one.in_force), {})[one.duty.id] = one.duty
    for (id_, start), duties in found.items():
        regime = law.regimes[id_]
        count = len(duties)
        what = "is in force" if start == regime.in_force else "asks for more"
        titles = [duty.title for duty in duties.values()]
        more = f" and {count - 5} more" if count > 5 else ""
        text = f"{count} dut{'y' if count == 1 else 'ies'}: {'; '.join(titles[:5])}{more}."
        title = f"{regime.short} {what}"
        yield Entry(f"in-force/{id_}/{start}", start, title, text, site, "In force")


def _models(current: Iterable[Edition]) -> list[PublicForm]:
    """Return model cards, not more than are asked."""
    own = (one for one in current if one.kind is Kind.MODEL)
    return [one.form() for one in islice(own, _MOST_MODELS)]


def _counts(edition: Edition) -> bool:
    """Tell whether a record answers to duties: a current original, not a translation."""
    if edition.status != Status.CURRENT:
        return False
    return _TRANSLATION not in edition.data or "translation_of" not in edition.form()


def _effective(current: Iterable[Edition], site: str) -> Iterator[Entry]:
    for edition in current:
        stated = moment_of(edition.facts.get("effective_from"), "effective_from")
        if edition.kind is Kind.PROTOCOL and stated is not None:
            yield Entry(
                f"effective/{edition.id}",
                _day(stated.first),
                f"In effect: {edition.title}, version {edition.version}",
                "",
                _url(edition, site),
                "Effective",
            )


def _entries(found: Iterable[Clock], edition: Edition, site: str) -> Iterator[Entry]:
    for clock in found:
        if clock.kind is DeadlineKind.EVERY:
            entry = public_entry(clock, edition.title, _url(edition, site))
            if entry is not None:
                yield entry


def _is_asked(law: LawCatalogue, form: PublicForm) -> bool:
    """Tell whether a law asks for a protocol of this type; most types are nobody's concern."""
    return any(
        form.get("type") in protocol_types(duty)
        for regime in law.regimes.values()
        for duty in regime.duties
        if duty.subject is Subject.PROVIDER and duty.deadline is not None
    )


def _renewals(regime: Regime) -> Iterator[Duty]:
    return (duty for duty in regime.duties if _is_renewal(duty))


def _is_renewal(duty: Duty) -> bool:
    deadline = duty.deadline
    is_public = Reader.PUBLIC in duty.readers and duty.subject is Subject.MODEL
    return is_public and deadline is not None and deadline.kind is DeadlineKind.EVERY


def _days(regime: Regime) -> Iterator[date]:
    yield regime.in_force
    for duty in regime.duties:
        if duty.in_force is not None:
            yield duty.in_force
        yield from (later.from_ for later in duty.transition)


def _url(edition: Edition, site: str) -> str:
    return f"{site}{edition.address}" if site else ""


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at
