"""Everything that was published, newest first: the page `/changes/`, made of the log's notes.

Pages of older entries are filled from the oldest on, so that a full page never changes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from glasscase.archive.summary import in_words, notes_rewritten
from glasscase.records import Kind

from . import fragments, numbers, prose, words
from .context import Json
from .effect import claimed
from .nodes import Anchor, Label, Moment
from .prose import ROOT

PAGE_SIZE = 200
"""Entries of an older page; the first page has as many at least, and less than twice as many."""

ADDRESS = "changes/"
"""Address of the page, from the site's root."""


class News(NamedTuple):
    """A publication or an erasure of one version, as the list of changes tells it."""

    entry: int
    kind: Kind
    id: str
    version: str
    erased: bool
    published: str
    """When it happened: RFC 3339, in UTC."""
    title: str
    status: str
    previous: str
    """The version that it is compared with; "" for the first."""
    material: bool
    effective: date | None
    """The day from which it says that it applies, if that is after its publication."""
    summary: str
    reason: str
    counts: Mapping[str, int] | None
    """None where nothing was compared, because the version before it was erased."""
    weakened: tuple[str, ...]
    strengthened: tuple[str, ...]

    @property
    def address(self) -> str:
        """Address of the version's page, from the site's root."""
        return f"{self.kind.folder}/{self.id}/{self.version}/"


class Item(NamedTuple):
    """An entry of the page."""

    type: Label
    title: Anchor
    published: Moment
    badges: tuple[Label, ...]
    material: bool
    summary: Markup
    effective: str
    """From when it says that it applies, in a sentence; "" if that is no later day."""
    derived: str
    weakened: tuple[str, ...]
    changes: Anchor | None


class Month(NamedTuple):
    """The entries of one month."""

    id: str
    title: str
    items: tuple[Item, ...]


class NewsView(NamedTuple):
    """One page."""

    counted: str
    months: tuple[Month, ...]
    newer: Anchor | None
    older: Anchor | None
    feed: str


def news(
    notes: Sequence[Mapping[str, Json]], current: Mapping[tuple[str, str], str]
) -> tuple[News, ...]:
    """Return the notes of the list of changes, which are in the order of the log, newest first.

    A note of an erasure, or of a version that was erased, has no title. The record's last one
    before it is taken, else its first one after it, else that of the current record, which
    `current` holds by kind and id, else its id.
    """
    titles: dict[tuple[str, str], str] = {}
    for note in notes:
        if note.get("title"):
            titles.setdefault((note["kind"], note["id"]), str(note["title"]))
    found = []
    for note in notes:
        key = note["kind"], note["id"]
        titles[key] = str(note.get("title") or titles.get(key) or current.get(key) or note["id"])
        found.append(_one(note, titles[key]))
    return tuple(found[::-1])


def page_numbers(count: int) -> range:
    """Return the numbers of the older pages, from the oldest on: 1 is the oldest."""
    return range(1, max(count // PAGE_SIZE, 1))


def address(page: int | None) -> str:
    """Return the address of a page; None is the newest."""
    return ADDRESS if page is None else f"{ADDRESS}page/{page}/"


def news_page(all_news: Sequence[News], page: int | None, *, feeds: bool) -> str:
    """Render a page; None is the newest, and 1 the oldest."""
    count = len(all_news)
    older = page_numbers(count)
    oldest_first = all_news[::-1]
    if page is None:
        shown = oldest_first[len(older) * PAGE_SIZE :]
    else:
        shown = oldest_first[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    newer = None
    if page is not None:
        href = address(page + 1 if page + 1 in older else None)
        newer = Anchor(f"{ROOT}{href}", "Newer changes")
    below = len(older) if page is None else page - 1
    view = NewsView(
        counted=f"{count} published {'change' if count == 1 else 'changes'}"
        if page is None
        else f"Changes {(page - 1) * PAGE_SIZE + 1} to {page * PAGE_SIZE}, counted from the oldest",
        months=tuple(_months(shown[::-1])),
        newer=newer,
        older=Anchor(f"{ROOT}{address(below)}", "Older changes") if below else None,
        feed=f"{ROOT}{ADDRESS}feed.xml" if feeds and page is None else "",
    )
    return fragments.render("news.html", view=view)


def in_short(one: News) -> str:
    """Return what the tool found of a step, in a sentence."""
    if one.erased:
        return "This version was erased; id, version and digest remain."
    if one.counts is None:
        if not one.previous:
            return "This version was erased since."
        return f"It is not compared with {one.previous}, which was erased."
    if not one.previous:
        return "First published version."
    names = ("weakened", "strengthened", "added", "removed", "changed")
    parts = [f"{one.counts[name]} {name}" for name in names if one.counts.get(name)]
    told = ", ".join(parts) or "nothing but spaces, order or notes"
    rewritten = notes_rewritten(one.counts.get("notes_rewritten", 0))
    # Notes of versions that were published long ago do not count words.
    size = in_words(one.counts.get("words_added", 0), one.counts.get("words_removed", 0))
    return " ".join(filter(None, (f"Since {one.previous}: {told}.", rewritten, size)))


def to_come(effective: date | None) -> str:
    """Return what a version says of the day from which it applies; "" if there is none."""
    day = numbers.day(effective.isoformat()) if effective is not None else ""
    return f"Says that it takes effect on {day}." if day else ""


def _months(shown: Iterable[News]) -> Iterator[Month]:
    for month, own in groupby(shown, lambda one: one.published[:7]):
        yield Month(month, numbers.day(month), tuple(map(_item, own)))


def _item(one: News) -> Item:
    changes = None
    if one.previous and one.counts is not None and not one.erased:
        changes = Anchor(f"{ROOT}{one.address}changes/", f"What changed from {one.previous}")
    badges = [Label("erased", "Erased")] if one.erased else []
    if one.status == "withdrawn":
        badges.append(Label("withdrawn", "Withdrawn"))
    text = one.summary or (one.reason if one.erased else "")
    return Item(
        type=Label("kind", words.KINDS[one.kind.value][0]),
        title=Anchor(f"{ROOT}{one.address}", f"{one.title}, version {one.version}"),
        published=Moment(one.published, numbers.moment(one.published)),
        badges=tuple(badges),
        material=one.material,
        summary=prose.to_html(text, one.address, f"note-{one.entry}.", 4).html,
        effective=to_come(one.effective),
        derived=in_short(one),
        weakened=one.weakened,
        changes=changes,
    )


def _one(note: Mapping[str, Json], title: str) -> News:
    effective = claimed(note)
    published = datetime.fromisoformat(note["published"]).date()
    return News(
        entry=note["index"],
        kind=Kind(note["kind"]),
        id=note["id"],
        version=note["version"],
        erased=note.get("type") == "erasure",
        published=note["published"],
        title=title,
        status=note.get("status", ""),
        previous=note.get("previous") or "",
        material=note.get("material") is True,
        effective=effective if effective is not None and effective > published else None,
        summary=note.get("summary", ""),
        reason=note.get("reason", ""),
        counts=note.get("counts"),
        weakened=tuple(note.get("weakened", ())),
        strengthened=tuple(note.get("strengthened", ())),
    )
