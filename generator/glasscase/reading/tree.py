"""Which files under `content/` are records, and which should not be there."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from glasscase.findings import Finding, Severity
from glasscase.records import Kind

RECORD_KINDS = (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)
_FOLDERS = {kind.folder: kind for kind in RECORD_KINDS}
_YAML = (".yml", ".yaml")
_RECORDS = (*_YAML, ".md")
# Files that a record's text may show or link to.
_COMPANIONS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".csv")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a record."""

    path: str
    """Relative to the project's folder, with forward slashes."""
    kind: Kind
    file: Path
    """Where it lies on this machine."""


@dataclass(slots=True)
class Tree:
    """The records' files, in the order of their paths, and what is wrong with the folder."""

    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def walk(project: Path, content: str = "content") -> Tree:
    """Look through `project`/`content`. Nothing is opened; links are followed only inside it."""
    tree = Tree()
    base = project / content
    if not base.is_dir():
        message = f"there is no folder `{content}`"
        help_ = "Make it, or name the right one as `docs_dir` in mkdocs.yml."
        tree.findings.append(Finding("content-missing", Severity.ERROR, content, message, help_))
        return tree
    _Walk(tree, Path(os.path.realpath(base))).folder(base, content, None, top=True)
    _check_provider(tree, content)
    tree.sources.sort(key=lambda source: source.path)
    tree.findings.sort(key=Finding.sort_key)
    return tree


class _Walk:
    """One walk: what has been found, and the folder that no link may leave."""

    def __init__(self, tree: Tree, base: Path) -> None:
        self.tree = tree
        self.base = base

    def find(self, rule: str, severity: Severity, path: str, message: str, help_: str) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode()
        self.tree.findings.append(Finding(rule, severity, shown, message, help_))

    def folder(self, folder: Path, path: str, kind: Kind | None, *, top: bool = False) -> None:
        """Look at the entries of one folder, those below `protocols/` and the like with a kind."""
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(path, error)
            return
        seen: dict[str, str] = {}
        for entry in found:
            if entry.name.startswith("."):
                continue
            inner = f"{path}/{entry.name}"
            if not self._good_name(entry.name, inner):
                continue
            other = seen.setdefault(entry.name.casefold(), entry.name)
            if other != entry.name:
                message = f"the name differs from `{other}` only in upper and lower case"
                help_ = "Rename one: on many machines the two are one file."
                self.find("file-name-case", Severity.ERROR, inner, message, help_)
            self._entry(entry, inner, kind, top=top)

    def _entry(self, entry: os.DirEntry[str], path: str, kind: Kind | None, *, top: bool) -> None:
        try:
            if entry.is_symlink() and not self._good_link(entry, path):
                return
            mode = entry.stat().st_mode
        except OSError as error:
            self._unreadable(path, error)
            return
        if stat.S_ISDIR(mode):
            self.folder(Path(entry.path), path, _FOLDERS.get(entry.name) if top else kind)
        elif not stat.S_ISREG(mode):
            message = "this is neither a file nor a folder"
            help_ = "Remove it: devices, sockets and pipes are not read."
            self.find("file-not-regular", Severity.ERROR, path, message, help_)
        elif kind is not None:
            self._record(entry, path, kind)
        elif top and entry.name in {f"provider{ending}" for ending in _YAML}:
            self._add(entry, path, Kind.PROVIDER)
        elif entry.name.lower().endswith(_YAML):
            message = "this YAML file lies in no folder of records, so it is not read"
            help_ = "Move it to protocols/, models/ or incidents/."
            self.find("file-misplaced", Severity.WARNING, path, message, help_)

    def _record(self, entry: os.DirEntry[str], path: str, kind: Kind) -> None:
        name = entry.name.lower()
        if name == "index.md" or name.endswith(_COMPANIONS):
            return
        if name.endswith(_RECORDS):
            self._add(entry, path, kind)
            return
        message = "this file is no record: its name ends neither in .yml, .yaml nor .md"
        help_ = "Rename it, or move it out of this folder."
        self.find("file-extension", Severity.WARNING, path, message, help_)

    def _add(self, entry: os.DirEntry[str], path: str, kind: Kind) -> None:
        self.tree.sources.append(Source(path, kind, Path(entry.path)))

    def _good_link(self, entry: os.DirEntry[str], path: str) -> bool:
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(self.base):
            message = "this link leads out of the content folder"
        elif entry.is_dir():
            message = "this is a link to a folder"
        else:
            return True
        help_ = "Put the file itself here: what is published must be in this folder."
        self.find("file-link", Severity.ERROR, path, message, help_)
        return False

    def _good_name(self, name: str, path: str) -> bool:
        if name.isprintable():
            return True
        message = "the file's name has characters that cannot be shown"
        self.find("file-name", Severity.ERROR, path, message, "Rename it.")
        return False

    def _unreadable(self, path: str, error: OSError) -> None:
        self.tree.findings.append(unreadable(path, error))


def unreadable(path: str, error: OSError) -> Finding:
    """Return the finding for a file or folder that the operating system refuses."""
    reason = (error.strerror or type(error).__name__).lower()
    help_ = "Check that it exists and that you may read it."
    return Finding("file-unreadable", Severity.ERROR, path, f"this cannot be read: {reason}", help_)


def _check_provider(tree: Tree, content: str) -> None:
    providers = [source for source in tree.sources if source.kind is Kind.PROVIDER]
    if not providers:
        message = "there is no file about the provider"
        help_ = "Write one: who publishes, where it is established, how to reach it."
        path = f"{content}/provider.yml"
        tree.findings.append(Finding("provider-missing", Severity.ERROR, path, message, help_))
    for second in providers[1:]:
        message = f"the provider stands in `{providers[0].path}` already"
        tree.findings.append(
            Finding("provider-twice", Severity.ERROR, second.path, message, "Keep one file.")
        )
        tree.sources.remove(second)
