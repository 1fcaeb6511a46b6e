"""The changelog of a step: what was weakened first, then how many changes each section has."""

from __future__ import annotations

from glasscase.archive import compare, summary
from glasscase.archive.sections import ABOUT, NOTES
from glasscase.archive.summary import headline

from .forms import COMMITMENT, LINE, commitment, protocol

LINKS = [{"title": name, "url": f"https://{name}.example/"} for name in ("one", "two")]
NOTE = {"version": "2", "date": "2026-02-01", "summary": "More.", "reason": "Why."}
BEFORE = protocol(
    commitments=[
        {**COMMITMENT, "threshold": LINE},
        {"id": "tell", "title": "Tell the public", "text": "We tell."},
    ],
    links=LINKS,
    review={"cadence": "P1Y"},
    body="The text.",
)
AFTER = protocol(
    version="2",
    changes=[NOTE],
    summary="It says something else.",
    type="safety-policy",
    commitments=[
        {**COMMITMENT, "text": "We pause.", "threshold": {**LINE, "value": 60}},
        {"id": "ask", "title": "Ask the public", "text": "We ask."},
    ],
    links=LINKS[::-1],
    review={"cadence": "P6M"},
    body="The new text.",
)


def test_what_has_a_direction_comes_first() -> None:
    own = summary(compare(BEFORE, AFTER))
    assert [change.rule for change in own.weakened] == ["line-crossed-later", "commitment-removed"]
    assert [change.rule for change in own.strengthened] == [
        "review-more-often",
        "commitment-added",
    ]


def test_changes_are_counted_by_section() -> None:
    own = summary(compare(BEFORE, AFTER))
    counted = {
        count.section.title: (count.added, count.removed, count.changed, count.minor)
        for count in own.counts
    }
    assert counted == {
        "About the record": (0, 0, 2, 0),
        "Links": (0, 0, 0, 1),
        "Review": (0, 0, 1, 0),
        "Commitments": (1, 1, 2, 0),
        "Full text": (0, 0, 1, 0),
        "Version and notes": (1, 0, 1, 0),
    }
    assert own.counts[0].section == ABOUT
    assert own.counts[-1].section == NOTES


def test_the_version_and_its_notes_are_not_counted_as_changes_of_the_text() -> None:
    own = summary(compare(BEFORE, AFTER))
    assert (own.total, own.minor) == (8, 1)
    assert headline(summary(compare(protocol(), protocol(version="2")))) == (
        "Nothing but the version and its notes differs."
    )


def test_the_headline_counts() -> None:
    assert headline(summary(compare(BEFORE, AFTER))) == (
        "2 weakened, 2 strengthened, 8 changes in all."
        " About the record: 2 changed; Review: 1 changed;"
        " Commitments: 1 added, 1 removed, 2 changed; Full text: 1 changed."
        " 1 more in spaces or order only."
    )
    one = compare(commitment(), commitment(text="We pause."))
    assert headline(summary(one)) == "1 change in all. Commitments: 1 changed."


def test_notes_that_were_published_and_are_others_now_are_counted() -> None:
    old = {"version": "1", "date": "2026-01-01", "summary": "First.", "reason": "Why."}
    older = {**old, "version": "0", "date": "2025-01-01"}
    before = protocol(changes=[old, older])
    after = protocol(version="2", changes=[NOTE, {**old, "summary": "Better."}])
    own = summary(compare(before, after))
    assert sorted(own.rewritten) == ["0", "1"]
    assert headline(own) == (
        "Nothing but the version and its notes differs. 2 earlier notes were rewritten or removed."
    )
    bare = summary(compare(before, {**after, "changes": []}))
    assert sorted(bare.rewritten) == ["0", "1"]
    kept = summary(compare(before, protocol(version="2", changes=[NOTE, old, older])))
    assert kept.rewritten == ()
