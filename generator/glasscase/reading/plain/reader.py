"""The reader for plain block YAML: one pass over its entries, without a parser's events."""

from __future__ import annotations

from array import array
from typing import Any

from glasscase.reading.build import Draft, path_of_next
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.places import Path
from glasscase.reading.plain.entries import ENTRY
from glasscase.reading.plain.flow import group_items, list_items
from glasscase.reading.plain.texts import NotPlain, block, folded, unquoted
from glasscase.reading.plain.words import KEYS, LONGEST, SPECIAL, UNSURE, WORTH
from glasscase.reading.scalars import Kind, resolve

_PADS = tuple("\n" + " " * (column + 2) for column in range(200))


def read_plain(text: str, limits: Limits = DEFAULT_LIMITS) -> Draft | None:
    """Return what the events of a clean text would give, or None where it is not plain.

    The text ends with a line end. None says nothing about it. A draft has no problems:
    whatever would be refused, or needs a closer look, is not plain.
    """
    if "\t" in text or text.count("\n") > limits.nodes:
        return None
    try:
        return _Reader(limits).read(text)
    except NotPlain:
        return None


class _Reader:
    """Reads one text."""

    __slots__ = ("ambiguous", "limits", "literals", "marks", "opened", "outer")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.opened = False
        self.marks: list[int] = []
        self.literals: dict[int, str] = {}
        self.ambiguous: list[Path] = []
        # The containers around the present one, each with the column of its keys or hyphens
        # and whether it has keys.
        self.outer: list[tuple[Any, int, bool]] = []

    def read(self, text: str) -> Draft:
        """Take in all entries. One function, without calls for what is usual."""
        marks, outer, most_depth = self.marks, self.outer, self.limits.depth
        mark, short, keys = marks.append, WORTH, KEYS
        root: dict[str, object] = {}
        here: Any = root
        level = -1  # the column of the keys or hyphens in `here`; -1 before the first
        mapping = True
        waiting = False  # whether the last key or hyphen has no value yet
        usual = -1  # the column of an entry that is one more key of `here`; -1 if none can be
        missing = 0  # where the value would stand that the last key or hyphen has not
        key = ""
        start = 0  # the offset of the entry
        for indent, hyphen, name, value, tail in ENTRY.findall(text):
            column = len(indent)
            at = start + column
            if column != usual or hyphen or not name:
                if not (name or hyphen):
                    if value:
                        self._open(value, column)
                    start = at + len(value) + len(tail)
                    continue
                if waiting:
                    waiting = False
                    if column > level or (hyphen and mapping and column == level):
                        mark(at)
                        child: Any = [] if hyphen else {}
                        if mapping:
                            here[key] = child
                        else:
                            here.append(child)
                        outer.append((here, level, mapping))
                        here, level, mapping = child, column, not hyphen
                    else:
                        mark(missing)
                        if mapping:
                            here[key] = None
                        else:
                            here.append(None)
                elif level < 0:
                    level = 0
                    mark(at)
                while column < level or (mapping if hyphen else not mapping):
                    if not outer:
                        raise NotPlain
                    here, level, mapping = outer.pop()
                if column != level:
                    raise NotPlain
                if hyphen:
                    missing = at + 1
                    at += len(hyphen)
                    if name:
                        mark(at)
                        child = {}
                        here.append(child)
                        outer.append((here, level, mapping))
                        here, mapping = child, True
                        level += 2
                if len(outer) >= most_depth:
                    raise NotPlain
                usual = level if mapping else -1
            if name:
                key = keys[name]
                if key in here:
                    raise NotPlain
                mark(at)
                if not value:
                    missing = at + len(key) + 1
                at += len(name)
            if not value:
                start = at + len(tail)
                waiting, usual = True, -1
                continue
            mark(at)
            size = len(value)
            start = at + size + len(tail)
            if size < LONGEST:
                value = short[value]
                if value is UNSURE:
                    value = self._special(text[at : at + size], at, level, here, key)
            else:
                if value[0] in SPECIAL:
                    value = self._special(value, at, level, here, key)
                elif "\n" in value:
                    value = folded(value, _pad(level))
                elif value[-1] == " ":
                    value = value.rstrip(" ")
            if mapping:
                here[key] = value
            else:
                here.append(value)
        if waiting:
            mark(missing)
            if mapping:
                here[key] = None
            else:
                here.append(None)
        if start != len(text) or level < 0 or len(marks) > self.limits.nodes:
            raise NotPlain
        return Draft(self.limits, root, True, array("I", marks), self.literals, self.ambiguous)

    def _open(self, value: str, column: int) -> None:
        """Pass over the one line that may stand before the first key."""
        if self.marks or self.opened or column or value.rstrip(" ") != "---":
            raise NotPlain
        self.opened = True

    def _special(self, text: str, at: int, level: int, here: Any, key: str) -> Any:
        """Return a value that starts with a sign or a digit, or whose meaning is not clear."""
        first = text[0]
        if first == "|" or first == ">":
            return block(text, _pad(level))
        text = text.rstrip(" ")
        if first == "'" or first == '"':
            return unquoted(text)
        if first == "[" or first == "{":
            if len(self.outer) + 1 >= self.limits.depth:
                raise NotPlain
            return (self._list if first == "[" else self._group)(text, at, here, key)
        if "\n" in text:
            text = folded(text, _pad(level))
        return self._word(text, here, key)

    def _list(self, text: str, at: int, here: Any, key: str) -> list[Any]:
        found: list[Any] = []
        for offset, item in list_items(text, at):
            self.marks.append(offset)
            found.append(self._item(item, here, key, len(found)))
        return found

    def _group(self, text: str, at: int, here: Any, key: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for offset, name, inner_offset, item in group_items(text, at):
            inner = KEYS[name]
            if inner in found:
                raise NotPlain
            self.marks += (offset, inner_offset)
            found[inner] = self._item(item, here, key, inner)
        return found

    def _item(self, text: str, here: Any, key: str, step: str | int) -> Any:
        """Return the value of a scalar in brackets."""
        if len(text) < LONGEST:
            value = WORTH[text]
            if value is not UNSURE:
                return value
        elif text[0] not in SPECIAL:
            return text
        elif text[0] == "'" or text[0] == '"':
            return unquoted(text)
        return self._word(text, here, key, step)

    def _word(self, text: str, here: Any, key: str, *inner: str | int) -> Any:
        """Return the value of a plain scalar that may be no text."""
        value, sure = resolve(text)
        if sure is Kind.REFUSED:
            raise NotPlain
        if sure is Kind.AMBIGUOUS:
            around = [container for container, *_ in self.outer]
            self.ambiguous.append((*path_of_next(around, here, key), *inner))
        elif type(value) is not bool and value is not None and str(value) != text:
            self.literals[len(self.marks) - 1] = text
        return value


def _pad(level: int) -> str:
    """Return a line end, and how far most writers indent what continues an entry."""
    return _PADS[level] if level < len(_PADS) else "\n"
