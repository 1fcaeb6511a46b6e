"""A report as a tagged PDF (PDF/UA-1), laid out by WeasyPrint. Nothing comes from the network."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from glasscase.reporting.drawing import to_html
from glasscase.reporting.errors import ReportError

_SCHEME = "glasscase:"
_FONTS = {"sans.woff2", "sans-italic.woff2", "mono.woff2"}
_STYLE = "report.css"
_EPOCH = "SOURCE_DATE_EPOCH"


class NoPdfError(ReportError):
    """WeasyPrint, or a library that it needs, is not installed."""


def to_pdf(document: Mapping[str, Any], identifier: str) -> bytes:
    """Return a report as PDF. The same report gives the same bytes on the same machine.

    `identifier` is the report's digest. Raises NoPdfError.
    """
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        raise NoPdfError(
            "the PDF was not made: WeasyPrint is not installed, or it does not find Pango",
            hint="Install glasscase[pdf], and libpango-1.0-0, libpangoft2-1.0-0 and"
            " libharfbuzz-subset0 of the system.",
        ) from error

    class Own(URLFetcher):  # type: ignore[misc, unused-ignore]
        """Gives the package's own style and fonts, and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            return URLFetcherResponse(url, own_file(url), {"Content-Type": _type_of(url)})

    # What is refused is told by the test of the templates, not to those who send a report.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    page = weasyprint.HTML(string=to_html(document), base_url=_SCHEME, url_fetcher=Own())
    with _dated(datetime.fromisoformat(document["report"]["made"])):
        data = page.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=bytes.fromhex(identifier)[:16],
            font_config=_font_configuration(),
        )
    return bytes(data)


@cache
def _font_configuration() -> Any:
    """Return what holds the fonts of the style, so that they are unpacked once in a process."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def own_file(url: str) -> bytes:
    """Return a file of the package by its address. Raises ValueError for any other address."""
    name = url.removeprefix(_SCHEME) if url.startswith(_SCHEME) else ""
    if name == _STYLE:
        return (files("glasscase.reporting") / "forms" / name).read_bytes()
    if name in _FONTS:
        return (files("glasscase") / "site/assets/fonts" / name).read_bytes()
    raise ValueError(f"not loaded: {url}")


@contextlib.contextmanager
def _dated(made: datetime) -> Iterator[None]:
    """Let fontTools date the subsets of fonts by the report, not by the clock."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(made.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = before


def _type_of(url: str) -> str:
    return "text/css" if url.endswith(".css") else "font/woff2"
