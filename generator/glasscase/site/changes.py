"""What changed between two versions: the derived changelog, beside what the author says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from glasscase.archive import Change, Difference, Note, Summary, compare, summary
from glasscase.archive.labels import WORDS
from glasscase.archive.render.phrases import exchange, path, without_notes
from glasscase.archive.render.view import Group, view
from glasscase.archive.summary import headline, in_words, word_count
from glasscase.records import Kind

from . import fragments, numbers, prose, words
from .folding import folded
from .lineage import Lineage, Release
from .nodes import Anchor, Label, Moment, Row
from .pages import Page
from .prose import ROOT
from .returned import returned
from .standing import label, moment
from .toc import Entry

JUSTIFICATION_DAYS = 30
"""Days within which a materially modified framework and the justification are due in public
(Cal. Bus. & Prof. Code 22757.12(b)(2), checked 2026-11-21)."""


class Told(NamedTuple):
    """A change that has a direction, in a line."""

    label: str
    values: str
    """The value before and the one now: `50 % → 60 %`; "" if there are no two plain ones."""
    why: str


class Claim(NamedTuple):
    """What the author says of one version: their words, not ours."""

    version: str
    rows: tuple[Row, ...]
    summary: Markup
    reason: Markup
    material: bool


class Side(NamedTuple):
    """One of the two versions."""

    version: Anchor
    state: Label
    published: Moment | None


class Derived(NamedTuple):
    """What the tool found by itself."""

    headline: str
    words: str
    """How many words of texts differ; "" if none."""
    weakened: tuple[Told, ...]
    strengthened: tuple[Told, ...]


class StepView(NamedTuple):
    """Everything that a page of changes shows."""

    title: str
    up: Anchor
    listing: Anchor
    before: Side
    after: Side
    since: bool
    erased: tuple[str, ...]
    """Versions between the two that were erased."""
    derived: Derived
    again: Anchor | None
    """The earlier version whose text the later one has again."""
    claims: tuple[Claim, ...]
    foreign: str
    groups: tuple[Group, ...]
    history: str


class Step:
    """Two versions of a record and what differs between them; compared when it is needed."""

    def __init__(self, before: Release, after: Release) -> None:
        self.before = before
        self.after = after

    @cached_property
    def difference(self) -> Difference:
        """Everything that differs."""
        return compare(self.before.form or {}, self.after.form or {})

    @cached_property
    def summary(self) -> Summary:
        """The counts, and the changes that have a direction."""
        return summary(self.difference)


def derived(step: Step) -> Derived:
    """Return what the tool says of a step."""
    return derived_of(step.difference, step.summary)


def derived_of(difference: Difference, own: Summary) -> Derived:
    """Return what the tool says of a difference, of which `own` is the summary."""
    return Derived(
        headline(own),
        in_words(*word_count(difference)),
        _told(own.weakened),
        _told(own.strengthened),
    )


def step_page(step: Step, lineage: Lineage, *, since: bool = False) -> Page:
    """Lay out the page of what changed between two versions.

    `since` is for the page of an earlier version that leads up to the current one.
    """
    before, after = step.before, step.after
    notes = _notes(step, lineage)
    shown = folded(_beside(step.difference, notes))
    title = f"What changed from {before.version} to {after.version}"
    form = after.form or {}
    erased = [r.version for r in lineage.between(before, after) if r.form is None]
    html = fragments.render(
        "changes.html",
        view=StepView(
            title=title,
            up=Anchor(f"{ROOT}{lineage.address}", form.get("title", lineage.title)),
            listing=Anchor(f"{ROOT}{lineage.kind.folder}/", words.KINDS[lineage.kind.value][1]),
            before=_side(before),
            after=_side(after),
            since=since,
            erased=tuple(erased),
            derived=derived(step),
            again=None if since else returned(after, lineage),
            claims=tuple(claim(note, lineage) for note in notes),
            foreign=foreign(form.get("language", words.LANGUAGE)),
            groups=shown,
            history=f"{ROOT}{lineage.history}",
        ),
    )
    toc = [
        Entry(2, "derived", "In short"),
        *([Entry(2, "claims", "What the provider says")] if notes else []),
        *(Entry(2, f"in-{group.id}", escape(group.title)) for group in shown),
    ]
    return Page(html, toc, f"{lineage.title}: {title}", headline(step.summary))


def claim(note: Note, lineage: Lineage) -> Claim:
    """Return an author's note with its dates, as claims."""
    page = lineage.address
    return Claim(
        version=note.version,
        rows=tuple(_dates(note, lineage)),
        summary=prose.to_html(note.summary, page, f"note-{note.version}.", 5).html,
        reason=prose.to_html(note.reason, page, f"reason-{note.version}.", 5).html,
        material=note.material,
    )


def claims_of(release: Release) -> Note | None:
    """Return what the author said of a version in that version itself, or None."""
    note = release.note
    if not note:
        return None
    return Note(
        release.version,
        note.get("date", ""),
        note.get("summary", ""),
        note.get("reason", ""),
        note.get("material") is True,
        note.get("announced", ""),
    )


def foreign(language: str) -> str:
    """Return a record's language if it is not that of the site's own words, else ""."""
    return "" if language == words.LANGUAGE else language


def _notes(step: Step, lineage: Lineage) -> list[Note]:
    """Return what the author said of each version of a step, newest first.

    What a version said of itself counts, whatever later ones say of it. Versions that were
    never published have their notes in the later one.
    """
    releases = (*lineage.between(step.before, step.after), step.after)
    own = {release.version: note for release in releases if (note := claims_of(release))}
    others = [note for note in step.difference.notes if note.version not in own]
    return [*list(own.values())[::-1], *others]


def _beside(difference: Difference, notes: Sequence[Note]) -> tuple[Group, ...]:
    """Return the view of a difference without the notes that stand above it word for word."""
    known = tuple(note for note in difference.notes if note in notes)
    return without_notes(view(difference), replace(difference, notes=known))


def _dates(note: Note, lineage: Lineage) -> Iterable[Row]:
    if note.announced:
        yield Row("", "Announced", Moment(note.announced, numbers.day(note.announced)))
    if note.date:
        yield Row("", "Date of the change", Moment(note.date, numbers.day(note.date)))
    release = next((r for r in lineage.releases if r.version == note.version), None)
    if note.material and note.date and release is not None and lineage.kind is Kind.PROTOCOL:
        due = (date.fromisoformat(note.date) + timedelta(days=JUSTIFICATION_DAYS)).isoformat()
        yield Row("", f"{JUSTIFICATION_DAYS} days after it", Moment(due, numbers.day(due)))
        if release.published is not None:
            yield Row("", "Published here", moment(release.published))


def _told(changes: Iterable[Change]) -> tuple[Told, ...]:
    return tuple(
        Told(path(change.label), exchange(change, WORDS), change.why) for change in changes
    )


def _side(release: Release) -> Side:
    return Side(
        Anchor(f"{ROOT}{release.address}", f"Version {release.version}"),
        label(release),
        moment(release.published) if release.published else None,
    )
