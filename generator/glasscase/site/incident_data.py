"""The register as files: a table for spreadsheets, and JSON with the criteria of the OECD."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from glasscase.archive.archive import Archive
from glasscase.log.entry import format_moment
from glasscase.records import Kind, PublicForm

from . import periods, prose
from .catalogue import Catalogue, Edition
from .register import CSV_FILE, JSON_FILE, Register, counted, register_of

_COLUMNS = (
    "id",
    "version",
    "status",
    "language",
    "title",
    "severity",
    "state",
    "harms",
    "occurred",
    "discovered",
    "determined",
    "contained",
    "resolved",
    "models",
    "services",
    "countries",
    "people_affected",
    "reports",
    "updates",
    "published",
    "url",
    "record",
    "sha256",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(catalogue: Catalogue, archive: Archive, site: str) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of the register's files. `site` is its address, or empty."""
    register = register_of(catalogue)
    rows, incidents = [], []
    for edition in register.editions:
        form = edition.form()
        base = _base(edition, archive, site)
        rows.append(_row(form, base))
        incidents.append(_incident(form, base, catalogue))
    yield CSV_FILE, _table(rows)
    yield JSON_FILE, _document(incidents, register)


def _base(edition: Edition, archive: Archive, site: str) -> dict[str, Any]:
    known = archive.find(edition.kind, edition.id, edition.version)
    return {
        "id": edition.id,
        "version": edition.version,
        "status": edition.status,
        "language": edition.language,
        "title": edition.title,
        "url": f"{site}{edition.address}",
        "record": f"{site}{edition.permanent}record.json",
        "sha256": edition.digest,
        **({"published": format_moment(known.published)} if known else {}),
    }


# The table.


def _row(form: PublicForm, base: Mapping[str, Any]) -> dict[str, str]:
    impact = _dict(form.get("impact"))
    affected = impact.get("affected")
    people = [one["people"] for one in _list(affected) if "people" in one]
    values = {
        **{key: form.get(key) for key in ("severity", "state", "harms", "models", "services")},
        **{key: form["times"].get(key) for key in _COLUMNS if key in form["times"]},
        **base,
        "countries": impact.get("countries"),
        "people_affected": sum(people) if people else (None if _list(affected) else affected),
        "reports": _count(form.get("notifications")),
        "updates": len(form.get("updates", ())),
    }
    return {key: _cell(values.get(key)) for key in _COLUMNS}


def _count(given: Any) -> Any:
    return len(given) if isinstance(given, list) else given


def _cell(value: Any) -> str:
    """Return a value as text: lists with semicolons; what is not given as `withheld: ground`."""
    if value is None:
        return ""
    if isinstance(value, dict):
        how = "withheld" if "withheld" in value else "absent"
        return f"{how}: {value[how]}"
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    # A spreadsheet would run it.
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return CSV as in RFC 4180."""
    made = io.StringIO()
    writer = csv.DictWriter(made, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


# The document.


def _document(incidents: list[Mapping[str, Any]], register: Register) -> bytes:
    facts = [edition.facts for edition in counted(register.editions)]
    figures = {
        "years": [_period(one) for one in periods.years(facts)],
        "quarters": [_period(one) for one in periods.quarters(facts)],
    }
    # One line for each incident: it is written faster so, and compared line by line.
    lines = ",\n".join(map(_plain, incidents))
    return f'{{"schema": 1,\n"figures": {_plain(figures)},\n"incidents": [\n{lines}\n]}}\n'.encode()


def _plain(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _period(one: periods.Period) -> Mapping[str, Any]:
    return {
        "period": one.id,
        "incidents": one.incidents,
        "by_severity": {
            severity: one.by_severity[severity]
            for severity in periods.SEVERITIES
            if one.by_severity.get(severity)
        },
        "containment_median_seconds": int(one.contained.total_seconds())
        if one.contained is not None
        else None,
        "containment_of": one.contained_of,
    }


def _incident(form: PublicForm, base: Mapping[str, Any], catalogue: Catalogue) -> Mapping[str, Any]:
    plain = ("translation_of", "state", "severity", "harms", "times", "models", "services")
    return {
        **base,
        "summary": prose.plain(form["summary"]),
        **{key: form[key] for key in plain if key in form},
        "reports": form.get("notifications"),
        "updates": [
            {
                "id": one["id"],
                "at": one["at"],
                "title": one["title"],
                "url": f"{base['url']}#updates.{one['id']}",
            }
            for one in form.get("updates", ())
        ],
        "oecd": oecd(form, catalogue),
        "aiid": aiid(form, base, catalogue),
    }


def oecd(form: PublicForm, catalogue: Catalogue) -> dict[str, Any]:
    """Return the 29 criteria of the OECD common reporting framework (2025), in their order.

    What a summary does not give is null; a value that is withheld or absent is its notice.
    """
    circumstances, impact = _dict(form.get("circumstances")), _dict(form.get("impact"))
    provider = catalogue.provider or {}
    affected = impact.get("affected")
    return {
        "title": form["title"],
        "description": form.get("description") or form["summary"],
        "ai_role": circumstances.get("ai_role"),
        "submitter": provider.get("legal_name"),
        "first_known_date": form["times"].get("occurred") or form["times"]["discovered"],
        "countries": impact.get("countries"),
        "supporting_materials": form.get("materials"),
        "system": [*_names(form, catalogue), *form.get("model_versions", ())] or None,
        "organisations": [provider["legal_name"]] if "legal_name" in provider else None,
        "severity": form["severity"],
        "harm_type": form["harms"],
        "quantification": impact.get("quantified"),
        "wrongful_use": circumstances.get("wrongful_use"),
        "affected_stakeholders": _groups(affected),
        "rights": impact.get("rights"),
        "principles": circumstances.get("principles"),
        "industries": circumstances.get("industries"),
        "business_functions": circumstances.get("business_functions"),
        "critical_infrastructure": circumstances.get("critical_infrastructure"),
        "deployment": circumstances.get("deployment"),
        "training_data_link": circumstances.get("training_data_link"),
        "model_link": circumstances.get("model_link"),
        "usage_rights": circumstances.get("usage_rights"),
        "multiple_systems": circumstances.get("multiple_systems"),
        "tasks": circumstances.get("tasks"),
        "autonomy": circumstances.get("autonomy"),
        "actions_taken": form.get("response"),
        "reproduce": circumstances.get("reproduce"),
        "additional_information": form.get("lessons"),
    }


def aiid(form: PublicForm, base: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Return the fields of an incident in the AI Incident Database, as far as a summary has them.

    The provider is named as developer, and as deployer where a service or its own use is concerned.
    """
    provider = catalogue.provider or {}
    named = [provider["legal_name"]] if "legal_name" in provider else []
    occurred = form["times"].get("occurred")
    date = occurred if isinstance(occurred, str) else form["times"]["discovered"]
    impact = _dict(form.get("impact"))
    return {
        "incident_id": None,
        "title": form["title"],
        "date": date[:10],
        "description": prose.plain(form["summary"]),
        "alleged_developer_of_ai_system": named,
        "alleged_deployer_of_ai_system": named
        if form.get("services") or form.get("internal_use")
        else [],
        "alleged_harmed_or_nearly_harmed_parties": _groups(impact.get("affected")) or [],
        "implicated_systems": _names(form, catalogue),
        "reports": [
            {"title": form["title"], "url": base["url"]},
            *({"title": one["title"], "url": one.get("url")} for one in form.get("materials", ())),
        ],
    }


def _names(form: PublicForm, catalogue: Catalogue) -> list[str]:
    found = []
    for kind, key in ((Kind.MODEL, "models"), (Kind.SERVICE, "services")):
        for id_ in form.get(key, ()):
            found.append(catalogue.targets.get((kind.value, id_), ("", id_))[1])
    return found


def _groups(affected: Any) -> Any:
    return [one["group"] for one in affected] if isinstance(affected, list) else affected


def _dict(value: Any) -> Mapping[str, Any]:
    """Return a group; what is withheld or absent as a whole gives nothing."""
    if not isinstance(value, dict) or "withheld" in value or "absent" in value:
        return {}
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
