"""Conditions on where the provider is, where it offers something, and what it has signed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from glasscase.law.answer import Verdict, cannot_tell
from glasscase.law.facts import NO_PROVIDER, Case
from glasscase.law.model.condition import Deployed, Established, Signed
from glasscase.law.paths import How
from glasscase.law.territories import contains, overlap
from glasscase.records import Kind


def judge_place(condition: Deployed, case: Case) -> Verdict:
    """Tell whether the model is offered in a territory; without a model, whether the provider is.

    Where a card does not say where its model is available, it cannot be told; unless the provider
    offers nothing there at all.
    """
    wanted = condition.deployed
    if case.model is not None:
        release = case.model.get("release", {})
        places = release.get("jurisdictions", ())
        found = _first(places, wanted)
        if found:
            return Verdict(True, (f"{case.about}the model is available in {_in(found, wanted)}",))
        if overlap("EU", wanted) and case.value(Kind.MODEL, "release.eu_market").how is How.GIVEN:
            day = release["eu_market"]
            return Verdict(True, (f"{case.about}placed on the Union market on {day}",))
        if places:
            listed = ", ".join(places)
            return Verdict(
                False, (f"{case.about}the model is available in {listed}, not in {wanted}",)
            )
    if case.provider is None:
        return NO_PROVIDER
    places = case.provider.get("jurisdictions", ())
    found = _first(places, wanted)
    if not found:
        listed = ", ".join(places) or "no jurisdiction"
        return Verdict(False, (f"the provider offers its models and services in {listed},"
                               f" not in {wanted}",))  # fmt: skip
    if case.model is not None:
        return cannot_tell(f"state `release.jurisdictions` in {case.where(Kind.MODEL)}")
    return Verdict(True, (f"the provider offers its models and services in {_in(found, wanted)}",))


def judge_established(condition: Established, case: Case) -> Verdict:
    """Tell whether the provider is established in a territory."""
    if case.provider is None:
        return NO_PROVIDER
    seat, wanted = case.provider.get("established", ""), condition.established
    if contains(wanted, seat):
        return Verdict(True, (f"the provider is established in {_in(seat, wanted)}",))
    if contains(seat, wanted):
        return cannot_tell(f"state `established` in provider.yml more exactly than {seat}")
    return Verdict(False, (f"the provider is established in {seat}, not in {wanted}",))


def judge_signed(condition: Signed, case: Case) -> Verdict:
    """Tell whether the provider has signed a code, or a chapter of it.

    All words of the condition must occur in the name. A signature for no chapter is for all.
    """
    if case.provider is None:
        return NO_PROVIDER
    codes = [
        code
        for code in case.provider.get("codes", ())
        if _words(condition.signed) <= _words(code["name"])
    ]
    if not codes:
        return Verdict(False, (f"provider.yml lists no signed code named “{condition.signed}”",))
    wanted = _words(condition.chapter or "")
    for code in codes:
        chapters = code.get("chapters", ())
        if not wanted or not chapters or any(wanted <= _words(chapter) for chapter in chapters):
            return Verdict(True, (_signature(code, condition.chapter),))
    [code, *_] = codes
    listed = ", ".join(code["chapters"])
    return Verdict(False, (f"of the {code['name']} the provider has signed only: {listed}",))


def _signature(code: Any, chapter: str | None) -> str:
    part = f", chapter {chapter}" if chapter else ""
    day = f" ({code['signed']})" if "signed" in code and not part else ""
    return f"the provider has signed the {code['name']}{part}{day}"


def _first(places: Any, wanted: str) -> str:
    """Return the territory that fits best: the very one, else the first that overlaps."""
    fitting = [place for place in places if overlap(place, wanted)]
    return wanted if wanted in fitting else next(iter(fitting), "")


def _in(place: str, wanted: str) -> str:
    """Name a place, and the wider or narrower one that was asked for."""
    if place == wanted:
        return place
    return f"{place}, with {wanted}" if contains(place, wanted) else f"{place}, a part of {wanted}"


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - {"and", "the", "of", "on", "for"}
