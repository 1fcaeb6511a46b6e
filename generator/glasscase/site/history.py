"""The history of a record: all versions, newest first, and the page of one that was erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from . import fragments, numbers, words
from .changes import Claim, Derived, Step, claim, claims_of, derived, foreign
from .lineage import Lineage, Release, State, is_kept
from .nodes import Anchor, Label, Moment, Row
from .pages import Page
from .prose import ROOT
from .returned import returned
from .standing import label, links, moment
from .toc import Entry


class Erased(NamedTuple):
    """What is left of a version that was erased."""

    reason: str
    at: Moment | None


class Item(NamedTuple):
    """A version in the history."""

    id: str
    version: Anchor
    state: Label
    published: Moment | None
    effective: Row | None
    """The day from which the provider says that it holds."""
    claim: Claim | None
    foreign: str
    compared: str
    """The version that the derived changes start from; "" for a first version."""
    derived: Derived | None
    uncompared: str
    """The version before it, where that was erased and nothing is left to compare with."""
    again: Anchor | None
    """The earlier version whose text it has again."""
    erased: Erased | None
    data: Anchor | None
    links: tuple[Anchor, ...]
    digest: str
    entry: int | None
    size: int | None


class HistoryView(NamedTuple):
    """Everything that the page of all versions shows."""

    title: str
    up: Anchor
    listing: Anchor
    counted: str
    items: tuple[Item, ...]
    feed: str


def history_page(lineage: Lineage, steps: Sequence[Step], *, feeds: bool) -> Page:
    """Lay out the page of all versions. `steps` are those between versions that can be read."""
    by_version = {step.after.version: step for step in steps}
    items = tuple(
        _item(release, lineage, by_version.get(release.version))
        for release in reversed(lineage.releases)
    )
    count = len(lineage.published)
    counted = f"{count} published {'version' if count == 1 else 'versions'}, newest first"
    html = fragments.render(
        "history.html",
        view=HistoryView(
            title=lineage.title,
            up=Anchor(f"{ROOT}{lineage.address}", lineage.title),
            listing=Anchor(f"{ROOT}{lineage.kind.folder}/", words.KINDS[lineage.kind.value][1]),
            counted=counted,
            items=items,
            feed=f"{ROOT}{lineage.feed}" if feeds else "",
        ),
    )
    toc = [Entry(2, item.id, item.version.shown) for item in items]
    title = f"{lineage.title}: history"
    return Page(html, toc, title, f"All versions of {lineage.title}, and what changed when.")


def tombstone_page(release: Release, lineage: Lineage) -> Page:
    """Lay out the page that stands where a version was erased."""
    view = {
        "title": lineage.title,
        "version": release.version,
        "state": label(release),
        "listing": Anchor(f"{ROOT}{lineage.kind.folder}/", words.KINDS[lineage.kind.value][1]),
        "type": words.KINDS[lineage.kind.value][0],
        "current": Anchor(f"{ROOT}{lineage.address}", lineage.title),
        "item": _item(release, lineage, None),
        "history": f"{ROOT}{lineage.history}",
    }
    html = fragments.render("tombstone.html", view=view)
    title = f"{lineage.title}, version {release.version} (erased)"
    return Page(
        html,
        [Entry(2, "version", "What is left of it")],
        title,
        f"Version {release.version} was erased.",
    )


def _item(release: Release, lineage: Lineage, step: Step | None) -> Item:
    entry, form = release.entry, release.form or {}
    note = claims_of(release)
    effective = form.get("effective_from")
    kept = is_kept(release)
    return Item(
        id=f"version-{release.version}",
        version=Anchor(f"{ROOT}{release.address}", f"Version {release.version}"),
        state=label(release),
        published=moment(entry.published) if entry else None,
        effective=Row("", "Effective from", Moment(effective, numbers.day(effective)))
        if isinstance(effective, str)
        else None,
        claim=claim(note, lineage) if note else None,
        foreign=foreign(form.get("language", words.LANGUAGE)),
        compared=step.before.version if step else "",
        derived=derived(step) if step else None,
        uncompared=release.previous or "" if step is None and kept else "",
        again=returned(release, lineage) if step else None,
        erased=_erased(release),
        data=Anchor(f"{ROOT}{release.address}record.json", "Data") if kept and entry else None,
        links=tuple(links(release, lineage)),
        digest=entry.sha256 if entry else "",
        entry=entry.index if entry else None,
        size=entry.size if entry else None,
    )


def _erased(release: Release) -> Erased | None:
    entry = release.entry
    if release.state is not State.ERASED or entry is None:
        return None
    at = moment(entry.erased_at) if entry.erased_at else None
    return Erased(entry.erased or "", at)
