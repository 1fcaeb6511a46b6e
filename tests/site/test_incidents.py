"""Pages about incidents: the timeline, deadlines that were met, the register and its files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import yaml
from lxml import html  # type: ignore[import-untyped]

from glasscase.archive.archive import Archive
from glasscase.law.catalogue import package_catalogue
from glasscase.records import Kind
from glasscase.site import (
    chronicle,
    incident_data,
    layout,
    listings,
    narrowing,
    periods,
    regimes,
    register,
    values,
)
from glasscase.site.catalogue import Catalogue, catalogue, published
from glasscase.site.incidents_chart import chart
from glasscase.site.prose import ROOT
from glasscase.site.reported import Reported

from ..providers import PROVIDER
from .projects import Site, collection, words

Form = dict[str, Any]


def provider() -> Form:
    form: Form = yaml.safe_load(PROVIDER)
    return form


def incident(id_: str = "2026-001-outage", **changes: Any) -> Form:
    return {
        "schema": 1,
        "id": id_,
        "version": "1.0",
        "status": "current",
        "title": f"Incident {id_}",
        "summary": "It was down.",
        "state": "closed",
        "severity": "incident",
        "harms": ["service-disruption"],
        "times": {"discovered": "2026-03-02T09:00:00Z"},
        **changes,
    }


def made(*forms: Form, provider_form: Form | None = None) -> Catalogue:
    given = [(Kind.INCIDENT, form) for form in forms]
    if provider_form is not None:
        given.append((Kind.PROVIDER, provider_form))
    return catalogue([published(collection(*given))])


def public(form: Form, known: Catalogue | None = None) -> Mapping[str, Any]:
    return (known or made(form)).by_key["incident", form["id"]].form()


def tree(text: str) -> Any:
    return html.fragment_fromstring(text.replace(ROOT, "../"), create_parent="div")


def section(form: Form, id_: str) -> Any:
    known = made(form)
    shown = layout.sections(Kind.INCIDENT, public(form, known), known.context("incidents/x/"))
    rows = next(one.rows for one in shown if one.id == id_)
    return tree("".join(row.node.html for row in rows))  # type: ignore[union-attr]


TIMES = {
    "occurred": "2026-03-01T09:00:00Z",
    "discovered": "2026-03-02T09:00:00Z",
    "contained": "2026-03-02T10:25:00Z",
    "resolved": "2026-03-09T09:00:00+01:00",
    "estimated": ["occurred"],
}
TOLD = incident(
    times=TIMES,
    timeline=[
        {"id": "second", "at": "2026-03-02T10:00:00Z", "what": "It is *stopped*."},
        {"id": "first", "at": "2026-03-01T09:00:00Z", "what": "It begins."},
    ],
    notifications=[
        {
            "id": "told",
            "regime": "eu-code-safety",
            "authority": "AI Office",
            "stage": "initial",
            "at": "2026-03-04T09:00:00Z",
        }
    ],
    updates=[{"id": "news", "at": "2026-03-05T09:00:00Z", "title": "News <1>", "body": "Text."}],
)
ORDER = [
    "Occurred (estimated, 1 day before discovery)",
    "It begins.",
    "Discovered",
    "It is stopped.",
    "Contained (1 h 25 min after discovery)",
    "Initial report to AI Office",
    "Update: News <1>",
    "Resolved (6 days 23 h after discovery)",
]


def test_the_list_of_the_timeline_has_everything_in_one_order() -> None:
    steps = section(TOLD, "timeline").xpath("//ol/li")

    assert [words(step).split("UTC", 1)[1].strip() for step in steps] == ORDER


def test_what_stands_elsewhere_on_the_page_is_linked_and_events_are_permalinks() -> None:
    drawn = section(TOLD, "timeline")

    assert drawn.xpath("//ol//p/a/@href") == [
        "#times.occurred",
        "#timeline.first",
        "#times.discovered",
        "#timeline.second",
        "#times.contained",
        "#notifications.told",
        "#updates.news",
        "#times.resolved",
    ]
    assert drawn.xpath("//ol/li/@id") == ["timeline.first", "timeline.second"]


def test_the_drawing_is_one_picture_with_a_name_and_a_description() -> None:
    (drawing,) = section(TOLD, "timeline").xpath("//svg[@role='img']")

    named = drawing.get("aria-labelledby").split()
    assert [words(drawing.xpath(f".//*[@id='{one}']")[0]) for one in named] == [
        "Timeline",
        "From 1 March 2026, 09:00 UTC to 9 March 2026, 08:00 UTC: 4 times, 2 events, 1 report, "
        "1 update. The list below has them in the same order.",
    ]
    assert drawing.xpath(".//a | .//@style | .//@onclick") == []


def test_the_marks_stand_in_the_order_of_time_between_the_edges() -> None:
    (drawing,) = section(TOLD, "timeline").xpath("//svg[@role='img']")

    places = [
        float(mark.get("cx", mark.getparent().get("x", "")).rstrip("%"))
        for mark in drawing.xpath(".//circle | .//path")
    ]
    assert places == sorted(places)
    assert len(places) == 4
    assert 0 <= places[0] < places[-1] <= 100


def test_the_bar_tells_how_it_stood_even_if_it_was_contained_before_it_was_discovered() -> None:
    before = {**TIMES, "contained": "2026-03-01T12:00:00Z"}

    def phases(times: Form) -> list[str]:
        found = section(incident(times=times), "timeline").xpath("//svg//rect/@class")
        return [one.removeprefix("phase ") for one in found]

    assert phases(TIMES) == ["rest", "occurred", "discovered", "contained"]
    assert phases(before) == ["rest", "occurred", "contained", "contained"]
    assert phases({**TIMES, "resolved": None, "contained": None}) == ["rest", "occurred"]


def test_one_moment_alone_is_no_drawing() -> None:
    assert chronicle.rows(public(incident()), made().context("")) == []


def test_a_time_that_is_withheld_is_in_no_drawing_and_no_list() -> None:
    hidden = {"withheld": "cybersecurity", "describe": "It would help.", "value": TIMES["occurred"]}
    drawn = section(incident(times={**TIMES, "occurred": hidden, "estimated": []}), "timeline")

    assert "Occurred" not in words(drawn)
    assert "1 March" not in html.tostring(drawn, encoding="unicode")


def test_corrective_actions_are_counted_by_their_state() -> None:
    actions = [
        {"id": "a", "description": "A", "state": "done", "completed": "2026-04-01"},
        {"id": "b", "description": "B", "state": "planned", "due": "2026-09-01"},
        {"id": "c", "description": "C", "state": "done"},
    ]
    drawn = section(incident(corrective_actions=actions), "corrective-actions")

    assert words(drawn.xpath("//p[@class='gc-badges']")[0]) == "Planned: 1 Done: 2"


def test_the_drawing_is_not_among_the_words_that_are_searched(small_site: Site) -> None:
    index = json.loads(small_site.files["search/search_index.json"])
    texts = {one["location"]: one["text"] for one in index["docs"]}
    found = {at: text for at, text in texts.items() if at.startswith("incidents/2026-001-outage/")}

    assert "Hours are stretched" not in " ".join(found.values())
    assert "Service disruption" in found["incidents/2026-001-outage/"]


# Deadlines.


def reported(form: Form) -> Any:
    known = made(form, provider_form=provider())
    return tree(Reported(package_catalogue(), known).drawn(dict(public(form, known))))


def outcomes(form: Form) -> list[list[str]]:
    """Return what each row says of the outcome: its label, and by how much."""
    cells = reported(form).xpath("//td[@data-label='Outcome']")
    return [[words(part) for part in cell] for cell in cells]


def breach(at: str) -> Form:
    report = {
        "id": "cnil",
        "regime": "gdpr-33",
        "authority": "CNIL",
        "stage": "initial",
        "at": at,
    }
    return incident(harms=["personal-data-breach"], notifications=[report])


def test_a_report_in_time_is_said_to_be_met() -> None:
    form = breach("2026-03-04T09:00:00Z")
    said = words(reported(form))

    assert "72 hours from 2026-03-02T09:00Z" in said
    assert "5 March 2026, 09:00 UTC" in said
    assert outcomes(form) == [["Met", "1 day before it was due"]]


def test_a_late_report_is_said_to_be_late_and_by_how_much() -> None:
    assert outcomes(breach("2026-03-05T12:00:00Z")) == [["Late", "3 hours after it was due"]]


def test_a_report_under_a_law_that_the_catalogue_does_not_know_is_said_to_be_so() -> None:
    form = breach("2026-03-04T09:00:00Z")
    form["notifications"][0]["regime"] = "xx-moon"

    said = words(reported(form))
    assert "knows no finished deadline" in said
    assert "does not know xx-moon" in said


def test_a_report_names_its_law_and_leads_to_its_page() -> None:
    known = made(incident())
    laws = replace(known, targets={**known.targets, **regimes.targets(package_catalogue())})
    shown = values.show_regime("us-ca-sb53", laws.context("incidents/x/"), "")
    assert f'href="{ROOT}coverage/us-ca-sb53/"' in shown
    assert shown.endswith(">California SB 53</a>")
    assert values.show_regime("us-ca-sb53", known.context("incidents/x/"), "") == "us-ca-sb53"
    assert values.show_regime("xx-moon", laws.context("incidents/x/"), "") == "xx-moon"


def test_nothing_is_said_of_reports_that_are_not_named() -> None:
    """A clock that still runs, or ran out, would say another thing on another day."""
    said = words(reported(incident(harms=["personal-data-breach"], times=TIMES)))

    assert "72 hours" not in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "does not say whether it made a report"),
        (
            {
                "notifications": {
                    "withheld": "legal-obligation",
                    "describe": "We may not.",
                    "value": breach("2026-03-05T12:00:00Z")["notifications"],
                }
            },
            "withholds which reports it made",
        ),
        (
            {"notifications": {"absent": "not-applicable", "reason": "None is asked."}},
            "No report is named here (not applicable)",
        ),
    ],
)
def test_what_is_not_disclosed_is_said_to_be_so(given: Form, said: str) -> None:
    told = words(reported(incident(harms=["personal-data-breach"], **given)))

    assert said in told
    assert "Late" not in told


# The register.

SEVERAL = (
    incident("2025-001-a", times={"discovered": "2025-12-31T23:30:00-02:00"}),
    incident("2026-002-b", severity="serious-incident", models=["wren-1b"], times=TIMES),
    incident("2026-003-c", harms=["misuse", "other"], times={"discovered": "2026-08-01T00:00:00Z"}),
    incident(
        "2026-004-d",
        status="withdrawn",
        withdrawal={"date": "2026-09-02", "reason": "It was none."},
        times={"discovered": "2026-09-01T00:00:00Z"},
    ),
)


def test_a_list_is_narrowed_by_each_value_that_occurs() -> None:
    found = register.register_of(made(*SEVERAL)).lists

    assert [(one.slug(), len(one.editions)) for one in found] == [
        ("severity_serious-incident", 1),
        ("severity_incident", 3),
        ("state_closed", 4),
        ("period_2026", 4),
        ("period_2026-q3", 2),
        ("period_2026-q1", 2),
        ("class_misuse", 1),
        ("class_service-disruption", 3),
        ("class_other", 1),
        ("model_wren-1b", 1),
    ]


def test_the_index_says_which_incidents_are_in_which_list(small_site: Site) -> None:
    """From it a script joins lists; every list that it names is a page."""
    known = made(*SEVERAL)
    found = register.register_of(known)
    document = json.loads(narrowing.index(found.editions, found.lists))
    assert document["page_size"] == listings.PAGE_SIZE
    ids = document["incidents"]
    assert ids == [edition.id for edition in found.editions]
    for one in found.lists:
        places = document["lists"][one.slug()]
        assert [ids[place] for place in places] == [edition.id for edition in one.editions]
        assert places == sorted(places)
    on_site = json.loads(small_site.files[narrowing.INDEX_FILE])
    for slug in on_site["lists"]:
        # A page of one list says the same with and without scripts.
        assert "register" not in "".join(
            re.findall("<script[^>]*>", small_site.html(f"incidents/by/{slug}"))
        )


def test_the_figures_count_by_the_day_of_discovery_and_leave_out_what_was_withdrawn() -> None:
    facts = [one.facts for one in register.counted(made(*SEVERAL).editions)]

    assert [(one.id, one.incidents) for one in periods.quarters(facts)] == [
        ("2026-q1", 2),
        ("2026-q2", 0),
        ("2026-q3", 1),
    ]
    (year,) = periods.years(facts)
    assert dict(year.by_severity) == {"incident": 2, "serious-incident": 1}
    assert (year.contained, year.contained_of) == (timedelta(minutes=85), 1)


def test_the_chart_says_in_words_what_it_shows() -> None:
    known = register.register_of(made(*SEVERAL))
    drawn = tree(register.above(known))

    assert words(drawn.xpath("//desc")[0]) == (
        "Incidents by the quarter of their discovery. Q1 2026: 2; Q2 2026: 0; Q3 2026: 1."
    )
    assert len(drawn.xpath("//rect")) == 3


def test_there_is_no_chart_of_a_single_quarter() -> None:
    assert chart(made(SEVERAL[1]).editions) == ""


def test_a_site_without_incidents_has_an_empty_list_and_nothing_around_it() -> None:
    listed = listings.listing(listings.newest(made(), Kind.INCIDENT), Kind.INCIDENT, 1)

    assert register.around(made(), Kind.INCIDENT, 1, listed) == listed


def test_every_link_of_the_register_leads_to_a_page(small_site: Site) -> None:
    page = small_site.page("incidents/")
    links = page.xpath("//nav[contains(@class,'gc-filters')]//a/@href")

    assert links
    for link in links:
        narrowed = small_site.page(f"incidents/{link}".rstrip("/"))
        assert narrowed.xpath("//*[@aria-current='page' and ancestor::*[@class='gc-filters']]")
        assert narrowed.xpath("//ul[@class='gc-entries']/li")


# The files.


def files(*forms: Form) -> tuple[list[dict[str, str]], Any]:
    known = made(*forms, provider_form=provider())
    found = dict(incident_data.files(known, Archive(), "https://example.org/"))
    table = io.StringIO(found["incidents/incidents.csv"].decode(), newline="")
    return list(csv.DictReader(table)), json.loads(found["api/v1/incidents.json"])


def test_the_table_has_a_row_for_each_incident() -> None:
    rows, _ = files(*SEVERAL, TOLD)

    assert [row["id"] for row in rows] == [
        "2026-004-d",
        "2026-003-c",
        "2026-001-outage",
        "2026-002-b",
        "2025-001-a",
    ]
    assert rows[1]["harms"] == "misuse; other"
    assert rows[2]["reports"] == "1"
    assert rows[3]["contained"] == "2026-03-02T10:25:00Z"


def test_a_spreadsheet_runs_nothing_of_the_table() -> None:
    (row,), _ = files(incident(title='=HYPERLINK("https://example.org")'))

    assert row["title"] == '\'=HYPERLINK("https://example.org")'


def test_what_is_withheld_is_named_and_not_given_in_both_files() -> None:
    people = [{"group": "Customers of the secret service", "people": 4711}]
    hidden = {"withheld": "personal-data", "describe": "They are few.", "value": people}
    (row,), document = files(incident(impact={"description": "Harm.", "affected": hidden}))

    assert row["people_affected"] == "withheld: personal-data"
    assert document["incidents"][0]["oecd"]["affected_stakeholders"]["withheld"] == "personal-data"
    assert "4711" not in json.dumps(document)


def test_the_document_has_all_criteria_of_the_oecd_in_their_order() -> None:
    _, document = files(TOLD)
    (one,) = document["incidents"]

    assert len(one["oecd"]) == 29
    assert list(one["oecd"])[9:11] == ["severity", "harm_type"]
    assert one["oecd"]["submitter"] == provider()["legal_name"]
    assert one["aiid"]["date"] == "2026-03-01"
    assert one["updates"][0]["url"].endswith("/incidents/2026-001-outage/#updates.news")
    assert document["figures"]["quarters"][0]["containment_median_seconds"] == 85 * 60
