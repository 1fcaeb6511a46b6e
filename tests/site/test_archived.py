"""Which pages of older changes a build draws, and which stay as they were published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from glasscase.archive.archive import Archive, Erasure, New
from glasscase.archive.carried import Carried
from glasscase.archive.notes import complete
from glasscase.log import CHECKPOINT, log_files
from glasscase.records import Kind, canonical
from glasscase.site.archived import Archived
from glasscase.site.catalogue import catalogue
from glasscase.site.news import PAGE_SIZE, address

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def _published(count: int) -> Archive:
    forms = {f"m-{n:04}": canonical({"id": f"m-{n:04}", "title": "Ember"}) for n in range(count)}
    new = [New(Kind.MODEL, id_, "1", data) for id_, data in forms.items()]
    return Archive().extended(new, (), FIRST)


def branch(count: int, pages: Iterable[int]) -> Archive:
    """Return the archive of a branch with so many versions, and these pages of older changes."""
    archive = _published(count)
    return replace(
        archive,
        checkpoint=log_files(archive.entries, "example")[CHECKPOINT],
        notes=complete(archive),
        names=frozenset(f"{address(page)}index.html" for page in pages),
    )


def archived(archive: Archive) -> Archived:
    return Archived(archive, catalogue(()), "https://example.org/")


def grown(archive: Archive, count: int) -> Archive:
    """Return the archive with more versions, which are published now."""
    new = [New(Kind.MODEL, f"n-{n}", "1", canonical({"id": f"n-{n}"})) for n in range(count)]
    return archive.extended(new, (), FIRST + timedelta(days=1))


def test_pages_that_are_published_are_not_drawn_again() -> None:
    built = archived(branch(4 * PAGE_SIZE, (1, 2, 3)))
    assert built.older_news == ()
    assert built.carried_news == tuple(address(page) for page in (1, 2, 3))


def test_a_page_that_is_full_is_drawn_with_the_one_that_leads_to_it() -> None:
    before = branch(5 * PAGE_SIZE - 1, (1, 2, 3))
    assert archived(grown(before, 0)).older_news == ()
    built = archived(grown(before, 1))
    assert built.older_news == (3, 4)
    assert built.carried_news == (address(1), address(2))


def test_a_page_that_is_lost_is_drawn() -> None:
    # The page before it would lead to it all the same, but that cannot be told from here.
    assert archived(branch(4 * PAGE_SIZE, (1, 3))).older_news == (1, 2)


def test_all_pages_are_drawn_once_something_is_erased() -> None:
    before = branch(4 * PAGE_SIZE, (1, 2, 3))
    erasure = Erasure(Kind.MODEL, "m-0001", "1", "By order.")
    built = archived(before.extended((), [erasure], FIRST + timedelta(days=1)))
    assert built.older_news == (1, 2, 3)
    assert built.carried_news == ()


def test_a_site_without_versions_has_no_such_page() -> None:
    assert archived(Archive()).carried_news == ()


def test_published_pages_of_older_changes_stay_on_the_branch() -> None:
    names = {"changes/index.html", "changes/page/1/index.html"}
    assert set(filter(Carried.of(names).covers, names)) == {"changes/page/1/index.html"}
