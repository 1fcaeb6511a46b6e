"""Every form that intake knows, and how the right one is found."""

from __future__ import annotations

from typing import Any, NamedTuple

from glasscase.exchange.intake.aiid import Aiid
from glasscase.exchange.intake.alertmanager import Alertmanager
from glasscase.exchange.intake.atlas import Atlas
from glasscase.exchange.intake.avid import Avid
from glasscase.exchange.intake.event import OwnForm
from glasscase.exchange.intake.github_issue import GitHubIssue
from glasscase.exchange.intake.make import Make
from glasscase.exchange.intake.pagerduty import PagerDuty
from glasscase.exchange.intake.sentry import Sentry
from glasscase.exchange.intake.signal import Adapter, Signal
from glasscase.exchange.intake.status_page import StatusPage
from glasscase.exchange.intake.webhook import Webhook
from glasscase.exchange.intake.zapier import Zapier

ADAPTERS: tuple[Adapter, ...] = (
    Make(),
    Zapier(),
    OwnForm(),
    PagerDuty(),
    Alertmanager(),
    Sentry(),
    GitHubIssue(),
    Avid(),
    Atlas(),
    Aiid(),
    StatusPage(),
    Webhook(),
)
"""In the order in which they are asked. The last reads whatever has common names."""

UNKNOWN = "unknown"
_GITLAB = {"id", "ref", "variables"}


class Understood(NamedTuple):
    """What an event says, and the form that it has."""

    source: str
    title: str
    signal: Signal


def unwrapped(event: Any) -> Any:
    """Return what a call of a host carries, or the event itself.

    GitHub's `repository_dispatch` and the webhook that it causes hold it in `client_payload`.
    GitLab writes its own `id`, `ref` and `variables` among the keys of what it was sent
    (https://gitlab.com/gitlab-org/gitlab/-/issues/325318, checked 2026-11-22).
    """
    if isinstance(event, dict) and event.keys() >= _GITLAB and isinstance(event["variables"], dict):
        return {key: value for key, value in event.items() if key not in _GITLAB}
    if isinstance(event, dict) and isinstance(event.get("client_payload"), dict):
        return event["client_payload"]
    return event


def understand(event: Any) -> Understood:
    """Find the form of an event and read it. Never raises."""
    inner = unwrapped(event)
    candidates = [inner]
    if isinstance(inner, dict) and len(inner) == 1:
        # GitHub allows ten keys, and GitLab adds its own; so the event may lie below one.
        candidates += inner.values()
    for candidate in candidates:
        for adapter in ADAPTERS:
            if adapter.reads(candidate):
                signal = adapter.signal(candidate)
                return Understood(signal.source or adapter.name, adapter.title, signal)
    return Understood(UNKNOWN, "an unknown form", Signal(understood=False))


def document_of(event: Any) -> Any:
    """Return an event that says that it is a document, or None."""
    inner = unwrapped(event)
    options = [inner, *inner.values()] if isinstance(inner, dict) and len(inner) == 1 else [inner]
    for one in options:
        if isinstance(one, dict) and one.get("type") == "document":
            return one
    return None
