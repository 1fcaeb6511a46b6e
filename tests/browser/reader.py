"""A reader of the site: a browser's window that notes what no page may do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

_WATCH_POLICY = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""

PAGES = {
    "home": "",
    "listing": "models/",
    "register": "incidents/",
    "narrowed": "incidents/by/severity_serious-incident/",
    "model": "models/aurora-3/",
    "withdrawn": "models/aurora-1/",
    "protocol": "protocols/frontier-safety-framework/",
    "charter": "protocols/ai-usage-charter/",
    "translation": "protocols/charte-usage-ia/",
    "incident": "incidents/2026-007-dosage-advice/",
    "provider": "provider/",
    "services": "services/",
    "coverage": "coverage/",
    "regime": "coverage/us-ca-sb53/",
    "regime of models": "coverage/fmti/",
    "sections": "coverage/by-section/",
    "coverage of a model": "models/aurora-3/coverage/",
    "coverage of a protocol": "protocols/frontier-safety-framework/coverage/",
    "coverage of a withdrawn model": "models/aurora-1/coverage/",
    "training content": "models/aurora-3/documents/training-content/",
    "training data": "models/ember-7b/documents/ab-2013/",
    "transparency report": "models/aurora-3/documents/transparency-report/",
    "model documentation": "models/aurora-3/documents/model-documentation/",
    "framework summary": "protocols/frontier-safety-framework/documents/framework-summary/",
    "documentation": "documentation/adopters/publishing/",
    "reference": "documentation/reference/model/",
    "rules": "documentation/rules/",
    "rule": "documentation/rules/yaml-number/",
    "about": "about/",
    "missing": "no/such/page/",
}
"""One page of every kind, by its address from the site's root."""

RECORDS = ("model", "withdrawn", "protocol", "charter", "translation", "incident", "provider")
"""The pages that are laid out from a record."""


@dataclass
class Visit:
    """One window. `faults` is what went wrong on the way: it must stay empty."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        """Open a page of the site by its address from the site's root."""
        self.page.goto(self.site + address, wait_until="load")
        return self.page

    def refused(self) -> list[str]:
        """Return what the page's policy has refused."""
        found: list[str] = self.page.evaluate("window.refused")
        return found


Window = Callable[..., AbstractContextManager[Visit]]
"""Opens a window: the arguments are those of `visiting`, after the browser and the site."""


@contextmanager
def visiting(
    browser: Browser, site: str, *, width: int = 1280, dark: bool = False, **options: Any
) -> Iterator[Visit]:
    """Give a window in which a request that leaves the site is refused and noted."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        **{"reduced_motion": "reduce", **options},
    )
    context.add_init_script(_WATCH_POLICY)
    try:
        page = context.new_page()
        page.set_default_timeout(10_000)
        visit = Visit(page, site)
        _watch(context, visit)
        yield visit
    finally:
        context.close()


def _watch(context: BrowserContext, visit: Visit) -> None:
    def refuse(route: Route, request: Request) -> None:
        visit.faults.append(f"asks outside the site: {request.url}")
        route.abort()

    def note(message: ConsoleMessage) -> None:
        # A page that is not there is answered as such, and the browser says so.
        if message.type == "error" and message.location.get("url") != visit.page.url:
            visit.faults.append(f"console: {message.text}")

    # The browser's driver looks at the address; only what is refused comes here.
    context.route(re.compile(f"^(?!{re.escape(visit.site)}|data:|blob:)"), refuse)
    visit.page.on("console", note)
    visit.page.on("pageerror", lambda error: visit.faults.append(f"script: {error}"))
