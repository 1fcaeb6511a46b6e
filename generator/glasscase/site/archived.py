"""What a build takes from the archive, and what it adds to it when it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from glasscase.archive.archive import Archive, Erasure, New, Version
from glasscase.archive.branch import branch_files, local_archive
from glasscase.archive.editions import published_editions, without_erased
from glasscase.archive.errors import ArchiveError
from glasscase.archive.notes import Note, changes_files, complete
from glasscase.checks.configuration import Configuration
from glasscase.documents.filled import FOLDER
from glasscase.log import CHECKPOINT, parse_checkpoint
from glasscase.log.listed import VERSIONS, SiteEdition
from glasscase.records import Kind

from . import archive_pages
from .carrying import carry
from .catalogue import Batch, Catalogue, Edition
from .editions import edition_source
from .effect import claimed
from .emit import Past
from .kept import Kept
from .ledger import Publishing, ledger_files
from .lineage import Lineage
from .listed import Stamp
from .news import News, address, news, page_numbers
from .verifying import Example, LogFacts, example


@dataclass(frozen=True)
class Archived:
    """The archive of one build, with the versions that are new in it if it is published."""

    archive: Archive
    catalogue: Catalogue
    site_url: str
    keys: tuple[str, ...] = ()
    """The verifier keys of the log, as mkdocs.yml lists them."""
    publishing: Publishing | None = None

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What is said of each entry of the log."""
        return complete(self.archive)

    @cached_property
    def news(self) -> tuple[News, ...]:
        """The same for readers, newest first."""
        titles = {key: edition.title for key, edition in self.catalogue.by_key.items()}
        return news(self.notes, titles)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Address and content of the log's files, and of the list of changes."""
        if not self.archive.entries:
            return {}
        signers = self.publishing.signers if self.publishing else ()
        return {
            **ledger_files(self.archive, self.site_url, signers),
            **changes_files(self.archive, self.notes),
        }

    @cached_property
    def erased(self) -> frozenset[str]:
        """Folders of which nothing stays but what is drawn, without final slash.

        In a touched record with an erased version these are the version's own folder, and the
        pages of changes: they quote it. In others, what is there holds nothing of it any more.
        """
        folders: set[str] = set()
        for versions in self.archive.versions.values():
            erased = [version for version in versions if version.erased is not None]
            if erased and self._is_touched(versions):
                folders.update(version.address.rstrip("/") for version in erased)
                record = f"{versions[0].kind.folder}/{versions[0].id}"
                folders.add(f"{record}/{FOLDER}")
                for page in (archive_pages.CHANGES, archive_pages.SINCE):
                    folders.update(f"{version.address}{page}" for version in versions)
        return frozenset(folders)

    def day(self, edition: Edition) -> str:
        """Return the day on which an edition was published (UTC); "" if it was not."""
        known = self.archive.find(edition.kind, edition.id, edition.version)
        return known.published.date().isoformat() if known else ""

    def pasts(self) -> Mapping[tuple[Kind, str], Past] | None:
        """Return what was published of each record; None where nothing was.

        A record is touched, and all its pages are drawn, if one of its versions is new or newly
        erased, or if its pages are not on the public branch.
        """
        if not self.archive.entries and self.publishing is None:
            return None
        touched = {
            key: [v for v in versions if not self._is_living(v)]
            for key, versions in self.archive.versions.items()
            if self._is_touched(versions)
        }
        forms = self.archive.forms(version for own in touched.values() for version in own)
        days = self._effective()
        return {
            key: Past(
                versions,
                {v: forms[v] for v in touched[key] if v in forms} if key in touched else None,
                days.get(key, {}),
            )
            for key, versions in self.archive.versions.items()
        }

    def _effective(self) -> Mapping[tuple[Kind, str], Mapping[str, date]]:
        """Return for each record the days from which its versions say that they apply."""
        days: dict[tuple[Kind, str], dict[str, date]] = {}
        for note in self.notes:
            day = claimed(note)
            if day is not None:
                days.setdefault((Kind(note["kind"]), note["id"]), {})[note["version"]] = day
        return days

    def sources(self) -> Iterator[tuple[str, str]]:
        """Yield source and Markdown of the pages that MkDocs draws because there is an archive."""
        if self.archive.entries:
            yield from archive_pages.sources(
                self.older_news, self._log_facts(), self._example(), self.site_url
            )
        for edition in self.removed_editions:
            yield edition_source(edition), f"# Edition {edition.name}\n"

    @cached_property
    def removed_editions(self) -> tuple[SiteEdition, ...]:
        """The editions of the site of which only their name, and why they went, is left."""
        if VERSIONS not in self.archive.names:
            return ()
        try:
            known = published_editions(self.archive)
        except ArchiveError:
            return ()  # The publication says it.
        if self.publishing is not None:
            day = self.publishing.time.date().isoformat()
            known = tuple(without_erased(known, self.archive.names, self.erased, day))
        return tuple(edition for edition in known if edition.removed)

    @cached_property
    def older_news(self) -> tuple[int, ...]:
        """Numbers of the pages of older changes that are drawn; others stay as published.

        All are, once something is erased: any of them can have told of it.
        """
        numbers = page_numbers(len(self.news))
        published = self._published
        if self.erased or self.notes[:published] != self.archive.notes[:published]:
            return tuple(numbers)
        there = {n for n in numbers if f"{address(n)}index.html" in self.archive.names}
        # The last one leads to the newest changes, and to the next page once that is there.
        return tuple(
            n for n in numbers if n not in there or (n + 1 in numbers and n + 1 not in there)
        )

    @property
    def carried_news(self) -> tuple[str, ...]:
        """Addresses of the pages of older changes that are not drawn."""
        numbers = page_numbers(len(self.news)) if self.archive.entries else ()
        return tuple(address(n) for n in numbers if n not in self.older_news)

    def site_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield address and content of the files that need no frame."""
        yield from self.files.items()
        yield from archive_pages.site_files(self.news, self.catalogue, self.site_url)

    def carry(self, kept: Kept, drawn: Collection[str], processes: int) -> Mapping[str, Stamp]:
        """Write what the public branch holds and the build has not drawn again.

        A publication does not need it, as it stays on the branch; what is there already is left.
        """
        return carry(
            self.archive,
            kept,
            drawn=drawn,
            erased=self.erased,
            processes=processes,
            missing=self.publishing is None,
        )

    def _is_living(self, version: Version) -> bool:
        living = self.catalogue.by_key.get((version.kind.value, version.id))
        return living is not None and living.version == version.version

    def _is_touched(self, versions: tuple[Version, ...]) -> bool:
        last = versions[-1]
        living = self.catalogue.by_key.get((last.kind.value, last.id))
        if living is None:
            return False
        erased = any(
            v.erased is not None and f"{v.address}record.json" in self.archive.names
            for v in versions
        )
        history = f"{last.kind.folder}/{last.id}/history/index.html"
        return (
            erased
            or last.index >= self._published
            or living.version != last.version
            or history not in self.archive.names
        )

    @cached_property
    def _published(self) -> int:
        """How many entries the log had when it was published last."""
        checkpoint = self.archive.checkpoint
        return parse_checkpoint(checkpoint)[0].size if checkpoint else 0

    def _log_facts(self) -> LogFacts:
        checkpoint, _ = parse_checkpoint(self.files[CHECKPOINT])
        return LogFacts(checkpoint.origin, self.keys)

    def _example(self) -> Example | None:
        """Return the oldest version that was not erased: with it, the page stays as it is."""
        kept = [v for own in self.archive.versions.values() for v in own if v.erased is None]
        for version in sorted(kept, key=lambda version: version.index)[:1]:
            lineage = Lineage.of(self.archive.of(version.kind, version.id), None)
            return example(lineage.release(version.version), len(self.archive.entries))
        return None


def known_archive(found: Configuration, publishing: Publishing | None) -> Archive:
    """Return the archive that a build is made on: the one given, or that of the local branch.

    Raises ArchiveError where the public branch is damaged.
    """
    if publishing is not None:
        return publishing.archive
    archive = local_archive(found.project, found.branch, found.remote)
    if archive.commit is None:
        return archive
    ids = branch_files(found.project, archive.commit)
    return replace(archive, names=frozenset(ids), ids=ids)


def with_new(archive: Archive, batches: Iterable[Batch], publishing: Publishing) -> Archive:
    """Return the archive as it will be when the build is published."""
    new: list[New] = []
    erasures: list[Erasure] = []
    for batch in batches:
        erasures += batch.erasures
        for edition, *_ in batch.entries:
            if archive.find(edition.kind, edition.id, edition.version) is None:
                new.append(New(edition.kind, edition.id, edition.version, edition.data))
    return archive.extended(new, erasures, publishing.time)
