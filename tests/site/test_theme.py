"""The house theme, on a small site built by MkDocs itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import jinja2
import pytest
from lxml import html  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from glasscase.site import house
from glasscase.site.house_words import house_word
from glasscase.site.mend import POLICY, mend

PAGE = """\
# A protocol

A first paragraph with a [link](other/page.md) and a note.[^1]

[^1]: The note.

## Figures

| Metric | Value |
| --- | ---: |
| Tasks | 34.2 |

!!! warning
    Mind the gap.

=== "YAML"
    ``` yaml
    a: 1
    ```

=== "JSON"
    ``` json
    {"a": 1}
    ```

??? note "More"
    Text.

- [x] Done

Term
:   Its definition.
"""

FEATURES = [
    "navigation.tabs",
    "navigation.sections",
    "navigation.indexes",
    "navigation.top",
    "navigation.footer",
    "search.suggest",
    "search.highlight",
    "search.share",
    "toc.follow",
    "content.code.copy",
    "content.tabs.link",
]

EXTENSIONS: list[str | dict[str, Any]] = [
    {"toc": {"permalink": True}},
    "admonition",
    "def_list",
    "footnotes",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    {"pymdownx.highlight": {"anchor_linenums": True, "linenums": True}},
]


class Options(Config):  # type: ignore[no-untyped-call]
    """None."""


class House(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Wires the house theme as the generator's own plugin does, and nothing else."""

    def __init__(self, live: bool = False) -> None:
        super().__init__()
        self.live = live

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        house.prepare(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for address, content in house.emitted(config).items():
            files.append(File.generated(config, address, content=content))
        return files

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        house.dress(env, config, live=self.live)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return mend(output)


def configuration(folder: Path, theme: dict[str, Any], **options: Any) -> MkDocsConfig:
    """Load a configuration with three pages in `folder`."""
    docs = folder / "docs"
    (docs / "other").mkdir(parents=True, exist_ok=True)
    (docs / "index.md").write_text(PAGE, "utf-8")
    (docs / "other" / "index.md").write_text("# Others\n\n## One\n", "utf-8")
    (docs / "other" / "page.md").write_text("# Another\n\n## One\n\n## Two\n", "utf-8")
    given: dict[str, Any] = {
        "site_name": "Provider",
        "site_url": "https://example.org/safety/",
        "repo_url": "https://git.example.org/safety",
        "copyright": "Provider",
        "docs_dir": str(docs),
        "site_dir": str(folder / "site"),
        "plugins": ["search"],
        "markdown_extensions": deepcopy(EXTENSIONS),
        "nav": [{"Home": "index.md"}, {"Others": ["other/index.md", "other/page.md"]}],
        "theme": {"name": "material", "features": FEATURES, **theme},
        **options,
    }
    file = folder / "mkdocs.yml"
    file.write_text("", "utf-8")
    return load_config(str(file), **given)


def built(
    folder: Path, *, live: bool = False, theme: dict[str, Any] | None = None, **options: Any
) -> Path:
    """Build the small site and return its folder."""
    config = configuration(folder, theme or {}, **options)
    config.plugins["house"] = House(live)
    build(config)
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("house"))


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    """Yield every page and its tree."""
    found = sorted(site.rglob("*.html"))
    assert len(found) == 4
    for path in found:
        yield path, html.document_fromstring(path.read_bytes())


def test_no_script_and_no_style_is_inline(site: Path) -> None:
    for path, tree in pages(site):
        inline = tree.xpath("//script[not(@src)]")
        assert [script.get("id") for script in inline] == ["__config"], path
        assert inline[0].get("type") == "application/json"
        assert tree.xpath("//style | //@style") == [], path
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == [], path


def test_every_page_carries_the_policy_before_anything_it_governs(site: Path) -> None:
    for path, tree in pages(site):
        head = list(tree.head)
        assert head[0].get("http-equiv") == "Content-Security-Policy", path
        assert head[0].get("content") == POLICY
        assert head[1].get("charset") == "utf-8"
        start = path.read_bytes()[:1024]
        assert b'<meta charset="utf-8">' in start, "browsers look for it in 1,024 bytes"


def test_the_policy_lets_nothing_inline_or_foreign_run() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_nothing_is_loaded_from_elsewhere_and_everything_exists(site: Path) -> None:
    for path, tree in pages(site):
        base = "https://example.org/safety/" + path.relative_to(site).as_posix()
        loaded = tree.xpath(
            "//script/@src | //img/@src | //iframe/@src"
            " | //link[not(contains('canonical prev next alternate', @rel))]/@href"
        )
        assert len(loaded) >= 8
        for address in loaded:
            target = urlsplit(urljoin(base, address))
            assert target.netloc == "example.org", (path, address)
            assert target.path.startswith("/safety/"), (path, address)
            assert (site / target.path.removeprefix("/safety/")).is_file(), (path, address)


def test_what_the_style_sheet_loads_exists_and_is_ours(site: Path) -> None:
    sheet = site / house.asset(house.SHEET)
    addresses = re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8"))
    assert len(addresses) == 5
    for address in addresses:
        assert (sheet.parent / address).is_file(), address


def test_fonts_are_small_and_come_with_their_licences(site: Path) -> None:
    fonts = sorted((site / house.ADDRESS / "fonts").glob("*.woff2"))
    assert len(fonts) == 5
    assert all(font.read_bytes()[:4] == b"wOF2" for font in fonts)
    assert sum(font.stat().st_size for font in fonts) <= 160_000
    licences = sorted((site / house.ADDRESS / "fonts").glob("LICENSE-*.txt"))
    assert len(licences) == 3
    assert all("SIL Open Font License" in one.read_text("utf-8") for one in licences)


def test_the_skip_link_comes_first_and_leads_somewhere(site: Path) -> None:
    for path, tree in pages(site):
        stops = tree.xpath("//body//*[self::a[@href] or self::input or self::button]")
        assert stops[0].get("class") == "md-skip", path
        assert tree.get_element_by_id(stops[0].get("href").lstrip("#")) is not None, path


def test_languages_names_and_attributes_are_right(site: Path) -> None:
    for path, tree in pages(site):
        assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
        assert tree.xpath("//*[@role='dialog']/@aria-label") == ["Search"]
        assert tree.xpath("//*[@tabindex='']") == [], path
        assert tree.xpath("//input[@type='checkbox'][@autocomplete]") == [], path
        assert tree.xpath("//a[@name]") == [], path
        for toggle in tree.xpath("//input[contains(@class, 'md-toggle')][starts-with(@id, '__d')]"):
            assert toggle.get("aria-label"), path
        for reference in tree.xpath("//@aria-labelledby | //label/@for"):
            assert tree.xpath("//*[@id=$id]", id=reference), (path, reference)
        assert tree.xpath("//*[@data-md-component='source']") == [], "asks the code host"


def test_wide_tables_scroll_in_a_named_region(site: Path) -> None:
    _, tree = next(page for page in pages(site) if page[0] == site / "index.html")
    (region,) = tree.xpath("//div[@class='gc-scroll']")
    assert region.get("tabindex") == "0"
    assert tree.get_element_by_id(region.get("aria-labelledby")).tag == "h2"
    assert region.xpath("./table//td/@class") == ["gc-right"]


def test_a_page_says_its_own_address_on_paper(site: Path) -> None:
    _, tree = next(page for page in pages(site) if page[0].parent.name == "page")
    assert (
        tree.xpath("string(//p[@class='gc-address'])") == "https://example.org/safety/other/page/"
    )


def test_a_page_that_does_not_exist_helps_on_with_absolute_addresses(site: Path) -> None:
    tree = html.document_fromstring((site / "404.html").read_bytes())
    links = tree.xpath("//article//li/a/@href")
    assert links == ["/safety/.", "/safety/other/"]
    for address in tree.xpath("//@href | //@src"):
        assert address.startswith(("/safety/", "#", "https://", "javascript:")), address


def test_what_a_page_says_of_itself_is_text(tmp_path: Path) -> None:
    config = configuration(tmp_path, {})
    text = "---\ntitle: 'a < b </title>\"'\ndescription: 'say \"no\" <now>'\n---\n# A\n"
    Path(config.docs_dir, "index.md").write_text(text, "utf-8")
    config.plugins["house"] = House()
    build(config)
    tree = html.document_fromstring((tmp_path / "site" / "index.html").read_bytes())
    assert tree.xpath("string(//title)") == 'a < b </title>" - Provider'
    assert tree.xpath("//meta[@name='description']/@content") == ['say "no" <now>']


def test_the_search_share_link_is_the_only_script_address(site: Path) -> None:
    for _, tree in pages(site):
        scripted = tree.xpath("//a[starts-with(@href, 'javascript:')]/@data-md-component")
        assert scripted == ["search-share"], "the bundle prevents its default"


def test_a_served_page_has_no_policy_so_that_it_can_reload(tmp_path: Path) -> None:
    site = built(tmp_path, live=True)
    assert "Content-Security-Policy" not in (site / "index.html").read_text("utf-8")


def test_french_pages_are_french(tmp_path: Path) -> None:
    site = built(tmp_path, theme={"language": "fr"})
    tree = html.document_fromstring((site / "index.html").read_bytes())
    assert tree.get("lang") == "fr"
    assert set(tree.xpath("//a[@class='headerlink']/@title")) == {"Lien permanent"}
    assert tree.xpath("//*[@role='dialog']/@aria-label") == ["Recherche"]
    assert "Revenir à l’appel 1 dans le texte" in tree.xpath(
        "//a[@class='footnote-backref']/@title"
    )
    missing = html.document_fromstring((site / "404.html").read_bytes())
    assert missing.xpath("string(//h1)") == "Cette page n’existe pas"


def test_a_language_from_right_to_left(tmp_path: Path) -> None:
    site = built(tmp_path, theme={"language": "ar"})
    assert html.document_fromstring((site / "index.html").read_bytes()).get("dir") == "rtl"


def test_a_providers_overrides_extend_the_mended_theme(tmp_path: Path) -> None:
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    (overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block site_meta %}<meta charset="utf-8">{% endblock %}'
        "{% block announce %}Hello{% endblock %}",
        "utf-8",
    )
    site = built(tmp_path, theme={"custom_dir": str(overrides)})
    tree = html.document_fromstring((site / "index.html").read_bytes())
    assert tree.xpath("//aside[contains(@class, 'md-banner')]")
    assert tree.head[0].get("content") == POLICY


def test_a_providers_icons_become_a_style_sheet(tmp_path: Path) -> None:
    icons = {"admonition": {"note": "material/alert"}, "tag": {"law": "material/gavel"}}
    site = built(tmp_path, theme={"icon": icons})
    tree = html.document_fromstring((site / "index.html").read_bytes())
    (address,) = tree.xpath("//link[contains(@href, 'glasscase/icons.')]/@href")
    text = (site / address).read_text("utf-8")
    assert text.startswith(
        ":root{--md-admonition-icon--note:url('data:image/svg+xml;charset=utf-8,%3Csvg"
    )
    assert ".md-tag--law{--md-tag-icon:url(" in text
    assert tree.xpath("//style") == []


def test_an_unknown_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(house.ThemeError, match="no-such-icon"):
        built(tmp_path, theme={"icon": {"tag": {"law": "material/no-such-icon"}}})


def test_a_providers_palette_and_sheets_stay(tmp_path: Path) -> None:
    config = configuration(
        tmp_path,
        {"palette": {"scheme": "slate"}, "font": {"text": "Roboto"}},
        extra_css=["own.css"],
    )
    house.prepare(config)
    assert config.theme["palette"] == {"scheme": "slate"}
    assert config.theme["font"] is False
    assert config.extra_css == [house.asset(house.SHEET), "own.css"]


def test_preparing_twice_is_preparing_once(tmp_path: Path) -> None:
    config = configuration(tmp_path, {})
    house.prepare(config)
    before = (list(config.theme.dirs), list(config.extra_css), list(config.extra_javascript))
    house.prepare(config)
    assert (config.theme.dirs, config.extra_css, config.extra_javascript) == before
    assert before[0].index(str(house.THEME_DIR)) + 1 == next(
        place for place, folder in enumerate(before[0]) if folder.endswith("material/templates")
    )


def test_another_theme_is_refused(tmp_path: Path) -> None:
    config = configuration(tmp_path, {})
    config.theme.name = "readthedocs"
    with pytest.raises(house.ThemeError, match="readthedocs") as caught:
        house.prepare(config)
    assert "mkdocs.yml" in caught.value.hint


def rules(selector: str) -> dict[str, str]:
    """Return the tokens that the first rule with `selector` sets."""
    text = (house.ASSETS_DIR / "glasscase.css").read_text("utf-8")
    body = re.search(re.escape(selector) + r"\s*{(.*?)}", text, re.DOTALL)
    assert body is not None, selector
    return dict(re.findall(r"(--gc-[\w-]+): ([^;]+);", body[1]))


def test_both_lists_of_dark_tokens_are_the_same() -> None:
    chosen, system = rules('[data-md-color-scheme="slate"]'), rules(".no-js [data-md-color-scheme]")
    assert chosen == system
    assert chosen.keys() == rules("[data-md-color-scheme]").keys()


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("selector", ["[data-md-color-scheme]", '[data-md-color-scheme="slate"]'])
def test_every_text_colour_is_readable_on_every_ground(selector: str) -> None:
    found = re.compile(r"#[0-9a-f]{6}")
    tokens = {
        name.removeprefix("--gc-"): match[0]
        for name, value in rules(selector).items()
        if (match := found.search(value))
    }
    texts = ["ink", "muted", "accent", "ok", "warn", "bad"]
    texts += [name for name in tokens if name.startswith("code-")]
    for text in texts:
        for ground in ("paper", "surface", "wash"):
            light, dark = sorted((luminance(tokens[text]), luminance(tokens[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
    for name in ("ok", "warn", "bad"):
        light, dark = sorted(
            (luminance(tokens[name]), luminance(tokens[f"{name}-wash"])), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name
    light, dark = sorted(
        (luminance(tokens["rule-strong"]), luminance(tokens["paper"])), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 3, "borders of controls (WCAG 1.4.11)"


def test_words_fall_back_to_english() -> None:
    assert house_word("pt-BR", "permalink") == "Permanent link"
    assert house_word("fr-CA", "permalink") == "Lien permanent"
