"""The plain data that templates draw: groups, entries, lines, and a word for every mark."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.archive import Direction, What, Words, compare
from glasscase.archive.change import Mark
from glasscase.archive.render import Entry, Group, Line, view
from glasscase.archive.render.passages import Passage, passages
from glasscase.archive.wording import prose_pieces
from glasscase.records import MODELS, Kind

from ..forms import COMMITMENT, EVALUATION, any_form, card, commitment, disturbed, protocol
from .step import step


def groups() -> dict[str, Group]:
    return {group.id: group for group in view(step())}


def marked(passage: Passage) -> str:
    signs = {Mark.SAME: "{}", Mark.ADDED: "{{+{}+}}", Mark.REMOVED: "[-{}-]"}
    return "".join(signs[part.mark].format(part.text) for part in passage.parts)


def shown(line: Line) -> list[str]:
    return [marked(passage) for passage in line.passages]


def lines(entry: Entry) -> dict[tuple[str, ...], list[str]]:
    return {line.label: shown(line) for line in entry.lines}


def test_groups_are_the_sections_in_the_order_of_the_record() -> None:
    assert [(group.id, group.title) for group in view(step())] == [
        ("links", "Links"),
        ("approvals", "Approved by"),
        ("review", "Review"),
        ("scope", "Scope"),
        ("commitments", "Commitments"),
        ("body", "Full text"),
        ("notes", "Version and notes"),
    ]


def test_a_row_that_changed_has_a_line_for_each_value() -> None:
    entry, _ = groups()["commitments"].entries
    assert (entry.path, entry.label) == (
        ("commitments", "bio-halt"),
        ("Halt on biological uplift",),
    )
    assert (entry.what, entry.direction) == (What.CHANGED, None)
    [line] = entry.lines
    assert (line.label, shown(line)) == (("Threshold", "Value"), ["[-50 %-]{+60 %+}"])
    assert line.direction is Direction.WEAKENED
    assert line.why == "Fewer results cross the line than before."


def test_a_row_that_is_gone_shows_all_it_said() -> None:
    _, entry = groups()["commitments"].entries
    assert (entry.what, entry.direction) == (What.REMOVED, Direction.WEAKENED)
    assert lines(entry) == {
        ("Id",): ["[-tell-]"],
        ("Title",): ["[-Tell the public-]"],
        ("Text",): ["[-We tell.-]", "[-And we listen.-]"],
    }


def test_a_row_that_is_only_a_name_has_no_lines() -> None:
    [entry] = groups()["scope"].entries
    assert (entry.label, entry.what, entry.lines) == (("Models", "aurora-2"), What.REMOVED, ())
    assert entry.direction is Direction.WEAKENED


def test_a_value_that_is_withheld_shows_what_was_there_and_the_notice() -> None:
    [entry] = groups()["approvals"].entries
    assert lines(entry) == {
        ("Council", "Role"): ["[-Council-]"],
        ("Council", "Date"): ["[-2026-01-01-]"],
        (): ["{+Withheld (Trade secret): It is a trade secret.+}"],
    }
    assert [line.direction for line in entry.lines] == [Direction.WEAKENED, None, None]


def test_texts_are_shown_by_the_paragraphs_that_changed() -> None:
    [entry] = groups()["body"].entries
    [line] = entry.lines
    assert entry.label == line.label == ()
    assert [(marked(own), own.under, own.skipped) for own in line.passages] == [
        ("We test each {+new +}model.", "Tests", 0),
        ("| VCT-2 | [-50-]{+60+} % |", "", 3),
    ]


def test_an_order_that_says_nothing_is_told_but_not_shown() -> None:
    [entry] = groups()["links"].entries
    [line] = entry.lines
    assert (entry.what, line.minor, line.passages) == (What.REORDERED, True, ())
    assert line.why == "Only the order of the rows differs."


def test_every_mark_has_a_word() -> None:
    first = "We test each model before we deploy it.\n\n"
    second = "A council decides what is to be done.\n\n"
    third = "The board can overrule it in one direction.\n\n"
    pieces = prose_pieces(first + second + third, second + third + first + "New and other words.")
    labels = [part.label for passage in passages(pieces) for part in passage.parts]
    assert labels == ["moved away", "moved here", "added"]
    assert {part.label for own in passages(prose_pieces("a b", "a c")) for part in own.parts} == {
        *("", "removed", "added")
    }


def test_a_break_between_paragraphs_has_a_sign() -> None:
    [passage] = passages(prose_pieces("One two. Three four.", "One two.\n\nThree four."))
    assert marked(passage) == "One two.{+¶+}"


def test_a_heading_above_a_change_is_shown_without_the_escapes_of_markdown() -> None:
    text = "## 5\\. What is *not* C:\\allowed\n\nWe test %s models.\n"
    [passage] = passages(prose_pieces(text % "all", text % "most"))
    assert passage.under == "5. What is *not* C:\\allowed"


def test_words_for_fixed_values_may_be_passed_in() -> None:
    words = Words(value=str.upper)
    [about, _] = view(
        compare(protocol(version="1"), protocol(version="2", type="safety-policy")), words
    )
    [entry] = about.entries
    assert (entry.label, shown(entry.lines[0])) == (
        ("Type",),
        ["[-FRONTIER-FRAMEWORK-]{+SAFETY-POLICY+}"],
    )


def test_values_are_written_as_people_read_them() -> None:
    before = card(
        evaluations=[{**EVALUATION, "mitigations_on": True}], compute={"operations": 1e26}
    )
    after = card(
        evaluations=[{**EVALUATION, "mitigations_on": False}], compute={"operations": 2.5e26}
    )
    texts = [
        text
        for group in view(compare(before, after))
        for entry in group.entries
        for line in entry.lines
        for text in shown(line)
    ]
    assert texts == ["[-1e26 FLOP-]{+2.5e26 FLOP+}", "[-yes-]{+no+}"]
    [group] = view(compare(protocol(), protocol(review={"cadence": "P1Y"})))
    assert shown(group.entries[0].lines[0]) == ["{+1 year+}"]


def test_a_second_row_of_one_place_is_an_entry_of_its_own() -> None:
    """What is added stands at a position of today, all else at one of before."""
    other = {"id": "tell", "title": "Tell the public", "text": "We tell."}
    before = commitment()
    after = protocol(commitments=[other, {**COMMITMENT, "text": "We pause."}])
    [group] = view(compare(before, after))
    assert [(entry.path[-1], entry.what) for entry in group.entries] == [
        ("tell", What.ADDED),
        ("bio-halt", What.CHANGED),
    ]


def plain(value: Any) -> list[str]:
    """Return every text of a view."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for item in value for text in plain(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in plain(getattr(value, name))]
    return []


@given(st.sampled_from(list(MODELS)), st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=25)
def test_no_change_is_missing_from_the_view(kind: Kind, seed: int, disturbance: int) -> None:
    before = any_form(kind, seed)
    difference = compare(before, disturbed(before, disturbance))
    entries = [entry for group in view(difference) for entry in group.entries]
    for change in difference.changes:
        assert any(entry.path == change.path[: len(entry.path)] for entry in entries), change.path
    reasons = [text for entry in entries for text in plain(entry)]
    for change in difference.changes:
        assert not change.why or change.why in reasons
