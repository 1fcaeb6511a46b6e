"""A text that comes back: a version with the text of an earlier one, after another in between."""

from __future__ import annotations

from .lineage import Lineage, Release
from .nodes import Anchor
from .prose import ROOT


def returned(release: Release, lineage: Lineage) -> Anchor | None:
    """Return the version whose text a version has again, word for word; None if it is new.

    `lineage` must have the forms. A version that was erased has no text to compare with.
    """
    text = _text(release)
    if not text:
        return None
    other = False
    for earlier in reversed(lineage.releases[: lineage.releases.index(release)]):
        if _text(earlier) == text:
            shown = f"version {earlier.version}"
            return Anchor(f"{ROOT}{earlier.address}", shown) if other else None
        other = other or bool(_text(earlier))
    return None


def _text(release: Release) -> str:
    body = (release.form or {}).get("body")
    return body if isinstance(body, str) else ""
