"""The YAML parsers' complaints in plain words."""

from __future__ import annotations

import re

import yaml

from glasscase.findings import Finding, Severity
from glasscase.reading.places import Lines

_COLON = "a colon followed by a space cannot stand here"
_UNCLOSED = "the quotation mark that opens here is never closed"
_ANCHOR = "text cannot start with “&” or “*” unless it is in quotes"
_ESCAPE = "in double quotes a backslash starts an escape, and this one does not exist"
_INDENTATION = "the indentation of this line fits nothing above it"
_INDENT = "Keys of one group start in the same column; what belongs to a key starts further right."

# The first pattern that the parser's own words match decides. Both of PyYAML's parsers are
# covered; where their words differ, a pattern has both.
_WORDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), message, help_)
    for pattern, message, help_ in (
        (
            r"expected '?<document start>",
            "nothing may follow the end of the document",
            "Remove what stands after “...”.",
        ),
        (
            r"mapping values are not allowed",
            _COLON,
            "If the colon belongs to the text, put the whole text in quotes. Otherwise check the"
            " indentation of this line and the one before.",
        ),
        (
            r"scanning a quoted scalar.*(?:end of stream|document (?:indicator|separator))",
            _UNCLOSED,
            "Close it, or remove the opening one.",
        ),
        (
            r"(?:quoted scalar|double-quoted).*(?:escape|hexa?decimal|hexdecimal)",
            _ESCAPE,
            "Write the backslash twice, or use single quotes.",
        ),
        (
            r"flow sequence",
            "the list that opens with “[” in line {opening} is not closed, or a comma is missing",
            "Write it as [one, two], or put each item on a line of its own after “- ”.",
        ),
        (
            r"flow mapping",
            "the group that opens with “{{” in line {opening} is not closed, or a comma is missing",
            "Write it as {key: value}, or put each key on a line of its own.",
        ),
        (
            r"expected ':'",
            "this line is neither a key with a value nor part of the text before it",
            "After a key write a colon and a space. Text that goes on must be indented.",
        ),
        (
            r"sequence entries are not allowed",
            "a list item cannot stand here",
            "Start the list on the line after its key.",
        ),
        (
            r"mapping keys are not allowed",
            "a key cannot stand here",
            _INDENT,
        ),
        (
            r"block mapping",
            _INDENTATION,
            _INDENT,
        ),
        (
            r"block (?:collection|sequence)",
            "this line is neither a further item of the list nor indented less than it",
            "Start each item with “- ” in the same column.",
        ),
        (
            r"scanning an? (?:anchor|alias)",
            _ANCHOR,
            "Put the text in quotes.",
        ),
        (
            r"\btag\b",
            "text cannot start with “!” unless it is in quotes",
            "Put the text in quotes.",
        ),
        (
            r"block scalar",
            "after “|” or “>” only “+”, “-” or one digit may stand on this line",
            "Start the text on the next line, indented.",
        ),
        (
            r"directive",
            "a line that starts with “%” is a directive, and this one is not known",
            "Put the text in quotes, or remove the line.",
        ),
        (
            r"node content",
            "a value is missing here",
            "Write the value, or remove the comma or the mark.",
        ),
    )
)


def syntax_finding(error: yaml.YAMLError, text: str, path: str, lines: Lines) -> Finding:
    """Turn what a parser of PyYAML raised into one finding."""
    offset = _offset(error, text)
    start = text.rfind("\n", 0, offset) + 1
    indent = re.compile(r"[ ]*\t").match(text, start)
    # A tab after the indentation is no fault; one in it explains whatever followed.
    if indent and indent.end() <= offset + 1:
        return Finding(
            "yaml-tab",
            Severity.ERROR,
            path,
            "a tab is used to indent this line",
            "Indent with spaces. Most editors can replace tabs for the whole file.",
            lines.at(indent.end() - 1),
        )
    message, help_ = _words(error, text[offset : offset + 1])
    before = text[start:offset]
    if message == _COLON and not re.search(r":\s", before):
        message = "this line cannot be a key with a value here"
        help_ = "Does the line before lack its colon? Or is this line indented too far?"
    elif message == _INDENTATION and (closing := re.search(r"[\"'](?=\s*$)", before)):
        message = "text goes on after its closing quotation mark"
        help_ = "Put the whole text in quotes. Inside single quotes, write each one twice."
        opened = text.rfind(closing[0], 0, start + closing.start())
        if 0 <= opened < start:
            ended = lines.at(offset).line
            message = f"the text that is opened here ends only in line {ended}, and more follows"
            help_ = "Is the closing quotation mark missing in this line?"
            offset = opened
    opening = lines.at(getattr(getattr(error, "context_mark", None), "index", 0)).line
    message = message.format(opening=opening) if "{opening}" in message else message
    return Finding("yaml-syntax", Severity.ERROR, path, message, help_, lines.at(offset))


def _offset(error: yaml.YAMLError, text: str) -> int:
    """Return where the problem starts, as a character offset within the text."""
    mark = getattr(error, "problem_mark", None)
    message, _ = _words(error, "")
    if message in (_UNCLOSED, _ANCHOR):
        mark = getattr(error, "context_mark", None) or mark
    index: int = getattr(mark, "index", 0)
    if message == _ESCAPE:
        index = text.rfind("\\", 0, index + 1)
    # The end of the text is after the last line; a reader looks for it on that line.
    return max(0, min(index, len(text.rstrip("\n"))))


def _words(error: yaml.YAMLError, character: str) -> tuple[str, str]:
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or ""
    if "cannot start any token" in problem:
        return (
            f"text cannot start with “{character}” unless it is in quotes",
            "Put the text in quotes.",
        )
    for pattern, message, help_ in _WORDS:
        if pattern.search(f"{context}: {problem}"):
            return message, help_
    return "this cannot be read as YAML", "Check quotes, colons and indentation near this line."
