"""Markdown cut into blocks and words, without losing a character.

This is no parser: it only has to find the lines at which a reader sees something new begin
(paragraph, item, heading, row of a table, line of code).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINED = re.compile(r" {0,3}(\S[^\n]*)\n {0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")
_STARTS = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\||\[\^[^\]]+\]:)")
_QUOTE = re.compile(r"[ \t]*>")
_INDENTED = re.compile(r"(?: {4}|\t)")
_HARD_BREAK = re.compile(r"(?: {2}|\\)\r?\n(?=[ \t]*\S)")
_RULE = re.compile(r"={3,}|-{3,}")
_SENTENCE = re.compile(
    r".+?(?:[.!?;:][)\]\"'”’*_]*\s+(?=[^\W\d]|[\"“\u2018(\[*])|[\u3002\uff01\uff1f]\s*|\Z)",
    re.DOTALL,
)
_SHORTEST_SENTENCE = 5
_QUOTES = str.maketrans("\u201c\u201d\u201e\u2018\u2019\u201a", "\"\"\"'''")
"""Curly quotation marks and apostrophes, and the straight ones that they stand for."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, item, heading, row of a table or line of code, with the space after it."""

    text: str
    exact: bool = False
    """True if spaces and line breaks count: in code, and where a line break is written."""
    open: bool = False
    """True if the paragraph goes on after it: a sentence that is not the last."""

    @property
    def key(self) -> str:
        """What two blocks have in common that show the same."""
        if self.exact:
            return "\0" + self.text
        text = self.text.rstrip()
        indent = len(text) - len(text.lstrip())
        key = text[:indent] + " ".join(text.split()).translate(_QUOTES)
        if "---" in key or "===" in key:
            key = _RULE.sub(lambda match: match[0][:3], key)
        return key + "\0" if self.open else key

    @property
    def heading(self) -> str:
        """The words of a heading; empty for any other block."""
        if self.exact:
            return ""
        if _HEADING.match(self.text):
            return self.text.strip().strip("#").strip()
        underlined = _UNDERLINED.match(self.text)
        return underlined[1].strip() if underlined else ""


def blocks(text: str) -> list[Block]:
    """Return the blocks of a Markdown text; joined they give the text."""
    found: list[Block] = []
    lines: list[str] = []
    fence = ""
    blank = ends = in_list = False

    def finish() -> None:
        nonlocal in_list
        if lines:
            whole = "".join(lines)
            indented = all(_INDENTED.match(line) or not line.strip() for line in lines)
            in_list = _STARTS.match(whole) is not None or (in_list and whole[0] in " \t")
            code = indented and not in_list
            found.append(Block(whole, code or _HARD_BREAK.search(whole) is not None))
            lines.clear()

    for line in _LINE.findall(text):
        if fence:
            found.append(Block(line, exact=True))
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        opening = _FENCE.match(line)
        if opening:
            finish()
            fence = opening[1]
            found.append(Block(line, exact=True))
            blank = ends = False
            continue
        if not line.strip():
            blank = True
            lines.append(line)
            continue
        if blank or ends or _begins(line, lines):
            finish()
        lines.append(line)
        blank, ends = False, _HEADING.match(line) is not None
    finish()
    return found


def sentences(block: Block) -> list[Block]:
    """Cut a block into its sentences, none of them very short; joined they give the block."""
    if block.exact:
        return [block]
    found: list[str] = []
    waiting = ""
    for part in _SENTENCE.findall(block.text):
        waiting += part
        if len(waiting.split(maxsplit=_SHORTEST_SENTENCE)) >= _SHORTEST_SENTENCE:
            found.append(waiting)
            waiting = ""
    if waiting and found:
        found[-1] += waiting
    elif waiting:
        found.append(waiting)
    last = len(found) - 1
    return [Block(text, open=number < last) for number, text in enumerate(found)]


def _begins(line: str, lines: list[str]) -> bool:
    """Tell whether a line begins a block although no blank line stands before it."""
    if _HEADING.match(line) or _STARTS.match(line):
        return True
    return bool(lines) and bool(_QUOTE.match(line)) != bool(_QUOTE.match(lines[-1]))


def begins_block(text: str) -> bool:
    """Tell whether a text that begins a line would begin a block of its own."""
    return not text.strip() or _begins(text, []) or _FENCE.match(text) is not None


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words, marks and spaces of a text, each with what it has in common with its equals."""

    texts: list[str]
    keys: list[str]


def words(blocks_: list[Block]) -> Tokens:
    """Return the words of blocks; joined, their texts give the text of the blocks.

    A line break within a paragraph is a space; the space between blocks is a mark of its own.
    """
    texts: list[str] = []
    keys: list[str] = []
    for block in blocks_:
        own = tokens(block.text)
        texts += own
        if block.exact:
            keys += own
            continue
        keys += [_key(token) for token in own]
        if own[0].isspace():
            keys[-len(own)] = own[0]
        if own[-1].isspace() and not block.open:
            keys[-1] = BREAK
    return Tokens(texts, keys)


BREAK = "\n\n"
"""The key of the space between two blocks."""


def line_words(text: str) -> Tokens:
    """Return the words of a text in which every character counts."""
    own = tokens(text)
    return Tokens(own, own)


def _key(token: str) -> str:
    if token[0].isspace():
        return " "
    if len(token) > 3 and token[0] in "=-":
        return token[:3]
    return token.translate(_QUOTES)


def tokens(text: str) -> list[str]:
    """Cut a text into addresses, words, numbers, single marks and spaces."""
    return _token().findall(text)


@cache
def _token() -> re.Pattern[str]:
    # Python's \w knows no combining marks, without which a word of many scripts is torn apart.
    marks = "".join(_combining())
    # Scripts without spaces between words are read sign by sign.
    signs = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    word = rf"(?:(?![{signs}])[\w{marks}])"
    return re.compile(
        r"https?://[^\s<>()\[\]\"'`|]*[^\s<>()\[\]\"'`|.,;:!?*_]"
        r"|\d+(?:[.,:]\d+)+(?!\w)"
        rf"|{word}+(?:['’]{word}+)*"
        rf"|[{signs}][{marks}]*"
        r"|={3,}|-{3,}"
        r"|\\\r?\n"
        r"|\s+"
        r"|[\s\S]"
    )


def _combining() -> Iterator[str]:
    for code in range(0x300, 0x3100):
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me"):
            yield chr(code)
    yield "\u200c\u200d\ufe0e\ufe0f"


def is_word(token: str) -> bool:
    """Tell whether a token is a word or a number, and not a mark or a space."""
    return token[0].isalnum() or token[0] == "_"
