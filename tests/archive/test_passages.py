"""Changed paragraphs: those that are one rewritten belong together, the others stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive.markdown_blocks import blocks
from glasscase.archive.passages import passages

FIRST = "We test each model before we deploy it.\n\n"
SECOND = "A council of five decides what is to be done.\n\n"
OTHER = "Nobody outside may learn of all this, ever.\n\n"


def cut(before: str, after: str) -> list[tuple[bool, str, str]]:
    return [
        (own.alike, "".join(b.text for b in own.before), "".join(b.text for b in own.after))
        for own in passages(blocks(before), blocks(after))
    ]


def test_nothing_on_one_side_stands_alone() -> None:
    assert cut(FIRST, "") == [(False, FIRST, "")]
    assert cut("", FIRST) == [(False, "", FIRST)]


def test_a_paragraph_that_was_rewritten_in_part() -> None:
    now = FIRST.replace("deploy", "release")
    assert cut(FIRST + OTHER, now) == [(True, FIRST, now), (False, OTHER, "")]


def test_paragraphs_with_nothing_in_common_stand_alone() -> None:
    assert cut(FIRST, OTHER) == [(False, FIRST, OTHER)]


def test_paragraphs_with_nearly_all_in_common_are_compared_as_one() -> None:
    """However they are cut up: a paragraph that was divided is still the same text."""
    one = FIRST.strip() + " " + SECOND
    assert cut(one, FIRST + SECOND) == [(True, one, FIRST + SECOND)]


def test_partners_do_not_cross() -> None:
    before, after = FIRST + SECOND, SECOND.replace("five", "six") + FIRST.replace("test", "try")
    together = [own for own in cut(before + OTHER * 3, after) if own[0]]
    assert len(together) == 1


words = st.sampled_from(["we", "test", "each", "model", "now.", "A", "council", "decides.", "1"])
paragraphs = st.lists(
    st.lists(words, min_size=1, max_size=9).map(lambda own: " ".join(own) + "\n\n"), max_size=6
).map("".join)


@given(paragraphs, paragraphs)
def test_nothing_is_lost(before: str, after: str) -> None:
    found = cut(before, after)
    assert "".join(one for _, one, _ in found) == before
    assert "".join(other for _, _, other in found) == after
    assert all(one and other for alike, one, other in found if alike)


@pytest.mark.parametrize("size", [60, 400])
def test_many_paragraphs_find_their_partners_by_rare_words(size: int) -> None:
    before = "".join(f"The rule of case{n} says what is done there.\n\n" for n in range(size))
    after = "".join(f"Quite otherwise, the rule of case{n} says nothing.\n\n" for n in range(size))
    found = cut(before, after)
    assert len(found) == size
    for alike, one, other in found:
        assert alike
        assert one.split()[3] == other.split()[5]
