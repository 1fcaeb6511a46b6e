"""The house theme: where its templates and assets are, and how they get into MkDocs.

The templates stand between a provider's `overrides/` and Material's own. Every asset has a
digest of its content in its name, so that a browser or a host may keep it for ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.utils import get_theme_dir

from glasscase.errors import GlasscaseError
from glasscase.site.house_words import house_word
from glasscase.site.mend import POLICY
from glasscase.site.mended import mend_template

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME_DIR = Path(__file__).parent / "theme"
ASSETS_DIR = Path(__file__).parent / "assets"
ADDRESS = "assets/glasscase/"
"""Where the assets are on the site, from its root."""

STYLES = (
    "glasscase.css",
    "glasscase-frame.css",
    "glasscase-prose.css",
    "glasscase-records.css",
    "glasscase-versions.css",
    "glasscase-services.css",
    "glasscase-incidents.css",
    "glasscase-document.css",
    "glasscase-coverage.css",
    "glasscase-print.css",
)
"""The style sheets in the order in which they apply; the site gets them as one file."""

SHEET = "glasscase.css"
_SCRIPT = "page.js"
_ICONS = "icons.css"


class ThemeError(GlasscaseError):
    """The site is not built with Material for MkDocs."""


def _named(name: str, content: bytes) -> str:
    """Return `name` with a digest of the content before its ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def _sheet(names: Mapping[str, str]) -> bytes:
    """Return the style sheets as one, without comments, with the addresses of their fonts."""
    text = "".join(
        (ASSETS_DIR / name).read_text("utf-8") for name in STYLES if (ASSETS_DIR / name).is_file()
    )
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\n\s*", "\n", text).strip() + "\n"
    text = re.sub(r"url\((fonts/[^)]+)\)", lambda match: f"url({names[match[1]]})", text)
    return text.encode()


@cache
def style() -> str:
    """Return the style sheets as one, for a page by itself: with the reader's own fonts."""
    return re.sub(r"@font-face \{[^}]*\}", "", _sheet(_Unnamed()).decode())


class _Unnamed(dict[str, str]):
    """Addresses of assets for a page that has none."""

    def __missing__(self, name: str) -> str:
        return name


@cache
def _assets() -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """Return the addresses by name, and the contents by address; both relative to `ADDRESS`."""
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}

    def add(name: str, content: bytes) -> None:
        names[name] = _named(name, content)
        contents[names[name]] = content

    for path in sorted(ASSETS_DIR.glob("fonts/*.woff2")):
        add(f"fonts/{path.name}", path.read_bytes())
    for path in sorted(ASSETS_DIR.glob("*.js")):
        add(path.name, path.read_bytes())
    add(SHEET, _sheet(names))
    for path in sorted(ASSETS_DIR.glob("fonts/LICENSE-*.txt")):
        contents[f"fonts/{path.name}"] = path.read_bytes()
    return MappingProxyType(names), MappingProxyType(contents)


def asset(name: str) -> str:
    """Return the address of one of our assets from the site's root, by its plain name.

    Raises `KeyError` for a name that is none of ours.
    """
    return ADDRESS + _assets()[0][name]


def emitted(config: MkDocsConfig | None = None) -> dict[str, bytes]:
    """Return every file of the house by its address from the site's root.

    With a prepared `config`, the icons that the provider has chosen are among them.
    """
    files = {ADDRESS + name: content for name, content in _assets()[1].items()}
    if config is not None and (icons := _icons(config)):
        files[ADDRESS + _named(_ICONS, icons)] = icons
    return files


def extra_css(config: MkDocsConfig | None = None) -> list[str]:
    """Return our style sheets, to stand before a provider's own."""
    icons = _icons(config) if config is not None else b""
    return [asset(SHEET), *([ADDRESS + _named(_ICONS, icons)] if icons else [])]


def extra_javascript() -> list[str]:
    """Return our scripts that run after Material's bundle, to stand before a provider's own."""
    return [asset(_SCRIPT)]


def prepare(config: MkDocsConfig) -> None:
    """Put the house theme into a configuration, once: templates, style sheets, scripts, fonts.

    A provider's own choices stay, except fonts from a third party, which no page may load.
    Raises `ThemeError` if the theme is not Material.
    """
    theme = config.theme
    if theme.name != "material":
        raise ThemeError(
            f"the theme is {theme.name!r}, not 'material'",
            hint="Set `theme: {name: material}` in mkdocs.yml.",
        )
    if str(THEME_DIR) in theme.dirs:
        return
    theme.dirs.insert(theme.dirs.index(get_theme_dir("material")), str(THEME_DIR))
    theme["font"] = False
    language = _language(config)
    if not theme.get("palette"):
        theme["palette"] = _palette(language)
    config.extra.setdefault("generator", False)
    if (config.extra.get("version") or {}).get("provider") == "mike":
        # Material's own script looks for `versions.json` one level too high on the current site,
        # and leads from an edition to other editions only. Ours draws the same list.
        del config.extra["version"]
        config.extra["glasscase_editions"] = True
    config.extra_css = [*extra_css(config), *config.extra_css]
    config.extra_javascript = [*extra_javascript(), *config.extra_javascript]
    for extension, option, key in (
        ("toc", "permalink_title", "permalink"),
        ("footnotes", "BACKLINK_TITLE", "footnote.back"),
    ):
        config.mdx_configs.setdefault(extension, {}).setdefault(option, house_word(language, key))


def dress(
    env: jinja2.Environment,
    config: MkDocsConfig,
    *,
    policy: str = POLICY,
    live: bool = False,
    archive: bool = False,
    law: bool = False,
) -> None:
    """Give a Jinja environment what our templates use, and mend Material's as they are loaded.

    `live` is for `mkdocs serve`, whose reload script is inline: its pages carry no policy.
    With an `archive` every page leads to the site's changes and to its verification, with `law`
    to its coverage.
    """
    env.globals["house_asset"] = asset
    env.globals["house_word"] = partial(house_word, _language(config))
    env.globals["house_archive"] = archive
    env.globals["house_law"] = law
    env.globals["house_site_path"] = urlsplit(config.site_url or "").path
    env.globals["house_palettes"] = _palettes(config)
    env.globals["house_policy"] = "" if live else policy
    if env.loader is not None and not isinstance(env.loader, _MendingLoader):
        env.loader = _MendingLoader(env.loader, Path(get_theme_dir("material")))


class _MendingLoader(jinja2.BaseLoader):
    """Loads what another loader finds, and mends what comes from Material."""

    def __init__(self, inner: jinja2.BaseLoader, material: Path) -> None:
        self._inner = inner
        self._material = material

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, filename, uptodate = self._inner.get_source(environment, template)
        if filename is not None and Path(filename) == self._material / template:
            source = mend_template(template, source)
        return source, filename, uptodate

    def list_templates(self) -> list[str]:
        return self._inner.list_templates()


def _language(config: MkDocsConfig) -> str:
    return str(config.theme.get("language") or "en")


def _palette(language: str) -> list[dict[str, Any]]:
    """Return the palettes of a provider that names none: as the system, light, dark."""
    return [
        {
            "media": media,
            "scheme": scheme,
            "toggle": {"icon": f"material/{icon}", "name": house_word(language, key)},
        }
        for media, scheme, icon, key in (
            ("(prefers-color-scheme)", "default", "theme-light-dark", "palette.system"),
            ("(prefers-color-scheme: light)", "default", "white-balance-sunny", "palette.light"),
            ("(prefers-color-scheme: dark)", "slate", "weather-night", "palette.dark"),
        )
    ]


def _palettes(config: MkDocsConfig) -> list[dict[str, str]]:
    """Return what head.js must know of the palettes that a reader can choose from."""
    palettes = config.theme.get("palette")
    if not isinstance(palettes, list):
        return []
    keys = ("media", "scheme", "primary", "accent")
    return [{key: one[key] for key in keys if one.get(key)} for one in palettes]


def _icons(config: MkDocsConfig) -> bytes:
    """Return a style sheet with the icons of `theme.icon`; Material writes a `<style>` for them."""
    icons = config.theme.get("icon") or {}
    rules = [
        f":root{{--md-admonition-icon--{kind}:{_svg(config, icon)}}}"
        for kind, icon in (icons.get("admonition") or {}).items()
    ]
    if icons.get("annotation"):
        rules.append(f":root{{--md-annotation-icon:{_svg(config, icons['annotation'])}}}")
    for kind, icon in (icons.get("tag") or {}).items():
        selector = ".md-tag" if kind == "default" else f".md-tag--{kind}"
        rules.append(f"{selector}{{--md-tag-icon:{_svg(config, icon)}}}")
    return "".join(f"{rule}\n" for rule in rules).encode()


def _svg(config: MkDocsConfig, icon: str) -> str:
    """Return an icon of the theme as a CSS address. Raises `ThemeError` if there is none."""
    for folder in config.theme.dirs:
        path = Path(folder, ".icons", f"{icon}.svg")
        if path.is_file():
            text = path.read_text("utf-8").replace("\n", "")
            return f"url('data:image/svg+xml;charset=utf-8,{jinja2.filters.do_urlencode(text)}')"
    raise ThemeError(
        f"theme.icon names {icon!r}, and the theme has no such icon",
        hint="Look the name up in Material's list of icons, for example `material/alert`.",
    )
