"""Where a piece of a long text stands in its file."""

from __future__ import annotations

from typing import Any

from glasscase.checks.context import Context, Path
from glasscase.findings import Position
from glasscase.reading.load import Loaded


def locate(
    context: Context, loaded: Loaded[Any], path: Path, text: str, offset: int, piece: str
) -> tuple[Position, int]:
    """Return position and length of `piece`, which stands at `offset` of the text at `path`.

    YAML has five ways to write a text. In all of them a piece without spaces is written as it
    is, so the file is searched from the text's start for as many pieces as the text has before
    `offset`. Where that fails, the start of the text is the answer.
    """
    document = loaded.document
    if document.body is not None and path == ("body",):
        line = text.count("\n", 0, offset)
        column = offset - text.rfind("\n", 0, offset)
        return Position(document.body_line + line, column), max(len(piece), 1)
    start = document.position(path)
    wanted = text.count(piece, 0, offset) if piece else 0
    if piece:
        last = start.line + text.count("\n") + len(text) // 20 + 4
        for number, line_text in enumerate(context.lines(document.path)[:last], start=1):
            at = start.column - 1 if number == start.line else 0
            while number >= start.line and (at := line_text.find(piece, at)) >= 0:
                if wanted == 0:
                    return Position(number, at + 1), len(piece)
                wanted -= 1
                at += len(piece)
    return start, 1
