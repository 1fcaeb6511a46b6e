"""The values of scalars that stand over several lines or in quotes."""

from __future__ import annotations

import re
from itertools import groupby


class NotPlain(Exception):  # noqa: N818 - it is no error
    """Ends the reading of a text that needs a parser; never leaves this package."""


_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


def unquoted(text: str) -> str:
    """Return the value of a scalar in quotes without blanks around it."""
    inner = text[1:-1]
    if "\n" in inner:
        first, *between, last = inner.split("\n")
        lines = [first.rstrip(" "), *(line.strip(" ") for line in between), last.lstrip(" ")]
        if not (lines[0] and lines[-1]):
            raise NotPlain
        inner = _fold(lines)
    if text[0] == "'":
        return inner.replace("''", "'")
    if "\\" in inner:
        return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), inner)
    return inner


def folded(text: str, pad: str) -> str:
    """Return the value of a plain scalar; `pad` is the likely start of its later lines."""
    value = text.replace(pad, " ")
    if "\n" in value or "  " in value or value[-1] == " ":
        return _fold([line.strip(" ") for line in text.split("\n")])
    return value


def block(text: str, pad: str) -> str:
    """Return the value of a scalar after `|` or `>`.

    `pad` is the likely start of its lines. Source: YAML 1.2.2, section 8.1.
    """
    if text.startswith(">-" + pad):
        value = text[2:].replace(pad, " ")
        if "\n" not in value and "  " not in value and value[-1] != " ":
            return value[1:]
    head, *lines = text.split("\n")
    head = head.rstrip(" ")
    first = next((line for line in lines if line), "")
    indent = len(first) - len(first.lstrip(" "))
    if indent == len(first):
        if first:
            raise NotPlain
        return "\n" * len(lines) if head.endswith("+") else ""
    pad = " " * indent
    for index, line in enumerate(lines):
        if line.startswith(pad):
            lines[index] = line[indent:]
        elif line.strip(" "):
            raise NotPlain
        else:
            lines[index] = ""
    most = len(lines)
    while not lines[-1]:
        lines.pop()
    if head[0] == "|":
        value = "\n".join(lines)
    elif any(line.startswith(" ") for line in lines):
        raise NotPlain
    else:
        value = _fold(lines)
    if head.endswith("-"):
        return value
    return value + "\n" * (most - len(lines) + 1 if head.endswith("+") else 1)


def _fold(lines: list[str]) -> str:
    """Put lines together: a line end is a space, but each empty line is a line end."""
    chunks: list[str] = []
    for filled, group in groupby(lines, bool):
        if filled:
            chunks.append(" ".join(group))
        else:
            chunks.append("\n" * sum(1 for _ in group))
    return "".join(chunks)
