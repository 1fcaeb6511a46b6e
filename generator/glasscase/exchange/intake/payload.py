"""The bytes of a delivery as plain values, or why they cannot be read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, NoReturn

from glasscase.reading.limits import DEFAULT_LIMITS

SIZE = DEFAULT_LIMITS.size
"""Largest delivery that is read, in bytes."""
_TEXTS = {".md": "markdown", ".mdx": "markdown", ".yml": "yaml", ".yaml": "yaml"}
_FRONT_MATTER = "---"


@dataclass(frozen=True, slots=True)
class Payload:
    """An event as plain JSON values."""

    value: Any
    json: str
    """The JSON text: as it came, or for a text in another format that text inside JSON."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the event's canonical JSON."""
        return digest_of(self.value)

    @property
    def escaped(self) -> str:
        """The event in letters that every text file can hold."""
        return json.dumps(self.value, indent=2, ensure_ascii=True).replace("\x7f", "\\u007f")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A delivery that is no event, and why."""

    why: str
    help: str


class _RefusedError(ValueError):
    """Something that JSON does not allow, or that readers of it take differently."""


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON: sorted keys, no spaces, ASCII."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read(data: bytes, name: str = "") -> Payload | Unreadable:
    """Read the bytes of a delivery. Never raises.

    It is JSON, or a Markdown or YAML file: the latter by the file's `name`, or by front matter
    on the first line.
    """
    if len(data) > SIZE:
        return Unreadable(
            f"it has more than {SIZE:,} bytes", "Send what is known of the incident, not a log."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Unreadable(f"byte {error.start + 1} is no UTF-8", "Send it as UTF-8.")
    if not text.strip():
        return Unreadable("there is nothing in it", "Send a JSON object.")
    form = next((form for end, form in _TEXTS.items() if name.lower().endswith(end)), "")
    if not form and text.startswith(_FRONT_MATTER):
        form = "markdown"
    if form:
        value = {form: text}
        return Payload(value, json.dumps(value, indent=2, ensure_ascii=False))
    return _json(text)


def loads(text: str) -> Any:
    """Return the value of a JSON text that `read` has accepted."""
    return json.loads(text)


def _json(text: str) -> Payload | Unreadable:
    help_ = "Send one JSON object, as RFC 8259 defines it."
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        return _too_deep()
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return Unreadable(f"it is no JSON: {error.msg.removesuffix(' at')} ({where})", help_)
    except ValueError as error:
        why = str(error) if isinstance(error, _RefusedError) else "a number in it is too long"
        return Unreadable(why, help_)
    if _depth(value) > DEFAULT_LIMITS.depth:
        return _too_deep()
    if not _finite(text):
        return Unreadable("a number in it is too large", help_)
    return Payload(value, text.strip())


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(f"the key “{key[:80]}” is given twice")
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise _RefusedError(f"`{name}` is no JSON")


def _finite(text: str) -> bool:
    """Tell whether no number is beyond what a double can hold, such as 1e999."""

    def number(written: str) -> float:
        value = float(written)
        if value in (float("inf"), float("-inf")):
            raise _RefusedError(written)
        return value

    try:
        json.loads(text, parse_float=number)
    except _RefusedError:
        return False
    return True


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level = inner
        if deepest > DEFAULT_LIMITS.depth + 1:
            break
    return deepest


def _too_deep() -> Unreadable:
    return Unreadable(
        f"its objects are nested more than {DEFAULT_LIMITS.depth} deep", "Send a flatter event."
    )
