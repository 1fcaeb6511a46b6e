"""One file as a document: its data, its Markdown body, and where everything stands."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from glasscase.findings import Finding, Position, Severity
from glasscase.reading.events import Backend
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.places import Path, Places
from glasscase.reading.text import clean, decode, normalise
from glasscase.reading.withheld import Spans, withheld_spans
from glasscase.reading.yaml import Parsed, parse_yaml
from glasscase.records import Kind

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)
_LATE_OPENING = re.compile(r"^-{2,}[ \t]*\n\s*[A-Za-z_][\w-]*[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, before it is checked against the model of its kind."""

    path: str
    """Relative to the project's folder, with forward slashes."""
    kind: Kind
    data: dict[str, object] = field(repr=False)
    """The YAML of the file, or its front matter; without what was refused."""
    body: str | None
    """The Markdown after the front matter; None in a YAML file or where it is blank."""
    body_line: int
    """The line where the Markdown starts; 0 without a body."""
    places: Places = field(repr=False, compare=False)
    """Where the keys and values stand."""
    digest: str
    """SHA-256 of the file's bytes, in lower-case hexadecimal."""
    ambiguous: tuple[Path, ...] = ()
    """Plain scalars that are text here and something else for other readers of YAML."""
    holes: tuple[Path, ...] = ()
    """Values that were refused; a finding says why."""
    _seen: list[tuple[Sequence[str], bool]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def texts(self) -> Sequence[str]:
        """Return all texts of the data, withheld ones included, in any order."""
        return self._look()[0]

    def withholds(self) -> bool:
        """Tell whether any group of the data has the key `withheld`."""
        return self._look()[1]

    def _look(self) -> tuple[Sequence[str], bool]:
        if not self._seen:
            texts: list[str] = []
            withholds = False
            rest: list[object] = [self.data]
            add = texts.append
            while rest:
                value = rest.pop()
                if type(value) is dict:
                    withholds = withholds or "withheld" in value
                    inner: Iterable[object] = value.values()
                elif type(value) is list:
                    inner = value
                else:
                    inner = (value,)
                for item in inner:
                    if type(item) is str:
                        add(item)
                    elif type(item) is dict or type(item) is list:
                        rest.append(item)
            self._seen.append((texts, withholds))
        return self._seen[0]

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Return where the value at `path` stands, or its key; the body included."""
        return self.span(path, key=key)[0]

    def span(self, path: Path, *, key: bool = False) -> tuple[Position, int]:
        """Return the position of a value or its key, and how many characters to underline."""
        if self.body is not None and path[:1] == ("body",):
            return Position(self.body_line, 1), 1
        return self.places.span(path, key=key)

    def pack(self) -> bytes:
        """Return the document as bytes, in a quarter of its memory. For `unpack` only."""
        return marshal.dumps(
            (
                (self.path, self.kind.value, self.body, self.body_line, self.digest),
                (self.ambiguous, self.holes),
                self.data,
                self.places.packed(),
            )
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Document:
        """Return the document that `pack` has packed in this or a forked process."""
        head, lists, data, places = marshal.loads(packed)  # noqa: S302 - packed by us
        path, kind, body, body_line, digest = head
        return cls(
            path, Kind(kind), data, body, body_line, Places.unpacked(data, places), digest, *lists
        )


class ReadResult(NamedTuple):
    """A document, or None where the file could not be read, and what was found."""

    document: Document | None
    findings: tuple[Finding, ...]


class _Split(NamedTuple):
    """A Markdown file cut behind its front matter."""

    front: str
    body: str
    body_line: int
    findings: list[Finding]


def read_document(
    data: bytes,
    *,
    path: str,
    kind: Kind,
    limits: Limits = DEFAULT_LIMITS,
    backend: Backend | None = None,
) -> ReadResult:
    """Read the bytes of a YAML file, or of a Markdown file with front matter.

    Never raises: whatever is wrong with the bytes becomes a finding.
    """
    text, findings = decode(data, path, limits)
    if text is None:
        return ReadResult(None, tuple(findings))
    body, body_line = "", 0
    first_line = 1
    if is_markdown(path):
        split = split_front_matter(text, path)
        findings += split.findings
        if not split.body_line:
            return ReadResult(None, tuple(findings))
        text, body, body_line, first_line = split.front, split.body, split.body_line, 2
        body, hidden = clean(body, path, body_line)
        findings += hidden
    parsed = parse_yaml(text, path=path, first_line=first_line, limits=limits, backend=backend)
    findings += parsed.findings
    if not isinstance(parsed.value, dict):
        return ReadResult(None, tuple(sorted(findings, key=Finding.sort_key)))
    if body.strip() and "body" in parsed.value:
        findings.append(_two_bodies(path, parsed, body_line))
        body = ""
    document = Document(
        path=path,
        kind=kind,
        data=parsed.value,
        body=body if body.strip() else None,
        body_line=body_line if body.strip() else 0,
        places=parsed.places,
        digest=hashlib.sha256(data).hexdigest(),
        ambiguous=parsed.ambiguous,
        holes=parsed.holes,
    )
    return ReadResult(document, tuple(sorted(findings, key=Finding.sort_key)))


def is_markdown(path: str) -> bool:
    """Tell whether a file is Markdown by its name."""
    return path.lower().endswith(".md")


def split_front_matter(text: str, path: str) -> _Split:
    """Cut a Markdown text behind its front matter; `body_line` is 0 where there is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return _Split("", text, 0, [_no_front_matter(text, path)])
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        message = "the front matter that opens here is never closed"
        help_ = "Put a line `---` after its last key."
        return _Split("", text, 0, [_error("front-matter-unclosed", path, message, help_, 1)])
    findings = []
    front = text[opening.end() : closing.start()]
    line = front.count("\n") + 2
    if closing[1] == "...":
        message = "front matter is closed by `---`, not by `...`"
        findings.append(
            _error("front-matter-closing", path, message, "Write `---` on this line.", line)
        )
    body = text[closing.end() + 1 :]
    leading = len(body) - len(body.lstrip("\n"))
    return _Split(front, body[leading:], line + 1 + leading, findings)


def withheld_lines(text: str, *, markdown: bool = False) -> Spans:
    """Return the lines of a file that no output may show (see `reading.withheld`).

    Of a text that cannot be parsed, whatever stands near a word like `withheld` is covered.
    """
    text = normalise(text.removeprefix("\ufeff"))
    first_line = 1
    if markdown:
        split = split_front_matter(text, "")
        if split.body_line:
            text, first_line = split.front, 2
        else:
            return withheld_spans(text, Places.nowhere(), whole=False)
    parsed = parse_yaml(text, path="", first_line=first_line)
    if parsed.hidden is not None:
        return parsed.hidden
    return withheld_spans(parsed.text, parsed.places, whole=parsed.whole)


def _no_front_matter(text: str, path: str) -> Finding:
    late = _LATE_OPENING.search(text)
    if late is None:
        message = "this file has no front matter, so it is no record"
        help_ = (
            "Start it with a line `---`, the record's keys and another line `---`."
            " A page of prose in a folder of records must be called index.md."
        )
        return _error("front-matter-missing", path, message, help_, 1)
    line = text.count("\n", 0, late.start()) + 1
    if late.start() == 0:
        message, help_ = "front matter opens with three hyphens", "Write `---` on this line."
    else:
        message = "front matter must start on the first line"
        help_ = "Remove everything above this line."
    return _error("front-matter-position", path, message, help_, line)


def _two_bodies(path: str, parsed: Parsed, body_line: int) -> Finding:
    position = parsed.places.position(("body",), key=True)
    message = f"`body` stands here, and another body follows in line {body_line}"
    help_ = "Keep one: remove this key, or the text below the front matter."
    return Finding("body-twice", Severity.ERROR, path, message, help_, position, 4)


def _error(rule: str, path: str, message: str, help_: str, line: int) -> Finding:
    return Finding(rule, Severity.ERROR, path, message, help_, Position(line, 1), 3)
