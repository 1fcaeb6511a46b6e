"""All versions of one record as its pages need them: which follows which, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from glasscase.archive.archive import Version
from glasscase.records import Kind, PublicForm, canonical

from .catalogue import Edition
from .context import Json
from .effect import ALWAYS, WITHDRAWN, Effect, Told, claimed, effects
from .prose import plain


class State(StrEnum):
    """Where a version stands among the others."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    COMING = "coming"
    ERASED = "erased"

    @property
    def shown(self) -> str:
        """The state in words."""
        return "not published yet" if self is State.COMING else self.value

    @property
    def indexed(self) -> bool:
        """Whether search engines are to list the version's page."""
        return self is State.CURRENT


@dataclass(frozen=True, slots=True)
class Release:
    """One version among the others of its record."""

    kind: Kind
    id: str
    version: str
    state: State
    entry: Version | None
    """What the log says of it; None for one that is coming."""
    form: PublicForm | None = field(default=None, repr=False)
    """Its public form; None if it was erased, or if the forms were not needed."""
    previous: str | None = None
    """The version before it."""
    next: str | None = None
    """The version after it."""
    effect: Effect = ALWAYS
    """When it applies, by what the versions say."""

    @property
    def address(self) -> str:
        """Address of its page, from the site's root."""
        return f"{self.kind.folder}/{self.id}/{self.version}/"

    @property
    def published(self) -> datetime | None:
        """When it was published (UTC); None if it is coming."""
        return self.entry.published if self.entry else None

    @property
    def note(self) -> Mapping[str, Json]:
        """What its author said of it, in the version itself; empty if nothing."""
        notes = (self.form or {}).get("changes", ())
        return next((note for note in notes if note.get("version") == self.version), {})

    def edition(self) -> Edition:
        """Return it as an edition whose page can be laid out. It must have its form."""
        form = self.form or {}
        data = canonical(form)
        return Edition(
            kind=self.kind,
            id=self.id,
            version=self.version,
            title=form["title"],
            status=form["status"],
            language=form["language"],
            summary=plain(form["summary"], 400),
            path="",
            data=data,
            digest=self.entry.sha256 if self.entry else "",
            facts={},
        )


@dataclass(frozen=True, slots=True)
class Lineage:
    """All versions of one record, oldest first."""

    kind: Kind
    id: str
    title: str
    releases: tuple[Release, ...]

    @classmethod
    def of(
        cls,
        versions: Sequence[Version],
        living: Edition | None,
        forms: Mapping[Version, PublicForm] | None = None,
        effective: Mapping[str, date] | None = None,
    ) -> Lineage:
        """Put a record's published versions, and the living one, in their order.

        `forms` are the public forms of the versions that were not erased. The pages of the
        living version need none; all other pages do. `effective` are the days from which
        versions say that they apply; without it the forms tell. There must be a version, or a
        living one.
        """
        whole = forms is not None
        known = {version.version for version in versions}
        coming = living is not None and living.version not in known
        last = versions[-1].version if versions else None
        labels = [version.version for version in versions]
        if coming and living is not None:
            labels.append(living.version)
        entries = {version.version: version for version in versions}
        releases = []
        for place, label in enumerate(labels):
            entry = entries.get(label)
            form = forms.get(entry) if forms is not None and entry is not None else None
            own = living if living is not None and living.version == label else None
            if form is None and own is not None and whole:
                form = own.form()
            status = own.status if own is not None else (form or {}).get("status", "")
            releases.append(
                Release(
                    kind=living.kind if living is not None else versions[0].kind,
                    id=living.id if living is not None else versions[0].id,
                    version=label,
                    state=_state(entry, status, is_last=label == last),
                    entry=entry,
                    form=form,
                    previous=labels[place - 1] if place else None,
                    next=labels[place + 1] if place + 1 < len(labels) else None,
                )
            )
        known_days = _days(releases) if effective is None else effective
        if known_days:
            releases = _with_effects(releases, known_days)
        return cls(releases[0].kind, releases[0].id, _title(releases, living), tuple(releases))

    @property
    def address(self) -> str:
        """Address of the current version's page, from the site's root."""
        return f"{self.kind.folder}/{self.id}/"

    @property
    def history(self) -> str:
        """Address of the page of all versions, from the site's root."""
        return f"{self.address}history/"

    @property
    def feed(self) -> str:
        """Address of the record's feed, from the site's root."""
        return f"{self.address}feed.xml"

    @property
    def current(self) -> Release | None:
        """The version that was published last; None before the first publication."""
        return next((r for r in reversed(self.releases) if r.entry is not None), None)

    @property
    def coming(self) -> Release | None:
        """The living version, if it is not published yet."""
        last = self.releases[-1]
        return last if last.state is State.COMING else None

    @property
    def published(self) -> tuple[Release, ...]:
        """The versions that were published, oldest first."""
        return tuple(release for release in self.releases if release.entry is not None)

    def release(self, version: str) -> Release:
        """Return one version. It must be there."""
        return next(release for release in self.releases if release.version == version)

    def follower(self, release: Release) -> Release | None:
        """Return the published version after a version, or None."""
        after = self.release(release.next) if release.next else None
        return after if after is not None and after.entry is not None else None

    def before(self, release: Release) -> Release | None:
        """Return the last version before a version that was not erased, or None."""
        place = self.releases.index(release)
        return next((r for r in reversed(self.releases[:place]) if is_kept(r)), None)

    def between(self, earlier: Release, later: Release) -> tuple[Release, ...]:
        """Return the versions between two."""
        places = self.releases.index(earlier), self.releases.index(later)
        return self.releases[places[0] + 1 : places[1]]

    def steps(self) -> Iterator[tuple[Release, Release]]:
        """Yield each version that was not erased with the last such one before it."""
        for release in self.releases:
            before = self.before(release)
            if before is not None and is_kept(release):
                yield before, release


def is_kept(release: Release) -> bool:
    """Tell whether a version can be read: it was not erased."""
    return release.state is not State.ERASED


def _state(entry: Version | None, status: str, *, is_last: bool) -> State:
    if entry is None:
        return State.COMING
    if entry.erased is not None:
        return State.ERASED
    if not is_last:
        return State.SUPERSEDED
    return State.WITHDRAWN if status == WITHDRAWN else State.CURRENT


def _days(releases: Sequence[Release]) -> dict[str, date]:
    """Return the days from which versions say that they apply, as far as their forms are here."""
    days = ((release.version, claimed(release.form or {})) for release in releases)
    return {version: day for version, day in days if day is not None}


def _with_effects(releases: list[Release], days: Mapping[str, date]) -> list[Release]:
    """Return releases with the times at which they apply."""
    told = [
        Told(release.version, release.published.date(), days.get(release.version))
        for release in releases
        if release.published is not None
    ]
    known = effects(told)
    return [replace(one, effect=known.get(one.version, one.effect)) for one in releases]


def _title(releases: Sequence[Release], living: Edition | None) -> str:
    if living is not None:
        return living.title
    forms = (release.form for release in reversed(releases) if release.form)
    return next((str(form["title"]) for form in forms), releases[-1].id)
