"""Projects in a temporary folder, and the sites that are built of them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from lxml import html  # type: ignore[import-untyped]
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from glasscase.reading.document import read_document
from glasscase.reading.load import Collection, Loaded
from glasscase.records import MODELS, Kind, Record
from glasscase.site.build import configured

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/cases/site/small"
HOSTILE = ROOT.parent / "shared/corpus/open/hostile"


@dataclass
class Site:
    """A built site."""

    folder: Path
    log: str = ""
    _pages: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its address."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def html(self, address: str) -> str:
        """Return a page as it was written."""
        return (self.folder / address / "index.html").read_text("utf-8")

    def page(self, address: str) -> Any:
        """Return a page as a tree."""
        if address not in self._pages:
            self._pages[address] = html.document_fromstring(self.html(address))
        return self._pages[address]

    def text(self, address: str) -> str:
        """Return the words of a page's content."""
        return words(self.page(address).xpath("//article")[0])


@dataclass
class Project:
    """A project's folder."""

    folder: Path
    config: dict[str, Any] = field(default_factory=dict)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name: str) -> str:
        """Return the text of a file of the project."""
        return (self.folder / name).read_text("utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} in {name}"
        self.write(name, text.replace(old, new))

    def record(self, kind: Kind, form: Mapping[str, Any], name: str = "") -> Path:
        """Write a record in its source form."""
        stem = name or f"{kind.folder}/{form['id']}.yml"
        text = yaml.safe_dump(dict(form), allow_unicode=True, sort_keys=False)
        return self.write(f"content/{stem}", text)

    def configure(self, **changes: Any) -> None:
        """Change keys of mkdocs.yml."""
        config = yaml.safe_load(self.read("mkdocs.yml"))
        self.write("mkdocs.yml", yaml.safe_dump({**config, **changes}, sort_keys=False))

    def build(self, site_dir: Path | None = None, *, serving: bool = False) -> Site:
        """Build with MkDocs, in this process. `serving` builds as a preview does."""
        site = site_dir or self.folder / "site"
        config = configured(self.folder / "mkdocs.yml", site, strict=False)
        return Site(site, run(config, serving=serving))


def run(config: MkDocsConfig, *, serving: bool = False) -> str:
    """Build a configuration and return what was logged."""
    lines: list[str] = []
    handler = _Collector(lines.append)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
        logger.removeHandler(handler)
        logger.setLevel(level)
    return "\n".join(lines)


class _Collector(logging.Handler):
    def __init__(self, take: Callable[[str], None]) -> None:
        super().__init__()
        self._take = take

    def emit(self, record: logging.LogRecord) -> None:
        self._take(self.format(record))


def small(folder: Path) -> Project:
    """Return a copy of the small project."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    return Project(folder)


def collection(*forms: tuple[Kind, Mapping[str, Any]]) -> Collection:
    """Return records given in their source form as if they had been read, without checks."""
    loaded: dict[Kind, list[Any]] = {kind: [] for kind in MODELS}
    for kind, form in forms:
        record = MODELS[kind].model_validate(form)
        name = f"content/{kind.folder}/{record.id}.yml" if isinstance(record, Record) else ""
        document = read_document(b"id: any", path=name, kind=kind).document
        assert document is not None
        loaded[kind].append(Loaded(record, document))
    return Collection(
        next(iter(loaded[Kind.PROVIDER]), None),
        tuple(loaded[Kind.PROTOCOL]),
        tuple(loaded[Kind.MODEL]),
        tuple(loaded[Kind.INCIDENT]),
    )


def words(element: Any) -> str:
    """Return the words of an element on one line."""
    return " ".join(str(element.text_content()).split())
