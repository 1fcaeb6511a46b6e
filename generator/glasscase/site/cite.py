"""How a version is cited: as text, and for BibTeX."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import numbers

_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


class Cited(NamedTuple):
    """What a citation names."""

    provider: str
    title: str
    type: str
    id: str
    version: str
    published: str
    """Day of the publication, ISO 8601, in UTC."""
    url: str
    """The permanent address."""
    sha256: str


class Citation(NamedTuple):
    """A citation in its forms."""

    text: str
    bibtex: str


def citation(cited: Cited) -> Citation:
    """Return the citation of a version."""
    text = (
        f"{cited.provider}. “{cited.title}”. {cited.type}, version {cited.version}, "
        f"published {numbers.day(cited.published)}. {cited.url} "
        f"(SHA-256 of the data: {cited.sha256})"
    )
    year, month, day = cited.published.split("-")
    fields = {
        "author": f"{{{_tex(cited.provider)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "year": year,
        "month": str(int(month)),
        "day": str(int(day)),
        "version": _tex(cited.version),
        "url": cited.url,
        "note": f"{_tex(cited.type)}. SHA-256 of the data: {cited.sha256}",
    }
    lines = "".join(f"  {key:<8}= {{{value}}},\n" for key, value in fields.items())
    return Citation(text, f"@misc{{{cited.id}-{cited.version},\n{lines}}}")


def _tex(words: str) -> str:
    """Return words with what TeX would take for commands escaped."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), words)
