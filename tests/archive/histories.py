"""Real policies with several recorded versions, as protocol records, where they are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from glasscase.records import Protocol, PublicForm, public_form

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "open" / "protocols"
_RECORDED = re.compile(r"(?P<history>ota__.+)__(?P<version>\d{4}-\d{2}-\d{2})T\d+\.md")
_NUMBERED = re.compile(r"(?P<history>model-act)__model_act_v(?P<version>\w+)\.txt")


def histories() -> dict[str, list[PublicForm]]:
    """Return the versions of each policy, oldest first; nothing where there are none."""
    found: dict[str, list[PublicForm]] = {}
    for path in sorted(FOLDER.glob("*")):
        match = _RECORDED.fullmatch(path.name) or _NUMBERED.fullmatch(path.name)
        if match:
            name = re.sub(r"[^a-z0-9]+", "-", match["history"].lower())
            version = match["version"].replace("_", "-")
            found.setdefault(name, []).append(_version(name, version, path))
    return found


def steps() -> Iterator[tuple[str, PublicForm, PublicForm]]:
    """Yield each version with the one after it, and the name of the step."""
    for name, versions in histories().items():
        for before, after in pairwise(versions):
            yield f"{name} {before['version']} to {after['version']}", before, after


def _version(name: str, version: str, path: Path) -> PublicForm:
    return public_form(
        Protocol.model_validate(
            {
                "id": name,
                "version": version,
                "status": "current",
                "title": name,
                "summary": "A policy as it was recorded.",
                "type": "other",
                "body": path.read_text(encoding="utf-8"),
            }
        )
    )
