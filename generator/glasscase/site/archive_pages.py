"""The pages and files that come of the archive: of one record, and of the site.

The pages of one record are drawn when it gets another version, and stay as they are until then.
They depend on the record's own versions, on the frames, and on titles and addresses of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from glasscase.records import Kind

from . import draw, feeds, history
from .catalogue import Catalogue
from .changes import Step, step_page
from .context import Json
from .frames import Depth, Frame, FramePage
from .lineage import Lineage, Release, is_kept
from .news import ADDRESS, News, address, news_page
from .pages import Addresses, Page, head, record_page
from .placing import Parts
from .standing import has_since
from .verifying import Example, LogFacts, verify_source

HISTORY, CHANGES, SINCE = "history", "changes", "since"

NEWS_SOURCE = "changes/index.md"
VERIFY_SOURCE = "verify/index.md"


def touched_pages(
    lineage: Lineage,
    frames: Mapping[FramePage, Frame],
    catalogue: Catalogue,
    addresses: Addresses,
) -> Iterator[tuple[str, bytes]]:
    """Yield address and bytes of every page of a record, but those of its living version.

    `lineage` must have the forms. The living version's own pages, and `record.json` of every
    version, are written elsewhere.
    """
    placing = _Placing(lineage, frames, addresses)
    steps = [Step(*pair) for pair in lineage.steps()]
    living = catalogue.by_key.get((lineage.kind.value, lineage.id))
    for release in lineage.releases:
        if living is None or release.version != living.version:
            yield from _version_page(release, placing, catalogue, addresses)
    for step in steps:
        yield placing.step(step_page(step, lineage), step.after, CHANGES)
    yield from _since_pages(lineage, steps, placing)
    page = history.history_page(lineage, steps, feeds=bool(addresses.site))
    yield placing.history(page)
    if addresses.site:
        feed = feeds.record_feed(lineage, steps, catalogue.provider, addresses.site)
        if feed is not None:
            yield feed


def _version_page(
    release: Release, placing: _Placing, catalogue: Catalogue, addresses: Addresses
) -> Iterator[tuple[str, bytes]]:
    lineage = placing.lineage
    if not is_kept(release):
        yield placing.version(history.tombstone_page(release, lineage), release, "")
        return
    edition = release.edition()
    page = record_page(edition, catalogue, addresses, lineage)
    yield placing.version(page, release, head(edition, addresses, lineage))


def _since_pages(
    lineage: Lineage, steps: Sequence[Step], placing: _Placing
) -> Iterator[tuple[str, bytes]]:
    current = lineage.current
    if current is None:
        return
    known = {(step.before.version, step.after.version): step for step in steps}
    for release in lineage.published:
        if has_since(release, current):
            step = known.get((release.version, current.version)) or Step(release, current)
            yield placing.step(step_page(step, lineage, since=True), release, SINCE)


class _Placing:
    """Places the pages of one record into the frames."""

    def __init__(
        self, lineage: Lineage, frames: Mapping[FramePage, Frame], addresses: Addresses
    ) -> None:
        self.lineage = lineage
        self._frames = frames
        self._feed = lineage.feed if addresses.site else ""

    def version(self, page: Page, release: Release, html: str) -> tuple[str, bytes]:
        """Place the page of a version."""
        parts = Parts.of(
            page,
            release.id,
            release.version,
            head=html or self._head(),
            own_canonical=not release.state.indexed,
        )
        return f"{release.address}index.html", self._placed(parts, Depth.VERSION)

    def history(self, page: Page) -> tuple[str, bytes]:
        """Place the page of all versions."""
        html = self._head(hidden=False)
        parts = Parts.of(page, self.lineage.id, HISTORY, head=html)
        return f"{self.lineage.history}index.html", self._placed(parts, Depth.VERSION)

    def step(self, page: Page, release: Release, step: str) -> tuple[str, bytes]:
        """Place a page of changes below that of a version."""
        parts = Parts.of(page, release.id, release.version, head=self._head(), step=step)
        return f"{release.address}{step}/index.html", self._placed(parts, Depth.STEP)

    def _head(self, *, hidden: bool = True) -> str:
        title = f"Versions of {self.lineage.title}"
        return draw.head(feed=self._feed, title=title, hidden=hidden)

    def _placed(self, parts: Parts, depth: Depth) -> bytes:
        spec = FramePage(self.lineage.kind, depth)
        return parts.placed(self._frames[spec], spec)


def site_files(
    all_news: Sequence[News], catalogue: Catalogue, site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield address and bytes of the feeds of kinds and of the site.

    There are none without an address of the site, and none where nothing was published yet.
    """
    if not site or not all_news:
        return
    recent = {one.id for one in all_news[: feeds.LONGEST] if one.kind is Kind.INCIDENT}
    recent |= {one.id for one in [n for n in all_news if n.kind is Kind.INCIDENT][: feeds.LONGEST]}
    editions = (catalogue.by_key.get((Kind.INCIDENT.value, id_)) for id_ in sorted(recent))
    forms: dict[str, Json] = {e.id: e.form() for e in editions if e is not None}
    yield from feeds.kinds_and_site(all_news, forms, catalogue.provider, site)


def sources(
    older: Iterable[int], log: LogFacts, example: Example | None, site: str
) -> Iterator[tuple[str, str]]:
    """Yield source and Markdown of the pages that MkDocs draws: `/changes/` and `/verify/`.

    `older` are the numbers of its older pages. The entries of `/changes/` come later, by `content`.
    """
    yield NEWS_SOURCE, "# Changes\n"
    for page in older:
        yield f"{address(page)}index.md", f"# Changes, page {page}\n"
    yield VERIFY_SOURCE, verify_source(log, example, site)


def content(source: str, all_news: Sequence[News], *, feeds: bool) -> str | None:
    """Return what is put below the title of a page of `/changes/`; None for other pages."""
    if source == NEWS_SOURCE:
        return news_page(all_news, None, feeds=feeds)
    number = source.removeprefix(f"{ADDRESS}page/").removesuffix("/index.md")
    if is_older_news(source) and number.isdigit():
        return news_page(all_news, int(number), feeds=feeds)
    return None


def is_older_news(source: str) -> bool:
    """Tell whether a source is that of a page of older changes."""
    return source.startswith(f"{ADDRESS}page/")


def feed_link(source: str, site: str) -> str:
    """Return what stands in the head of a listing, or of `/changes/`: where its feed is."""
    address = {
        NEWS_SOURCE: (feeds.SITE_FEED, "All changes"),
        **{
            f"{kind.folder}/index.md": (feeds.kind_feed(kind), f"New versions: {kind.folder}")
            for kind in (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)
        },
    }.get(source)
    if address is None or not site:
        return ""
    return draw.head(feed=address[0], title=address[1])
