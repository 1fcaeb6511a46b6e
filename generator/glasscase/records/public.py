"""The public form of a record: the only form that may leave the source files."""

from __future__ import annotations

import hashlib
from typing import Any, TypeAlias

import rfc8785

from .record import Record

PublicForm: TypeAlias = dict[str, Any]
"""Plain JSON values; no withheld value, no empty field."""


def public_form(record: Record) -> PublicForm:
    """Return the record without withheld values, unset fields and empty lists.

    Withheld values are left out by `Withheld.value` itself, which no dump can include.
    """
    dumped = record.model_dump(mode="json", exclude_none=True)
    form: PublicForm = {"kind": record.kind.value}
    form.update(_pruned(dumped))
    return form


def canonical(form: PublicForm) -> bytes:
    """Return the canonical bytes of a public form (RFC 8785), without a final newline."""
    return rfc8785.dumps(form)


def digest(data: bytes) -> str:
    """Return the SHA-256 of canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {}
        for key, item in value.items():
            if isinstance(item, dict | list):
                item = _pruned(item)
                if not item:
                    continue
            kept[key] = item
        return kept
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value
