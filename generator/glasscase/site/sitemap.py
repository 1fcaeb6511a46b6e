"""The records' addresses in the sitemap that the theme writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from glasscase.documents.filled import FOLDER

from .catalogue import Edition
from .frames import Slot

_ENTRY = re.compile(r"\s*<url>(?:(?!</url>).)*</url>", re.DOTALL)
_PAGE = re.compile(rf"[^/]+/[^/]+/(?:{FOLDER}/[^/]+|coverage)/index\.html|coverage/.+/index\.html")
"""Documents, and pages of coverage but the first, which MkDocs knows."""
_DAY = re.compile(r"\s*<lastmod>[^<]*</lastmod>")


def extend(
    sitemap: str,
    site_url: str,
    editions: Iterable[Edition],
    published: Callable[[Edition], str],
    others: Iterable[str] = (),
) -> str:
    """Take the frames out of a sitemap and put the records in, and the addresses `others`.

    `published` gives the day of a record's publication, "" if there was none. Other pages get no
    day: MkDocs would give each the day of the build, and every day would change the site.
    """
    kept = _ENTRY.sub(lambda match: "" if Slot.ID in match[0] else match[0], sitemap)
    kept = _DAY.sub("", kept)
    if not site_url:
        return kept
    new = "".join(_entry(site_url + edition.address, published(edition)) for edition in editions)
    new += "".join(_entry(site_url + address, "") for address in others)
    return kept.replace("</urlset>", f"{new}</urlset>")


def add(site: Path, site_url: str, names: Iterable[str]) -> None:
    """Put documents and pages of coverage among the files `names` into the sitemap, if any."""
    path = site / "sitemap.xml"
    pages = sorted(name for name in names if _PAGE.fullmatch(name))
    if not pages or not site_url or not path.is_file():
        return
    new = "".join(_entry(site_url + name.removesuffix("index.html"), "") for name in pages)
    path.write_bytes(path.read_bytes().replace(b"</urlset>", f"{new}</urlset>".encode()))


def _entry(address: str, day: str) -> str:
    last = f"         <lastmod>{day}</lastmod>\n" if day else ""
    return f"    <url>\n         <loc>{escape(address)}</loc>\n{last}    </url>\n"
