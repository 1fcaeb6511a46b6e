"""The page of all services and of who does what."""

from __future__ import annotations

from . import draw, fragments, responsibilities, services
from .catalogue import Catalogue
from .nodes import Block, Row
from .pages import Page
from .stencils import text
from .toc import Entry

SOURCE = f"{services.PAGE}index.md"
"""The name that the page has as a page of MkDocs."""


def is_shown(catalogue: Catalogue) -> bool:
    """Tell whether there is anything to say on the page."""
    provider = catalogue.provider or {}
    return bool(provider.get("services") or provider.get("responsibilities"))


def services_page(catalogue: Catalogue) -> Page:
    """Lay out the page of all services."""
    provider = catalogue.provider or {}
    offered = provider.get("services", ())
    borne = provider.get("responsibilities", ())
    context = catalogue.context(services.PAGE)
    parts = responsibilities.parts(borne, offered)
    html, toc = [], []
    if offered:
        counted = responsibilities.counted(parts, len(borne))
        shown = services.cards(offered, context, counted, catalogue.obligations)
        html.append(_section("overview", "At a glance", services.overview(offered, context)))
        html.append(_section("services", "Each service", shown.html))
        toc += [Entry(2, "overview", "At a glance"), Entry(2, "services", "Each service")]
        toc += [Entry(3, place.id, text(place.title)) for place in shown.items]
    if borne:
        title = "Who is responsible for what"
        matrix = responsibilities.matrix(borne, parts, context)
        html.append(_section("responsibilities", title, matrix))
        toc.append(Entry(2, "responsibilities", title))
    name = provider["trading_name"]
    view = {
        "provider": name,
        "demonstration": provider.get("demonstration", False),
        "sections": draw.in_language("".join(html), provider["language"]),
    }
    description = f"The services of {name}: type, role, data, certificates, and who does what."
    return Page(fragments.render("services.html", view=view), toc, "Services", description)


def _section(identifier: str, title: str, html: str) -> str:
    return draw.section(identifier, title, [Row("", "", Block(html))])
