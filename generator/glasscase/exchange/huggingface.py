"""Import of Hugging Face model cards: YAML metadata above Markdown.

Sources: the model card metadata specification and the annotated model card template of the
Hugging Face Hub.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from glasscase.exchange.body import INTRODUCTION, map_body
from glasscase.exchange.draft import Draft, Piece
from glasscase.exchange.front_matter import Card, split_card
from glasscase.exchange.ids import slug
from glasscase.exchange.importer import ImportResult
from glasscase.exchange.metadata import map_metadata
from glasscase.exchange.report import Assumed, Changed, Kept, Mapped
from glasscase.exchange.results import model_name
from glasscase.exchange.summary import FEWEST_WORDS, summarise
from glasscase.findings import Finding, Severity
from glasscase.reading.text import clean, decode
from glasscase.records import Kind

_PREFIX = re.compile(
    r"^(?:hugging ?face )?model card\s*(?:for|of|:|-|\u2013|\u2014)\s+(?:the\s+)?", re.IGNORECASE
)
_GENERIC_END = re.compile(r"(?:^|[\W_]+)(?:readme|model[\W_]*card|card|index)$", re.IGNORECASE)
_SUFFIXES = (".md", ".markdown", ".mdown", ".txt", "")


class HuggingFace:
    """Turns a Hugging Face model card into a model card."""

    name = "huggingface"
    kind = Kind.MODEL

    def reads(self, path: str) -> bool:
        """Tell by its name whether a file can be such a card: Markdown or plain text."""
        return PurePosixPath(path).suffix.lower() in _SUFFIXES

    def read(self, data: bytes, *, path: str, record_id: str | None = None) -> ImportResult:
        """Import a card's bytes. `path` is how findings name it; nothing is opened."""
        text, findings = decode(data, path)
        if text is None:
            return ImportResult(None, (), tuple(findings))
        if not text.strip():
            message = "there is nothing in this file"
            empty = Finding("file-empty", Severity.ERROR, path, message)
            return ImportResult(None, (), (*findings, empty))
        visible, hidden = clean(text, path)
        card = split_card(visible, path)
        draft = Draft()
        if hidden:
            reason = "characters that no reader can see; see the findings"
            draft.report.append(Changed("text", 1, text, visible, reason))
        map_metadata(card, draft)
        title = map_body(card.body, card.body_line, draft)
        _identify(draft, card, title, path, record_id)
        _summarise(draft)
        record = draft.record()
        found = sorted((*findings, *hidden, *card.findings), key=Finding.sort_key)
        return ImportResult(record, draft.settle_report(record), tuple(found))


def _identify(draft: Draft, card: Card, title: str, path: str, record_id: str | None) -> None:
    """Fill in what every record needs."""
    index = next((key.value for key in card.keys if key.name == "model-index"), None)
    named = model_name(index)
    file = PurePosixPath(path)
    stem = _GENERIC_END.sub("", file.stem)
    name = _PREFIX.sub("", title).strip() or named or stem or file.parent.name or "Imported model"
    name = " ".join(name.split())[:400]
    chosen = record_id or slug(named) or slug(stem) or slug(name) or slug(file.parent.name)
    draft.put("schema", 1)
    draft.put("id", chosen or "imported-model")
    draft.put("version", "0.1")
    draft.put("status", "draft")
    draft.put("language", "en")
    draft.put("title", title or name)
    draft.put("model.name", name)
    if not record_id:
        reason = "choose it with --id: it becomes the address and never changes once published"
        draft.report.append(Assumed("id", draft.fields["id"], reason))
    draft.report.append(Assumed("version", "0.1", "cards have no version of their own"))
    draft.report.append(Assumed("language", "en", "the card does not say in what it is written"))
    if not title:
        reason = "the card has no title of its own"
        draft.report.append(Assumed("title", draft.fields["title"], reason))


def _summarise(draft: Draft) -> None:
    """Take the summary from the first text that has sentences."""
    first = ("architecture.description", "use.intended")
    places = [INTRODUCTION, *first, *(name for name in draft.shelves if name not in first)]
    tries = [*((place, FEWEST_WORDS) for place in places), (INTRODUCTION, 1)]
    for place, fewest in tries:
        shelf = draft.shelves.get(place)
        pieces = shelf.pieces if shelf else []
        for piece in pieces:
            text = summarise(piece.text, fewest)
            if text and not piece.made:
                _put_summary(draft, place, piece, text)
                return
    name = draft.fields["model.name"]
    draft.put("summary", f"{name[:300]}: the imported card has no text to take a summary from.")
    reason = "the card has no paragraph to take it from"
    draft.report.append(Assumed("summary", draft.fields["summary"], reason))


def _put_summary(draft: Draft, place: str, piece: Piece, text: str) -> None:
    draft.put("summary", text)
    whole = place == INTRODUCTION and " ".join(piece.text.split()) == " ".join(text.split())
    if whole and len(draft.shelves[place].pieces) == 1:
        # The summary holds all of it; a section would only say it again.
        del draft.shelves[place]
        draft.report = [
            Mapped(entry.source, entry.line, "summary")
            if isinstance(entry, Kept) and entry.section == "introduction"
            else entry
            for entry in draft.report
        ]
        return
    draft.report.append(Assumed("summary", "", "taken from the card's first sentences"))
