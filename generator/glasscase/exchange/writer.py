"""Print a record as YAML the way a person would write it.

Prose stands in block scalars, text is in quotes wherever any YAML reader could take it for
something else, and what is printed is read back and compared before it is returned.
Source: YAML 1.2.2, chapters 7 and 8; YAML 1.1 type repository.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glasscase.exchange.errors import ExchangeError
from glasscase.reading.scalars import Kind, resolve
from glasscase.reading.text import suspicious
from glasscase.reading.yaml import parse_yaml

WIDTH = 96
"""Longest line that is written where there is a choice."""

_PLAIN = re.compile(r"[^\W_](?:[^\n\t]*[^\s:])?")
_PLAIN_BREAKS = (": ", " #", "\t")
_FLOW_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9 ./+-]*[A-Za-z0-9]|[A-Za-z]")
_EXPONENT = re.compile(r"^(-?\d+)(e[+-]\d+)$")


def write_yaml(record: Mapping[str, Any], header: Iterable[str] = ()) -> str:
    """Return a record's YAML, below a comment made of the `header` lines.

    Raises `ExchangeError` if the text would not be read back as the very same values, as with
    a text that holds a control character.
    """
    lines = [f"# {line}".rstrip() for line in header]
    if lines:
        lines.append("")
    lines += _mapping(record, 0) or ["{}"]
    text = "\n".join(lines) + "\n"
    parsed = parse_yaml(text, path="record")
    if parsed.findings:
        why = parsed.findings[0]
        message = f"the record cannot be written as YAML without loss: {why.message}"
        raise ExchangeError(message, hint=why.help)
    if not _same(parsed.value, record):
        raise ExchangeError(
            "the record cannot be written as YAML without loss",
            hint="This is a fault of Glasscase. Please report it with the file.",
        )
    return text


def _mapping(values: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        lead = " " * indent + f"{_line(key, key=True)}:"
        lines += _entry(lead, value, indent)
    return lines


def _entry(lead: str, value: Any, indent: int) -> list[str]:
    """Return the lines of `lead` with its value; what continues is indented beyond `indent`."""
    if isinstance(value, Mapping) and value:
        return [lead, *_mapping(value, indent + 2)]
    if isinstance(value, list | tuple) and value:
        flow = _flow(value)
        if flow and len(lead) + len(flow) < WIDTH:
            return [f"{lead} {flow}"]
        return [lead, *_sequence(value, indent + 2)]
    if isinstance(value, str):
        return list(_text(lead, value, indent + 2))
    return [f"{lead} {_scalar(value)}"]


def _sequence(values: Sequence[Any], indent: int) -> list[str]:
    lines: list[str] = []
    dash = " " * indent + "-"
    for value in values:
        if isinstance(value, Mapping) and value:
            inner = _mapping(value, indent + 2)
            lines += [f"{dash} {inner[0][indent + 2 :]}", *inner[1:]]
        else:
            lines += _entry(dash, value, indent)
    return lines


def _flow(values: Sequence[Any]) -> str:
    """Return a list of short plain words or numbers on one line, or nothing."""
    words = []
    for value in values:
        if isinstance(value, str) and not (_FLOW_ITEM.fullmatch(value) and _is_plain(value)):
            return ""
        if isinstance(value, Mapping | list | tuple):
            return ""
        words.append(value if isinstance(value, str) else _scalar(value))
    return f"[{', '.join(words)}]"


def _text(lead: str, text: str, indent: int) -> Iterator[str]:
    """Yield the lines of a text, in the form that reads best and says the same."""
    pad = " " * indent
    if "\n" in text and text.strip() and not suspicious(text):
        yield f"{lead} {_block_header(text, indent - _start(lead))}"
        body = text[:-1] if text.endswith("\n") else text
        for line in body.split("\n"):
            yield pad + line if line else ""
    elif len(lead) + len(text) > WIDTH and _can_fold(text):
        yield f"{lead} >-"
        width = max(WIDTH - indent, 40)
        for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
            yield pad + line
    else:
        yield f"{lead} {_line(text)}"


def _start(lead: str) -> int:
    """Return the column of the parent's entries, from which an indentation is counted."""
    return len(lead) - len(lead.lstrip(" "))


def _block_header(text: str, step: int) -> str:
    """Return `|`, with its indentation where that cannot be guessed, and how it ends."""
    first = text.lstrip("\n")
    explicit = str(step) if first[0] in " \t" or text[0] == "\n" else ""
    if not text.endswith("\n"):
        return f"|{explicit}-"
    return f"|{explicit}+" if text.endswith("\n\n") else f"|{explicit}"


def _can_fold(text: str) -> bool:
    """Tell whether line breaks may stand for the single spaces of a one-line text."""
    return not re.search(r"  |^ | $|[^\S ]", text)


def _line(text: str, *, key: bool = False) -> str:
    """Return a one-line text, in quotes where it needs them."""
    if _is_plain(text) and not (key and len(text) > 100):
        return text
    if "\n" in text or suspicious(text):
        return _escaped(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text or text.count("'") < text.count('"') + text.count("\\"):
        return "'" + text.replace("'", "''") + "'"
    return _escaped(text)


def _escaped(text: str) -> str:
    """Return a text in double quotes with its special characters escaped."""
    out = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{out}"'


def _is_plain(text: str) -> bool:
    """Tell whether every YAML reader takes the unquoted text for this very text."""
    if not _PLAIN.fullmatch(text) or any(mark in text for mark in _PLAIN_BREAKS):
        return False
    if text[0].isdigit() and re.fullmatch(r"[\d.,:_+\-eExXoObTZ ]+[a-fA-F]*", text):
        return False
    value, sure = resolve(text)
    return isinstance(value, str) and sure is Kind.CLEAR


def _scalar(value: Any) -> str:
    """Return a number, a flag or nothing as every YAML reader understands it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # YAML 1.1 takes `1e+26` for text: it wants a point before the exponent.
        return _EXPONENT.sub(r"\1.0\2", repr(value))
    if isinstance(value, int):
        return str(value)
    return "[]" if isinstance(value, list | tuple) else "{}"


def _same(read: object, written: object) -> bool:
    """Compare values; 1, 1.0 and true are three different things."""
    if isinstance(written, Mapping):
        return (
            isinstance(read, dict)
            and list(read) == list(written)
            and all(_same(read[key], written[key]) for key in written)
        )
    if isinstance(written, list | tuple):
        return (
            isinstance(read, list)
            and len(read) == len(written)
            and all(_same(one, two) for one, two in zip(read, written, strict=True))
        )
    return type(read) is type(written) and read == written
