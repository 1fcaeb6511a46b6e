"""What a change of a record does to coverage: duties whose state differs before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from glasscase.law.coverage import Covered, State
from glasscase.law.report import words
from glasscase.law.states import Place

TITLE = "Coverage"


class Moved(NamedTuple):
    """A duty whose state changes."""

    before: Covered
    after: Covered

    @property
    def sentence(self) -> str:
        """The change in a line: `California SB 53, 22757.12(c), Languages: missing → met`."""
        one = self.after
        states = f"{words(self.before.state)} → {words(one.state)}"
        return f"{one.regime.short}, {one.duty.clause}, {one.duty.title}: {states}"

    @property
    def is_worse(self) -> bool:
        """True if a duty that was answered is not any more, or is so in part only."""
        return _RANKS.get(self.after.state, 0) < _RANKS.get(self.before.state, 0)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose answers differ."""
        known = {(held.place, held.state) for held in self.before.held}
        differing = [held for held in self.after.held if (held.place, held.state) not in known]
        return tuple(dict.fromkeys(held.place.field for held in differing))


_RANKS = {
    State.MET: 5,
    State.WITHHELD: 4,
    State.PARTLY: 3,
    State.ABSENT: 2,
    State.MISSING: 1,
}


def moved(before: Iterable[Covered], after: Iterable[Covered]) -> tuple[Moved, ...]:
    """Return the duties whose state differs, those that get worse first.

    Both are covered with the same catalogue on the same day.
    """
    known = {_key(one): one for one in before}
    found = [
        Moved(known[key], one)
        for one in after
        if (key := _key(one)) in known and known[key].state is not one.state
    ]
    return tuple(sorted(found, key=lambda one: not one.is_worse))


def _key(one: Covered) -> tuple[str, str, Place]:
    return one.regime.id, one.duty.id, one.place


def as_text(changes: Iterable[Moved], safe: Callable[[str], str]) -> str:
    """Return a section for a terminal; nothing if nothing changes."""
    lines = [f"  {safe(one.sentence)}" for one in changes]
    return "\n".join(["", TITLE, *lines, ""]) if lines else ""


def as_markdown(changes: Iterable[Moved], escaped: Callable[[str], str]) -> str:
    """Return a section of Markdown; what gets worse is bold. Nothing if nothing changes."""
    lines = []
    for one in changes:
        text = escaped(one.sentence)
        lines.append(f"- **{text}**" if one.is_worse else f"- {text}")
    return "\n".join(["", f"### {TITLE}", "", *lines, ""]) if lines else ""


def as_values(changes: Iterable[Moved]) -> list[dict[str, Any]]:
    """Return plain values for programs."""
    return [
        {
            "regime": one.after.regime.id,
            "duty": one.after.duty.id,
            "clause": one.after.duty.clause,
            "title": one.after.duty.title,
            "subject": {"kind": one.after.place.kind.value, "id": one.after.place.id},
            "before": one.before.state.value,
            "after": one.after.state.value,
            "worse": one.is_worse,
            "fields": list(one.fields),
        }
        for one in changes
    ]
