"""A difference as Markdown (CommonMark), for a pull request or a page.

Removed and added words stand in `[-…-]` and `{+…+}`, which no renderer takes for markup and
every reader tells apart. The texts of the record are shown as they are written: escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glasscase.archive.change import Difference, Direction
from glasscase.archive.labels import WORDS, Words
from glasscase.archive.render.passages import Passage
from glasscase.archive.render.phrases import (
    author,
    bracketed,
    directed,
    in_short,
    path,
    reason,
    title,
    without_notes,
)
from glasscase.archive.render.text import safe
from glasscase.archive.render.view import Entry, Group, Line, view
from glasscase.archive.summary import headline, summary

_LEGEND = (
    "Removed words stand in `[-…-]`, added words in `{+…+}`. `¶` stands where a paragraph ends and"
    " the next begins."
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$])|(?<=\d)(?=[.)](?:\s|$))|^(?=[-+=])", re.MULTILINE)


def render_markdown(difference: Difference, *, words: Words = WORDS) -> str:
    """Return the difference as Markdown."""
    return "\n\n".join(_blocks(difference, words)) + "\n"


def _blocks(difference: Difference, words: Words) -> Iterator[str]:
    own = summary(difference)
    yield f"## {escaped(title(difference))}"
    yield escaped(headline(own))
    for direction, changes in directed(own):
        yield f"### {direction.value.capitalize()}"
        yield "\n".join(f"- {escaped(in_short(change, words))}" for change in changes)
    for note in difference.notes:
        yield f"### {escaped(author(note))}"
        yield escaped(note.summary)
        yield f"Reason: {escaped(note.reason)}"
    groups = without_notes(view(difference, words), difference)
    if groups:
        yield _LEGEND
    for group in groups:
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    yield f"### {escaped(group.title)}"
    for entry in group.entries:
        yield "\n".join(_entry(entry))


def _entry(entry: Entry) -> Iterator[str]:
    name = escaped(path(entry.label))
    indent = ""
    if name:
        why = f" — {_reason(entry)}" if entry.why else ""
        yield f"- **{name}** ({entry.what.value}){why}"
        indent = "  "
    elif entry.why:
        yield f"- {_reason(entry)}"
        indent = "  "
    for line in entry.lines:
        yield from (f"{indent}{text}" for text in _line(line))


def _line(line: Line) -> Iterator[str]:
    shown = [text for passage in line.passages for text in _passage(passage)]
    label = f"{escaped(path(line.label))}: " if line.label else ""
    why = f" — {_reason(line)}" if line.why else ""
    if len(shown) == 1:
        yield f"- {label}{shown[0]}{why}"
        return
    if label or why:
        yield f"- {label}{why}".rstrip()
    indent = "  " if label or why else ""
    yield from (f"{indent}- {text}" for text in shown)


def _passage(passage: Passage) -> Iterator[str]:
    if passage.under:
        yield f"*under* {escaped(passage.under)}"
    yield escaped("".join(bracketed(part, part.text) for part in passage.parts))


def _reason(part: Entry | Line) -> str:
    text = escaped(reason(part))
    return f"**{text}**" if part.direction is Direction.WEAKENED else text


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    flat = " ".join(safe(text).split())
    return _SPECIAL.sub(lambda match: "\\" + match[0], flat)
