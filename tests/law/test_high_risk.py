"""High-risk systems: which annex makes them so, and from when that asks for documents."""

from __future__ import annotations

from datetime import date

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.law.coverage import Law, State, cover
from glasscase.law.facts import Facts
from glasscase.law.scope import applies


@pytest.mark.parametrize(
    ("annex", "documents", "registration"),
    [
        ("III", ("2027-12-02", "2027-12-02"), True),
        ("I", ("2028-08-02", "2028-08-02"), False),
        (None, ("2027-12-02", "2028-08-02"), None),
    ],
)
def test_the_annex_decides_from_when_a_system_is_documented_and_whether_it_is_registered(
    annex: str | None, documents: tuple[str, str], registration: bool | None
) -> None:
    """Art. 113(c)(i) and (ii); Art. 49: only what Annex III lists, once it is high-risk."""
    stated = {"annex": annex} if annex else {}
    card = {
        "kind": "model",
        "id": "lens",
        "release": {"jurisdictions": ["FR"]},
        "classification": {"level": "high-risk", "basis": "x", **stated},
    }
    provider = {"kind": "provider", "jurisdictions": ["FR"], "roles": ["ai-system-provider"]}
    law = package_catalogue()
    found = applies(law, law.regimes["eu-ai-act-73"], Facts(provider, card, date(2026, 11, 22)))
    own = {one.duty.id: one for one in found.duties}
    for name in ("art-13", "art-11"):
        assert own[name].verdict.holds is True
        dates = own[name].dates
        assert (dates.earliest.isoformat(), dates.latest.isoformat()) == documents
    assert own["art-49"].verdict.holds is registration
    # Art. 49 is not deferred, as little as Art. 73.
    assert own["art-49"].dates.latest == date(2026, 8, 2)
    if annex is None:
        assert "`classification.annex`" in own["art-13"].dates.because[0]
        assert "`classification.annex`" in own["art-49"].verdict.because[0]


def test_a_card_that_names_no_annex_is_asked_for_it_when_it_matters() -> None:
    """Art. 113(c): between the two dates it cannot be told, and before them both are named."""
    law = Law.of(package_catalogue(), ["eu-ai-act-73"])
    card = {
        "kind": "model",
        "id": "lens",
        "status": "current",
        "release": {"jurisdictions": ["FR"]},
        "classification": {"level": "high-risk", "basis": "x"},
    }
    provider = {"kind": "provider", "jurisdictions": ["FR"], "roles": ["ai-system-provider"]}
    law = law.knowing([law.know(provider, (), (card,))])
    told = {}
    for day in (date(2026, 11, 22), date(2028, 1, 1), date(2028, 8, 2)):
        own = {one.duty.id: one for one in cover(law, Facts(provider, card, day))}
        told[day] = own["art-13"]
    now, between, then = told.values()
    assert (now.state, now.in_force, now.latest) == (
        State.NOT_YET,
        date(2027, 12, 2),
        date(2028, 8, 2),
    )
    assert between.state is State.CANNOT_TELL
    assert any("`classification.annex`" in sentence for sentence in between.because)
    assert then.state is State.AUTHORITY
