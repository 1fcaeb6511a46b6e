"""Records in the theme's search index.

One entry per record, and on small sites one per section too, so that a result opens at the place.
A large site gets records only: the index is loaded whole by the browser.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypedDict

from markupsafe import Markup

from glasscase.records import Kind

from . import words
from .catalogue import Edition
from .frames import Slot
from .listings import RECORD_KINDS
from .pages import Page
from .prose import ROOT

SECTION_LIMIT = 300
"""Number of records up to which the sections of each are indexed."""

_TEXT_LIMIT = 2_000
_SECTION = re.compile(
    r'<section class="gc-section[^"]*" aria-labelledby="([^"]+)">(.*?)'
    r'(?=<section class="gc-section|\Z)',
    re.DOTALL,
)
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_ASIDE = re.compile(
    r'<figure class="gc-chronicle">.*?</figure>|<p class="gc-serves"[^>]*>.*?</p>', re.DOTALL
)
"""What repeats the words beside it, and the duties that a section serves."""
_APART = re.compile(r"(?=<(?:td|th|tr|dt|dd|li|p|h[1-6])\b)")
_ROW = re.compile(r"(?=<(?:tr|dt|li|p|h[1-6])\b)")
_LINK_MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


class SearchEntry(TypedDict):
    """One entry of the index, as MkDocs and Material write it."""

    location: str
    title: str
    text: str


def entries(edition: Edition, page: Page, *, sections: bool) -> list[SearchEntry]:
    """Return the entries of a record."""
    terms = _paragraph(" ".join([*_grades(edition), edition.id, edition.version]))
    text = _paragraph(edition.summary) + terms
    found = [SearchEntry(location=edition.address, title=page.title, text=text)]
    if sections:
        for identifier, body in _SECTION.findall(page.html):
            heading = _HEADING.search(body)
            text = _paragraphs(body[heading.end() :]) if heading else ""
            if heading and text:
                found.append(
                    SearchEntry(
                        location=f"{edition.address}#{identifier}",
                        title=_words(_LINK_MARK.sub(" ", heading[1])),
                        text=text,
                    )
                )
    return found


def entry(location: str, title: str, text: str) -> SearchEntry:
    """Return the entry of a page that is found by a few words."""
    return SearchEntry(location=location, title=title, text=_paragraph(text))


def _grades(edition: Edition) -> list[str]:
    """Return how grave an incident was and what it harmed, as readers would look for it."""
    if edition.kind is not Kind.INCIDENT:
        return []
    held = edition.facts
    return [words.value(one) for one in (held["severity"], held["state"], *held["harms"])]


def listings() -> list[SearchEntry]:
    """Return the entries of the listings, which themselves are kept out of the index."""
    return [
        SearchEntry(location=f"{kind.folder}/", title=words.KINDS[kind.value][1], text="")
        for kind in RECORD_KINDS
    ]


def extend(index: Path, new: list[SearchEntry]) -> None:
    """Put entries into the index that a search plugin has written, if there is one."""
    if not index.is_file():
        return
    content: dict[str, Any] = json.loads(index.read_text("utf-8"))
    kept = [entry for entry in content["docs"] if Slot.ID not in entry["location"]]
    content["docs"] = [*kept, *new]
    index.write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True), "utf-8"
    )


def apart(html: str) -> str:
    """Set what a page lays side by side apart, for plugins that only leave the tags out."""
    return _APART.sub("\n", html)


def _words(html: str) -> str:
    return " ".join(str(Markup(html.replace("<", " <")).striptags()).replace(ROOT, "").split())  # noqa: S704


def _paragraphs(html: str) -> str:
    """Return the words of a section, each row and each value a paragraph of its own.

    The theme shows those paragraphs of a result that hold what was looked for.
    """
    found, room = [], _TEXT_LIMIT
    for part in _ROW.split(_LINK_MARK.sub(" ", _ASIDE.sub(" ", html))):
        words_ = _words(part)[:room]
        if words_:
            found.append(_paragraph(words_))
            room -= len(words_)
    return "".join(found)


def _paragraph(text: str) -> str:
    return f"<p>{Markup.escape(text)}</p>"
