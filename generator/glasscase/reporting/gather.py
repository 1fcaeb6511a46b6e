"""Everything that is known of an incident, from the project and from its private part."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from glasscase.checks.words import meant
from glasscase.exchange.ids import is_identifier
from glasscase.findings import Severity
from glasscase.law.catalogue import report as told
from glasscase.law.facts import Facts
from glasscase.reading.load import Collection, load
from glasscase.reading.private import private_part
from glasscase.records import Incident
from glasscase.records.private import PrivateIncident
from glasscase.reporting.errors import ReportError
from glasscase.reporting.report import Known, incident_form


def gather(project: Path, content: str, private: Path, id_: str, now: datetime) -> Known:
    """Return what is known of an incident. Raises ReportError if that is nothing, or has errors."""
    collection = load(project, content)
    if collection.provider is None:
        raise ReportError(
            f"there is no valid {content}/provider.yml",
            hint="`glasscase check` says what is wrong.",
        )
    if not is_identifier(id_):
        raise ReportError(f"`{id_}` is no id of an incident", hint="Write the id alone, no path.")
    part = _part(private, id_)
    loaded = _record(collection, id_)
    if loaded is None and part is None:
        ids = [one.record.id for one in collection.incidents]
        raise ReportError(
            f"there is no incident `{id_}`, neither in {content}/incidents nor in"
            f" {private.name}/incidents",
            hint=meant(id_, ids) if ids else "`glasscase new incident` begins one.",
        )
    record = loaded[0] if loaded else None
    models = collection.current_models
    _, form = incident_form(id_, record, part)
    own = f"{private.name}/incidents/{id_}.yml"
    file = loaded[1] if loaded else own
    names = {one.record.id: one.record.model.name for one in collection.models}
    names |= {one.id: one.name for one in collection.provider.record.services}
    facts = Facts(collection.provider.form, form, now.date(), models, file)
    path = (project / loaded[1]).as_posix() if loaded else file
    return Known(id_, collection.provider.record, record, part, facts, path, own, names)


def _record(collection: Collection, id_: str) -> tuple[Incident, str] | None:
    for loaded in collection.incidents:
        if loaded.record.id == id_ and loaded.record.translation_of is None:
            return loaded.record, loaded.document.path
    for broken in collection.broken:
        if broken.id == id_ or Path(broken.path).stem == id_:
            raise ReportError(
                f"{broken.path} has errors, so no report is made from it",
                hint="`glasscase check` says what is wrong, and where.",
            )
    return None


def _part(private: Path, id_: str) -> PrivateIncident | None:
    read = private_part(private, id_)
    if read is None:
        return None
    errors = [one for one in read.findings if one.severity is Severity.ERROR]
    if read.part is None or errors:
        raise ReportError(
            f"{private.name}/incidents/{id_}.yml has errors, so no report is made from it",
            hint="\n".join(map(told, errors or read.findings)),
        )
    if read.part.incident != id_:
        raise ReportError(
            f"{private.name}/incidents/{id_}.yml is about `{read.part.incident}`",
            hint="Name the file after the incident, or correct `incident` in it.",
        )
    return read.part
