"""Annotations of records, taken apart: what a field holds, and how that is written."""

from __future__ import annotations

import typing
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from glasscase.records import Absent, Markdown, Reference, WebAddress, Withheld
from glasscase.records.base import Calendar, Identity, LanguageTag, LocalReference, Span, Territory


class Shape(NamedTuple):
    """An annotation taken apart."""

    core: Any
    markers: tuple[object, ...]
    disclosed: bool


def shape_of(info: FieldInfo) -> Shape:
    """Take the type of a field apart."""
    return shape(info.annotation, tuple(info.metadata))


def shape(annotation: Any, markers: tuple[object, ...] = ()) -> Shape:
    """Take an annotation apart: what it holds, its markers, and whether it is disclosed."""
    disclosed = False
    while True:
        metadata = getattr(annotation, "__metadata__", None)
        if metadata is not None:
            markers = (*markers, *metadata)
            annotation = typing.get_args(annotation)[0]
            continue
        parts = [part for part in typing.get_args(annotation) if part is not type(None)]
        if typing.get_origin(annotation) in _UNIONS:
            cores = [part for part in parts if _bare(part) not in (Withheld, Absent)]
            disclosed = disclosed or len(cores) < len(parts)
            annotation = cores[0]
            continue
        return Shape(annotation, markers, disclosed)


def _bare(annotation: Any) -> Any:
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation


def type_words(core: Any, markers: tuple[object, ...]) -> str:
    """Say in a word or two what a plain value is written as."""
    for marker in markers:
        for known, said in _MARKER_WORDS:
            if isinstance(marker, known):
                return said
    return _TYPE_WORDS.get(core, "text")


_MARKER_WORDS: tuple[tuple[type[object], str], ...] = (
    (Calendar, "day, month or year"),
    (Span, "length of time"),
    (LanguageTag, "language"),
    (Territory, "country or region"),
    (Markdown, "Markdown"),
    (WebAddress, "web address"),
    (Reference, "id of another record"),
    (LocalReference, "id of a part of this record"),
    (Identity, "id"),
)
_TYPE_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "whole number",
    float: "number",
    date: "day (2026-04-30)",
    datetime: "time with zone (2026-04-30T14:05:00+02:00)",
    AwareDatetime: "time with zone (2026-04-30T14:05:00+02:00)",
}

_UNIONS = {typing.Union, type(int | str)}
