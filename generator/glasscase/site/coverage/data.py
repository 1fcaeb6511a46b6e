"""`api/v1/coverage.json`: where the duties stand, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from glasscase.law.lateness import Late
from glasscase.law.model.duty import Subject
from glasscase.law.model.regime import Regime
from glasscase.law.plain import ADDRESS as LAW
from glasscase.law.plain import to_json
from glasscase.law.report import NOTICE

from . import drawn
from .links import FOLDER
from .regime_page import address, tallied
from .standings import ORDER, Counts, counted
from .survey import SUBJECTS, Site

ADDRESS = "api/v1/coverage.json"

_RECORDS = "\x01"
"""Stands for the records in the file. No catalogue holds such."""


def catalogue_data(site: Site) -> bytes:
    """Return the catalogue that the site was checked against, for `glasscase law diff`."""
    return to_json(site.law.plain, NOTICE)


def coverage_data(site: Site, site_url: str) -> bytes:
    """Return the file. `site_url` may be empty."""
    document = {
        "schema": 1,
        "notice": NOTICE,
        "catalogue": site.law.version,
        "law": f"{site_url}{LAW}",
        "as_of": site.coverage.as_of.isoformat(),
        "page": f"{site_url}{FOLDER}/",
        "counts": _counts(site.whole),
        "regimes": [_regime(site, one, site_url) for one in site.law.regimes.values()],
        "records": _RECORDS,
        "late": [_late(late) for late in site.late],
    }
    records = f"[{','.join(_records(site, site_url))}]"
    return f"{_json(document).replace(_json(_RECORDS), records, 1)}\n".encode()


def _records(site: Site, site_url: str) -> Iterator[str]:
    """Yield each record as JSON; what records share is written out once."""
    known: dict[int, str] = {}
    for tally in site.tallies:
        regimes = known.get(id(tally.standings))
        if regimes is None:
            own = tally.standings.items()
            regimes = _json({id_: _counts(counted(each)) for id_, each in own if each})
            known[id(tally.standings)] = regimes
        page = f"{site_url}{site.edition(tally).address}{FOLDER}/"
        head = _json({"id": tally.id, "kind": tally.kind.value, "page": page})
        yield f'{head[:-1]},"regimes":{regimes}}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _regime(site: Site, regime: Regime, site_url: str) -> Mapping[str, Any]:
    duties = []
    for subject in Subject:
        own = site.duties(regime, subject)
        found = tallied(site.standings(regime, subject), len(own))
        for duty, counts in zip(own, found, strict=True):
            duties.append(
                {
                    "id": duty.id,
                    "clause": duty.clause,
                    "title": duty.title,
                    "subject": SUBJECTS[subject].value,
                    "strength": duty.strength.value,
                    "readers": [reader.value for reader in duty.readers],
                    "in_force": (duty.in_force or regime.in_force).isoformat(),
                    "confidence": duty.confidence.value,
                    "page": f"{site_url}{address(regime)}#{duty.id}",
                    "counts": _counts(counts),
                }
            )
    return {
        "id": regime.id,
        "name": regime.short,
        "force": regime.force.value,
        "in_force": regime.in_force.isoformat(),
        "checked": regime.checked.isoformat(),
        "unverified": list(regime.unverified),
        "page": f"{site_url}{address(regime)}",
        "counts": _counts(site.counts(regime)),
        "duties": duties,
    }


def _late(late: Late) -> Mapping[str, Any]:
    return {
        "kind": late.place.kind.value,
        "id": late.place.id,
        "field": late.place.field,
        "sentence": drawn.lasting(late),
        "clauses": list(late.clauses),
        "due": late.due.isoformat(),
    }


@lru_cache(maxsize=4096)
def _counts(counts: Counts) -> Mapping[str, int]:
    return {one.value: count for one, count in zip(ORDER, counts, strict=True) if count}
