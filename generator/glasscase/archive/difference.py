"""Everything that differs between two versions of a record, found on the model.

The two forms are walked together along the fields of the model. Rows of lists are matched first
(`matching`), texts are compared word by word (`wording`), and what a change means is asked of
the rules (`direction`). Nothing is left out: `reconstruction` makes the later form from the
earlier one and the changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from glasscase.archive.change import (
    Change,
    Difference,
    Direction,
    Mark,
    Note,
    Path,
    Piece,
    Position,
    What,
    of_direction,
)
from glasscase.archive.direction import NONE, judge
from glasscase.archive.direction_rules import Side
from glasscase.archive.errors import DifferenceError
from glasscase.archive.labels import WORDS, Words
from glasscase.archive.matching import Matching, match
from glasscase.archive.rows import EMPTY_MEANS_ALL, ORDERED, names_of, step_of, title_of
from glasscase.archive.sameness import MISSING, same
from glasscase.archive.shape import ANYTHING, Content, Shape, fields, of_model, of_notice
from glasscase.archive.wording import line_pieces, prose_pieces
from glasscase.records import MODELS, Kind, PublicForm, disclosure

_SPACES_ONLY = "Only spaces, line breaks or the form of quotation marks differ."
_ORDER_ONLY = "Only the order of the rows differs."
_ORDER_COUNTS = "The order of these rows says something."


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in both forms, and what is known of it."""

    shape: Shape
    path: Path
    label: tuple[str, ...]
    position: Position
    side: Side
    names: tuple[str, ...] = ()
    texts: bool = True
    """False if texts are not to be compared word by word."""

    def below(self, step: str, label: str, place: str | int, shape: Shape, side: Side) -> _Spot:
        """Return a place in this one."""
        names = self.names
        if self.path and not side.row:
            names = tuple(dict.fromkeys((*names, *names_of(side.before), *names_of(side.after))))
        return _Spot(
            shape,
            (*self.path, step),
            (*self.label, label),
            (*self.position, place),
            side,
            names,
            self.texts,
        )


def compare(before: PublicForm, after: PublicForm, words: Words = WORDS) -> Difference:
    """Return the difference between two public forms of one record.

    Raise `DifferenceError` for forms of two records, and for what is no public form.
    """
    changes = _changes(before, after, words)
    kind, record = _identity(after)
    return Difference(
        kind,
        record,
        _text(before, "version"),
        _text(after, "version"),
        changes,
        _text(after, "title") or _text(after, "trading_name") or record,
        tuple(_new_notes(before, after)),
    )


def weakenings(before: PublicForm, after: PublicForm) -> int | None:
    """Return how many changes weaken a record, without comparing any text word by word.

    Return None for forms that cannot be compared: anything may stand in a file of a site.
    """
    try:
        return len(of_direction(_changes(before, after, WORDS, texts=False), Direction.WEAKENED))
    except (DifferenceError, TypeError, AttributeError):
        return None


def _changes(
    before: PublicForm, after: PublicForm, words: Words, *, texts: bool = True
) -> tuple[Change, ...]:
    kind, record = _identity(before)
    if (kind, record) != _identity(after):
        raise DifferenceError(
            "these are versions of two different records",
            hint="Compare two versions that have the same kind and the same id.",
        )
    root = _Spot(of_model(MODELS[kind]), (), (), (), Side(), texts=texts)
    try:
        return tuple(_Walk(words).group(root, before, after))
    except RecursionError:
        raise DifferenceError(
            "a public form is nested too deeply to be compared",
            hint="Check the file `record.json`: no record is nested like this.",
        ) from None


def _identity(form: PublicForm) -> tuple[Kind, str]:
    try:
        kind = Kind(form["kind"])
        MODELS[kind]
    except (KeyError, TypeError, ValueError):
        raise DifferenceError(
            "this is no public form of a record: it names no known kind",
            hint="Give the contents of a `record.json`.",
        ) from None
    return kind, _text(form, "id") or kind.value


def _text(form: Mapping[str, Any], key: str) -> str:
    value = form.get(key)
    return value if isinstance(value, str) else ""


class _Walk:
    """The walk along the two forms."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def group(
        self, spot: _Spot, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[Change]:
        """Compare two groups field by field, in the order of the model."""
        known = fields(spot.shape)
        others = sorted((before.keys() | after.keys()) - known.keys())
        model = spot.shape.model.__name__ if spot.shape.model is not None else ""
        for key in (*known, *others):
            one, other = before.get(key, MISSING), after.get(key, MISSING)
            if same(one, other):
                continue
            side = Side(spot.shape.model, key, before, after)
            here = spot.below(
                key, self._words.field(model, key), key, known.get(key, ANYTHING), side
            )
            yield from self._value(here, one, other)

    def _value(self, spot: _Spot, before: Any, after: Any) -> Iterator[Change]:
        """Compare two values that are not the same."""
        state = _state(before, spot.shape)
        if _are_rows(spot, before, after):
            yield from self._rows(spot, before, after)
        elif not (isinstance(before, dict) and isinstance(after, dict)) or state != _state(
            after, spot.shape
        ):
            yield _change(spot, before, after)
        elif state == "given":
            yield from self.group(spot, before, after)
        else:
            yield from self.group(replace(spot, shape=of_notice(state)), before, after)

    def _rows(self, spot: _Spot, before: Any, after: Any) -> Iterator[Change]:
        """Compare two lists; one that is left out has no rows."""
        item = spot.shape.item or ANYTHING
        alone = before is MISSING or after is MISSING
        side = replace(spot.side, row=True, alone=alone)
        before, after = ([] if rows is MISSING else rows for rows in (before, after))
        found = match(before, after, item)
        former = {j: i for i, j in found.pairs}
        # In the order of today, with each row that is gone about where it stood.
        for place, stands in sorted(
            [*((i, False) for i in found.removed), *((j, True) for j in range(len(after)))]
        ):
            row = after[place] if stands else before[place]
            i = former.get(place, place) if stands else place
            if stands and place in former and same(before[i], row):
                continue
            here = spot.below(step_of(row, place, item), title_of(row, place, item), i, item, side)
            if not stands:
                yield _change(here, row, MISSING)
            elif place not in former:
                yield _change(here, MISSING, row)
            else:
                yield from self._value(here, before[i], row)
        if found.reordered:
            yield _reordered(spot, before, after, found)


def _state(value: Any, shape: Shape) -> str:
    return disclosure(value) if shape.disclosed else "given"


def _are_rows(spot: _Spot, before: Any, after: Any) -> bool:
    """Tell whether two values are compared row by row."""
    if isinstance(before, list) and isinstance(after, list):
        return bool(before and after)
    one, other = (before, after) if after is MISSING else (after, before)
    means_all = (spot.side.model, spot.side.key) in EMPTY_MEANS_ALL
    return other is MISSING and isinstance(one, list) and bool(one) and not means_all


def _change(spot: _Spot, before: Any, after: Any) -> Change:
    pieces = _pieces(spot.shape, before, after) if spot.texts else ()
    nothing = bool(pieces) and all(piece.mark is Mark.SAME for piece in pieces)
    judgement = NONE if nothing else judge(spot.side, spot.shape, before, after)
    added, removed = before is MISSING, after is MISSING
    former, unit = _units(spot)
    return Change(
        path=spot.path,
        label=spot.label,
        what=What.ADDED if added else What.REMOVED if removed else What.CHANGED,
        before=None if added else before,
        after=None if removed else after,
        pieces=pieces,
        direction=judgement.direction,
        rule=judgement.rule,
        why=_SPACES_ONLY if nothing else judgement.why,
        minor=nothing,
        position=spot.position,
        unit=unit,
        former_unit=former,
        names=spot.names,
        shape=spot.shape,
    )


def _pieces(shape: Shape, before: Any, after: Any) -> tuple[Piece, ...]:
    if not isinstance(before, str) or not isinstance(after, str):
        return ()
    if shape.content is Content.PROSE:
        return prose_pieces(before, after)
    if shape.content in (Content.TEXT, Content.ANYTHING):
        return line_pieces(before, after)
    return ()


def _units(spot: _Spot) -> tuple[str, str]:
    """Return the units of a number before and now."""
    if spot.shape.unit or spot.shape.content is not Content.NUMBER:
        return spot.shape.unit, spot.shape.unit
    before, after = _text(spot.side.before, "unit"), _text(spot.side.after, "unit")
    return before or after, after or before


def _reordered(spot: _Spot, before: list[Any], after: list[Any], found: Matching) -> Change:
    item = spot.shape.item or ANYTHING
    now = sorted((j, i) for i, j in found.pairs)
    counts = (spot.side.model, spot.side.key) in ORDERED
    return Change(
        path=spot.path,
        label=spot.label,
        what=What.REORDERED,
        before=[title_of(before[i], i, item) for i, _ in found.pairs],
        after=[title_of(after[j], j, item) for j, _ in now],
        why=_ORDER_COUNTS if counts else _ORDER_ONLY,
        minor=not counts,
        position=spot.position,
        order=tuple(i for _, i in now),
        shape=spot.shape,
    )


def _new_notes(before: PublicForm, after: PublicForm) -> Iterator[Note]:
    """Yield the author's notes that the later form has and the earlier one has not."""
    known = {_text(note, "version") for note in _notes(before)} | {_text(before, "version")}
    for note in _notes(after):
        if _text(note, "version") not in known:
            yield Note(
                _text(note, "version"),
                _text(note, "date"),
                _text(note, "summary"),
                _text(note, "reason"),
                note.get("material") is True,
                _text(note, "announced"),
            )


def _notes(form: PublicForm) -> list[Mapping[str, Any]]:
    notes = form.get("changes")
    return [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
