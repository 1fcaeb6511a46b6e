"""The pages of coverage on a built site: they agree with the law, with each other, and link."""

from __future__ import annotations

import json
import re
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.law.plain import ADDRESS, from_json
from glasscase.records import Kind

from ..projects import Project, Site, words

LAW = package_catalogue()
DATA = "api/v1/coverage.json"
RECORD = "models/aurora-3/coverage/"


def coverage_pages(site: Site) -> list[str]:
    return [
        name.removesuffix("index.html")
        for name in site.files
        if re.search(r"(^|/)coverage/(.*/)?index\.html$", name)
        and not name.startswith("documentation/")
    ]


def numbers(element: Any) -> dict[str, int]:
    """Return the numbers beside a bar, by their names."""
    return {
        words(one).partition(" ")[2]: int(words(one).partition(" ")[0])
        for one in element.xpath(".//ul[@class='gc-counts']/li")
    }


def test_there_is_a_page_for_all_for_each_regime_and_for_each_record(demonstration: Site) -> None:
    found = set(coverage_pages(demonstration))
    index = json.loads(demonstration.files["api/v1/index.json"])["records"]
    assert found == {
        "coverage/",
        "coverage/by-section/",
        *(f"coverage/{regime}/" for regime in LAW.regimes),
        *(f"{Kind(one['kind']).folder}/{one['id']}/coverage/" for one in index),
    }


def test_every_page_says_what_it_is_and_what_it_rests_on(demonstration: Site) -> None:
    day = json.loads(demonstration.files[DATA])["as_of"]
    for page in coverage_pages(demonstration):
        if page == "coverage/by-section/":
            continue
        text = demonstration.text(page)
        assert "Readiness, not legal advice." in text, page
        assert f"Version {LAW.version}" in text, page
        assert demonstration.page(page).xpath(f"//time[@datetime='{day}']"), page
        assert "Not verified" in text, page


def test_the_catalogue_that_was_looked_into_is_published(demonstration: Site) -> None:
    """So that whoever reads a page can see later how the duties have changed since."""
    assert from_json(demonstration.files[ADDRESS], ADDRESS) == LAW.plain
    assert json.loads(demonstration.files[DATA])["law"].endswith(ADDRESS)


def test_every_link_of_these_pages_leads_to_a_place_that_is_there(demonstration: Site) -> None:
    ids: dict[str, set[str]] = {}
    broken = []
    sources = [*coverage_pages(demonstration), "models/aurora-3/", "provider/", "services/"]
    for page in sources:
        for link in set(demonstration.page(page).xpath("//article//a/@href")):
            path, _, place = str(link).partition("#")
            if ":" in path:
                continue
            target = normpath(join(page, path)) if path else page.rstrip("/")
            name = target if target in demonstration.files else f"{target}/index.html"
            if name not in demonstration.files:
                broken.append((page, link))
            elif place:
                if name not in ids:
                    there = demonstration.page(name.removesuffix("index.html"))
                    ids[name] = set(there.xpath("//@id"))
                if unquote(place) not in ids[name]:
                    broken.append((page, link))
    assert broken == []


def test_a_regimes_page_names_every_duty_in_its_place(demonstration: Site) -> None:
    for id_, regime in LAW.regimes.items():
        page = demonstration.page(f"coverage/{id_}/")
        assert sorted(page.xpath("//article//article/@id")) == sorted(
            duty.id for duty in regime.duties
        )
        text = demonstration.text(f"coverage/{id_}/")
        for statement in regime.unverified:
            assert " ".join(statement.split()) in text


def test_numbers_agree_from_page_to_page_and_with_the_data(demonstration: Site) -> None:
    data = json.loads(demonstration.files[DATA])
    assert data["catalogue"] == LAW.version
    assert [one["id"] for one in data["regimes"]] == list(LAW.regimes)
    whole: dict[str, int] = {}
    for regime in data["regimes"]:
        page = demonstration.page(f"coverage/{regime['id']}/")
        [head] = page.xpath("//div[@class='gc-figures']")
        assert sum(numbers(head).values()) == sum(regime["counts"].values())
        summed: dict[str, int] = {}
        for duty in regime["duties"]:
            for state, count in duty["counts"].items():
                summed[state] = summed.get(state, 0) + count
        assert summed == regime["counts"]
        for state, count in regime["counts"].items():
            whole[state] = whole.get(state, 0) + count
    assert whole == data["counts"]
    [record] = [one for one in data["records"] if one["id"] == "aurora-3"]
    [head] = demonstration.page(RECORD).xpath("//header//div[@class='gc-figures']")
    assert sum(numbers(head).values()) == sum(
        sum(counts.values()) for counts in record["regimes"].values()
    )


def test_a_duty_links_to_the_very_row_that_answers_it(demonstration: Site) -> None:
    page = demonstration.page(RECORD)
    [row] = page.xpath("//tr[@id='us-ca-sb53.report-release-date']")
    assert [words(cell) for cell in row][1] == "Met"
    assert row.xpath("./td[2]//a/@href") == ["../#release.first"]
    assert row.xpath("./th/a/@href") == ["../../../coverage/us-ca-sb53/#report-release-date"]


def test_the_reason_for_a_regime_is_told_with_its_numbers(demonstration: Site) -> None:
    scope = words(demonstration.page("coverage/us-ca-sb53/").xpath("//section[h2[@id='scope']]")[0])
    assert "Aurora 3: model card: Applies since 1 January 2026" in scope
    assert "2.3 × 10²⁶ operations are more than 10²⁶" in scope
    assert "2.9 × 10²⁵ operations are not more than 10²⁶" in scope


def test_what_does_not_apply_is_told_in_one_sentence_with_the_reason(demonstration: Site) -> None:
    page = demonstration.page("models/triage-lens/coverage/")
    [others] = page.xpath("//section[h2[@id='others']]")
    assert "not in US-CA" in words(others.xpath(".//div[@id='us-ca-sb53']")[0])
    assert page.xpath("//tr[starts-with(@id, 'us-ca-sb53.')]") == []


def test_a_withdrawn_record_and_a_translation_answer_to_no_duty(demonstration: Site) -> None:
    assert "It is withdrawn." in demonstration.text("models/aurora-1/coverage/")
    assert "its original answers" in demonstration.text("protocols/charte-usage-ia/coverage/")


def test_a_protocol_names_the_duties_that_it_answers(demonstration: Site) -> None:
    page = demonstration.page("protocols/frontier-safety-framework/coverage/")
    [row] = page.xpath("//tr[@id='us-ca-sb53.framework-standards']") or [None]
    answered = page.xpath("//tr[starts-with(@id, 'us-ca-sb53.')]")
    assert len(answered) >= 10
    links = {str(link) for one in answered for link in one.xpath("./td[2]//a/@href")}
    assert "../#topics.standards" in links
    assert "../#topics" not in links
    assert row is None or words(row[1]) == "Met"


def test_each_topic_of_a_framework_is_linked_by_itself(demonstration: Site) -> None:
    """SB 53, 22757.12(a)(1) to (10): ten topics, ten rows."""
    page = demonstration.page("coverage/us-ca-sb53/")
    topics = [str(one) for one in page.xpath("//article//a/@href") if "/#topics" in str(one)]
    assert len({one for one in topics if "/#topics." in one}) >= 10
    assert [one for one in topics if one.endswith("#topics")] == []


def test_the_only_row_that_answers_is_linked_from_the_card(demonstration: Site) -> None:
    """EU code, Measure 7.4: of the assessors, the one that is a safety institute."""
    links = [str(one) for one in demonstration.page(RECORD).xpath("//article//a/@href")]
    assert "../#assessors.institute" in links


def test_sections_of_a_record_name_clauses_that_they_serve(demonstration: Site) -> None:
    for address in ("models/aurora-3/", "models/aurora-3/1.2/", "provider/"):
        served = demonstration.page(address).xpath("//p[@class='gc-serves']")
        assert served, address
        for line in served:
            assert line.getprevious().tag == "h2"
            assert 1 <= len(line.xpath("./a")) <= 4
    here = demonstration.page("coverage/by-section/")
    named = {str(one) for one in here.xpath("//section[h2[@id='model']]//li/a/@href")}
    asked = {
        f"../../coverage/{regime.id}/#{duty.id}"
        for regime in LAW.regimes.values()
        for duty in regime.duties
        if duty.subject == "model" and any(one.of == "subject" for one in duty.answers)
    }
    assert {normpath(join("coverage/by-section", one)) for one in asked} <= {
        normpath(join("coverage/by-section", one)) for one in named
    }


def served_by(site: Site, address: str) -> set[tuple[str, str]]:
    """Return the duties that the sections of a record name, by regime and id."""
    links = site.page(address).xpath("//p[@class='gc-serves']//a/@href")
    found = (re.search(r"coverage/([a-z0-9-]+)/#([^/]+)$", str(link)) for link in links)
    return {(one[1], one[2]) for one in found if one is not None and one[1] != "by-section"}


def test_sections_name_no_duty_that_does_not_apply_to_their_record(demonstration: Site) -> None:
    data = json.loads(demonstration.files[DATA])
    for record in data["records"]:
        kind, id_ = Kind(record["kind"]), record["id"]
        page = demonstration.page(f"{kind.folder}/{id_}/coverage/")
        applying = {tuple(str(one).split(".", 1)) for one in page.xpath("//tr/@id")}
        assert served_by(demonstration, f"{kind.folder}/{id_}/") <= applying, id_
    # Art. 51 to 55 bind providers of general-purpose models: not this one, of 3.1e19 operations.
    lens = {regime for regime, _ in served_by(demonstration, "models/triage-lens/")}
    assert {"eu-ai-act", "eu-code-safety", "eu-training-summary", "us-ca-sb53"}.isdisjoint(lens)
    assert "eu-ai-act-73" in lens
    # Art. 13 is for high-risk systems.
    aurora = {regime for regime, _ in served_by(demonstration, "models/aurora-3/")}
    assert "eu-ai-act-73" not in aurora
    assert {"eu-ai-act", "us-ca-sb53"} <= aurora


def test_a_protocol_names_duties_that_its_type_can_answer(demonstration: Site) -> None:
    """SB 53, 22757.12(a) asks for a frontier framework, and for no usage charter."""
    framework = served_by(demonstration, "protocols/frontier-safety-framework/")
    assert "us-ca-sb53" in {regime for regime, _ in framework}
    # The framework of measure 1.1 of the code has no topic on copyright (Art. 53(1)(c)).
    assert ("eu-ai-act", "art-53-1-c") not in framework
    charter = served_by(demonstration, "protocols/ai-usage-charter/")
    assert "us-ca-sb53" not in {regime for regime, _ in charter}


def test_a_withdrawn_record_and_a_translation_serve_no_duty(demonstration: Site) -> None:
    for address in ("models/aurora-1/", "protocols/charte-usage-ia/"):
        assert demonstration.page(address).xpath("//p[@class='gc-serves']") == []


def test_reasons_for_the_provider_are_not_repeated_for_its_models(demonstration: Site) -> None:
    """22757.11(j): a large frontier developer is one by its compute and its revenue."""
    page = demonstration.page("coverage/us-ca-sb53/")
    said = words(page.xpath("//section[h2[@id='scope']]")[0])
    term = said[said.index("A large frontier developer") :].split("Yes.")[1]
    assert "10²⁶" in term
    assert "the same is so for" not in term


def test_coverage_is_found_from_everywhere(demonstration: Site) -> None:
    home = demonstration.page("")
    assert "coverage/" in home.xpath("//nav//a/@href")
    assert "coverage/" in home.xpath("//footer//a/@href")
    assert home.xpath("//article//a[@href='coverage/']")
    assert demonstration.page("models/aurora-3/").xpath("//nav//a[@href='../../coverage/']")
    where = json.loads(demonstration.files[".well-known/ai-transparency.json"])
    assert where["coverage"].endswith(DATA)
    assert where["law"].endswith(ADDRESS)
    entries = json.loads(demonstration.files["search/search_index.json"])["docs"]
    found = {one["location"] for one in entries}
    assert {"coverage/", "coverage/us-ca-sb53/"} <= found
    assert "/coverage/us-ca-sb53/</loc>" in demonstration.files["sitemap.xml"].decode()
    assert "gcslot" not in "".join(demonstration.html(one) for one in coverage_pages(demonstration))


def test_services_name_the_duties_that_follow_from_them(demonstration: Site) -> None:
    page = demonstration.page("services/")
    [api] = page.xpath("//div[@id='services.aurora-api.obligations']")
    assert "EU AI Act" in words(api)
    # Bare machines make nobody the provider or the deployer of a model.
    assert page.xpath("//div[@id='services.forge-metal.obligations']") == []


def duties_of_models(site: Site, service: str) -> set[str]:
    """Return the duties that a service is said to bring for its models."""
    links = site.page("services/").xpath(f"//div[@id='services.{service}.model-obligations']//a")
    return {str(link.get("href")).removeprefix("../coverage/") for link in links}


def test_services_name_the_duties_of_their_models(demonstration: Site) -> None:
    clauses = {f"eu-ai-act/#art-53-1-{letter}" for letter in "abcd"}
    api = duties_of_models(demonstration, "aurora-api")
    assert clauses | {"us-ca-ab2013/#documentation", "us-ca-sb53/#transparency-report"} <= api
    assert "../models/aurora-3/coverage/#us-ca-sb53" in api
    # Art. 50(2) is for providers of systems that generate content; so is a product with AI in it.
    assert "eu-ai-act-50/#art-50-2" in duties_of_models(demonstration, "aurora-studio")
    # Art. 53(2): of a free and open-source model, (a) and (b) fall away.
    weights = duties_of_models(demonstration, "ember-weights")
    assert clauses & weights == {"eu-ai-act/#art-53-1-c", "eu-ai-act/#art-53-1-d"}
    # Who hosts, distributes or deploys the models is not their provider by that (Art. 3(3)).
    for service in ("forge-cloud", "staff-desk", "partner-catalogue", "forge-metal"):
        assert duties_of_models(demonstration, service) == set()


@pytest.fixture
def open_project(project: Project) -> Project:
    """The small project, whose provider signed nothing and answers little."""
    return project


def test_what_is_missing_is_owed_by_name(open_project: Project) -> None:
    site = open_project.build()
    page = site.page("coverage/")
    owed = page.xpath("//table[contains(@class, 'gc-covered--owed')]//tr")
    data = json.loads(site.files[DATA])
    missing = [
        (regime["id"], duty["id"])
        for regime in data["regimes"]
        if regime["force"] != "voluntary"
        for duty in regime["duties"]
        if duty["strength"] != "may" and {"missing", "partly"} & set(duty["counts"])
    ]
    links = {str(one) for row in owed for one in row.xpath("./th/a/@href")}
    assert links == {f"../coverage/{regime}/#{duty}" for regime, duty in missing}


def test_the_option_turns_it_off(project: Project) -> None:
    project.configure(plugins=["search", {"glasscase": {"law": False}}])
    site = project.build()
    assert not [name for name in site.files if "coverage" in name and "assets" not in name]
    assert "gc-serves" not in site.html("models/aurora-3")
    assert "coverage" not in json.loads(site.files[".well-known/ai-transparency.json"])
    assert "coverage/" not in site.html("")


def test_two_builds_are_the_same(project: Project) -> None:
    first = dict(project.build(project.folder / "first").files)
    second = project.build(project.folder / "second").files
    pages = {name for name in first if "coverage" in name}
    assert pages
    assert {name: first[name] for name in pages} == {name: second[name] for name in pages}
