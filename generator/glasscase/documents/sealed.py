"""Values that the public does not see, for those who are owed them.

This is the only module that reads `Withheld.value`. The site does not import it; a test holds
that. What it returns is never written to a place that is published: see `destination`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from glasscase.documents.filled import Sealed
from glasscase.errors import GlasscaseError
from glasscase.law.model.duty import Reader
from glasscase.records import PublicForm, Record, Withheld, public_form


class SealedError(GlasscaseError):
    """A withheld value has not the form of its field. The message never holds the value."""


class Unsealed(NamedTuple):
    """A record as one reader may see it."""

    form: PublicForm
    given: tuple[Sealed, ...]
    """What is in it and the public does not see."""
    kept: tuple[Sealed, ...]
    """What stays withheld: the record does not name the reader, or the source has no value."""


class _Found(NamedTuple):
    """A withheld value and where it stands."""

    path: tuple[str | int, ...]
    notice: Withheld
    annotation: Any


def unsealed(record: Record, reader: Reader) -> Unsealed:
    """Return a record with the withheld values that name `reader` in their `audience`."""
    form = public_form(record)
    given, kept = [], []
    for found in _withheld(record, ()):
        notice = found.notice
        sealed = Sealed(_path(found.path), notice.withheld.value, notice.describe)
        if notice.value is None or reader.value not in [one.value for one in notice.audience]:
            kept.append(sealed)
        elif _put(form, found.path, _plain(found)):
            given.append(sealed)
    return Unsealed(form, tuple(given), tuple(kept))


def _withheld(part: BaseModel, path: tuple[str | int, ...]) -> Iterator[_Found]:
    for name, info in type(part).model_fields.items():
        child = part.__dict__[name]
        own = (*path, info.alias or name)
        if isinstance(child, Withheld):
            yield _Found(own, child, info.rebuild_annotation())
        else:
            yield from _below(child, own)


def _below(value: object, path: tuple[str | int, ...]) -> Iterator[_Found]:
    if isinstance(value, BaseModel):
        yield from _withheld(value, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _below(one, (*path, number))


def _plain(found: _Found) -> Any:
    """Return a withheld value as its field would hold it."""
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(found.annotation)
        value = adapter.validate_python(found.notice.value)
        dumped = adapter.dump_python(value, mode="json", by_alias=True, exclude_defaults=True)
    except ValidationError:
        value = None
    if value is None or isinstance(value, Withheld):
        raise SealedError(
            f"The withheld value of `{_path(found.path)}` has not the form of its field.",
            hint="Write it under `value` as the field would be written if it were public.",
        ) from None
    return dumped


def _put(form: Any, path: tuple[str | int, ...], value: Any) -> bool:
    """Put a value into a form; False if the form has no such place."""
    for key in path[:-1]:
        try:
            form = form[key]
        except (KeyError, IndexError, TypeError):
            return False
    form[path[-1]] = value
    return True


def _path(path: tuple[str | int, ...]) -> str:
    """Return a path as the catalogue writes it, without the numbers of rows."""
    return ".".join(key for key in path if isinstance(key, str))
