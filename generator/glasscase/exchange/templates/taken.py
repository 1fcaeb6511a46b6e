"""Ids of new records: whether they have the right form, and whether they are free."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from glasscase.checks.ids import RESERVED
from glasscase.exchange.ids import LONGEST, is_identifier, slug, stated_id

from .errors import TemplateError


def require_id(identifier: str) -> None:
    """Raise `TemplateError` if a text is no id, or one that the site uses itself."""
    if not is_identifier(identifier):
        near = slug(identifier)
        hint = (
            "An id has a to z, digits, and single hyphens or dots between them;"
            f" {LONGEST} characters at most."
        )
        if near and near not in RESERVED:
            hint += f" Did you mean {near}?"
        raise TemplateError(f"{identifier!r} is no id", hint=hint)
    if identifier in RESERVED:
        raise TemplateError(
            f"{identifier!r} cannot be an id: the site uses this word in its own addresses",
            hint="Choose another, more telling one.",
        )


def require_free(
    identifier: str, files: Iterable[tuple[str, bytes]], provider: Any, provider_path: str
) -> None:
    """Raise `TemplateError` if something in the content folder has the id already.

    `files` are the paths and the bytes of all records, `provider` is the data of the provider's
    file, or None.
    """
    for path, data in files:
        if identifier in (PurePosixPath(path).stem, stated_id(data.decode("utf-8", "replace"))):
            raise _taken(identifier, path)
    for name in ("services", "responsibilities"):
        rows = provider.get(name) if isinstance(provider, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("id") == identifier:
                raise _taken(identifier, f"{provider_path}, under {name}")


def _taken(identifier: str, where: str) -> TemplateError:
    return TemplateError(
        f"the id {identifier!r} is taken: {where}",
        hint="Choose another id. What is there was left as it is.",
    )
