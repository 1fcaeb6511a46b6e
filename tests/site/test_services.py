"""The page of services, who does what, and what is left of both on the provider's page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from glasscase.records import Kind
from glasscase.site import responsibilities, services_page
from glasscase.site.catalogue import Catalogue, Follows, Obligations, catalogue, published
from glasscase.site.nodes import Anchor
from glasscase.site.pages import Page, provider_page
from glasscase.site.prose import ROOT

from .projects import Project, Site, collection, words

PROVIDER = {
    "legal_name": "Lumenforge AI SAS",
    "trading_name": "Lumenforge",
    "summary": "An invented provider.",
    "address": "1 rue de l'Exemple, 38000 Grenoble, France",
    "website": "https://lumenforge.example",
    "established": "FR",
    "contacts": {},
    "roles": ["deployer"],
    "jurisdictions": ["EU"],
}
SERVICES: list[dict[str, Any]] = [
    {
        "id": "api",
        "name": "The <API>",
        "type": "ai-api",
        "role": "provider",
        "description": "Access by *program*.",
        "available_from": "2026-03",
        "sub_processors": {"absent": "not-applicable", "reason": "There are none."},
    },
    {
        "id": "desk",
        "name": "Desk",
        "type": "saas-with-ai",
        "role": "deployer",
        "description": "Our own use.",
        "certifications": {"withheld": "reserved", "describe": "Told on request."},
    },
]
RESPONSIBILITIES: list[dict[str, Any]] = [
    {"id": "review", "aspect": "Human review", "services": ["desk"], "borne_by": "customer"},
    {"id": "rights", "aspect": "Rights", "borne_by": "shared", "provider": "P", "customer": "C"},
]


def made(**changes: Any) -> Catalogue:
    given = {"services": SERVICES, "responsibilities": RESPONSIBILITIES, **changes}
    return catalogue([published(collection((Kind.PROVIDER, {**PROVIDER, **given})))])


def tree(page: Page) -> Any:
    return html.fragment_fromstring(page.html.replace(ROOT, "../"), create_parent="div")


def ids(page: Page) -> list[str]:
    return [str(one) for one in tree(page).xpath("//@id")]


def test_a_service_says_what_it_is_and_what_is_not_disclosed() -> None:
    card = tree(services_page.services_page(made())).xpath("//*[@id='services.api']")[0]
    rows = {
        words(row.xpath("./dt")[0]): words(row.xpath("./dd")[0]) for row in card.xpath("./dl/div")
    }
    assert words(card.xpath("./h3")[0]) == "The <API>"
    assert rows == {
        "Type": "AI API",
        "Role": "Provider",
        "Available from": "March 2026",
        "Data locations": "Not disclosed",
        "Use of customers' data": "Not disclosed",
        "Certifications": "Not disclosed",
        "Sub-processors": "Not applicable. There are none.",
        "Who does what": "1 of 2 rows of the matrix",
    }


def test_services_stand_side_by_side_and_lead_to_more() -> None:
    page = tree(services_page.services_page(made()))
    table = page.xpath("//section[@aria-labelledby='overview']//tbody/tr")
    assert [[words(cell) for cell in row] for row in table] == [
        ["The <API>", "AI API", "Provider", "–", "March 2026"],
        ["Desk", "SaaS with AI", "Deployer", "–", "–"],
    ]
    assert table[0].xpath(".//a/@href") == ["#services.api"]


def test_the_matrix_is_whole_and_in_parts() -> None:
    page = tree(services_page.services_page(made()))
    [whole] = page.xpath("//div[@class='gc-matrix__whole']//table")
    assert [words(cell) for cell in whole.xpath(".//thead//th")] == [
        "Aspect",
        "Borne by",
        "Provider",
        "Customer",
        "Services",
    ]
    assert [[words(cell) for cell in row] for row in whole.xpath("./tbody/tr")] == [
        ["Human review", "Customer", "–", "–", "Desk"],
        ["Rights", "Shared", "P", "C", "All services"],
    ]
    assert whole.xpath("./tbody/tr/@id") == ["responsibilities.review", "responsibilities.rights"]
    parts = {
        part.get("id"): [words(row[0]) for row in part.xpath(".//tbody/tr")]
        for part in page.xpath("//section[@class='gc-matrix__part']")
    }
    assert parts == {"matrix.api": ["Rights"], "matrix.desk": ["Human review", "Rights"]}
    choices = page.xpath("//nav[@aria-label='Show one service']//a/@href")
    assert choices == ["#responsibilities", "#matrix.api", "#matrix.desk"]


def test_links_and_permalinks_of_the_page_hold() -> None:
    page = services_page.services_page(made())
    found = ids(page)
    assert len(found) == len(set(found))
    named = {str(href)[1:] for href in tree(page).xpath("//a/@href") if str(href).startswith("#")}
    assert named <= set(found)
    assert [entry.id for entry in page.toc if entry.id not in found] == []


def test_what_follows_from_a_service_is_said_with_its_role_and_with_its_models() -> None:
    assert "services.api.obligations" not in ids(services_page.services_page(made()))
    own = Follows(
        Anchor(f"{ROOT}coverage/act/", "Act"),
        (Anchor(f"{ROOT}coverage/act/#art-1", "Art. 1: Say so"),),
    )
    card = f"{ROOT}models/m/coverage/#act"
    more = (Anchor(f"{ROOT}coverage/act/#art-2", "Art. 2: Show it"), Anchor(card, "3 more"))
    of_model = Follows(Anchor(card, "M: Act"), more)
    page = services_page.services_page(
        replace(made(), obligations={"api": Obligations((own,), (of_model,))})
    )
    row = tree(page).xpath("//div[@id='services.api.obligations']")[0]
    assert words(row) == "What followsAct: Art. 1: Say so"
    assert row.xpath(".//a/@href") == ["../coverage/act/", "../coverage/act/#art-1"]
    row = tree(page).xpath("//div[@id='services.api.model-obligations']")[0]
    assert words(row) == "What follows for its modelsM: Act: Art. 2: Show it; 3 more"
    assert row.xpath(".//a/@href")[-1] == "../models/m/coverage/#act"
    assert "services.desk.obligations" not in ids(page)


def test_the_providers_page_leads_to_the_services_and_keeps_its_permalinks() -> None:
    page = provider_page(made())
    links = dict(
        zip(tree(page).xpath("//li/a[@id]/@id"), tree(page).xpath("//li/a[@id]/@href"), strict=True)
    )
    assert links == {
        name: f"../services/#{name}"
        for name in (
            "services.api",
            "services.desk",
            "responsibilities.review",
            "responsibilities.rights",
        )
    }
    kept = {
        f"services.{service}.{field}"
        for service in ("api", "desk")
        for field in ("data_locations", "data_use", "certifications", "sub_processors")
    }
    assert kept | {"services", "responsibilities", "services.api.available_from"} <= set(ids(page))
    assert len(ids(page)) == len(set(ids(page)))
    target = set(ids(services_page.services_page(made())))
    assert {href.partition("#")[2] for href in links.values()} <= target
    assert "Told on request" not in page.html


def test_without_services_or_matrix_there_is_no_page() -> None:
    assert not services_page.is_shown(made(services=[], responsibilities=[]))
    assert not services_page.is_shown(catalogue([published(collection())]))
    alone = services_page.services_page(made(services=[], responsibilities=RESPONSIBILITIES[1:]))
    assert "gc-choices" not in alone.html
    assert ids(alone) == ["top", "responsibilities", "responsibilities.rights"]


def test_a_row_for_all_services_is_part_of_each() -> None:
    parts = responsibilities.parts(RESPONSIBILITIES, SERVICES)
    assert [[row["id"] for row in part.rows] for part in parts] == [
        ["rights"],
        ["review", "rights"],
    ]


def test_the_site_has_the_page_and_references_lead_to_it(small_site: Site) -> None:
    assert small_site.page("services").xpath("string(//h1)").strip() == "Services"
    [link] = small_site.page("incidents/2026-001-outage").xpath("//dd//a[.='Aurora API']/@href")
    assert link == "../../services/#services.aurora-api"


def test_a_provider_without_services_has_no_such_page(project: Project) -> None:
    text = project.read("content/provider.yml").partition("services:")[0]
    project.write("content/provider.yml", text)
    project.change("content/incidents/2026-001-outage.yml", "services: [aurora-api]\n", "")
    assert "services/index.html" not in project.build().files
