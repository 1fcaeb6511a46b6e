"""Which fields the catalogue names, and which it names nowhere."""

from __future__ import annotations

from glasscase.law.catalogue import package_catalogue
from glasscase.law.uses import Field, named, uses, without_duty
from glasscase.records import Kind
from tests.law.engine import catalogue, duty, regime_data

UNUSED = {
    Kind.PROVIDER: {"contacts.press", "services.url"},
    Kind.PROTOCOL: {"definitions", "charter", "waivers"},
    Kind.MODEL: {"waivers", "energy.location"},
    Kind.INCIDENT: {"related", "waivers"},
}
"""Some fields that are for readers only."""


def test_fields_of_answers_conditions_and_deadlines_are_named() -> None:
    own = duty(
        who={"all": [{"deployed": "EU"}, {"field": "distribution.monetised", "equals": True}]},
        answers=[{"fields": ["limitations"]}, {"of": "provider", "fields": ["contacts.general"]}],
    )
    assert {
        Field(Kind.MODEL, "limitations"),
        Field(Kind.MODEL, "distribution.monetised"),
        Field(Kind.MODEL, "release.jurisdictions"),
        Field(Kind.MODEL, "compute.operations"),  # by the term
        Field(Kind.PROVIDER, "contacts.general"),
        Field(Kind.PROVIDER, "jurisdictions"),
    } <= named(catalogue(regime_data(duties=[own])))


def test_duties_and_fields_are_counted() -> None:
    duties = [
        duty("a", answers=[{"fields": ["limitations", "bias"]}]),
        duty("b", answers=[{"fields": ["bias"]}], readers=["ai-office"]),
        duty("c"),
    ]
    [use] = uses(catalogue(regime_data(duties=duties)))
    assert use[1:] == (3, 2, 2, 2)


def test_fields_without_a_duty_are_listed() -> None:
    found = without_duty(package_catalogue())
    for kind, fields in UNUSED.items():
        assert fields <= set(found[kind])
    assert "compute.operations" not in found[Kind.MODEL]
