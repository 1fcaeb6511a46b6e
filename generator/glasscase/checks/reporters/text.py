"""For people: each finding with the line it is about, as compilers show it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from glasscase.checks.reporters.report import Report
from glasscase.checks.sources import MASK, SourceText
from glasscase.findings import Finding, Position, Severity

_TAB = 4
_WIDEST = 110
"""Columns of a source line that a frame shows."""
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_BOLD, _BLUE = "1", "1;34"


def render(report: Report) -> str:
    """Return all findings with code frames, and a line that counts them."""
    blocks = ["\n".join(_finding(report, finding)) + "\n" for finding in report.findings]
    return "\n".join([*blocks, report.summary() + "\n"])


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    place = report.path(finding)
    if finding.position is not None:
        place += f":{finding.position.line}:{finding.position.column}"
    head = _paint(f"{finding.severity}[{finding.rule}]", _COLOURS[finding.severity], report.colour)
    yield f"{place}: {head} {_paint(finding.message, _BOLD, report.colour)}"
    margin = 1
    if finding.position is not None:
        frame = list(_frame(report.source(finding.path), finding))
        margin = max((len(number) for number, _ in frame), default=1)
        for number, text in frame:
            bar = _paint(f"{number:>{margin}} |", _BLUE, report.colour)
            caret = not number and text
            shown = _paint(text, _COLOURS[finding.severity], report.colour) if caret else text
            yield f"{bar} {shown}".rstrip()
    equals = _paint(f"{'':>{margin}} =", _BLUE, report.colour)
    if finding.help:
        yield f"{equals} help: {finding.help}"
    url = report.rule_url(finding.rule)
    yield f"{equals} more: {url or f'glasscase explain {finding.rule}'}"


def _frame(source: SourceText, finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield line numbers with the lines around a finding; the caret's line has no number."""
    position = finding.position
    if position is None or source.shown(position.line) is None:
        return
    yield "", ""
    # All three lines are cut at the same column, so that their indentation can be compared.
    start = _first_column(source, position)
    for number in range(position.line - 1, position.line + 2):
        line = source.shown(number)
        if line is None or (number > position.line and not line.strip()):
            continue
        if number != position.line and start >= len(_expand(line)):
            continue
        yield str(number), line if line is MASK else _cut(line, start)
        if number == position.line and line is not MASK:
            before, marked = _caret(line, position.column, finding.length)
            offset = _width(_cut(_expand(before), start)) if start else _width(_expand(before))
            room = max(1, _WIDEST - offset)
            yield "", " " * offset + "^" * max(1, min(_width(_expand(marked)), room))


def _first_column(source: SourceText, position: Position) -> int:
    """Return how many columns of long lines are cut off at their start."""
    line = source.shown(position.line) or ""
    before = _width(_expand(line[: position.column - 1]))
    return max(0, before - _WIDEST // 2) if before > _WIDEST - 20 else 0


def _caret(line: str, column: int, length: int) -> tuple[str, str]:
    """Return what stands before the caret, and what it underlines."""
    start = column - 1
    return line[:start], line[start : start + length]


def _cut(line: str, start: int) -> str:
    """Return the part of a line that a frame has room for."""
    line = _expand(line).rstrip()
    cut = ("…" + line[start + 1 :]) if start else line
    return cut if len(cut) <= _WIDEST else cut[: _WIDEST - 1] + "…"


def _expand(text: str) -> str:
    return text.replace("\t", " " * _TAB)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text
