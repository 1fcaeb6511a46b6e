"""Incidents of status pages: Statuspage's webhook, and Markdown files of cState and others.

Source: https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/ and
https://github.com/cstate/cstate (checked 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Any

from glasscase.exchange.intake.signal import Signal, Step
from glasscase.exchange.intake.values import first, group, line, said, text, times, words
from glasscase.reading.document import split_front_matter
from glasscase.reading.yaml import parse_yaml

_UPDATE = re.compile(r"<Update date=[\"']([^\"']+)[\"']>(.*?)</Update>", re.DOTALL)
_TRACK = re.compile(r"^(.*?)\{\{<\s*track\s+\"([^\"]+)\"\s*>\}\}", re.DOTALL)
_NO_TEXT = re.compile(r"^import .*$|\{\{<.*?>\}\}", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n\s*\n(?:---\s*\n\s*\n)?")


class StatusPage:
    """What a provider told its users. It knew of the incident when it told them."""

    name = "status-page"
    title = "an incident of a status page"

    def reads(self, event: Any) -> bool:
        """Look for a page and an incident, or for front matter with what a status page has."""
        if text(event, "page", "id") and text(event, "incident", "name"):
            return True
        front = _front(event)[0]
        known = ("resolved", "resolvedWhen", "affected", "affectedSystems", "informational")
        return bool(text(front, "title") and text(front, "date")) and any(
            name in front for name in known
        )

    def signal(self, event: Any) -> Signal:
        """Read title, times and updates."""
        return _file(event) if "markdown" in event else _hook(event)


def _hook(event: Any) -> Signal:
    incident = group(event, "incident")
    rows = incident.get("incident_updates")
    updates = [
        Step(first(row, "display_at", "created_at"), text(row, "body"))
        for row in (rows if isinstance(rows, list) else ())
        if text(row, "body")
    ]
    updates.sort()
    at = times(
        event,
        occurred=("incident.started_at",),
        discovered=("incident.created_at",),
        resolved=("incident.resolved_at",),
    )
    over = text(incident, "status") in ("resolved", "postmortem", "completed")
    return Signal(
        key=text(incident, "id"),
        title=line(text(incident, "name")),
        description=updates[0].what if updates else "",
        times=at,
        severity=said(event, "incident.impact"),
        state="resolved" if over and "resolved" in at else "investigating",
        services=words(incident.get("components")),
        timeline=tuple(updates),
    )


def _file(event: Any) -> Signal:
    front, body = _front(event)
    updates = [Step(when, _plain(what)) for when, what in _UPDATE.findall(body)]
    rest = _UPDATE.sub("", body)
    kept = []
    for paragraph in _PARAGRAPHS.split(rest):
        tracked = _TRACK.match(paragraph.strip())
        if tracked:
            updates.append(Step(tracked[2], _plain(tracked[1])))
        else:
            kept.append(paragraph)
    at = times(front, occurred=("date",), discovered=("date",), resolved=("resolvedWhen",))
    return Signal(
        title=line(text(front, "title")),
        description=_plain("\n\n".join(kept)) or (updates[-1].what if updates else ""),
        times=at,
        severity=said(front, "severity"),
        state="resolved" if front.get("resolved") is True and "resolved" in at else "",
        services=words(front.get("affected") or front.get("affectedSystems")),
        timeline=tuple(sorted(step for step in updates if step.what)),
    )


def _front(event: Any) -> tuple[Any, str]:
    """Return front matter and body of a Markdown text."""
    written = event.get("markdown") if isinstance(event, dict) else None
    if not isinstance(written, str):
        return {}, ""
    split = split_front_matter(written.lstrip().replace("\r\n", "\n"), "event")
    return group(parse_yaml(split.front, path="event").value), split.body


def _plain(body: str) -> str:
    """Return a text without imports and shortcodes, which only its own site understands."""
    text_ = re.sub(r"\n{3,}", "\n\n", _NO_TEXT.sub("", body)).strip()
    return text_.removeprefix("---").removesuffix("---").strip()
