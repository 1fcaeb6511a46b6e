"""A placed record is what the theme would have written for it as a page, but for indentation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import pytest
from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from glasscase.records import Kind
from glasscase.site import draw, frames, pages, toc
from glasscase.site.build import configured
from glasscase.site.catalogue import Edition
from glasscase.site.frames import CONTENT_MARK, FrameError, FramePage, Slot
from glasscase.site.pages import Addresses
from glasscase.site.prose import ROOT
from glasscase.site.reported import Reported
from glasscase.site.toc import Entry, TocError

from .projects import Project, Site, run

MARK = "genuine-"
"""Starts the addresses of the genuine pages, and stands nowhere else."""


_CANONICAL = re.compile(r'(<link rel="canonical" href="[^"]*/)[^"/]+/"')


class Options(Config):  # type: ignore[no-untyped-call]
    """None."""


class Genuine(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Puts every record into the site a second time, as a page of MkDocs' own."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, tuple[Edition, FramePage]] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.glasscase = cast("Any", config.plugins["glasscase"])
        editions: tuple[Edition, ...] = self.glasscase._catalogue.editions
        for edition in editions:
            for spec in frames.FRAMES:
                if spec.kind is edition.kind:
                    source = spec.source.replace(Slot.ID, MARK + edition.id)
                    source = source.replace(Slot.VERSION, edition.version)
                    file = File.generated(config, source, content="Its content comes later.\n")
                    file.inclusion = InclusionLevel.NOT_IN_NAV
                    files.append(file)
                    self.pages[source] = edition, spec
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.listings = {page.file.src_uri: page for page in nav.pages}
        return nav

    def _shown(self, page: Page, config: MkDocsConfig) -> tuple[Edition, FramePage, pages.Page]:
        edition, spec = self.pages[page.file.src_uri]
        addresses = Addresses(config.site_url or "", "")
        catalogue = self.glasscase._catalogue
        if edition.kind is not Kind.INCIDENT:
            return edition, spec, pages.record_page(edition, catalogue, addresses)
        drawn = Reported(self.glasscase._law, catalogue).drawn(edition.form())
        below = {"notifications": drawn}
        return edition, spec, pages.record_page(edition, catalogue, addresses, below=below)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        if page.file.src_uri in self.pages:
            _, _, shown = self._shown(page, config)
            page.meta["title"] = shown.title
            page.meta["description"] = shown.description
        return markdown

    def on_page_content(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        if page.file.src_uri not in self.pages:
            return html
        _, spec, shown = self._shown(page, config)
        page.toc = TableOfContents(toc.links(shown.toc))
        return shown.html.replace(ROOT, spec.root)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        self._activate(page, active=True)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        if page.file.src_uri not in self.pages:
            return output
        self._activate(page, active=False)
        edition, spec = self.pages[page.file.src_uri]
        head = draw.head(f"{edition.permanent}record.json").replace(ROOT, spec.root)
        if spec.versioned:
            # The canonical page of a current version is that of its record.
            output = _CANONICAL.sub(r'\1"', output)
        return output.replace("</head>", f"{head}</head>", 1)

    def _activate(self, page: Page, *, active: bool) -> None:
        if page.file.src_uri in self.pages:
            _, spec = self.pages[page.file.src_uri]
            listing = self.listings.get(f"{spec.kind.folder}/index.md")
            if listing is not None:
                listing.active = active


def built(project: Project, **theme: Any) -> tuple[Site, Genuine]:
    """Build a project with every record placed and as a genuine page."""
    project.configure(theme={"name": "material", **theme})
    config = configured(project.folder / "mkdocs.yml", project.folder / "site", strict=False)
    genuine = Genuine()
    config.plugins["genuine"] = genuine
    return Site(project.folder / "site", run(config)), genuine


def compare(site: Site, genuine: Genuine) -> None:
    """Fail at the first byte in which a placed page is not the genuine one."""
    assert len(genuine.pages) == 10
    for source in genuine.pages:
        address = source.removesuffix("index.md")
        expected = toc.compact(site.html(address).replace(MARK, ""))
        placed = toc.compact(site.html(address.replace(MARK, "")))
        at = next((n for n, (a, b) in enumerate(zip(placed, expected)) if a != b), None)  # noqa: B905
        if at is not None:
            assert placed[at - 200 : at + 200] == expected[at - 200 : at + 200], address
        assert placed == expected


FEATURES = ["navigation.tabs", "navigation.indexes", "navigation.top", "navigation.footer"]
MAIN = """\
{% extends "base.html" %}
{% block extrahead %}{{ super() }}<meta name="own" content="{{ page.url }} of {{ page.title | e }}">
{% endblock %}
{% block announce %}A word from us{% endblock %}
{% block content %}<div class="own">{{ super() }}</div>{% endblock %}
"""


@pytest.mark.parametrize(
    "theme",
    [
        {},
        {"features": [*FEATURES, "toc.follow"]},
        {"features": [*FEATURES, "toc.integrate", "navigation.path", "navigation.expand"]},
        {"language": "fr", "features": ["navigation.sections", "navigation.path"]},
        {"custom_dir": "overrides", "features": ["navigation.tabs", "navigation.prune"]},
    ],
    ids=["plain", "tabs", "integrated", "french", "override"],
)
def test_a_placed_page_is_the_genuine_page(project: Project, theme: dict[str, Any]) -> None:
    project.write("overrides/main.html", MAIN)
    compare(*built(project, **theme))


def test_titles_of_any_words_are_placed_as_the_theme_writes_them(project: Project) -> None:
    project.change("content/models/ember.yml", "title: Ember", "title: 'A & <B> \"c\" <script>x'")
    project.change("content/models/ember.yml", "summary: A", "summary: '\"&<i>\"'  # A")
    site, genuine = built(project)
    compare(site, genuine)
    assert "<script>x" not in site.html("models/ember")
    assert site.page("models/ember").findtext(".//title").startswith('A & <B> "c" <script>x')
    assert site.page("models/ember").xpath("//meta[@name='description']/@content") == ['"&"']


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("{% block content %}Ours alone{% endblock %}", "0 places for its content, not one"),
        ("{% block content %}{{ super() }}{{ super() }}{% endblock %}", "2 places for its content"),
    ],
    ids=["swallowed", "repeated"],
)
def test_an_override_that_loses_the_content_is_named(
    project: Project, caplog: pytest.LogCaptureFixture, override: str, said: str
) -> None:
    project.write("overrides/main.html", '{% extends "base.html" %}\n' + override)
    with pytest.raises(Abort):
        built(project, custom_dir="overrides")
    assert said in caplog.text
    assert "Remove the override, or keep `{{ page.content }}` once." in caplog.text
    assert "Traceback" not in caplog.text


def item(link: AnchorLink) -> str:
    """Draw an entry as a small theme would."""
    below = "".join(map(item, link.children))
    label = Markup(link.title).striptags()
    return f'<li title="{escape(label)}">{link.title}{below and f"<ul>{below}</ul>"}</li>'


def test_a_table_of_contents_that_is_not_known_is_named() -> None:
    twice = "".join(item(link) for link in frames.exemplar_toc()) * 2
    page = f"<head></head>{CONTENT_MARK}{twice}"
    with pytest.raises(FrameError) as caught:
        frames.cut(page, toc.learn(item), "models/gcslotid/index.md")
    assert "models/gcslotid/index.md" in caught.value.message
    assert "partials/toc.html" in caught.value.hint


def test_entries_that_are_not_nested_in_a_known_way_are_named() -> None:
    with pytest.raises(TocError, match="in a way that is not known"):
        toc.learn(lambda link: f"<li>{link.title}, {len(link.children)} more</li>")


@pytest.mark.parametrize("title", ["Plain", "50 % &amp; more", "<code>a &lt; b</code>", "“x”"])
def test_a_learnt_entry_is_what_the_template_draws(title: str) -> None:
    levels = [2, 3, 4, 4, 3, 2, 3]
    entries = [Entry(level, f"e{n}", f"{title} {n}") for n, level in enumerate(levels)]
    style = toc.learn(item)
    for link in toc.links(entries):
        assert style.draw(link) == item(link)


def test_entries_are_nested_by_their_levels() -> None:
    entries = [Entry(2, "a", "A"), Entry(3, "b", "B"), Entry(4, "c", "C"), Entry(3, "d", "D")]
    top = toc.links([*entries, Entry(2, "e", "E")])
    assert [link.id for link in top] == ["a", "e"]
    assert [link.id for link in top[0].children] == ["b", "d"]
    assert [link.id for link in top[0].children[0].children] == ["c"]


def test_a_frame_without_entries_leads_to_the_title() -> None:
    entries = "\n".join(item(link) for link in frames.exemplar_toc())
    page = f'<head></head><a href="#gcslottoc-1">skip</a><ul>{entries}</ul>{CONTENT_MARK}'
    frame = frames.cut(page, toc.learn(item), "")
    assert placed(frame, []) == b'<head>x</head><a href="#top">skip</a><ul></ul>x'
    assert placed(frame, [Entry(2, "a", "A"), Entry(2, "b", "B")]) == (
        b'<head>x</head><a href="#a">skip</a><ul><li title="A">A</li>\n<li title="B">B</li></ul>x'
    )


def placed(frame: frames.Frame, entries: list[Entry]) -> bytes:
    values = dict.fromkeys(Slot, b"x")
    values[Slot.FIRST] = frames.first_place(entries).encode()
    values[Slot.TOC] = frame.toc(entries).encode()
    return frame.place(values)


@pytest.mark.parametrize("spec", frames.FRAMES, ids=lambda spec: spec.source)
def test_a_frame_has_the_depth_of_its_pages(spec: FramePage) -> None:
    address = spec.source.removesuffix("index.md")
    assert spec.root == "../" * address.count("/")
    assert spec.kind in (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)
    assert Path(spec.source).parts[0] == spec.kind.folder
