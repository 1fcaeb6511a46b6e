"""Make a piece of a card's Markdown fit for a record, and say what was changed.

A page of a record loads nothing from elsewhere and links to nothing that is not there. Images
become links, links into the card's own repository become text, and comments and placeholders
that no reader was meant to see are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glasscase.exchange.links import Edit, link_edits
from glasscase.exchange.markdown import events, opened
from glasscase.exchange.report import Changed, Dropped

# Spaces, and the characters of no width that editors leave behind.
_VISIBLE = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f]"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST_FILLER = 2_000
_FILLER_WORDS = (
    r"\[?\s*more information (?:is )?needed\s*\]?|\[?(?:tbd|tba|todo|to ?do|n/?a|xxx+)\]?"
    r"|\[?(?:to be (?:added|done|determined|announced)|coming soon|lorem ipsum\b.*)\]?"
    r"|\{\{.*\}\}"
)
_FILLER = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\*\*[^*]+\*\*:?\s*)?(?:_|\*)*(?:{_FILLER_WORDS})[.!…]*(?:_|\*)*[.!…]*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A text that can stand in a record, and what is different from the source."""

    text: str
    notes: tuple[Changed | Dropped, ...]


def is_filler(text: str) -> bool:
    """Tell whether a text only says that something will be written."""
    return len(text) <= _LONGEST_FILLER and _FILLER.fullmatch(text) is not None


def settle(text: str, source: str, line: int) -> Settled:
    """Make a Markdown text of a card fit for a record.

    `source` and `line` name its place in the card for the notes.
    """
    notes: list[Changed | Dropped] = []
    text = _edited(text, _comments(text), source, line, notes)
    text = _without_fillers(text, source, line, notes)
    text = trim(_edited(text, link_edits(text), source, line, notes))
    if text and not _VISIBLE.search(text):
        notes.append(Dropped(source, line, text, "characters of no width, and nothing else"))
        text = ""
    return Settled(text, tuple(notes))


def trim(text: str) -> str:
    """Cut blank lines off both ends; what an indentation means stays."""
    text = text.rstrip()
    start = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, start) + 1 :]


def _edited(
    text: str, edits: list[Edit], source: str, line: int, notes: list[Changed | Dropped]
) -> str:
    data = text.encode()
    out: list[str] = []
    done, at = 0, line
    for edit in sorted(edits):
        if edit.start < done:
            continue
        out.append(data[done : edit.start].decode())
        before = data[edit.start : edit.end].decode()
        at += data.count(b"\n", done, edit.start)
        if edit.new:
            notes.append(Changed(source, at, before, edit.new, edit.reason))
        else:
            notes.append(Dropped(source, at, before, edit.reason))
        # Line ends stay, so that the lines below keep their numbers.
        out.append(edit.new or "\n" * before.count("\n"))
        at += before.count("\n")
        done = edit.end
    out.append(data[done:].decode())
    return "".join(out)


def _comments(text: str) -> list[Edit]:
    """Return the removal of every comment outside code."""
    data = text.encode()
    edits = []
    for event, start, end in events(text):
        inline = isinstance(event, dict) and "InlineHtml" in event
        if not inline and opened(event, "HtmlBlock") is None:
            continue
        piece = data[start:end].decode()
        for match in _COMMENT.finditer(piece):
            first = start + len(piece[: match.start()].encode())
            last = first + len(match[0].rstrip("\n").encode())
            edits.append(Edit(first, last, "", "a comment, which no page shows"))
    return edits


def _without_fillers(text: str, source: str, line: int, notes: list[Changed | Dropped]) -> str:
    """Leave out the lines that only say that something will be written."""
    if not any(map(is_filler, text.split("\n"))):
        return text
    code = _code_lines(text)
    kept = []
    for row, written in enumerate(text.split("\n")):
        if row in code or not is_filler(written):
            kept.append(written)
            continue
        kept.append("")
        reason = "a placeholder that was never filled in"
        notes.append(Dropped(source, line + row, written.strip(), reason))
    return "\n".join(kept)


def _code_lines(text: str) -> set[int]:
    """Return the rows of a text that stand in blocks of code, counted from 0."""
    data = text.encode()
    rows: set[int] = set()
    for event, start, end in events(text):
        if opened(event, "CodeBlock") is not None:
            first = data.count(b"\n", 0, start)
            rows.update(range(first, first + data.count(b"\n", start, end) + 1))
    return rows
