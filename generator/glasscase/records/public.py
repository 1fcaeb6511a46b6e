"""The public form of a record: the only form that may leave the source files."""

from __future__ import annotations

import hashlib
import json
from operator import is_not
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
    try:
        plain = _plain(form)
    except _NotPlainError:
        return rfc8785.dumps(_doubles(form))
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _pruned(value: Any) -> Any:
    """Return a mapping or list without empty ones in it."""
    if type(value) is dict:
        kept = {}
        for key, item in value.items():
            if type(item) is dict or type(item) is list:
                item = _pruned(item)
                if not item:
                    continue
            kept[key] = item
        return kept
    return [_pruned(item) if type(item) is dict or type(item) is list else item for item in value]


class _NotPlainError(Exception):
    """A value that `json` writes in another way than RFC 8785."""


def _plain(value: Any) -> Any:
    """Return the value with numbers that `json` writes as RFC 8785 does.

    Both write the shortest digits that read back the same. They part where ECMAScript writes a
    whole number without a fraction (7.0), and where the one uses an exponent and the other not.
    What needs no change is not copied. Raises `_NotPlainError` where `json` cannot do it.
    """
    kind = type(value)
    if kind is str or kind is bool:
        return value
    if kind is dict:
        if not all(map(str.isascii, value)):
            raise _NotPlainError
        changed = {}
        for key, item in value.items():
            if type(item) is not str and (plain := _plain(item)) is not item:
                changed[key] = plain
        return {**value, **changed} if changed else value
    if kind is list:
        items = [item if type(item) is str else _plain(item) for item in value]
        return items if any(map(is_not, items, value)) else value
    if kind is int and abs(value) < 2**53:
        return value
    if kind is float:
        return _plain_number(value)
    raise _NotPlainError


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


def _plain_number(value: float) -> float | int:
    size = abs(value)
    if size < 2**53 and value == int(value):
        return int(value)
    if 1e-4 <= size < 2**53 or 1e21 <= size < 1e300:
        return value
    raise _NotPlainError
