"""Pages of documents that duties ask for: on the records that owe them, and nowhere else."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from glasscase.documents.form import FormId, forms
from glasscase.law.catalogue import package_catalogue
from glasscase.site.catalogue import catalogue
from glasscase.site.catalogue import published as batch
from glasscase.site.documents import documents

from ..documents.demonstration import DAY, OWED, known
from ..test_project import SOURCE, imported_names
from .projects import ROOT, Project, Site

FOLDERS = {form.id: form.record_kind.folder for form in forms().values()}


def address(id_: str, form: FormId) -> str:
    return f"{FOLDERS[form]}/{id_}/documents/{form.value}/"


def test_each_record_has_the_documents_that_it_owes_and_no_others(demonstration: Site) -> None:
    found = {name for name in demonstration.files if re.match(r"\w+/[^/]+/documents/.", name)}
    found = {name for name in found if not name.startswith("documentation/")}
    assert found == {
        f"{address(*one)}{name}" for one in OWED for name in ("index.html", "document.json")
    }


@pytest.mark.parametrize(("id_", "form"), sorted(OWED), ids=str)
def test_a_page_has_the_forms_titles_in_their_order(
    demonstration: Site, id_: str, form: FormId
) -> None:
    page = demonstration.page(address(id_, form))
    [article] = page.xpath("//article")
    [title] = article.xpath(".//h1")
    assert title.text_content() == forms()[form].title
    shown = [
        " ".join(one.text_content().replace("¶", "").split())
        for one in article.xpath(
            ".//h2[not(@id='owed' or @id='about')] | .//h3[@id] | .//h4[@id]"
            " | .//dl[contains(@class, 'gc-form')]/div/dt"
        )
    ]
    wanted = []
    for section in forms()[form].sections:
        wanted.append(f"{section.number}. {section.title}" if section.number else section.title)
        wanted += [
            f"{item.number}. {item.label}" if item.number else item.label for item in section.items
        ]
    assert shown == wanted


@pytest.mark.parametrize(("id_", "form"), sorted(OWED), ids=str)
def test_a_page_has_no_id_twice_and_no_link_to_nothing(
    demonstration: Site, id_: str, form: FormId
) -> None:
    page = demonstration.page(address(id_, form))
    ids = page.xpath("//article//@id")
    assert len(ids) == len(set(ids))
    for href in page.xpath("//article//a/@href"):
        if href.startswith("#"):
            assert page.xpath(f"//*[@id='{href[1:]}']"), href
        elif not href.startswith(("http", "mailto:", "tel:")):
            base = demonstration.folder / address(id_, form)
            path, _, place = href.partition("#")
            target = (base / path).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), href
            if place:
                assert f'id="{place}"' in target.read_text("utf-8"), href


def test_the_head_of_a_page_is_that_of_a_document(demonstration: Site) -> None:
    text = demonstration.text(address("aurora-3", FormId.TRAINING_CONTENT))
    edition = json.loads(demonstration.files["models/aurora-3/1.2/record.json"])
    for words in (
        "Public Summary of Training Content for general-purpose AI models Aurora 3",
        "Required by Article 53(1)(d)",
        "ProviderLumenforge AI SAS",
        f"VersionVersion {edition['version']}",
        "Date12 November 2026",
        "readiness, not legal advice",
    ):
        assert words.casefold() in text.casefold(), words
    index = json.loads(demonstration.files["api/v1/index.json"])["records"]
    [digest] = [one["sha256"] for one in index if one["id"] == "aurora-3"]
    assert digest in text
    page = demonstration.page(address("aurora-3", FormId.TRAINING_CONTENT))
    [title] = page.xpath("//title/text()")
    assert title.startswith("Public Summary of Training Content for general-purpose AI models: ")
    [described] = page.xpath("//meta[@name='description']/@content")
    assert "Aurora 3" in described
    [canonical] = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith("/models/aurora-3/documents/training-content/")


def test_given_withheld_absent_and_not_asked_are_each_shown_plainly(demonstration: Site) -> None:
    page = demonstration.page(address("aurora-3", FormId.MODEL_DOCUMENTATION))

    def shown(id_: str) -> str:
        return " ".join(page.xpath(f"//div[@id='{id_}']")[0].text_content().split())

    assert "Withheld:" in shown("item-13")
    assert "Over 1 trillion" in shown("item-14")
    assert "Not applicable." in shown("item-24")
    assert "Owed to national authorities and downstream providers" in shown("item-14")
    page = demonstration.page(address("ember-7b", FormId.TRAINING_CONTENT))
    assert "Not applicable. The question above is answered with no." in shown("services")


def test_a_record_leads_to_its_documents_from_both_of_its_pages(demonstration: Site) -> None:
    for place in ("models/aurora-3/", "models/aurora-3/1.2/"):
        links = demonstration.page(place).xpath("//ul[@class='gc-documents']//a/@href")
        base = demonstration.folder / place
        found = {
            (base / one).resolve().relative_to(demonstration.folder.resolve()) for one in links
        }
        wanted = {Path(address(*one)) for one in OWED if one[0] == "aurora-3"}
        assert found == wanted
    for other in ("models/triage-lens/", "models/aurora-1/", "protocols/security-policy/"):
        assert "documents" not in demonstration.page(other).xpath("//h2/@id")


def test_the_data_of_a_document_fits_the_published_schema(demonstration: Site) -> None:
    schema = json.loads(demonstration.files["schemas/document.json"])
    data = [json.loads(demonstration.files[f"{address(*one)}document.json"]) for one in OWED]
    for one in data:
        jsonschema.validate(one, schema)


def test_documents_are_in_the_sitemap(demonstration: Site) -> None:
    sitemap = demonstration.files["sitemap.xml"].decode()
    for one in OWED:
        assert f"/{address(*one)}</loc>" in sitemap


def test_a_site_can_do_without(project: Project) -> None:
    config = project.read("mkdocs.yml")
    shutil.rmtree(project.folder / "content")
    shutil.copytree(
        ROOT / "content",
        project.folder / "content",
        ignore=shutil.ignore_patterns("documentation"),
    )
    assert "glasscase" in config
    project.configure(plugins=["search", {"glasscase": {"documents": False}}], nav=None)
    site = project.build()
    assert not [name for name in site.files if "/documents/" in name]
    assert "documents" not in site.page("models/aurora-3/").xpath("//h2/@id")


SECRET = 41_424_344_454_647


def test_no_built_file_holds_what_only_an_authority_is_owed(project: Project) -> None:
    """A value in the source, for the AI Office, in every record that has a document."""
    shutil.rmtree(project.folder / "content")
    shutil.copytree(
        ROOT / "content",
        project.folder / "content",
        ignore=shutil.ignore_patterns("documentation"),
    )
    count = 0
    for path in sorted((project.folder / "content/models").glob("*.yml")):
        text = path.read_text("utf-8")
        text, found = re.subn(
            r"(?m)^( +)withheld: reserved\n", rf"\g<0>\g<1>value: {SECRET}\n", text
        )
        path.write_text(text, "utf-8")
        count += found
    assert count > 5
    project.configure(nav=None)
    site = project.build()
    assert "models/aurora-3/documents/model-documentation/index.html" in site.files
    shapes = (str(SECRET), f"{SECRET:,}", "4.1424344454647", "4.1424344454647e")
    leaks = [
        name for name, data in site.files.items() for shape in shapes if shape.encode() in data
    ]
    assert leaks == []
    assert not any(shape in site.log for shape in shapes)


def test_the_site_has_no_way_to_withheld_values() -> None:
    """Only the command reads them: nothing that the site imports does, directly or not."""
    reading = "glasscase.documents.sealed"
    todo = sorted((SOURCE / "glasscase/site").rglob("*.py"))
    todo += sorted((SOURCE / "glasscase/publish").rglob("*.py"))
    seen: set[Path] = set()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in imported_names(path):
            assert not name.startswith(reading), path
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                base = SOURCE.joinpath(*parts[:end])
                for module in (base.with_suffix(".py"), base / "__init__.py"):
                    if module.is_file() and parts[0] == "glasscase":
                        todo.append(module)
    users = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted((SOURCE / "glasscase").rglob("*.py"))
        if any(name.startswith(reading) for name in imported_names(path))
    ]
    assert users == ["glasscase/cli/document.py"]


def shown_documents(id_: str, published: frozenset[str]) -> list[FormId]:
    """Return the documents of a record of the demonstration, by what was published before."""
    site = catalogue([batch(known().collection)])
    papers = documents(site, package_catalogue(), DAY, published)
    kind = next(kind for kind, one in site.by_key if one == id_)
    edition = site.by_key[kind, id_]
    return [form.id for form in papers.owed(edition, edition.form())]


def test_a_document_that_was_published_stays_as_long_as_its_record() -> None:
    """The card of Aurora 1 is withdrawn, so that nothing asks for a document of it any more."""
    assert shown_documents("aurora-1", frozenset()) == []
    page = "models/aurora-1/documents/training-content/index.html"
    assert shown_documents("aurora-1", frozenset({page})) == [FormId.TRAINING_CONTENT]
    assert shown_documents("frontier-safety-framework", frozenset()) == [FormId.FRAMEWORK_SUMMARY]
