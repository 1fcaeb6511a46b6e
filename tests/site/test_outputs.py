"""Everything beside the pages themselves: index, search, sitemap, data, links, back-links."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from glasscase import __version__
from glasscase.records import MODELS, Kind, canonical
from glasscase.records.schema import schema
from glasscase.site.frames import Slot
from glasscase.site.prose import ROOT

from .projects import Project, Site, small

SITE_URL = "https://example.org/small/"
RECORDS = {
    "incidents/2026-001-outage/": "1",
    "models/aurora-3/": "1.2",
    "models/ember/": "1",
    "protocols/framework/": "2.0",
    "protocols/old-framework/": "1.0",
}


@pytest.fixture(params=["small_site", "demonstration"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two sites in turn."""
    built: Site = request.getfixturevalue(request.param)
    return built


def load(site: Site, name: str) -> Any:
    return json.loads(site.files[name])


def base(site: Site) -> str:
    """Return the address of a site's root."""
    where: str = load(site, ".well-known/ai-transparency.json")["index"]
    return where.removesuffix("api/v1/index.json")


def test_the_index_names_every_record_with_the_digest_of_its_data(site: Site) -> None:
    root = base(site)
    index = load(site, "api/v1/index.json")
    assert index["schema"] == 1
    data = {name for name in site.files if name.endswith("/record.json")}
    assert {r["record"].removeprefix(root) for r in index["records"]} == data
    for record in index["records"]:
        content = site.files[record["record"].removeprefix(root)]
        assert hashlib.sha256(content).hexdigest() == record["sha256"]
        assert canonical(json.loads(content)) == content
        form = json.loads(content)
        for key in ("kind", "id", "version", "status", "language", "title"):
            assert record[key] == form[key]
        for key in ("url", "permanent"):
            assert f"{record[key].removeprefix(root)}index.html" in site.files
            assert record["sha256"] in site.html(record[key].removeprefix(root))


def test_the_index_of_the_small_site(small_site: Site) -> None:
    found = {
        r["url"].removeprefix(SITE_URL): r["version"]
        for r in load(small_site, "api/v1/index.json")["records"]
    }
    assert found == RECORDS
    assert base(small_site) == SITE_URL


def test_the_current_page_and_that_of_its_version_say_the_same(site: Site) -> None:
    for record in load(site, "api/v1/index.json")["records"]:
        address, permanent = (record[key].removeprefix(base(site)) for key in ("url", "permanent"))
        assert site.text(address) == site.text(permanent)


def test_the_well_known_file_says_where_everything_is(site: Site) -> None:
    where = load(site, ".well-known/ai-transparency.json")
    root = base(site)
    assert where["provider"] == load(site, "api/v1/provider.json")["legal_name"]
    assert where["demonstration"] is True
    assert where["generator"] == f"glasscase {__version__}"
    assert where["index"].removeprefix(root) in site.files
    for address in where["pages"].values():
        assert f"{address.removeprefix(root)}index.html" in site.files
    for kind, address in where["schemas"].items():
        assert load(site, address.removeprefix(root)) == schema(Kind(kind))
    assert set(where["schemas"]) == {kind.value for kind in MODELS}


def test_the_sitemap_has_every_page_once_and_no_frame(site: Site) -> None:
    text = site.files["sitemap.xml"]
    assert "sitemap.xml.gz" not in site.files
    tree = etree.fromstring(text)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [loc.removeprefix(base(site)) for loc in tree.xpath("//s:loc/text()", namespaces=space)]
    assert len(found) == len(set(found))
    assert not [address for address in found if "gcslot" in address]
    assert {f"{address}index.html" for address in found} <= set(site.files)
    records = {
        r["url"].removeprefix(base(site)) for r in load(site, "api/v1/index.json")["records"]
    }
    assert records <= set(found)


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site without address, search and incidents, and with pages among the models."""
    project = small(tmp_path_factory.mktemp("other"))
    project.configure(site_url="", plugins=["glasscase"])
    project.write("content/models/index.md", "# Our models\n\nOwn words.\n")
    project.write("content/models/notes/index.md", "# Notes\n")
    for path in (project.folder / "content/incidents").iterdir():
        path.unlink()
    return project.build()


def test_the_sitemap_of_a_site_without_address_has_no_records(other_site: Site) -> None:
    assert b"models/" not in other_site.files["sitemap.xml"]
    record = load(other_site, "api/v1/index.json")["records"][0]
    assert record["url"] == "models/aurora-3/"


def test_search_finds_every_record_and_its_sections_and_no_frame(site: Site) -> None:
    docs = load(site, "search/search_index.json")["docs"]
    locations = [doc["location"] for doc in docs]
    assert len(locations) == len(set(locations))
    assert not [location for location in locations if "gcslot" in location]
    by_location = {doc["location"]: doc for doc in docs}
    for record in load(site, "api/v1/index.json")["records"]:
        address = record["url"].removeprefix(base(site))
        entry = by_location[address]
        assert entry["title"] == record["title"]
        assert record["id"] in entry["text"]
        assert [location for location in locations if location.startswith(f"{address}#")]
    for location in locations:
        address, _, anchor = location.partition("#")
        assert f"{address}index.html" in site.files, location
        if anchor:
            assert site.page(address).xpath("//*[@id=$id]", id=anchor), location


def test_search_finds_the_words_of_a_record(small_site: Site) -> None:
    docs = load(small_site, "search/search_index.json")["docs"]

    def found(words: str) -> list[str]:
        return [doc["location"] for doc in docs if words in doc["text"]]

    assert found("The API answered with errors") == ["incidents/2026-001-outage/#description"]
    assert "models/aurora-3/#evaluations" in found("95 % confidence interval")
    assert found("Words of the framework") == ["protocols/framework/#body"]


def test_without_a_search_plugin_there_is_no_index(other_site: Site) -> None:
    assert "search/search_index.json" not in other_site.files
    assert "models/ember/index.html" in other_site.files


def test_nothing_of_the_machinery_is_left_in_any_file(site: Site) -> None:
    texts = {
        name: data.decode()
        for name, data in site.files.items()
        if name.endswith((".html", ".json", ".xml", ".css", ".js")) and "javascripts/" not in name
    }
    assert [name for name, text in texts.items() if re.search(f"[{ROOT}\ue000-\ue002]", text)] == []
    # The documentation for developers speaks of slots.
    slots = {name for name, text in texts.items() for slot in Slot if slot in text}
    allowed = ("documentation/", "search/")
    assert [name for name in slots if not name.startswith(allowed)] == []
    assert not [name for name in site.files if "gcslot" in name]


def test_no_source_of_a_record_is_on_the_site(site: Site) -> None:
    assert [n for n in site.files if re.search(r"\.(ya?ml|md)\b", n, re.IGNORECASE)] == []
    assert not [n for n, data in site.files.items() if b"changes:\n" in data]


def test_a_draft_is_not_on_the_site(small_site: Site) -> None:
    for word in (b"2026-002-draft", b"Incident of the draft", b"Unpublished words"):
        assert [name for name, data in small_site.files.items() if word in data] == []
    assert not (small_site.folder / "incidents/2026-002-draft").exists()


def test_every_link_within_the_site_leads_to_something(site: Site) -> None:
    root = urlsplit(base(site)).path
    pages = {
        name: html.document_fromstring(data)
        for name, data in site.files.items()
        if name.endswith(".html")
    }
    places = {name: {*page.xpath("//@id")} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        here = root + name.removesuffix("index.html")
        for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            target = urlsplit(urljoin(here, link))
            if target.scheme or target.netloc:
                continue
            path = unquote(target.path).removeprefix(root)
            file = f"{path}index.html" if path.endswith("/") or not path else path
            if path.startswith("documentation/"):
                continue  # The reference pages are left out of the site under test.
            if file not in site.files or (
                target.fragment and unquote(target.fragment) not in places.get(file, {"top"})
            ):
                dead.append((name, link))
    assert dead == []


def test_pages_have_unique_ids_and_no_heading_skips_a_level(site: Site) -> None:
    for name in site.files:
        if not name.endswith("index.html") or name.startswith("documentation/"):
            continue
        page = html.document_fromstring(site.files[name])
        ids = page.xpath("//@id")
        assert [i for n, i in enumerate(ids) if i in ids[:n]] == [], name
        levels = [
            int(h.tag[1])
            for h in page.xpath(
                "//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
            )
        ]
        assert levels.count(1) == 1, name
        assert [(a, b) for a, b in pairwise(levels) if b - a > 1] == [], name


def test_a_record_tells_where_it_is_mentioned(small_site: Site) -> None:
    def mentions(address: str) -> list[tuple[str, str]]:
        section = small_site.page(address).xpath("//section[@aria-labelledby='referred']")[0]
        return [
            (item.xpath("string(./a/@href)"), " ".join(item.text_content().split()))
            for item in section.xpath(".//li")
        ]

    assert mentions("models/aurora-3") == [
        (
            "../../incidents/2026-001-outage/",
            "Incident summary Outage of the API (models involved)",
        ),
        ("../../provider/", "Provider Lumenforge (services, in the text)"),
    ]
    assert mentions("protocols/framework/2.0") == [
        (
            "../../../models/aurora-3/",
            "Model card Aurora 3 & “friends” (evaluations, protocols that apply, in the text)",
        ),
        ("../../../protocols/old-framework/", "Protocol Old framework (replaced by)"),
    ]
    assert mentions("models/ember") == []
    assert "No other record names it or links to it." in small_site.text("models/ember")


def test_a_withdrawn_record_stays_and_says_what_to_read_instead(small_site: Site) -> None:
    page = small_site.page("protocols/old-framework/1.0")
    banner = page.xpath("//div[@class='gc-banner gc-banner--withdrawn']")[0]
    assert banner.xpath(".//a/@href") == ["../../../protocols/framework/"]
    assert "It was replaced." in banner.text_content()
    listing = small_site.page("protocols")
    assert listing.xpath("//section[@aria-labelledby='withdrawn']//a/@href") == [
        "../protocols/old-framework/"
    ]


def test_the_home_page_shows_the_newest_of_each_kind(small_site: Site) -> None:
    tiles = small_site.page("").xpath("//section[@class='gc-tile']")
    counts = {
        tile.xpath("string(.//h2/a)"): tile.xpath("string(.//*[@class='gc-tile__count'])")
        for tile in tiles
    }
    assert counts == {"Models": "2", "Protocols": "2", "Incidents": "1"}
    assert "Draft" not in small_site.text("")
    assert 'href="models/aurora-3/"' in small_site.html("")


def test_the_missing_page_leads_home_from_anywhere(small_site: Site) -> None:
    page = html.document_fromstring(small_site.files["404.html"])
    links = page.xpath("//article//a/@href")
    assert links
    assert all(link.startswith("/small/") for link in links)


def test_a_provider_s_own_pages_stay_its_own(other_site: Site) -> None:
    """A page or a listing that the provider writes is kept, with the records below its text."""
    text = other_site.text("models")
    assert text.index("Own words.") < text.index("Aurora 3")
    assert "models/notes/index.html" in other_site.files
    assert "Words" not in other_site.text("models/notes")


def test_an_empty_listing_says_so(other_site: Site) -> None:
    assert "Nothing has been published here yet." in other_site.text("incidents")


def test_signs_of_our_own_machinery_are_words_like_any_other(project: Project) -> None:
    words = "\ue000 \ue0010\ue002 gcslottitle gcslotcontent gcslotid %s %d {{ 7 * 7 }} {% x %}"
    project.change("content/models/ember.yml", "title: Ember", f"title: 'Ember {words}'")
    project.change("content/models/ember.yml", "little is said.", f"little is said. {words}")
    project.change("content/models/ember.yml", "summary: A model of", "summary: '")  # quotes follow
    project.change("content/models/ember.yml", "{% x %}\nchanges", "{% x %}'\nchanges")
    project.write(
        "content/models/ember.yml",
        project.read("content/models/ember.yml") + f"limitations: '*x* {words}'\nbias: '{words}'\n",
    )
    site = project.build()
    for address in ("models/ember", "models/ember/1"):
        page = site.page(address)
        assert " ".join(page.xpath("string(//h1)").split()) == f"Ember {words}"
        assert page.findtext(".//title") == f"Ember {words} - Small"
        assert site.text(address).count(words) == 4
    assert site.text("models").count(words) == 2
    data = load(site, "models/ember/1/record.json")
    assert data["limitations"] == f"*x* {words}"
    entry = next(
        doc
        for doc in load(site, "search/search_index.json")["docs"]
        if doc["location"] == "models/ember/#limitations"
    )
    assert words in entry["text"]
