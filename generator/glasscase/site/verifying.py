"""The page `/verify/`: how anyone can check this site, by hand and with the tool."""

from __future__ import annotations

from typing import NamedTuple

from glasscase.log.tiles import WIDTH, Tile

from . import fragments
from .lineage import Release


class LogFacts(NamedTuple):
    """What the page says of the log; not its size, with which it would change each time."""

    origin: str
    """The log's name, as its checkpoint has it."""
    keys: tuple[str, ...] = ()
    """The verifier keys that sign its checkpoint; none if it is unsigned."""


class Example(NamedTuple):
    """A version of this site that a reader can check by hand."""

    address: str
    sha256: str
    bundle: str
    """Address of the file of the log that holds its entry."""


def example(release: Release, size: int) -> Example | None:
    """Return a published version as an example; `size` is how many entries the log has."""
    entry = release.entry
    if entry is None or entry.erased is not None:
        return None
    number = entry.index // WIDTH
    # A partial file stays until the full one is there (C2SP tlog-tiles, "Partial Tiles"): that of
    # the entry's own publication changes the page only once.
    end = entry.size if size < (number + 1) * WIDTH else size
    width = min(WIDTH, end - number * WIDTH)
    bundle = Tile(None, number, width).address
    return Example(entry.address, entry.sha256, bundle)


def verify_source(log: LogFacts, shown: Example | None, site: str) -> str:
    """Return the page's Markdown. `site` is the site's address, "" if it is not known."""
    return fragments.render_text(
        "verify.md",
        log=log,
        example=shown,
        site=site or "https://disclosures.example.com/",
        known=bool(site),
    )
