"""What stands around the sections of a document: its heading, why it is owed, what it is.

The template is rendered once for all documents that differ only in what `_OWN` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from glasscase.documents.filled import Document, Owing, State
from glasscase.law.model.duty import Reader

from . import draw, fragments, numbers, words
from .nodes import Anchor, Label, Moment
from .prose import ROOT
from .stencils import Stencil, page_stencil, text

READERS: Mapping[Reader, str] = {
    Reader.PUBLIC: "the public",
    Reader.AI_OFFICE: "the AI Office",
    Reader.NATIONAL_AUTHORITIES: "national authorities",
    Reader.DOWNSTREAM_PROVIDERS: "downstream providers",
    Reader.STATE_AUTHORITIES: "state authorities",
    Reader.ORGANISATION: "an organisation",
}

_OPEN = {
    State.GIVEN: "answered",
    State.WITHHELD: "withheld with a ground",
    State.ABSENT: "without a value, with the reason",
    State.MISSING: "not disclosed",
    State.NOT_ASKED: "not applicable",
    State.NONE: "left open, as the form allows",
}


class OwingView(NamedTuple):
    """Whether a law or code asks for a document, as the page says it."""

    short: Anchor
    clause: str
    state: Label
    in_force: Moment
    because: tuple[str, ...]
    differs: str


class _Setting(NamedTuple):
    """What a document says about itself that is the same for many. Nothing of a record's words."""

    title: str
    basis: str
    about: str
    source: str
    unverified: tuple[str, ...]
    checked: str
    catalogue: str
    demonstration: bool
    kind: str
    withdrawn: bool
    reader: str
    """For whom it is; "" for the public."""
    language: str
    """"" if it is that of the site."""
    dated: bool


def around(document: Document, sections: str, site: str) -> str:
    """Put the heading and the end of a document around its sections."""
    form = document.form
    setting = _Setting(
        title=form.title,
        basis=form.basis,
        about=form.about,
        source=form.source or "",
        unverified=form.unverified,
        checked=form.checked.isoformat(),
        catalogue=document.catalogue,
        demonstration=document.demonstration,
        kind=document.kind,
        withdrawn=document.status == "withdrawn",
        reader="" if document.is_public else READERS[Reader(document.audience)],
        language="" if document.language == words.LANGUAGE else document.language,
        dated=bool(document.day),
    )
    record = f"{ROOT}{document.kind}s/{document.id}/"
    counts = document.counts
    html = _template(setting)(
        draw.anchor(record, document.title),
        text(document.name),
        text(document.provider),
        draw.anchor(f"{record}{document.version}/", f"Version {document.version}"),
        draw.day(document.day) if document.day else "",
        str(sum(counts.values())),
        ", ".join([f"{n} {_OPEN[state]}" for state, n in counts.items() if n]),
        document.digest,
        sections,
        _owed(document.owing) if document.owing else "",
        text(document.address),
        text(f"{site or '/'}{document.address}"),
    )
    return f"{html}\n"


@lru_cache(maxsize=256)
def _template(setting: _Setting) -> Stencil:
    known = setting._asdict() | {"checked": Markup(draw.day(setting.checked))}  # noqa: S704
    return page_stencil("document.html", _OWN, **known)


_OWN = (
    "record",
    "name",
    "provider",
    "version",
    "day",
    "total",
    "counts",
    "digest",
    "sections",
    "owing",
    "place",
    "address",
)
"""What each document says of itself, as the template names it."""


@lru_cache(maxsize=1024)
def _owed(owing: tuple[Owing, ...]) -> str:
    return fragments.render("document_owing.html", owing=[_owing(one) for one in owing])


def _owing(one: Owing) -> OwingView:
    state = {
        True: Label("met", "Applies"),
        False: Label("not-applicable", "Does not apply"),
        None: Label("cannot-tell", "Cannot tell"),
    }[one.holds]
    day = Moment(one.in_force, numbers.day(one.in_force))
    return OwingView(
        Anchor(one.source, one.short), one.clause, state, day, one.because, one.differs
    )
