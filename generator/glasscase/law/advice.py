"""What to write, and where, so that a duty is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glasscase.law.answer import UNKNOWN
from glasscase.law.fields import steps
from glasscase.law.states import Held, Place
from glasscase.records import Kind

File = Callable[[Place], str]
"""Gives the file of a record, as messages name it; empty if there is none."""


def advice(held: Iterable[Held], file: File) -> dict[str, list[str]]:
    """Return what is to be stated, by file.

    Where no protocol of a type is there, the file is its folder.
    """
    found: dict[str, list[str]] = {}
    for one in held:
        own = file(one.place) if one.place.id or one.place.kind is not Kind.PROTOCOL else ""
        where = own or _new(one)
        texts = found.setdefault(where, [])
        text = " or ".join(map(stated, (one.place.field, *one.instead)))
        if one.reason:  # A list of which some rows lack it.
            text = f"{text} ({one.reason})"
        if text not in texts:
            texts.append(text)
    return found


def listed(texts: Iterable[str], word: str = "and") -> str:
    """Return texts as a list in a sentence: "a, b and c"."""
    *most, last = texts
    return f"{', '.join(most)} {word} {last}" if most else last


def to_decide(because: Iterable[str]) -> str:
    """Return what to do so that it can be told whether something is owed, of a verdict's sentences.

    "State `compute.operations` in models/wren.yml. State `sme` in provider.yml."
    """
    texts = (sentence.removeprefix(UNKNOWN) for sentence in because)
    return " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in texts)


def stated(field: str) -> str:
    """Return a path as a person is to write it: `topics` with `topic: standards`."""
    keys: list[str] = []
    picks: list[str] = []
    for step in steps(field) or ():
        keys.append(step.key)
        if step.column:
            picks.append(f"`{step.column}: {step.value}`")
    name = f"`{'.'.join(keys)}`"
    return f"{name} with {' and '.join(picks)}" if picks else name


def _new(held: Held) -> str:
    folder = f"{held.place.kind.folder}/"
    if not held.types:
        return f"a new file in {folder}"
    return f"a new file in {folder} of the type {listed(held.types, 'or')}"
