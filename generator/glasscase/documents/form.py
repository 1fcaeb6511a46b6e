"""The forms: which sections and items a document has, in which order and under which titles.

Each is a file of `forms/`. What an item shows are paths of a record, so that nothing is written
twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints

from glasscase.errors import GlasscaseError
from glasscase.records import Kind, Model
from glasscase.records.plain import Date, Flag, Identifier, Line, Url

FORMS = Path(__file__).parent / "forms"

_PATH = r"^[a-z_]+(\[[a-z_]+=[a-z-]+\])?(\.[a-z_]+)*$"
FieldPath = Annotated[str, StringConstraints(pattern=_PATH)]
"""A field as the catalogue writes it: `compute.operations`, `risks[catastrophic=true]`."""
DutyName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9.-]+$")]
"""A duty: `us-ca-sb53/report-website`."""


class FormId(StrEnum):
    """The documents that can be made."""

    TRAINING_CONTENT = "training-content"
    AB_2013 = "ab-2013"
    TRANSPARENCY_REPORT = "transparency-report"
    MODEL_DOCUMENTATION = "model-documentation"
    FRAMEWORK_SUMMARY = "framework-summary"


class Part(Model):
    """One value of an item."""

    field: FieldPath = Field(description="Path in the record, or in a row of a table.")
    label: Line | None = Field(None, description="Its name, where an item has several values.")
    of: Literal["record", "provider"] = Field("record", description="Whose field it is.")
    words: Mapping[str, Mapping[str, Line]] | None = Field(
        None, description="In a table: what its values are called, by the first cell of the row."
    )


class Table(Model):
    """An item that shows rows of a list."""

    rows: FieldPath = Field(description="Path of the list.")
    columns: tuple[Part, ...] = Field(description="Columns; the first names the row.")
    every: tuple[Line, ...] = Field(
        (), description="Values of the first column that have a row even if none is stated."
    )
    cards: Flag = Field(False, description="True if rows hold long texts and need room.")
    sole: Flag = Field(False, description="True if only rows are shown that have a value.")


class Special(StrEnum):
    """What is not a field of the record."""

    PREVIOUS = "previous-versions"
    DAY = "day"


class Item(Model):
    """One question of a form, and where its answer stands."""

    id: Identifier = Field(description="Its permalink.")
    number: Line | None = Field(None, description="Its number in the form.")
    label: Line = Field(description="Its title, as the form has it.")
    fields: tuple[Part, ...] = Field((), description="The values that answer it.")
    either: Flag = Field(False, description="True if one of the values is enough.")
    table: Table | None = Field(None, description="Rows that answer it.")
    special: Special | None = Field(None, description="What answers it and is no field.")
    topic: Line | None = Field(None, description="The topic of a framework that answers it.")
    when: tuple[FieldPath, ...] = Field(
        (), description="Asked only if one of these questions is answered with yes."
    )
    optional: Flag = Field(False, description="True if the form leaves it open to be answered.")
    duties: tuple[DutyName, ...] = Field((), description="The duties that ask for it.")
    if_owed: Flag = Field(False, description="Asked only if one of these duties is owed.")


class Section(Model):
    """A part of a form."""

    id: Identifier = Field(description="Its permalink.")
    number: Line | None = Field(None, description="Its number in the form.")
    title: Line = Field(description="Its title, as the form has it.")
    level: Literal[2, 3, 4] = Field(2, description="Level of its heading.")
    note: Line | None = Field(None, description="What a reader must know of it.")
    items: tuple[Item, ...] = Field((), description="Its questions.")


class Owed(Model):
    """A law or code that asks for the document, and what is special in it."""

    duty: DutyName = Field(description="The duty.")
    differs: Line | None = Field(None, description="What it asks that the others do not.")


class Form(Model):
    """One document."""

    id: FormId = Field(description="Its name in addresses and commands.")
    kind: Literal["model", "protocol"] = Field(description="Kind of record that it is made from.")
    types: tuple[Line, ...] = Field((), description="Types of protocol that it is made from.")
    title: Line = Field(description="Its title.")
    short: Line = Field(description="What links to it say.")
    basis: Line = Field(description="The text that asks for it.")
    about: Line = Field(description="What it is, in one sentence.")
    source: Url | None = Field(None, description="Where the form can be read.")
    checked: Date = Field(description="Day on which the form was checked.")
    unverified: tuple[Line, ...] = Field((), description="What could not be verified.")
    owed: tuple[Owed, ...] = Field(description="It is made where one of these is owed.")
    indexed: Flag = Field(False, description="True if its contents list every numbered item.")
    explained: Flag = Field(False, description="True if it says for each duty whether it is owed.")
    readers: Flag = Field(False, description="True if each item says who receives it.")
    sections: tuple[Section, ...] = Field(description="Its parts.")

    @property
    def record_kind(self) -> Kind:
        """The kind of record that it is made from."""
        return Kind(self.kind)


class FormError(GlasscaseError):
    """There is no such form, or it cannot be made from such a record."""


@cache
def forms() -> Mapping[FormId, Form]:
    """Return all forms. That they are sound is left to the tests."""
    read = (_read(FORMS / f"{id_.value}.yml") for id_ in FormId)
    return {form.id: form for form in read}


@cache
def forms_of(kind: Kind) -> tuple[Form, ...]:
    """Return the forms that can be made from a kind of record."""
    return tuple(form for form in forms().values() if form.record_kind is kind)


def _read(path: Path) -> Form:
    data = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506
    return Form.model_validate(_filled_in(data))


class _Loader(yaml.CSafeLoader):
    """A safe loader that leaves days as texts, as the records' own reader does."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _filled_in(data: dict[str, object]) -> object:
    """Let a path stand for a part with no more than it, in `fields` and `columns`."""

    def visit(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: visit(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            inner = [visit(one, key) for one in value]
            if key in ("fields", "columns"):
                return [{"field": one} if isinstance(one, str) else one for one in inner]
            return inner
        return value

    return visit(data)
