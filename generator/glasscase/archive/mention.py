"""Which weakenings an author's note does not mention.

A weakening counts as mentioned if one sentence of the note names what it concerns:

- a row by its id or its name (its title, its benchmark, its term), or by what it names in turn;
- a value that stands in no row by the name of its field;
- a number by its former and its present value.

The name of a list is not the name of a row: "some commitments changed" mentions none of them.
Names are compared without case and accents, and words by their stems, as any language that adds
endings allows. Of a long name two thirds of its words are enough. Words alone never prove that a
note is honest: what counts as mentioned here may still be played down. What does not count is
not named at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from glasscase.archive.change import Change, Difference
from glasscase.archive.rows import names_of

_SENTENCE_END = re.compile(r"(?<=[.!?;。])\s+|\n[ \t]*\n|\n[ \t]*[-*+]\s")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHORTEST_STEM = 4
_STEM_SHARE = 0.6
_ENOUGH = 2 / 3
_ALSO = {
    "review-less-often": ("review every", "review interval", "review yearly", "review months"),
    "protocol-withdrawn": ("withdrawn", "withdraw", "withdrawal"),
}
"""Further words for what a rule speaks of, where its field has another name."""
_STOP_WORDS = frozenset(
    "a an and as at by for from in into is it its no not of on or our that the this to we with"
    " au aux de des du et la le les un une der die das den dem ein eine und von zu".split()
)


def unmentioned(difference: Difference, note: str) -> tuple[Change, ...]:
    """Return the mechanical weakenings that a note (its summary and reason) does not mention."""
    text = _Note(note)
    return tuple(
        change
        for change in difference.weakened
        if not text.has_both(change.before, change.after)
        and not any(text.has(name) for name in _names(change))
    )


def _names(change: Change) -> Iterator[str]:
    """Yield the names by which a note may mention a change."""
    rows = [place for place, step in enumerate(change.position) if isinstance(step, int)]
    for place in rows:
        yield change.path[place]
        yield change.label[place]
    if not rows:
        yield change.path[-1]
        yield change.label[-1]
    yield from change.names
    yield from names_of(change.before)
    yield from names_of(change.after)
    yield from _ALSO.get(change.rule, ())


class _Note:
    """A note, ready to be asked for names."""

    def __init__(self, text: str) -> None:
        self._numbers: list[frozenset[str]] = []
        self._sentences: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        for number, sentence in enumerate(_SENTENCE_END.split(text)):
            self._numbers.append(frozenset(_NUMBER.findall(sentence)))
            for word in _words(sentence):
                self._sentences[word].add(number)
                self._stems[word[:_SHORTEST_STEM]].add(word)

    def has(self, name: str) -> bool:
        """Tell whether one sentence has enough words of a name."""
        words = _words(name)
        found: Counter[int] = Counter()
        for word in words:
            akin = [other for other in self._stems[word[:_SHORTEST_STEM]] if _akin(word, other)]
            found.update(set().union(*(self._sentences[other] for other in akin)))
        return bool(found) and max(found.values()) >= _ENOUGH * len(words)

    def has_both(self, before: Any, after: Any) -> bool:
        """Tell whether one sentence gives the former and the present value of a number."""
        if not _is_number(before) or not _is_number(after):
            return False
        one, other = _written(before), _written(after)
        return any(one & numbers and other & numbers for numbers in self._numbers)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _written(value: float) -> set[str]:
    plain = f"{value:.12g}"
    return {plain, plain.replace(".", ","), f"{value:,.12g}"}


@lru_cache(maxsize=2_048)
def _words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, without case and accents, each once."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("_", " ")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(dict.fromkeys(word for word in _WORD.findall(plain) if word not in _STOP_WORDS))


def _akin(one: str, other: str) -> bool:
    """Tell whether two words are one up to their endings: `review` and `reviewed`."""
    if one == other:
        return True
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return common >= max(_SHORTEST_STEM, _STEM_SHARE * max(len(one), len(other)))
