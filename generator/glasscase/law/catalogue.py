"""The catalogue: the regimes that the package brings, with what a project adds or overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from glasscase.findings import Finding, Severity
from glasscase.law.consistency import Written, check
from glasscase.law.explaining import explain_regime
from glasscase.law.model.regime import Override, Regime, TermDefinition
from glasscase.law.plain import CatalogueError, Plain, plain, version
from glasscase.reading.document import Document, read_document
from glasscase.reading.tree import unreadable
from glasscase.reading.words import closest
from glasscase.records import Kind

REGIMES = Path(__file__).parent / "regimes"
FOLDER = "law"
"""Folder of a project with regimes and overrides of its own."""
_ENDINGS = (".yml", ".yaml")


__all__ = [
    "Catalogue",
    "CatalogueError",
    "Loaded",
    "catalogue_of",
    "checked_catalogue",
    "package_catalogue",
    "project_catalogue",
    "read_catalogue",
]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All regimes, by id and in the order of ids."""

    regimes: Mapping[str, Regime]

    @cached_property
    def version(self) -> str:
        """Newest day of checking, and eight digits of the content's digest: 2026-11-21+3f9a2c1b."""
        return self.plain.version

    @cached_property
    def plain(self) -> Plain:
        """The catalogue as plain values."""
        regimes = {id_: plain(own) for id_, own in self.regimes.items()}
        return Plain(version(regimes), regimes)

    def term(self, home: str, name: str) -> tuple[str, TermDefinition]:
        """Return the regime that defines a term, by its id, and the term.

        `name` is a term of the regime `home`, or `regime/name`. Raises CatalogueError.
        """
        found = self._terms.get((home, name))
        if found is None:
            raise CatalogueError(f"the catalogue defines no term `{name}` for {home}")
        return found

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], tuple[str, TermDefinition]]:
        """The terms under every name that a regime may use."""
        terms: dict[tuple[str, str], tuple[str, TermDefinition]] = {}
        for owner, regime in self.regimes.items():
            for term in regime.terms:
                terms[owner, term.id] = (owner, term)
                for home in self.regimes:
                    terms[home, f"{owner}/{term.id}"] = (owner, term)
        return terms


class Loaded(NamedTuple):
    """A catalogue, and what is wrong with the files behind it. What is wrong is left out."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]


def catalogue_of(regimes: Iterable[Regime]) -> Catalogue:
    """Return regimes as a catalogue."""
    return Catalogue({one.id: one for one in sorted(regimes, key=lambda regime: regime.id)})


@cache
def package_catalogue() -> Catalogue:
    """Return the catalogue that the package brings. That it fits together is left to its tests."""
    written, findings = _read(_files(REGIMES), "regimes")
    _must_be_clean(findings)
    return catalogue_of(one.part for one in written if isinstance(one.part, Regime))


def project_catalogue(project: Path) -> Loaded:
    """Return the package's catalogue with the files of a project's `law/` applied.

    A file with an error is left out, and a finding says what is wrong with it.
    """
    base = package_catalogue()
    files = _files(project / FOLDER)
    if not files:
        return Loaded(base, ())
    written, findings = _read(files, FOLDER)
    return _applied(base, written, findings)


def checked_catalogue(project: Path) -> Catalogue:
    """Return the catalogue of a project. Raises CatalogueError where a file has an error."""
    loaded = project_catalogue(project)
    _must_be_clean(loaded.findings)
    return loaded.catalogue


def read_catalogue(place: Path) -> Catalogue:
    """Return the catalogue in a folder, or of one file. Raises CatalogueError.

    Terms of regimes that it does not hold are looked up in the package's catalogue. A folder with
    an override is applied to the whole of that; a file stands for its own regime only.
    """
    files = [place] if place.is_file() else _files(place)
    if not files:
        raise CatalogueError(
            f"there is no catalogue in {place}", hint="Name a folder of regimes, or one of them."
        )
    written, findings = _read(files, place.name if place.is_dir() else "")
    _must_be_clean(findings)
    parts = [one.part for one in written]
    own = {part.id for part in parts if isinstance(part, Regime)}
    extended = {part.extends for part in parts if isinstance(part, Override)}
    base = [one for id_, one in package_catalogue().regimes.items() if id_ not in own]
    loaded = _applied(catalogue_of(base), written, findings)
    _must_be_clean(loaded.findings)
    if extended and place.is_dir():
        return loaded.catalogue
    return catalogue_of(loaded.catalogue.regimes[id_] for id_ in own | extended)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS)


def _applied(base: Catalogue, written: list[Written], findings: list[Finding]) -> Loaded:
    regimes = dict(base.regimes)
    good: list[Written] = []
    for one in written:
        merged = _merged(regimes, one)
        if isinstance(merged, Finding):
            findings.append(merged)
            continue
        good.append(one)
        regimes[merged.id] = merged
    wrong = [finding for one in good for finding in check(one, regimes)]
    bad = {finding.path for finding in wrong if finding.severity is Severity.ERROR}
    if bad:
        rest = [one for one in good if one.document.path not in bad]
        return _applied(base, rest, findings + wrong)
    findings += wrong
    findings.sort(key=Finding.sort_key)
    return Loaded(catalogue_of(regimes.values()), tuple(findings))


def _merged(regimes: Mapping[str, Regime], written: Written) -> Regime | Finding:
    """Return a new regime, or one of the catalogue with what a project adds to it."""
    part, document = written.part, written.document
    if isinstance(part, Regime):
        if part.id not in regimes:
            return part
        return Finding(
            "law-twice",
            Severity.ERROR,
            document.path,
            f"the regime `{part.id}` is in the catalogue already",
            f"Write `extends: {part.id}` and only the terms and duties that differ, or give it"
            " another id.",
            document.position(("id",)),
        )
    base = regimes.get(part.extends)
    if base is None:
        near = closest(part.extends, regimes)
        known = f"Did you mean `{near}`?" if near else "`glasscase law list` names them all."
        return Finding(
            "law-unknown",
            Severity.ERROR,
            document.path,
            f"there is no regime `{part.extends}` to extend",
            known,
            document.position(("extends",)),
        )
    terms = {term.id: term for term in (*base.terms, *part.terms)}
    duties = {duty.id: duty for duty in (*base.duties, *part.duties)}
    return base.model_copy(
        update={"terms": tuple(terms.values()), "duties": tuple(duties.values())}
    )


def _read(files: list[Path], folder: str) -> tuple[list[Written], list[Finding]]:
    """Read files; those with errors are left out, with findings."""
    written: list[Written] = []
    findings: list[Finding] = []
    for file in files:
        path = f"{folder}/{file.name}" if folder else file.name
        try:
            data = file.read_bytes()
        except OSError as error:
            findings.append(unreadable(path, error))
            continue
        # A catalogue's files are no records; the kind only says how they would be checked.
        document, found = read_document(data, path=path, kind=Kind.PROVIDER)
        findings += found
        if document is None or any(one.severity is Severity.ERROR for one in found):
            continue
        part = _validated(document, findings)
        if part is not None:
            written.append(Written(part, document))
    return written, findings


def _validated(document: Document, findings: list[Finding]) -> Regime | Override | None:
    model: type[Regime] | type[Override] = Override if "extends" in document.data else Regime
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        findings += explain_regime(error, document, model)
        return None


def _must_be_clean(findings: Iterable[Finding]) -> None:
    """Raise CatalogueError where a finding is an error."""
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    if wrong:
        raise CatalogueError("the catalogue has errors", hint="\n".join(map(report, wrong)))


def report(finding: Finding) -> str:
    """Return a finding on one line, with the place before it."""
    line, column = finding.position or (1, 1)
    return f"{finding.path}:{line}:{column}: {finding.message}. {finding.help}".strip()
