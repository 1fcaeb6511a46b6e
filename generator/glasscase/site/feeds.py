"""Atom feeds (RFC 4287): of a record, of a kind, and of the whole site.

Every link is absolute, so that a site without a known address has no feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from glasscase.archive.summary import headline, in_words, word_count
from glasscase.log.entry import format_moment
from glasscase.records import Kind

from . import fragments, numbers, prose, words
from .changes import Step
from .context import Json
from .lineage import Lineage, Release
from .news import News, in_short, to_come

LONGEST = 100
"""Entries of the feed of a kind or of the site at most; the newest ones."""

SITE_FEED = "changes/feed.xml"
"""Address of the feed of the whole site, from its root."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Item(NamedTuple):
    """An entry of a feed."""

    id: str
    """Its permanent address, which never changes."""
    title: str
    updated: str
    """RFC 3339, in UTC."""
    summary: str
    link: str
    term: str
    """What happened: `version`, `erasure` or `update`."""


class Feed(NamedTuple):
    """A feed."""

    title: str
    address: str
    page: str
    """Address of the page that shows the same."""
    author: str
    items: tuple[Item, ...]


def kind_feed(kind: Kind) -> str:
    """Return the address of the feed of a kind, from the site's root."""
    return f"{kind.folder}/feed.xml"


def record_feed(
    lineage: Lineage, steps: Sequence[Step], provider: Json, site: str
) -> tuple[str, bytes] | None:
    """Return address and bytes of a record's feed; None before its first publication."""
    by_version = {step.after.version: step for step in steps}
    items = [
        item
        for release in lineage.published
        for item in _version(release, lineage, by_version.get(release.version), site)
    ]
    current = lineage.current
    if not items or current is None:
        return None
    items += _updates(current.form or {}, lineage.title, f"{site}{lineage.address}")
    feed = Feed(
        f"{lineage.title}: versions",
        f"{site}{lineage.feed}",
        f"{site}{lineage.history}",
        author(provider),
        tuple(_newest_first(items)),
    )
    return lineage.feed, atom(feed)


def kinds_and_site(
    news: Sequence[News], incidents: Mapping[str, Json], provider: Json, site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield address and bytes of the feed of each kind, and of that of the site.

    `news` is newest first. `incidents` are public forms by id: their dated updates get entries.
    """
    name = author(provider)
    for kind in (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT):
        own = [one for one in news if one.kind is kind][:LONGEST]
        title = f"{name}: {words.KINDS[kind.value][1].lower()}"
        address = kind_feed(kind)
        items = _announced(own, incidents, site)
        yield address, atom(Feed(title, f"{site}{address}", f"{site}{kind.folder}/", name, items))
    items = _announced(news[:LONGEST], incidents, site)
    title = f"{name}: all changes"
    yield SITE_FEED, atom(Feed(title, f"{site}{SITE_FEED}", f"{site}changes/", name, items))


def atom(feed: Feed) -> bytes:
    """Return a feed as XML. One without entries was never updated: its time is the epoch."""
    updated = feed.items[0].updated if feed.items else "1970-01-01T00:00:00Z"
    xml = fragments.render("feed.xml", feed=feed, updated=updated)
    return _NOT_XML.sub("\ufffd", xml).encode()


def author(provider: Json) -> str:
    """Return the provider's name."""
    named = provider or {}
    return str(named.get("trading_name") or named.get("legal_name") or "The provider")


def _announced(news: Sequence[News], incidents: Mapping[str, Json], site: str) -> tuple[Item, ...]:
    items = [
        Item(
            id=f"{site}{one.address}" + ("#erased" if one.erased else ""),
            title=f"{one.title}, version {one.version}" + (" (erased)" if one.erased else ""),
            updated=one.published,
            summary=_joined(
                prose.plain(one.summary or one.reason), in_short(one), to_come(one.effective)
            ),
            link=f"{site}{one.address}",
            term="erasure" if one.erased else "version",
        )
        for one in news
    ]
    seen = {one.id: one.title for one in news if one.kind is Kind.INCIDENT and not one.erased}
    for id_, title in seen.items():
        address = f"{site}{Kind.INCIDENT.folder}/{id_}/"
        items += _updates(incidents.get(id_, {}), title, address)
    return tuple(_newest_first(items)[:LONGEST])


def _version(release: Release, lineage: Lineage, step: Step | None, site: str) -> Iterator[Item]:
    entry = release.entry
    if entry is None:
        return
    title = f"{lineage.title}, version {release.version}"
    link = f"{site}{release.address}"
    claimed = prose.plain(release.note.get("summary", ""))
    found = "First published version."
    if step is not None:
        size = in_words(*word_count(step.difference))
        found = f"{headline(step.summary)}{f' {size}' if size else ''}"
    effective = to_come(release.effect.starts)
    if entry.erased is not None:
        claimed, effective, found = "", "", "This version was erased since."
        erased_at = format_moment(entry.erased_at or entry.published)
        reason = f"Erased: {entry.erased}"
        yield Item(f"{link}#erased", f"{title} (erased)", erased_at, reason, link, "erasure")
    summary = _joined(claimed, found, effective)
    yield Item(link, title, format_moment(entry.published), summary, link, "version")


def _updates(form: Mapping[str, Json], title: str, address: str) -> Iterator[Item]:
    """Yield an entry for each dated update of an incident; its time is the author's claim."""
    for update in form.get("updates", ()):
        link = f"{address}#updates.{update['id']}"
        yield Item(
            id=link,
            title=f"{title}: {update['title']}",
            updated=format_moment(numbers.instant(update["at"])),
            summary=prose.plain(update["body"], 600),
            link=link,
            term="update",
        )


def _joined(claimed: str, derived: str, effective: str = "") -> str:
    """Return the author's words and the tool's, each under its name."""
    said = f"The provider says: {claimed} " if claimed else ""
    return f"{said}{effective}{' ' if effective else ''}Derived: {derived}"


def _newest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.updated, item.id), reverse=True)
