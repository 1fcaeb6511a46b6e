"""The private part of an incident: an overlay with the names of the record's own fields."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from glasscase.records import Absent, Incident, Record
from glasscase.records.incident import Impact, Times
from glasscase.records.private import IncidentFields, PrivateIncident, overlaid
from glasscase.records.schema import event_schema, private_schema

PUBLIC: dict[str, Any] = {
    "id": "outage",
    "version": "1",
    "status": "current",
    "title": "Outage",
    "summary": "An outage.",
    "state": "resolved",
    "severity": "incident",
    "harms": ["other"],
    "times": {
        "occurred": {"withheld": "reserved", "describe": "To the hour only."},
        "discovered": "2026-03-29T03:00:00+02:00",
        "resolved": "2026-03-30T03:00:00+02:00",
    },
}


def merged(**fields: Any) -> Incident:
    private = PrivateIncident.model_validate({"incident": "outage", "fields": fields})
    return overlaid(Incident.model_validate(PUBLIC), private)


def test_it_has_every_field_of_an_incident_and_needs_none() -> None:
    own = set(Incident.model_fields) - set(Record.model_fields)
    assert set(IncidentFields.model_fields) == own
    times = IncidentFields.model_validate({"times": {}, "impact": {}}).model_dump()["times"]
    assert set(times) == set(Times.model_fields)


def test_private_values_take_the_place_of_public_ones() -> None:
    incident = merged(severity="serious-incident", times={"occurred": "2026-03-29T01:42:10+01:00"})
    assert incident.severity == "serious-incident"
    assert str(incident.times.occurred) == "2026-03-29 01:42:10+01:00"
    assert incident.times.discovered == Incident.model_validate(PUBLIC).times.discovered
    assert incident.title == "Outage"


def test_a_group_that_the_record_lacks_says_what_is_missing() -> None:
    impact = merged(impact={"quantified": "3 people"}).impact
    assert isinstance(impact, Impact)
    assert impact.quantified == "3 people"
    assert isinstance(impact.description, Absent)


def test_without_a_private_part_the_record_is_as_it_is() -> None:
    incident = Incident.model_validate(PUBLIC)
    assert overlaid(incident, None) is incident
    assert overlaid(incident, PrivateIncident(incident="outage")) is incident


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": {"titel": "x"}},
        {"fields": {"times": {"determined": "2026-03-29T03:00:00"}}},
        {"fields": {"title": "x"}},
        {"events": [{"source": "x"}]},
        {"no_such_key": 1},
    ],
)
def test_what_is_wrong_is_refused_by_model_and_schema(wrong: dict[str, Any]) -> None:
    data = {"incident": "outage", **wrong}
    with pytest.raises(ValidationError):
        PrivateIncident.model_validate(data)
    if "times" not in wrong.get("fields", {}):
        assert list(Draft202012Validator(private_schema()).iter_errors(data))


def test_the_schemas_are_of_their_dialect() -> None:
    for made in (private_schema(), event_schema()):
        Draft202012Validator.check_schema(made)
