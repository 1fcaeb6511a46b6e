"""Where the fields that answer duties stand on the pages of their records."""

from __future__ import annotations

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.law.uses import answering
from glasscase.records import Kind
from glasscase.site.coverage import fields

ANSWERING = sorted(
    {
        (one.kind, one.path)
        for regime in package_catalogue().regimes.values()
        for duty in regime.duties
        for one in answering(duty)
    }
)


@pytest.mark.parametrize(
    ("kind", "path", "place"),
    [
        (Kind.MODEL, "compute.operations", "compute.operations"),
        (Kind.MODEL, "data.crawled.period", "data.crawled.period"),
        (Kind.MODEL, "limitations", "limitations"),
        (Kind.MODEL, "evaluations.value", "evaluations"),
        (Kind.MODEL, "title", "top"),
        (Kind.PROTOCOL, "topics[topic=standards].summary", "topics"),
        (Kind.PROTOCOL, "body", "body"),
        (Kind.INCIDENT, "times.discovered", "times.discovered"),
    ],
)
def test_a_field_is_linked_as_near_as_its_page_allows(kind: Kind, path: str, place: str) -> None:
    assert fields.permalink(kind, path) == place


def test_a_notice_in_the_place_of_a_group_stands_for_all_below_it() -> None:
    notice = {"withheld": "trade-secret", "describe": "Secret."}
    assert fields.depth({"data": {"crawled": notice}}, "data.crawled.period") == 2
    assert fields.permalink(Kind.MODEL, "data.crawled.period", 2) == "data.crawled"
    assert fields.depth({"energy": notice}, "energy.training") == 1
    assert fields.permalink(Kind.MODEL, "energy.training", 1) == "energy"
    assert fields.permalink(Kind.MODEL, "compute.operations", 1) == "compute"
    assert fields.depth({"compute": {"operations": 1.0}}, "compute.operations") == 2


def test_a_section_that_may_be_left_out_is_not_linked_for_what_is_missing() -> None:
    assert fields.unanswered(Kind.MODEL, "compute.operations") == "compute"
    assert fields.unanswered(Kind.PROTOCOL, "topics[topic=standards]") == ""


def test_names_lead_from_the_group_to_the_field() -> None:
    assert fields.label(Kind.MODEL, "data.crawled.used").startswith("Data, crawled")
    assert fields.label(Kind.PROTOCOL, "topics[topic=standards]") == "Topics: Standards"


def test_every_field_that_the_catalogue_names_has_a_place_and_a_name() -> None:
    for kind, path in ANSWERING:
        assert fields.permalink(kind, path)
        assert fields.label(kind, path)
