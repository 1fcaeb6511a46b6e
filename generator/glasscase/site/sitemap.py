"""The records' addresses in the sitemap that the theme writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from .catalogue import Edition
from .frames import Slot

_ENTRY = re.compile(r"\s*<url>(?:(?!</url>).)*</url>", re.DOTALL)


def extend(sitemap: str, site_url: str, editions: Iterable[Edition], day: str) -> str:
    """Take the frames out of a sitemap and put the records in; `day` is the site's own."""
    kept = _ENTRY.sub(lambda match: "" if Slot.ID in match[0] else match[0], sitemap)
    new = "".join(
        f"    <url>\n         <loc>{escape(site_url + edition.address)}</loc>\n"
        f"         <lastmod>{day}</lastmod>\n    </url>\n"
        for edition in editions
    )
    return kept.replace("</urlset>", f"{new}</urlset>") if site_url else kept
