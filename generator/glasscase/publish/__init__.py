"""The public branch: commit the built site to it and push it."""

from __future__ import annotations

from glasscase.publish.changes import Changes
from glasscase.publish.errors import PublishError
from glasscase.publish.preflight import preflight
from glasscase.publish.publication import Build, Built, Outcome, State, publish, publish_site
from glasscase.publish.request import Request

__all__ = [
    "Build",
    "Built",
    "Changes",
    "Outcome",
    "PublishError",
    "Request",
    "State",
    "preflight",
    "publish",
    "publish_site",
]
