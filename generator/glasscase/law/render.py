"""What applies, and why: as text for a terminal of 80 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from glasscase.law.answer import Verdict
from glasscase.law.catalogue import Catalogue
from glasscase.law.facts import Facts
from glasscase.law.model.regime import Force
from glasscase.law.owing import Standing, standing
from glasscase.law.scope import Applies, Dates, Owed
from glasscase.law.wrapped import wrapped
from glasscase.records import Kind

Cards = Mapping[str, tuple[Applies, ...]]
"""What applies to each model card, by its id."""

_WIDTH = 80
_ANSWERS = {True: "applies", False: "does not apply", None: "cannot tell"}
_TERMS = {True: "yes", False: "no", None: "cannot tell"}
_DISCLAIMER = "Readiness, not legal advice."


def as_text(catalogue: Catalogue, facts: Facts, answers: tuple[Applies, ...], cards: Cards) -> str:
    """Return for each regime whether it applies, the sentences, and the cards that differ."""
    lines = [
        *_wrapped(f"{_subject(facts)}: what applies on {facts.as_of}"),
        *_wrapped(f"Catalogue {catalogue.version}. {_DISCLAIMER}"),
    ]
    silent = []
    for number, answer in enumerate(answers):
        if facts.record is not None and not answer.duties:
            silent.append(answer.regime.id)
            continue
        lines += ["", *_regime(answer, facts)]
        if cards:
            lines += _cards(answer, {id_: found[number] for id_, found in cards.items()}, facts)
        else:
            lines += _terms(answer)
        lines += _duties(answer, facts)
    if silent:
        asked = facts.kind.value if facts.kind is not Kind.PROTOCOL else "provider"
        lines += ["", *_wrapped(f"Nothing is asked of a single {asked} by {', '.join(silent)}.")]
    return "\n".join(lines) + "\n"


def _subject(facts: Facts) -> str:
    if facts.record is not None:
        return f"{facts.kind.folder}/{facts.record['id']}"
    return str((facts.provider or {}).get("trading_name", "The provider"))


def _regime(answer: Applies, facts: Facts) -> Iterator[str]:
    regime, verdict = answer.regime, answer.verdict
    head = f"{regime.short} ({regime.id})"
    told = _ANSWERS[verdict.holds].upper()
    if verdict.holds and regime.force is Force.VOLUNTARY:
        told = "VOLUNTARY"
    elif verdict.holds:
        told += _since(answer.dates, facts)
    room = _WIDTH - len(told)
    if len(head) + 2 <= room:
        yield f"{head:<{room}}{told}"
    else:
        yield from _wrapped(head)
        yield f"{told:>{_WIDTH}}"
    for sentence in verdict.because:
        yield from _item(sentence, 2)
    if verdict.holds and answer.dates.is_open:
        for sentence in answer.dates.because:
            yield from _item(sentence, 2)


def _since(dates: Dates, facts: Facts) -> str:
    if dates.earliest == dates.latest:
        return f" {'since' if dates.in_force(facts.as_of) else 'from'} {dates.earliest}"
    return f" from {dates.earliest} or {dates.latest}"


def _cards(answer: Applies, cards: Mapping[str, Applies], facts: Facts) -> Iterator[str]:
    """Yield the model cards, by what applies; with reasons where they differ from the regime."""
    found = [(id_, one) for id_, one in cards.items() if one.duties]
    if not found:
        return
    yield "  Model cards:"
    # Cards that the regime applies to come first, then those of which it cannot be told.
    order = {True: 0, None: 1, False: 2}

    def kind_of(item: tuple[str, Applies]) -> tuple[int, str, tuple[str, ...]]:
        id_, one = item
        told = _ANSWERS[one.verdict.holds]
        if one.verdict.holds:
            told += _since(one.dates, facts)
        because = tuple(sentence.replace(id_, "ID") for sentence in one.verdict.because)
        return order[one.verdict.holds], told, because if not one.verdict.holds else ()

    for (_, told, _), group in groupby(sorted(found, key=kind_of), key=kind_of):
        same = list(group)
        names = ", ".join(id_ for id_, _ in same)
        yield from _wrapped(f"{names}: {told}", 4)
        _, one = same[0]
        differs = one.verdict.holds is not answer.verdict.holds or one.dates != answer.dates
        if differs:
            reasons = one.verdict.because if not one.verdict.holds else one.dates.because
            for sentence in reasons:
                yield from _item(sentence, 6)


def _terms(answer: Applies) -> Iterator[str]:
    """Yield the legal terms with the facts that decided them."""
    if not answer.terms:
        return
    yield "  Terms:"
    told: set[str] = set()
    for term, verdict in answer.terms:
        yield from _item(f"{_TERMS[verdict.holds]}: {term.name} ({term.clause})", 4)
        for sentence in verdict.because:
            if sentence not in told:
                yield from _wrapped(sentence, 8)
        told.update(verdict.because)


def _duties(answer: Applies, facts: Facts) -> Iterator[str]:
    """Yield how many duties are owed, and by state which, with the sentences behind it."""
    groups: dict[Standing, list[Owed]] = {}
    for one in answer.duties:
        groups.setdefault(standing(one, facts.as_of), []).append(one)
    if not groups:
        return
    ordered = sorted(groups.items(), key=lambda item: item[0].order)
    about = "Duties of the provider" if facts.record is None else "Duties"
    counts: dict[str, int] = {}
    for stands, own in ordered:
        counts[stands.words] = counts.get(stands.words, 0) + len(own)
    listed = ", ".join(f"{count} {words}" for words, count in counts.items())
    yield from _wrapped(f"{about}: {listed}", 2)
    for stands, own in ordered:
        if len(groups) == 1 and stands.because == answer.verdict.because:
            return  # The head says all of it.
        head = f"{stands.words[:1].upper()}{stands.words[1:]}"
        yield from _wrapped(f"{head}: {'; '.join(stands.because)}".rstrip(), 4)
        for one in own:
            yield from _item(f"{one.duty.clause}, {one.duty.title}", 6)


def _item(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrapped(text, _WIDTH, f"{margin}- ", f"{margin}  ")


def _wrapped(text: str, indent: int = 0) -> list[str]:
    margin = " " * indent
    return wrapped(text, _WIDTH, margin, f"{margin}  " if indent else "")


def as_document(
    catalogue: Catalogue, facts: Facts, answers: tuple[Applies, ...], cards: Cards
) -> dict[str, Any]:
    """Return what applies as plain values; the formats page documents them."""
    record = facts.record
    return {
        "catalogue": catalogue.version,
        "as_of": facts.as_of.isoformat(),
        "notice": _DISCLAIMER,
        "subject": {"kind": facts.kind.value, "id": record["id"] if record else None},
        "regimes": [
            {
                **_answer(answer),
                "terms": [
                    {"id": term.id, "name": term.name, "clause": term.clause, **_verdict(verdict)}
                    for term, verdict in answer.terms
                ],
                "duties": [_duty(one) for one in answer.duties],
                "cards": [
                    {"id": id_, **_verdict(found[number].verdict), **_dates(found[number].dates)}
                    for id_, found in cards.items()
                    if found[number].duties
                ],
            }
            for number, answer in enumerate(answers)
        ],
    }


def _answer(answer: Applies) -> dict[str, Any]:
    regime = answer.regime
    return {
        "id": regime.id,
        "short": regime.short,
        "force": regime.force.value,
        "jurisdiction": regime.jurisdiction,
        "checked": regime.checked.isoformat(),
        **_verdict(answer.verdict),
        **_dates(answer.dates),
    }


def _duty(one: Owed) -> dict[str, Any]:
    duty = one.duty
    return {
        "id": duty.id,
        "clause": duty.clause,
        "title": duty.title,
        "readers": [reader.value for reader in duty.readers],
        "confidence": duty.confidence.value,
        **_verdict(one.verdict),
        **_dates(one.dates),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"applies": verdict.holds, "because": list(verdict.because)}


def _dates(dates: Dates) -> dict[str, Any]:
    day = dates.earliest.isoformat() if dates.earliest == dates.latest else None
    return {
        "from": day,
        "earliest": dates.earliest.isoformat(),
        "latest": dates.latest.isoformat(),
        "dates_because": list(dates.because),
    }
