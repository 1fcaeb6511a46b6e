"""YAML in one pass: plain values, where they stand, and what is refused.

A small, strict part of YAML is read: one document, a group of keys at its top, text keys, no
tags, no anchors, and the core schema of YAML 1.2. Everything else becomes a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

import yaml

from glasscase.findings import Finding, Severity
from glasscase.reading.build import Draft, EndOfReading, Problem, compact, gather
from glasscase.reading.events import Backend, next_event
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.places import Lines, Path, Places
from glasscase.reading.plain import read_plain
from glasscase.reading.syntax import syntax_finding
from glasscase.reading.text import clean, normalise
from glasscase.reading.withheld import Spans, withheld_spans

_HEAD = re.compile(r"(?:(?:%[^\n]*|[ \t]*(?:#[^\n]*)?)\n)*")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a YAML text says.

    `value` is None, and `places` knows the top only, where the text could not be read to its
    end. Otherwise `value` holds all that was not refused.
    """

    value: object
    places: Places
    findings: tuple[Finding, ...]
    text: str
    """The text as it was parsed: cleaned, with Unix line ends."""
    whole: bool
    ambiguous: tuple[Path, ...] = ()
    """Paths of the plain scalars that are text here and something else elsewhere."""
    holes: tuple[Path, ...] = ()
    """Paths of the values that a finding has refused; nothing more need be said of them."""
    hidden: Spans | None = None
    """Lines of withheld values, worked out if there are findings."""


def parse_yaml(
    text: str,
    *,
    path: str,
    first_line: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    backend: Backend | None = None,
) -> Parsed:
    """Read a YAML text that starts at line `first_line` of the file at `path`.

    Never raises, whatever the text is. `backend` picks one of PyYAML's parsers. Without it a
    plain text is read without a parser, and any other by libyaml where it is there.
    """
    text, hidden = clean(normalise(text), path, first_line)
    if not text.endswith("\n"):
        text += "\n"
    lines = Lines(text, first_line)
    findings = list(hidden)
    whole = True
    draft = read_plain(text, limits) if backend is None else None
    if draft is None:
        draft = Draft(limits)
        if "%" in text:
            text = _without_directives(draft, text)
        try:
            gather(draft, next_event(text, backend), text)
        except EndOfReading:
            whole = False
        except yaml.YAMLError as error:
            findings.append(syntax_finding(error, text, path, lines))
            whole = False
        if whole:
            _check_top(draft)
    spans = None
    if draft.problems or not whole:
        # Before refused entries are taken out: they may be withheld, too.
        spans = withheld_spans(text, _places(draft, lines, whole=whole), whole=whole)
    if draft.dropped and whole:
        compact(draft)
    places = _places(draft, lines, whole=whole)
    if spans is not None:
        findings += [_finding(problem, path, places, spans) for problem in draft.problems]
    findings.sort(key=Finding.sort_key)
    if not whole:
        return Parsed(None, places, tuple(findings), text, whole=False, hidden=spans)
    return Parsed(
        draft.root,
        places,
        tuple(findings),
        text,
        True,
        tuple(draft.ambiguous),
        tuple(draft.holes),
        spans,
    )


def _without_directives(draft: Draft, text: str) -> str:
    """Refuse directives such as `%YAML 1.1`, on which parsers differ, and make them comments."""
    head = _HEAD.match(text)
    end = head.end() if head else 0
    for found in islice(_DIRECTIVE.finditer(text, 0, end), 20):
        message = "a line that starts with “%” has no meaning here"
        help_ = "Remove it. Text that starts so needs quotes."
        draft.refuse("yaml-directive", found.start(), message, help_)
    return _DIRECTIVE.sub("#", text[:end]) + text[end:]


def _places(draft: Draft, lines: Lines, *, whole: bool) -> Places:
    if not whole:
        return Places(lines, None)
    return Places(lines, draft.root, draft.marks, draft.literals)


def _check_top(draft: Draft) -> None:
    if not draft.found:
        draft.refuse("file-empty", 0, "there is nothing in this file", "Fill it in or delete it.")
    elif not isinstance(draft.root, dict):
        message = "this must be a group of keys with values"
        draft.refuse(
            "yaml-top-level", draft.marks[0], message, "Start with a line such as `id: …`."
        )


def _finding(problem: Problem, path: str, places: Places, spans: Spans) -> Finding:
    """Give a problem its line and column, and quote the text only where it is public."""
    position = places.lines.at(problem.offset)
    message = problem.message
    if problem.quote:
        hidden = spans.cover(position.line)
        message = message.replace("{}", "…" if hidden else problem.quote)
    first = _first_key(problem, places)
    if first:
        message += f" (first in line {first})"
    return Finding(
        problem.rule,
        Severity.ERROR,
        path,
        message,
        problem.help,
        position,
        problem.length,
    )


def _first_key(problem: Problem, places: Places) -> int:
    """Return the line where a key that is given twice stands first, or 0."""
    if not isinstance(problem.holder, dict):
        return 0
    where = places.path_of(problem.holder)
    if where is None or problem.quote not in problem.holder:
        return 0
    return places.position((*where, problem.quote), key=True).line
