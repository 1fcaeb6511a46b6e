"""A pushed document: the text of a protocol is replaced, and its front matter stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from glasscase.exchange.ids import stated_id
from glasscase.findings import Finding, Position, Severity
from glasscase.reading.document import split_front_matter
from glasscase.reading.text import clean, normalise
from glasscase.reading.tree import walk
from glasscase.records import Kind

_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE | re.DOTALL)
_VERSION = re.compile(r"^version:[ \t]*[\"']?([^\"'\s]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What becomes of a pushed document."""

    file: Path | None
    path: str
    text: str
    """The new text of the file; empty if it says the same already."""
    findings: tuple[Finding, ...]


def pushed(project: Path, content: str, identifier: str, markdown: str) -> Pushed:
    """Return a protocol's file with another body. Nothing is written."""
    folder = f"{content}/{Kind.PROTOCOL.folder}"
    for source in walk(project, content).sources:
        if source.kind is not Kind.PROTOCOL:
            continue
        try:
            old = source.file.read_bytes().decode()
        except (OSError, ValueError):
            continue
        front = _FRONT.match(old)
        if stated_id(front[0] if front else old) != identifier:
            continue
        if front is None:
            message = f"the text of {identifier} cannot be replaced: its file has no front matter"
            help_ = "Write the record as Markdown with front matter; or change its `body` by hand."
            return Pushed(None, source.path, "", (_unplaced(source.path, message, help_),))
        return _replaced(source.file, source.path, old, front[0], markdown)
    message = f"there is no protocol {identifier}, so the text has no place"
    help_ = f"Begin it with `glasscase new`, for instance `glasscase new other {identifier}`."
    return Pushed(None, folder, "", (_unplaced(folder, message, help_),))


def _unplaced(path: str, message: str, help_: str) -> Finding:
    return Finding("document-unplaced", Severity.ERROR, path, message, help_)


def _replaced(file: Path, path: str, old: str, front: str, markdown: str) -> Pushed:
    body = _body(markdown, path)
    ending = "\r\n" if "\r\n" in front else "\n"
    if normalise(old[len(front) :]).strip() == body:
        return Pushed(file, path, "", ())
    if not front.endswith("\n"):
        front += ending
    text = front + ending + body.replace("\n", ending) + ending
    version = _VERSION.search(front)
    line = front.count("\n", 0, version.start()) + 1 if version else 1
    named = f" {version[1]}" if version else ""
    changed = Finding(
        "document-version",
        Severity.WARNING,
        path,
        f"the text has changed, and it is still version{named}",
        "Write a new `version`, and under `changes` what is different and why.",
        Position(line, 1),
        len(version[0]) if version else 1,
    )
    return Pushed(file, path, text, (changed,))


def _body(markdown: str, path: str) -> str:
    """Return the Markdown below any front matter of its own, without hidden characters."""
    text = normalise(markdown.encode("utf-8", "replace").decode()).strip()
    split = split_front_matter(text, path)
    body = split.body if split.body_line else text
    return clean(body, path)[0].strip()
