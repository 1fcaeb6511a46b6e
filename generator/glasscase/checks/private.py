"""The private part of incidents: where it may lie, and whether it can be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from glasscase.checks.context import Options
from glasscase.findings import Finding, Position, Severity
from glasscase.reading.private import FOLDER, INCIDENTS, read_private_file


def private_findings(project: Path, options: Options) -> Iterator[Finding]:
    """Look at the folders called `private` of a project. Nothing of what is in them is shown."""
    yield from _inside(project, options.content)
    folder = project / FOLDER
    if options.public_source and _holds_anything(folder):
        yield Finding(
            "private-in-public",
            Severity.ERROR,
            FOLDER,
            "this repository is declared public, and what lies here is not for the public",
            "Move it to a private repository. If it was pushed, it is public: tell those who"
            " answer for it.",
        )
        return
    for file in sorted((project / INCIDENTS).glob("*.yml")):
        path = f"{INCIDENTS}/{file.name}"
        read = read_private_file(file, path=path)
        yield from read.findings
        if read.part is not None and read.document is not None and read.part.incident != file.stem:
            position, length = read.document.span(("incident",))
            yield Finding(
                "private-name",
                Severity.ERROR,
                path,
                f"the file is called {file.stem}, and speaks of {read.part.incident}",
                f"Call it {read.part.incident}.yml.",
                Position(*position),
                length,
            )


def _inside(project: Path, content: str) -> Iterator[Finding]:
    """Find folders called `private` where all that lies is published."""
    for folder, folders, _ in os.walk(project / content):
        for name in sorted(folders):
            if name.casefold() == FOLDER:
                path = (Path(folder) / name).relative_to(project).as_posix()
                yield Finding(
                    "private-in-content",
                    Severity.ERROR,
                    path,
                    "a folder of this name must not lie in the content folder, which is published",
                    f"Move it beside `{content}`, or give it another name if it is for the public.",
                )


def _holds_anything(folder: Path) -> bool:
    return any(True for _, _, files in os.walk(folder) if files)
