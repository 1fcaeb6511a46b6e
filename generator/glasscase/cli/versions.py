"""The versions of one record that a person can name: published ones, and the file as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from glasscase.archive.archive import Archive, Version
from glasscase.checks.configuration import Configuration
from glasscase.checks.words import meant, quoted
from glasscase.cli.naming import UnknownRecordError, fitting, names_like, several
from glasscase.errors import GlasscaseError
from glasscase.reading.load import collect, read_file
from glasscase.reading.tree import RECORD_KINDS, Source, walk
from glasscase.records import Kind, PublicForm, public_form
from glasscase.records.record import Record


class UnknownVersionError(GlasscaseError):
    """A version that was named is not there, or none is."""


def find_record(archive: Archive, found: Configuration, name: str) -> tuple[Kind, str]:
    """Return kind and id of the published record that a person means.

    Raises UnknownRecordError or UnknownVersionError where there is none, or several.
    """
    keys = fitting(name, archive.versions)
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise several(keys)
    if not archive.versions:
        raise UnknownVersionError(
            f"nothing is published on the branch {found.branch}, as far as this repository knows",
            hint=f"Fetch it: git fetch origin {found.branch}:refs/remotes/origin/{found.branch}",
        )
    living = {(source.kind, PurePosixPath(source.path).stem) for source in walk_records(found)}
    if fitting(name, living):
        raise UnknownVersionError(
            f"`{name}` has no published version to compare with",
            hint="Its first publication brings one.",
        )
    known = names_like(name, archive.versions)
    raise UnknownRecordError(f"there is no published record `{name}`", hint=meant(name, known))


def walk_records(found: Configuration) -> list[Source]:
    """Return the files of the project's records, the provider's left out."""
    sources = walk(found.project, found.options.content).sources
    return [source for source in sources if source.kind in RECORD_KINDS]


@dataclass(frozen=True)
class Versions:
    """Gives public forms of one record by version."""

    archive: Archive
    found: Configuration
    kind: Kind
    id: str

    def last(self) -> PublicForm:
        """Return the version that was published last."""
        versions = [v for v in self.archive.of(self.kind, self.id) if v.erased is None]
        if not versions:
            raise UnknownVersionError(
                f"every published version of `{self.id}` was erased",
                hint="There is nothing left to compare with.",
            )
        return self._read(versions[-1])

    def form(self, name: str) -> PublicForm:
        """Return a version, published or living. Raises UnknownVersionError."""
        version = self.archive.find(self.kind, self.id, name)
        if version is not None:
            return self._read(version)
        record = self._living
        if record is not None and record.version == name:
            return public_form(record)
        known = [v.version for v in self.archive.of(self.kind, self.id) if v.erased is None]
        known += [record.version] if record is not None and record.version not in known else []
        listed = f"Versions of it: {quoted(known)}."
        guess = meant(name, known)
        raise UnknownVersionError(
            f"`{self.id}` has no version {name}",
            hint=f"{guess}\n{listed}" if guess.startswith("Did you") else listed,
        )

    def living(self) -> PublicForm:
        """Return the public form of the file as it stands. Raises UnknownVersionError."""
        record = self._living
        if record is None:
            raise UnknownVersionError(
                f"no valid file in {self.found.options.content}/{self.kind.folder} holds"
                f" `{self.id}`",
                hint="`glasscase check` says what is wrong. Or name two published versions.",
            )
        return public_form(record)

    def _read(self, version: Version) -> PublicForm:
        if version.erased is not None:
            raise UnknownVersionError(
                f"version {version.version} of `{self.id}` was erased",
                hint=f"The reason given is: {version.erased}",
            )
        return self.archive.forms([version])[version]

    @cached_property
    def _living(self) -> Record | None:
        """The record as its file says; files that are called after it are looked at first."""
        sources = [source for source in walk_records(self.found) if source.kind is self.kind]
        named = [s for s in sources if f"{PurePosixPath(s.path).stem}.".startswith(f"{self.id}.")]
        for source in dict.fromkeys((*named, *sources)):
            collection = collect([read_file(source)])
            for one in (*collection.protocols, *collection.models, *collection.incidents):
                if one.record.id == self.id:
                    return one.record
        return None
