"""A short summary taken from the first sentences of a card."""

from __future__ import annotations

import re

from glasscase.exchange.markdown import events, opened
from glasscase.exchange.prose import trim

ENOUGH = 600
"""A paragraph up to this many characters is taken whole."""

FEWEST_WORDS = 6
"""A shorter paragraph is a label or a line of links, unless nothing else is there."""

LIMIT = 1_500

_SENTENCE_END = re.compile(r"""[.!?…]["')\]”’]?(?=\s|\Z)|[。！？]""")  # noqa: RUF001


def summarise(text: str, fewest: int = FEWEST_WORDS) -> str:
    """Return the first sentences of a Markdown text's first real paragraph, or nothing.

    A paragraph with fewer words than `fewest` is passed over. The words are the text's own. A
    sentence is cut only if it is longer than a summary may be.
    """
    data = text.encode()
    for start, end, ends, words in _paragraphs(text):
        paragraph = trim(data[start:end].decode())
        if words < fewest or paragraph.endswith(":"):
            continue
        if len(paragraph) <= ENOUGH:
            return paragraph
        cut = ""
        for stop in ends:
            piece = data[start:stop].decode().strip()
            if len(piece) > ENOUGH and cut:
                break
            cut = piece
        if cut and len(cut) <= LIMIT:
            return cut
        if len(paragraph) <= LIMIT:
            return paragraph
    return ""


def _paragraphs(text: str) -> list[tuple[int, int, list[int], int]]:
    """Return each paragraph at the top: start, end, ends of its sentences, count of words."""
    found: list[tuple[int, int, list[int], int]] = []
    depth = 0
    ends: list[int] = []
    count = begins = 0
    for event, start, end in events(text):
        if isinstance(event, dict) and "Start" in event:
            if depth == 0 and opened(event, "Paragraph") is not None:
                begins, ends, count = start, [], 0
            depth += 1
        elif isinstance(event, dict) and "End" in event:
            depth -= 1
            if depth == 0 and event["End"] == "Paragraph":
                found.append((begins, end, ends, count))
        elif isinstance(event, dict) and "Text" in event:
            written = event["Text"]
            count += len(re.findall(r"\w+", written))
            # Inside emphasis or a link a cut would leave a mark without its partner.
            if depth == 1 and len(written.encode()) == end - start:
                ends += [
                    start + len(written[: match.end()].encode())
                    for match in _SENTENCE_END.finditer(written)
                ]
    return found
