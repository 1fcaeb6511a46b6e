"""Where a version stands: what its page says of it beside its content.

Banners, the list of versions, what the log says, what changed, and how to cite it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from glasscase.log.entry import format_moment

from . import numbers, prose, words
from .cite import Citation, Cited, citation
from .context import Json
from .effect import WITHDRAWN
from .lineage import Lineage, Release, State, is_kept
from .nodes import Anchor, Label, Moment
from .prose import ROOT

LISTED = 12
"""Versions in the list to choose from; all are in the history."""


class Banner(NamedTuple):
    """What a reader must know of a version's state before reading it."""

    value: str
    title: str
    html: Markup = Markup("")
    instead: Anchor | None = None
    links: tuple[Anchor, ...] = ()


class Choice(NamedTuple):
    """A version in the list of versions."""

    version: Anchor
    published: Moment | None
    state: Label
    here: bool


class Checkpoint(NamedTuple):
    """The log right after a version was published."""

    size: int
    root: str


class Standing(NamedTuple):
    """All that is said of a version beside its content."""

    state: Label
    banners: tuple[Banner, ...]
    choices: tuple[Choice, ...]
    total: int
    """How many versions there are."""
    history: str
    published: Moment | None
    entry: int | None
    """Its entry in the log, counted from 0."""
    checkpoint: Checkpoint | None
    changes: tuple[Anchor, ...]
    citation: Citation | None


def standing(release: Release, lineage: Lineage, provider: Json, site: str) -> Standing:
    """Return where a version stands among the others of its record.

    `provider` is the provider's public form, `site` the site's address ("" if unknown).
    """
    entry = release.entry
    return Standing(
        state=label(release),
        banners=tuple(_banners(release, lineage)),
        choices=choices(lineage, release),
        total=len(lineage.releases),
        history=f"{ROOT}{lineage.history}",
        published=moment(entry.published) if entry else None,
        entry=entry.index if entry else None,
        checkpoint=Checkpoint(entry.size, entry.root) if entry else None,
        changes=tuple(links(release, lineage)),
        citation=_citation(release, lineage, provider, site),
    )


def label(release: Release) -> Label:
    """Return a version's state as a label, with the day from which it holds if that is later."""
    shown, effect = release.state.shown.capitalize(), release.effect
    since = {State.CURRENT: effect.starts, State.SUPERSEDED: effect.ends}.get(release.state)
    return Label(release.state.value, f"{shown} from {_told(since)}" if since else shown)


def moment(at: datetime) -> Moment:
    """Return a time, in UTC."""
    iso = format_moment(at)
    return Moment(iso, numbers.moment(iso))


def choices(lineage: Lineage, here: Release) -> tuple[Choice, ...]:
    """Return the newest versions, and the one that is read, for a list to choose from."""
    newest = lineage.releases[: -LISTED - 1 : -1]
    shown = newest if here in newest else (*newest, here)
    return tuple(
        Choice(
            Anchor(f"{ROOT}{release.address}", f"Version {release.version}"),
            _day(release.published) if release.published else None,
            label(release),
            release is here,
        )
        for release in shown
    )


def links(release: Release, lineage: Lineage) -> Iterator[Anchor]:
    """Yield links to the pages that say what changed before this version, and after it."""
    if not is_kept(release):
        return
    before, current = lineage.before(release), lineage.current
    if before is not None:
        shown = f"What changed from {before.version} to {release.version}"
        yield Anchor(f"{ROOT}{release.address}changes/", shown)
    if current is not None and has_since(release, current):
        shown = f"What changed since, up to {current.version}"
        yield Anchor(f"{ROOT}{release.address}since/", shown)


def has_since(release: Release, current: Release) -> bool:
    """Tell whether a version has a page of what changed from it to the current one."""
    later = release.entry is not None and release is not current
    return later and is_kept(release) and is_kept(current)


@cache
def _day(at: datetime) -> Moment:
    return Moment(format_moment(at), numbers.day(at.date().isoformat()))


def _banners(release: Release, lineage: Lineage) -> Iterator[Banner]:
    current = lineage.current
    read: tuple[Anchor, ...] = ()
    if release.state is State.COMING:
        if current is not None:
            href = f"{ROOT}{current.address}"
            read = (Anchor(href, f"Read the published version, {current.version}"),)
        title = "This version is not published yet. It may still change."
        yield Banner("coming", title, links=read)
    if release.state is State.CURRENT and release.effect.starts is not None:
        yield _announced(release, lineage)
    if release.state is not State.SUPERSEDED or current is None:
        return
    title = " ".join(_replaced(release, lineage))
    shown = f"Read the current version, {current.version}"
    if current.state is State.WITHDRAWN:
        title += " The record has since been withdrawn."
        shown = f"Read the last version, {current.version}, which is withdrawn"
    elif current.effect.starts is not None:
        shown = f"Read version {current.version}, for the time from {_told(current.effect.starts)}"
    read = (*_meanwhile(current, release, lineage), Anchor(f"{ROOT}{lineage.address}", shown))
    if has_since(release, current):
        read += (Anchor(f"{ROOT}{release.address}since/", "See what changed since"),)
    yield Banner("superseded", title, links=read)
    if current.state is State.WITHDRAWN:
        yield from _withdrawn(current)


def _until(release: Release, lineage: Lineage) -> list[tuple[Release, date | None]]:
    """Return what applies until an announced version does, each with its first day if to come."""
    return [
        (lineage.release(version), day)
        for version, day in release.effect.meanwhile
        if is_kept(lineage.release(version))
    ]


def _meanwhile(current: Release, here: Release, lineage: Lineage) -> Iterator[Anchor]:
    """Yield links to what applies until the current version does, the page itself left out."""
    for one, day in _until(current, lineage):
        if one is not here:
            since = f"from {_told(day)} " if day else ""
            shown = f"Read version {one.version}, which applies {since}until then"
            yield Anchor(f"{ROOT}{one.address}", shown)


def _announced(release: Release, lineage: Lineage) -> Banner:
    """Say that a version was published before the day that it names, and what applies till then."""
    effect = release.effect
    title = f"This version says that it takes effect on {_told(effect.starts)}"
    kept = _until(release, lineage)
    if kept:
        names = (f"{one.version}{f' from {_told(day)}' if day else ''}" for one, day in kept)
        title += f"; until then see version {' and '.join(names)}"
    links = (
        Anchor(
            f"{ROOT}{one.address}",
            f"Read version {one.version}{f', from {_told(day)}' if day else ''}",
        )
        for one, day in kept
    )
    return Banner("announced", f"{title}.", links=tuple(links))


def _replaced(release: Release, lineage: Lineage) -> Iterator[str]:
    """Say by what a version was replaced, in sentences, and when it applies if that is not clear.

    These are days of the log and of the versions themselves; none depends on when it is read.
    """
    follower = lineage.follower(release)
    if follower is None or follower.published is None:
        yield "This version was replaced."
        return
    starts, ends, published = release.effect.starts, release.effect.ends, follower.published.date()
    if ends is not None and ends <= published and release.effect.by != follower.version:
        # Another came on the same day, and applies at once.
        yield f"This version was replaced by {release.effect.by} on {_told(ends)}."
        return
    if follower.effect.starts is not None:
        yield (
            f"This version is replaced by {follower.version}, which was published on"
            f" {_told(published)} and says that it takes effect on"
            f" {_told(follower.effect.starts)}."
        )
    else:
        yield f"This version was replaced by {follower.version} on {_told(published)}."
    if starts is not None and starts >= (ends or published):
        yield f"It was to take effect on {_told(starts)} itself, and never did."
    elif ends is not None:
        since = f"from {_told(starts)} " if starts is not None else ""
        if release.effect.by == follower.version:
            yield f"Until then this version applies{' ' + since.rstrip() if since else ''}."
        else:
            end = f"until {_told(ends)}, when {release.effect.by} takes its place"
            yield f"This version applies {since}{end}."
    elif starts is not None:
        yield f"By its own words it took effect on {_told(starts)}."


def _told(day: date | None) -> str:
    return numbers.day(day.isoformat()) if day is not None else ""


def _withdrawn(current: Release) -> Iterator[Banner]:
    """Yield why a record no longer holds, for the pages of its older versions."""
    withdrawal = (current.form or {}).get("withdrawal")
    if withdrawal:
        html = prose.to_html(withdrawal["reason"], current.address, "withdrawal.", 2).html
        day = numbers.day(withdrawal["date"])
        yield Banner(WITHDRAWN, f"Why it was withdrawn, on {day} as the provider says", html)


def _citation(release: Release, lineage: Lineage, provider: Json, site: str) -> Citation | None:
    if release.entry is None or not is_kept(release):
        return None
    named = provider or {}
    return citation(
        Cited(
            provider=named.get("legal_name") or named.get("trading_name") or "The provider",
            title=(release.form or {}).get("title") or lineage.title,
            type=words.KINDS[release.kind.value][0],
            id=release.id,
            version=release.version,
            published=release.entry.published.date().isoformat(),
            url=f"{site or '/'}{release.address}",
            sha256=release.entry.sha256,
        )
    )
