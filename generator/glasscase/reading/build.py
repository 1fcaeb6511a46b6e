"""From a parser's events to plain values and marks, with what is refused on the way."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from sys import intern
from typing import Any, NamedTuple, NoReturn

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.places import Path
from glasscase.reading.scalars import NUMERIC, WORDS, Kind, resolve
from glasscase.reading.suspects import may_withhold
from glasscase.reading.text import first_suspect


class Problem(NamedTuple):
    """Something refused, before its place is known as line and column."""

    rule: str
    offset: int
    message: str
    help: str
    length: int = 1
    quote: str = ""
    """Stands in the message for `{}`, unless it may be withheld."""
    holder: object = None
    """The mapping that has the key `quote` already."""


class EndOfReading(Exception):  # noqa: N818 - it is no error of a tool
    """Ends the reading of one file early; never leaves this package."""


@dataclass(slots=True)
class Draft:
    """What has been gathered from the events so far."""

    limits: Limits = DEFAULT_LIMITS
    root: Any = None
    found: bool = False
    marks: array[int] = field(default_factory=lambda: array("I"))
    literals: dict[int, str] = field(default_factory=dict)
    ambiguous: list[Path] = field(default_factory=list)
    holes: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: bool = False

    def refuse(self, rule: str, offset: int, message: str, help_: str, **more: Any) -> None:
        """Note a problem; raise `EndOfReading` after the last one that is taken."""
        if len(self.problems) >= self.limits.problems:
            raise EndOfReading
        self.problems.append(Problem(rule, offset, message, help_, **more))

    def drop(self) -> _Dropped:
        """Return a key for an entry that will be taken out again."""
        self.dropped = True
        return _Dropped()


class _Dropped:
    """Stands for a refused key until the whole text is read, so that the marks stay in step."""

    __slots__ = ()


def gather(draft: Draft, get_event: Callable[[], Any], text: str) -> None:
    """Take in all events; raise `EndOfReading` at a limit or at a second document.

    One function, without calls for what is usual: it runs for every key of every record.
    """
    marks, literals = draft.marks, draft.literals
    most_nodes, most_depth = draft.limits.nodes, draft.limits.depth
    mark = marks.append
    escapes = "\\" in text
    properties = "!" in text or "&" in text
    # The containers around `here`, each with whether it is a mapping.
    parents: list[tuple[Any, bool]] = []
    here: Any = None
    mapping = False
    key: Any = None  # None where the next node of a mapping is a key
    while True:
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            at = event.start_mark.index
            mark(at)
            if len(marks) > most_nodes:
                _refuse_size(draft, at)
            style = event.style
            if not value and not style:
                marks[-1] = at = _end_of_text(text, at)
            if properties and (event.tag is not None or event.anchor is not None):
                _refuse_properties(draft, event)
                if event.tag is not None and not (mapping and key is None):
                    draft.holes.append(_path(parents, here, key))
            if style and escapes and first_suspect(value):
                _refuse_escape(draft, at, value)
            if mapping and key is None:
                # Keys are the same in file after file; so are many short words.
                key = intern(value)
                if not style and (value[:1] in NUMERIC or value in WORDS or value == "<<"):
                    key = _plain_key(draft, at, value, text)
                if key in here:
                    key = _second_key(draft, at, value, here)
                continue
            if style:
                pass
            elif value[:1] in NUMERIC or value in WORDS:
                written = value
                value, sure = resolve(written)
                if sure is Kind.AMBIGUOUS:
                    draft.ambiguous.append(_path(parents, here, key))
                elif sure is Kind.REFUSED:
                    draft.holes.append(_path(parents, here, key))
                    _refuse_number(draft, at, written)
                elif type(value) is not bool and value is not None and str(value) != written:
                    literals[len(marks) - 1] = written
            elif len(value) < 20:
                value = intern(value)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            here, mapping = parents.pop()
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            at = event.start_mark.index
            mark(at)
            if len(parents) >= most_depth:
                _refuse_depth(draft, at)
            if properties and (event.tag is not None or event.anchor is not None):
                _refuse_properties(draft, event)
                if event.tag is not None and not (mapping and key is None):
                    draft.holes.append(_path(parents, here, key))
            if mapping and key is None:
                message = "a key must be text, and this one is a list or a group"
                draft.refuse("yaml-key", at, message, "If it is text, put all of it in quotes.")
                raise EndOfReading
            value = {} if kind is MappingStartEvent else []
        elif kind is AliasEvent:
            mark(event.start_mark.index)
            _refuse_alias(draft, event)
            if mapping and key is None:
                raise EndOfReading
            draft.holes.append(_path(parents, here, key))
            value = None
        elif kind is DocumentStartEvent:
            if marks:
                at = event.start_mark.index
                message = "a second document starts here; a file holds one"
                help_ = "Move it to a file of its own, or remove the line `---`."
                draft.refuse("yaml-documents", at, message, help_, length=3)
                raise EndOfReading
            continue
        elif kind is StreamEndEvent:
            return
        else:
            continue
        if mapping:
            here[key] = value
            key = None
        elif parents:
            here.append(value)
        else:
            draft.root = value
            draft.found = value is not None or kind is AliasEvent
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            parents.append((here, mapping))
            here, mapping = value, kind is MappingStartEvent


def _end_of_text(text: str, at: int) -> int:
    """Return where an empty value is missing: right after what stands before it."""
    while at and text[at - 1] in " \t\n":
        at -= 1
    return at


def path_of_next(around: Iterable[Any], here: Any, key: Any) -> Path:
    """Return the path of the value that comes next in `here`: all containers are open."""
    path = [
        len(container) - 1 if isinstance(container, list) else next(reversed(container))
        for container in around
    ]
    path.append(len(here) if isinstance(here, list) else key)
    return tuple(path)


def _path(parents: list[tuple[Any, bool]], here: Any, key: Any) -> Path:
    if not parents:
        return ()
    return path_of_next((container for container, _ in parents[1:]), here, key)


def _is_dropped(path: Path) -> bool:
    return any(isinstance(step, _Dropped) for step in path)


def compact(draft: Draft) -> None:
    """Take out the entries whose keys were refused, and their marks."""
    kept: list[int] = []

    def walk(value: Any, index: int, keep: bool) -> int:
        if keep:
            kept.append(index)
        index += 1
        if isinstance(value, dict):
            for name in list(value):
                retain = keep and not isinstance(name, _Dropped)
                if retain:
                    kept.append(index)
                index = walk(value[name], index + 1, retain)
                if isinstance(name, _Dropped):
                    del value[name]
        elif isinstance(value, list):
            for child in value:
                index = walk(child, index, keep)
        return index

    walk(draft.root, 0, True)
    moved = {old: new for new, old in enumerate(kept)}
    draft.marks = array("I", (draft.marks[index] for index in kept))
    draft.literals = {moved[i]: text for i, text in draft.literals.items() if i in moved}
    draft.ambiguous = [path for path in draft.ambiguous if not _is_dropped(path)]
    draft.holes = [path for path in draft.holes if not _is_dropped(path)]


def _plain_key(draft: Draft, at: int, written: str, text: str) -> Any:
    """Return the key, or a stand-in where an unquoted word is not text."""
    if written == "<<":
        message = "merging another group with `<<` is not supported"
        draft.refuse("yaml-merge", at, message, "Write the keys out.", length=2)
        if may_withhold(text):
            # What would be merged might withhold the values beside it.
            raise EndOfReading
        return draft.drop()
    value, _ = resolve(written)
    if isinstance(value, str):
        return value
    message = "a key must be text, and `{}` is not" if written else "a key is missing here"
    help_ = "Put the key in quotes." if written else "Write the key before the colon."
    draft.refuse("yaml-key", at, message, help_, length=len(written) or 1, quote=written)
    return draft.drop()


def _second_key(draft: Draft, at: int, key: str, holder: object) -> Any:
    message = "the key `{}` is given a second time"
    help_ = "Keep one of them: of two, one would be lost without a word."
    draft.refuse(
        "yaml-duplicate-key", at, message, help_, length=len(key) or 1, quote=key, holder=holder
    )
    return draft.drop()


def _refuse_properties(draft: Draft, event: Any) -> None:
    """Refuse the tag or anchor that stands before a node. The node itself is read."""
    at = event.start_mark.index
    if event.tag is not None:
        help_ = "Remove it. If the text starts with “!”, put it in quotes."
        draft.refuse("yaml-tag", at, "a tag (`!…`) stands before this value", help_)
    if event.anchor is not None:
        message = "an anchor (`&…`) stands before this value"
        draft.refuse("yaml-alias", at, message, _NO_ALIAS)


def _refuse_alias(draft: Draft, event: Any) -> None:
    message = "a reference to another place of the file (`*…`) stands here"
    length = len(event.anchor) + 1
    draft.refuse("yaml-alias", event.start_mark.index, message, _NO_ALIAS, length=length)


_NO_ALIAS = "Write the value out. If it is text, put it in quotes."


def _refuse_number(draft: Draft, at: int, written: str) -> None:
    message = "this is not a number that can be published"
    help_ = "Give a finite number of at most 100 digits. If it is text, put it in quotes."
    draft.refuse("yaml-number", at, message, help_, length=min(len(written), 80))


def _refuse_escape(draft: Draft, at: int, value: str) -> None:
    name = f"U+{ord(first_suspect(value)):04X}"
    message = f"this text has an escape for {name}, which readers cannot see"
    draft.refuse("yaml-escape", at, message, "Remove the escape.")


def _refuse_depth(draft: Draft, at: int) -> NoReturn:
    message = f"values are nested more than {draft.limits.depth} levels deep here"
    draft.refuse("yaml-depth", at, message, "Flatten what stands here.")
    raise EndOfReading


def _refuse_size(draft: Draft, at: int) -> NoReturn:
    message = f"this file holds more than {draft.limits.nodes:,} keys and values"
    draft.refuse("yaml-size", at, message, "Split it into several records.")
    raise EndOfReading
