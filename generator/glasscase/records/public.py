"""The public form of a record: the only form that may leave the source files."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias

import rfc8785

from .provider import Provider
from .record import Record

PublicForm: TypeAlias = dict[str, Any]
"""Plain JSON values; no withheld value, no empty field."""


def public_form(record: Record | Provider) -> PublicForm:
    """Return the record without withheld values, defaults and empty lists.

    A default stands for "not stated". Leaving it out keeps the bytes of published versions as
    they are when the model gains a field.

    Withheld values are left out by `Withheld.value` itself, which no dump can include.
    """
    dump = record.model_dump(mode="json", exclude_defaults=True)
    form: PublicForm = {
        "kind": record.kind.value,
        "schema": record.schema_,
        "language": record.language,
        **_pruned(dump),
    }
    for name, field in type(record).model_fields.items():
        if field.is_required() and name not in form:  # Empty, but no record without it.
            form[name] = dump[name]
    return form


def canonical(form: PublicForm) -> bytes:
    """Return the canonical bytes of a public form (RFC 8785), without a final newline.

    `rfc8785` defines the result. Where Python's own encoder is known to write the same bytes, it
    is used: it is six times as fast. It differs in the order of keys beyond ASCII, and in how
    some numbers are written.
    """
    plain = _plain(form)
    if plain is None:
        return rfc8785.dumps(_doubles(form))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


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


def _plain(value: Any) -> Any:
    """Return the value with numbers that `json` writes as RFC 8785 does; None if it cannot.

    Both write the shortest digits that read back the same. They part where ECMAScript writes a
    whole number without a fraction (7.0), and where the one uses an exponent and the other not.
    """
    kind = type(value)
    if kind is str or kind is bool:
        return value
    if kind is dict:
        copy = {}
        for key, item in value.items():
            plain = _plain(item)
            if plain is None or not key.isascii():
                return None
            copy[key] = plain
        return copy
    if kind is list:
        items = [_plain(item) for item in value]
        return None if None in items else items
    if kind is int:
        return value if abs(value) < 2**53 else None
    if kind is float:
        return _plain_number(value)
    return None


def _doubles(value: Any) -> Any:
    """Return the value with large whole numbers as the floats that they were written from.

    JSON has one kind of number: what was written of the float 1e20 is read as a whole number.
    """
    if isinstance(value, dict):
        return {key: _doubles(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_doubles(item) for item in value]
    if type(value) is int and 2**53 <= abs(value) < 10**21:
        number = float(value)
        if rfc8785.dumps(number) == str(value).encode():
            return number
    return value


def _plain_number(value: float) -> float | int | None:
    size = abs(value)
    if size < 2**53 and value == int(value):
        return int(value)
    if 1e-4 <= size < 2**53 or 1e21 <= size < 1e300:
        return value
    return None
