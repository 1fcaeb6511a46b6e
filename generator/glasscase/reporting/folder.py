"""Where the reports about an incident lie: `reports/INCIDENT/REGIME/NNN-STAGE/`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from glasscase.records.incident import ReportStage
from glasscase.reporting.errors import ReportError
from glasscase.reporting.files import get_json
from glasscase.reporting.outbox import Outbox, Standing
from glasscase.reporting.report import digest_of

FOLDER = "reports"
DOCUMENT = "report.json"
_NAME = re.compile(r"(\d{3,})-(initial|intermediate|final|amended)")


class Kept(NamedTuple):
    """A report that was written."""

    number: int
    stage: ReportStage
    folder: Path

    @property
    def document(self) -> dict[str, Any]:
        """What it says. Raises ReportError if the file was lost."""
        found = get_json(self.folder / DOCUMENT)
        if found is None:
            raise ReportError(
                f"{(self.folder / DOCUMENT).as_posix()} is missing",
                hint="It was sent, or tried. Restore it from a backup.",
            )
        if not {"report", "regime", "provider", "incident", "items"} <= found.keys():
            raise ReportError(
                f"{(self.folder / DOCUMENT).as_posix()} is not what Glasscase wrote",
                hint="Restore it from a backup.",
            )
        return found

    @property
    def is_whole(self) -> bool:
        """Whether its document was written; a run that ended early leaves a folder without."""
        return (self.folder / DOCUMENT).is_file()

    @property
    def digest(self) -> str:
        """SHA-256 of its document's bytes."""
        return digest_of((self.folder / DOCUMENT).read_bytes())

    @property
    def outbox(self) -> Outbox:
        """What was tried to send it."""
        return Outbox(self.folder, self.digest if self.is_whole else "")

    @property
    def standing(self) -> Standing:
        """How far its delivery has come."""
        return self.outbox.standing


def reports_in(folder: Path) -> list[Kept]:
    """Return the reports in the folder of an incident and a regime, by number."""
    if not folder.is_dir():
        return []
    found = []
    for entry in folder.iterdir():
        match = _NAME.fullmatch(entry.name)
        if match and entry.is_dir():
            found.append(Kept(int(match[1]), ReportStage(match[2]), entry))
    return sorted(found, key=lambda one: one.number)


def place_of(folder: Path, number: int, stage: ReportStage) -> Path:
    """Return the folder of a report."""
    return folder / f"{number:03}-{stage.value}"
