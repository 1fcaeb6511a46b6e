"""The public branch: commit the built site to it and push it."""

from __future__ import annotations

from glasscase.publish.changes import Changes
from glasscase.publish.errors import PublishError
from glasscase.publish.publication import Outcome, State, publish_site

__all__ = ["Changes", "Outcome", "PublishError", "State", "publish_site"]
