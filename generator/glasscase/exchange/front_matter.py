"""The metadata at the top of a model card, also where it is damaged.

What cannot be read is given back word for word, with findings that say why; what can be read
beside it is still used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glasscase.findings import Finding, Position, Severity
from glasscase.reading.yaml import Parsed, parse_yaml

# Hubs look for metadata at the top only. Below this line a block of keys is an example.
_LAST_OPENING = 60
_KEY = re.compile(r"""["']?[A-Za-z_][\w .-]*["']?[ \t]*:(?:[ \t]|$)""")
_PART_OF_VALUE = re.compile(r"[ \t#]|- |-$|$")
_HYPHENS = re.compile(r"(?:-{2,}|[\u2013\u2014]+)[ \t]*")
_CLOSING = re.compile(r"(?:-{3,}|\.\.\.)[ \t]*")
_KNOWN = re.compile(
    r"(?:language|license|licence|tags|datasets|metrics|base_model|pipeline_tag|library_name"
    r"|model-index|thumbnail|widget)[ \t]*:"
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the metadata."""

    name: str
    value: object
    raw: str
    """Its lines as they are written."""
    line: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines of the metadata that could not be read."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Card:
    """A card cut into its metadata and its text."""

    keys: tuple[Key, ...]
    unread: Unread | None
    comments: str
    """Comments that stand above the first key."""
    front_line: int
    body: str
    body_line: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Where the metadata stands: rows of the lines, counted from 0."""

    opening: int
    end: int
    """Row after the last key."""
    after: int
    """Row where the text goes on."""
    finding: Finding | None = None


def split_card(text: str, path: str) -> Card:
    """Cut a card behind its metadata. Never raises."""
    rows = text.split("\n")
    block = _find(rows, path)
    if block is None:
        return Card((), None, "", 1, text, 1, ())
    findings = [block.finding] if block.finding else []
    front = "\n".join(rows[block.opening + 1 : block.end])
    line = block.opening + 2
    body = "\n".join(rows[block.after :])
    body_line = block.after + 1
    above = "\n".join(rows[: block.opening])
    if above.strip():
        # Blank lines in place of the metadata: the lines below keep their numbers.
        body = above + "\n" * (block.after - block.opening + 1) + body
        body_line = 1
    keys, unread, comments, wrong = _read(front, line, path)
    return Card(keys, unread, comments, line, body, body_line, (*findings, *wrong))


def _find(rows: list[str], path: str) -> _Block | None:
    first = next((row for row, line in enumerate(rows) if line.strip()), None)
    if first is None:
        return None
    if _HYPHENS.fullmatch(rows[first]):
        return _at_top(rows, first, path)
    fenced = False
    for row, line in enumerate(rows[:_LAST_OPENING]):
        if line.startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and line.rstrip() == "---":
            end = _closing(rows, row)
            inside = rows[row + 1 : end]
            if end and _all_keys(inside) and any(map(_KNOWN.match, inside)):
                message = "front matter must start on the first line"
                return _Block(row, end, end + 1, _position(path, row, message))
    return None


def _at_top(rows: list[str], first: int, path: str) -> _Block | None:
    """Return the metadata that opens on the first line with words, unless that is a rule."""
    end = _closing(rows, first)
    inside = [line for line in rows[first + 1 : end or None] if line.strip()]
    # A comment and a heading look alike; the first line that is neither decides.
    start = next((line for line in inside if not line.startswith("#")), "")
    if end and not (_KEY.match(start) or start.startswith(("{", "- ", "\t", " ")) or not start):
        return None
    finding = None
    if rows[first].rstrip() != "---":
        finding = _position(path, first, "front matter opens with three hyphens")
    elif first:
        finding = _position(path, first, "front matter must start on the first line")
    if end:
        return _Block(first, end, end + 1, finding)
    if not inside or not _KNOWN.match(inside[0]):
        return None
    end = first + 1
    while end < len(rows) and rows[end].strip() and not re.match(r"#{1,6} ", rows[end]):
        end += 1
    message = "the front matter that opens here is never closed"
    help_ = "Put a line `---` after its last key."
    unclosed = Finding(
        "front-matter-unclosed", Severity.ERROR, path, message, help_, Position(first + 1, 1), 3
    )
    return _Block(first, end, end, unclosed)


def _closing(rows: list[str], opening: int) -> int:
    """Return the row that closes the metadata opened at `opening`, or 0."""
    for row in range(opening + 1, len(rows)):
        if _CLOSING.fullmatch(rows[row]):
            return row
    return 0


def _all_keys(lines: list[str]) -> bool:
    return all(_KEY.match(line) or _PART_OF_VALUE.match(line) for line in lines)


def _position(path: str, row: int, message: str) -> Finding:
    return Finding(
        "front-matter-position",
        Severity.ERROR,
        path,
        message,
        "Write `---` on the first line of the card, and nothing above it.",
        Position(row + 1, 1),
        3,
    )


def _read(
    front: str, line: int, path: str
) -> tuple[tuple[Key, ...], Unread | None, str, tuple[Finding, ...]]:
    """Read the metadata: its keys, what could not be read, comments, and findings."""
    if all(not row.strip() or row.startswith("#") for row in front.split("\n")):
        return (), None, front.strip("\n"), ()
    parsed = parse_yaml(front, path=path, first_line=line)
    if isinstance(parsed.value, dict):
        keys, comments = _keys(parsed, front, parsed.value)
        if parsed.findings:
            return keys, Unread(front, line), "", parsed.findings
        return keys, None, comments, ()
    keys, rest = _rescue(front, line, path)
    return keys, rest, "", parsed.findings


def _keys(parsed: Parsed, front: str, value: dict[str, object]) -> tuple[tuple[Key, ...], str]:
    keys = []
    first = min((parsed.places.extent((name,))[0] for name in value), default=len(front))
    above = front[:first].strip()
    # Between braces a key's own lines would be no YAML by themselves.
    braces = bool(above) and not above.startswith("#")
    for name in value:
        start, end = parsed.places.extent((name,))
        line = parsed.places.position((name,), key=True).line
        raw = front.strip() if braces else front[start:end].rstrip()
        keys.append(Key(name, value[name], raw, line))
    return tuple(keys), "" if braces else above


def _rescue(front: str, line: int, path: str) -> tuple[tuple[Key, ...], Unread]:
    """Read each key of a damaged text by itself; what still fails is given back."""
    groups: list[tuple[int, list[str]]] = []
    for row, text in enumerate(front.split("\n")):
        if _KEY.match(text) or not groups:
            groups.append((line + row, []))
        groups[-1][1].append(text)
    keys: list[Key] = []
    failed: list[tuple[int, str]] = []
    for start, texts in groups:
        raw = "\n".join(texts).rstrip()
        parsed = parse_yaml(raw, path=path, first_line=start)
        found = parsed.value if not parsed.findings else None
        known = {key.name for key in keys}
        if isinstance(found, dict) and not known.intersection(found):
            keys += [Key(name, value, raw, start) for name, value in found.items()]
        else:
            failed.append((start, raw))
    if not failed:  # Only together are they wrong.
        failed.append((line, front))
    return tuple(keys), Unread("\n".join(text for _, text in failed), failed[0][0])
