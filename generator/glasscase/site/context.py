"""What a value is shown in, and how its permalink is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from glasscase.records import Kind

Json = Any
Target = tuple[str, str]
"""Address from the site's root, and title."""


class Context(NamedTuple):
    """What a value is shown in: the page's address, and where references lead.

    `thresholds` are those of the commitments, by `PROTOCOL#COMMITMENT`. `top` is the level of
    the highest heading that a text may have where it stands. `form` is the public form on the
    page, for what names another part of it.
    """

    page: str
    targets: Mapping[tuple[str, str], Target]
    thresholds: Mapping[str, Json]
    top: int = 3
    form: Mapping[str, Json] = MappingProxyType({})

    def target(self, kind: Kind, identifier: str) -> Target | None:
        """Return where a reference leads, or None if the site has no such thing."""
        return self.targets.get((kind.value, identifier))


Present = Callable[[Json, Context, str], str]
"""(value, context, permalink of the value) → HTML."""


def permalink(*parts: str) -> str:
    """Join field names and row ids to the permalink of a value: the path in the source file."""
    return ".".join([part for part in parts if part])
