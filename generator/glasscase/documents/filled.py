"""A document that was made: what each item of its form says, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from glasscase.documents.form import Form
from glasscase.law.model.duty import Reader


class State(StrEnum):
    """What became of a question."""

    GIVEN = "given"
    WITHHELD = "withheld"
    ABSENT = "absent"
    """There is no value, and the record says why."""
    MISSING = "missing"
    """The record says nothing."""
    NOT_ASKED = "not-asked"
    """It does not arise, by what an earlier question was answered."""
    NONE = "none"
    """The form leaves it open, and there is nothing."""


class Sealed(NamedTuple):
    """A value that the public does not see, in a document for somebody else."""

    field: str
    basis: str
    describe: str


class Answer(NamedTuple):
    """One value, or what stands in its place."""

    label: str
    """Its name, where an item has several."""
    of: str
    """`record`, `provider`, or what else it comes from."""
    field: str
    state: State
    value: Any = None
    """The value, or the notice in its place."""
    said: str = ""
    """What the form calls the value, if it has a word of its own for it."""


class TableRow(NamedTuple):
    """One row of a table."""

    head: str
    """The value of the first column, for a row that is there though none is stated."""
    cells: tuple[tuple[Answer, ...], ...]


class Rows(NamedTuple):
    """The table of an item."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    cards: bool = False
    """Whether rows hold long texts and need room."""


class Heading(NamedTuple):
    """A heading in the text of a protocol, by its words."""

    title: str


class Previous(NamedTuple):
    """An earlier version of the record, and its address from the site's root."""

    version: str
    address: str
    published: str = ""


class Clause(NamedTuple):
    """A clause that asks for an item."""

    regime: str
    clause: str


class Filled(NamedTuple):
    """An item with its answers."""

    id: str
    number: str
    label: str
    state: State
    answers: tuple[Answer, ...]
    rows: Rows | None = None
    why: str = ""
    """Why it is not asked, or that it is answered above."""
    readers: tuple[Reader, ...] = ()
    clauses: tuple[Clause, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    common: bool = False
    """Whether it says nothing that is a record's own. It is the same object in all documents."""


class FilledSection(NamedTuple):
    """A section with its items."""

    id: str
    number: str
    title: str
    level: int
    note: str
    items: tuple[Filled, ...]


class Owing(NamedTuple):
    """Whether a law or code asks for the document, and why."""

    regime: str
    short: str
    clause: str
    jurisdiction: str
    holds: bool | None
    in_force: str
    because: tuple[str, ...]
    differs: str
    source: str


class Document(NamedTuple):
    """A whole document."""

    form: Form
    provider: str
    demonstration: bool
    kind: str
    id: str
    title: str
    """Title of the record."""
    name: str
    """What the document is about: the model's name, or the protocol's title."""
    version: str
    status: str
    language: str
    digest: str
    day: str
    """The day of the version, as its record says it; "" if it does not."""
    audience: str
    """`public`, or who it is for."""
    catalogue: str
    owing: tuple[Owing, ...]
    sections: tuple[FilledSection, ...]

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.audience == PUBLIC

    @property
    def address(self) -> str:
        """Its address, from the site's root."""
        return f"{self.kind}s/{self.id}/{FOLDER}/{self.form.id.value}/"

    @property
    def counts(self) -> Mapping[State, int]:
        """How many items there are in each state."""
        states = [item.state for section in self.sections for item in section.items]
        return {state: states.count(state) for state in State}


PUBLIC = "public"
FOLDER = "documents"
"""The folder of a record's documents, below the record's own."""
